"""The planner's pages: the board, typing, changing, versions, the weekly page, my tasks."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luzhi.access.actors import ActingRequest
from luzhi.common.problems import Problem
from luzhi.plans.cloning import clone_plan, find_templates, start_from_template
from luzhi.plans.counting import CountedPlan
from luzhi.plans.daily import find_my_tasks, read_burn_up, read_slippage, take_snapshot, weekly_page
from luzhi.plans.entry import Row, check_rows, read_form, save_rows, write_rows
from luzhi.plans.forms import CloneForm, ShiftForm
from luzhi.plans.models import Plan, Task, Version
from luzhi.plans.panels import make_bars
from luzhi.plans.pictures import ZOOM, choose_zoom, draw_burn_up, draw_gantt
from luzhi.plans.versions import (
    Moved,
    apply_version,
    compare_places,
    hand_over,
    places_of,
    preview_change,
    read_places,
    revert_version,
)
from luzhi.records.forms import NameField
from luzhi.records.kinds import KINDS
from luzhi.records.services import Stale

SPARE_ROWS = 8


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
    context |= {
        "counted": counted,
        "zoom": zoom,
        "lines": counted.lines,
        "days_to_go": room.days if room else 0,
        "chart": draw_gantt(bars, today=counted.today, opens_on=counted.opens_on, zoom=zoom),
        "ways": counted.ways_out() if counted.days_late else [],
        "burn_up": draw_burn_up(read_burn_up(plan)),
        "never_applied": not Version.objects.filter(plan=plan).exists(),
        "may_change": request.actor.may("plans.board.change"),
    }
    return render(request, "plans/board.html", context)


@require_http_methods(["GET", "POST"])
def type_plan(request: ActingRequest, pk: int) -> HttpResponseBase:
    """The list to be typed or pasted into."""
    plan = get_plan_or_404(request, pk, "plans.board.change")
    problem: Problem | None = None
    if request.method == "POST":
        rows = read_form(request.POST)
        try:
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
    blank = [Row({"number": str(len(rows) + i)}) for i in range(1, SPARE_ROWS + 1)]
    context = {"plan": plan, "rows": [*rows, *blank], "problem": problem, "version": version}
    return render(request, "plans/entry.html", context, status=problem.status if problem else 200)


@require_http_methods(["GET", "POST"])
def change_plan(request: ActingRequest, pk: int) -> HttpResponseBase:
    """Preview another opening day or a fresh count, see who moves, then apply it as a new version."""
    plan = get_plan_or_404(request, pk, "plans.board.change")
    form = ShiftForm(request.GET if "preview" in request.GET and "again" not in request.GET else None)
    problem: Problem | None = None
    counted: CountedPlan | None = None
    moved: list[Moved] = []
    opens_on = None
    try:
        if request.method == "POST":
            day = ShiftForm({"opens_on": request.POST.get("opens_on", "")})
            version = apply_version(
                plan, by=request.actor, reason=request.POST.get("reason", ""), seen_version=seen_version(request),
                opens_on=day.cleaned_data["opens_on"] if day.is_valid() else None,
            )  # fmt: skip
            messages.success(request, _("%(version)s is the plan now; the notices are drafted.") % {"version": version})
            return HttpResponseRedirect(reverse("plan-board", args=[pk]))
        if "again" in request.GET:
            counted, moved = preview_change(plan)
        elif form.is_bound and form.is_valid():
            counted, moved = preview_change(
                plan, opens_on=form.cleaned_data["opens_on"], days=form.cleaned_data["days"]
            )
        opens_on = counted.opens_on if counted else None
    except Problem as found:
        problem = found
    context = {
        "plan": plan, "form": form, "problem": problem, "counted": counted, "moved": moved, "opens_on": opens_on,
        "past": bool(opens_on and counted and opens_on < counted.today),
    }  # fmt: skip
    return render(request, "plans/change.html", context, status=problem.status if problem else 200)


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
def show_week(request: ActingRequest, pk: int) -> HttpResponseBase:
    """One printed page for the weekly meeting; the office freezes it as a snapshot."""
    plan = get_plan_or_404(request, pk)
    if request.method == "POST":
        request.actor.demand("plans.board.change")
        snapshot = take_snapshot(plan)
        messages.success(request, _("Frozen as of %(day)s.") % {"day": snapshot.on})
        return HttpResponseRedirect(reverse("plan-week", args=[pk]))
    try:
        context = weekly_page(plan)
    except Problem as problem:
        return render(request, "plans/board.html", {"plan": plan, "problem": problem})
    context |= {
        "plan": plan,
        "slippage": read_slippage(plan)[:10],
        "may_change": request.actor.may("plans.board.change"),
    }
    return render(request, "plans/week.html", context)


@require_GET
def show_my_tasks(request: ActingRequest) -> HttpResponse:
    request.actor.demand("plans.mine.view")
    found = find_my_tasks(request.actor.person_ids, request.actor.body_id)
    return render(request, "plans/my_tasks.html", {"found": found, "known": bool(request.actor.person_ids)})


@require_http_methods(["GET", "POST"])
def hand_over_task(request: ActingRequest, pk: int) -> HttpResponseBase:
    """Give a task to somebody else."""
    request.actor.demand("plans.mine.view")
    task = Task.objects.filter(body_id=request.actor.body_id, pk=pk).select_related("owner").first()
    mine = task is not None and task.owner_id in request.actor.person_ids
    if task is None or not (mine or request.actor.may("plans.board.change")):
        raise Http404
    field = NameField(KINDS["people.person"], request.actor, label=_("to whom"))
    problem = ""
    if request.method == "POST":
        try:
            person = field.clean(request.POST.get("person", ""))
        except Exception as error:  # noqa: BLE001 -- shown to the person beside the field
            problem = " ".join(getattr(error, "messages", [str(error)]))
        else:
            hand_over(task, person, by=request.actor, reason=request.POST.get("reason", ""))
            messages.success(request, _("“%(task)s” is now with %(person)s.") % {"task": task, "person": person})
            return HttpResponseRedirect(reverse("my-tasks") if mine else KINDS["plans.task"].url(pk))
    widget = field.widget.render("person", request.POST.get("person", ""), {"id": "id_person", "class": "form-control"})
    context = {"task": task, "widget": widget, "problem": problem}
    return render(request, "plans/hand_over.html", context, status=422 if problem else 200)


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
    return render(request, "plans/start.html", context, status=422 if problem or form.errors else 200)
