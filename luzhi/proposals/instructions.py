"""What follows written instructions: steps of the follow-up, and the alarm when a day has passed."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.access.roles import Role
from luzhi.common.audit import record_event
from luzhi.handling.notices import tell_officers, tell_roles
from luzhi.proposals.key_workflow import UNIT
from luzhi.proposals.models import InstructionTask
from luzhi.workflow.engine import Taken


def roles_on(actor: Actor, obj: Any) -> set[str]:
    """An officer of the unit that has to do it."""
    return {UNIT} if actor.serves(obj.unit_id) else set()


def note_result(taken: Taken) -> None:
    """What was done is the reason that was given; the day of the end is today, none while it is open."""
    task: InstructionTask = taken.obj
    task.done_on = timezone.localdate() if task.state in ("done", "dropped") else None
    if task.state != "open":
        task.result = taken.reason
    task.save(update_fields=["done_on", "result", "updated_at"])


def note_late_tasks(today: dt.date | None = None) -> int:
    """Write once, for each follow-up past its day, since when; tell the unit and the office. How many were new."""
    day = today or timezone.localdate()
    late = InstructionTask.objects.filter(state="open", act_by__lt=day, overdue_on=None).select_related("unit")
    found = 0
    for task in late.iterator(chunk_size=500):
        if task.act_by is None:
            continue
        since = task.act_by + dt.timedelta(days=1)
        with transaction.atomic():
            if not InstructionTask.objects.filter(pk=task.pk, overdue_on=None).update(overdue_on=since):
                continue
            record_event(actor=None, verb="overdue", obj=task, changes={"overdue_on": [None, str(since)]})
            raise_alarm(task)
        found += 1
    return found


def raise_alarm(task: InstructionTask) -> None:
    def write() -> str:
        return _("%(unit)s was to do by %(day)s, after a written instruction: %(task)s") % {
            "unit": task.unit, "day": f"{task.act_by:%Y-%m-%d}", "task": task,
        }  # fmt: skip

    tell_officers(task.unit_id, "instruction.overdue", task, write)
    tell_roles(task, (Role.STAFF,), "instruction.overdue", write)
