"""Figures of matchmaking: wished, wanted by both, in the timetable, held, missed, and what came of it."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luzhi.matchmaking.vocabulary import NO_SHOW, Happened, RequestState, Result
from luzhi.records.figures import Distinct, Figure, Rate, declare_figure

HELD = Q(outcomes__happened=Happened.HELD)
WHERE = {"session": "session", "expo": "session__expo"}

declare_figure(
    Figure(
        key="matchmaking.requested",
        title=_("Meetings requested"),
        unit="item",
        kind="matchmaking.request",
        population=~Q(state=RequestState.WITHDRAWN),
        dimensions={**WHERE, "state": "state"},
        nouns=("对接申请", "meetings requested"),
        note=_("Requests for a meeting, from one side or from both; two firms count once."),
    )
)
declare_figure(
    Figure(
        key="matchmaking.agreed",
        title=_("Meetings wanted by both"),
        unit="item",
        kind="matchmaking.request",
        population=Q(state=RequestState.AGREED),
        dimensions=WHERE,
        nouns=("双方同意的对接", "meetings wanted by both"),
        note=_("Requests to which both sides have agreed."),
    )
)
declare_figure(
    Figure(
        key="matchmaking.held",
        title=_("Meetings held"),
        unit="meeting",
        kind="matchmaking.request",
        population=Q(state=RequestState.AGREED) & HELD,
        dimensions=WHERE,
        nouns=("对接洽谈", "一对一洽谈", "meetings held"),
        note=_("Meetings of which at least one side or the office says that they were held; each once."),
    )
)
declare_figure(
    Figure(
        key="matchmaking.no_show",
        title=_("Meetings missed"),
        unit="meeting",
        kind="matchmaking.request",
        population=Q(state=RequestState.AGREED) & Q(outcomes__happened__in=NO_SHOW),
        dimensions=WHERE,
        nouns=("爽约", "missed meetings"),
        note=_("Meetings to which somebody did not come, as somebody says."),
    )
)
declare_figure(
    Figure(
        key="matchmaking.intentions",
        title=_("Intentions from meetings"),
        unit="item",
        kind="matchmaking.outcome",
        population=Q(result=Result.INTENTION),
        measure=Distinct("request"),
        dimensions={"session": "request__session", "expo": "request__session__expo", "said_by": "said_by"},
        nouns=("合作意向", "意向", "intentions"),
        note=_("Meetings that ended in an intention, each once. An intention is no agreement."),
        listed_by="request__asker__organisation__name",
    )
)
declare_figure(
    Figure(
        key="matchmaking.signed",
        title=_("Agreements and contracts from meetings"),
        unit="item",
        kind="matchmaking.outcome",
        population=Q(agreement__kind__in=["framework", "contract"]),
        measure=Distinct("request"),
        dimensions={
            "session": "request__session",
            "expo": "request__session__expo",
            "kind": "agreement__kind",
        },
        nouns=("对接签约", "agreements from meetings"),
        note=_("Meetings of which the office recorded a framework agreement or a contract."),
        listed_by="request__asker__organisation__name",
    )
)
declare_figure(
    Figure(
        key="matchmaking.followed",
        title=_("Meetings held that opened a lead"),
        unit="meeting",
        kind="matchmaking.request",
        population=Q(state=RequestState.AGREED) & HELD & Q(outcomes__lead__isnull=False),
        dimensions=WHERE,
        nouns=("转为线索的对接", "meetings that opened a lead"),
        note=_("Meetings held after which a lead was opened among the projects."),
    )
)
declare_figure(
    Rate(
        key="matchmaking.conversion",
        title=_("Meetings held that led on, in per cent"),
        part="matchmaking.followed",
        whole="matchmaking.held",
        nouns=("对接转化率", "conversion of meetings"),
        note=_("Of the meetings held, the share that opened a lead."),
        truncate=True,
    )
)
declare_figure(
    Rate(
        key="matchmaking.turnout",
        title=_("Meetings wanted by both that were held, in per cent"),
        part="matchmaking.held",
        whole="matchmaking.agreed",
        nouns=("对接履约率", "meetings kept"),
        note=_("Of the meetings both sides wanted, the share that was held."),
        truncate=True,
    )
)
