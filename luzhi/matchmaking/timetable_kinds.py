"""Pages of timetables, meetings, unmet requests, notices and outcomes."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luzhi.access.actors import Actor
from luzhi.access.roles import Role
from luzhi.matchmaking.kinds import FIRM, READERS, is_of_own_party
from luzhi.matchmaking.models import Meeting, Outcome, PartyNotice, Timetable, Unmet
from luzhi.matchmaking.panels import draw_timetable
from luzhi.records.kinds import Column, Group, Kind, Panel, Section, register

NOBODY: frozenset[Role] = frozenset()


def concerns_own_party(actor: Actor) -> Q:
    mine = actor.unit_ids
    return Q(request__asker__organisation_id__in=mine) | Q(request__asked__organisation_id__in=mine)


def is_own_standing(actor: Actor) -> Q:
    """A firm sees its meetings once they stand, not while they are a draft."""
    return concerns_own_party(actor) & Q(timetable__state="frozen")


register(
    Kind(
        model=Timetable,
        slug="match-timetables",
        label_path="session__name",
        columns=(
            Column("number", sortable=True), Column("session"), Column("state"), Column("weight"), Column("bound"),
            Column("idle"), Column("proven"), Column("reason"),
        ),
        groups=(
            Group("", ("session", "number", "based_on", "reason", "frozen_at", "year")),
            Group(_("How good it is"), ("weight", "bound", "proven", "idle", "milliseconds", "note")),
        ),
        filters=("session", "state", "year"),
        sections=(
            Section("matchmaking.partynotice", "timetable", _("Who is told"), ("party", "state", "told_at"), add=False),
        ),
        panels=(Panel("timetable", draw_timetable, place="before"),),
        comes_from=("session", "based_on"),
        view=READERS,
        change=NOBODY,
        help=_("Versions of timetables. Open a session to make one."),
    )
)  # fmt: skip
register(
    Kind(
        model=Meeting,
        slug="match-meetings",
        label_path="request__asker__organisation__name",
        columns=(
            Column("slot"), Column("request__asker__organisation__name", _("asking side")),
            Column("request__asked__organisation__name", _("side asked")), Column("desk"), Column("booth"),
            Column("interpreter"), Column("timetable__number"),
        ),
        groups=(Group("", ("timetable", "request", "slot", "desk", "booth", "interpreter")),),
        filters=("timetable", "slot", "desk"),
        search=("request__asker__organisation__name", "request__asked__organisation__name"),
        comes_from=("request", "timetable"),
        view=READERS,
        view_own=FIRM,
        own=is_own_standing,
        change=NOBODY,
        help=_("Meetings as the versions of the timetable have them."),
    )
)  # fmt: skip
register(
    Kind(
        model=Unmet,
        slug="match-unmet",
        label_path="request__asker__organisation__name",
        columns=(
            Column("request__asker__organisation__name", _("asking side")),
            Column("request__asked__organisation__name", _("side asked")), Column("request__weight"), Column("cause"),
            Column("party"), Column("slot"), Column("price"),
        ),
        groups=(Group("", ("timetable", "request", "cause", "party", "slot", "price")),),
        filters=("timetable", "cause", "party"),
        search=("request__asker__organisation__name", "request__asked__organisation__name"),
        comes_from=("request", "timetable"),
        view=READERS,
        change=NOBODY,
        help=_("Requests that a timetable does not hold, each with its cause and the cheapest change."),
    )
)  # fmt: skip
register(
    Kind(
        model=PartyNotice,
        slug="match-notices",
        label_path="party__organisation__name",
        columns=(Column("party"), Column("state"), Column("timetable__number"), Column("text"), Column("told_at")),
        groups=(Group("", ("party", "timetable", "text", "told_at")),),
        filters=("state", "timetable", "party"),
        comes_from=("timetable", "party"),
        change=NOBODY,
        view=READERS,
        view_own=FIRM,
        own=is_of_own_party,
        help=_("Notices to firms whose day is not what they were last told. Freezing a timetable drafts them."),
    )
)
register(
    Kind(
        model=Outcome,
        slug="match-outcomes",
        label_path="request__asker__organisation__name",
        columns=(
            Column("request__asker__organisation__name", _("asking side")),
            Column("request__asked__organisation__name", _("side asked")), Column("said_by"), Column("happened"),
            Column("result"), Column("amount"), Column("words"),
        ),
        groups=(
            Group("", ("request", "said_by", "year", "happened", "result", "amount", "currency", "words", "note")),
            Group(pgettext_lazy("talk", "What came of it"), ("lead", "agreement")),
        ),
        filters=("said_by", "happened", "result", "year"),
        search=("request__asker__organisation__name", "request__asked__organisation__name", "words"),
        comes_from=("request",),
        leads_to=("lead", "agreement"),
        view=READERS,
        view_own=FIRM,
        own=concerns_own_party,
        change=NOBODY,
        help=_("What meetings brought, as each side and the office say; enter it on the page of outcomes."),
    )
)  # fmt: skip
