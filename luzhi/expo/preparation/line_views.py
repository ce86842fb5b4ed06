"""The one page of a line of action, and the records behind its numbers."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from luzhi.access.actors import ActingRequest
from luzhi.expo.invitations.queries import STEPS
from luzhi.expo.models import Expo
from luzhi.expo.preparation.lines import MOST_ROWS, LineState
from luzhi.plans.models import Workstream
from luzhi.records.kinds import KINDS
from luzhi.records.views import show_some


def find_state(request: ActingRequest, pk: int) -> LineState:
    request.actor.demand("expo.front")
    related = ("plan", "lead", "head", "deputy")
    visible = KINDS["plans.workstream"].visible_to(request.actor).select_related(*related)
    line: Workstream | None = visible.filter(pk=pk).first()
    if line is None:
        raise Http404
    return LineState(line, Expo.objects.filter(plan=line.plan_id, body_id=line.body_id).first())


@require_GET
def show_line(request: ActingRequest, pk: int) -> HttpResponse:
    """Everything about a line of action that the one who leads it must know, on one sheet."""
    state = find_state(request, pk)
    context = {
        "state": state, "line": state.line, "expo": state.expo, "pressing": state.pressing[:MOST_ROWS],
        "more": max(0, len(state.pressing) - MOST_ROWS), "tasks": KINDS["plans.task"], "may": request.actor.may,
        "may_change": request.actor.may("plans.workstream.change"),
    }  # fmt: skip
    return render(request, "expo/line.html", context)


@require_GET
def show_records(request: ActingRequest, pk: int, what: str) -> HttpResponse:
    """The records behind a number of the page, as an ordinary list."""
    state = find_state(request, pk)
    found: Any
    if what in STEPS:
        key, found = "expo.invitation", state.invitations().filter(state__in=STEPS[what])
    elif what == "exhibitors":
        key, found = "expo.exhibitor", state.exhibitors()
    elif what == "guests":
        key, found = "expo.guest", state.guests()
    else:
        raise Http404
    return show_some(request, KINDS[key], found.values("pk"))
