"""The planner's pages: the board, typing, changing, versions, the weekly page, my tasks."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luzhi.access.actors import ActingRequest
from luzhi.common.problems import Problem
from luzhi.plans.charts import draw_burn_up
from luzhi.plans.checking import check_rows
from luzhi.plans.cloning import clone_plan, find_templates, start_from_template
from luzhi.plans.counting import CountedPlan
from luzhi.plans.daily import read_burn_up
from luzhi.plans.entry import COLUMNS, Row, read_form, write_rows
from luzhi.plans.forms import CloneForm
from luzhi.plans.models import Plan, Task, Version
from luzhi.plans.panels import find_critical_links, make_bars
from luzhi.plans.pictures import ZOOM, Bar, choose_zoom, draw_gantt
from luzhi.plans.saving import save_rows
from luzhi.plans.tables import draw_lines
from luzhi.plans.versions import compare_places, place_tasks, places_of, read_places, revert_version
from luzhi.records.services import Stale

SPARE_ROWS = 8
ROWS_OF_A_SHEET = 70
"""As many rows of a chart are still read easily on one sheet of A3; a longer chart runs over several."""


def get_plan_or_404(request: ActingRequest, pk: int, permission: str = "plans.board.view") -> Plan:
    request.actor.demand(permission)
    plan: Plan | None = Plan.objects.filter(body_id=request.actor.body_id, pk=pk).first()
    if plan is None:
        raise Http404
    return plan


def seen_version(request: ActingRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


@require_GET
def show_board(request: ActingRequest, pk: int) -> HttpResponse:
    """The plan at a glance: room to the opening, what is to blame, what would help, the chart, the table."""
    plan = get_plan_or_404(request, pk)
    context: dict[str, Any] = {"plan": plan, "zooms": list(ZOOM)}
    try:
        counted = CountedPlan(plan)
    except Problem as problem:
        return render(request, "plans/board.html", {**context, "problem": problem})
    room = counted.opens_on - counted.today if counted.opens_on else None
    wanted = request.GET.get("zoom", "")
    bars = make_bars(counted)
    zoom = wanted if wanted in ZOOM else choose_zoom(bars)
    applied = Version.objects.filter(plan=plan).exists()
    context |= {
        "counted": counted,
        "zoom": zoom,
        "count": len(counted.tasks),
        "days_to_go": room.days if room else 0,
        "chart": draw_board_chart(counted, bars, zoom),
        "table": draw_lines(counted.lines),
        "ways": counted.ways_out() if counted.days_late else [],
        "burn_up": draw_burn_up(read_burn_up(plan)),
        "never_applied": not applied,
        "pending": len(compare_places(places_of(plan), place_tasks(counted), counted.by_key)) if applied else 0,
        "money": sum_money(counted.tasks),
        "may_change": request.actor.may("plans.board.change"),
    }
    return render(request, "plans/board.html", context)


def draw_board_chart(counted: CountedPlan, bars: list[Bar], zoom: str) -> SafeString:
    chain = find_critical_links(counted)
    return draw_gantt(bars, today=counted.today, opens_on=counted.opens_on, zoom=zoom, chain=chain)


def sum_money(tasks: list[Task]) -> dict[str, Any]:
    """Budget and expenses of all tasks, and of how many no budget is recorded; none when none is."""
    budgets = [task.budget for task in tasks if task.budget is not None]
    if not budgets:
        return {}
    return {
        "budget": sum(budgets),
        "spent": sum(task.spent for task in tasks if task.spent is not None),
        "without": len(tasks) - len(budgets),
    }


@require_GET
def print_sheet(request: ActingRequest, pk: int) -> HttpResponse:
    """The chart alone, on A3 sheets."""
    plan = get_plan_or_404(request, pk)
    counted = CountedPlan(plan)
    bars = make_bars(counted)
    context = {
        "plan": plan, "counted": counted, "chart": draw_board_chart(counted, bars, choose_zoom(bars)),
        "version": Version.objects.filter(plan=plan).order_by("-number").first(),
        "one_sheet": len(bars) <= ROWS_OF_A_SHEET,
    }  # fmt: skip
    return render(request, "plans/sheet.html", context)


@require_http_methods(["GET", "POST"])
def type_plan(request: ActingRequest, pk: int) -> HttpResponseBase:
    """The list to be typed or pasted into."""
    plan = get_plan_or_404(request, pk, "plans.board.change")
    problem: Problem | None = None
    if request.method == "POST":
        rows: list[Row] = []
        try:
            rows = read_form(request.POST)
            count = save_rows(plan, rows, by=request.actor, seen_version=seen_version(request))
        except Problem as found:
            problem = found
            check_rows(plan, rows)
        else:
            messages.success(request, _("%(n)s tasks are in the plan.") % {"n": count})
            return HttpResponseRedirect(reverse("plan-board", args=[pk]))
    else:
        rows = write_rows(plan)
    version = request.POST.get("version") or plan.version
    if isinstance(problem, Stale):
        version = problem.current.version
    return show_list(request, plan, rows, version, problem)


def show_list(
    request: ActingRequest, plan: Plan, rows: list[Row], version: Any, problem: Problem | None = None
) -> HttpResponse:
    """The typing page with some rows, and a few blank ones beneath."""
    first = max((int(row.texts["number"]) for row in rows if row.texts["number"].isdecimal()), default=0) + 1
    blank = [Row({"number": str(first + i)}) for i in range(SPARE_ROWS)]
    context = {"plan": plan, "rows": [*rows, *blank], "problem": problem, "version": version, "columns": COLUMNS}
    return render(request, "plans/entry.html", context, status=problem.status if problem else 200)


@require_http_methods(["GET", "POST"])
def show_versions(request: ActingRequest, pk: int) -> HttpResponseBase:
    """All versions; any two compared; one gone back to."""
    plan = get_plan_or_404(request, pk)
    versions = list(Version.objects.filter(plan=plan).order_by("-number"))
    by_number = {str(version.number): version for version in versions}
    if request.method == "POST":
        request.actor.demand("plans.board.change")
        target = by_number.get(request.POST.get("to", ""))
        if target is None:
            raise Http404
        revert_version(plan, target, by=request.actor, seen_version=seen_version(request))
        messages.success(request, _("The plan lies again as in %(version)s.") % {"version": target})
        return HttpResponseRedirect(reverse("plan-board", args=[pk]))
    names = {str(task.pk): task for task in Task.objects.filter(plan=plan).select_related("owner")}
    left, right = by_number.get(request.GET.get("from", "")), by_number.get(request.GET.get("to", ""))
    after = read_places(right) if right else places_of(plan)
    moved = compare_places(read_places(left), after, names) if left else []
    context = {"plan": plan, "versions": versions, "left": left, "right": right, "moved": moved}
    return render(request, "plans/versions.html", context | {"may_change": request.actor.may("plans.board.change")})


@require_http_methods(["GET", "POST"])
def start_plan(request: ActingRequest) -> HttpResponseBase:
    """A new plan from a shipped template or from an earlier plan of the body."""
    request.actor.demand("plans.board.change")
    form = CloneForm(request.POST or None)
    earlier = Plan.objects.filter(body_id=request.actor.body_id).exclude(opens_on=None).order_by("-pk")[:20]
    problem: Problem | None = None
    if request.method == "POST" and form.is_valid():
        source, values = request.POST.get("source", ""), form.cleaned_data
        try:
            if source.isdecimal():
                plan = clone_plan(get_plan_or_404(request, int(source[:18])), by=request.actor, **values)
            else:
                plan = start_from_template(source, by=request.actor, **values)
        except Problem as found:
            problem = found
        else:
            return HttpResponseRedirect(reverse("plan-board", args=[plan.pk]))
    context = {"form": form, "templates": find_templates(), "earlier": earlier, "problem": problem}
    context["chosen"] = request.POST.get("source", "") if request.method == "POST" else request.GET.get("from", "")
    return render(request, "plans/start.html", context, status=422 if problem or form.errors else 200)
