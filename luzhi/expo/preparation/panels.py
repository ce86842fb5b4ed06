"""The expo on its own page."""

from typing import Any

from django.template.loader import render_to_string

from luzhi.expo.models import Decision, Expo
from luzhi.plans.models import Workstream


def draw_expo_state(request: Any, expo: Expo) -> str:
    """The way to the expo's one-page state."""
    return render_to_string("expo/_to_front.html", {"expo": expo})


def draw_to_line(request: Any, line: Workstream) -> str:
    """The way from a line of action to its one page."""
    return render_to_string("expo/_to_line.html", {"line": line}) if request.actor.may("expo.front") else ""


def draw_to_task(request: Any, decision: Decision) -> str:
    """The way from a decision to its task, while there is none."""
    if decision.task_id or not request.actor.may("plans.task.add"):
        return ""
    return render_to_string("expo/_to_task.html", {"decision": decision})
