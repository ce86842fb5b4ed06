"""All figures of a year at once: one query for every count, one for the statements, one for the year book."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Count, DecimalField, F, Q, Subquery, Sum, Value
from django.db.models.functions import Cast

from luzhi.access.models import Body
from luzhi.core.figures import Claim, conclude
from luzhi.records.figures import (
    FIGURES,
    Distinct,
    Figure,
    Rate,
    Reading,
    Rows,
    Scope,
    Told,
    assemble,
    find_statements,
    is_many,
    weigh_rate,
)

NUMBER: DecimalField[Any, Any] = DecimalField(max_digits=24, decimal_places=6)


def read_all(scope: Scope) -> dict[str, Reading]:
    """Every declared figure, not narrowed, of a body's year. Three queries, however many figures there are."""
    return read_figures(scope, FIGURES)


def read_figures(scope: Scope, keys: Iterable[str]) -> dict[str, Reading]:
    """These figures, as far as they are declared, and for a rate its part and its whole. Three queries."""
    wanted = spread_rates(keys)
    figures = [figure for key in wanted if isinstance(figure := FIGURES[key], Figure)]
    counts = count_all(figures, scope)
    told = Told(scope.body_id, scope.year)
    readings: dict[str, Reading] = {}
    for figure in figures:
        counted, records, unmeasured = counts[figure.key]
        own = find_statements(figure.key, scope, told)
        claims = [Claim(s.quantity, s.closed, s.prevails, s.pk) for s in own]
        found = conclude(counted, records, claims, complete=told.complete)
        readings[figure.key] = assemble(figure, scope, found, counted, records, own, unmeasured)
    for key in wanted:
        if isinstance(rate := FIGURES[key], Rate):
            _add_rate(rate, scope, readings, told)
    return readings


def spread_rates(keys: Iterable[str]) -> list[str]:
    """The declared ones among the keys, in the order of their declaration, with what rates are made of."""
    found: set[str] = set()
    waiting = [key for key in keys if key in FIGURES]
    while waiting:
        key = waiting.pop()
        figure = FIGURES[key]
        if key not in found and isinstance(figure, Rate):
            waiting += [figure.part, figure.whole]
        found.add(key)
    return [key for key in FIGURES if key in found]


def _add_rate(rate: Rate, scope: Scope, readings: dict[str, Reading], told: Told) -> None:
    for key in (rate.part, rate.whole):
        if key not in readings:
            _add_rate(FIGURES[key], scope, readings, told)
    own = find_statements(rate.key, scope, told)
    readings[rate.key] = weigh_rate(rate, scope, readings[rate.part], readings[rate.whole], own)


def count_all(figures: list[Figure], scope: Scope) -> dict[str, tuple[Decimal, int, int]]:
    """The measure, the number of records, and how many lack the measured number, of each figure. One query."""
    asked: dict[str, Any] = {}
    for i, figure in enumerate(figures):
        for name, measure in _measures(figure):
            rows = figure.records(scope).order_by().annotate(of_all=Value(1)).values("of_all")
            one = rows.annotate(found=measure).values("found")
            asked[f"f{i}_{name}"] = Subquery(one, output_field=NUMBER)
    row = Body.objects.filter(pk=scope.body_id).annotate(**asked).values(*asked).first() or {}
    found = {}
    for i, figure in enumerate(figures):
        value, rows, known = (row.get(f"f{i}_{name}") for name in ("value", "rows", "known"))
        records = int(value or 0) if isinstance(figure.measure, Rows) else int(rows or 0)
        measured = records if known is None else int(known)
        found[figure.key] = (Decimal(value or 0), measured, records - measured)
    return found


def _measures(figure: Figure) -> list[tuple[str, Any]]:
    measure = figure.measure
    if isinstance(measure, Rows):
        return [("value", Cast(Count("pk"), NUMBER))]
    many = is_many(figure.owner.model, measure.path)
    rows = ("rows", Cast(Count("pk", distinct=many), NUMBER))
    if isinstance(measure, Distinct):
        return [("value", Cast(Count(measure.path, distinct=True), NUMBER)), rows]
    has = Q(**{f"{measure.path}__isnull": False})
    known = Cast(Count("pk", distinct=many, filter=has), NUMBER)
    return [("value", Cast(Sum(F(measure.path)), NUMBER)), rows, ("known", known)]
