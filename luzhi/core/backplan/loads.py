"""Who has how much to do on which day, where it is too much, and what would help most cheaply."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from luzhi.core.backplan.network import DONE
from luzhi.core.backplan.staffing import build_case, needs_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from luzhi.core.backplan.axis import Ints
    from luzhi.core.backplan.moves import Placement
    from luzhi.core.backplan.schedule import Schedule
    from luzhi.core.backplan.staffing import Case, Resource


@dataclass(frozen=True, slots=True)
class Load:
    """What one resource has to do on one day, against what it can."""

    resource: str
    day: dt.date
    amount: int
    capacity: int
    tasks: tuple[str, ...]

    @property
    def is_too_much(self) -> bool:
        return self.amount > self.capacity


class Help(StrEnum):
    """Kinds of relief for an overload."""

    HAND_OVER = "hand_over"
    """someone else takes these tasks"""
    MORE_HANDS = "more_hands"
    """one more of the resource for so many days"""
    MORE_TIME = "more_time"
    """the dates of these tasks move by so many working days, at least"""


@dataclass(frozen=True, slots=True)
class HelpOption:
    """One way to end an overload: the tasks it concerns and the working days it costs someone."""

    kind: Help
    tasks: tuple[str, ...]
    days: float


@dataclass(frozen=True, slots=True)
class Overload:
    """Days in which a resource must do more than it can, whatever the order: a proof, not an estimate.

    All ``tasks`` must by their links and dates lie between ``first`` and ``last``; together they need
    ``days_needed`` of the resource, and it has ``days_available``. ``help`` is sorted, the cheapest first.
    """

    resource: str
    first: dt.date
    last: dt.date
    days_needed: float
    days_available: float
    tasks: tuple[str, ...]
    help: tuple[HelpOption, ...]


def daily_loads(schedule: Schedule, resources: Sequence[Resource], placements: Mapping[str, Placement]) -> list[Load]:
    """What each resource has to do on each day from today, by the days ``placements`` gives the open tasks."""
    case = build_case(schedule, resources)
    known = {resource.key: number for number, resource in enumerate(resources)}
    amounts: defaultdict[tuple[int, dt.date], int] = defaultdict(int)
    tasks: defaultdict[tuple[int, dt.date], list[str]] = defaultdict(list)
    for place, task in enumerate(schedule.plan.tasks):
        if schedule.network.state[place] == DONE or not task.rest:
            continue
        calendar = schedule.plan.calendars.get(task.calendar, schedule.plan.calendar)
        first = max(placements[task.key].start, schedule.plan.today)
        days = calendar.working_dates(first, placements[task.key].finish)
        for key, amount in needs_of(task, known).items():
            for day in days:
                amounts[known[key], day] += amount
                tasks[known[key], day].append(task.key)
    found = []
    for (number, day), amount in sorted(amounts.items(), key=lambda item: (item[0][0], item[0][1])):
        capacity = _capacity_on(schedule, case, number, day)
        found.append(Load(resources[number].key, day, amount, capacity, tuple(tasks[number, day])))
    return found


def _capacity_on(schedule: Schedule, case: Case, number: int, day: dt.date) -> int:
    """The most a resource can carry on a day; on days the axis does not know, all it has."""
    axis = schedule.network.axis
    begin, end = axis.position(day) - case.base, axis.end_position(day) - case.base
    row = case.available[number, begin:end]
    return int(row.max()) if len(row) else case.resources[number].capacity


def overloads(schedule: Schedule, resources: Sequence[Resource]) -> list[Overload]:
    """Resources that cannot do what links and dates demand of them, worst first; one entry each.

    Takes for each task the time between its earliest start and its latest finish, and looks for days between
    which the work that must lie there exceeds what the resource can do (energetic reasoning, Erschler 1976).
    """
    case = build_case(schedule, resources)
    found = []
    for number, resource in enumerate(resources):
        worst = _worst_window(schedule, case, number)
        if worst is not None:
            found.append((worst[0], _describe(schedule, case, resource, number, worst)))
    return [overload for _, overload in sorted(found, key=lambda pair: -pair[0])]


Window = tuple[int, int, int, "Ints"]
"""Excess in slots, first slot, end slot, places of the tasks that must lie between."""


def _worst_window(schedule: Schedule, case: Case, number: int) -> Window | None:
    times, network = schedule.times, schedule.network
    users = case.places[case.instance.needs[: len(case.places), number] > 0]
    if not len(users):
        return None
    known = {resource.key: position for position, resource in enumerate(case.resources)}
    key = case.resources[number].key
    amounts = np.array([needs_of(schedule.plan.tasks[place], known)[key] for place in users.tolist()])
    work = network.length[users] * amounts
    first = times.early_start[users] - case.base
    # a task that is late by links alone may take the time it needs: lateness is not overload
    last = np.maximum(times.late_finish[users], times.early_finish[users]) - case.base
    room = np.concatenate(([0], np.cumsum(_free(case, number))))
    order = np.argsort(last, kind="stable")
    best: Window | None = None
    for begin in np.unique(first).tolist():
        inside = order[first[order] >= begin]
        needed = np.cumsum(work[inside])
        ends = np.clip(last[inside], 0, len(room) - 1)
        excess = needed - (room[ends] - room[begin])
        # of tasks with one end only the last sum counts them all
        whole = np.append(ends[1:] != ends[:-1], [True])
        excess = np.where(whole, excess, 0)
        worst = int(excess.argmax())
        if excess[worst] > 0 and (best is None or excess[worst] >= best[0]):
            best = int(excess[worst]), begin, int(ends[worst]), users[inside[: worst + 1]]
    return best


def _free(case: Case, number: int) -> Ints:
    """What a resource can do in each slot, the tasks that do not move taken out."""
    free: Ints = np.minimum(case.available[number], case.instance.capacity[number])
    return free


def _describe(schedule: Schedule, case: Case, resource: Resource, number: int, window: Window) -> Overload:
    excess, begin, end, places = window
    axis, days = schedule.network.axis, schedule.days
    available = int(_free(case, number)[begin:end].sum())
    keys = schedule.network.keys(places.tolist())
    work = dict(zip(keys, schedule.network.length[places].tolist(), strict=True))
    helps = [
        _hand_over(schedule, work, excess),
        HelpOption(Help.MORE_HANDS, tuple(keys), days(excess)),
        HelpOption(Help.MORE_TIME, tuple(keys), days(-(-excess // max(resource.capacity, 1)))),
    ]
    return Overload(
        resource.key,
        axis.date_from(begin + case.base),
        axis.date_until(end + case.base),
        days(available + excess),
        days(available),
        tuple(keys),
        tuple(sorted(helps, key=lambda option: option.days)),
    )


def _hand_over(schedule: Schedule, work: Mapping[str, int], excess: int) -> HelpOption:
    """The smallest single task that is enough, or the largest ones until it is enough."""
    enough = [key for key, slots in work.items() if slots >= excess]
    if enough:
        chosen = [min(enough, key=lambda key: work[key])]
    else:
        chosen = []
        for key in sorted(work, key=lambda key: -work[key]):
            if sum(work[other] for other in chosen) < excess:
                chosen.append(key)
    return HelpOption(Help.HAND_OVER, tuple(chosen), schedule.days(sum(work[key] for key in chosen)))
