"""Tasks as entries of a calendar: a person's own, and those of a team."""

from datetime import date

from django.db.models import QuerySet

from luzhi.access.actors import Actor
from luzhi.common.feeds import SOURCES, Due
from luzhi.plans.models import Task, Workstream
from luzhi.plans.workflow import TaskState
from luzhi.records.kinds import KINDS

MOST = 1000


def find_dues(actor: Actor) -> list[Due]:
    """A person's own tasks."""
    return as_dues(Task.objects.filter(owner_id__in=actor.person_ids, body_id=actor.body_id))


def find_team_dues(team: Workstream) -> list[Due]:
    """The tasks of a line of action, whoever has them."""
    return as_dues(Task.objects.filter(workstream=team))


def as_dues(tasks: QuerySet[Task]) -> list[Due]:
    found = tasks.exclude(state=TaskState.DROPPED).select_related("plan").order_by("starts_on", "pk")[:MOST]
    return [
        Due(
            f"task-{task.pk}", f"{task.name} · {task.plan.title}", task.starts_on, last_day(task), task.version,
            task.updated_at, task.done_when, KINDS["plans.task"].url(task.pk),
        )
        for task in found
        if task.starts_on is not None
    ]  # fmt: skip


def last_day(task: Task) -> date:
    return task.ends_on or task.starts_on or date.min


SOURCES.append(find_dues)
