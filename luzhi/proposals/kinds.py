"""Pages of proposals, their signers, supervision and written instructions."""

from django.utils.translation import gettext_lazy as _

from luzhi.access.roles import INSIDE, Role
from luzhi.proposals import rules
from luzhi.proposals.forms import LogForm, TaskForm
from luzhi.proposals.models import Instruction, InstructionTask, Proposal, Signature, Supervision, SupervisionEntry
from luzhi.proposals.panels import draw_answers, draw_doors, draw_number, draw_where
from luzhi.proposals.queries import PRIVATE
from luzhi.records.kinds import Column, Group, Kind, Panel, Section, extend, register

OFFICE = frozenset({Role.STAFF, Role.DISPATCHER, Role.LEADER})
TEXT = ("title", "situation", "analysis", "recommendations", "no_secrets", "submitted_on", "proposer_kind")
KEPT = ("key",)  # it follows from the choice of the key proposals


def kept_fields(proposal: Proposal) -> tuple[str, ...]:
    """What was submitted is not rewritten by anybody; the office keeps its own marks."""
    return KEPT if proposal.state in PRIVATE else (*TEXT, *KEPT)


register(
    Kind(
        model=Proposal,
        slug="proposals",
        label_path="title",
        columns=(
            Column("title"), Column("number"), Column("proposer_kind"), Column("outcome"), Column("state"),
            Column("submitted_on"),
        ),
        groups=(
            Group(
                "",
                ("title", "topic", "year", "term", "session_no", "session", "between_sessions", "number",
                 "receipt_no"),
            ),
            Group(
                _("Proposers"),
                ("proposer_kind", "organisation", "committee", "sector", "group_name", "sign_by", "by_proxy",
                 "confirmed_at"),
            ),
            Group(_("Text"), ("situation", "analysis", "recommendations", "advised_units")),
            Group(
                _("Marks"),
                ("key", "excellent", "no_secrets", "open_to_public", "closed_because", "submitted_on", "submitted_at",
                 "level", "outcome", "decided_on", "merged_into", "return_ground", "opinions_to", "matter",
                 "result_class", "result_meaning",
                 "rules", "note"),
            ),
        ),
        filters=("year", "state", "outcome", "proposer_kind", "key", "topic", "sector", "committee"),
        search=("title", "situation", "analysis", "recommendations"),
        sections=(
            Section("proposals.signature", "proposal"),
            Section("proposals.proposal", "merged_into", title=_("Merged into this one"), add=False),
            Section("proposals.supervision", "proposal"),
            Section("proposals.instruction", "proposal"),
            Section("proposals.letter", "proposal", add=False),
            Section("proposals.publication", "proposal", add=False),
            Section("proposals.opinionreport", "from_proposal", add=False),
        ),
        panels=(
            Panel("doors", draw_doors, place="before"),
            Panel("number", draw_number, place="before"),
            Panel("where", draw_where, place="before"),
            Panel("answers", draw_answers, place="before"),
        ),
        leads_to=("matter", "merged_into"),
        sheets=(
            ("proposal-sheet", ("register",), _("Register"), rules.SHEETS),
            ("proposal-sheet", ("handover",), _("Handover list"), rules.SHEETS),
        ),
        view=OFFICE,
        view_own=frozenset({Role.MEMBER, Role.OFFICER}),
        own=rules.own_proposals,
        held=kept_fields,
        help=_("One matter, one proposal: the situation, an analysis, and concrete recommendations."),
    )
)  # fmt: skip
register(
    Kind(
        model=Signature,
        slug="signatures",
        label_path="person__name",
        columns=(Column("person"), Column("order"), Column("answer"), Column("proposal"), Column("answered_at")),
        groups=(Group("", ("proposal", "person", "order", "answer", "note")),),
        filters=("answer", "person"),
        search=("person__name",),
        comes_from=("person",),
        leads_to=("proposal",),
        view=OFFICE,
        view_own=frozenset({Role.MEMBER}),
        own=rules.own_signatures,
        locked=("proposal", "person"),
        help=_("Who signs a proposal, in order. The first one wrote it."),
    )
)
register(
    Kind(
        model=Supervision,
        slug="supervisions",
        label_path="title",
        columns=(
            Column("title"), Column("state"), Column("proposal"), Column("leader"), Column("supervisor"),
            Column("activity"),
        ),
        groups=(
            Group("", ("title", "year", "proposal", "because")),
            Group(
                _("Who leads, who supervises"),
                ("leader", "further_leaders", "supervisor", "further_supervisors", "activity"),
            ),
            Group(_("Choice and result"), ("chosen_on", "decided_by", "result", "note")),
        ),
        filters=("year", "state", "leader", "supervisor"),
        search=("title",),
        sections=(Section("proposals.supervisionentry", "supervision"),),
        comes_from=("proposal",),
        leads_to=("activity",),
        view=INSIDE,
        help=_("A key proposal is led by a leader of Party or government and supervised by a chairperson."),
    )
)  # fmt: skip
register(
    Kind(
        model=SupervisionEntry,
        slug="supervision-log",
        label_path="text",
        columns=(Column("text"), Column("happened_on"), Column("form"), Column("activity"), Column("supervision")),
        groups=(Group("", ("supervision", "happened_on", "form", "activity", "text", "note")),),
        filters=("form", "supervision"),
        search=("text",),
        comes_from=("supervision", "activity"),
        locked=("supervision",),
        form_base=LogForm,
        view=INSIDE,
        help=_("Visits, meetings and reports, each with its day; a day to come is a plan, and stands in the calendar."),
    )
)
register(
    Kind(
        model=Instruction,
        slug="instructions",
        label_path="office__name",
        columns=(
            Column("office"), Column("level"), Column("leader"), Column("subject"), Column("proposal"),
            Column("given_on"),
        ),
        groups=(
            Group("", ("level", "office", "leader", "post", "given_on", "year", "gist")),
            Group(_("What it is about"), ("subject", "proposal", "item", "report", "activity", "opinion")),
            Group(_("Follow-up and result"), ("unit", "follow_up", "note")),
        ),
        filters=("year", "level", "office", "subject"),
        search=("gist", "office__name"),
        sections=(Section("proposals.instructiontask", "instruction"),),
        comes_from=("proposal", "item", "report", "activity", "opinion"),
        view=OFFICE,
        view_own=frozenset({Role.MEMBER}),
        own=rules.shared_instructions,
        help=_("Written instructions of leaders, with level, office and day, and what they are about."),
    )
)  # fmt: skip
register(
    Kind(
        model=InstructionTask,
        slug="instruction-tasks",
        label_path="text",
        columns=(
            Column("text"), Column("state"), Column("unit"), Column("person"), Column("act_by", sortable=True),
            Column("instruction"),
        ),
        groups=(
            Group("", ("instruction", "noted_on", "unit", "person", "text", "act_by")),
            Group(_("Follow-up and result"), ("done_on", "overdue_on", "result", "note")),
        ),
        filters=("state", "unit", "instruction"),
        search=("text", "unit__name"),
        comes_from=("instruction",),
        locked=("instruction",),
        form_base=TaskForm,
        view=OFFICE,
        view_own=frozenset({Role.OFFICER}),
        own=rules.tasks_of_units,
        help=_("Who does what by when after a written instruction, and whether it has been done."),
    )
)  # fmt: skip
extend(
    "activities.activity",
    sections=(
        Section("proposals.supervision", "activity", _("Key proposals supervised there"), add=False),
        Section("proposals.instruction", "activity", _("Instructions on it"), add=False),
    ),
)
extend(
    "people.person",
    sections=(
        Section("proposals.signature", "person", _("Proposals signed"), ("proposal", "answer"), add=False),
        Section("proposals.supervision", "leader", _("Key proposals led"), add=False),
    ),
)
extend("people.committee", sections=(Section("proposals.proposal", "committee", _("Its proposals"), add=False),))
extend("people.sector", sections=(Section("proposals.proposal", "sector", _("Its proposals"), add=False),))
extend("people.session", sections=(Section("proposals.proposal", "session", _("Proposals of the session"), add=False),))
