"""Building many schedules at once: the serial schedule generation scheme on arrays.

A list of tasks becomes a schedule by putting one task after the other at its first feasible place. That loop is
too slow in Python for one list, so it runs for a whole population: step n places the n-th task of every list. The
free amounts of all resources of a slot are fields of one machine word, each with a guard bit on top: subtracting
a task's needs clears the guard bit of every resource that is short. (Serial scheme: Kelley 1963, Kolisch 1996;
fields in a word: Lamport 1975.)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from luzhi.core.backplan.axis import Ints
    from luzhi.core.backplan.instance import Arcs, Instance
    from luzhi.core.backplan.network import Flags

WORD = 64


@dataclass(frozen=True)
class Fields:
    """Resources packed into words: for each word its guard bits, the free amounts by slot, the needs by task."""

    guards: list[Any]
    free: list[Any]
    needs: list[Any]


def pack(needs: Ints, capacity: Ints) -> Fields:
    """Pack as many resources into a word as fit, each in as many bits as its capacity needs and a guard."""
    bits = [int(most).bit_length() + 1 for most in capacity.max(axis=1, initial=0)]
    groups: list[list[int]] = [[]]
    for resource, wide in enumerate(bits):
        if sum(bits[other] for other in groups[-1]) + wide > WORD:
            groups.append([])
        groups[-1].append(resource)
    fields = Fields([], [], [])
    for group in groups:
        total = sum(bits[resource] for resource in group)
        kind = np.uint32 if total <= WORD // 2 else np.uint64
        shift, guard = 0, 0
        free, need = np.zeros(capacity.shape[1], np.uint64), np.zeros(len(needs), np.uint64)
        for resource in group:
            free |= capacity[resource].astype(np.uint64) << np.uint64(shift)
            need |= needs[:, resource].astype(np.uint64) << np.uint64(shift)
            shift += bits[resource]
            guard |= 1 << (shift - 1)
        fields.guards.append(kind(guard))
        fields.free.append((free | np.uint64(guard)).astype(kind))
        fields.needs.append(need.astype(kind))
    return fields


class Side:
    """An instance laid out for the generator, in one direction of time."""

    def __init__(self, instance: Instance, *, backward: bool = False) -> None:
        turn = slice(None, None, -1) if backward else slice(None)
        self.size, self.horizon = instance.size, instance.horizon
        self.length = instance.length
        self.release = instance.tail if backward else instance.release
        arcs = instance.arcs.reversed if backward else instance.arcs
        self.to_start = _Holders(arcs, ~arcs.to_finish, self.size)
        self.to_finish = _Holders(arcs, arcs.to_finish, self.size)
        self.fields = pack(instance.needs, instance.capacity[:, turn])
        self.row = instance.row
        self.works: Any = None
        self.after: Any = None
        self.at: Any = None
        self.span = max(int(self.length.max(initial=1)), 1)
        if instance.works is not None and instance.row is not None:
            self._lay_calendars(instance.works[:, turn], instance.row)
        level = (instance.capacity[:, turn] == instance.capacity[:, turn][:, -1:]).all(axis=0)
        regular = level if self.works is None else level & self.works.T.all(axis=0)
        changes = np.flatnonzero(~regular)
        self.settled = int(changes[-1]) + 1 if len(changes) else 0
        """From this slot on capacity no longer changes."""
        self.has_milestones = bool((self.length == 0).any())
        self.slides = _slides(self.span)
        small = self.horizon + self.span < np.iinfo(np.uint8).max
        self.kind: Any = np.uint8 if small else np.uint16

    def _lay_calendars(self, works: Flags, row: Ints) -> None:
        """``after[t, r]``: slots of row r up to and with t; ``at[r, k]``: its k-th slot."""
        slots, rows = works.shape[1], works.shape[0]
        self.works = np.ascontiguousarray(works.T)
        self.after = np.ascontiguousarray(np.cumsum(works, axis=1).T.astype(np.uint16))
        self.at = np.full((rows, slots + 1), slots, np.int64)
        for number in range(rows):
            places = np.flatnonzero(works[number])
            self.at[number, : len(places)] = places
            for length in np.unique(self.length[row == number]):
                if 0 < length <= len(places):
                    spans = places[length - 1 :] - places[: len(places) - length + 1]
                    self.span = max(self.span, int(spans.max()) + 1)


def _slides(span: int) -> list[int]:
    """Shifts that spread a value over ``span`` slots by doubling."""
    shifts, reach = [], 1
    while reach < span:
        step = min(reach, span - reach)
        shifts.append(step)
        reach += step
    return shifts


class _Holders:
    """For each task the ends that hold it, as rows of the table of starts and finishes, and their lags.

    The table has a start and a finish for each task and one more row of each that stays 0, for tasks that fewer
    others hold.
    """

    def __init__(self, arcs: Arcs, chosen: Any, size: int) -> None:
        before, after = arcs.before[chosen], arcs.after[chosen]
        count = np.bincount(after, minlength=size)
        self.is_empty = not len(after)
        self.rows = np.full((max(int(count.max(initial=0)), 1), size), size, np.int64)
        self.lags = np.zeros(self.rows.shape, np.int64)
        order = np.argsort(after, kind="stable")
        place = np.arange(len(after)) - np.repeat(np.cumsum(count) - count, count)
        self.rows[place, after[order]] = np.where(arcs.from_start[chosen], before, before + size + 1)[order]
        self.lags[place, after[order]] = arcs.lag[chosen][order]
        self.has_lags = bool(self.lags.any())


class Board:
    """Schedules being built, one column each."""

    def __init__(self, side: Side, order: Ints, base: Ints | None = None) -> None:
        """``order`` holds one list per column; ``base`` moves the releases of each column."""
        self.side, self.order = side, order
        self.size, self.count = order.shape
        slots = side.horizon
        self.ends = np.zeros((2 * (self.size + 1), self.count), np.int32)
        self.flat_ends = self.ends.reshape(-1)
        self.columns = np.arange(self.count)
        self.lengths = side.length[order]
        self.release = side.release[order] if base is None else np.maximum(side.release[order] + base, 0)
        # one row more than there are slots: where a booking that ends early writes the rest of its steps
        self.free = [np.repeat(np.append(free, free[-1:])[:, None], self.count, axis=1) for free in side.fields.free]
        self.needs = [need[order] for need in side.fields.needs]
        shape = (slots, self.count)
        self.slots = np.broadcast_to(np.arange(1, slots + 1, dtype=side.kind)[:, None], shape).copy()
        self.blocked = np.empty(shape, bool)
        self.tests = [np.empty(shape, free.dtype) for free in self.free]
        self.one, self.two = np.empty(shape, side.kind), np.empty(shape, side.kind)
        self.steps = np.arange(side.span)[:, None]
        self.top = side.settled
        self.overflow = np.zeros(self.count, bool)

    def build(self) -> tuple[Ints, Ints]:
        """Place every task; starts and finishes, task by column."""
        for step in range(self.size):
            self._place(step)
        return self.ends[: self.size], self.ends[self.size + 1 : -1]

    def _place(self, step: int) -> None:
        side, tasks, length = self.side, self.order[step], self.lengths[step]
        first = self._held(side.to_start, tasks, self.release[step])
        ends = None if side.to_finish.is_empty else self._held(side.to_finish, tasks, first)
        latest = int((first if ends is None else ends).max())
        low = min(int(first.min()), side.horizon - 1)
        high = min(side.horizon, max(self.top, latest) + side.span)
        self._mark_blocked(step, low, high)
        if side.row is None:
            finish = self._first_fit(length, first, ends, low, high)
            start = np.maximum(finish - length, 0)
        else:
            start, finish = self._first_fit_by_calendar(side.row[tasks], length, first, ends, low, high)
        if side.has_milestones:
            start = np.where(length, start, first if ends is None else ends)
            finish = np.where(length, finish, start)
        self.top = max(self.top, int(finish.max()))
        where = tasks * self.count + self.columns
        self.flat_ends[where] = start
        self.flat_ends[where + (self.size + 1) * self.count] = finish
        self._book(step, start, finish)

    def _held(self, holders: _Holders, tasks: Ints, least: Ints) -> Ints:
        """How early each column's task may start (or finish) by what holds it."""
        if holders.is_empty:
            return least
        rows = holders.rows.take(tasks, axis=1) * self.count
        rows += self.columns
        held = self.flat_ends.take(rows)
        if holders.has_lags:
            held += holders.lags.take(tasks, axis=1)
        found: Ints = np.maximum(np.maximum.reduce(held, axis=0), least)
        return found

    def _mark_blocked(self, step: int, low: int, high: int) -> None:
        """Mark the slots in which some resource is short."""
        blocked = self.blocked[low:high]
        for word, (free, test, guard) in enumerate(zip(self.free, self.tests, self.side.fields.guards, strict=True)):
            left = test[low:high]
            np.subtract(free[low:high], self.needs[word][step], out=left)
            np.bitwise_and(left, guard, out=left)
            if word:
                np.logical_or(blocked, left != guard, out=blocked)
            else:
                np.not_equal(left, guard, out=blocked)

    def _first_fit(self, length: Ints, first: Ints, ends: Ints | None, low: int, high: int) -> Ints:
        """The first finish before which ``length`` slots are free, none of them before ``first``."""
        kind, blocked, slots = self.side.kind, self.blocked[low:high], self.slots[low:high]
        last = self._spread(np.multiply(blocked, slots, out=self.one[low:high]), low, high)
        np.maximum(last, first.astype(kind), out=last)
        np.add(last, length.astype(kind), out=last)
        np.greater(last, slots, out=blocked)
        if ends is not None:
            np.logical_or(blocked, slots < ends.astype(kind), out=blocked)
        return self._first_open(blocked, slots, length)

    def _first_open(self, blocked: Any, slots: Any, length: Ints) -> Ints:
        """The number of the first slot of each column that is not blocked."""
        kind = self.side.kind
        number = blocked.astype(kind)
        np.negative(number, out=number)
        np.bitwise_or(number, slots, out=number)
        found: Ints = np.minimum.reduce(number, axis=0).astype(np.int64)
        self.overflow |= (found > self.side.horizon) & (length > 0)
        return np.minimum(found, self.side.horizon)

    def _spread(self, last: Any, low: int, high: int) -> Any:
        """The largest value of the last ``span`` slots, for each slot."""
        other = self.two[low:high]
        for shift in self.side.slides:
            np.maximum(last[shift:], last[:-shift], out=other[shift:])
            other[:shift] = last[:shift]
            last, other = other, last
        return last

    def _first_fit_by_calendar(
        self, row: Ints, length: Ints, first: Ints, ends: Ints | None, low: int, high: int
    ) -> tuple[Ints, Ints]:
        """The same where each task counts in the slots of its calendar."""
        side = self.side
        blocked, slots = self.blocked[low:high], self.slots[low:high]
        after = side.after[low:high].take(row, axis=1)
        last = self._spread((blocked * after).astype(side.kind), low, high)
        at_first = np.where(first > 0, side.after[first - 1, row], 0)
        np.maximum(last, at_first.astype(side.kind), out=last)
        np.greater(last + length.astype(np.uint16), after, out=blocked)
        np.logical_or(blocked, ~side.works[low:high].take(row, axis=1), out=blocked)
        if ends is not None:
            np.logical_or(blocked, slots < ends.astype(side.kind), out=blocked)
        finish = self._first_open(blocked, slots, length)
        rank = side.after[finish - 1, row].astype(np.int64) - length
        return side.at[row, np.maximum(rank, 0)], finish

    def _book(self, step: int, start: Ints, finish: Ints) -> None:
        """Take what the tasks need from their start to their finish."""
        where = (start + self.steps) * self.count
        where += self.columns
        taken = self.steps < finish - start
        for word, free in enumerate(self.free):
            flat = free.reshape(-1)
            left = flat.take(where, mode="clip")
            left -= taken * self.needs[word][step]
            flat.put(where, left, mode="clip")
