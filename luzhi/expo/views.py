"""The expo's own pages: its one-page state, and the records behind each band of a funnel."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from luzhi.access.actors import ActingRequest
from luzhi.expo.front import PARTS
from luzhi.expo.invitations.pictures import draw_channel, draw_classes, draw_origins, list_origins
from luzhi.expo.invitations.queries import compare_reach, count_funnels, count_origins
from luzhi.expo.models import Award, CommitteeMeeting, Delegation, DutyPost, Expo, ResultLaunch, Zone
from luzhi.expo.preparation.lines import count_lines, newest_papers
from luzhi.expo.programme.results import draw_kinds, draw_occasions, read_results
from luzhi.expo.queries import Part, add_parts, read_parts, read_several
from luzhi.people.models import Organisation
from luzhi.records.figures import FIGURES, Scope, split_figure
from luzhi.records.kinds import KINDS

TILES = (
    "expo.exhibitors",
    "expo.origins",
    "expo.sub_events",
    "expo.conferences",
    "expo.delegations",
    "expo.awards",
    "expo.staff_share",
    "expo.outcomes",
)
RESULTS = ("projects.signed", "projects.landed", "projects.completed", "projects.agreements", "projects.alliances")


def find_expo(request: ActingRequest, pk: int | None) -> Expo | None:
    """The expo asked for, or the newest of the working year or before; None when the body has none."""
    visible = KINDS["expo.expo"].visible_to(request.actor)
    if pk is not None:
        found: Expo = get_object_or_404(visible, pk=pk)
        return found
    newest: Expo | None = visible.filter(year__lte=request.year).order_by("-year", "-pk").first()
    return newest


@require_GET
def show_front(request: ActingRequest, pk: int | None = None) -> HttpResponse:
    """One page: what the expo is, how its preparation stands, who came, what came of it."""
    request.actor.demand("expo.front")
    expo = find_expo(request, pk)
    if expo is None:
        may_add = request.actor.may("expo.expo.add")
        return render(request, "expo/no_expo.html", {"kind": KINDS["expo.expo"], "may_add": may_add})
    context = {
        "expo": expo,
        "care": request.actor.may("expo.care"),
        "roster": request.actor.may("expo.roster"),
        **describe(expo),
        **measure(expo),
        "parts": [draw(request, expo) for draw in PARTS],
    }
    return render(request, "expo/front.html", context)


def describe(expo: Expo) -> dict[str, Any]:
    """Who prepares it, what happens at it, who comes in groups, what the staff do."""
    names = ("committeemeeting", "delegation", "dutypost")
    return {
        "committee": getattr(expo, "committee", None),
        "prepared_for": list(expo.prepared_for.order_by("pk")),
        "organisers": list(expo.organisers.order_by("pk")),
        "meetings": CommitteeMeeting.objects.filter(committee__expo=expo).count(),
        "units": list(Organisation.objects.filter(expo_committees__expo=expo).order_by("pk")),
        "halls": list(expo.halls.order_by("pk")),
        "lines": count_lines(expo),
        "papers": newest_papers(expo),
        "events": list(expo.sub_events.select_related("organiser").order_by("starts_at", "pk")),
        "launches": list(ResultLaunch.objects.filter(expo=expo).select_related("by", "zone").order_by("pk")),
        "awards": list(Award.objects.filter(expo=expo).select_related("zone", "organisation", "giver")),
        "delegations": list(Delegation.objects.filter(expo=expo).prefetch_related("heads").order_by("pk")),
        "posts": list(DutyPost.objects.filter(expo=expo).order_by("pk")),
        "kinds": {name: KINDS[f"expo.{name}"] for name in names},
    }


def measure(expo: Expo) -> dict[str, Any]:
    """Its figures and pictures: zones, funnels, origins, classes, and what came about."""
    whole = Scope(expo.body_id, expo.year)
    here = Scope(expo.body_id, expo.year, {"expo": expo.pk})
    funnels = count_funnels(expo)
    firms = read_parts("expo.exhibitors", whole, "zone")
    came = read_results(expo)
    by_class = split_figure(FIGURES["expo.guests"], here, "class")
    return {
        "tiles": read_several(TILES, whole),
        "results": read_several(RESULTS, here),
        "came": came,
        "agreement_kinds": draw_kinds(expo) if came.agreements else "",
        "agreement_occasions": draw_occasions(came.agreements, expo) if came.agreements else "",
        "zones": list_zones(expo, whole, firms),
        "in_zones": add_parts(part for value, part in firms.items() if value != "None"),
        "funnels": [(f, draw_channel(f)) for f in funnels if f.numbers["invited"] or f.uninvited],
        "idle": [f.channel for f in funnels if not f.numbers["invited"] and not f.uninvited],
        "by_origin": list_origins(count_origins(expo), expo),
        "reach": compare_reach(expo),
        "origins": draw_origins(split_figure(FIGURES["expo.exhibitors"], here, "origin"), expo),
        "classes": draw_classes(by_class, expo) if by_class else "",
    }


def list_zones(expo: Expo, scope: Scope, firms: dict[str, Part]) -> list[dict[str, Any]]:
    """Each zone with its exhibitors and rounds as far as they are known; a fixed number of queries."""
    rounds = read_parts("expo.zone_rounds", scope, "zone")
    return [
        {"zone": zone, "firms": firms.get(str(zone.pk)), "rounds": rounds.get(str(zone.pk))}
        for zone in Zone.objects.filter(expo=expo).order_by("pk")
    ]
