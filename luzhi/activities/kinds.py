"""Pages of activities and what belongs to them."""

from django.utils.translation import gettext_lazy as _

from luzhi.access.roles import INSIDE, Role
from luzhi.activities import panels
from luzhi.activities.forms import ActivityForm
from luzhi.activities.models import (
    Activity,
    Affirmation,
    AgendaItem,
    Participant,
    Purpose,
    ReportUse,
    ResearchReport,
    Speech,
    Stop,
    TaskGroup,
    Topic,
)
from luzhi.records.kinds import Column, Group, Kind, Panel, Section, extend, register

STAFF_AND_OFFICERS = INSIDE | {Role.OFFICER}

register(
    Kind(
        model=Activity,
        slug="activities",
        label_path="title",
        columns=(
            Column("title"), Column("kind"), Column("starts_on", sortable=True), Column("place"), Column("leader"),
            Column("committee"), Column("state"),
        ),
        groups=(
            Group("", ("title", "kind", "dating", "starts_on", "ends_on", "place", "host", "number", "year")),
            Group(_("Who"), ("leader", "leader_as_worded", "organiser", "committee", "task_group", "series")),
            Group(
                _("What for, and on what basis"),
                ("purposes", "goals", "assignments", "campaign", "follows", "preceded_by", "promotes"),
            ),
            Group(_("Content and result"), ("gist", "result", "note")),
        ),
        filters=("kind", "state", "place", "committee", "leader", "assignments", "year"),
        search=("title", "gist"),
        sections=(
            Section("activities.stop", "activity", columns=("position", "organisation", "place", "site", "visited_on")),
            Section(
                "activities.participant", "activity",
                columns=("group", "person", "organisation", "role", "attendance"),
            ),
            Section("activities.agendaitem", "activity", columns=("position", "title", "presenter")),
            Section("activities.topic", "activity", columns=("position", "title")),
            Section("activities.speech", "activity", columns=("person", "topic")),
            Section("activities.activity", "preceded_by", title=_("What it prepared"), add=False),
            Section("activities.researchreport", "sources", columns=("title", "finished_on")),
            Section("activities.affirmation", "activities"),
        ),
        panels=(
            Panel("series", panels.draw_series, "before"),
            Panel("orders", panels.draw_orders_of_activity, "aside"),
            Panel("people", panels.draw_people, "aside"),
        ),
        comes_from=("follows", "goals", "assignments", "campaign", "preceded_by"),
        view=STAFF_AND_OFFICERS,
        form_base=ActivityForm,
        help=_("Visits, inspections, consultations and sessions. The days may stay unknown."),
    )
)  # fmt: skip
register(
    Kind(
        model=Stop,
        slug="stops",
        label_path="organisation__name",
        columns=(
            Column("position"), Column("organisation"), Column("place"), Column("site"), Column("visited_on"),
            Column("activity"),
        ),
        groups=(
            Group("", ("activity", "position", "site", "organisation", "place", "visited_on", "findings", "note")),
        ),
        filters=("site", "organisation", "place", "activity"),
        search=("organisation__name", "place__name", "findings"),
        view=STAFF_AND_OFFICERS,
        help=_("Where a visit stopped, in order, and what was found there."),
    )
)  # fmt: skip
register(
    Kind(
        model=Participant,
        slug="participants",
        label_path="person__name",
        columns=(
            Column("group"), Column("person"), Column("organisation"), Column("role"), Column("attendance"),
            Column("activity"),
        ),
        groups=(Group("", ("activity", "person", "group", "organisation", "role", "attendance", "remark", "note")),),
        filters=("group", "role", "attendance", "person", "activity"),
        search=("person__name", "organisation__name"),
        help=_("Who took part: persons, organisations, or classes of people that are not named."),
    )
)  # fmt: skip
register(
    Kind(
        model=AgendaItem,
        slug="agenda-items",
        label_path="title",
        columns=(Column("title"), Column("position"), Column("presenter"), Column("activity")),
        groups=(Group("", ("activity", "position", "title", "presenter", "minutes", "note")),),
        filters=("activity", "presenter"),
        search=("title", "minutes"),
        help=_("The agenda of a meeting, with its minutes."),
    )
)
register(
    Kind(
        model=Topic,
        slug="topics",
        label_path="title",
        columns=(Column("title"), Column("position"), Column("activity")),
        groups=(Group("", ("activity", "position", "title", "note")),),
        filters=("activity",),
        sections=(Section("activities.speech", "topic", add=False),),
        comes_from=("activity",),
        view=STAFF_AND_OFFICERS,
        help=_("What was spoken on at an activity, also where nobody recorded who spoke on it."),
    )
)
register(
    Kind(
        model=Speech,
        slug="speeches",
        label_path="person__name",
        columns=(Column("person"), Column("topic"), Column("activity"), Column("position")),
        groups=(Group("", ("activity", "person", "topic", "position", "text", "note")),),
        filters=("person", "activity", "activity__kind"),
        search=("person__name", "topic__title", "text"),
        comes_from=("activity",),
        view=STAFF_AND_OFFICERS,
        help=_("Who spoke at which activity, and on what, as far as it is known."),
    )
)
register(
    Kind(
        model=TaskGroup,
        slug="task-groups",
        label_path="name",
        columns=(Column("name"), Column("topic"), Column("leader"), Column("committee"), Column("year")),
        groups=(Group("", ("name", "topic", "leader", "members", "committee", "year", "note")),),
        filters=("leader", "committee", "members", "year"),
        search=("name", "topic"),
        sections=(
            Section("activities.activity", "task_group", columns=("title", "kind", "starts_on", "state")),
            Section("activities.researchreport", "task_group", columns=("title", "finished_on")),
        ),
        help=_("Members and experts who study a topic, report on it and speak for it."),
    )
)
register(
    Kind(
        model=ResearchReport,
        slug="research-reports",
        label_path="title",
        columns=(Column("title"), Column("task_group"), Column("finished_on"), Column("edition"), Column("year")),
        groups=(
            Group("", ("title", "edition", "finished_on", "task_group", "authors", "year")),
            Group(_("From where, to whom"), ("sources", "recipients")),
            Group(_("Content"), ("gist", "note")),
        ),
        filters=("task_group", "authors", "year"),
        sections=(Section("activities.reportuse", "report"),),
        comes_from=("sources",),
        help=_("Reports of field research: authors, the activities behind them, who received them, what came of them."),
    )
)  # fmt: skip
register(
    Kind(
        model=ReportUse,
        slug="report-uses",
        label_path="gist",
        columns=(Column("gist"), Column("kind"), Column("organisation"), Column("used_on"), Column("report")),
        groups=(Group("", ("report", "kind", "organisation", "used_on", "gist", "note")),),
        filters=("kind", "report"),
        comes_from=("report",),
        help=_("What a report was used for: cited, instructed on, adopted."),
    )
)
register(
    Kind(
        model=Purpose,
        slug="purposes",
        label_path="name",
        columns=(Column("name"),),
        groups=(Group("", ("name", "note")),),
        sections=(Section("activities.activity", "purposes", title=_("Activities"), add=False),),
        help=_("The purposes from which activities choose; the list is the body's own."),
    )
)
register(
    Kind(
        model=Affirmation,
        slug="affirmations",
        label_path="gist",
        columns=(Column("gist"), Column("affirmed_on"), Column("recorded_in"), Column("year")),
        groups=(Group("", ("gist", "by", "activities", "affirmed_on", "recorded_in", "year", "note")),),
        filters=("by", "year"),
        comes_from=("activities",),
        help=_("Who affirmed which activities, and where that is recorded. A written instruction is entered as such."),
    )
)

# What activities show on the pages of what they rest on.
OWN = ("title", "kind", "starts_on", "state")
extend("mandate.goal", sections=(Section("activities.activity", "goals", _("Activities for it"), OWN),))
extend("mandate.assignment", sections=(Section("activities.activity", "assignments", _("Activities for it"), OWN),))
extend("mandate.campaign", sections=(Section("activities.activity", "campaign", _("Activities for it"), OWN),))
extend("mandate.document", sections=(Section("activities.activity", "follows", _("Activities that follow it"), OWN),))
extend("people.place", sections=(Section("activities.activity", "place", _("Activities there"), OWN),))
extend("people.committee", sections=(Section("activities.activity", "committee", _("Activities"), OWN),))
extend("people.organisation", sections=(Section("activities.stop", "organisation", _("Visits there"), add=False),))
extend(
    "people.person",
    sections=(
        Section("activities.speech", "person", add=False),
        Section("activities.participant", "person", _("Took part in"), ("activity", "role", "attendance"), add=False),
        Section("activities.taskgroup", "members", columns=("name", "topic"), add=False),
    ),
)
