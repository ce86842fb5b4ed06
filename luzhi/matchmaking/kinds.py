"""Pages of sessions, firms, profiles and requests."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luzhi.access.actors import Actor
from luzhi.access.roles import Role
from luzhi.expo.rules import only_expo
from luzhi.matchmaking.doors import draw_party, draw_request
from luzhi.matchmaking.models import Absence, Desk, Interpreter, Party, ProfileLine, Request, Session, Slot
from luzhi.matchmaking.vocabulary import Half
from luzhi.records.kinds import Column, Group, Kind, Panel, Section, register

STAFF = frozenset({Role.STAFF})
READERS = STAFF | {Role.LEADER}
FIRM = frozenset({Role.EXHIBITOR})


def is_own_party(actor: Actor) -> Q:
    return Q(organisation_id__in=actor.unit_ids)


def is_of_own_party(actor: Actor) -> Q:
    return Q(party__organisation_id__in=actor.unit_ids)


def concerns_own_party(actor: Actor) -> Q:
    mine = actor.unit_ids
    return Q(asker__organisation_id__in=mine) | Q(asked__organisation_id__in=mine)


register(
    Kind(
        model=Session,
        slug="match-sessions",
        label_path="name",
        columns=(Column("name"), Column("expo"), Column("requests_until"), Column("fair"), Column("year")),
        groups=(Group("", ("expo", "name", "sub_event", "year", "requests_until", "fair", "note")),),
        filters=("expo", "year"),
        sections=(
            Section("matchmaking.party", "session", _("Firms")),
            Section("matchmaking.timetable", "session", _("Timetables"), add=False),
            Section("matchmaking.slot", "session", _("Slots")),
            Section("matchmaking.desk", "session", _("Meeting tables")),
            Section("matchmaking.interpreter", "session", _("Interpreters")),
        ),
        comes_from=("expo", "sub_event"),
        initial=only_expo,
        help=_("Sessions at which firms meet firms by appointment. Begin with the slots and tables, then the firms."),
    )
)
register(
    Kind(
        model=Slot,
        slug="match-slots",
        label_path="name",
        columns=(Column("name"), Column("starts_at", sortable=True), Column("ends_at"), Column("session")),
        groups=(Group("", ("session", "starts_at", "ends_at", "note")),),
        filters=("session",),
        comes_from=("session",),
        view=READERS,
        help=_("Times in which each firm meets one other at most."),
    )
)
register(
    Kind(
        model=Desk,
        slug="match-tables",
        label_path="code",
        columns=(Column("code"), Column("seats"), Column("place", sortable=True), Column("session")),
        groups=(Group("", ("session", "code", "seats", "place", "note")),),
        filters=("session",),
        comes_from=("session",),
        view=READERS,
        help=_("Tables of a session. Both delegations and the interpreter need seats at it."),
    )
)
register(
    Kind(
        model=Interpreter,
        slug="match-interpreters",
        label_path="person__name",
        columns=(Column("person"), Column("languages"), Column("session")),
        groups=(Group("", ("session", "person", "languages", "note")),),
        filters=("session",),
        comes_from=("session",),
        view=READERS,
        help=_("Who interprets at a session, and for which languages."),
    )
)
register(
    Kind(
        model=Party,
        slug="match-firms",
        label_path="organisation__name",
        columns=(
            Column("organisation"), Column("delegates"), Column("most"), Column("booth"), Column("listed"),
            Column("withdrawn"), Column("session"),
        ),
        groups=(
            Group("", ("session", "organisation", "contact_name", "delegates", "people")),
            Group(_("Meetings"), ("most", "booth", "attends", "listed", "withdrawn", "note")),
        ),
        filters=("session", "listed", "withdrawn"),
        search=("organisation__name", "contact_name", "lines__text", "lines__chain"),
        sections=(
            Section("matchmaking.profileline", "party", _("Offers and needs")),
            Section("matchmaking.absence", "party", _("When it is away")),
            Section("matchmaking.request", "asker", _("Asks to meet")),
            Section("matchmaking.request", "asked", _("Is asked by"), add=False),
            Section(
                "matchmaking.partynotice", "party", _("What it is told"), ("state", "timetable__number", "told_at"),
                add=False,
            ),
        ),
        panels=(Panel("doors", draw_party, place="before"),),
        comes_from=("session",),
        view=READERS,
        view_own=FIRM,
        own=is_own_party,
        help=_("Firms that take part in a session."),
    )
)  # fmt: skip
register(
    Kind(
        model=ProfileLine,
        slug="match-profiles",
        label_path="text",
        columns=(Column("party"), Column("side"), Column("field"), Column("chain"), Column("text")),
        groups=(Group("", ("party", "side", "field", "chain", "text", "note")),),
        filters=("party", "side", "field"),
        search=("text", "chain", "party__organisation__name"),
        comes_from=("party",),
        view=READERS,
        view_own=FIRM,
        own=is_of_own_party,
        help=_("What firms offer and need: products, services, capital, technology, talent."),
    )
)
register(
    Kind(
        model=Absence,
        slug="match-absences",
        label_path="party__organisation__name",
        columns=(Column("party"), Column("starts_at", sortable=True), Column("ends_at"), Column("reason")),
        groups=(Group("", ("party", "starts_at", "ends_at", "reason", "note")),),
        filters=("party",),
        search=("party__organisation__name", "reason"),
        comes_from=("party",),
        view=READERS,
        help=_("Times in which a firm is not at the session."),
    )
)
register(
    Kind(
        model=Request,
        slug="match-requests",
        label_path="asker__organisation__name",
        columns=(
            Column("asker"), Column("asked"), Column("weight", sortable=True), Column("state"), Column("subject"),
            Column("half", show=lambda half: Half(half or "").label), Column("session"),
        ),
        groups=(
            Group("", ("session", "asker", "asked", "weight", "subject", "why", "year")),
            Group(_("When and how"), ("half", "language", "fixed_slot", "after", "note")),
        ),
        filters=("session", "state", "asker", "asked", "half", "year"),
        search=("asker__organisation__name", "asked__organisation__name", "subject"),
        sections=(
            Section("matchmaking.meeting", "request", _("In the timetables"), add=False),
            Section("matchmaking.outcome", "request", _("What it brought"), add=False),
        ),
        panels=(Panel("doors", draw_request, place="before"),),
        comes_from=("asker", "asked"),
        locked=("session", "asker", "asked"),
        view=READERS,
        view_own=FIRM,
        own=concerns_own_party,
        help=_("Who wants to meet whom. Only what both sides want comes into the timetable."),
    )
)  # fmt: skip
