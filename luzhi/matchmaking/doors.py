"""Ways on from the pages of a firm and of a request."""

from typing import Any

from django.template.loader import render_to_string

from luzhi.matchmaking.models import Party, Request
from luzhi.matchmaking.presence import count_guests
from luzhi.matchmaking.vocabulary import RequestState


def draw_party(request: Any, party: Party) -> str:
    """The firm's sheet of meetings, and for the office a new personal link, and whether somebody must be named."""
    may_plan = request.actor.may("matchmaking.plan")
    context = {
        "party": party,
        "may_plan": may_plan,
        "guests": count_guests(party) if may_plan and not party.people.exists() else 0,
        "may_read": request.actor.may("matchmaking.sheet"),
    }
    return render_to_string("matchmaking/_party.html", context, request=request)


def draw_request(request: Any, wish: Request) -> str:
    """The way to the outcome of a meeting that both sides wanted; '' for everybody else and before."""
    if wish.state != RequestState.AGREED or not request.actor.may("matchmaking.outcomes"):
        return ""
    return render_to_string("matchmaking/_request.html", {"wish": wish}, request=request)
