"""Many new records at once: written by the driver, found by the search, accounted for by one event a batch.

Each batch is one transaction, short enough that other writers wait a fraction of a second.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import IntegrityError, connection, models, transaction
from django.db.models.deletion import Collector, ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.common.audit import record_event
from luzhi.common.problems import Conflict, Problem
from luzhi.records.checking import Checker
from luzhi.records.index import drop_entries, write_entries
from luzhi.records.kinds import Kind
from luzhi.records.models import ImportBatch, ImportRange
from luzhi.records.services import explain_duplicate
from luzhi.workflow.engine import enter_state

BATCH = 1000
PLAIN = (str, int)


class Writer:
    """Writes the checked rows of a file as records of a kind."""

    def __init__(self, checker: Checker, batch: ImportBatch, actor: Actor) -> None:
        self.kind, self.batch, self.actor = checker.kind, batch, actor
        model: Any = checker.kind.model
        now = timezone.now()
        prototype = model(body=actor.body)
        enter_state(prototype, checker.kind.first_state)
        self.fields = [f for f in model._meta.concrete_fields if not f.primary_key]
        self.fixed = {f.attname: first_value(f, prototype, now) for f in self.fields}
        self.first = [0, *self.fixed.values()]  # a record's line before the file's values are put in
        self.places = {
            column.model_field.attname: place for place, column in enumerate(checker.columns) if not column.many
        }
        self.fills = [
            (at, self.places[f.attname], f) for at, f in enumerate(self.fields, 1) if f.attname in self.places
        ]
        self.links = [(place, column.model_field) for place, column in enumerate(checker.columns) if column.many]
        self.labels = [column.name for column in checker.columns]

    @transaction.atomic
    def write(self, rows: Sequence[Sequence[Any]], first: int) -> None:
        """One batch: its records, links, search entries and event. Raises Problem naming the row the data refuse."""
        numbers = take_numbers(self.kind.model, len(rows))
        lines = [self.line(number, row) for number, row in zip(numbers, rows, strict=True)]
        try:
            with transaction.atomic():
                insert(self.kind.model, ["id", *(f.column for f in self.fields)], lines)
        except IntegrityError as error:
            raise self.explain(rows, first, error) from error
        for place, link in self.links:
            self.write_links(link, ((n, pk) for n, row in zip(numbers, rows, strict=True) for pk in row[place]))
        write_entries(self.kind, numbers)
        told = json.dumps([[*map(str, row)] for row in rows], ensure_ascii=False)
        event = record_event(
            actor=self.actor, verb="imported", obj=self.batch,
            changes={"rows": len(rows), "first": numbers[0], "last": numbers[-1], "columns": self.labels,
                     "sha256": hashlib.sha256(told.encode()).hexdigest()},
        )  # fmt: skip
        ImportRange.objects.bulk_create(
            ImportRange(batch=self.batch, kind=self.kind.key, first=a, last=b, event=event.pk) for a, b in runs(numbers)
        )

    def line(self, number: int, row: Sequence[Any]) -> list[Any]:
        values = self.first[:]
        values[0] = number
        for at, place, f in self.fills:
            value = row[place]
            values[at] = value if type(value) in PLAIN else f.get_db_prep_save(value, connection)
        return values

    def write_links(self, link: Any, pairs: Any) -> None:
        through: Any = link.remote_field.through
        mine = through._meta.get_field(link.m2m_field_name()).column
        theirs = through._meta.get_field(link.m2m_reverse_field_name()).column
        insert(through, [mine, theirs], sorted(set(pairs)))

    def explain(self, rows: Sequence[Sequence[Any]], first: int, error: IntegrityError) -> Problem:
        """Which row the data refuse, and why: the rows one by one, each taken back again at the end."""
        for number, row in enumerate(rows, first):
            values = {a: row[place] for a, place in self.places.items()}
            obj = self.kind.model(body=self.actor.body, **values)
            if hasattr(obj, "state"):
                obj.state = self.fixed["state"]
            try:
                with transaction.atomic():
                    models.Model.save(obj, force_insert=True)
            except IntegrityError as refused:
                sentence = _("Row %(row)s: %(why)s") % {"row": number, "why": explain_duplicate(obj, refused)}
                return Problem(sentence)
        return Problem(str(error))


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


def insert(model: Any, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    if not rows:
        return
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        # names of our own tables and columns only; values go as parameters
        cursor.executemany(f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({marks})', rows)  # noqa: S608


@transaction.atomic
def remove_range(kind: Kind, found: ImportRange) -> int:
    """Take the records of one batch out again, as long as nobody has worked on any of them or rests on one.

    Raises Conflict, naming some of them, otherwise.
    """
    records = kind.model._default_manager.filter(pk__gte=found.first, pk__lte=found.last)
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
    numbers = list(records.order_by("pk").values_list("pk", flat=True))
    drop_entries(kind, found.batch.body_id, numbers)
    for link in kind.model._meta.many_to_many:
        through: Any = link.remote_field.through
        through._default_manager.filter(**{f"{link.m2m_field_name()}__in": numbers}).delete()
    records._raw_delete(using=connection.alias)  # noqa: SLF001 -- what rests on them was looked for above
    found.delete()
    return len(numbers)
