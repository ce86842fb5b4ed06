"""Home, and the installation's sign of life."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from luzhi.access.accounts import has_second_factor
from luzhi.access.actors import ActingRequest, Actor
from luzhi.access.signin import SECOND_FACTOR_ROLES
from luzhi.web.home import build_home, show_loop, show_year
from luzhi.web.navigation import groups_for, list_further


@require_GET
def show_home(request: ActingRequest) -> HttpResponse:
    request.actor.demand("web.home")
    parts = build_home(request.actor, request.year)
    context = {place: [part for part in parts if part.place == place] for place in ("wide", "main", "side")}
    return render(request, "web/home.html", {**context, "urge": lacks_second_factor(request.actor)})


@require_GET
def show_year_page(request: ActingRequest) -> HttpResponse:
    """The year on one sheet of A4."""
    request.actor.demand("web.year")
    return render(request, "web/year_page.html", {"part": show_year(request.actor, request.year)})


@require_GET
def show_part_of_year(request: ActingRequest, name: str) -> HttpResponse:
    """What home asks for once it is there, because very much has to be counted: the loop, or the year's figures."""
    request.actor.demand("web.year")
    if name == "loop":
        return render(request, "web/home/_loop.html", {"part": show_loop(request.actor, request.year)})
    if name == "page":
        return render(request, "web/home/_year.html", {"part": show_year(request.actor, request.year)})
    raise Http404


@require_GET
def show_more(request: ActingRequest) -> HttpResponse:
    """Every page the person may go to, by group: what a phone's bottom bar has no room for."""
    request.actor.demand("web.home")
    context = {"groups": groups_for(request.actor.roles), "further": list_further(request.actor)}
    return render(request, "web/more.html", context)


@login_not_required
@require_GET
def answer_health(request: HttpRequest) -> HttpResponse:
    """For a load balancer: the process answers. No database is asked, so it cannot be used to load one."""
    return HttpResponse("ok", content_type="text/plain")


@require_GET
def show_account(request: ActingRequest) -> HttpResponse:
    """The person's own page: roles, password, second factor, sessions."""
    request.actor.demand("web.home")
    grants = request.user.grants.held_today().select_related("body").order_by("pk")
    context = {
        "grants": grants, "urge": lacks_second_factor(request.actor), "calendar": request.actor.may("plans.mine.view"),
    }  # fmt: skip
    return render(request, "web/my_account.html", context)


def lacks_second_factor(actor: Actor) -> bool:
    """Whether the account keeps or administers records and signs in by password alone."""
    return bool(actor.roles & SECOND_FACTOR_ROLES) and not has_second_factor(actor.user)
