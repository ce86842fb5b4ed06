"""Parts of the planner's pages."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from luzhi.common.tables import render_chip
from luzhi.plans.models import Task
from luzhi.plans.workflow import TASK

register = template.Library()


@register.simple_tag
def task_chip(task: Task) -> SafeString:
    """The state of a task, in words and colour."""
    state = TASK.states[task.state]
    return render_chip(state.label, state.tone)


@register.simple_tag(takes_context=True)
def may_plan(context: dict[str, Any]) -> bool:
    """Whether the reader may type and apply plans."""
    actor = context.get("actor")
    return actor is not None and actor.may("plans.board.change")
