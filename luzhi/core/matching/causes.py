"""Why a request is not in the timetable, and the cheapest single change that would let it in."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from luzhi.core.matching.board import Board, bits, slots_in
from luzhi.core.matching.problem import Meeting, Problem, Timetable


class Cause(StrEnum):
    """What kept a request out, the most telling first."""

    NEVER = "never"  # the two have no slot in common, whoever else they meet
    ENOUGH = "enough"  # one side has as many meetings as it wants
    BOTH_BUSY = "both_busy"  # both are busy in every slot that would do
    ONE_BUSY = "one_busy"  # one side is busy in every slot that would do
    APART = "apart"  # each is free at times, but never at the same time
    ORDER = "order"  # the meetings before and after it leave no slot
    NO_TABLE = "no_table"  # when both are free, no table large enough is
    NO_INTERPRETER = "no_interpreter"  # when both are free, no interpreter is


class Act(StrEnum):
    """What could be done, with its price: the less it asks of people, the cheaper."""

    MOVE = "move"  # another meeting to another slot
    WISH = "wish"  # give up the wish for a half of the day
    MORE = "more"  # a side takes one meeting more than it wanted
    TABLE = "table"  # one more table in this slot
    INTERPRETER = "interpreter"  # one more interpreter in this slot
    COME = "come"  # a side comes although it is elsewhere in this slot
    GIVE_UP = "give_up"  # another meeting is given up for it


PRICE = {Act.MOVE: 1, Act.WISH: 1, Act.MORE: 1, Act.TABLE: 2, Act.INTERPRETER: 2, Act.COME: 3, Act.GIVE_UP: 4}


@dataclass(frozen=True, slots=True)
class Deed:
    """One part of a fix: which side or which other meeting it concerns."""

    act: Act
    party: int | None = None
    meeting: int | None = None


@dataclass(frozen=True, slots=True)
class Unmet:
    """A request that is not held: why, and what would have to be done for it to be held in a slot."""

    key: int
    cause: Cause
    party: int | None = None  # whose doing it is, where it is one side's
    slot: int | None = None
    fix: tuple[Deed, ...] = ()
    price: int = 0


def explain(problem: Problem, timetable: Timetable) -> list[Unmet]:
    """Every request that is not held, with its cause and cheapest fix, in the problem's order."""
    board = Board(problem, timetable)
    return [explain_one(board, m) for m in problem.meetings if m.key not in timetable]


def explain_one(board: Board, meeting: Meeting) -> Unmet:
    cause, party = find_cause(board, meeting)
    best: tuple[int, int, tuple[Deed, ...]] | None = None
    for slot in range(board.problem.slots):
        fix = find_fix(board, meeting, slot)
        if fix is not None:
            price = sum(price_of(board, deed) for deed in fix)
            if best is None or price < best[0]:
                best = (price, slot, fix)
    if best is None:
        return Unmet(meeting.key, cause, party)
    return Unmet(meeting.key, cause, party, best[1], best[2], best[0])


def price_of(board: Board, deed: Deed) -> int:
    extra = board.problem.meeting[deed.meeting].weight if deed.act is Act.GIVE_UP and deed.meeting is not None else 0
    return PRICE[deed.act] + extra


def find_cause(board: Board, meeting: Meeting) -> tuple[Cause, int | None]:
    first, second = meeting.parties
    if not board.open[meeting.key]:
        return Cause.NEVER, None
    for party in meeting.parties:
        if board.is_full(party):
            return Cause.ENOUGH, party
    possible = board.open[meeting.key]
    free = {party: possible & board.free[party] for party in meeting.parties}
    if not free[first] and not free[second]:
        return Cause.BOTH_BUSY, None
    for party in meeting.parties:
        if not free[party]:
            return Cause.ONE_BUSY, party
    both = free[first] & free[second]
    if not both:
        return Cause.APART, None
    if not both & board.wishes(meeting.key):
        return Cause.ORDER, None
    lacking = lacking_pools(board, meeting, slots_in(both & board.wishes(meeting.key)))
    return (Cause.NO_INTERPRETER if "interpreters" in lacking else Cause.NO_TABLE), None


def lacking_pools(board: Board, meeting: Meeting, slots: Iterable[int]) -> set[str]:
    """What is lacking in the slot that lacks least."""
    found = [
        {board.problem.pools[n].what for n in board.problem.pools_of[meeting.key] if not board.spare[n] >> slot & 1}
        for slot in slots
    ]
    return min(found, key=len, default=set())


def find_fix(board: Board, meeting: Meeting, slot: int) -> tuple[Deed, ...] | None:
    """What must be done to hold the request in this slot; None where it cannot be done."""
    deeds: list[Deed] = []
    if meeting.slots is not None and slot not in meeting.slots:
        deeds.append(Deed(Act.WISH))
    if not order_mask(board, meeting) >> slot & 1:
        return None
    displaced: set[int] = set()
    for key in meeting.parties:
        if slot in board.problem.party[key].closed:
            deeds.append(Deed(Act.COME, party=key))
        if slot in board.held[key]:
            displaced.add(board.held[key][slot])
        elif board.is_full(key):
            deeds.append(Deed(Act.MORE, party=key))
    if any(board.problem.meeting[key].fixed for key in displaced):
        return None
    deeds += [displace(board, key) for key in sorted(displaced)]
    return (*deeds, *lacking_deeds(board, meeting, slot, displaced))


def order_mask(board: Board, meeting: Meeting) -> int:
    """Where the order of meetings lets it lie, closed or not."""
    every = bits(range(board.problem.slots))
    kept, board.open[meeting.key] = board.open[meeting.key], every
    mask = board.wishes(meeting.key)
    board.open[meeting.key] = kept
    return mask


def displace(board: Board, key: int) -> Deed:
    """Move a meeting that is in the way where it can go elsewhere, or give it up."""
    slot = board.lift(key)
    room = board.room(key) & ~(1 << slot)
    board.place(key, slot)
    return Deed(Act.MOVE if room else Act.GIVE_UP, meeting=key)


def lacking_deeds(board: Board, meeting: Meeting, slot: int, displaced: set[int]) -> list[Deed]:
    """Tables and interpreters to be added, when those that are displaced have freed theirs."""
    lacking = set()
    for number in board.problem.pools_of[meeting.key]:
        pool = board.problem.pools[number]
        freed = len(displaced & pool.members)
        if board.used[number][slot] - freed >= pool.capacity[slot]:
            lacking.add(pool.what)
    return [Deed(act) for what, act in (("tables", Act.TABLE), ("interpreters", Act.INTERPRETER)) if what in lacking]
