"""Stated parts beside the stated whole: published tables whose columns do not add up."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from luzhi.core.quantity import Quantity
from luzhi.records.figures import FIGURES, Distinct, Rate
from luzhi.records.models import Statement

HUNDRED = Decimal(100)
ROUNDING = Decimal("0.05")  # what the last printed tenth of a per cent may hide, for each part
Where = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Sum:
    """The parts of a figure by one dimension as sources state them, and the whole: stated, or 100 % for shares."""

    figure: Any
    where: dict[str, Any]
    dimension: str
    parts: int
    added: Decimal
    whole: Decimal

    @property
    def left(self) -> Decimal:
        """What is in no part; less than 0 where the parts are more than the whole."""
        return self.whole - self.added

    @property
    def fits(self) -> bool:
        return abs(self.left) <= (ROUNDING * self.parts if isinstance(self.figure, Rate) else 0)


def read_sums(body_id: int, year: int) -> Iterator[Sum]:
    """Every division of a figure of which sources state at least two parts and the whole; one query.

    Only exact numbers are added. Heads are not: one person may be in several parts.
    """
    stated: dict[str, dict[Where, tuple[dict[str, Any], Decimal]]] = defaultdict(dict)
    for statement in Statement.objects.filter(body_id=body_id, year=year).order_by("pk"):
        quantity: Quantity | None = statement.quantity
        if quantity is not None and quantity.is_exact and quantity.value is not None:
            stated[statement.figure].setdefault(place_of(statement.where), (statement.where, quantity.value))
    for key, known in stated.items():
        figure = FIGURES.get(key)
        if figure is not None and not isinstance(getattr(figure, "measure", None), Distinct):
            yield from divide(figure, known)


def place_of(where: dict[str, Any]) -> Where:
    return tuple(sorted((name, str(value)) for name, value in where.items()))


def divide(figure: Any, known: dict[Where, tuple[dict[str, Any], Decimal]]) -> Iterator[Sum]:
    """The divisions of one figure: parts that differ in one dimension only belong together."""
    groups: dict[tuple[Where, str], list[Decimal]] = defaultdict(list)
    for place, (_where, value) in known.items():
        for name, _code in place:
            rest = tuple(pair for pair in place if pair[0] != name)
            groups[rest, name].append(value)
    for (rest, name), values in groups.items():
        if len(values) < 2:
            continue
        whole = whole_of(figure, name, known.get(rest))
        if whole is not None:
            yield Sum(figure, dict(rest), name, len(values), sum(values, Decimal(0)), whole)


def whole_of(figure: Any, dimension: str, stated: tuple[dict[str, Any], Decimal] | None) -> Decimal | None:
    """What the parts must come to: the stated whole of a count, 100 for shares of one whole; None where unknown."""
    if isinstance(figure, Rate):
        return HUNDRED if dimension in figure.within else None
    return stated[1] if stated is not None else None
