"""Home, and the installation's sign of life."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luzhi.access.accounts import has_second_factor, set_own_email
from luzhi.access.actors import ActingRequest, Actor
from luzhi.access.forms import EmailForm
from luzhi.access.signin import SECOND_FACTOR_ROLES
from luzhi.people.ties import read_standings
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


@require_http_methods(["GET", "POST"])
def show_account(request: ActingRequest) -> HttpResponseBase:
    """The person's own page: roles, for whom the account stands, password, second factor, sessions, mail."""
    request.actor.demand("web.home")
    form = EmailForm(request.POST or None, initial={"email": request.user.email})
    if request.method == "POST" and form.is_valid():
        set_own_email(request.user, form.cleaned_data["email"], by=request.actor)
        messages.success(request, _("Your address has been changed."))
        return HttpResponseRedirect(reverse("my-account"))
    grants = request.user.grants.held_today().select_related("body").order_by("pk")
    context = {
        "grants": grants, "urge": lacks_second_factor(request.actor), "calendar": request.actor.may("plans.mine.view"),
        "form": form, "standing": read_standings([request.user], request.actor.body)[0],
    }  # fmt: skip
    return render(request, "web/my_account.html", context, status=422 if form.errors else 200)


def lacks_second_factor(actor: Actor) -> bool:
    """Whether the account keeps or administers records and signs in by password alone."""
    return bool(actor.roles & SECOND_FACTOR_ROLES) and not has_second_factor(actor.user)
