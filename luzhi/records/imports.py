"""Records from an Excel sheet: previewed with every problem by row and column, entered together, undone together."""

import time
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from luzhi.access.actors import Actor
from luzhi.common.audit import record_event
from luzhi.common.problems import Conflict, Problem
from luzhi.records.bulk import BATCH, Writer, remove_range
from luzhi.records.checking import RowProblem, codes_of, find_doubles, is_plain, make_checker
from luzhi.records.forms import make_form
from luzhi.records.kinds import KINDS, Kind
from luzhi.records.models import ImportBatch, ImportState
from luzhi.records.services import create_record
from luzhi.records.signals import record_removed
from luzhi.records.uploads import check_office_file

MOST_ROWS = 100_000
MOST_BY_FORM = 5000
MOST_UNPACKED = 200 * 1024 * 1024
PROBLEMS_KEPT = 100
BREATH = 0.02  # seconds between two batches, in which others write


def column_titles(kind: Kind, actor: Actor) -> dict[str, str]:
    """Every title by which a column may be headed (Chinese, English, or the field's own name) and its field."""
    titles: dict[str, str] = {}
    for language in ("zh-hans", "en"):
        with override(language):
            fields = make_form(kind, actor).base_fields
            titles |= {str(field.label).strip().lower(): name for name, field in fields.items()}
    return titles | {name: name for name in fields}


def read_sheet(kind: Kind, upload: Any, actor: Actor) -> tuple[list[str], list[list[str]]]:
    """The first sheet: the fields its columns are for, and its rows as texts. Raises Problem when file or headings are
    not usable."""
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 -- heavy, and few pages need it

    check_office_file(upload, "xlsx", most=MOST_UNPACKED)
    try:
        rows = CalamineWorkbook.from_filelike(upload).get_sheet_by_index(0).to_python(skip_empty_area=True)
    except (CalamineError, IndexError, ValueError) as error:
        raise Problem(_("“%(name)s” cannot be read as an Excel file.") % {"name": upload.name}) from error
    if len(rows) < 2:
        raise Problem(_("The first sheet has no rows beneath its headings."))
    most = MOST_ROWS if is_plain(kind) else MOST_BY_FORM
    if len(rows) - 1 > most:
        raise Problem(
            _("The sheet has %(n)s rows; at most %(most)s are taken at once.") % {"n": len(rows) - 1, "most": most}
        )
    titles = column_titles(kind, actor)
    names = read_heads(kind, rows[0], titles, actor)
    places = [place for place, name in enumerate(names) if name]
    write = write_cell
    found = [
        [cell.strip() if type(cell := row[place]) is str else write(cell) for place in places]
        for row in rows[1:]
        if any(cell not in ("", None) for cell in row)
    ]
    return [names[place] for place in places], found


def read_heads(kind: Kind, first: list[Any], titles: dict[str, str], actor: Actor) -> list[str]:
    """The field of each column; '' where a column has no heading. Raises Problem for unknown and repeated ones."""
    heads = [str(cell).strip().lower() for cell in first]
    unknown = [str(first[i]) for i, head in enumerate(heads) if head and head not in titles]
    if unknown:
        known = "、".join(str(field.label) for field in make_form(kind, actor).base_fields.values())
        raise Problem(
            _("Unknown column: %(names)s. Known columns: %(known)s.") % {"names": "、".join(unknown), "known": known}
        )
    names = [titles.get(head, "") for head in heads]
    twice = [str(first[i]) for i, name in enumerate(names) if name and name in names[:i]]
    if twice:
        raise Problem(_("The column “%(name)s” is there twice.") % {"name": twice[0]})
    return names


def write_cell(cell: Any) -> str:
    """A cell as one would have typed it into the form."""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if not (cell.hour or cell.minute) else cell.isoformat(timespec="minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def check_rows(kind: Kind, names: list[str], rows: list[list[str]], actor: Actor) -> Iterator[RowProblem]:
    """Everything wrong in a file, cell by cell."""
    if is_plain(kind):
        checker = make_checker(kind, names, rows, actor)
        found = []
        for values, problems in checker.check(rows):
            yield from problems
            found.append(values)
        yield from find_doubles(checker, found, actor)
        return
    form_class = make_form(kind, actor)
    for number, row in enumerate(rows, start=2):
        form: Any = form_class(read_choices(form_class, dict(zip(names, row, strict=True))))
        for name, sentences in form.errors.items():
            label = str(form.fields[name].label) if name in form.fields else ""
            yield RowProblem(number, label, " ".join(map(str, sentences)))


def read_choices(form_class: Any, row: dict[str, str]) -> dict[str, str]:
    """Labels of choices, in either language, turned into their codes."""
    values = dict(row)
    for name, text in row.items():
        codes = codes_of(form_class.base_fields[name]) if text else {}
        values[name] = codes.get(text, text)
    return values


def stage_import(kind: Kind, upload: Any, actor: Actor, *, year: int | None = None) -> ImportBatch:
    """Keep the rows of a file for preview, with what is wrong in them; nothing is entered yet.

    A file without a column for the year is of the year the person works in.
    """
    names, rows = read_sheet(kind, upload, actor)
    if kind.has_year and "year" in kind.fields and "year" not in names:
        names.append("year")
        given = str(year or actor.body.current_year)
        for row in rows:
            row.append(given)
    first: list[RowProblem] = []
    n_problems = 0
    for problem in check_rows(kind, names, rows, actor):
        n_problems += 1
        if len(first) < PROBLEMS_KEPT:
            first.append(problem)
    return ImportBatch.objects.create(
        body=actor.body, kind=kind.key, made_by=actor.user, file_name=str(upload.name)[:120], names=names, rows=rows,
        n_rows=len(rows), n_problems=n_problems, problems=[[p.row, p.column, str(p.sentence)] for p in first],
    )  # fmt: skip


def enter_import(batch: ImportBatch, actor: Actor) -> ImportBatch:
    """Enter all rows of a previewed file, or none when one is no longer right.

    A large file goes in batches, so that others can write in between. If that is cut off, the file stays "being
    entered": entering it again goes on where it stopped, and it can be taken back.
    """
    kind = KINDS[batch.kind]
    if not is_plain(kind):
        return enter_by_form(kind, batch, actor)
    with transaction.atomic():
        locked = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        if locked.state not in (ImportState.PREVIEW, ImportState.ENTERING):
            raise Conflict(_("This file has been entered already."))
        locked.state = ImportState.ENTERING
        locked.save(update_fields=["state", "updated_at"])
    rows = read_values(kind, locked, actor)
    writer = Writer(make_checker(kind, locked.names, [], actor), locked, actor)
    try:
        write_in_batches(writer, locked, rows)
    except Problem:
        take_back_ranges(kind, locked)
        ImportBatch.objects.filter(pk=locked.pk).update(state=ImportState.PREVIEW)
        raise
    return close_import(locked, actor, ImportState.ENTERED, len(rows))


def read_values(kind: Kind, batch: ImportBatch, actor: Actor) -> list[list[Any]]:
    """The values of all rows. Raises Problem at the first row that is no longer right."""
    checker = make_checker(kind, batch.names, batch.rows, actor)
    found = []
    for number, (values, problems) in enumerate(checker.check(batch.rows), start=2):
        if problems:
            raise Problem(_("Row %(row)s is no longer right; look at the preview again.") % {"row": number})
        found.append(values)
    return found


def write_in_batches(writer: Writer, batch: ImportBatch, rows: list[list[Any]]) -> None:
    """Each batch takes the file's own row first, so that two who enter the same file do not both write it.

    Who lets the database go and takes it again at once is faster than whoever waits to be woken; hence the pause.
    """
    while True:
        with transaction.atomic():
            ImportBatch.objects.select_for_update(of=("self",)).only("pk").get(pk=batch.pk)
            done = count_entered(batch)
            if done >= len(rows):
                return
            writer.write(rows[done : done + BATCH], done + 2)
        time.sleep(BREATH)


def count_entered(batch: ImportBatch) -> int:
    return sum(last - first + 1 for first, last in batch.ranges.values_list("first", "last"))


def take_back_ranges(kind: Kind, batch: ImportBatch) -> int:
    """Remove what a file has entered so far, the last batch first."""
    return sum(remove_range(kind, found) for found in batch.ranges.select_related("batch").order_by("-pk"))


def close_import(batch: ImportBatch, actor: Actor, state: str, n: int) -> ImportBatch:
    """The file's last state and its event; the rows are no longer needed once they are records."""
    with transaction.atomic():
        locked = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        if locked.state == state:
            raise Conflict(_("This file has been entered already."))
        locked.state = state
        locked.save(update_fields=["state", "updated_at"])
        verb = "import entered" if state == ImportState.ENTERED else "import undone"
        record_event(actor=actor, verb=verb, obj=locked, changes={"rows": n})
    return locked


def enter_by_form(kind: Kind, batch: ImportBatch, actor: Actor) -> ImportBatch:
    """Kinds whose forms or reactions know more than their fields: row by row, in one transaction."""
    with transaction.atomic():
        locked = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        if locked.state != ImportState.PREVIEW:
            raise Conflict(_("This file has been entered already."))
        form_class = make_form(kind, actor)
        entered = []
        for number, row in enumerate(locked.rows, start=2):
            form: Any = form_class(read_choices(form_class, dict(zip(locked.names, row, strict=True))))
            if not form.is_valid():
                raise Problem(_("Row %(row)s is no longer right; look at the preview again.") % {"row": number})
            made = create_record(form.instance, by=actor, links=form.links(), verb="imported", state=kind.first_state)
            entered.append(made.pk)
        locked.entered = entered
        locked.save(update_fields=["entered", "updated_at"])
        return close_import(locked, actor, ImportState.ENTERED, len(entered))


def undo_import(batch: ImportBatch, actor: Actor) -> ImportBatch:
    """Take back everything a file entered, as long as nobody has worked on any of it."""
    kind = KINDS[batch.kind]
    if batch.state not in (ImportState.ENTERED, ImportState.ENTERING):
        raise Conflict(_("There is nothing to take back."))
    if not batch.entered:
        with transaction.atomic():
            n = take_back_ranges(kind, ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk))
            return close_import(batch, actor, ImportState.UNDONE, n)
    with transaction.atomic():
        records = list(kind.model._default_manager.select_for_update(of=("self",)).filter(pk__in=batch.entered))
        touched = [obj for obj in records if obj.version > 1]
        if touched:
            names = tuple(str(obj) for obj in touched[:5])
            raise Conflict(
                _("Some of these records have been changed since; the file cannot be taken back."), details=names
            )
        for obj in records:
            pk = obj.pk
            try:
                obj.delete()
            except models.ProtectedError as error:
                sentence = _("Other records rest on some of these; the file cannot be taken back.")
                raise Conflict(sentence, details=(str(obj),)) from error
            record_removed.send(type(obj), record=obj, pk=pk)
        return close_import(batch, actor, ImportState.UNDONE, len(records))
