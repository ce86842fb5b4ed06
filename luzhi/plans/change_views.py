"""Another opening day, a fresh count, a person who leaves: look who moves, then apply it as a new version."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luzhi.access.actors import ActingRequest
from luzhi.common.problems import Problem
from luzhi.people.models import Person
from luzhi.plans.forms import ShiftForm
from luzhi.plans.models import Plan
from luzhi.plans.staffing import find_pressed
from luzhi.plans.versions import apply_version, preview_change, preview_loss, replace_person
from luzhi.plans.views import get_plan_or_404, seen_version
from luzhi.records.forms import NameField
from luzhi.records.kinds import KINDS


@require_http_methods(["GET", "POST"])
def change_plan(request: ActingRequest, pk: int) -> HttpResponseBase:
    """Preview another opening day, a fresh count or the loss of a person, see who moves, then apply it."""
    plan = get_plan_or_404(request, pk, "plans.board.change")
    form = ShiftForm(request.GET if "preview" in request.GET and "again" not in request.GET else None)
    context: dict[str, Any] = {"plan": plan, "form": form}
    problem: Problem | None = None
    try:
        if request.method == "POST":
            return apply_change(request, plan)
        context |= look(request, plan, form)
    except Problem as found:
        problem = found
    context |= {"problem": problem, "people": name_fields(request)}
    return render(request, "plans/change.html", context, status=problem.status if problem else 200)


def look(request: ActingRequest, plan: Plan, form: ShiftForm) -> dict[str, Any]:
    """What the page shows of the change that its address asks for; nothing when it asks for none."""
    lost: dict[str, Any] = {}
    if "lost" in request.GET:
        person, to = read_people(request, request.GET)
        counted, moved = preview_loss(plan, person, to)
        lost = {"lost": person, "to": to, "pressed": find_pressed(counted) if to else []}
    elif "again" in request.GET:
        counted, moved = preview_change(plan)
    elif form.is_bound and form.is_valid():
        counted, moved = preview_change(plan, opens_on=form.cleaned_data["opens_on"], days=form.cleaned_data["days"])
    else:
        return {}
    opens_on = counted.opens_on
    past = bool(opens_on and opens_on < counted.today)
    return {"counted": counted, "moved": moved, "opens_on": opens_on, "past": past, **lost}


def apply_change(request: ActingRequest, plan: Plan) -> HttpResponseBase:
    reason, seen = request.POST.get("reason", ""), seen_version(request)
    if request.POST.get("lost"):
        person, to = read_people(request, request.POST)
        version = replace_person(plan, person, to, by=request.actor, reason=reason, seen_version=seen)
    else:
        day = ShiftForm({"opens_on": request.POST.get("opens_on", "")})
        opens_on = day.cleaned_data["opens_on"] if day.is_valid() else None
        version = apply_version(plan, by=request.actor, reason=reason, seen_version=seen, opens_on=opens_on)
    messages.success(request, _("%(version)s is the plan now; the notices are drafted.") % {"version": version})
    return HttpResponseRedirect(reverse("plan-board", args=[plan.pk]))


def name_fields(request: ActingRequest) -> dict[str, Any]:
    """The two fields that take a person's name."""
    field = NameField(KINDS["people.person"], request.actor)
    return {
        name: field.widget.render(name, request.GET.get(name, ""), {"id": f"id_{name}", "class": "form-control"})
        for name in ("lost", "to")
    }


def read_people(request: ActingRequest, data: Any) -> tuple[Person, Person | None]:
    """Who leaves, and who takes over, if anybody does yet. Raises Problem with the field's sentence."""
    field = NameField(KINDS["people.person"], request.actor)
    try:
        lost = field.clean(data.get("lost", ""))
        to = field.clean(data["to"]) if data.get("to") else None
    except ValidationError as error:
        raise Problem(" ".join(error.messages)) from error
    if to is not None and to.pk == lost.pk:
        raise Problem(_("The one who takes over is the one who leaves."))
    return lost, to
