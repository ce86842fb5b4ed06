"""Pages of plans, their papers, lines of action and tasks."""

from django.utils.translation import gettext_lazy as _

from luzhi.plans.models import Absence, Check, Plan, PlanDocument, Resource, SpecialDay, Task, Workstream
from luzhi.plans.panels import draw_board_link, draw_broken_rules
from luzhi.plans.papers import draw_paper, keep_approved
from luzhi.records.kinds import Column, Group, Kind, Panel, Section, register

register(
    Kind(
        model=Plan,
        slug="plans",
        label_path="title",
        columns=(Column("title"), Column("opens_on"), Column("year")),
        groups=(
            Group("", ("title", "year", "opens_on")),
            Group(_("What the plan promises"), ("needs_owner", "needs_due_day", "counted_back", "note")),
        ),
        filters=("year",),
        sections=(
            Section("plans.workstream", "plan"),
            Section("plans.plandocument", "plan"),
            Section("plans.task", "plan"),
            Section("plans.check", "plan"),
        ),
        panels=(Panel("board", draw_board_link, place="before"), Panel("broken", draw_broken_rules, place="before")),
        help=_(
            "A plan towards a day, such as the opening of an expo. Enter it first, then its lines of action and tasks."
        ),
    )
)
register(
    Kind(
        model=Workstream,
        slug="workstreams",
        label_path="title",
        columns=(Column("title"), Column("number", sortable=True), Column("plan"), Column("head"), Column("lead")),
        groups=(
            Group("", ("plan", "number", "title", "head", "deputy", "lead", "gist")),
            Group(_("What it does"), ("trips", "activities", "works_weekends", "note")),
        ),
        filters=("plan", "lead", "head"),
        search=("title", "gist"),
        sections=(
            Section("plans.task", "workstream"),
            Section("plans.plandocument", "workstream"),
            Section("expo.invitationchannel", "workstreams"),
            Section("expo.zone", "workstream"),
            Section("expo.subevent", "workstream"),
            Section("expo.delegation", "workstream"),
            Section("expo.promotion", "workstream"),
            Section("expo.expoaim", "workstream"),
        ),
        comes_from=("plan",),
        leads_to=("trips", "activities"),
        help=_("Lines of action of a plan; the page of each shows all that is done under it."),
    )
)
register(
    Kind(
        model=PlanDocument,
        slug="plan-papers",
        label_path="title",
        columns=(
            Column("title"),
            Column("kind"),
            Column("issue"),
            Column("plan"),
            Column("approved_by"),
            Column("approved_on"),
        ),
        groups=(
            Group("", ("plan", "title", "kind", "issue", "year", "workstream", "approved_by", "approved_on", "note")),
            Group(_("What it says"), ("plan_version", "text")),
        ),
        filters=("kind", "plan", "workstream", "year"),
        search=("title", "text"),
        locked=("plan", "issue"),
        held=keep_approved,
        panels=(Panel("versions", draw_paper, place="before"),),
        comes_from=("plan",),
        help=_("Overall plan, task force plans, task list: each in its versions, with who approved them."),
    )
)
register(
    Kind(
        model=Task,
        slug="tasks",
        label_path="name",
        columns=(
            Column("name"),
            Column("state"),
            Column("owner"),
            Column("unit"),
            Column("ends_on", sortable=True),
            Column("plan"),
        ),
        groups=(
            Group(
                "",
                (
                    "plan",
                    "name",
                    "year",
                    "workstream",
                    "owner",
                    "helpers",
                    "unit",
                    "place",
                    "done_when",
                ),
            ),
            Group(
                _("Time"),
                ("duration", "in_hours", "after", "earliest_on", "latest_on", "fixed_on", "is_opening", "is_gate"),
            ),
            Group(_("As planned and as it was"), ("starts_on", "ends_on", "actual_start", "actual_finish")),
            Group(_("Proof and money"), ("proof", "budget", "spent", "note")),
        ),
        filters=("state", "plan", "workstream", "owner", "unit", "year"),
        sections=(Section("expo.decision", "task", _("Decided by"), add=False),),
        comes_from=("plan",),
        help=_("Tasks of a plan: each names one person responsible, a day, and what must come first."),
    )
)
register(
    Kind(
        model=Check,
        slug="checks",
        label_path="name",
        columns=(
            Column("name"),
            Column("plan"),
            Column("owner"),
            Column("weekday"),
            Column("every_weeks"),
            Column("starts_on", sortable=True),
            Column("ends_on"),
        ),
        groups=(Group("", ("plan", "name", "owner", "weekday", "every_weeks", "starts_on", "ends_on", "note")),),
        filters=("plan", "owner"),
        comes_from=("plan",),
        help=_("What is looked at again and again until the opening. Each falls due on the page of one's tasks."),
    )
)
register(
    Kind(
        model=Resource,
        slug="resources",
        label_path="name",
        columns=(Column("name"), Column("amount", sortable=True), Column("works_weekends")),
        groups=(Group("", ("name", "amount", "works_weekends", "note")),),
        help=_("Halls, crews, vehicles that tasks share. A task names what it needs in the list: stage crew×2."),
    )
)
register(
    Kind(
        model=SpecialDay,
        slug="special-days",
        label_path="reason",
        columns=(Column("on", sortable=True), Column("works"), Column("reason")),
        groups=(Group("", ("on", "works", "reason", "note")),),
        help=_("Days on which this body works or rests other than the published calendar says."),
    )
)
register(
    Kind(
        model=Absence,
        slug="absences",
        label_path="person__name",
        columns=(Column("person"), Column("starts_on", sortable=True), Column("ends_on"), Column("reason")),
        groups=(Group("", ("person", "starts_on", "ends_on", "reason", "note")),),
        filters=("person",),
        search=("person__name",),
        help=_("Leave, trips and other duties: on these days a person is not there for any plan."),
    )
)
