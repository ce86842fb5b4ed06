"""A plan counted back: for each task its earliest and latest days, its float, and what cannot be kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from luzhi.core.backplan.network import DONE, RUNNING, Network, compile_plan
from luzhi.core.backplan.passes import Passes
from luzhi.core.backplan.plan import TaskState

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from luzhi.core.backplan.axis import Ints
    from luzhi.core.backplan.network import Flags
    from luzhi.core.backplan.passes import Times
    from luzhi.core.backplan.plan import Plan


@dataclass(frozen=True, slots=True)
class TaskTimes:
    """One task in a counted-back plan. All days are included days: a task may start and finish on the same day.

    ``float_days`` are working days between earliest and latest, of the task's own calendar; none once it is
    done. Below zero the plan cannot be kept (``is_impossible``). A running task's start is what happened.
    """

    key: str
    state: TaskState
    earliest_start: dt.date
    earliest_finish: dt.date
    latest_start: dt.date
    latest_finish: dt.date
    float_days: float | None

    @property
    def is_critical(self) -> bool:
        return self.float_days is not None and self.float_days <= 0

    @property
    def is_impossible(self) -> bool:
        return self.float_days is not None and self.float_days < 0


class Schedule:
    """A plan with both its passes done."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.plan: Plan = network.plan
        self.passes = Passes(network)
        self.times: Times = self.passes.run()
        self._days: dict[int, dt.date] = {}

    @cached_property
    def floats(self) -> Ints:
        """Slots between earliest and latest start of each task; 0 for what is done."""
        return self.floats_of(self.times)

    def floats_of(self, times: Times) -> Ints:
        network = self.network
        slots = network.axis.between(times.early_start, times.late_start, network.row)
        return np.where(network.state == DONE, 0, slots)

    @cached_property
    def late(self) -> Ints:
        """Slots by which each task misses its own date, the opening, or the end of the plan; 0 when kept."""
        return self.late_of(self.times)

    def late_of(self, times: Times) -> Ints:
        network = self.network
        over = network.axis.between(times.ceiling, times.early_finish, network.row)
        return np.where(network.state == DONE, 0, np.maximum(over, 0))

    @property
    def days_late(self) -> float:
        """Working days by which the plan as a whole misses the date it misses worst; 0 when all are kept."""
        return self.days(int(self.late.max(initial=0)))

    @property
    def impossible(self) -> list[str]:
        """Tasks with negative float, worst first."""
        bad = np.flatnonzero(self.floats < 0)
        return self.network.keys(bad[np.argsort(self.floats[bad], kind="stable")].tolist())

    @property
    def critical(self) -> list[str]:
        """Tasks without float, in the plan's order."""
        return self.network.keys(np.flatnonzero((self.floats <= 0) & self.open).tolist())

    @property
    def open(self) -> Flags:
        found: Flags = self.network.state != DONE
        return found

    def days(self, slots: int) -> float:
        """Slots as working days; whole numbers where the plan is in days."""
        per_day = self.network.axis.slots_per_day
        return slots if per_day == 1 else slots / per_day

    def of(self, key: str) -> TaskTimes:
        """The times of one task."""
        return self._row(self.network.place[key])

    def rows(self) -> Iterator[TaskTimes]:
        """The times of all tasks in the plan's order."""
        return (self._row(place) for place in range(len(self.plan.tasks)))

    def _row(self, place: int) -> TaskTimes:
        task, times, axis = self.plan.tasks[place], self.times, self.network.axis
        if task.duration == 0 and task.state is TaskState.OPEN:
            early = self.milestone(place, int(times.early_start[place]))
            late = self.milestone(place, int(times.late_start[place]), latest=True)
            return TaskTimes(task.key, task.state, early, early, late, late, self.days(int(self.floats[place])))
        if task.state is TaskState.DONE:
            finish = task.actual_finish or self.plan.today
            start = task.actual_start or finish
            return TaskTimes(task.key, task.state, start, finish, start, finish, None)
        early_finish = self._until(int(times.early_finish[place]))
        late_finish = self._until(int(times.late_finish[place]))
        slack = self.days(int(self.floats[place]))
        if self.network.state[place] == RUNNING:
            start = task.actual_start or axis.date_from(int(times.early_start[place]))
            ends = max(start, early_finish), max(start, late_finish)
            return TaskTimes(task.key, task.state, start, ends[0], start, ends[1], slack)
        early_start = self._from(int(times.early_start[place]))
        late_start = self._from(int(times.late_start[place]))
        return TaskTimes(task.key, task.state, early_start, early_finish, late_start, late_finish, slack)

    def milestone(self, place: int, position: int, *, latest: bool = False) -> dt.date:
        """A milestone lies on its fixed day, or at the end of the day that leads up to it."""
        task = self.plan.tasks[place]
        fixed = self.plan.opening if task.key == self.plan.opening_task else task.fixed
        if fixed is not None and position == self.network.axis.position(fixed):
            return fixed
        by_itself = not latest and position == self.network.floor[place]
        return self._from(position) if by_itself else self._until(position)

    def _from(self, position: int) -> dt.date:
        found = self._days.get(position)
        if found is None:
            found = self._days[position] = self.network.axis.date_from(position)
        return found

    def _until(self, position: int) -> dt.date:
        return self._from(position - 1)


def count_back(plan: Plan) -> Schedule:
    """Check a plan, count back from its opening and forward from today; raises ``PlanError``."""
    return Schedule(compile_plan(plan))
