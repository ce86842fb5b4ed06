"""Pages of every day: my tasks, recurring checks, handing over, the weekly page, and what the timing really was."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luzhi.access.actors import ActingRequest
from luzhi.common.problems import Problem
from luzhi.plans.charts import draw_trend
from luzhi.plans.checking import read_day
from luzhi.plans.checks import find_my_checks, make_check
from luzhi.plans.daily import find_my_tasks, read_slippage, read_trend, take_snapshot, weekly_page
from luzhi.plans.models import Check, Task
from luzhi.plans.timing import read_timing
from luzhi.plans.versions import hand_over
from luzhi.plans.views import get_plan_or_404
from luzhi.records.forms import NameField
from luzhi.records.kinds import KINDS


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
        "trend": draw_trend(read_trend(plan)),
        "may_change": request.actor.may("plans.board.change"),
    }
    return render(request, "plans/week.html", context)


@require_GET
def show_timing(request: ActingRequest, pk: int) -> HttpResponse:
    """When each task was to be done and when it was, counted from the opening: what the next edition starts from."""
    plan = get_plan_or_404(request, pk)
    return render(request, "plans/timing.html", {"plan": plan, "rows": read_timing(plan)})


@require_GET
def show_my_tasks(request: ActingRequest) -> HttpResponse:
    request.actor.demand("plans.mine.view")
    found = find_my_tasks(request.actor.person_ids, request.actor.body_id)
    checks = find_my_checks(request.actor.person_ids, request.actor.body_id)
    teams = {task.workstream_id: task.workstream for task, _line in found if task.workstream_id}
    context = {"found": found, "checks": checks, "known": bool(request.actor.person_ids), "teams": teams.values()}
    return render(request, "plans/my_tasks.html", context)


@require_POST
def note_check(request: ActingRequest, pk: int) -> HttpResponseBase:
    """Note a recurring check for the day it fell due."""
    request.actor.demand("plans.mine.view")
    check = Check.objects.filter(body_id=request.actor.body_id, pk=pk).select_related("plan").first()
    if check is None:
        raise Http404
    try:
        day = read_day(request.POST.get("on", ""))
    except ValueError as error:
        raise Problem(str(error)) from error
    if day is None:
        raise Problem(_("Say for which day."))
    well, remark = request.POST.get("well") == "1", request.POST.get("remark", "")
    make_check(check, day, is_well=well, remark=remark, by=request.actor)
    messages.success(request, _("Noted: %(check)s, %(day)s.") % {"check": check, "day": day})
    back = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    return HttpResponseRedirect(back if safe else reverse("my-tasks"))


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
        except ValidationError as error:
            problem = " ".join(error.messages)
        else:
            hand_over(task, person, by=request.actor, reason=request.POST.get("reason", ""))
            messages.success(request, _("“%(task)s” is now with %(person)s.") % {"task": task, "person": person})
            return HttpResponseRedirect(reverse("my-tasks") if mine else KINDS["plans.task"].url(pk))
    widget = field.widget.render("person", request.POST.get("person", ""), {"id": "id_person", "class": "form-control"})
    context: dict[str, Any] = {"task": task, "widget": widget, "problem": problem}
    return render(request, "plans/hand_over.html", context, status=422 if problem else 200)
