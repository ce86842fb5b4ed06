"""Matchmaking on the expo's one page."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from luzhi.access.actors import ActingRequest
from luzhi.expo.front import PARTS
from luzhi.expo.models import Expo
from luzhi.expo.queries import read_several
from luzhi.matchmaking.models import Session
from luzhi.records.figures import Scope
from luzhi.records.kinds import KINDS

TILES = (
    "matchmaking.requested", "matchmaking.agreed", "matchmaking.held", "matchmaking.intentions", "matchmaking.signed",
    "matchmaking.conversion",
)  # fmt: skip


def draw_sessions(request: ActingRequest, expo: Expo) -> SafeString:
    """The expo's sessions and what their meetings brought; figures only where there is a session."""
    if not request.actor.may("matchmaking.board"):
        return mark_safe("")
    sessions = list(Session.objects.filter(expo=expo).order_by("pk"))
    scope = Scope(expo.body_id, expo.year, {"expo": expo.pk})
    context = {
        "expo": expo, "sessions": sessions, "kind": KINDS["matchmaking.session"],
        "tiles": read_several(TILES, scope) if sessions else [],
        "may_add": request.actor.may("matchmaking.session.add"),
    }  # fmt: skip
    return render_to_string("matchmaking/_front.html", context, request=request)


PARTS.append(draw_sessions)
