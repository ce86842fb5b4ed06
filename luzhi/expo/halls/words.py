"""Faults and differences of hall plans in words."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from luzhi.expo.halls.geometry import Difference, Fault, Piece
from luzhi.expo.models import Exhibitor, Zone

CHANGES = {
    "added": pgettext_lazy("shape", "added"),
    "removed": pgettext_lazy("shape", "removed"),
    "moved": pgettext_lazy("shape", "moved"),
    "resized": pgettext_lazy("shape", "resized"),
    "relet": pgettext_lazy("shape", "let to another"),
    "renamed": pgettext_lazy("shape", "renamed"),
    "rezoned": pgettext_lazy("shape", "put in another zone"),
}


def plain(number: Decimal) -> str:
    """Metres without idle zeros."""
    return f"{number.normalize():f}"


def say_fault(fault: Fault) -> str:
    """One sentence for what is wrong, with the numbers on the plan."""
    words: dict[str, Any] = {"one": fault.first.code}
    if fault.second is not None:
        words["other"] = fault.second.code
    if fault.number is not None:
        words["gap"] = plain(fault.number)
    sentences = {
        "outside": _("%(one)s reaches beyond the walls"),
        "overlap": _("%(one)s and %(other)s stand on the same ground"),
        "blocked": _("%(one)s and %(other)s: a door is blocked")
        if fault.number is None
        else _("only %(gap)s m between the door %(one)s and %(other)s"),
        "narrow": _("only %(gap)s m between %(one)s and %(other)s"),
        "off_zone": _("%(one)s stands outside its zone %(other)s"),
    }
    return sentences[fault.name] % words


def say_place(piece: Piece) -> str:
    rect = piece.rect
    return f"{plain(rect.width)} × {plain(rect.depth)} m @ {plain(rect.x)}, {plain(rect.y)}"


class DifferenceWords:
    """Says differences in words; the names of zones and exhibitors are fetched once for all of them."""

    def __init__(self, rows: Iterable[Difference]) -> None:
        pieces = [piece for row in rows for piece in (row.before, row.after) if piece is not None]
        self.zones: Mapping[int, Zone] = Zone.objects.in_bulk({p.zone for p in pieces if p.zone})
        holders = {p.holder for p in pieces if p.holder}
        self.holders: Mapping[int, Exhibitor] = Exhibitor.objects.select_related("organisation").in_bulk(holders)

    def changes(self, row: Difference) -> str:
        return "、".join(str(CHANGES[name]) for name in row.changes)

    def side(self, piece: Piece | None) -> str:
        """A shape on one side of a difference: number, measures, zone and exhibitor."""
        if piece is None:
            return "—"
        parts = [piece.code, say_place(piece)]
        if piece.zone:
            parts.append(str(self.zones[piece.zone]))
        if piece.holder:
            parts.append(str(self.holders[piece.holder]))
        return " · ".join(parts)

    def gist(self, row: Difference) -> str:
        return f"{self.changes(row)}: {self.side(row.before)} → {self.side(row.after)}"
