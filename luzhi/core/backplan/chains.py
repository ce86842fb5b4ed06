"""Why a task is where it is, and which chain of tasks is to blame when the plan cannot be kept."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from luzhi.core.backplan.network import DONE, RUNNING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from luzhi.core.backplan.schedule import Schedule


class Anchor(StrEnum):
    """What a chain begins with."""

    TODAY = "today"
    """it cannot start before today"""
    RUNNING = "running"
    """it is being worked on; its rest counts from today"""
    DATE = "date"
    """a date of its own, or a task already done, holds it"""


@dataclass(frozen=True, slots=True)
class Chain:
    """Tasks that follow one another without a gap, from what begins it to the date it must keep.

    ``links`` are the places in the plan of the links between them. ``days_late`` is 0 for a critical chain that
    just keeps its date.
    """

    tasks: tuple[str, ...]
    links: tuple[int, ...]
    anchor: Anchor
    deadline: dt.date
    days_late: float


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence as a code and its values.

    Codes: ``done`` (on), ``late`` (days, deadline, end, tasks), ``no_float`` (end, deadline, next), ``near``
    (days, end, deadline, next) for up to five working days, ``has_float`` (days, latest).
    """

    code: str
    params: dict[str, object] = field(default_factory=dict)


NEAR_DAYS = 5


def blame(schedule: Schedule) -> Chain | None:
    """The shortest chain to the date that is missed worst; none when every date is kept."""
    late = schedule.late
    if not late.any():
        return None
    worst = np.flatnonzero(late == late.max())
    opening = schedule.network.place.get(schedule.plan.opening_task, -1)
    return chain_to(schedule, opening if opening in worst else int(worst[0]))


def chain_to(schedule: Schedule, end: int) -> Chain:
    """The chain with the fewest tasks that decides when the task at place ``end`` can finish."""
    network, times, passes = schedule.network, schedule.times, schedule.passes
    pushed = passes.pushed(times.early_start, network.length, network.links)
    tight = np.flatnonzero(pushed == times.early_start[passes.targets])
    into: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    numbers = network.links.number[network.order.links]
    for link in tight.tolist():
        into[int(passes.targets[link])].append((int(passes.sources[link]), int(numbers[link])))
    floor = network.axis.start(network.floor, network.row)
    first, came = _walk(end, lambda place: bool(times.early_start[place] == floor[place]), into)
    tasks, links = [first], []
    while tasks[-1] != end:
        following, link = came[tasks[-1]]
        tasks.append(following)
        links.append(link)
    deadline = schedule.network.axis.date_until(int(times.ceiling[end]))
    if times.ceiling[end] == network.axis.position(schedule.plan.opening):
        deadline = schedule.plan.opening
    days_late = schedule.days(int(schedule.late[end]))
    return Chain(tuple(network.keys(tasks)), tuple(links), _anchor(schedule, first), deadline, days_late)


def _walk(
    start: int, is_end: Callable[[int], bool], steps: dict[int, list[tuple[int, int]]]
) -> tuple[int, dict[int, tuple[int, int]]]:
    """Breadth first from ``start`` along ``steps`` to the first end; how each place was come to."""
    came: dict[int, tuple[int, int]] = {}
    queue, seen = deque([start]), {start}
    while queue:
        place = queue.popleft()
        if is_end(place) or not steps.get(place):
            return place, came
        for other, link in steps[place]:
            if other not in seen:
                seen.add(other)
                came[other] = (place, link)
                queue.append(other)
    return start, came


def _anchor(schedule: Schedule, place: int) -> Anchor:
    network = schedule.network
    if network.state[place] == RUNNING:
        return Anchor.RUNNING
    today = network.axis.start(np.array([network.axis.position(schedule.plan.today)]), network.row[[place]])
    return Anchor.TODAY if schedule.times.early_start[place] <= today[0] else Anchor.DATE


def why(schedule: Schedule, key: str) -> Reason:
    """Why a task is critical, or how much room it has, as one sentence."""
    network, times = schedule.network, schedule.times
    place = network.place[key]
    task, row = schedule.plan.tasks[place], schedule.of(key)
    if network.state[place] == DONE:
        return Reason("done", {"on": task.actual_finish})
    days = schedule.days(int(schedule.floats[place]))
    if days > NEAR_DAYS:
        return Reason("has_float", {"days": days, "latest": row.latest_start})
    end, following = _limit(schedule, place)
    held_by = network.keys([end])[0]
    deadline = schedule.plan.opening
    if times.ceiling[end] != network.axis.position(schedule.plan.opening):
        deadline = network.axis.date_until(int(times.ceiling[end]))
    params: dict[str, object] = {"end": held_by, "deadline": deadline, "next": following}
    if days < 0:
        chain = chain_to(schedule, end)
        return Reason("late", {**params, "days": -days, "tasks": chain.tasks})
    return Reason("near", {**params, "days": days}) if days else Reason("no_float", params)


def _limit(schedule: Schedule, place: int) -> tuple[int, str]:
    """The task whose date decides how late ``place`` may be, and the next task on the way there."""
    network, times, passes = schedule.network, schedule.times, schedule.passes
    pulled = passes.pulled(times.late_start, network.length, network.links)
    tight = np.flatnonzero(pulled == times.late_start[passes.sources])
    out: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for link in tight.tolist():
        out[int(passes.sources[link])].append((int(passes.targets[link]), link))
    end, came = _walk(place, lambda other: other not in out, out)
    step = end
    while step != place and came[step][0] != place:
        step = came[step][0]
    return end, network.keys([step])[0] if step != place else ""
