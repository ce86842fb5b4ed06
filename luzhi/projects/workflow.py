"""How a project moves from lead to production, and how a lead becomes a project.

Stages may be skipped (a workstation is completed without a sod being cut), but never walked backwards; what was
lost may be taken up again. Clauses: design of the pipeline follows the common stages of city investment offices.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luzhi.access.roles import Role
from luzhi.core.workflow import Guard, State, Stay, Workflow, step
from luzhi.projects.stages import ORDER, LeadState, Stage

STAFF = frozenset({Role.STAFF})
AGAIN = pgettext_lazy("project", "Take up again")


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """What the guards ask about a project."""

    binding_agreements: int = 0  # contracts and framework agreements; an intention binds nobody
    has_place: bool = False


AGREED = Guard(
    "agreed",
    lambda facts: facts.binding_agreements > 0,
    _("No contract or framework agreement of this project is on record; a letter of intent is not a signing."),
)
PLACED = Guard("placed", lambda facts: facts.has_place, _("Record first in which park or place it lands."))


def before(stage: Stage) -> frozenset[str]:
    return frozenset(ORDER[: ORDER.index(stage)])


PROJECT = Workflow(
    key="project",
    version="2024",
    initial=Stage.LEAD,
    entries=frozenset(Stage),
    states={
        Stage.LEAD: State(Stage.LEAD.label),
        Stage.TALKS: State(Stage.TALKS.label, tone="busy"),
        Stage.PLANNED: State(Stage.PLANNED.label, tone="busy"),
        Stage.SIGNED: State(Stage.SIGNED.label, tone="warn"),
        Stage.LANDED: State(Stage.LANDED.label, tone="good"),
        Stage.STARTED: State(Stage.STARTED.label, tone="good"),
        Stage.COMPLETED: State(Stage.COMPLETED.label, tone="good"),
        Stage.PRODUCING: State(Stage.PRODUCING.label, tone="good"),
        Stage.LOST: State(Stage.LOST.label, tone="stop"),
    },
    steps=(
        step("talk", _("Begin talks"), before(Stage.TALKS), Stage.TALKS, who=STAFF, asks="stage", effects=("enter",)),
        step(
            "plan",
            _("Put into planning"),
            before(Stage.PLANNED),
            Stage.PLANNED,
            who=STAFF,
            asks="stage",
            effects=("enter",),
        ),
        step(
            "sign",
            _("Record the signing"),
            before(Stage.SIGNED),
            Stage.SIGNED,
            who=STAFF,
            guards=(AGREED,),
            asks="proof",
            effects=("enter", "open_follow_ups"),
        ),
        step(
            "land",
            _("Record the landing"),
            before(Stage.LANDED),
            Stage.LANDED,
            who=STAFF,
            guards=(PLACED,),
            asks="proof",
            effects=("enter",),
        ),
        step(
            "start",
            _("Record the start of construction"),
            before(Stage.STARTED),
            Stage.STARTED,
            who=STAFF,
            guards=(PLACED,),
            asks="proof",
            effects=("enter",),
        ),
        step(
            "complete",
            _("Record the completion"),
            before(Stage.COMPLETED),
            Stage.COMPLETED,
            who=STAFF,
            guards=(PLACED,),
            asks="proof",
            effects=("enter",),
        ),
        step(
            "produce",
            _("Record the start of production"),
            before(Stage.PRODUCING),
            Stage.PRODUCING,
            who=STAFF,
            guards=(PLACED,),
            asks="proof",
            effects=("enter",),
        ),
        step(
            "lose",
            pgettext_lazy("investment", "Give up"),
            before(Stage.PRODUCING),
            Stage.LOST,
            who=STAFF,
            needs_reason=True,
            effects=("enter",),
            tone="stop",
        ),
        step(
            "retake",
            AGAIN,
            {Stage.LOST},
            Stage.TALKS,
            who=STAFF,
            needs_reason=True,
            effects=("enter",),
        ),
    ),
    stays={stage: Stay(duty_of=Role.STAFF) for stage in ORDER[:-1]},
)

LEAD = Workflow(
    key="lead",
    version="2024",
    initial=LeadState.NOTED,
    entries=frozenset({LeadState.COURTED, LeadState.DROPPED}),
    states={
        LeadState.NOTED: State(LeadState.NOTED.label),
        LeadState.COURTED: State(LeadState.COURTED.label, tone="busy"),
        LeadState.OPENED: State(LeadState.OPENED.label, tone="good", final=True),
        LeadState.DROPPED: State(LeadState.DROPPED.label, tone="stop"),
    },
    steps=(
        step("court", pgettext_lazy("investment", "Court"), {LeadState.NOTED}, LeadState.COURTED, who=STAFF),
        step(
            "open",
            _("Open a project"),
            {LeadState.NOTED, LeadState.COURTED},
            LeadState.OPENED,
            who=STAFF,
            asks="project",
            effects=("open_project",),
        ),
        step(
            "drop",
            pgettext_lazy("investment", "Drop"),
            {LeadState.NOTED, LeadState.COURTED},
            LeadState.DROPPED,
            who=STAFF,
            needs_reason=True,
            tone="stop",
        ),
        step(
            "resume",
            AGAIN,
            {LeadState.DROPPED},
            LeadState.COURTED,
            who=STAFF,
            needs_reason=True,
        ),
    ),
    stays={state: Stay(duty_of=Role.STAFF) for state in (LeadState.NOTED, LeadState.COURTED)},
)
