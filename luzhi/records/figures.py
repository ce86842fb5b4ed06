"""Figures: declared once by the app that owns the records, read here, opened everywhere."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Case, Count, Q, QuerySet, Sum, When
from django.db.models.functions import Coalesce

from luzhi.core.figures import Claim, Conclusion, Grade, compute_share, conclude
from luzhi.core.quantity import Quantity
from luzhi.records.kinds import KINDS, Kind, kind_of
from luzhi.records.models import Statement, YearBook
from luzhi.records.values import find_field


@dataclass(frozen=True, slots=True)
class Rows:
    """Counts records."""


@dataclass(frozen=True, slots=True)
class Distinct:
    """Counts different values at a path: heads instead of appearances, firms instead of booths."""

    path: str


@dataclass(frozen=True, slots=True)
class Total:
    """Sums a number at a path; records without the number are told apart, never taken as zero."""

    path: str


@dataclass(frozen=True)
class Scope:
    """Which body, which year, narrowed to which values of the figure's dimensions (pk or code by name)."""

    body_id: int
    year: int
    where: Mapping[str, Any] = field(default_factory=dict)

    def narrowed(self) -> dict[str, str]:
        return {name: str(value) for name, value in sorted(self.where.items())}


@dataclass(frozen=True, eq=False)
class Figure:
    """A number with a meaning. `nouns` are the words, Chinese and English, by which a text speaks of what is counted;
    `unit` is a key of `luzhi.core.units`."""

    key: str
    title: Any
    unit: str
    kind: str
    measure: Rows | Distinct | Total = Rows()
    population: Q = field(default_factory=Q)
    dimensions: Mapping[str, str] = field(default_factory=dict)  # name -> ORM path
    nouns: tuple[str, ...] = ()
    note: Any = ""  # what exactly is counted, in one sentence
    clause: str = ""
    year_path: str = "year"  # '' for what belongs to no year
    listed_by: str = ""  # path of the name by which a text lists these records; default: the kind's label

    @property
    def owner(self) -> Kind:
        return KINDS[self.kind]

    def records(self, scope: Scope) -> QuerySet[Any]:
        """The records behind the figure: the drill-down and the value are made from the same rows.

        A condition that looks into a list of children (the stops of a visit) is asked in a subquery, so that a
        record with two fitting children is still one row.
        """
        model = self.owner.model
        found = model._default_manager.filter(body_id=scope.body_id)
        conditions = [self.population, *(Q(**{self.dimensions[n]: value}) for n, value in scope.where.items())]
        if self.year_path:
            conditions.append(Q(**{self.year_path: scope.year}))
        for condition in conditions:
            if any(is_many(model, path) for path in paths_in(condition)):
                inside = model._default_manager.filter(condition, body_id=scope.body_id)
                found = found.filter(pk__in=inside.values("pk"))
            else:
                found = found.filter(condition)
        return found

    @cached_property
    def definition_hash(self) -> str:
        """Changes when the meaning changes, so that a frozen value tells by which definition it was made."""
        parts = [
            self.key,
            self.unit,
            self.kind,
            repr(self.measure),
            repr(self.population),
            dict(self.dimensions),
            self.year_path,
        ]
        return hashlib.sha256(json.dumps(parts, default=str, sort_keys=True).encode()).hexdigest()[:16]


@dataclass(frozen=True, eq=False)
class Rate:
    """A share of one figure in another; both stay open and named. Given in per cent."""

    key: str
    title: Any
    part: str
    whole: str
    nouns: tuple[str, ...] = ()
    note: Any = ""
    clause: str = ""
    truncate: bool = False  # never rounded up, so that 99.96 % is not printed as 100 %
    within: tuple[str, ...] = ()  # dimensions that narrow the part alone: which share of the whole one class is

    unit = "percent"

    @property
    def dimensions(self) -> Mapping[str, str]:
        part, whole = FIGURES[self.part], FIGURES[self.whole]
        return {name: path for name, path in part.dimensions.items() if name in whole.dimensions}

    def scope_of_whole(self, scope: Scope) -> Scope:
        """What the whole is narrowed to where the rate is narrowed to `scope`."""
        left = {name: value for name, value in scope.where.items() if name not in self.within}
        return Scope(scope.body_id, scope.year, left)

    @cached_property
    def definition_hash(self) -> str:
        both = FIGURES[self.part].definition_hash + FIGURES[self.whole].definition_hash + ",".join(self.within)
        return hashlib.sha256(both.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Reading:
    """A figure read in a scope: its value and grade, the count over records, and the statements beside it."""

    figure: "Figure | Rate"
    scope: Scope
    value: Quantity | None
    grade: Grade
    counted: Decimal
    records: int
    statements: tuple[Statement, ...] = ()
    against: Statement | None = None
    unmeasured: int = 0  # records without the number that is summed
    part: "Reading | None" = None
    whole: "Reading | None" = None


FIGURES: dict[str, Any] = {}
SHARE_PLACES = 1  # a share is printed to a tenth of a per cent


def declare_figure(figure: Figure | Rate) -> Figure | Rate:
    """Make a figure known under its key; `checks` proves at start that its kind and paths exist."""
    if figure.key in FIGURES:
        raise ValueError(f"figure {figure.key} is declared twice")
    if isinstance(figure, Figure) and not is_lasting(figure.population):
        raise ValueError(f"figure {figure.key}: its condition would read differently after the next start")
    FIGURES[figure.key] = figure
    Statement.titles[figure.key] = figure.title
    return figure


class Told:
    """What is said about a body's year besides its records, read once for many figures: the statements, and whether
    the year's book is complete. Two queries."""

    def __init__(self, body_id: int, year: int) -> None:
        self.body_id, self.year = body_id, year
        rows = Statement.objects.filter(body_id=body_id, year=year).select_related("source").order_by("pk")
        self.statements: dict[str, list[Statement]] = {}
        for statement in rows:
            self.statements.setdefault(statement.figure, []).append(statement)
        self.complete = is_complete(Scope(body_id, year))

    def is_about(self, scope: Scope) -> bool:
        return (self.body_id, self.year) == (scope.body_id, scope.year)


def read_figure(key: str, scope: Scope, told: Told | None = None) -> Reading:
    """Compute a figure in a scope; at most three queries for a figure, six for a rate; one and two with `told`."""
    figure = FIGURES[key]
    return read_rate(figure, scope, told) if isinstance(figure, Rate) else read_count(figure, scope, told)


def read_count(figure: Figure, scope: Scope, told: Told | None = None) -> Reading:
    counted, records, unmeasured = measure_records(figure, figure.records(scope))
    statements = find_statements(figure.key, scope, told)
    complete = told.complete if told is not None and told.is_about(scope) else is_complete(scope)
    claims = [Claim(s.quantity, s.closed, s.prevails, s.pk) for s in statements]
    single = isinstance(figure.measure, Total) and bool(scope.where) and (records, unmeasured) == (1, 0)
    found = conclude(counted, records, claims, complete=complete, single=single)
    return assemble(figure, scope, found, counted, records, statements, unmeasured)


def assemble(
    figure: Figure | Rate, scope: Scope, found: Conclusion, counted: Decimal, records: int,
    statements: tuple[Statement, ...], unmeasured: int = 0,
) -> Reading:  # fmt: skip
    against = next((s for s in statements if found.against is not None and s.pk == found.against.key), None)
    return Reading(figure, scope, found.value, found.grade, counted, records, statements, against, unmeasured)


def paths_in(condition: Q) -> Iterator[str]:
    """The ORM paths that a condition looks at."""
    for child in condition.children:
        if isinstance(child, Q):
            yield from paths_in(child)
        elif isinstance(child, tuple):
            yield child[0]


def is_lasting(condition: Q) -> bool:
    """Whether a condition is spelled the same after every start, so that a printed figure can be held against its
    definition years later. Sets have no order, and a subquery is spelled by its place in memory."""
    for child in condition.children:
        if isinstance(child, Q):
            if not is_lasting(child):
                return False
        elif not isinstance(child, tuple) or isinstance(child[1], set | frozenset) or " at 0x" in repr(child[1]):
            return False
    return True


@cache
def is_many(model: type[Any], path: str) -> bool:
    """Whether a path leads through a list of children, so that one record may meet it several times."""
    current: Any = model
    for part in path.split("__"):
        try:
            field_ = current._meta.get_field(part)
        except (FieldDoesNotExist, AttributeError):
            return False
        if field_.many_to_many or field_.one_to_many:
            return True
        current = getattr(field_, "related_model", None)
    return False


def measure_records(figure: Figure, records: QuerySet[Any]) -> tuple[Decimal, int, int]:
    """The measure, the number of records, and how many of them lack the measured number. One query."""
    measure = figure.measure
    if isinstance(measure, Rows):
        n = records.count()
        return Decimal(n), n, 0
    many = is_many(figure.owner.model, measure.path)
    rows = Count("pk", distinct=True) if many else Count("pk")
    if isinstance(measure, Distinct):
        row = records.order_by().aggregate(n=rows, value=Count(measure.path, distinct=True))
        return Decimal(row["value"]), row["n"], 0
    known = Count("pk", distinct=many, filter=Q(**{f"{measure.path}__isnull": False}))
    row = records.order_by().aggregate(n=rows, known=known, value=Sum(measure.path))
    return Decimal(row["value"] or 0), row["known"], row["n"] - row["known"]


def read_rate(rate: Rate, scope: Scope, told: Told | None = None) -> Reading:
    part, whole = read_figure(rate.part, scope, told), read_figure(rate.whole, rate.scope_of_whole(scope), told)
    return weigh_rate(rate, scope, part, whole, find_statements(rate.key, scope, told))


def weigh_rate(rate: Rate, scope: Scope, part: Reading, whole: Reading, statements: tuple[Statement, ...]) -> Reading:
    """The share of one reading in another, held against what sources state about it."""
    value = compute_share(part.value, whole.value)
    decided = next((s for s in statements if s.prevails == "statement"), None)
    told = decided or min(statements, key=lambda s: s.pk, default=None)
    against = None
    if decided is not None or (value is None and told is not None):
        assert told is not None  # noqa: S101 -- said by the condition above, in words mypy does not follow
        value, grade = told.quantity, Grade.REPORTED
    elif value is None:
        grade = Grade.MISSING
    else:
        step = Decimal(1).scaleb(-SHARE_PLACES)
        against = next(
            (s for s in statements if not s.prevails and s.quantity.agrees_with(value, step=step) == "differs"), None
        )
        sure = {part.grade, whole.grade} == {Grade.COUNTED}
        grade = Grade.DISPUTED if against else Grade.COUNTED if sure else Grade.PARTLY
        if against is None and told is not None and not value.is_exact and told.prevails != "records":
            # The records leave it open, a source does not: what it says is reported.
            value, grade = told.quantity, Grade.PARTLY if part.records else Grade.REPORTED
    return Reading(rate, scope, value, grade, Decimal(0), part.records, statements, against, 0, part, whole)


def find_statements(key: str, scope: Scope, told: Told | None = None) -> tuple[Statement, ...]:
    """Statements about exactly this figure in exactly this scope."""
    rows: Iterable[Statement] = ()
    if told is not None and told.is_about(scope):
        rows = told.statements.get(key, ())
    else:
        found = Statement.objects.filter(body_id=scope.body_id, year=scope.year, figure=key)
        rows = found.select_related("source").order_by("pk")
    wanted = scope.narrowed()
    return tuple(s for s in rows if {k: str(v) for k, v in sorted(s.where.items())} == wanted)


def is_complete(scope: Scope) -> bool:
    """Whether the body keeps every record of the year; a year without a book is taken as kept day by day."""
    kept = YearBook.objects.filter(body_id=scope.body_id, year=scope.year).values_list("complete", flat=True).first()
    return kept is not False


def split_figure(
    figure: Figure, scope: Scope, dimension: str, *, most: int | None = None
) -> list[tuple[Any, str, Decimal]]:
    """The figure by a dimension: (value, label, measure) rows; parts of a count of records sum to the whole.

    With `most`, only that many rows, what is not recorded first and then the largest. Two queries at most.
    """
    path = figure.dimensions[dimension]
    field_ = find_field(figure.owner.model, path)
    target = kind_of(field_.related_model) if field_ is not None and field_.is_relation else None
    # As an expression, not as a column: a planner that walks the column's index would fetch the rows one by one.
    part = figure.records(scope).order_by().annotate(split_part=Coalesce(path, path)).values_list("split_part")
    rows = list(
        part.annotate(split_value=measure_parts(figure, path)).order_by(*order_parts(field_, "split_part"))[:most]
    )
    labels = {
        str(code): str(text) for code, text in (field_.flatchoices if field_ is not None and field_.choices else ())
    }
    if target is not None:
        labels = name_parts(target, [code for code, _value in rows if code is not None])
    return [
        (code, labels.get(str(code), "" if code is None or target else str(code)), Decimal(value or 0))
        for code, value in rows
    ]


def measure_parts(figure: Figure, path: str) -> Any:
    """The measure of a figure as an aggregate over one part of it."""
    measure = figure.measure
    if isinstance(measure, Distinct):
        return Count(measure.path, distinct=True)
    return Sum(measure.path) if isinstance(measure, Total) else Count("pk", distinct=is_many(figure.owner.model, path))


def order_parts(field_: Any, name: str) -> list[Any]:
    """What is not recorded first, so that it is never cut off; then the largest."""
    missing = Q(**{f"{name}__isnull": True})
    if field_ is not None and field_.get_internal_type() in ("CharField", "TextField"):
        missing |= Q(**{name: ""})
    return [Case(When(missing, then=0), default=1), "-split_value", name]


NAMED_AT_ONCE = 500


def name_parts(target: Kind, codes: list[Any]) -> dict[str, str]:
    """The names of the records that divide a figure; one query for each 500 of them."""
    found: dict[str, str] = {}
    for at in range(0, len(codes), NAMED_AT_ONCE):
        rows = target.model._default_manager.filter(pk__in=codes[at : at + NAMED_AT_ONCE])
        found |= {str(pk): str(label or "") for pk, label in rows.values_list("pk", target.label_path)}
    return found


def name_path(figure: Figure) -> str:
    """The path of the name by which a text lists what the figure counts."""
    if figure.listed_by:
        return figure.listed_by
    measure = figure.measure
    if isinstance(measure, Distinct):
        field_ = find_field(figure.owner.model, measure.path)
        target = kind_of(field_.related_model) if field_ is not None and field_.is_relation else None
        if target is not None:
            return f"{measure.path}__{target.label_path}"
    return figure.owner.label_path


def list_names(figure: Figure, scope: Scope) -> list[str]:
    """The names of what is counted, each once, in the order of entry. One query."""
    path = name_path(figure)
    names = figure.records(scope).order_by("pk").values_list(path, flat=True)
    return list(dict.fromkeys(str(name) for name in names if name not in (None, "")))


def figures_of(kinds: Iterable[str]) -> list[Figure]:
    """Figures whose records are of these kinds."""
    wanted = set(kinds)
    return [f for f in FIGURES.values() if isinstance(f, Figure) and f.kind in wanted]
