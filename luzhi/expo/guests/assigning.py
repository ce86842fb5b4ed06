"""Who can attend to whom: gaps in a guest's stay, overloads, and a proposal by the solver. Knows no records.

Times are whole minutes from a common start. A stay is covered when exactly one attendant has it at every minute.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

SOLVE_SECONDS = 10.0
UNCOVERED = 10_000_000  # a stay without an attendant weighs more than any unfairness
STRANGE = 60  # giving a guest to somebody new weighs as much as an hour more for the busiest
FEW = 60  # so many needs are handed to the solver for even hours alone


@dataclass(frozen=True, slots=True)
class Span:
    """From a minute to another, the end not included."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Need:
    """A stretch of a guest's stay without an attendant."""

    guest: int
    span: Span
    languages: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Carer:
    """Somebody who may attend: languages, how many guests at once, when busy elsewhere, and what is settled already."""

    key: int
    languages: frozenset[str] = frozenset()
    most: int = 1
    busy: tuple[Span, ...] = ()
    settled: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """A proposed attendance, with the facts that speak for it."""

    need: Need
    carer: int
    shared: frozenset[str]  # languages both speak
    same_as_before: bool


@dataclass(frozen=True)
class Proposal:
    """Choices, and the needs nobody can take, each with its cause: language, busy or load."""

    choices: list[Choice] = field(default_factory=list)
    unmet: list[tuple[Need, str]] = field(default_factory=list)


def find_gaps(stay: Span, covered: Iterable[Span]) -> list[Span]:
    """The stretches of a stay that nothing covers."""
    gaps, at = [], stay.start
    for span in sorted(covered, key=lambda s: s.start):
        if span.start > at:
            gaps.append(Span(at, min(span.start, stay.end)))
        at = max(at, span.end)
        if at >= stay.end:
            return [gap for gap in gaps if gap.start < gap.end]
    return [gap for gap in [*gaps, Span(at, stay.end)] if gap.start < gap.end]


def find_double(covered: Sequence[Span]) -> list[Span]:
    """The stretches that more than one covers."""
    found, reach = [], None
    for span in sorted(covered, key=lambda s: (s.start, s.end)):
        if reach is not None and span.start < reach:
            found.append(Span(span.start, min(span.end, reach)))
        reach = span.end if reach is None else max(reach, span.end)
    return found


def find_overload(spans: Iterable[Span], most: int) -> Span | None:
    """The first stretch in which more than `most` run at once."""
    ends_first = sorted([(s.start, 1) for s in spans] + [(s.end, -1) for s in spans])
    running = 0
    for i, (minute, step) in enumerate(ends_first):
        running += step
        if running > most:
            return Span(minute, next((m for m, s in ends_first[i + 1 :] if m > minute), minute + 1))
    return None


def can_take(need: Need, carer: Carer) -> bool:
    """Whether this person speaks with the guest and is free; a guest without languages takes anybody."""
    speaks = not need.languages or bool(need.languages & carer.languages)
    return speaks and not any(need.span.overlaps(busy) for busy in carer.busy)


def propose(
    needs: Sequence[Need],
    carers: Sequence[Carer],
    before: Mapping[int, int] | None = None,
    *,
    seconds: float = SOLVE_SECONDS,
) -> Proposal:
    """Cover as many needs as possible; then spread the hours evenly and keep a guest with the same person.

    `before` names the person who already attends to a guest at other times. Whom nobody can attend to is set aside,
    since no solver finds anybody either. A quick pass comes first; the solver is asked where that left somebody
    without an attendant, or where there are few enough to make the hours even.
    """
    before = before or {}
    hopeless = [need for need in needs if not any(can_take(need, carer) for carer in carers)]
    needs = [need for need in needs if any(can_take(need, carer) for carer in carers)]
    quick = assign_quickly(needs, carers, before)
    found = quick
    if needs and (None in quick or len(needs) <= FEW):
        solved = solve(needs, carers, before, quick, seconds)
        found = min((quick, solved), key=lambda row: weigh(row, needs, carers, before))
    return describe([*found, *[None] * len(hopeless)], [*needs, *hopeless], carers, before)


def assign_quickly(needs: Sequence[Need], carers: Sequence[Carer], before: Mapping[int, int]) -> list[int | None]:
    """For each need the place of a carer, or None: the hardest needs first, each to who has the guest already
    or, failing that, the fewest hours."""
    able = [[c for c, carer in enumerate(carers) if can_take(need, carer)] for need in needs]
    spans = [list(carer.settled) for carer in carers]
    hours = [sum(s.end - s.start for s in carer.settled) for carer in carers]
    found: list[int | None] = [None] * len(needs)
    order = sorted(range(len(needs)), key=lambda n: (len(able[n]), needs[n].span.start - needs[n].span.end, n))
    for n in order:
        span = needs[n].span
        known = before.get(needs[n].guest)
        best_first = sorted(able[n], key=lambda c, known=known: (known != carers[c].key, hours[c], c))  # type: ignore[misc]
        chosen = next((c for c in best_first if find_overload([*spans[c], span], carers[c].most) is None), None)
        if chosen is not None:
            found[n] = chosen
            spans[chosen].append(span)
            hours[chosen] += span.end - span.start
    return found


def weigh(
    found: Sequence[int | None], needs: Sequence[Need], carers: Sequence[Carer], before: Mapping[int, int]
) -> int:
    """How bad an assignment is: needs unmet, then the longest hours of anybody, then guests given to somebody new."""
    hours = [sum(s.end - s.start for s in carer.settled) for carer in carers]
    strange = 0
    for need, c in zip(needs, found, strict=True):
        if c is not None:
            hours[c] += need.span.end - need.span.start
            strange += before.get(need.guest, carers[c].key) != carers[c].key
    return UNCOVERED * sum(c is None for c in found) + max(hours, default=0) + STRANGE * strange


def solve(
    needs: Sequence[Need],
    carers: Sequence[Carer],
    before: Mapping[int, int],
    start: Sequence[int | None],
    seconds: float,
) -> list[int | None]:
    """The same question for the solver, which begins with what the quick pass found."""
    from ortools.sat.python import cp_model  # noqa: PLC0415 -- heavy, and few pages need it

    model = cp_model.CpModel()
    taken = {
        (n, c): model.new_bool_var(f"t{n}_{c}")
        for n, need in enumerate(needs)
        for c, carer in enumerate(carers)
        if can_take(need, carer)
    }
    for (n, c), var in taken.items():
        model.add_hint(var, start[n] == c)
    for c, carer in enumerate(carers):
        limit_load(model, needs, carer, {n: var for (n, owner), var in taken.items() if owner == c})
    missing = []
    for n in range(len(needs)):
        mine = [var for (i, _c), var in taken.items() if i == n]
        missing.append(1 - sum(mine))
        if mine:
            model.add_at_most_one(mine)
    settled = [sum(s.end - s.start for s in carer.settled) for carer in carers]
    longest = max(settled, default=0) + sum(need.span.end - need.span.start for need in needs)
    hours = model.new_int_var(0, longest, "hours")
    for c in range(len(carers)):
        load = sum((needs[n].span.end - needs[n].span.start) * var for (n, i), var in taken.items() if i == c)
        model.add(hours >= settled[c] + load)
    strange = sum(var for (n, c), var in taken.items() if before.get(needs[n].guest, carers[c].key) != carers[c].key)
    model.minimize(UNCOVERED * sum(missing) + hours + STRANGE * strange)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    solver.parameters.random_seed = 1
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return list(start)
    chosen = {n: c for (n, c), var in taken.items() if solver.boolean_value(var)}
    return [chosen.get(n) for n in range(len(needs))]


def limit_load(
    model: cp_model.CpModel, needs: Sequence[Need], carer: Carer, mine: Mapping[int, cp_model.IntVar]
) -> None:
    """Nobody has more guests at once than he or she can attend to, those already settled included."""
    if not mine:
        return
    spans = [
        model.new_optional_fixed_size_interval_var(
            needs[n].span.start, needs[n].span.end - needs[n].span.start, var, f"i{n}_{carer.key}"
        )
        for n, var in mine.items()
    ]
    spans += [
        model.new_fixed_size_interval_var(s.start, s.end - s.start, f"s{i}_{carer.key}")
        for i, s in enumerate(carer.settled)
    ]
    if find_overload(carer.settled, carer.most) is None:
        model.add_cumulative(spans, [1] * len(spans), carer.most)
    else:  # settled by hand beyond the limit: it stays, and nothing is added to it
        for var in mine.values():
            model.add(var == 0)


def describe(
    found: Sequence[int | None], needs: Sequence[Need], carers: Sequence[Carer], before: Mapping[int, int]
) -> Proposal:
    """An assignment with the facts that speak for each choice and the cause of each need left open."""
    proposal = Proposal()
    for need, c in zip(needs, found, strict=True):
        if c is None:
            proposal.unmet.append((need, find_cause(need, carers)))
        else:
            person = carers[c]
            same = before.get(need.guest) == person.key
            proposal.choices.append(Choice(need, person.key, need.languages & person.languages, same))
    return proposal


def find_cause(need: Need, carers: Sequence[Carer]) -> str:
    """Why nobody can take a need: nobody speaks with the guest, everybody who does is elsewhere, or has too many."""
    speaking = [c for c in carers if not need.languages or need.languages & c.languages]
    if not speaking:
        return "language"
    return "load" if any(can_take(need, c) for c in speaking) else "busy"
