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

    from luzhi.core.backplan.axis import Ints
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
    known: dict[int, Chain] = schedule.__dict__.setdefault("_chains", {})
    if end not in known:
        known[end] = _find_chain(schedule, end)
    return known[end]


def _find_chain(schedule: Schedule, end: int) -> Chain:
    network, times, passes = schedule.network, schedule.times, schedule.passes
    into: dict[int, list[tuple[int, int]]] | None = schedule.__dict__.get("_pushing")
    if into is None:
        pushed = passes.pushed(times.early_start, network.length, network.links)
        tight = np.flatnonzero(pushed == times.early_start[passes.targets])
        into = schedule.__dict__["_pushing"] = _steps(
            passes.targets[tight], passes.sources[tight], network.links.number[network.order.links[tight]]
        )
    floor = network.axis.start(network.floor, network.row)
    first, came = _walk(end, lambda place: bool(times.early_start[place] == floor[place]), into)
    tasks, links = [first], []
    while tasks[-1] != end:
        following, link = came[tasks[-1]]
        tasks.append(following)
        links.append(link)
    days_late = schedule.days(int(schedule.late[end]))
    anchor = _anchor(schedule, first)
    return Chain(tuple(network.keys(tasks)), tuple(links), anchor, _deadline(schedule, end), days_late)


def _deadline(schedule: Schedule, place: int) -> dt.date:
    """The day by which a task must be finished: the opening itself, or the last day its own date allows."""
    axis, ceiling = schedule.network.axis, int(schedule.times.ceiling[place])
    return schedule.plan.opening if ceiling == axis.position(schedule.plan.opening) else axis.date_until(ceiling)


def _steps(at: Ints, to: Ints, links: Ints) -> dict[int, list[tuple[int, int]]]:
    """Where one can step from each place, and by which link."""
    found: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for place, other, link in zip(at.tolist(), to.tolist(), links.tolist(), strict=True):
        found[place].append((other, link))
    return dict(found)


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
    network = schedule.network
    place = network.place[key]
    task, row = schedule.plan.tasks[place], schedule.of(key)
    if network.state[place] == DONE:
        return Reason("done", {"on": task.actual_finish})
    days = schedule.days(int(schedule.floats[place]))
    if days > NEAR_DAYS:
        return Reason("has_float", {"days": days, "latest": row.latest_start})
    end, following = _limits(schedule)[place]
    ahead = network.keys([following])[0] if following >= 0 else ""
    params: dict[str, object] = {"end": network.keys([end])[0], "deadline": _deadline(schedule, end), "next": ahead}
    if days < 0:
        chain = chain_to(schedule, end)
        return Reason("late", {**params, "days": -days, "tasks": chain.tasks})
    return Reason("near", {**params, "days": days}) if days else Reason("no_float", params)


def _limits(schedule: Schedule) -> list[tuple[int, int]]:
    """For each place the task whose date decides how late it may be, and the next one on the shortest way there.

    Found for all tasks at once, from those ends backwards; the next one is -1 for an end.
    """
    known: list[tuple[int, int]] | None = schedule.__dict__.get("_limits")
    if known is not None:
        return known
    network, times, passes = schedule.network, schedule.times, schedule.passes
    pulled = passes.pulled(times.late_start, network.length, network.links)
    tight = np.flatnonzero(pulled == times.late_start[passes.sources])
    back = _steps(passes.targets[tight], passes.sources[tight], tight)
    is_held = np.zeros(len(times.ceiling), bool)
    is_held[passes.sources[tight]] = True
    found = [(place, -1) for place in range(len(is_held))]
    queue = deque(np.flatnonzero(~is_held).tolist())
    while queue:
        place = queue.popleft()
        for other, _ in back.get(place, ()):
            if is_held[other]:
                is_held[other] = False
                found[other] = found[place][0], place
                queue.append(other)
    schedule.__dict__["_limits"] = found
    return found
