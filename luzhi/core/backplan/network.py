"""A plan compiled to arrays: what is left to do, from when, until when, and what holds what.

Only unfinished tasks are nodes. What has happened is folded into bounds: a finished task holds nothing back
any more, and gives its successors a day they cannot start before. A running task keeps its start; its node
is the rest of its work, which begins today at the earliest, and no link to its start holds it any longer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from luzhi.core.backplan.axis import ALWAYS, BASE, Axis, Ints
from luzhi.core.backplan.graph import CycleError, Order, order, spread
from luzhi.core.backplan.plan import LinkKind, PlanError, TaskState

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from luzhi.core.backplan.plan import Plan, Task

Flags = NDArray[np.bool_]
OPEN, RUNNING, DONE = range(3)
_STATE = {TaskState.OPEN: OPEN, TaskState.RUNNING: RUNNING, TaskState.DONE: DONE}
_KIND = {LinkKind.FS: 0, LinkKind.SS: 1, LinkKind.FF: 2, LinkKind.SF: 3}
"""Bit 0: the link leaves the start of its first task. Bit 1: it holds the finish of its second."""


@dataclass(frozen=True)
class Links:
    """Links between tasks by their places; ``number`` is the link's place in the plan, ``lag`` in slots."""

    sources: Ints
    targets: Ints
    from_start: Flags
    to_finish: Flags
    lag: Ints
    number: Ints

    def pick(self, chosen: Flags | Ints) -> Links:
        return Links(
            self.sources[chosen],
            self.targets[chosen],
            self.from_start[chosen],
            self.to_finish[chosen],
            self.lag[chosen],
            self.number[chosen],
        )


@dataclass(frozen=True)
class Network:
    """Arrays over the plan's tasks, by their place in it, and the links that still hold.

    ``length`` is what is left of each task in slots, ``floor`` the first position its start may have,
    ``ceiling`` the last its finish may have by a date of its own or the opening day; ``row`` is its
    calendar in the tables. ``began`` and ``ended`` are the positions of what has happened.
    """

    plan: Plan
    axis: Axis
    place: Mapping[str, int]
    state: Ints
    length: Ints
    row: Ints
    floor: Ints
    ceiling: Ints
    after_opening: Flags
    began: Ints
    ended: Ints
    links: Links
    order: Order

    def keys(self, places: list[int]) -> list[str]:
        return [self.plan.tasks[place].key for place in places]


def compile_plan(plan: Plan) -> Network:
    """Check a plan and turn it into arrays; raises ``PlanError``."""
    tasks = plan.tasks
    place = {task.key: number for number, task in enumerate(tasks)}
    if len(place) < len(tasks):
        seen: set[str] = set()
        again = next(task.key for task in tasks if task.key in seen or seen.add(task.key))  # type: ignore[func-returns-value]
        raise PlanError("duplicate_task", task=again)
    for task in tasks:
        _check(task, plan)
    axis, rows = _axis_of(plan)
    state = np.array([_STATE[task.state] for task in tasks], np.int64)
    slots = axis.slots_per_day
    length = np.array([task.rest * (1 if task.in_hours else slots) for task in tasks], np.int64)
    row = np.array([rows[task.calendar] if task.duration else ALWAYS for task in tasks], np.int64)
    every = _links_of(plan, place, slots)
    network = _Draft(plan, axis, place, state, length, row, every)
    return network.finish()


def _check(task: Task, plan: Plan) -> None:
    if task.duration < 0 or (task.remaining or 0) < 0:
        raise PlanError("negative_duration", task=task.key)
    if task.calendar and task.calendar not in plan.calendars:
        raise PlanError("unknown_calendar", task=task.key, calendar=task.calendar)
    if task.actual_start is None and task.actual_finish is None:
        return
    start, finish = task.actual_start or task.actual_finish, task.actual_finish
    if finish is not None and start is not None and finish < start:
        raise PlanError("finish_before_start", task=task.key, start=start, finish=finish)
    last = finish or start
    if last is not None and last > plan.today:
        raise PlanError("actual_after_today", task=task.key, date=last)


def _axis_of(plan: Plan) -> tuple[Axis, dict[str, int]]:
    names = sorted({task.calendar for task in plan.tasks if task.calendar and task.duration})
    dates = [plan.today, plan.opening]
    if names:
        for task in plan.tasks:
            given = (task.earliest, task.latest, task.fixed, task.actual_start, task.actual_finish)
            dates += [date for date in given if date is not None]
    slots = plan.hours_per_day if any(task.in_hours for task in plan.tasks) else 1
    axis = Axis(plan.calendar, [plan.calendars[name] for name in names], dates, slots)
    return axis, {"": BASE} | {name: BASE + 1 + number for number, name in enumerate(names)}


def _links_of(plan: Plan, place: Mapping[str, int], slots: int) -> Links:
    links = plan.links
    try:
        sources = np.array([place[link.before] for link in links], np.int64)
        targets = np.array([place[link.after] for link in links], np.int64)
    except KeyError as missing:
        link = next(x for x in links if x.before not in place or x.after not in place)
        raise PlanError("unknown_task", task=missing.args[0], before=link.before, after=link.after) from None
    kinds = np.array([_KIND[link.kind] for link in links], np.int64)
    lag = np.array([link.lag for link in links], np.int64) * slots
    from_start, to_finish = (kinds & 1).astype(bool), (kinds & 2).astype(bool)
    return Links(sources, targets, from_start, to_finish, lag, np.arange(len(links)))


@dataclass
class _Draft:
    """The arrays of a network while its bounds are being put together."""

    plan: Plan
    axis: Axis
    place: Mapping[str, int]
    state: Ints
    length: Ints
    row: Ints
    every: Links

    def finish(self) -> Network:
        size = len(self.state)
        began, ended = np.zeros(size, np.int64), np.zeros(size, np.int64)
        for number, task in self._dated("actual_start", "actual_finish"):
            began[number] = self.axis.position(task.actual_start or task.actual_finish or self.plan.today)
            if task.actual_finish is not None:
                ended[number] = self.axis.end_position(task.actual_finish)
        floor, ceiling = self._own_bounds()
        past = self._is_past()
        holds = (self.state[self.every.targets] != DONE) & ~past
        held_start = (self.state[self.every.targets] == RUNNING) & ~self.every.to_finish
        self._fold(
            self.every.pick(past & (self.state[self.every.targets] != DONE) & ~held_start),
            floor,
            began,
            ended,
        )
        links = self.every.pick(holds & ~held_start)
        try:
            sequence = order(size, links.sources, links.targets)
        except CycleError as error:
            tasks = [self.plan.tasks[node].key for node in error.nodes]
            raise PlanError("cycle", tasks=tasks) from None
        after = self._after_opening()
        opening = self.axis.position(self.plan.opening)
        ceiling = np.where(after, ceiling, np.minimum(ceiling, opening))
        return Network(
            self.plan, self.axis, self.place, self.state, self.length, self.row, floor, ceiling, after,
            began, ended, links, sequence,
        )  # fmt: skip

    def _dated(self, *names: str) -> Iterator[tuple[int, Task]]:
        for number, task in enumerate(self.plan.tasks):
            if any(getattr(task, name) is not None for name in names):
                yield number, task

    def _own_bounds(self) -> tuple[Ints, Ints]:
        """From and until when each task may be done by today and its own dates alone."""
        plan, axis, size = self.plan, self.axis, len(self.state)
        floor = np.full(size, axis.position(plan.today), np.int64)
        ceiling = np.full(size, axis.far, np.int64)
        fixed = {number: task.fixed for number, task in self._dated("fixed")}
        if plan.opening_task in self.place:
            fixed[self.place[plan.opening_task]] = plan.opening
        for number, task in self._dated("earliest", "latest"):
            if task.earliest is not None and self.state[number] == OPEN:
                floor[number] = max(floor[number], axis.position(task.earliest))
            if task.latest is not None:
                ceiling[number] = axis.end_position(task.latest)
        for number, date in fixed.items():
            if date is not None and self.state[number] == OPEN:
                start = np.array([axis.position(date)])
                floor[number] = max(floor[number], int(start[0]))
                end = axis.finish(start, self.length[[number]], self.row[[number]])
                ceiling[number] = min(ceiling[number], int(end[0]))
        return floor, ceiling

    def _is_past(self) -> Flags:
        """Links whose leaving end has happened."""
        state = self.state[self.every.sources]
        past: Flags = (state == DONE) | ((state == RUNNING) & self.every.from_start)
        return past

    def _fold(self, links: Links, floor: Ints, began: Ints, ended: Ints) -> None:
        """Turn links from what has happened into bounds."""
        left = np.where(links.from_start, began[links.sources], ended[links.sources])
        held = self.axis.advance(left, links.lag)
        start = self.axis.start_for(held, self.length[links.targets], self.row[links.targets])
        np.maximum.at(floor, links.targets, np.where(links.to_finish, start, held))

    def _after_opening(self) -> Flags:
        """Tasks that follow the opening milestone, however far."""
        found = np.zeros(len(self.state), bool)
        if self.plan.opening_task not in self.place:
            return found
        by_source = np.argsort(self.every.sources, kind="stable")
        heads = self.every.targets[by_source]
        degree = np.bincount(self.every.sources, minlength=len(found))
        first = np.cumsum(degree) - degree
        front = np.array([self.place[self.plan.opening_task]])
        while len(front):
            reached = np.unique(heads[spread(first[front], degree[front])])
            front = reached[~found[reached]]
            found[front] = True
        return found
