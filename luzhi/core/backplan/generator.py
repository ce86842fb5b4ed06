"""Building schedules: the serial schedule generation scheme, in both directions of time.

A list of tasks becomes a schedule by putting one task after the other at its first feasible place. The free amounts
of all resources of a slot are fields of machine words, each with a guard bit on top: subtracting a task's needs
clears the guard bit of every resource that is short. (Serial scheme: Kelley 1963, Kolisch 1996; fields in a word:
Lamport 1975.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from luzhi.core.backplan.compiled import compiled
from luzhi.core.backplan.graph import order

if TYPE_CHECKING:
    from luzhi.core.backplan.axis import Ints
    from luzhi.core.backplan.instance import Arcs, Instance

WORD = 64


class Side(NamedTuple):
    """An instance laid out for the loops below, in one direction of time.

    ``sorted`` is an order in which what holds comes before what is held. The ends that hold task t are
    ``held_by[held_at[t] : held_at[t + 1]]``: starts as the number of their task, finishes as size + number; they
    hold its start, or its finish where ``held_end`` says so. Of what it needs, ``need`` is the part in word ``word``,
    likewise from ``need_at[t]``. ``rank`` and ``place`` are, for each calendar, the working slots before a slot and
    the slot of a number.
    """

    horizon: int
    length: Any
    release: Any
    tail: Any
    sorted: Any
    is_strict: bool
    held_at: Any
    held_by: Any
    held_lag: Any
    held_end: Any
    need_at: Any
    word: Any
    need: Any
    guard: Any
    free: Any
    has_calendars: bool
    row: Any
    rank: Any
    place: Any


def lay_out(instance: Instance, *, backward: bool = False) -> Side:
    """The tables for one direction of time; backwards, what remains after a task is what comes before it."""
    turn = slice(None, None, -1) if backward else slice(None)
    arcs = instance.arcs.reversed if backward else instance.arcs
    capacity = instance.capacity[:, turn]
    by_target = np.argsort(arcs.after, kind="stable")
    ends = np.where(arcs.from_start, arcs.before, arcs.before + instance.size)[by_target]
    row, rank, place = _calendars(instance, turn)
    return Side(
        instance.horizon,
        instance.length.astype(np.int64),
        (instance.tail if backward else instance.release).astype(np.int64),
        (instance.release if backward else instance.tail).astype(np.int64),
        order(instance.size, arcs.before, arcs.after).nodes.astype(np.int64),
        _is_strict(instance, arcs),
        _starts(arcs.after, instance.size),
        ends.astype(np.int64),
        arcs.lag[by_target].astype(np.int64),
        arcs.to_finish[by_target].astype(np.bool_),
        *_pack(instance.needs, capacity),
        instance.works is not None,
        row,
        rank,
        place,
    )


def _starts(values: Ints, size: int) -> Ints:
    """Where the run of each number begins in a sorted list of numbers."""
    return np.concatenate(([0], np.cumsum(np.bincount(values, minlength=size)))).astype(np.int64)


def _is_strict(instance: Instance, arcs: Arcs) -> bool:
    """Whether every arc makes its second task both start and finish later than its first."""
    away = arcs.lag + np.where(arcs.from_start, 0, instance.length[arcs.before])
    away -= np.where(arcs.to_finish, instance.length[arcs.after], 0)
    at_finish = away + instance.length[arcs.after] - instance.length[arcs.before]
    return bool((away > 0).all() and (at_finish > 0).all())


def _pack(needs: Ints, capacity: Ints) -> tuple[Ints, Ints, Any, Any, Any]:
    """Pack as many resources into a word as fit, each in as many bits as its capacity needs and a guard."""
    bits = [int(most).bit_length() + 1 for most in capacity.max(axis=1, initial=0)]
    words, shifts = [0] * len(bits), [0] * len(bits)
    word, used = 0, 0
    for resource, wide in enumerate(bits):
        if used + wide > WORD:
            word, used = word + 1, 0
        words[resource], shifts[resource] = word, used
        used += wide
    count = word + 1
    guard, free = np.zeros(count, np.uint64), np.zeros((count, capacity.shape[1]), np.uint64)
    packed = np.zeros((len(needs), count), np.uint64)
    for resource, wide in enumerate(bits):
        at, shift = words[resource], np.uint64(shifts[resource])
        guard[at] |= np.uint64(1 << (wide - 1)) << shift
        free[at] |= capacity[resource].astype(np.uint64) << shift
        packed[:, at] |= needs[:, resource].astype(np.uint64) << shift
    free |= guard[:, None]
    task, word_of = np.nonzero(packed)
    return _starts(task, len(needs)), word_of.astype(np.int64), packed[task, word_of], guard, free


def _calendars(instance: Instance, turn: slice) -> tuple[Ints, Ints, Ints]:
    if instance.works is None or instance.row is None:
        return np.zeros(1, np.int64), np.zeros((1, 1), np.int64), np.zeros((1, 1), np.int64)
    works = instance.works[:, turn]
    rows, slots = works.shape
    rank = np.zeros((rows, slots + 1), np.int64)
    np.cumsum(works, axis=1, out=rank[:, 1:])
    place = np.full((rows, slots + 1), slots, np.int64)
    for number in range(rows):
        found = np.flatnonzero(works[number])
        place[number, : len(found)] = found
    return instance.row.astype(np.int64), rank, place


@compiled
def build(side: Side, tasks: Any, base: int, ends: Any) -> bool:
    """Place ``tasks`` in their order; ``ends`` receives all starts, then all finishes.

    ``base`` moves all releases. False when the horizon is too short; what does not fit is put at its end.
    """
    size = len(tasks)
    free = side.free.copy()
    fits = True
    for task in tasks:
        first, stop = max(side.release[task] + base, 0), 0
        for held in range(side.held_at[task], side.held_at[task + 1]):
            at = ends[side.held_by[held]] + side.held_lag[held]
            if side.held_end[held]:
                stop = max(stop, at)
            else:
                first = max(first, at)
        if side.length[task] == 0:
            start = finish = max(first, stop)
        elif side.has_calendars:
            start, finish = fit_by_calendar(side, free, task, first, stop)
        else:
            start = fit(side, free, task, max(first, stop - side.length[task]))
            finish = start + side.length[task]
        if finish > side.horizon:
            fits = False
            finish = side.horizon
            start = min(start, side.horizon)
        ends[task], ends[size + task] = start, finish
        for number in range(side.need_at[task], side.need_at[task + 1]):
            row, need = free[side.word[number]], side.need[number]
            for slot in range(start, finish):
                row[slot] -= need
    return fits


@compiled
def fit(side: Side, free: Any, task: int, first: int) -> int:
    """The first start from which all slots of a task's length are free."""
    length, start = side.length[task], first
    begin, end = side.need_at[task], side.need_at[task + 1]
    slot = start + length - 1
    while slot >= start and start + length <= side.horizon:
        for number in range(begin, end):
            word = side.word[number]
            if (free[word, slot] - side.need[number]) & side.guard[word] != side.guard[word]:
                start = slot + 1
                slot = start + length
                break
        slot -= 1
    return start


@compiled
def fit_by_calendar(side: Side, free: Any, task: int, first: int, stop: int) -> tuple[int, int]:
    """The same where the task works only in the slots of its calendar and ends at ``stop`` or later."""
    length = side.length[task]
    rank, place = side.rank[side.row[task]], side.place[side.row[task]]
    number = max(rank[min(first, side.horizon)], rank[min(max(stop - 1, 0), side.horizon)] - length + 1)
    while number + length < len(place):
        start, finish = place[number], place[number + length - 1] + 1
        if finish > side.horizon:
            break
        blocked = last_blocked(side, free, task, start, finish)
        if blocked < 0:
            return start, finish
        number = max(rank[blocked + 1], number + 1)
    return side.horizon + 1, side.horizon + 1


@compiled
def last_blocked(side: Side, free: Any, task: int, start: int, finish: int) -> int:
    """The last slot before ``finish`` in which something the task needs is short; -1 when none is."""
    for slot in range(finish - 1, start - 1, -1):
        for number in range(side.need_at[task], side.need_at[task + 1]):
            word = side.word[number]
            if (free[word, slot] - side.need[number]) & side.guard[word] != side.guard[word]:
                return slot
    return -1


@compiled
def list_by(side: Side, keys: Any, tasks: Any) -> None:
    """Write into ``tasks`` the order of ``keys`` (slots), such that nobody comes before what holds him.

    Sorting by start is enough where every arc makes its second task later. It is not for milestones, leads and links
    that hold a finish: there a task is moved behind what holds it. ``keys`` may be changed.
    """
    size, most = len(tasks), 0
    if not side.is_strict:
        for task in side.sorted:
            for held in range(side.held_at[task], side.held_at[task + 1]):
                keys[task] = max(keys[task], keys[side.held_by[held] % size])
    for task in range(size):
        most = max(most, keys[task])
    at = np.zeros(most + 2, np.int64)
    for task in range(size):
        at[keys[task] + 1] += 1
    for slot in range(most):
        at[slot + 1] += at[slot]
    for task in side.sorted:
        tasks[at[keys[task]]] = task
        at[keys[task]] += 1
