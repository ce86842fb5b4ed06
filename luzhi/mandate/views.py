"""Assignments at a glance, and one page for each leader."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from luzhi.access.actors import ActingRequest
from luzhi.mandate.models import Assignment
from luzhi.mandate.queries import list_leaders, read_assignments
from luzhi.mandate.tiles import list_newest
from luzhi.people.models import Person
from luzhi.records.kinds import KINDS


@require_GET
def show_cockpit(request: ActingRequest) -> HttpResponse:
    """All assignments of the year with their figures, the longest silent first."""
    request.actor.demand("mandate.cockpit")
    states = read_assignments(request.actor, request.year)
    kind = KINDS["mandate.assignment"]
    context = {
        "states": states, "leaders": list_leaders(states), "year": request.year, "kind": kind,
        "may_add": request.actor.may(f"{kind.key}.add"),
    }  # fmt: skip
    return render(request, "mandate/cockpit.html", context)


@require_GET
def show_leader(request: ActingRequest, pk: int) -> HttpResponse:
    """What one leader answers for, on a page to print."""
    request.actor.demand("mandate.cockpit")
    leader = Person.objects.filter(body_id=request.actor.body_id, pk=pk).first()
    if leader is None or not Assignment.objects.filter(leaders=leader).exists():
        raise Http404
    states = read_assignments(request.actor, request.year, leader=leader)
    latest = list_newest([state.assignment for state in states], request.actor)
    context = {"leader": leader, "states": states, "latest": latest, "year": request.year}
    return render(request, "mandate/leader.html", context)
