"""A zone's figures and rounds on its page."""

from typing import Any

from django.template.loader import render_to_string

from luzhi.expo.models import Zone
from luzhi.records.figures import Scope, read_figure

ZONE_FIGURES = ("expo.exhibitors", "expo.zone_rounds", "expo.origins")


def draw_zone_figures(request: Any, zone: Zone) -> str:
    """The zone's own figures, each opening its records, and its area against the target."""
    scope = Scope(zone.body_id, zone.year, {"zone": zone.pk})
    gap = zone.area - zone.target_area if zone.area is not None and zone.target_area is not None else None
    context = {"zone": zone, "readings": [read_figure(key, scope) for key in ZONE_FIGURES], "gap": gap}
    return render_to_string("expo/_zone_figures.html", context)


def draw_rounds(request: Any, zone: Zone) -> str:
    """What each round changed, before and after, with who asked and who approved."""
    rounds = (
        zone.revisions.select_related("asked_by", "approved_by").prefetch_related("changes").order_by("number", "pk")
    )
    return render_to_string("expo/_rounds.html", {"rounds": list(rounds)})
