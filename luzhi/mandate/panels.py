"""Parts of pages drawn by this app."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from luzhi.access.actors import ActingRequest
from luzhi.mandate.models import Assignment, AssignmentScheme, Campaign, Document, Goal
from luzhi.mandate.queries import measure_reach, trace_orders
from luzhi.mandate.tiles import measure_silence, read_tiles


def draw_orders(documents: list[Document]) -> str:
    """The chain of mandate above some documents, the highest level first; '' where nothing is above them."""
    levels = trace_orders(documents)
    if not levels:
        return ""
    return render_to_string("mandate/_orders.html", {"levels": levels[::-1]})


def draw_orders_of_document(request: ActingRequest, document: Document) -> str:
    levels = trace_orders([document])
    return draw_orders([document]) if len(levels) > 1 else ""


def draw_orders_of_campaign(request: ActingRequest, campaign: Campaign) -> str:
    return draw_orders([d for d in (campaign.appeal, campaign.decision) if d is not None])


def draw_members(request: ActingRequest, goal: Goal) -> str:
    """A slogan unfolded: its members as far as anyone has named them, and how many are not on record."""
    members = list(goal.members.order_by("pk"))
    declared = goal.members_declared
    if declared is None and not members:
        return ""
    context = {
        "title": _("Members named"),
        "members": members,
        "declared": declared,
        "unknown": max((declared or 0) - len(members), 0),
    }
    return render_to_string("mandate/_members.html", context)


def draw_kinds_of_scheme(request: ActingRequest, scheme: AssignmentScheme) -> str:
    kinds, declared = list(scheme.kinds.order_by("pk")), scheme.kinds_declared
    if declared is None:
        return ""
    context = {
        "title": _("Kinds of assignment"),
        "members": kinds,
        "declared": declared,
        "unknown": max(declared - len(kinds), 0),
    }
    return render_to_string("mandate/_members.html", context)


def draw_tiles(request: ActingRequest, obj: Any) -> str:
    """The figures that stand on a goal."""
    tiles = read_tiles([obj], request.actor)[obj.pk]
    return render_to_string("mandate/_tiles.html", {"tiles": tiles}) if tiles else ""


def draw_cockpit(request: ActingRequest, assignment: Assignment) -> str:
    """What was done under an assignment, and how long nobody has been there."""
    tiles = read_tiles([assignment], request.actor)[assignment.pk]
    silence = measure_silence(assignment.year, assignment.quiet_weeks, tiles)
    context = {
        "tiles": tiles,
        "silence": silence,
        "assignment": assignment,
        "leaders": assignment.leaders.order_by("pk"),
    }
    return render_to_string("mandate/_cockpit.html", context)


def draw_clauses(request: ActingRequest, campaign: Campaign) -> str:
    return render_to_string("mandate/_clauses.html", {"clauses": campaign.clauses})


def draw_reach(request: ActingRequest, campaign: Campaign) -> str:
    return render_to_string("mandate/_reach.html", {"reach": measure_reach(campaign)})
