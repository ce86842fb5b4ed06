"""A timetable for optional requests: first who meets, with a proven bound; then when; then as few waits as possible.

*Choosing* looks at numbers only (each party's free slots and wishes, the tables of all slots together): a small model
that is solved to proof, so its weight bounds every timetable from above. *Placing* puts the chosen requests into slots,
moving others along chains of two slots as edge colourings do. When all chosen ones are placed, the bound is reached and
the choice is proven best. *Waits* are then taken out, by the exact model where it is small enough, by moves otherwise.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from luzhi.core.matching.board import Board, slots_in
from luzhi.core.matching.idle import idle_by_party
from luzhi.core.matching.problem import Meeting, Problem, Timetable

EXACT_CELLS = 6_000  # up to so many pairs of meeting and slot the exact model is tried for the waits


@dataclass(frozen=True)
class Plan:
    """A timetable, what stayed unmet, and how good it provably is."""

    timetable: Timetable
    unmet: tuple[int, ...]
    weight: int
    bound: int  # no timetable holds more weight
    idle: dict[int, int] = field(default_factory=dict)
    idle_proven: bool = False  # fewest idle periods for what is held
    is_fair: bool = True
    seconds: float = 0.0

    @property
    def weight_proven(self) -> bool:
        return self.weight >= self.bound


def plan(problem: Problem, seconds: float = 5.0, *, workers: int = 2) -> Plan:
    """The timetable with most weight found within the time. Fixed meetings are always in it; raises ValueError when
    they contradict each other."""
    began = time.monotonic()
    end = began + seconds
    board = place_fixed(problem)
    chosen, bound = choose(problem, min(seconds / 4, 2.0), workers)
    place_all(board, chosen)
    fill_up(board, end)
    exchange(board, end)
    timetable, proven, fair = take_waits_out(board, end, workers)
    unmet = tuple(m.key for m in problem.meetings if m.key not in timetable)
    return Plan(
        timetable, unmet, sum(problem.meeting[key].weight for key in timetable), bound,
        idle_by_party(problem, timetable), proven, fair, time.monotonic() - began,
    )  # fmt: skip


def place_fixed(problem: Problem) -> Board:
    board = Board(problem)
    fixed = [m for m in problem.meetings if m.fixed]
    for meeting in sorted(fixed, key=lambda m: len(problem.open_slots[m.key])):
        if not board.put_best(meeting.key):
            raise ValueError(f"the fixed meeting {meeting.key} contradicts another one or a party's times")
    return board


def choose(problem: Problem, seconds: float, workers: int) -> tuple[list[Meeting], int]:
    """The heaviest set of requests that numbers allow, and a bound on the weight of every timetable. Among equal sets
    one is preferred in which more parties meet somebody at all."""
    from ortools.sat.python import cp_model  # noqa: PLC0415 -- loads the solver, or what only timetables need

    model = cp_model.CpModel()
    held = {m.key: model.new_bool_var("") for m in problem.meetings}
    somebody = []
    for party in problem.parties:
        rows = problem.of_party[party.key]
        for domain in {problem.open_slots[m.key] for m in rows}:
            inside = [held[m.key] for m in rows if problem.open_slots[m.key] <= domain]
            if len(inside) > len(domain):
                model.add(sum(inside) <= len(domain))
        mine = [held[m.key] for m in rows]
        most = min(problem.slots - len(party.closed), party.most if party.most is not None else problem.slots)
        if len(mine) > most:
            model.add(sum(mine) <= max(most, sum(m.fixed for m in rows)))
        if mine:
            met = model.new_bool_var("")
            model.add(met <= sum(mine))
            somebody.append(met)
    for pool in problem.pools:
        if len(pool.members) > sum(pool.capacity):
            model.add(sum(held[key] for key in pool.members) <= sum(pool.capacity))
    for meeting in problem.meetings:
        if meeting.fixed:
            model.add(held[meeting.key] == 1)
    scale = len(somebody) + 1
    model.maximize(scale * sum(m.weight * held[m.key] for m in problem.meetings) + sum(somebody))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(seconds, 0.2)
    solver.parameters.num_workers = workers
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return list(problem.meetings), sum(m.weight for m in problem.meetings)
    chosen = [m for m in problem.meetings if solver.boolean_value(held[m.key])]
    return chosen, int(solver.best_objective_bound + 1e-6) // scale


def hardest_first(board: Board, meetings: Iterable[Meeting]) -> list[Meeting]:
    """Those with the fewest places and the busiest parties first."""
    load = {key: len(rows) for key, rows in board.problem.of_party.items()}
    return sorted(
        meetings,
        key=lambda m: (
            board.problem.open_slots[m.key].__len__() * 2 - load[m.parties[0]] - load[m.parties[1]], -m.weight, m.key,
        ),
    )  # fmt: skip


def put(board: Board, key: int) -> bool:
    """Put a request by any means that loses nothing held."""
    meeting = board.problem.meeting[key]
    if any(board.is_full(party) for party in meeting.parties):
        return False
    return board.put_best(key) or board.put_by_chain(key) or board.put_by_moving_one(key)


def place_all(board: Board, chosen: Iterable[Meeting]) -> None:
    for meeting in hardest_first(board, chosen):
        if meeting.key not in board.slot_of:
            put(board, meeting.key)


def fill_up(board: Board, end: float) -> None:
    """Try what is not placed yet, heaviest first."""
    for meeting in sorted(board.problem.meetings, key=lambda m: (-m.weight, m.key)):
        if time.monotonic() > end:
            return
        if meeting.key not in board.slot_of:
            put(board, meeting.key)


def exchange(board: Board, end: float) -> None:
    """Let a heavier request push out a lighter one, which is then placed elsewhere if it can be."""
    for meeting in sorted(board.problem.meetings, key=lambda m: (-m.weight, m.key)):
        if meeting.key in board.slot_of or time.monotonic() > end:
            continue
        for slot in slots_in(board.wishes(meeting.key)):
            if push_out(board, meeting, slot):
                break


def push_out(board: Board, meeting: Meeting, slot: int) -> bool:
    """Hold a request in a slot in place of what its parties do there, if that weighs less."""
    blocking = {board.held[party][slot] for party in meeting.parties if slot in board.held[party]}
    rows = [board.problem.meeting[key] for key in blocking]
    if not rows or any(m.fixed for m in rows) or sum(m.weight for m in rows) >= meeting.weight:
        return False
    for row in rows:
        board.lift(row.key)
    full = any(board.is_full(party) for party in meeting.parties)
    if full or not board.room(meeting.key) >> slot & 1:
        for row in rows:
            board.place(row.key, slot)
        return False
    board.place(meeting.key, slot)
    for row in rows:
        put(board, row.key)
    return True


def take_waits_out(board: Board, end: float, workers: int) -> tuple[Timetable, bool, bool]:
    """Fewer idle periods for what is held; whether they are proven fewest, and whether they are as fair as asked."""
    squeeze(board, end)
    problem = board.problem
    held = dict(board.slot_of)
    if len(held) * problem.slots <= EXACT_CELLS and end - time.monotonic() > 0.2:
        from luzhi.core.matching.exact import hold_all  # noqa: PLC0415 -- loads the solver, or what only timetables need

        small = restrict(problem, held)
        found = hold_all(small, end - time.monotonic(), workers=workers, hint=held)
        if found.status in ("optimal", "feasible"):
            return found.timetable, found.status == "optimal", True
    waits = idle_by_party(problem, held).values()
    fair = problem.fair is None or not waits or max(waits) - min(waits) <= problem.fair
    return held, not any(waits), fair


def restrict(problem: Problem, held: Timetable) -> Problem:
    """The same problem with only the meetings that are held, and only the parties that meet."""
    rows = tuple(
        Meeting(m.key, m.parties, m.weight, m.slots, m.fixed, tuple(k for k in m.after if k in held), m.seats,
                m.at_booth, m.language)
        for m in problem.meetings
        if m.key in held
    )  # fmt: skip
    meeting = {key for m in rows for key in m.parties}
    parties = tuple(p for p in problem.parties if p.key in meeting)
    return Problem(
        problem.slots, parties, rows, problem.tables, problem.interpreters, problem.fair, problem.breaks_between
    )


def squeeze(board: Board, end: float) -> None:
    """Move single meetings into free slots as long as that saves waits."""
    better = True
    while better and time.monotonic() < end:
        better = False
        for key in list(board.slot_of):
            meeting = board.problem.meeting[key]
            if meeting.fixed or not any(board.wait_cost(party) >= 1 for party in meeting.parties):
                continue
            slot = board.lift(key)
            room = board.room(key) | 1 << slot
            best = min(slots_in(room), key=lambda t, key=key, slot=slot: (board.cost_at(key, t), t != slot))  # type: ignore[misc]
            board.place(key, best)
            better |= best != slot
            if time.monotonic() > end:
                return
