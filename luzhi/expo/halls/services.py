"""Changing a draft of a hall plan, freezing it, and drafting what exhibitors must be told."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.common.audit import record_event
from luzhi.common.outbox import draft_notice
from luzhi.common.problems import Conflict, Problem
from luzhi.expo.halls.geometry import Difference, Fault, Piece, compare, find_faults
from luzhi.expo.models import BoothTelling, Exhibitor, Hall, Layout, LayoutChange, Shape
from luzhi.expo.vocabulary import LayoutState, ShapeKind, TellingState
from luzhi.people.models import Contact
from luzhi.records.services import change_record, create_record, remove_record
from luzhi.workflow.engine import perform

COPIED = ("key", "kind", "code", "zone_id", "exhibitor_id", "x", "y", "width", "depth", "note")
MOST_IN_BLOCK = 400


@transaction.atomic
def start_draft(hall: Hall, *, by: Actor) -> Layout:
    """A draft that begins as a copy of the newest frozen version; Conflict when there is a draft already."""
    Hall.objects.select_for_update(of=("self",)).get(pk=hall.pk)
    if Layout.objects.filter(hall=hall, state=LayoutState.DRAFT).exists():
        raise Conflict(_("There is a draft of this hall already; freeze it or drop it first."))
    base = Layout.objects.filter(hall=hall, state=LayoutState.FROZEN).order_by("-number").first()
    last = Layout.objects.filter(hall=hall).aggregate(n=Max("number"))["n"] or 0
    layout: Layout = create_record(
        Layout(body=hall.body, hall=hall, number=last + 1, based_on=base, year=timezone.localdate().year), by=by
    )
    if base is not None:
        copies = [
            Shape(body=hall.body, layout=layout, **{name: getattr(shape, name) for name in COPIED})
            for shape in base.shapes.order_by("pk")
        ]
        Shape.objects.bulk_create(copies, batch_size=500)
    return layout


def lock_draft(layout: Layout) -> Layout:
    """The layout, locked, if it may still be changed."""
    locked = Layout.objects.select_for_update(of=("self",)).get(pk=layout.pk)
    if locked.state != LayoutState.DRAFT:
        raise Conflict(_("A frozen plan is never changed; start a new draft from it."))
    return locked


@transaction.atomic
def add_shape(layout: Layout, values: Mapping[str, Any], *, by: Actor) -> Shape:
    """Put a shape on a draft."""
    lock_draft(layout)
    made: Shape = create_record(Shape(layout=layout, key=secrets.token_hex(8), **values), by=by)
    return made


@transaction.atomic
def add_block(
    layout: Layout, *, by: Actor, prefix: str, columns: int, rows: int, first: Shape, between: Decimal = Decimal(0)
) -> int:
    """Rows and columns of equal booths, two rows back to back and then an aisle of `between` metres, numbered on from 1
    after the prefix; all or none."""
    lock_draft(layout)
    if columns * rows > MOST_IN_BLOCK:
        raise Problem(_("A block has at most %(n)s booths.") % {"n": MOST_IN_BLOCK})
    taken = set(layout.shapes.filter(kind=ShapeKind.BOOTH).values_list("code", flat=True))
    number, made = 0, []
    for row in range(rows):
        for column in range(columns):
            number += 1
            while f"{prefix}{number:02}" in taken:
                number += 1
            made.append(
                Shape(
                    body=layout.body, layout=layout, key=secrets.token_hex(8), kind=ShapeKind.BOOTH,
                    code=f"{prefix}{number:02}"[:20], zone=first.zone, width=first.width, depth=first.depth,
                    x=first.x + column * first.width, y=first.y + row * first.depth + row // 2 * between,
                )
            )  # fmt: skip
    if any(shape.x + shape.width > layout.hall.width or shape.y + shape.depth > layout.hall.depth for shape in made):
        raise Problem(_("The block would reach beyond the walls of the hall."))
    Shape.objects.bulk_create(made, batch_size=500)
    changes = {"booths": [None, f"{made[0].code} … {made[-1].code} ({len(made)})"]}
    record_event(actor=by, verb="changed", obj=layout, changes=changes)
    return len(made)


@transaction.atomic
def change_shape(shape: Shape, values: Mapping[str, Any], *, by: Actor, seen_version: int) -> Shape:
    """Move, resize, let or rename a shape of a draft; Stale when somebody else changed it meanwhile."""
    lock_draft(shape.layout)
    changed: Shape = change_record(shape, values, by=by, seen_version=seen_version)
    return changed


def move_shape(shape: Shape, right: Decimal, down: Decimal, *, by: Actor, seen_version: int) -> Shape:
    """Shift a shape by so many metres, but never through a wall."""
    hall = shape.layout.hall
    x = min(max(shape.x + right, Decimal(0)), max(hall.width - shape.width, Decimal(0)))
    y = min(max(shape.y + down, Decimal(0)), max(hall.depth - shape.depth, Decimal(0)))
    return change_shape(shape, {"x": x, "y": y}, by=by, seen_version=seen_version)


@transaction.atomic
def remove_shape(shape: Shape, *, by: Actor, reason: str, seen_version: int) -> None:
    """Take a shape off a draft. A booth that is let cannot vanish: its exhibitor must be given another place first."""
    lock_draft(shape.layout)
    if shape.exhibitor_id:
        words = {"code": shape.code, "who": shape.exhibitor}
        raise Conflict(_("Booth %(code)s is let to %(who)s; give it another place first.") % words)
    remove_record(shape, by=by, reason=reason, seen_version=seen_version)


def differences_of(layout: Layout, base: Layout | None = None) -> list[Difference]:
    """What this version changed against the one it is based on, or against another version."""
    against = base or layout.based_on
    return compare(against.pieces() if against else (), layout.pieces())


def faults_of(layout: Layout, pieces: Sequence[Piece] | None = None) -> list[Fault]:
    """What is wrong with a version; its pieces may be given where they have been read already."""
    hall = layout.hall
    return find_faults(
        pieces if pieces is not None else layout.pieces(), width=hall.width, depth=hall.depth, aisle=hall.aisle
    )


@transaction.atomic
def explain_change(layout: Layout, key: str, values: Mapping[str, str], *, by: Actor, gist: str) -> LayoutChange:
    """Record why a shape differs from the version before; writing again replaces the words."""
    lock_draft(layout)
    row = next((row for row in differences_of(layout) if row.key == key), None)
    if row is None:
        raise Problem(_("This shape does not differ from the version before."))
    fields = {**values, "code": row.piece.code, "gist": gist[:300]}
    found = LayoutChange.objects.filter(layout=layout, key=key).first()
    if found is not None:
        changed: LayoutChange = change_record(found, fields, by=by, seen_version=found.version)
        return changed
    made: LayoutChange = create_record(LayoutChange(layout=layout, key=key, **fields), by=by)
    return made


@transaction.atomic
def explain_rest(layout: Layout, values: Mapping[str, str], *, by: Actor, gists: Mapping[str, str]) -> int:
    """Record one reason for every change that has none yet, as after a proposal; says how many there were.

    `gists` tells what changed of each shape, by its key.
    """
    lock_draft(layout)
    known = set(layout.changes.values_list("key", flat=True))
    rows = [row for row in differences_of(layout) if row.key not in known]
    for row in rows:
        fields = {**values, "code": row.piece.code, "gist": gists.get(row.key, "")[:300]}
        create_record(LayoutChange(layout=layout, key=row.key, **fields), by=by)
    return len(rows)


def places_by_exhibitor(layout: Layout) -> dict[int, list[dict[str, str]]]:
    """The booths of each exhibitor as plain values, in the order of their numbers."""
    found: dict[int, list[dict[str, str]]] = {}
    names = ("code", "x", "y", "width", "depth")
    for shape in layout.shapes.filter(exhibitor__isnull=False).order_by("code"):
        found.setdefault(shape.exhibitor_id or 0, []).append({name: str(getattr(shape, name)) for name in names})
    return found


def find_untold(layout: Layout) -> dict[int, list[dict[str, str]]]:
    """The exhibitors whose places on this plan are not what they were last told, with those places."""
    now = places_by_exhibitor(layout)
    tellings = BoothTelling.objects.filter(layout__hall=layout.hall, state=TellingState.TOLD).order_by("told_at", "pk")
    told = dict(tellings.values_list("exhibitor_id", "places"))
    gone: dict[int, list[dict[str, str]]] = {pk: [] for pk, places in told.items() if places and pk not in now}
    return {pk: places for pk, places in {**now, **gone}.items() if places != told.get(pk, [])}


def draft_tellings(layout: Layout, *, by: Actor | None) -> list[BoothTelling]:
    """Draft a notice to each exhibitor touched since it was last told; drafts that no longer hold are withdrawn."""
    untold = find_untold(layout)
    waiting = BoothTelling.objects.filter(layout__hall=layout.hall, state=TellingState.DRAFT)
    for old in waiting.select_related("exhibitor"):
        if untold.get(old.exhibitor_id) == old.places:
            untold.pop(old.exhibitor_id)  # what waits to be told is still true
        else:
            perform(old, "outdate", by=by)
    exhibitors = Exhibitor.objects.select_related("organisation").in_bulk(untold)
    return [write_telling(layout, exhibitors[pk], places, by=by) for pk, places in sorted(untold.items())]


def write_telling(
    layout: Layout, exhibitor: Exhibitor, places: list[dict[str, str]], *, by: Actor | None
) -> BoothTelling:
    text = say_places(layout, places)
    telling: BoothTelling = create_record(
        BoothTelling(body=layout.body, exhibitor=exhibitor, layout=layout, places=places, text=text), by=by
    )
    subject = _("Your place at %(expo)s") % {"expo": layout.hall.expo}
    accounts = Contact.objects.filter(organisation=exhibitor.organisation_id).values_list("account_id", flat=True)
    telling.notices.set(
        [
            draft_notice(
                recipient_id=account, body_id=layout.body_id, topic="expo.booth", subject=subject, text=text,
                about=telling,
            )
            for account in accounts
        ]
    )  # fmt: skip
    return telling


def say_places(layout: Layout, places: Iterable[Mapping[str, str]]) -> str:
    """Where an exhibitor stands, in words."""
    lines = [
        _("Booth %(code)s: %(width)s × %(depth)s m, %(x)s m from the left and %(y)s m from the top of %(hall)s.")
        % {**place, "hall": layout.hall}
        for place in places
    ]
    return "\n".join(lines) or _("Your booth in %(hall)s has been given up.") % {"hall": layout.hall}
