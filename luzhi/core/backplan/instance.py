"""Work that competes for people, rooms and crews, as arrays: a resource-constrained scheduling problem.

Time runs in slots from 0. Each task has a length in working slots, an amount of each resource, a first slot
(``release``) and a ``tail``: how much of the whole remains after it. The objective is the largest finish plus
tail. With all tails 0 that is the makespan of the literature; with a tail of *end minus deadline* a solution is
on time exactly when the objective does not pass *end*.

Tasks may count in calendars of their own: then ``row`` names one of the rows of ``works``, a task only works in
the slots of its row, and holds its resources from its first slot to its last.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from luzhi.core.backplan.axis import Ints
    from luzhi.core.backplan.network import Flags


@dataclass(frozen=True)
class Arcs:
    """One end of ``before`` holds one end of ``after``, ``lag`` slots later at the earliest."""

    before: Ints
    after: Ints
    from_start: Flags
    to_finish: Flags
    lag: Ints

    @classmethod
    def plain(cls, before: Ints, after: Ints) -> Arcs:
        """Finish to start, without lag."""
        none = np.zeros(len(before), bool)
        return cls(before, after, none, none, np.zeros(len(before), np.int64))

    @property
    def reversed(self) -> Arcs:
        """The same arcs when time runs backwards."""
        return Arcs(self.after, self.before, self.to_finish, self.from_start, self.lag)


@dataclass(frozen=True)
class Instance:
    """Lengths, needs (task × resource), capacity (resource × slot), arcs, bounds and calendars."""

    length: Ints
    needs: Ints
    capacity: Ints
    arcs: Arcs
    release: Ints
    tail: Ints
    row: Ints | None = None
    works: Flags | None = None

    @property
    def size(self) -> int:
        return len(self.length)

    @property
    def horizon(self) -> int:
        return int(self.capacity.shape[1])

    @property
    def is_plain(self) -> bool:
        """Every slot is worked by every task, so a length is a distance."""
        return self.works is None

    @property
    def weight(self) -> Ints:
        """Arcs as distances from start to start, as if every slot were worked."""
        arcs = self.arcs
        away = arcs.lag + np.where(arcs.from_start, 0, self.length[arcs.before])
        found: Ints = away - np.where(arcs.to_finish, self.length[arcs.after], 0)
        return found

    def until(self, horizon: int) -> Instance:
        """The same problem with a shorter or longer horizon; what lies beyond repeats the last slot."""
        slots = np.minimum(np.arange(horizon), self.horizon - 1)
        works = None if self.works is None else self.works[:, slots]
        return Instance(
            self.length, self.needs, self.capacity[:, slots], self.arcs, self.release, self.tail, self.row, works
        )

    def lower_bound(self) -> int:
        """No solution is shorter: the longest chain, and the work on each resource."""
        start = longest(self.size, self.arcs.before, self.arcs.after, self.weight, self.release)
        chain = int((start + self.length + self.tail).max(initial=0))
        return max([chain, *(self._dense(resource, start) for resource in range(len(self.capacity)))])

    def _dense(self, resource: int, start: Ints) -> int:
        """When all work on a resource can be done at the earliest, with what comes before and after any of it."""
        users = np.flatnonzero((self.needs[:, resource] > 0) & (self.length > 0))
        if not len(users):
            return 0
        free = self.capacity[resource]
        if self.works is not None and self.row is not None:
            free = free * self.works[np.unique(self.row[users])].any(axis=0)
        head, tail = int(start[users].min()), int(self.tail[users].min())
        work = int((self.needs[users, resource] * self.length[users]).sum())
        return int(np.searchsorted(np.cumsum(free[head:]), work)) + head + 1 + tail


def longest(size: int, before: Ints, after: Ints, weight: Ints, release: Ints) -> Ints:
    """Earliest starts by the arcs alone; the arcs must have an order."""
    start = np.maximum(release, 0).copy()
    for _ in range(size + 1):
        held = start.copy()
        np.maximum.at(held, after, start[before] + weight)
        if (held == start).all():
            return start
        start = held
    raise ValueError("the arcs run in a circle")
