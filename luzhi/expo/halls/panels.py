"""Hall plans on the pages of halls and versions."""

from collections.abc import Sequence
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse

from luzhi.expo.halls.geometry import Piece, area_by_zone
from luzhi.expo.halls.pictures import draw_plan
from luzhi.expo.models import Hall, HallPicture, Layout, Zone
from luzhi.expo.vocabulary import LayoutState


def names_on(layout: Layout) -> dict[int, str]:
    """The exhibitors on a plan by their number; one query."""
    rows = layout.shapes.filter(exhibitor__isnull=False).values_list("exhibitor_id", "exhibitor__organisation__name")
    return dict(rows)


def picture_address(hall: Hall) -> str:
    """The address of the picture behind a hall's plan; '' when there is none. It changes with the picture."""
    found = HallPicture.objects.filter(hall=hall).values_list("pk", flat=True).first()
    return f"{reverse('hall-picture', args=[hall.pk])}?v={found}" if found else ""


def list_areas(layout: Layout, pieces: Sequence[Piece] | None = None) -> list[dict[str, Any]]:
    """Square metres and booths for each zone on the plan, against what the zone wants."""
    found = area_by_zone(pieces if pieces is not None else layout.pieces())
    rows = []
    for zone in Zone.objects.filter(pk__in=found).order_by("pk"):
        ground, booths, n = found[zone.pk]
        target = zone.target_area if zone.target_area is not None else zone.area
        gap = ground - target if ground and target is not None else None
        rows.append({"zone": zone, "ground": ground, "booths": booths, "n": n, "target": target, "gap": gap})
    return rows


def draw_hall(request: Any, hall: Hall) -> str:
    """The newest version that stands, the way to the draft, or the button that starts one."""
    layouts = list(hall.layouts.exclude(state=LayoutState.DROPPED).order_by("-number"))
    draft = next((row for row in layouts if row.state == LayoutState.DRAFT), None)
    frozen = next((row for row in layouts if row.state == LayoutState.FROZEN), None)
    shown, behind = frozen or draft, picture_address(hall)
    context = {
        "hall": hall, "draft": draft, "frozen": frozen, "may_edit": request.actor.may("expo.halls.edit"),
        "picture": draw_plan(hall, shown.pieces(), names=names_on(shown), behind=behind) if shown else "",
        "behind": behind, "shown": shown,
        "areas": list_areas(shown) if shown else [],
    }  # fmt: skip
    return render_to_string("expo/_hall.html", context, request=request)


def draw_layout(request: Any, layout: Layout) -> str:
    """This version's plan and its square metres, with the ways on."""
    context = {
        "layout": layout, "draft": layout.state == LayoutState.DRAFT,
        "may_edit": request.actor.may("expo.halls.edit"),
        "picture": draw_plan(
            layout.hall, layout.pieces(), names=names_on(layout), behind=picture_address(layout.hall)
        ), "areas": list_areas(layout),
    }  # fmt: skip
    return render_to_string("expo/_layout.html", context, request=request)
