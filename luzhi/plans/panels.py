"""Parts of pages drawn by this app."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from luzhi.plans.counting import CountedPlan
from luzhi.plans.models import Plan, Task
from luzhi.plans.pictures import Bar
from luzhi.plans.tables import sort_lines
from luzhi.plans.versions import place_tasks
from luzhi.plans.workflow import TaskState

MOST_CHAIN = 400


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


def make_bars(counted: CountedPlan) -> list[Bar]:
    """The rows of the chart: tasks under the heading of their line of action, where the plan now puts them."""
    placed = place_tasks(counted)
    bars: list[Bar] = []
    heading: int | None = -1
    for line in sort_lines(counted.lines):
        task, times = line.task, line.times
        if task.workstream_id != heading:
            heading = task.workstream_id
            if task.workstream:
                bars.append(Bar(str(task.workstream), "", counted.today, counted.today, "plain", heading=True))
        place = placed[str(task.pk)]
        told = (task.starts_on, task.ends_on or task.starts_on) if task.starts_on else None
        bars.append(
            Bar(
                task.name,
                f"/tasks/{task.pk}/",
                place.start,
                place.finish,
                line.tone,
                early=times.earliest_start,
                began=task.actual_start,
                told=told,
                milestone=task.duration == 0,
                why=line.why,
                key=task.pk,
            )
        )
    return bars


def find_critical_links(counted: CountedPlan) -> list[tuple[int, int]]:
    """Links between tasks without room of which the second begins when the first is over."""
    critical = counted.critical
    return [
        (tie.holds_id, tie.task_id)
        for tie in counted.links
        if tie.kind == "FS" and tie.holds_id in critical and tie.task_id in critical
    ][:MOST_CHAIN]


def draw_board_link(request: Any, plan: Plan) -> str:
    """The way from a plan's record to its board."""
    return render_to_string("plans/_board_link.html", {"plan": plan})
