"""What moves from one plan to another, and for whom."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from luzhi.core.backplan.schedule import Schedule, count_back

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping


class Change(StrEnum):
    """What happened to a task between two plans."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    HANDED_OVER = "handed_over"


@dataclass(frozen=True, slots=True)
class Placement:
    """Where one plan puts a task, and whose it is."""

    owner: str
    start: dt.date
    finish: dt.date


@dataclass(frozen=True, slots=True)
class Move:
    """One task that differs between two plans."""

    key: str
    change: Change
    before: Placement | None
    after: Placement | None

    @property
    def owners(self) -> tuple[str, ...]:
        """Whom it concerns: the owner before and the owner after, once each."""
        places = (self.before, self.after)
        return tuple(dict.fromkeys(place.owner for place in places if place is not None))


@dataclass(frozen=True)
class Preview:
    """A changed plan beside the present one, before anything is applied."""

    before: Schedule
    after: Schedule
    moves: list[Move]

    @property
    def by_owner(self) -> dict[str, list[Move]]:
        return by_owner(self.moves)

    @property
    def newly_impossible(self) -> list[str]:
        """Tasks that could keep their dates before and cannot after."""
        known = set(self.before.impossible)
        return [key for key in self.after.impossible if key not in known]


def placements(schedule: Schedule, *, latest: bool = True) -> dict[str, Placement]:
    """Where a schedule puts each task: as late as the opening allows, or as early as today does.

    What is impossible is put at its earliest, since a day before today is no placement.
    """
    found = {}
    for task, row in zip(schedule.plan.tasks, schedule.rows(), strict=True):
        if latest and not row.is_impossible:
            found[task.key] = Placement(task.owner, row.latest_start, row.latest_finish)
        else:
            found[task.key] = Placement(task.owner, row.earliest_start, row.earliest_finish)
    return found


def diff(before: Mapping[str, Placement], after: Mapping[str, Placement]) -> list[Move]:
    """Tasks that came, went, moved or changed hands; the order is that of ``after``, then what went."""
    found = []
    for key, now in after.items():
        then = before.get(key)
        if then is None:
            found.append(Move(key, Change.ADDED, None, now))
        elif (then.start, then.finish) != (now.start, now.finish):
            found.append(Move(key, Change.MOVED, then, now))
        elif then.owner != now.owner:
            found.append(Move(key, Change.HANDED_OVER, then, now))
    gone = [Move(key, Change.REMOVED, then, None) for key, then in before.items() if key not in after]
    return found + gone


def by_owner(moves: list[Move]) -> dict[str, list[Move]]:
    """Moves grouped by whom they concern; a task handed over appears with both."""
    found: defaultdict[str, list[Move]] = defaultdict(list)
    for move in moves:
        for owner in move.owners:
            found[owner].append(move)
    return dict(found)


def preview_opening(schedule: Schedule, working_days: int) -> Preview:
    """What moves if the opening is so many working days later (earlier when negative)."""
    after = count_back(schedule.plan.moved(working_days))
    return Preview(schedule, after, diff(placements(schedule), placements(after)))
