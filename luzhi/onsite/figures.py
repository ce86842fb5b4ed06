"""Figures of the expo days. People who signed in, times they came, and visitors counted at gates are different."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luzhi.onsite.vocabulary import IncidentKind, ScanOutcome
from luzhi.records.figures import Distinct, Figure, Rows, Total, declare_figure

CAME_IN = Q(outcome=ScanOutcome.FIRST, sub_event__isnull=True)
AT_EVENT = Q(outcome=ScanOutcome.FIRST, sub_event__isnull=False)

declare_figure(
    Figure(
        key="onsite.attendees",
        title=_("People who signed in"),
        unit="person",
        kind="onsite.scan",
        population=CAME_IN,
        measure=Distinct("badge"),
        dimensions={"expo": "expo", "class": "badge__badge_class", "day": "day", "desk": "desk"},
        nouns=("签到人数", "到会人数", "people who signed in"),
        note=_("Each badge once, on however many days and at however many desks it was read."),
        listed_by="badge__name",
    )
)
declare_figure(
    Figure(
        key="onsite.attendances",
        title=_("Times people signed in"),
        unit="person_time",
        kind="onsite.scan",
        population=CAME_IN,
        measure=Rows(),
        dimensions={
            "expo": "expo", "class": "badge__badge_class", "day": "day", "hour": "hour", "desk": "desk",
        },
        nouns=("签到人次", "到会人次", "times people signed in"),
        note=_("Each badge once a day, at the hour of its first reading that day."),
        listed_by="badge__name",
    )
)  # fmt: skip
declare_figure(
    Figure(
        key="onsite.event_attendances",
        title=_("Sign-ins at sub-events"),
        unit="person_time",
        kind="onsite.scan",
        population=AT_EVENT,
        dimensions={"expo": "expo", "event": "sub_event", "class": "badge__badge_class"},
        nouns=("活动签到人次", "sign-ins at sub-events"),
        note=_("Each badge once at each sub-event."),
        listed_by="badge__name",
    )
)
declare_figure(
    Figure(
        key="onsite.visitors",
        title=_("Visitors counted at the gates"),
        unit="person_time",
        kind="onsite.gatecount",
        measure=Total("count"),
        dimensions={"expo": "expo", "gate": "desk", "day": "day", "hour": "hour"},
        nouns=("观众", "参观人次", "进馆人次", "观众人次", "visitors", "admissions"),
        note=_("Counted as they come in; who comes twice counts twice."),
        listed_by="desk__name",
    )
)
declare_figure(
    Figure(
        key="onsite.badges",
        title=_("Badges issued"),
        unit="item",
        kind="onsite.badge",
        population=Q(void=False),
        dimensions={"expo": "expo", "class": "badge_class"},
        nouns=("证件", "胸牌", "badges"),
        note=_("Badges that are valid; void ones are not counted."),
    )
)
declare_figure(
    Figure(
        key="onsite.incidents",
        title=_("Incidents"),
        unit="item",
        kind="onsite.incident",
        population=~Q(kind=IncidentKind.LOST_CONTACT),
        dimensions={"expo": "expo", "kind": "kind", "state": "state", "gravity": "gravity"},
        nouns=("突发情况", "突发事件", "incidents"),
        note=_("Entries of the incident log; guests out of contact are counted apart."),
    )
)
declare_figure(
    Figure(
        key="onsite.lost_contacts",
        title=_("Guests out of contact"),
        unit="item",
        kind="onsite.incident",
        population=Q(kind=IncidentKind.LOST_CONTACT),
        dimensions={"expo": "expo", "state": "state"},
        nouns=("失联嘉宾", "guests out of contact"),
        note=_("Times a guest could not be reached."),
        listed_by="guest__person__name",
    )
)
