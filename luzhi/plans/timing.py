"""Timing counted from the opening: what was planned, what it really was."""

from dataclasses import dataclass
from datetime import date

from luzhi.core.calendar import prc_calendar
from luzhi.plans.models import Plan, Task
from luzhi.plans.workflow import TaskState


@dataclass(frozen=True)
class Timing:
    """One task: first and last day in working days from the opening (negative: before it), planned and real."""

    task: Task
    planned: tuple[int, int] | None
    real: tuple[int, int] | None
    took: int | None

    @property
    def slip(self) -> int | None:
        """How many working days later than planned it was finished."""
        return self.real[1] - self.planned[1] if self.planned and self.real else None


def read_timing(plan: Plan) -> list[Timing]:
    """Every task of a plan that is not dropped, in the list's order; empty without an opening day."""
    if plan.opens_on is None:
        return []
    tasks = Task.objects.filter(plan=plan).exclude(state=TaskState.DROPPED).select_related("workstream", "owner")
    return [time_task(task, plan.opens_on) for task in tasks.order_by("position", "pk")]


def time_task(task: Task, opens_on: date) -> Timing:
    calendar = prc_calendar()

    def offsets(first: date | None, last: date | None) -> tuple[int, int] | None:
        if first is None or last is None:
            return None
        return calendar.working_days_between(opens_on, first), calendar.working_days_between(opens_on, last)

    real = offsets(task.actual_start, task.actual_finish)
    return Timing(task, offsets(task.starts_on, task.ends_on), real, measure_length(task))


def measure_length(task: Task) -> int | None:
    """How many working days a finished task really took, both its first and last day counted."""
    if not (task.actual_start and task.actual_finish):
        return None
    return len(prc_calendar().working_dates(task.actual_start, task.actual_finish))
