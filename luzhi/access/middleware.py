"""Puts the acting account on every request, and ends what must not go on."""

import time
from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor, find_actor
from luzhi.access.passwords import must_choose_password
from luzhi.access.roles import ADMINISTRATORS
from luzhi.access.signin import needs_second_factor

# The pages by which an account comes in, goes out and puts itself in order; open to one without a role.
OUTSIDE = ("account_", "mfa_", "usersessions_", "set-preference", "health")
IDLE_MINUTES = 30
IDLE_MINUTES_ADMINISTRATOR = 15
LONGEST_HOURS = 12


class SignInMiddleware(LoginRequiredMiddleware):
    """Sends who is not signed in to the sign-in page; a part of a page asked for by script takes the page along."""

    def handle_no_permission(self, request: HttpRequest, view: Any) -> HttpResponseBase:  # type: ignore[override]
        answer = super().handle_no_permission(request, view)
        return whole_page(request, answer) if isinstance(answer, HttpResponseRedirect) else answer


def whole_page(request: HttpRequest, answer: HttpResponseRedirect) -> HttpResponse:
    """A redirect that leaves the page even when only a part of it was asked for."""
    if request.headers.get("HX-Request") != "true":
        return answer
    told = HttpResponse(status=204)
    told["HX-Redirect"] = reverse("account_login") if "/login/" in answer.url else answer.url
    return told


class ActorMiddleware:
    """Sets `request.actor` and `request.year`. Rights are read anew each time: what was withdrawn stops at once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = None  # type: ignore[attr-defined]
        response = self.get_response(request)
        if getattr(request, "actor", None) is not None and "Cache-Control" not in response:
            response["Cache-Control"] = "no-store"  # after signing out, going back must not show the page again
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return None
        actor = find_actor(request.user, request.session.get("body"))
        request.actor = actor  # type: ignore[attr-defined]
        if actor is not None:
            request.year = request.session.get("year") or actor.body.current_year  # type: ignore[attr-defined]
        ended = end_when_over(request, actor)
        if ended is not None:
            return ended
        match = request.resolver_match
        if ((match.url_name or "") if match else "").startswith(OUTSIDE) or not getattr(view, "login_required", True):
            return None
        detour = find_detour(request)
        if detour:
            return whole_page(request, HttpResponseRedirect(detour))
        if actor is None:
            return render(request, "access/no_role.html", status=403)
        return None


def end_when_over(request: HttpRequest, actor: Actor | None) -> HttpResponse | None:
    """Sign out after idling (administrators sooner) and, however busy, after twelve hours."""
    now = int(time.time())
    began, seen = request.session.get("began", now), request.session.get("seen", now)
    administrator = actor is not None and bool(actor.roles & ADMINISTRATORS)
    minutes = IDLE_MINUTES_ADMINISTRATOR if administrator else IDLE_MINUTES
    if now - seen > minutes * 60 or now - began > LONGEST_HOURS * 3600:
        idle = now - seen > minutes * 60
        logout(request)
        request.actor = None  # type: ignore[attr-defined]
        sentence = (
            _("You were signed out after %(minutes)s minutes without activity.") % {"minutes": minutes}
            if idle
            else _("You were signed out after %(hours)s hours.") % {"hours": LONGEST_HOURS}
        )
        messages.info(request, sentence)
        return whole_page(request, HttpResponseRedirect(reverse("account_login")))
    if "began" not in request.session or now - seen >= 60:  # noted once a minute, so that reading pages writes little
        request.session["began"], request.session["seen"] = began, now
    return None


def find_detour(request: HttpRequest) -> str:
    """Where an account must go first: to choose a password, or to set up the second factor the policy asks for."""
    user: Any = request.user
    if must_choose_password(user):
        return reverse("account_change_password")
    if settings.REQUIRE_SECOND_FACTOR and not request.session.get("second_factor"):
        if Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
            request.session["second_factor"] = True
        elif needs_second_factor(user):
            return reverse("mfa_activate_totp")
    return ""
