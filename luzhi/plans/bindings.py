"""Ties the task's table to its model: who owns it, what waits, what each step writes."""

from collections.abc import Iterable, Mapping

from django.db.models import Count, Q

from luzhi.access.actors import Actor
from luzhi.plans.forms import BegunForm, FinishedForm, ProgressForm, today
from luzhi.plans.models import Task
from luzhi.plans.workflow import OWNER, TASK, Before, TaskState
from luzhi.workflow.engine import Binding, Taken, bind


def count_waiting(tasks: Iterable[Task]) -> Mapping[int, Before]:
    """What must end first and is not done, for any number of tasks in one query."""
    unfinished = Q(held_by__kind="FS") & ~Q(held_by__holds__state__in=[TaskState.DONE, TaskState.DROPPED])
    rows = Task.objects.filter(pk__in=[task.pk for task in tasks]).annotate(
        unfinished=Count("held_by", filter=unfinished),
        gates=Count("held_by", filter=unfinished & Q(held_by__holds__is_gate=True)),
    )
    return {pk: Before(unfinished, gates) for pk, unfinished, gates in rows.values_list("pk", "unfinished", "gates")}


def roles_of(actor: Actor, task: Task) -> set[str]:
    """The person responsible and the helpers may report on their task."""
    mine = set(actor.person_ids)
    if not mine:
        return set()
    if task.owner_id in mine or task.helpers.filter(pk__in=mine).exists():
        return {OWNER}
    return set()


def note_start(taken: Taken) -> None:
    taken.obj.actual_start = taken.answers.get("on") or taken.obj.actual_start or today()
    taken.obj.save(update_fields=["actual_start"])


def note_progress(taken: Taken) -> None:
    taken.obj.remaining = taken.answers["remaining"]
    taken.obj.save(update_fields=["remaining"])


def note_finish(taken: Taken) -> None:
    """A task closed out without having been begun began on the day it was finished."""
    task, day = taken.obj, taken.answers.get("on") or today()
    task.actual_start = min(task.actual_start or day, day)
    task.actual_finish, task.remaining = day, 0
    task.proof = taken.answers.get("proof") or task.proof
    task.save(update_fields=["actual_start", "actual_finish", "remaining", "proof"])


def forget_finish(taken: Taken) -> None:
    taken.obj.actual_finish, taken.obj.remaining = None, None
    taken.obj.actual_start = taken.obj.actual_start or today()
    taken.obj.reopened += 1
    taken.obj.save(update_fields=["actual_finish", "remaining", "actual_start", "reopened"])


bind(
    Binding(
        workflow=TASK,
        model=Task,
        facts_of=count_waiting,
        roles_of=roles_of,
        effects={
            "note_start": note_start,
            "note_progress": note_progress,
            "note_finish": note_finish,
            "forget_finish": forget_finish,
        },
        forms={"begun": BegunForm, "progress": ProgressForm, "finished": FinishedForm},
    )
)
