"""Parts of the planner's pages."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from luzhi.common.tables import render_chip
from luzhi.plans.counting import NEAR, Line
from luzhi.plans.models import Check, Task
from luzhi.plans.workflow import TASK

register = template.Library()


@register.simple_tag
def task_chip(task: Task) -> SafeString:
    """The state of a task, in words and colour."""
    state = TASK.states[task.state]
    return render_chip(state.label, state.tone)


@register.simple_tag
def room(line: Line) -> SafeString:
    """How much room a task has: the days as a chip, the sentence beside it."""
    days = line.times.float_days
    if days is None:
        return format_html('<span class="help">{}</span>', line.why)
    text = ngettext("%(n)s day", "%(n)s days", int(days)) % {"n": f"{days:g}"}
    return format_html(
        '<span>{} <span class="help">{}</span></span>', render_chip(text, line.tone), line.why if days <= NEAR else ""
    )


@register.simple_tag(takes_context=True)
def may_plan(context: dict[str, Any]) -> bool:
    """Whether the reader may type and apply plans."""
    actor = context.get("actor")
    return actor is not None and actor.may("plans.board.change")


@register.simple_tag(takes_context=True)
def may_note(context: dict[str, Any], check: Check) -> bool:
    """Whether the reader may note that a recurring check was made."""
    actor = context.get("actor")
    return actor is not None and (actor.may("plans.board.change") or check.owner_id in actor.person_ids)
