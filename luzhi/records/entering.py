"""A previewed file is entered in small batches, so that others can write in between, and taken back the same way.

Each batch is one transaction and short. If entering is cut off, the file stays "being entered": entering it again
goes on with the first row that is not there, and it can be taken back. The last records go first when it is taken
back, so what is there is always the beginning of the file.
"""

import time
from dataclasses import dataclass
from typing import Protocol

from django.db import models, transaction
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.common.audit import record_event
from luzhi.common.problems import Conflict, Problem
from luzhi.records.bulk import Writer, demand_untouched, remove_tail
from luzhi.records.checking import is_plain, make_checker
from luzhi.records.imports import FormReader, number_rows
from luzhi.records.kinds import KINDS, Kind
from luzhi.records.models import ImportBatch, ImportState
from luzhi.records.services import create_record
from luzhi.records.signals import record_removed

TURN = 0.25  # seconds that a batch may hold the database
BREATH = 0.02  # seconds between two batches: who takes the database again at once is faster than who must wake up first
LEAST, MOST = 20, 2000  # rows of a batch
ROWS_KEPT = 50  # once a file is entered, its first rows are kept to show what it was


@dataclass
class Pace:
    """How many rows are taken at once, so that a batch lasts as long as it may."""

    size: int

    def note(self, rows: int, seconds: float) -> None:
        """Learn from a batch; doubled at most, since the first one loads what the others find loaded."""
        if rows >= self.size:
            self.size = max(LEAST, min(MOST, 2 * self.size, int(rows * TURN / max(seconds, 0.001))))


class Source(Protocol):
    """The rows of a file on their way into the database."""

    def write(self, batch: ImportBatch, start: int, n: int) -> None:
        """Write `n` rows from `start` on, in the caller's transaction. Raises Problem for a row that is not right."""


class PlainSource:
    """Rows that are written together."""

    def __init__(self, kind: Kind, batch: ImportBatch, actor: Actor) -> None:
        texts = list(zip(*batch.rows, strict=True))
        batch.rows = batch.rows[:ROWS_KEPT]  # a hundred thousand lists would be walked by every garbage collection
        checker = make_checker(kind, batch.names, texts, actor)
        self.numbers = number_rows(batch.n_rows, batch.blank_rows)
        self.values, problems = checker.read(texts, self.numbers)
        if problems:
            raise no_longer_right(problems[0].row)
        self.writer = Writer(checker, batch, actor)

    def write(self, _batch: ImportBatch, start: int, n: int) -> None:
        self.writer.write([column[start : start + n] for column in self.values], self.numbers[start : start + n])


class FormSource:
    """Rows of kinds whose forms or reactions know more than their fields: one by one."""

    def __init__(self, kind: Kind, batch: ImportBatch, actor: Actor) -> None:
        self.kind, self.actor = kind, actor
        self.rows, self.numbers = batch.rows, number_rows(batch.n_rows, batch.blank_rows)
        self.reader = FormReader(kind, batch.names, actor)

    def write(self, batch: ImportBatch, start: int, n: int) -> None:
        for row, number in zip(self.rows[start : start + n], self.numbers[start : start + n], strict=True):
            form = self.reader.fill(row)
            if not form.is_valid():
                raise no_longer_right(number)
            made = create_record(
                form.instance, by=self.actor, links=form.links(), verb="imported", state=self.kind.first_state
            )
            batch.entered.append(made.pk)
        batch.save(update_fields=["entered", "updated_at"])


def no_longer_right(row: int) -> Problem:
    return Problem(_("Row %(row)s is no longer right; look at the preview again.") % {"row": row})


def enter_import(batch: ImportBatch, actor: Actor) -> ImportBatch:
    """Enter all rows of a previewed file; none stays when one is no longer right."""
    kind = KINDS[batch.kind]
    if batch.state not in (ImportState.PREVIEW, ImportState.ENTERING):
        raise Conflict(_("This file has been entered already."))
    source: Source = (PlainSource if is_plain(kind) else FormSource)(kind, batch, actor)
    set_state(batch, ImportState.ENTERING, among=(ImportState.PREVIEW, ImportState.ENTERING))
    try:
        enter_in_batches(source, batch)
    except Conflict:  # somebody else has the file in hand
        raise
    except Problem:
        take_back(kind, batch)
        set_state(batch, ImportState.PREVIEW, among=(ImportState.ENTERING,))
        raise
    return close_import(batch, actor, ImportState.ENTERED, batch.n_rows)


def enter_in_batches(source: Source, batch: ImportBatch) -> None:
    """Each batch takes the file's own row first, so that two who enter the same file do not both write it."""
    pace = Pace(200)
    while True:
        with transaction.atomic():
            locked = lock(batch)
            begun = time.perf_counter()
            done = count_entered(locked)
            n = min(pace.size, batch.n_rows - done)
            if n <= 0:
                return
            source.write(locked, done, n)
        pace.note(n, time.perf_counter() - begun)
        time.sleep(BREATH)


def lock(batch: ImportBatch) -> ImportBatch:
    """The file's row without its cells, locked for a batch. Raises Conflict when somebody else has gone on with it."""
    locked = ImportBatch.objects.select_for_update(of=("self",)).defer("rows", "problems").get(pk=batch.pk)
    if locked.state != ImportState.ENTERING:
        raise Conflict(_("Somebody else has entered this file or taken it back meanwhile."))
    return locked


def count_entered(batch: ImportBatch) -> int:
    return len(batch.entered) + sum(last - first + 1 for first, last in batch.ranges.values_list("first", "last"))


def set_state(batch: ImportBatch, state: str, *, among: tuple[str, ...]) -> None:
    """Raises Conflict when the file is in none of these states."""
    with transaction.atomic():
        locked = ImportBatch.objects.select_for_update(of=("self",)).only("state").get(pk=batch.pk)
        if locked.state not in among:
            raise Conflict(_("This file has been entered already."))
        locked.state = state
        locked.save(update_fields=["state", "updated_at"])
    batch.state = state


def undo_import(batch: ImportBatch, actor: Actor) -> ImportBatch:
    """Take back everything a file entered, as long as nobody has worked on any of it; says so before anything goes."""
    kind = KINDS[batch.kind]
    if batch.state not in (ImportState.ENTERED, ImportState.ENTERING):
        raise Conflict(_("There is nothing to take back."))
    records = kind.model._default_manager
    for found in batch.ranges.all():
        for first in range(found.first, found.last + 1, MOST):
            demand_untouched(kind, records.filter(pk__gte=first, pk__lte=min(found.last, first + MOST - 1)))
    if touched := records.filter(pk__in=batch.entered, version__gt=1)[:5]:
        sentence = _("Some of these records have been changed since; the file cannot be taken back.")
        raise Conflict(sentence, details=tuple(map(str, touched)))
    set_state(batch, ImportState.ENTERING, among=(ImportState.ENTERED, ImportState.ENTERING))
    return close_import(batch, actor, ImportState.UNDONE, take_back(kind, batch))


def take_back(kind: Kind, batch: ImportBatch) -> int:
    """Remove what a file has entered so far, in batches, the last records first; says how many there were."""
    total, pace = 0, Pace(100)
    while True:
        with transaction.atomic():
            locked = lock(batch)
            begun = time.perf_counter()
            found = locked.ranges.select_related("batch").defer("batch__rows", "batch__problems").order_by("-pk")
            last = found.first()
            if last is None and not locked.entered:
                return total
            n = remove_tail(kind, last, pace.size) if last is not None else remove_one_by_one(kind, locked, pace.size)
        total += n
        pace.note(n, time.perf_counter() - begun)
        time.sleep(BREATH)


def remove_one_by_one(kind: Kind, batch: ImportBatch, most: int) -> int:
    """Remove the last of the records that were entered by the form; what was made with them goes with them."""
    numbers = batch.entered[-most:]
    for obj in kind.model._default_manager.select_for_update(of=("self",)).filter(pk__in=numbers).order_by("-pk"):
        pk = obj.pk
        try:
            obj.delete()
        except models.ProtectedError as error:
            sentence = _("Other records rest on some of these; the file cannot be taken back.")
            raise Conflict(sentence, details=(str(obj),)) from error
        record_removed.send(type(obj), record=obj, pk=pk)
    del batch.entered[-most:]
    batch.save(update_fields=["entered", "updated_at"])
    return len(numbers)


def close_import(batch: ImportBatch, actor: Actor, state: str, n: int) -> ImportBatch:
    """The file's last state and its event; all but its first rows are no longer needed once they are records."""
    with transaction.atomic():
        locked = lock(batch)
        locked.state, locked.rows = state, batch.rows[:ROWS_KEPT]
        locked.save(update_fields=["state", "rows", "updated_at"])
        verb = "import entered" if state == ImportState.ENTERED else "import undone"
        record_event(actor=actor, verb=verb, obj=locked, changes={"rows": n})
    return locked
