"""Figures that stand on an assignment or a goal. Apps above register theirs; nothing is imported upward."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, Max
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.common.tables import Header, render_table
from luzhi.core.figures import Claim, Grade, conclude
from luzhi.core.quantity import Quantity
from luzhi.records.figures import FIGURES, Distinct, Figure, Rows, Scope, is_complete
from luzhi.records.models import Statement
from luzhi.records.values import show_value


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure shown on each record of a kind, narrowed to it by a dimension of the figure.

    `latest` is the path of the day by which the newest record is known; `visit` marks what silences the alarm of
    an assignment.
    """

    on: str  # the kind it stands on: mandate.assignment, mandate.goal
    figure: str
    dimension: str
    latest: str = ""
    visit: bool = False
    order: int = 50


@dataclass(frozen=True, slots=True)
class TileReading:
    """A tile read for one record: the value as far as it is known, how well founded, the newest day, the way in."""

    figure: Figure
    value: Quantity | None
    grade: Grade
    records: int
    last_on: date | None
    link: str
    visit: bool


TILES: list[Tile] = []
NEWEST = 8


def register_tile(tile: Tile) -> Tile:
    """Show a figure on every record of a kind. Its figure must be declared by the time pages are drawn."""
    if any((t.on, t.figure) == (tile.on, tile.figure) for t in TILES):
        raise ValueError(f"{tile.figure} stands on {tile.on} already")
    TILES.append(tile)
    TILES.sort(key=lambda t: t.order)
    return tile


def tiles_for(kind_key: str, actor: Actor) -> list[Tile]:
    """The tiles on a kind whose records the actor may see."""
    return [t for t in TILES if t.on == kind_key and actor.may(f"{FIGURES[t.figure].kind}.view")]


def read_tiles(objects: Sequence[Any], actor: Actor) -> dict[int, list[TileReading]]:
    """Every tile for every record, in one query a tile and two more, however many records there are."""
    found: dict[int, list[TileReading]] = {obj.pk: [] for obj in objects}
    if not objects:
        return found
    tiles = tiles_for(objects[0]._meta.label_lower, actor)
    year = objects[0].year
    scope = Scope(actor.body_id, year)
    complete = is_complete(scope)
    claims = find_claims(tiles, scope)
    for tile in tiles:
        figure: Figure = FIGURES[tile.figure]
        counted = count_by_object(figure, tile, scope, list(found))
        for pk, readings in found.items():
            value, records, last_on = counted.get(pk, (Decimal(0), 0, None))
            conclusion = conclude(value, records, claims.get((tile.figure, str(pk)), []), complete=complete)
            link = link_to_figure(figure, {tile.dimension: pk})
            readings.append(TileReading(figure, conclusion.value, conclusion.grade, records, last_on, link, tile.visit))
    return found


def count_by_object(
    figure: Figure, tile: Tile, scope: Scope, pks: list[int]
) -> dict[int, tuple[Decimal, int, date | None]]:
    """Measure, number of records and newest day by record; those without any are left out. One query."""
    path = figure.dimensions[tile.dimension]
    measure = Count("pk", distinct=True)
    if isinstance(figure.measure, Distinct):
        measure = Count(figure.measure.path, distinct=True)
    elif not isinstance(figure.measure, Rows):
        raise TypeError(f"{figure.key} is a sum; a tile counts")
    extra = {"last": Max(tile.latest)} if tile.latest else {}
    rows = (
        figure.records(scope).filter(**{f"{path}__in": pks}).order_by().values(path)
        .annotate(measure=measure, records=Count("pk", distinct=True), **extra)
    )  # fmt: skip
    return {row[path]: (Decimal(row["measure"]), row["records"], row.get("last")) for row in rows}


def find_claims(tiles: Iterable[Tile], scope: Scope) -> dict[tuple[str, str], list[Claim]]:
    """What sources state about each tile's figure, by the record it is narrowed to and nothing else. One query."""
    dimension_of = {tile.figure: tile.dimension for tile in tiles}
    found: dict[tuple[str, str], list[Claim]] = {}
    rows = Statement.objects.filter(body_id=scope.body_id, year=scope.year, figure__in=dimension_of).order_by("pk")
    for statement in rows:
        if list(statement.where) == [dimension_of[statement.figure]]:
            key = (statement.figure, str(next(iter(statement.where.values()))))
            claim = Claim(statement.quantity, statement.closed, statement.prevails, statement.pk)
            found.setdefault(key, []).append(claim)
    return found


def link_to_figure(figure: Figure, where: dict[str, int]) -> str:
    """The page of the figure, narrowed; the list of its records where no such page is installed."""
    try:
        return f"{reverse('figure-detail', args=[figure.key])}?{urlencode(where)}"
    except NoReverseMatch:
        named = {figure.dimensions[name]: pk for name, pk in where.items()}
        return f"{figure.owner.url()}?{urlencode(named)}"


@dataclass(frozen=True, slots=True)
class Silence:
    """How long nobody has been there: `weeks` is None while no visit has a day on record."""

    last_on: date | None
    weeks: int | None
    alarm: bool


def measure_silence(
    year: int, quiet_weeks: int, readings: Iterable[TileReading], *, today: date | None = None
) -> Silence:
    """Weeks since the last dated visit, seen from today or, for a year that is over, from its last day."""
    days = [r.last_on for r in readings if r.visit and r.last_on is not None]
    until = min(today or timezone.localdate(), date(year, 12, 31))
    if not days:
        return Silence(None, None, alarm=False)
    weeks = max(until - max(days), timedelta(0)).days // 7
    return Silence(max(days), weeks, alarm=bool(quiet_weeks) and weeks >= quiet_weeks)


def list_newest(objects: Sequence[Any], actor: Actor) -> list[tuple[Any, SafeString]]:
    """For each tile that counts dated records, its newest ones over all these objects; one query a tile."""
    found = []
    for tile in tiles_for(objects[0]._meta.label_lower, actor) if objects else ():
        figure: Figure = FIGURES[tile.figure]
        if not isinstance(figure.measure, Rows) or not tile.latest:
            continue
        chosen = figure.records(Scope(actor.body_id, objects[0].year)).filter(
            **{f"{figure.dimensions[tile.dimension]}__in": [obj.pk for obj in objects]}
        )
        rows = list(
            chosen.order_by(F(tile.latest).desc(nulls_last=True), "-pk")
            .values_list("pk", figure.owner.label_path, tile.latest).distinct()[:NEWEST]
        )  # fmt: skip
        if rows:
            found.append((figure.title, render_newest(figure, rows)))
    return found


def render_newest(figure: Figure, rows: Iterable[tuple[Any, ...]]) -> SafeString:
    headers = [Header(figure.owner.title), Header(_("date"))]
    cells = [
        [format_html('<a href="{}">{}</a>', figure.owner.url(row[0]), row[1]), *map(show_value, row[2:])]
        for row in rows
    ]
    return render_table(headers, cells, caption=figure.title)
