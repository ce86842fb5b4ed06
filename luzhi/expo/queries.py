"""Several figures of the expo at once, in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from luzhi.core.figures import Claim, Grade, conclude
from luzhi.core.quantity import Quantity, total
from luzhi.records.figures import (
    FIGURES,
    Figure,
    Rate,
    Reading,
    Scope,
    assemble,
    is_complete,
    measure_records,
    split_figure,
    weigh_rate,
)
from luzhi.records.models import Statement


@dataclass(frozen=True)
class Part:
    """A figure for one value of a dimension: the record or code, its label, and what is known."""

    value: Any
    label: str
    quantity: Quantity | None
    grade: Grade


def read_parts(key: str, scope: Scope, dimension: str) -> dict[str, Part]:
    """A figure for each value of a dimension, statements about single values included; three queries in all.

    Keyed by the value as text, as statements keep it.
    """
    figure = FIGURES[key]
    counted = {str(value): (value, label, n) for value, label, n in split_figure(figure, scope, dimension)}
    claims: dict[str, list[Claim]] = {}
    base = scope.narrowed()
    for row in Statement.objects.filter(body_id=scope.body_id, year=scope.year, figure=key).order_by("pk"):
        where = {name: str(value) for name, value in row.where.items()}
        value = where.pop(dimension, None)
        if value is not None and (where == base or not where):
            claims.setdefault(value, []).append(Claim(row.quantity, row.closed, row.prevails, row.pk))
    complete = is_complete(scope)
    found = {}
    for value in counted.keys() | claims.keys():
        raw, label, n = counted.get(value, (value, "", Decimal(0)))
        concluded = conclude(n, int(n > 0), claims.get(value, []), complete=complete)
        found[value] = Part(raw, label, concluded.value, concluded.grade)
    return found


def add_parts(parts: Iterable[Part]) -> Quantity | None:
    """What is known for single values, added up honestly; None when nothing is known."""
    known = [part.quantity for part in parts if part.quantity is not None]
    return total(known) if known else None


def read_several(keys: Sequence[str], scope: Scope) -> list[Reading]:
    """Figures in one scope, as `read_figure` reads each: one query a figure and two for all of them."""
    singles = {single for key in keys for single in ([key] if isinstance(FIGURES[key], Figure) else rate_sides(key))}
    told: dict[str, list[Statement]] = {}
    wanted = scope.narrowed()
    rows = Statement.objects.filter(body_id=scope.body_id, year=scope.year, figure__in=singles | set(keys))
    for row in rows.select_related("source").order_by("pk"):
        if {name: str(value) for name, value in sorted(row.where.items())} == wanted:
            told.setdefault(row.figure, []).append(row)
    complete = is_complete(scope)
    found: dict[str, Reading] = {}
    for key in sorted(singles):
        figure: Figure = FIGURES[key]
        counted, records, unmeasured = measure_records(figure, figure.records(scope))
        claims = [Claim(s.quantity, s.closed, s.prevails, s.pk) for s in told.get(key, ())]
        conclusion = conclude(counted, records, claims, complete=complete)
        found[key] = assemble(figure, scope, conclusion, counted, records, tuple(told.get(key, ())), unmeasured)
    for key in keys:
        if key not in found:
            part, whole = (found[side] for side in rate_sides(key))
            found[key] = weigh_rate(FIGURES[key], scope, part, whole, tuple(told.get(key, ())))
    return [found[key] for key in keys]


def rate_sides(key: str) -> tuple[str, str]:
    rate: Rate = FIGURES[key]
    return rate.part, rate.whole
