"""Parts of pages drawn by this app."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from luzhi.plans.models import Plan, Task
from luzhi.plans.workflow import TaskState


def find_broken(plan: Plan) -> list[tuple[Task, list[str]]]:
    """Open tasks that break one of the plan's promises, each with the sentences that say so."""
    found = []
    for task in plan.tasks.exclude(state__in=[TaskState.DONE, TaskState.DROPPED]).order_by("ends_on", "pk"):
        why = []
        if plan.needs_owner and not task.owner_id:
            why.append(_("no person responsible"))
        if plan.needs_due_day and not task.ends_on:
            why.append(_("no due day"))
        if plan.counted_back and plan.opens_on and task.ends_on and task.ends_on > plan.opens_on:
            why.append(_("due after the opening day"))
        if why:
            found.append((task, why))
    return found


def draw_broken_rules(request: Any, plan: Plan) -> str:
    """What the plan promises and which tasks do not keep to it."""
    context = {"plan": plan, "broken": find_broken(plan), "tasks": plan.tasks.count()}
    return render_to_string("plans/_promises.html", context)
