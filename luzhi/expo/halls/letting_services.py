"""Letting the free booths of a zone on a draft by proposal. Every booth stays open to change by hand."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.common.problems import Problem
from luzhi.expo.halls.geometry import BOOTH, DOOR, SERVICE, STAGE, Piece
from luzhi.expo.halls.letting import Letting, Tenant, Wish, is_met, propose_letting
from luzhi.expo.halls.services import lock_draft
from luzhi.expo.models import Exhibitor, Layout, PlaceWish, Shape, Zone
from luzhi.expo.vocabulary import WishKind
from luzhi.records.services import change_record

MOST = 200  # exhibitors or booths in one proposal


def read_tenants(layout: Layout, zone: Zone) -> list[Tenant]:
    """Exhibitors of the zone that have not withdrawn and have no booth on this plan, with what they want."""
    placed = layout.shapes.filter(exhibitor__isnull=False).values("exhibitor")
    waiting = Exhibitor.objects.filter(zone=zone, withdrawn_on=None, organisation__unnamed=False)
    exhibitors = list(waiting.exclude(pk__in=placed).order_by("pk"))
    wishes: dict[int, list[Wish]] = {}
    for row in PlaceWish.objects.filter(exhibitor__in=exhibitors).order_by("pk"):
        wish = Wish(row.kind == WishKind.NEAR, row.other_id, "" if row.other_id else row.target)
        wishes.setdefault(row.exhibitor_id, []).append(wish)
    return [Tenant(row.pk, row.booth_area, tuple(wishes.get(row.pk, ()))) for row in exhibitors]


def let_booths(layout: Layout, zone: Zone, *, by: Actor) -> Letting:
    """Propose and write a booth for each exhibitor of a zone that has none; booths already let stay as they are.

    The solver is asked before anything is locked; what it proposed is written only where it still holds.
    """
    pieces = layout.pieces()
    free = [p for p in pieces if p.kind == BOOTH and p.zone == zone.pk and p.holder is None]
    tenants = read_tenants(layout, zone)
    if len(free) > MOST or len(tenants) > MOST:
        raise Problem(_("At most %(n)s booths and exhibitors are let in one proposal.") % {"n": MOST})
    landmarks = {kind: [p for p in pieces if p.kind == kind] for kind in (DOOR, STAGE, SERVICE)}
    standing = {p.holder: p for p in pieces if p.holder is not None}
    letting = propose_letting(tenants, free, landmarks, standing)
    with transaction.atomic():
        lock_draft(layout)
        shapes = {s.key: s for s in Shape.objects.filter(layout=layout, key__in=[let.booth for let in letting.lets])}
        for let in letting.lets:
            shape = shapes.get(let.booth)
            if shape is not None and shape.exhibitor_id is None:
                exhibitor = Exhibitor.objects.get(pk=let.tenant)
                change_record(shape, {"exhibitor": exhibitor}, by=by, seen_version=shape.version)
    return letting


def find_unmet(pieces: Sequence[Piece]) -> list[str]:
    """Wishes of exhibitors on a plan that are not met as it stands, in words; one query."""
    landmarks = {kind: [p for p in pieces if p.kind == kind] for kind in (DOOR, STAGE, SERVICE)}
    where = {p.holder: p for p in pieces if p.holder is not None}
    rows = PlaceWish.objects.filter(exhibitor__in=where).select_related(
        "exhibitor__organisation", "other__organisation"
    )
    found = []
    for row in rows.order_by("pk"):
        wish = Wish(row.kind == WishKind.NEAR, row.other_id, "" if row.other_id else row.target)
        if not is_met(wish, where[row.exhibitor_id], landmarks, where):
            words = {"code": where[row.exhibitor_id].code, "who": row.exhibitor, "wish": row}
            found.append(_("%(code)s %(who)s wished otherwise: %(wish)s") % words)
    return found
