"""Many new records at once: written by the driver, found by the search, accounted for by one event a batch.

Each batch is one transaction, short enough that other writers wait a fraction of a second.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any

from django.db import IntegrityError, connection, models, transaction
from django.db.models.deletion import Collector, ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.common.audit import record_event
from luzhi.common.problems import Conflict, Problem, explain_duplicate
from luzhi.records.checking import Checker, Values
from luzhi.records.index import Line, add_entries, base_of, drop_entries, join_lines, own_paths, write_entries
from luzhi.records.kinds import Kind
from luzhi.records.models import ImportBatch, ImportRange
from luzhi.workflow.engine import enter_state

PLAIN = {str, int, bool, type(None)}  # what the driver takes as it is


class Writer:
    """Writes the checked rows of a file as records of a kind."""

    def __init__(self, checker: Checker, batch: ImportBatch, actor: Actor) -> None:
        self.kind, self.batch, self.actor = checker.kind, batch, actor
        model: Any = checker.kind.model
        places = {c.model_field.attname: place for place, c in enumerate(checker.columns) if not c.many}
        self.prototype = model(body=actor.body)
        enter_state(self.prototype, checker.kind.first_state)
        fields = [f for f in model._meta.concrete_fields if not f.primary_key]
        self.filled = [(f, places[f.attname]) for f in fields if f.attname in places]
        now = timezone.now()
        fixed = [(f.column, first_value(f, self.prototype, now)) for f in fields if f.attname not in places]
        self.fixed = dict(zip([name for name, _v in fixed], write_literals([v for _n, v in fixed]), strict=True))
        self.links = [(place, column.model_field) for place, column in enumerate(checker.columns) if column.many]
        self.labels = [column.name for column in checker.columns]
        self.entries = EntryMaker(self.kind, self.prototype, {f.attname: place for f, place in self.filled})

    @transaction.atomic
    def write(self, values: Values, rows: Sequence[int]) -> None:
        """One batch: its records, links, search entries and event. Raises Problem naming the row the data refuse.

        `values` by column, `rows` as the sheet numbers them.
        """
        numbers = take_numbers(self.kind.model, len(rows))
        prepared = [prepare(f, values[place]) for f, place in self.filled]
        try:
            with transaction.atomic():
                columns = ["id", *(f.column for f, _place in self.filled)]
                insert(self.kind.model, columns, list(zip(numbers, *prepared, strict=True)), self.fixed)
        except IntegrityError as error:
            raise self.explain(values, rows, error) from error
        for place, link in self.links:
            self.write_links(link, ((n, pk) for n, pks in zip(numbers, values[place], strict=True) for pk in pks))
        self.entries.write(numbers, values)
        told = json.dumps(list(zip(*(map(str, column) for column in values), strict=True)), ensure_ascii=False)
        event = record_event(
            actor=self.actor, verb="imported", obj=self.batch,
            changes={"rows": len(rows), "first": numbers[0], "last": numbers[-1], "columns": self.labels,
                     "sha256": hashlib.sha256(told.encode()).hexdigest()},
        )  # fmt: skip
        ImportRange.objects.bulk_create(
            ImportRange(batch=self.batch, kind=self.kind.key, first=a, last=b, event=event.pk) for a, b in runs(numbers)
        )

    def write_links(self, link: Any, pairs: Any) -> None:
        through: Any = link.remote_field.through
        mine = through._meta.get_field(link.m2m_field_name()).column
        theirs = through._meta.get_field(link.m2m_reverse_field_name()).column
        insert(through, [mine, theirs], sorted(set(pairs)))

    def explain(self, values: Values, rows: Sequence[int], error: IntegrityError) -> Problem:
        """Which row the data refuse, and why: the rows one by one, each taken back again at the end."""
        for at, row in enumerate(rows):
            obj = self.kind.model(body=self.actor.body, **{f.attname: values[place][at] for f, place in self.filled})
            if hasattr(obj, "state"):
                obj.state = self.prototype.state
            try:
                with transaction.atomic():
                    models.Model.save(obj, force_insert=True)
            except IntegrityError as refused:
                sentence = _("Row %(row)s: %(why)s") % {"row": row, "why": explain_duplicate(obj, refused)}
                return Problem(sentence)
        return Problem(str(error))


class EntryMaker:
    """Makes the search entries of records that were just written, from the values in hand where they hold all the
    text; where words of other records belong to it, from the database."""

    def __init__(self, kind: Kind, prototype: Any, places: dict[str, int]) -> None:
        self.kind, self.base = kind, base_of(kind, prototype.body_id)
        self.body_id = prototype.body_id
        own = own_paths(kind)
        self.in_hand = own is not None
        self.label = self.source(kind.label_path, prototype, places) if self.in_hand else ""
        sources = [self.source(name, prototype, places) for name in own or ()]
        self.sources = [source for source in sources if source != ""]

    def source(self, name: str, prototype: Any, places: dict[str, int]) -> int | str:
        """The place of a field's column, or the text that all records have."""
        value = getattr(prototype, name)
        return places.get(name, "" if value is None else str(value))

    def write(self, numbers: Sequence[int], values: Values) -> None:
        if not self.in_hand:
            write_entries(self.kind, numbers)
            return
        n = len(numbers)
        labels, *texts = (texts_of(source, values, n) for source in (self.label, *self.sources))
        lines = map(join_lines, (dict.fromkeys(filter(None, row)) for row in zip(*texts, strict=True)))
        add_entries([
            Line(self.base + number, self.body_id, label[:200], text)
            for number, label, text in zip(numbers, labels, lines, strict=True)
        ])  # fmt: skip


def texts_of(source: int | str, values: Values, n: int) -> Iterable[str]:
    if isinstance(source, str):
        return repeat(source, n)
    return ("" if value is None else str(value) for value in values[source])


def prepare(field: Any, values: Sequence[Any]) -> Sequence[Any]:
    """The values of a column as the driver takes them; each different one is turned once."""
    if PLAIN.issuperset(map(type, values)):
        return values
    try:
        known = {value: field.get_db_prep_save(value, connection) for value in set(values)}
    except TypeError:  # lists and the like
        return [field.get_db_prep_save(value, connection) for value in values]
    return list(map(known.__getitem__, values))


def first_value(field: Any, prototype: Any, now: Any) -> Any:
    """What a column without a place in the file holds in a new record, as the driver takes it."""
    value = now if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False) else None
    if value is None:
        value = getattr(prototype, field.attname)
    return field.get_db_prep_save(value, connection)


def take_numbers(model: Any, n: int) -> list[int]:
    """Numbers for new records, ascending; nobody else gets them."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":  # this transaction is the only writer
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            row = cursor.fetchone()
            last = int(row[0]) if row else 0
            return list(range(last + 1, last + n + 1))
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, n])
        return sorted(int(row[0]) for row in cursor.fetchall())


def runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The unbroken runs in ascending numbers."""
    start = last = numbers[0]
    for number in numbers[1:]:
        if number != last + 1:
            yield start, last
            start = number
        last = number
    yield start, last


def write_literals(values: Sequence[Any]) -> list[str]:
    """Values as SQL writes them, by the database's own quoting; a percent sign is doubled, as parameters ask for."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT " + ", ".join(["quote(%s)"] * len(values)), values)
            found = cursor.fetchone()
        else:
            write: Any = connection.ops
            found = [write.compose_sql("%s", [value]) for value in values]
    return [text.replace("%", "%%") for text in found]


def insert(
    model: Any, columns: Sequence[str], rows: Sequence[Sequence[Any]], fixed: Mapping[str, str] | None = None
) -> None:
    """Write rows by the driver. What is `fixed`, the same in all rows, stands in the statement itself: binding forty
    columns anew for each row takes longer than writing it."""
    if not rows:
        return
    fixed = fixed or {}
    names = ", ".join(f'"{name}"' for name in (*columns, *fixed))
    marks = ", ".join([*["%s"] * len(columns), *fixed.values()])
    with connection.cursor() as cursor:
        # names of our own tables and columns, and literals quoted by the database; values of rows go as parameters
        cursor.executemany(f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({marks})', rows)  # noqa: S608


def demand_untouched(kind: Kind, records: models.QuerySet[Any]) -> None:
    """Raises Conflict, naming some of them, when somebody has worked on any of these records or rests on one."""
    worked_on = [str(obj) for obj in records.filter(version__gt=1)[:5]]
    if worked_on:
        sentence = _("Some of these records have been changed since; the file cannot be taken back.")
        raise Conflict(sentence, details=tuple(worked_on))
    collector = Collector(using=connection.alias, origin=records)
    try:
        collector.collect(records)
    except ProtectedError as error:
        names = tuple(sorted(map(str, list(error.protected_objects)[:5])))
        sentence = _("Other records rest on some of these; the file cannot be taken back.")
        raise Conflict(sentence, details=names) from error
    own = {kind.model, *(link.remote_field.through for link in kind.model._meta.many_to_many)}
    others = [str(obj) for model, held in collector.data.items() if model not in own for obj in list(held)[:5]]
    if others:
        sentence = _("Other records rest on some of these; the file cannot be taken back.")
        raise Conflict(sentence, details=tuple(others[:5]))


@transaction.atomic
def remove_tail(kind: Kind, found: ImportRange, most: int) -> int:
    """Take the last records of a range out again, at most so many, and shorten it; says how many there were.

    Raises Conflict as `demand_untouched` does.
    """
    first = max(found.first, found.last - most + 1)
    records = kind.model._default_manager.filter(pk__gte=first, pk__lte=found.last)
    demand_untouched(kind, records)
    numbers = list(records.order_by("pk").values_list("pk", flat=True))
    drop_entries(kind, found.batch.body_id, numbers)
    for link in kind.model._meta.many_to_many:
        through: Any = link.remote_field.through
        through._default_manager.filter(**{f"{link.m2m_field_name()}__in": numbers}).delete()
    records._raw_delete(using=connection.alias)  # noqa: SLF001 -- what rests on them was looked for above
    if first == found.first:
        found.delete()
    else:
        found.last = first - 1
        found.save(update_fields=["last"])
    return len(numbers)
