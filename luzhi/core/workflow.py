"""Workflow tables: who may take which step from which state, and what a refused person is told.

A table is written once for each kind of record. `Workflow.offers` is its only reader; buttons, permissions, to-do
lists, the interface and the diagrams in the docs are all made from what it returns. Nothing here knows
Django or a domain record: the caller hands over a snapshot of facts.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any


class WorkflowProblem(Exception):
    """A table that contradicts itself; raised when it is written, so it never reaches a person."""


@dataclass(frozen=True)
class Guard:
    """A condition on the facts. `why` is the sentence a person reads when it does not hold; a function writes the
    sentence from the facts where it must name what is missing."""

    name: str
    holds: Callable[[Any], bool]
    why: Any

    def sentence(self, facts: Any) -> Any:
        return self.why(facts) if callable(self.why) else self.why


@dataclass(frozen=True, slots=True)
class State:
    """One state: its label inside the house, the one the public reads, and its tone for the eye."""

    label: Any
    public_label: Any = None
    tone: str = "plain"  # plain | busy | good | warn | stop
    final: bool = False


@dataclass(frozen=True, slots=True)
class Stay:
    """How long a record may remain in a state, whose duty it is, and which step is taken when time is up."""

    duty_of: str
    working_days: int | None = None
    on_expiry: str = ""
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One transition. `asks` names the form whose answers the effects receive; `past` is the audit wording."""

    name: str
    label: Any
    sources: frozenset[str]
    target: str
    who: frozenset[str]
    guards: tuple[Guard, ...] = ()
    needs_reason: bool = False
    asks: str = ""
    effects: tuple[str, ...] = ()
    past: Any = None
    clause: str = ""
    tone: str = "plain"


def step(  # noqa: PLR0913 -- one row of the table, its columns given by name
    name: str,
    label: Any,
    sources: Collection[str],
    target: str,
    *,
    who: Collection[str],
    guards: tuple[Guard, ...] = (),
    needs_reason: bool = False,
    asks: str = "",
    effects: tuple[str, ...] = (),
    past: Any = None,
    clause: str = "",
    tone: str = "plain",
) -> Step:
    """Write one row of a table; sets may be given as any collection."""
    return Step(
        name, label, frozenset(map(str, sources)), str(target), frozenset(map(str, who)), guards, needs_reason,
        asks, effects, past, clause, tone,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offer:
    """A step somebody may see now: enabled, or not, with the reasons."""

    step: Step
    enabled: bool
    reasons: tuple[Any, ...] = ()

    @property
    def name(self) -> str:
        return self.step.name

    @property
    def label(self) -> Any:
        return self.step.label


@dataclass(frozen=True)
class Workflow:
    """A frozen table of states and steps.

    Raises WorkflowProblem at once if names repeat, a state cannot be reached, a step leads nowhere known, or
    a stay names a step that does not exist.
    """

    key: str
    version: str
    initial: str
    states: Mapping[str, State]
    steps: tuple[Step, ...]
    stays: Mapping[str, Stay] = field(default_factory=dict)
    entries: frozenset[str] = frozenset()  # further states in which a record may be registered as found

    def __post_init__(self) -> None:
        names = [row.name for row in self.steps]
        if len(names) != len(set(names)):
            raise WorkflowProblem(f"{self.key}: a step name is used twice")
        known = set(self.states)
        for row in self.steps:
            strange = (row.sources | {row.target}) - known
            if strange:
                raise WorkflowProblem(f"{self.key}.{row.name}: unknown state {sorted(strange)}")
            if not row.who:
                raise WorkflowProblem(f"{self.key}.{row.name}: nobody may take it")
        lost = known - self._reachable()
        if lost:
            raise WorkflowProblem(f"{self.key}: no way leads to {sorted(lost)}")
        for state, stay in self.stays.items():
            if state not in known or (stay.on_expiry and stay.on_expiry not in names):
                raise WorkflowProblem(f"{self.key}: the stay of '{state}' names something unknown")

    def _reachable(self) -> set[str]:
        reached = {self.initial, *self.entries}
        while True:
            further = {row.target for row in self.steps if row.sources & reached} - reached
            if not further:
                return reached
            reached |= further

    def step_named(self, name: str) -> Step | None:
        return next((row for row in self.steps if row.name == name), None)

    def offers(self, state: str, roles: Collection[str], facts: Any) -> tuple[Offer, ...]:
        """The steps that somebody with these roles sees on a record in this state, in the table's order."""
        mine = frozenset(map(str, roles))
        found = []
        for row in self.steps:
            if state in row.sources and row.who & mine:
                reasons = tuple(guard.sentence(facts) for guard in row.guards if not guard.holds(facts))
                found.append(Offer(row, not reasons, reasons))
        return tuple(found)

    def diagram(self) -> str:
        """The table as a Mermaid state diagram, for the docs."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial}"]
        lines += [f"    {source} --> {row.target}: {row.name}" for row in self.steps for source in sorted(row.sources)]
        lines += [f"    {code} --> [*]" for code, state in self.states.items() if state.final]
        return "\n".join(lines)
