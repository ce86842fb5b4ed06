"""A hall's booths coloured by an amount: which have signed, which still owe papers. Apps above add their own."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from luzhi.expo.halls.geometry import Piece
from luzhi.expo.halls.pictures import draw_plan
from luzhi.expo.models import ExhibitorMaterial, Hall, Layout
from luzhi.projects.models import Agreement
from luzhi.records.kinds import KINDS

BANDS = 5


@dataclass(frozen=True)
class Heat:
    """Something counted for each exhibitor of a version, by the exhibitor's number."""

    label: Any
    measure: Callable[[Layout], Mapping[int, int]]


def count_agreements(layout: Layout) -> Mapping[int, int]:
    """Agreements signed at the expo to which the exhibitor is a party."""
    rows = Agreement.objects.filter(
        outcomes__expo=layout.hall.expo_id, parties__exhibits__shapes__layout=layout
    ).values_list("pk", "parties__exhibits")
    return Counter(key for _pk, key in set(rows) if key)


def count_missing(layout: Layout) -> Mapping[int, int]:
    """Materials that the exhibitor has not handed in."""
    rows = ExhibitorMaterial.objects.filter(exhibitor__shapes__layout=layout, received_on=None)
    return Counter(key for _pk, key in set(rows.values_list("pk", "exhibitor")))


HEAT: dict[str, Heat] = {
    "agreements": Heat(_("agreements signed"), count_agreements),
    "missing": Heat(_("papers still missing"), count_missing),
}


def find_bands(amounts: Mapping[int, int]) -> list[tuple[int, int]]:
    """At most five stretches (from, to) of the amounts that occur, each with about as many booths."""
    values = sorted(n for n in amounts.values() if n > 0)
    if not values:
        return []
    cuts = sorted({values[-(-len(values) * (i + 1) // BANDS) - 1] for i in range(BANDS)})
    lows = [values[0], *(cut + 1 for cut in cuts[:-1])]
    return list(zip(lows, cuts, strict=True))


def draw_heat(hall: Hall, pieces: Sequence[Piece], names: Mapping[int, str], amounts: Mapping[int, int]) -> SafeString:
    """The plan with each let booth in the colour of its stretch; booths without any stay pale."""
    bands = find_bands(amounts)
    marked = {
        piece.key: f"heat-{next((i for i, (_low, high) in enumerate(bands) if amounts[piece.holder] <= high), 0) + 1}"
        for piece in pieces
        if piece.holder and amounts.get(piece.holder, 0) > 0
    }
    labels = {key: f"{name} · {amounts.get(key, 0)}" for key, name in names.items()}
    address = KINDS["expo.exhibitor"].url
    return draw_plan(hall, pieces, marked=marked, names=labels, link=lambda p: address(p.holder) if p.holder else "")
