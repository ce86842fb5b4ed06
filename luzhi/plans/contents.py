"""What a version holds of a plan besides its days: each task's own entries and what it waits for; read and put back."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.plans.models import Link, Need, Plan, Task
from luzhi.plans.workflow import UNFINISHED, TaskState
from luzhi.records.services import change_record
from luzhi.workflow.engine import perform

DAYS = ("earliest_on", "latest_on", "fixed_on")
ENTRIES = (
    "name", "position", "workstream_id", "owner_id", "place_id", "duration", "in_hours", "is_gate", "locked",
    "done_when",
)  # fmt: skip


def read_content(plan: Plan) -> dict[str, Any]:
    """Entries of all tasks by number, their links and needs, as plain data."""
    rows = Task.objects.filter(plan=plan).exclude(state=TaskState.DROPPED).values("pk", *ENTRIES, *DAYS)
    return {
        "tasks": {
            str(row["pk"]): {name: row[name] for name in ENTRIES}
            | {name: row[name].isoformat() if row[name] else "" for name in DAYS}
            for row in rows
        },
        # In one order whatever the database, so that two versions alike compare alike.
        "links": sorted(map(list, Link.objects.filter(task__plan=plan).values_list("task", "holds", "kind", "lag"))),
        "needs": sorted(map(list, Need.objects.filter(task__plan=plan).values_list("task", "resource", "amount"))),
    }


def restore_content(plan: Plan, content: dict[str, Any], *, by: Actor) -> None:
    """Make the unfinished tasks of a plan what the content says; versions of before it was kept change nothing."""
    if not content:
        return
    wanted = content["tasks"]
    for task in Task.objects.filter(plan=plan):
        entries = wanted.get(str(task.pk))
        if entries is None:
            if task.state in UNFINISHED:
                perform(task, "drop", by=by, reason=_("not in the version gone back to"))
            continue
        present = perform(task, "restore", by=by) if task.state == TaskState.DROPPED else task
        if present.state != TaskState.DONE:
            values = {
                **entries,
                **{name: date.fromisoformat(entries[name]) if entries[name] else None for name in DAYS},
            }
            if any(getattr(present, name) != value for name, value in values.items()):
                change_record(present, values, by=by, seen_version=present.version)
    kept = set(Task.objects.filter(plan=plan).values_list("pk", flat=True))
    Link.objects.filter(task__plan=plan).delete()
    Need.objects.filter(task__plan=plan).delete()
    Link.objects.bulk_create(
        Link(task_id=task, holds_id=holds, kind=kind, lag=lag)
        for task, holds, kind, lag in content["links"]
        if {task, holds} <= kept
    )
    Need.objects.bulk_create(
        Need(task_id=task, resource_id=resource, amount=amount)
        for task, resource, amount in content["needs"]
        if task in kept
    )
