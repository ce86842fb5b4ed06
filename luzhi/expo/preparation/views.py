"""Closing report, next edition, and a decision that becomes a task."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luzhi.access.actors import ActingRequest, Actor
from luzhi.common.problems import Conflict, Problem
from luzhi.expo.models import Decision
from luzhi.expo.preparation.carrying import find_open_promises, start_next_edition
from luzhi.expo.preparation.closing import read_follow_ups, write_report
from luzhi.expo.preparation.forms import EditionForm, make_task_form
from luzhi.expo.views import find_expo
from luzhi.plans.models import Task
from luzhi.records.kinds import KINDS
from luzhi.records.services import change_record, create_record


@require_GET
def show_closing(request: ActingRequest, pk: int) -> HttpResponse:
    """Planned, on the way, closing and counted, side by side and never mixed; then what became of what was signed."""
    request.actor.demand("expo.front")
    expo = find_expo(request, pk)
    if expo is None:
        raise Http404
    context = {
        "expo": expo, "lines": write_report(expo), "follow_ups": read_follow_ups(expo),
        "promises": list(dict.fromkeys(find_open_promises(expo))), "figures": KINDS["expo.expofigure"],
        "may_add": request.actor.may("expo.expofigure.add"), "may_clone": request.actor.may("expo.expo.add"),
    }  # fmt: skip
    return render(request, "expo/closing.html", context)


@require_http_methods(["GET", "POST"])
def start_edition(request: ActingRequest, pk: int) -> HttpResponseBase:
    """The next edition, with days shifted and unfinished promises carried over."""
    request.actor.demand("expo.expo.add")
    expo = find_expo(request, pk)
    if expo is None:
        raise Http404
    form = EditionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = start_next_edition(expo, name=given["name"], starts_on=given["starts_on"], by=request.actor)
        except Problem as problem:
            form.add_error(None, str(problem.sentence))
        else:
            messages.success(request, _("The next edition is on record; look through what it took over."))
            return HttpResponseRedirect(KINDS["expo.expo"].url(made.pk))
    context = {"expo": expo, "form": form, "promises": list(dict.fromkeys(find_open_promises(expo)))}
    return render(request, "expo/edition.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
def make_task(request: ActingRequest, pk: int) -> HttpResponseBase:
    """Turn a decision of the committee into a task of the expo's plan."""
    request.actor.demand("plans.task.add")
    related = ("meeting__committee__expo__plan", "task")
    found = KINDS["expo.decision"].visible_to(request.actor).select_related(*related).filter(pk=pk).first()
    if found is None:
        raise Http404
    decision: Decision = found
    form: Any = make_task_form(request.actor)(request.POST or None, initial={"name": decision.text[:160]})
    if request.method == "POST" and form.is_valid():
        try:
            task = write_task(decision, form.cleaned_data, by=request.actor)
        except Problem as problem:
            form.add_error(None, str(problem.sentence))
        else:
            return HttpResponseRedirect(KINDS["plans.task"].url(task.pk))
    status = 422 if request.method == "POST" else 200
    return render(request, "expo/decision_task.html", {"decision": decision, "form": form}, status=status)


@transaction.atomic
def write_task(decision: Decision, values: dict[str, Any], *, by: Actor) -> Task:
    """The task of a decision, once; raises Conflict when there is one, Problem while the expo has no plan."""
    locked = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if locked.task_id:
        raise Conflict(_("This decision has become a task already."))
    plan = decision.meeting.committee.expo.plan
    if plan is None:
        raise Problem(_("The expo has no plan yet; name one on the expo first."))
    task: Task = create_record(Task(plan=plan, year=plan.year, **values), by=by)
    change_record(locked, {"task": task}, by=by, seen_version=locked.version)
    return task
