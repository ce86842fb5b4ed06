"""How an incident is dealt with."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from luzhi.access.roles import Role
from luzhi.core.workflow import Guard, State, Stay, Workflow, step
from luzhi.onsite.vocabulary import IncidentState

STAFF = frozenset({Role.STAFF})


@dataclass(frozen=True, slots=True)
class IncidentFacts:
    """Whether somebody deals with it."""

    handled: bool = False


HANDLED = Guard("handled", lambda facts: facts.handled, _("Say first who deals with it."))

INCIDENT = Workflow(
    key="incident",
    version="2024",
    initial=IncidentState.REPORTED,
    states={
        IncidentState.REPORTED: State(IncidentState.REPORTED.label, tone="stop"),
        IncidentState.IN_HAND: State(IncidentState.IN_HAND.label, tone="busy"),
        IncidentState.SETTLED: State(IncidentState.SETTLED.label, tone="good", final=True),
    },
    steps=(
        step("take", _("Take in hand"), {IncidentState.REPORTED}, IncidentState.IN_HAND, who=STAFF, guards=(HANDLED,)),
        step(
            "settle",
            _("Settle"),
            {IncidentState.REPORTED, IncidentState.IN_HAND},
            IncidentState.SETTLED,
            who=STAFF,
            needs_reason=True,
        ),
        step("reopen", _("Reopen"), {IncidentState.SETTLED}, IncidentState.REPORTED, who=STAFF, needs_reason=True),
    ),
    stays={
        IncidentState.REPORTED: Stay(duty_of=Role.STAFF),
        IncidentState.IN_HAND: Stay(duty_of=Role.STAFF),
    },
)
