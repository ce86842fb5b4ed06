"""Ties the task's table to its model."""

from collections.abc import Iterable, Mapping

from django.db.models import Count, Q

from luzhi.plans.models import Task
from luzhi.plans.workflow import TASK, TaskState
from luzhi.workflow.engine import Binding, bind


def count_waiting(tasks: Iterable[Task]) -> Mapping[int, int]:
    """How many tasks that come first are not done, for any number of tasks in one query."""
    unfinished = Q(after__isnull=False) & ~Q(after__state__in=[TaskState.DONE, TaskState.DROPPED])
    rows = Task.objects.filter(pk__in=[task.pk for task in tasks]).annotate(n=Count("after", filter=unfinished))
    return dict(rows.values_list("pk", "n"))


bind(Binding(workflow=TASK, model=Task, facts_of=count_waiting))
