"""Tables of figures: the same records divided one way, several figures side by side, every cell open to its records.

A table is declared by the figures it shows. Counts are read with one query for each figure and division, however many
rows there are; a share is computed from the counts in its row, so numerator and denominator are always beside it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django.db.models import Count, Sum

from luzhi.records.figures import FIGURES, Distinct, Figure, Rate, Scope, Total, is_many, measure_records
from luzhi.records.kinds import kind_of
from luzhi.records.values import find_field

MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A figure divided by the table's rows. `spread` puts one column for each value of a second dimension."""

    figure: str
    dimension: str
    spread: str = ""


@dataclass(frozen=True)
class FigureTable:
    """Figures side by side; the rows are the values of their dimensions, which must mean the same thing."""

    key: str
    title: Any
    columns: tuple[TableColumn, ...]
    note: Any = ""

    @property
    def kinds(self) -> set[str]:
        """The kinds whose records are counted."""
        return {figure.kind for column in self.columns for figure in counts_of(FIGURES[column.figure])}


TABLES: dict[str, FigureTable] = {}


def declare_table(table: FigureTable) -> FigureTable:
    """Make a table known under its key."""
    if table.key in TABLES:
        raise ValueError(f"table {table.key} is declared twice")
    TABLES[table.key] = table
    return table


@dataclass(frozen=True, slots=True)
class Cell:
    """One value, and by what its figure is narrowed to open it. None: nothing to divide by."""

    column: "HeadCell"
    value: Decimal | None
    where: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A column as it is shown: the figure, and the value of the second dimension where it is spread."""

    figure: Figure | Rate
    dimension: str
    spread: str = ""
    value: Any = None
    label: str = ""


@dataclass
class TableReading:
    """A table read in a scope: its cells by the value of the dimension; the total is each figure as a whole."""

    table: FigureTable
    scope: Scope
    heads: list[HeadCell]
    labels: dict[Any, str]
    rows: dict[Any, list[Cell]] = field(default_factory=dict)
    total: list[Cell] = field(default_factory=list)
    cut: int = 0


Counts = dict[tuple[Any, Any], Decimal]


def read_table(table: FigureTable, scope: Scope) -> TableReading:
    """Every cell of a table; one query for each different count and one for its total."""
    reader = _Reader(scope)
    heads: list[HeadCell] = []
    for column in table.columns:
        figure = FIGURES[column.figure]
        if column.spread:
            values = reader.spread_values(figure, column)
            heads += [HeadCell(figure, column.dimension, column.spread, v, label) for v, label in values]
        else:
            heads.append(HeadCell(figure, column.dimension))
    for head in heads:
        for count in counts_of(head.figure):
            reader.counts(count, head.dimension, head.spread)
    order = reader.order(FIGURES[table.columns[0].figure], table.columns[0].dimension)
    found = TableReading(table, scope, heads, reader.labels, cut=max(0, len(order) - MOST_ROWS))
    for code in order[:MOST_ROWS]:
        found.rows[code] = [reader.cell(head, code) for head in heads]
    found.total = [reader.whole(head) for head in heads]
    return found


def counts_of(figure: Figure | Rate) -> Iterable[Figure]:
    """The counts a figure is made of: itself, or the part and the whole of a share."""
    if isinstance(figure, Rate):
        yield from counts_of(FIGURES[figure.part])
        yield from counts_of(FIGURES[figure.whole])
    else:
        yield figure


class _Reader:
    """Reads each count once, by a dimension or by two."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.labels: dict[Any, str] = {}
        self._counts: dict[tuple[str, str, str], Counts] = {}
        self._totals: dict[tuple[str, str, Any], Decimal] = {}

    def counts(self, figure: Figure, dimension: str, spread: str) -> Counts:
        key = (figure.key, dimension, spread)
        if key not in self._counts:
            self._counts[key] = self._query(figure, dimension, spread)
        return self._counts[key]

    def _query(self, figure: Figure, dimension: str, spread: str) -> Counts:
        path, label_path = paths_of(figure, dimension)
        second = paths_of(figure, spread)[0] if spread else ""
        names = list(dict.fromkeys([path, label_path, *([second] if second else [])]))
        rows = figure.records(self.scope).order_by().values(*names).annotate(_measure=measure_of(figure, path))
        found: Counts = {}
        for row in rows:
            code = row[path]
            self.labels.setdefault(code, "" if row[label_path] is None else str(row[label_path]))
            place = (code, row[second] if second else None)
            found[place] = found.get(place, Decimal(0)) + Decimal(row["_measure"] or 0)
        return found

    def spread_values(self, figure: Figure | Rate, column: TableColumn) -> list[tuple[Any, str]]:
        """The values of the second dimension that occur, the emptiest last, each with its label."""
        totals: dict[Any, Decimal] = {}
        for count in counts_of(figure):
            for (_code, value), n in self.counts(count, column.dimension, column.spread).items():
                totals[value] = totals.get(value, Decimal(0)) + n
        first = next(iter(counts_of(figure)))
        found = find_field(first.owner.model, first.dimensions[column.spread])
        options = {code: str(text) for code, text in (found.flatchoices if found is not None and found.choices else ())}
        filled = [value for value in totals if value not in (None, "")]
        return [(value, options.get(value, str(value))) for value in sorted(filled, key=lambda v: (-totals[v], str(v)))]

    def order(self, figure: Figure | Rate, dimension: str) -> list[Any]:
        """The rows: the largest in the first column first; those without a value last."""
        first: dict[Any, Decimal] = {}
        for count in counts_of(figure):
            for (code, _value), n in self.counts(count, dimension, "").items():
                first[code] = first.get(code, Decimal(0)) + n
        others = {code for counts in self._counts.values() for code, _value in counts}
        return sorted(
            first.keys() | others,
            key=lambda code: (code in (None, ""), -first.get(code, Decimal(0)), self.labels.get(code, ""), str(code)),
        )

    def cell(self, head: HeadCell, code: Any) -> Cell:
        where = {head.dimension: code, **({head.spread: head.value} if head.spread else {})}

        def at(figure: Figure) -> Decimal:
            return self.counts(figure, head.dimension, head.spread).get((code, head.value), Decimal(0))

        return Cell(head, value_of(head.figure, at), where)

    def whole(self, head: HeadCell) -> Cell:
        where = {head.spread: head.value} if head.spread else {}

        def at(figure: Figure) -> Decimal:
            key = (figure.key, head.spread, head.value)
            if key not in self._totals:
                scope = Scope(self.scope.body_id, self.scope.year, {**self.scope.where, **where})
                self._totals[key] = measure_records(figure, figure.records(scope))[0]
            return self._totals[key]

        return Cell(head, value_of(head.figure, at), where)


def value_of(figure: Figure | Rate, at: Any) -> Decimal | None:
    """The count, or the share in per cent to a tenth, cut off where the share is never rounded up."""
    if not isinstance(figure, Rate):
        return at(figure)  # type: ignore[no-any-return]
    part, whole = value_of(FIGURES[figure.part], at), value_of(FIGURES[figure.whole], at)
    if part is None or not whole:
        return None
    share = part * 100 / whole
    return share.quantize(Decimal("0.1"), rounding=ROUND_DOWN) if figure.truncate else share.quantize(Decimal("0.1"))


def paths_of(figure: Figure, dimension: str) -> tuple[str, str]:
    """The path of a dimension's value, and of what a person calls it."""
    path = figure.dimensions[dimension]
    found = find_field(figure.owner.model, path)
    target = kind_of(found.related_model) if found is not None and found.is_relation else None
    return path, f"{path}__{target.label_path}" if target else path


def measure_of(figure: Figure, path: str) -> Any:
    measure = figure.measure
    if isinstance(measure, Distinct):
        return Count(measure.path, distinct=True)
    if isinstance(measure, Total):
        return Sum(measure.path)
    return Count("pk", distinct=is_many(figure.owner.model, path))
