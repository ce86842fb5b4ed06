"""The plan with people as they are: owners, rooms and crews that cannot be in two places.

``level(schedule, resources)`` finds days for all open tasks that respect capacity, absence, links and dates,
counted back from the opening: everything as late as the opening allows. When people do not suffice it says by how
many working days the dates are missed at least, and at best.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from luzhi.core.backplan.evolution import NEVER
from luzhi.core.backplan.generator import build, lay_out, list_by
from luzhi.core.backplan.moves import Placement
from luzhi.core.backplan.network import DONE
from luzhi.core.backplan.solver import Solution, solve
from luzhi.core.backplan.staffing import Case, build_case

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from luzhi.core.backplan.axis import Ints
    from luzhi.core.backplan.schedule import Schedule
    from luzhi.core.backplan.staffing import Resource

LONGER = 4
"""How often the horizon is doubled before a plan counts as one that never ends."""


@dataclass(frozen=True)
class Leveled:
    """A plan that its people can carry.

    ``days_late`` is by how many working days the worst date is missed, 0 when all are kept; ``days_late_bound``
    is what no better plan could go below: when both are equal, it is proven (``is_proven``).
    """

    placements: dict[str, Placement]
    days_late: float
    days_late_bound: float
    waits: dict[str, float]
    """working days by which people, not links, make a task later than it could be"""
    solution: Solution
    first: tuple[float, float]
    """after how many seconds the first plan was there, and by how many working days it was late"""

    @property
    def is_feasible(self) -> bool:
        return self.days_late == 0

    @property
    def is_proven(self) -> bool:
        return self.days_late == self.days_late_bound


def level(
    schedule: Schedule, resources: Sequence[Resource], seconds: float = 2.0, *, workers: int = 2, seed: int = 1
) -> Leveled:
    """Find days for all open tasks within the capacity of ``resources``; raises ``PlanError``."""
    for attempt in range(LONGER):
        case = build_case(schedule, resources, stretch=2**attempt)
        solution = solve(case.instance, seconds, target=case.target, workers=workers, seed=seed)
        if solution.objective < NEVER:
            break
    else:
        raise schedule.network.axis.beyond()
    starts, finishes = _count_back(case, solution)
    return Leveled(
        _placements(schedule, case, starts, finishes),
        schedule.days(max(case.fixed_late, solution.objective - case.target)),
        schedule.days(max(case.fixed_late, solution.bound - case.target)),
        _waits(schedule, case, solution),
        solution,
        _first(schedule, case, solution),
    )


def _first(schedule: Schedule, case: Case, solution: Solution) -> tuple[float, float]:
    seconds, objective = solution.trace[0] if solution.trace else (0.0, solution.objective)
    return seconds, schedule.days(max(case.fixed_late, objective - case.target))


def _count_back(case: Case, solution: Solution) -> tuple[Ints, Ints]:
    """Every task as late as its date allows, or where it must be later, there; what follows the opening, early."""
    instance = case.instance
    starts = solution.starts
    finishes = _finishes(case, starts)
    if not instance.size:
        return starts, finishes
    limit = np.maximum(case.target - instance.tail, finishes)
    side = lay_out(replace(instance, tail=instance.horizon - limit), backward=True)
    tasks, ends = np.zeros(instance.size, np.int64), np.zeros(2 * instance.size, np.int64)
    list_by(side, instance.horizon - finishes, tasks)
    fits = build(side, tasks, 0, ends)
    late_start = instance.horizon - ends[instance.size :]
    # a link that lets its second task lie before its first may push a task to the left: then keep what is known
    if not fits or (late_start < starts).any():
        return starts, finishes
    late_finish = instance.horizon - ends[: instance.size]
    early = case.after_opening
    return np.where(early, starts, late_start), np.where(early, finishes, late_finish)


def _finishes(case: Case, starts: Ints) -> Ints:
    """Where tasks end that begin at ``starts``, each in its own calendar."""
    instance = case.instance
    if instance.works is None or instance.row is None:
        return starts + instance.length
    finishes = starts.copy()
    for row in np.unique(instance.row):
        places = np.flatnonzero(instance.works[row])
        tasks = np.flatnonzero((instance.row == row) & (instance.length > 0))
        ranks = np.searchsorted(places, starts[tasks]) + instance.length[tasks] - 1
        finishes[tasks] = places[np.minimum(ranks, len(places) - 1)] + 1
    return finishes


def _placements(schedule: Schedule, case: Case, starts: Ints, finishes: Ints) -> dict[str, Placement]:
    network, axis = schedule.network, schedule.network.axis
    found: dict[int, tuple[dt.date, dt.date]] = {}
    for item, place in enumerate(case.places.tolist()):
        if schedule.plan.tasks[place].duration == 0:
            day = schedule.milestone(place, int(starts[item]) + case.base, latest=True)
            found[place] = day, day
        else:
            first, last = int(starts[item]) + case.base, int(finishes[item]) + case.base
            found[place] = axis.date_from(first), axis.date_until(last)
    for place, start, finish in case.fixed:
        begun = schedule.plan.tasks[place].actual_start
        found[place] = begun or axis.date_from(start), axis.date_until(max(finish, start + 1))
    placements = {}
    for place, task in enumerate(schedule.plan.tasks):
        if network.state[place] == DONE:
            row = schedule.of(task.key)
            placements[task.key] = Placement(task.owner, row.earliest_start, row.earliest_finish)
        else:
            placements[task.key] = Placement(task.owner, *found[place])
    return placements


def _waits(schedule: Schedule, case: Case, solution: Solution) -> dict[str, float]:
    """Tasks that the earliest plan within capacity starts later than links and dates alone would."""
    keys = schedule.network.keys(case.places.tolist())
    early = schedule.times.early_start[case.places] - case.base
    delays = solution.starts[: len(keys)] - early
    return {key: schedule.days(int(delay)) for key, delay in zip(keys, delays, strict=True) if delay > 0}
