"""After a no-show: keep what can be kept, and move as few other meetings as possible.

The caller closes the slots in which the party is away; meetings that lay there are *affected*. They are held again
where that needs at most `most_moves` moves of others, the heaviest first, and among equals with the fewest moves.
Requests unmet so far then fill what became free, which moves nobody.
"""

import time
from dataclasses import dataclass, field
from typing import Any

from ortools.sat.python import cp_model

from luzhi.core.matching.board import Board
from luzhi.core.matching.problem import Problem, Timetable

MOST_MOVES = 2


@dataclass(frozen=True)
class Repair:
    """A mended timetable. `proven`: no way with so few moves holds more, and none that holds as much moves fewer."""

    timetable: Timetable
    affected: tuple[int, ...]
    held_again: tuple[int, ...] = ()
    lost: tuple[int, ...] = ()
    moved: tuple[int, ...] = ()  # others than the affected ones
    gained: tuple[int, ...] = ()  # requests unmet before
    proven: bool = False
    seconds: float = 0.0
    notes: tuple[str, ...] = field(default_factory=tuple)


def repair(
    problem: Problem,
    timetable: Timetable,
    *,
    now: int = 0,
    most_moves: int = MOST_MOVES,
    seconds: float = 3.0,
    workers: int = 1,
) -> Repair:
    """Mend a timetable whose problem has meanwhile got closed slots. Nothing before slot `now` changes."""
    began = time.monotonic()
    affected = tuple(key for key, slot in timetable.items() if slot >= now and slot not in problem.open_slots[key])
    rest = {key: slot for key, slot in timetable.items() if key not in affected}
    found, proven = dict(rest), True
    if any(t >= now for key in affected for t in problem.open_slots[key]):
        found, proven = solve_stepwise(problem, rest, affected, now, most_moves, seconds, workers)
    moved = tuple(key for key, slot in rest.items() if found[key] != slot)
    held_again = tuple(key for key in affected if key in found)
    gained = fill(problem, found, set(affected), now)
    lost = tuple(key for key in affected if key not in found)
    return Repair(found, affected, held_again, lost, moved, gained, proven, time.monotonic() - began)


def solve_stepwise(
    problem: Problem, rest: Timetable, affected: tuple[int, ...], now: int, most: int, seconds: float, workers: int
) -> tuple[Timetable, bool]:
    """Without moves first, then with one, and so on: what holds no more than with fewer moves is not taken, so the
    moves need no place in the objective."""
    end = time.monotonic() + seconds
    everything = sum(problem.meeting[key].weight for key in affected)
    best, weight, proven = dict(rest), -1, True
    for moves in range(most + 1):
        found, closed = solve(problem, rest, affected, now, moves, max(end - time.monotonic(), 0.1), workers)
        proven &= closed
        held = sum(problem.meeting[key].weight for key in affected if key in found)
        if held > weight:
            best, weight = found, held
        if weight == everything:
            break
    return best, proven


def solve(
    problem: Problem, rest: Timetable, affected: tuple[int, ...], now: int, most: int, seconds: float, workers: int
) -> tuple[Timetable, bool]:
    model = cp_model.CpModel()
    at: dict[int, dict[int, Any]] = {}
    stays: list[Any] = []
    near = find_near(problem, rest, affected, most)
    for key, slot in rest.items():
        if slot < now or problem.meeting[key].fixed or key not in near:
            continue
        at[key] = {t: model.new_bool_var("") for t in problem.open_slots[key] if t >= now}
        model.add_exactly_one(at[key].values())
        stays.append(at[key][slot])
        for t, literal in at[key].items():
            model.add_hint(literal, t == slot)
    for key in affected:
        at[key] = {t: model.new_bool_var("") for t in problem.open_slots[key] if t >= now}
        model.add_at_most_one(at[key].values())
    add_rules(model, problem, at, {key: slot for key, slot in rest.items() if key not in at})
    count_free(model, problem, at, rest, affected, now)
    model.add(len(stays) - sum(stays) <= most)
    weight = sum(problem.meeting[key].weight * literal for key in affected for literal in at[key].values())
    model.maximize(weight)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    solver.parameters.linearization_level = 0  # few moves leave little to relax, and much to propagate
    solver.parameters.symmetry_level = 0
    solver.parameters.cp_model_probing_level = 0
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return dict(rest), False
    found = {key: slot for key, slot in rest.items() if key not in at}
    for key, row in at.items():
        for t, literal in row.items():
            if solver.boolean_value(literal):
                found[key] = t
    return found, status == cp_model.OPTIMAL


def count_free(
    model: Any, problem: Problem, at: dict[int, dict[int, Any]], rest: Timetable, affected: tuple[int, ...], now: int
) -> None:
    """What numbers alone forbid, said outright: a party takes no more affected meetings than it has slots left."""
    for party in {key for m in affected for key in problem.meeting[m].parties}:
        rows = problem.of_party[party]
        taken = sum(rest.get(m.key, -1) >= now for m in rows)
        left = sum(t not in problem.party[party].closed for t in range(now, problem.slots)) - taken
        mine = [literal for m in rows if m.key in affected for literal in at[m.key].values()]
        model.add(sum(mine) <= max(left, 0))


def find_near(problem: Problem, rest: Timetable, affected: tuple[int, ...], most: int) -> set[int]:
    """The meetings that can be among so few moved ones: each makes room, by a side or by a full pool, for an affected
    meeting or for another moved one."""
    board = Board(problem, rest)
    crowded = {key for key, slot in rest.items() if any(not board.spare[n] >> slot & 1 for n in problem.pools_of[key])}
    near = set(affected)
    for _step in range(most):
        parties = {party for key in near for party in problem.meeting[key].parties}
        near |= {m.key for party in parties for m in problem.of_party[party]} | crowded
    return near


def add_rules(model: Any, problem: Problem, at: dict[int, dict[int, Any]], settled: Timetable) -> None:
    """Nobody twice in a slot, tables and interpreters, the order of meetings; `settled` ones lie where they lie."""
    board = Board(problem, settled)
    for party in problem.parties:
        rows = [at[m.key] for m in problem.of_party[party.key] if m.key in at]
        for t in range(problem.slots):
            here = [row[t] for row in rows if t in row]
            if t in board.held[party.key]:
                for literal in here:
                    model.add(literal == 0)
            elif len(here) > 1:
                model.add_at_most_one(here)
    for number, pool in enumerate(problem.pools):
        for t in range(problem.slots):
            here = [at[key][t] for key in pool.members if key in at and t in at[key]]
            left = pool.capacity[t] - board.used[number][t]
            if len(here) > left:
                model.add(sum(here) <= max(left, 0))
    keep_order(model, problem, at, settled)


def keep_order(model: Any, problem: Problem, at: dict[int, dict[int, Any]], settled: Timetable) -> None:
    for meeting in problem.meetings:
        for earlier in meeting.after:
            first, second = places(at, settled, earlier), places(at, settled, meeting.key)
            for t, one in first.items():
                for u, other in second.items():
                    if u <= t:
                        model.add_bool_or([1 - one if isinstance(one, int) else one.negated(),
                                           1 - other if isinstance(other, int) else other.negated()])  # fmt: skip


def places(at: dict[int, dict[int, Any]], settled: Timetable, key: int) -> dict[int, Any]:
    return at.get(key) or ({settled[key]: 1} if key in settled else {})


def fill(problem: Problem, found: Timetable, affected: set[int], now: int) -> tuple[int, ...]:
    """Put unmet requests into what is free from now on; moves nobody."""
    board = Board(problem, found)
    gained = []
    past = (1 << now) - 1
    for meeting in sorted(problem.meetings, key=lambda m: (-m.weight, m.key)):
        if meeting.key in board.slot_of or any(board.is_full(party) for party in meeting.parties):
            continue
        board.open[meeting.key] &= ~past
        if board.put_best(meeting.key):
            found[meeting.key] = board.slot_of[meeting.key]
            if meeting.key not in affected:
                gained.append(meeting.key)
    return tuple(gained)
