"""Puts the acting account on every request."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from luzhi.access.actors import find_actor

OUTSIDE = ("account_", "mfa_", "usersessions_", "set-preference")


class ActorMiddleware:
    """Sets `request.actor` and `request.year`. Rights are read anew each time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = None  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return None
        actor = find_actor(request.user, request.session.get("body"))  # type: ignore[arg-type]
        request.actor = actor  # type: ignore[attr-defined]
        if actor is None:
            match = request.resolver_match
            name = (match.url_name or "") if match else ""
            if not name.startswith(OUTSIDE) and getattr(view, "login_required", True):
                return render(request, "access/no_role.html", status=403)
            return None
        request.year = request.session.get("year") or actor.body.current_year  # type: ignore[attr-defined]
        return None
