"""Pages of the programme and what came of it."""

from django.utils.translation import gettext_lazy as _

from luzhi.access.roles import Role
from luzhi.expo.models import Award, Outcome, ResultLaunch, SubEvent, SubEventItem, SubEventSeat
from luzhi.expo.programme.panels import draw_seats
from luzhi.expo.rules import only_expo
from luzhi.records.kinds import Column, Group, Kind, Panel, Section, register

register(
    Kind(
        model=SubEvent,
        slug="sub-events",
        label_path="name",
        columns=(
            Column("name"),
            Column("kind"),
            Column("organiser"),
            Column("zone"),
            Column("starts_at", sortable=True),
            Column("expo"),
        ),
        groups=(
            Group("", ("expo", "name", "year", "kind", "organiser", "zone", "place", "starts_at", "ends_at")),
            Group(_("Room"), ("seat_rows", "row_seats")),
            Group(_("Who came"), ("participants", "attendance", "workstream", "note")),
        ),
        filters=("kind", "organiser", "zone", "expo"),
        search=("name", "organiser__name"),
        sections=(
            Section("expo.subeventitem", "sub_event"),
            Section("expo.subeventseat", "sub_event"),
            Section("expo.outcome", "sub_event", add=False),
            Section("expo.resultlaunch", "sub_event"),
        ),
        panels=(Panel("seats", draw_seats, place="before"),),
        comes_from=("expo", "workstream"),
        initial=only_expo,
        help=_("Conferences, forums, dockings, launches and signings within the expo."),
    )
)

register(
    Kind(
        model=ResultLaunch,
        slug="launches",
        label_path="title",
        columns=(
            Column("title"),
            Column("zone"),
            Column("sub_event"),
            Column("by"),
            Column("results"),
            Column("launched_on"),
        ),
        groups=(Group("", ("expo", "title", "year", "zone", "sub_event", "by", "results", "launched_on", "note")),),
        filters=("zone", "sub_event", "expo"),
        comes_from=("sub_event", "zone"),
        initial=only_expo,
        help=_("New results of research made public at the expo."),
    )
)

register(
    Kind(
        model=Outcome,
        slug="outcomes",
        label_path="expo__name",
        columns=(
            Column("expo"),
            Column("sub_event"),
            Column("agreement"),
            Column("alliance"),
            Column("stage"),
            Column("stage__stage"),
            Column("year"),
        ),
        groups=(Group("", ("expo", "sub_event", "agreement", "alliance", "stage", "told_by", "year", "note")),),
        filters=("expo", "sub_event", "year"),
        search=("agreement__title", "alliance__name", "stage__project__name", "sub_event__name"),
        comes_from=("expo", "sub_event"),
        leads_to=("agreement", "alliance", "stage"),
        initial=only_expo,
        help=_("Agreements, alliances and stages of projects that came about at the expo. Each of them exists once."),
    )
)

register(
    Kind(
        model=Award,
        slug="awards",
        label_path="name",
        columns=(
            Column("name"),
            Column("zone"),
            Column("organisation"),
            Column("giver"),
            Column("given_on"),
            Column("expo"),
        ),
        groups=(Group("", ("expo", "name", "year", "zone", "organisation", "giver", "given_on", "basis", "note")),),
        filters=("zone", "organisation", "giver", "expo"),
        comes_from=("zone",),
        initial=only_expo,
        help=_("Honours won at the expo; told in several places, each is still one."),
    )
)
register(
    Kind(
        model=SubEventItem,
        slug="sub-event-agenda",
        label_path="title",
        columns=(
            Column("title"),
            Column("position", sortable=True),
            Column("starts_at"),
            Column("speaker"),
            Column("sub_event"),
        ),
        groups=(Group("", ("sub_event", "position", "starts_at", "title", "speaker", "note")),),
        filters=("sub_event", "speaker"),
        search=("title", "speaker__name"),
        comes_from=("sub_event",),
        help=_("What a sub-event's agenda holds, in order."),
    )
)
register(
    Kind(
        model=SubEventSeat,
        slug="guest-seats",
        label_path="guest__person__name",
        columns=(Column("guest"), Column("row", sortable=True), Column("number"), Column("fixed"), Column("sub_event")),
        groups=(Group("", ("sub_event", "guest", "row", "number", "fixed", "note")),),
        filters=("sub_event", "guest", "fixed"),
        search=("guest__person__name",),
        comes_from=("sub_event", "guest"),
        view=frozenset({Role.STAFF, Role.LEADER}),
        help=_("Which guest is expected at which sub-event, and where he or she sits."),
    )
)
