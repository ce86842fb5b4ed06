"""From a counted-back plan and its resources to a problem the solver knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from luzhi.core.backplan.axis import BASE
from luzhi.core.backplan.instance import Arcs, Instance
from luzhi.core.backplan.network import DONE, RUNNING
from luzhi.core.backplan.plan import PlanError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from luzhi.core.backplan.axis import Ints
    from luzhi.core.backplan.network import Flags
    from luzhi.core.backplan.plan import Task
    from luzhi.core.backplan.schedule import Schedule
    from luzhi.core.calendar import WorkCalendar


@dataclass(frozen=True, slots=True)
class Busy:
    """Taken by something outside the plan from ``first`` to ``last`` (a visit, a meeting, a duty, leave).

    ``amount`` is how much of the capacity (none: all of it). ``hours`` a day are taken from the day's beginning
    (none: the whole day); a plan in days leaves a day free of which less than half is taken.
    """

    first: dt.date
    last: dt.date
    reason: str = ""
    amount: int | None = None
    hours: int | None = None


@dataclass(frozen=True)
class Resource:
    """A person, a room or a crew: ``capacity`` tasks' worth at once, on the days of ``calendar``.

    With ``interrupts`` a task goes on after an absence (a person on leave); without, it needs days in one piece
    (a hall that is let to someone else in between).
    """

    key: str
    capacity: int = 1
    calendar: WorkCalendar | None = None
    busy: Sequence[Busy] = ()
    interrupts: bool = True


@dataclass(frozen=True)
class Case:
    """An instance and what its numbers mean.

    Slot 0 is the position ``base``; ``places`` are the tasks in the plan (waits for lags follow after
    them); ``target`` is the objective at which every date is kept; ``fixed`` are tasks that do not move,
    with start and finish positions, ``fixed_late`` by how much they miss their dates. ``available`` is the
    true capacity by resource and slot.
    """

    instance: Instance
    base: int
    places: Ints
    after_opening: Flags
    target: int
    fixed_late: int
    fixed: list[tuple[int, int, int]]
    available: Ints
    resources: Sequence[Resource]


def needs_of(task: Task, known: Mapping[str, int]) -> dict[str, int]:
    """What a task needs: its owner, if that is a resource, and what it names."""
    needs = dict(task.needs)
    if task.owner in known:
        needs.setdefault(task.owner, 1)
    return needs


def build_case(schedule: Schedule, resources: Sequence[Resource], stretch: int = 1) -> Case:
    """Lay the open tasks of a plan out as an instance; raises ``PlanError``."""
    return _Builder(schedule, resources, stretch).case()


class _Builder:
    def __init__(self, schedule: Schedule, resources: Sequence[Resource], stretch: int) -> None:
        self.schedule, self.resources = schedule, resources
        self.network, self.axis, self.plan = schedule.network, schedule.network.axis, schedule.plan
        self.known = {resource.key: number for number, resource in enumerate(resources)}
        self.base = self.axis.position(self.plan.today)
        self.needs = self._needs()
        self.fixed = self._fixed()
        open_places = np.flatnonzero(self.network.state != DONE)
        held = {place for place, _, _ in self.fixed}
        self.places = np.array([place for place in open_places.tolist() if place not in held], np.int64)
        self.horizon = self._horizon(stretch)
        self.available = self._available()

    def _needs(self) -> Ints:
        needs = np.zeros((len(self.plan.tasks), len(self.resources)), np.int64)
        for place, task in enumerate(self.plan.tasks):
            for key, amount in needs_of(task, self.known).items():
                if key not in self.known:
                    raise PlanError("unknown_resource", task=task.key, resource=key)
                resource = self.resources[self.known[key]]
                if amount > resource.capacity:
                    most = resource.capacity
                    raise PlanError(
                        "needs_more_than_there_is", task=task.key, resource=key, amount=amount, capacity=most
                    )
                needs[place, self.known[key]] = amount
        needs[self.network.length == 0] = 0
        return needs

    def _fixed(self) -> list[tuple[int, int, int]]:
        """Running tasks go on today; locked ones keep their planned day."""
        network, found = self.network, []
        for place, task in enumerate(self.plan.tasks):
            if network.state[place] == DONE:
                continue
            start = None
            if network.state[place] == RUNNING:
                start = self.base
            elif task.locked and task.planned_start is not None:
                start = max(self.base, self.axis.position(task.planned_start))
            if start is not None:
                begin = self.axis.start(np.array([start]), network.row[[place]])
                end = self.axis.finish(begin, network.length[[place]], network.row[[place]])
                found.append((place, int(begin[0]), int(end[0])))
        return found

    def _horizon(self, stretch: int) -> int:
        """Slots enough for every task one after the other on the busiest resource, after the longest chain."""
        times, axis = self.schedule.times, self.axis
        open_ends = times.early_finish[self.network.state != DONE]
        chain = int(max(open_ends.max(initial=self.base), axis.position(self.plan.opening))) - self.base
        ends = [finish - self.base for _, _, finish in self.fixed]
        work = (self.needs * self.network.length[:, None]).sum(axis=0)
        most = np.array([max(resource.capacity, 1) for resource in self.resources], np.int64)
        load = int((work / most).max(initial=0)) if len(most) else 0
        thin = 1 if axis.tables is None else 2
        slots = max([chain, *ends]) + 60 + load * 2 * thin
        return slots * stretch

    def _available(self) -> Ints:
        """Capacity by resource and slot, calendars and absences taken out."""
        per_day = self.axis.slots_per_day
        days = -(-self.horizon // per_day)
        dates = [self.axis.date_from(self.base + day * per_day) for day in range(days)]
        rows = [self._row(resource, dates) for resource in self.resources]
        found = np.array(rows, np.int64).reshape(len(rows), -1)
        return found[:, : self.horizon] if rows else np.zeros((0, self.horizon), np.int64)

    def _row(self, resource: Resource, dates: list[dt.date]) -> list[int]:
        per_day, hours_per_day = self.axis.slots_per_day, self.plan.hours_per_day
        calendar = resource.calendar
        row: list[int] = []
        for date in dates:
            most = resource.capacity if calendar is None or calendar.is_working(date) else 0
            slots = [most] * per_day
            for busy in resource.busy:
                if busy.first <= date <= busy.last:
                    taken = most if busy.amount is None else busy.amount
                    hours = hours_per_day if busy.hours is None else busy.hours
                    blocked = min(hours, per_day) if per_day > 1 else int(2 * hours >= hours_per_day)
                    slots[:blocked] = [max(0, left - taken) for left in slots[:blocked]]
            row += slots
        return row

    def case(self) -> Case:
        network, places = self.network, self.places
        capacity, works = self._capacity_and_absence()
        row, rows = self._rows(works)
        arcs, waits = self._arcs()
        floor, ceiling = self._bounds()
        ends = ceiling[ceiling < self.axis.far]
        end = int(ends.max(initial=self.base + 1))
        tail = np.where(ceiling < self.axis.far, end - ceiling, -self.horizon)
        none = np.zeros(len(waits), np.int64)
        base_row = np.full(len(waits), len(rows) - 1 if len(rows) else 0)
        instance = Instance(
            np.concatenate([network.length[places], np.array(waits, np.int64)]),
            np.concatenate([self.needs[places], np.zeros((len(waits), len(self.resources)), np.int64)]),
            capacity,
            arcs,
            np.concatenate([np.maximum(floor - self.base, 0), none]),
            np.concatenate([tail, none - self.horizon]),
            np.concatenate([row, base_row]) if len(rows) else None,
            rows if len(rows) else None,
        )
        after = np.concatenate([network.after_opening[places], none.astype(bool)])
        target = end - self.base
        late = max([0, *(finish - int(network.ceiling[place]) for place, _, finish in self.fixed)])
        return Case(instance, self.base, places, after, target, late, self.fixed, self.available, self.resources)

    def _capacity_and_absence(self) -> tuple[Ints, Flags]:
        """Capacity as the solver sees it: an absence that interrupts is no shortage but a pause."""
        capacity = self.available.copy()
        works = np.ones(capacity.shape, bool)
        for number, resource in enumerate(self.resources):
            if resource.interrupts:
                works[number] = capacity[number] > 0
                capacity[number, ~works[number]] = resource.capacity
        for place, start, finish in self.fixed:
            taken = slice(start - self.base, finish - self.base)
            capacity[:, taken] = np.maximum(capacity[:, taken] - self.needs[place][:, None], 0)
        return capacity, works

    def _rows(self, works: Flags) -> tuple[Ints, Flags]:
        """Each task's calendar with the absences of those it needs; no rows when every slot is worked."""
        tables = self.axis.tables
        absent = np.flatnonzero(~works.all(axis=1))
        if tables is None and not len(absent):
            return np.zeros(len(self.places), np.int64), np.zeros((0, self.horizon), bool)
        numbers: dict[tuple[int, ...], int] = {}
        chosen = []
        for place in self.places.tolist():
            who = tuple(absent[self.needs[place, absent] > 0].tolist())
            calendar = int(self.network.row[place]) if tables is not None else BASE
            chosen.append(numbers.setdefault((calendar, *who), len(numbers)))
        numbers.setdefault((BASE, -1), len(numbers))
        rows = np.ones((len(numbers), self.horizon), bool)
        for (calendar, *resources), number in numbers.items():
            if tables is not None:
                before = tables.before[calendar, self.base : self.base + self.horizon + 1]
                rows[number, : len(before) - 1] = np.diff(before) > 0
            for resource in resources:
                if resource >= 0:
                    rows[number] &= works[resource]
        return np.array(chosen, np.int64), rows

    def _arcs(self) -> tuple[Arcs, list[int]]:
        """Links between tasks that move. On an axis of all days a lag becomes a wait in the plan's calendar."""
        links = self.network.links
        item = np.full(len(self.plan.tasks), -1)
        item[self.places] = np.arange(len(self.places))
        before, after = item[links.sources], item[links.targets]
        kept = (before >= 0) & (after >= 0)
        arcs = Arcs(before[kept], after[kept], links.from_start[kept], links.to_finish[kept], links.lag[kept].copy())
        if self.axis.tables is None:
            return arcs, []
        lagged = np.flatnonzero(arcs.lag > 0)
        first = len(self.places)
        waits = np.arange(first, first + len(lagged))
        flags = np.zeros(len(lagged), bool)
        lengths = arcs.lag[lagged].tolist()
        plain = np.ones(len(arcs.lag), bool)
        plain[lagged] = False
        none = np.zeros(len(lagged), np.int64)
        return Arcs(
            np.concatenate([arcs.before[plain], arcs.before[lagged], waits]),
            np.concatenate([arcs.after[plain], waits, arcs.after[lagged]]),
            np.concatenate([arcs.from_start[plain], arcs.from_start[lagged], flags]),
            np.concatenate([arcs.to_finish[plain], flags, arcs.to_finish[lagged]]),
            np.concatenate([arcs.lag[plain], none, none]),
        ), lengths

    def _bounds(self) -> tuple[Ints, Ints]:
        """From and until when each moving task may be done, what does not move taken into account."""
        network, axis, links = self.network, self.axis, self.network.links
        floor, ceiling = network.floor.copy(), network.ceiling.copy()
        start = {place: begin for place, begin, _ in self.fixed}
        finish = {place: end for place, _, end in self.fixed}
        for number in np.flatnonzero(np.isin(links.sources, list(start))).tolist():
            fixed, other = int(links.sources[number]), links.targets[[number]]
            left = np.array([start[fixed] if links.from_start[number] else finish[fixed]])
            held = axis.advance(left, links.lag[[number]])
            if links.to_finish[number]:
                held = axis.start_for(held, network.length[other], network.row[other])
            floor[other] = np.maximum(floor[other], held)
        for number in np.flatnonzero(np.isin(links.targets, list(start))).tolist():
            fixed, other = int(links.targets[number]), links.sources[[number]]
            right = np.array([finish[fixed] if links.to_finish[number] else start[fixed]])
            held = axis.retreat(right, links.lag[[number]])
            if links.from_start[number]:
                held = axis.finish(held, network.length[other], network.row[other])
            ceiling[other] = np.minimum(ceiling[other], held)
        return floor[self.places], ceiling[self.places]
