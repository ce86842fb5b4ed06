"""Idle periods: the waits between two meetings of one party on one day."""

import itertools
from collections.abc import Collection, Iterable, Mapping

from luzhi.core.matching.problem import Problem


def count_idle_periods(busy: Iterable[int], day_starts: Collection[int] = ()) -> int:
    """How many waits lie between the first and the last of these slots. A night (before a slot of `day_starts`)
    is no wait."""
    ordered = sorted(busy)
    return sum(
        later > earlier + 1 and not any(earlier < start <= later for start in day_starts)
        for earlier, later in itertools.pairwise(ordered)
    )


def count_idle_slots(busy: Iterable[int], day_starts: Collection[int] = ()) -> int:
    """How many slots are spent waiting between two meetings of one day."""
    ordered = sorted(busy)
    return sum(
        later - earlier - 1
        for earlier, later in itertools.pairwise(ordered)
        if not any(earlier < start <= later for start in day_starts)
    )


def idle_by_party(problem: Problem, timetable: Mapping[int, int]) -> dict[int, int]:
    """The idle periods of each party."""
    return {
        party: count_idle_periods((timetable[m.key] for m in rows if m.key in timetable), problem.breaks_between)
        for party, rows in problem.of_party.items()
    }


def least_idle_periods(n: int, free: Iterable[int]) -> int | None:
    """The fewest idle periods with which n meetings fit into these free slots of one day; None when they do not."""
    runs: list[int] = []
    last = None
    for slot in sorted(free):
        if last is not None and slot == last + 1:
            runs[-1] += 1
        else:
            runs.append(1)
        last = slot
    left = n
    for used, length in enumerate(sorted(runs, reverse=True)):
        left -= length
        if left <= 0:
            return used
    return 0 if n == 0 else None
