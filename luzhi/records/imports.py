"""Records from an Excel sheet: previewed with every problem by row and column, entered together, undone together."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from python_calamine import CalamineError, CalamineWorkbook

from luzhi.access.actors import Actor
from luzhi.common.audit import record_event
from luzhi.common.problems import Conflict, Problem
from luzhi.records.forms import make_form
from luzhi.records.kinds import KINDS, Kind
from luzhi.records.models import ImportBatch, ImportState
from luzhi.records.services import create_record
from luzhi.records.signals import record_removed
from luzhi.records.uploads import check_office_file

MOST_ROWS = 5000


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong in one cell: the row as Excel numbers it, the column's title, the sentence."""

    row: int
    column: str
    sentence: str


def column_titles(kind: Kind, actor: Actor) -> dict[str, str]:
    """Every title by which a column may be headed (Chinese, English, or the field's own name) and its field."""
    titles: dict[str, str] = {}
    for language in ("zh-hans", "en"):
        with override(language):
            fields = make_form(kind, actor).base_fields
            titles |= {str(field.label).strip().lower(): name for name, field in fields.items()}
    return titles | {name: name for name in fields}


def read_sheet(kind: Kind, upload: Any, actor: Actor) -> list[dict[str, str]]:
    """The rows of the first sheet as texts by field name. Raises Problem when file or headings are not usable."""
    check_office_file(upload, "xlsx")
    try:
        rows = CalamineWorkbook.from_filelike(upload).get_sheet_by_index(0).to_python(skip_empty_area=True)
    except (CalamineError, IndexError, ValueError) as error:
        raise Problem(_("“%(name)s” cannot be read as an Excel file.") % {"name": upload.name}) from error
    if len(rows) < 2:
        raise Problem(_("The first sheet has no rows beneath its headings."))
    if len(rows) - 1 > MOST_ROWS:
        raise Problem(
            _("The sheet has %(n)s rows; at most %(most)s are taken at once.") % {"n": len(rows) - 1, "most": MOST_ROWS}
        )
    titles = column_titles(kind, actor)
    heads = [str(cell).strip().lower() for cell in rows[0]]
    unknown = [str(rows[0][i]) for i, head in enumerate(heads) if head and head not in titles]
    if unknown:
        known = "、".join(str(field.label) for field in make_form(kind, actor).base_fields.values())
        raise Problem(
            _("Unknown column: %(names)s. Known columns: %(known)s.") % {"names": "、".join(unknown), "known": known}
        )
    names = [titles.get(head, "") for head in heads]
    return [
        {name: write_cell(cell) for name, cell in zip(names, row, strict=False) if name}
        for row in rows[1:]
        if any(cell not in ("", None) for cell in row)
    ]


def write_cell(cell: Any) -> str:
    """A cell as one would have typed it into the form."""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if not (cell.hour or cell.minute) else cell.isoformat(timespec="minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def find_problems(kind: Kind, rows: list[dict[str, str]], actor: Actor) -> Iterator[RowProblem]:
    """Every cell the form refuses. Choices may be given by their label."""
    form_class = make_form(kind, actor)
    for number, row in enumerate(rows, start=2):
        form: Any = form_class(read_choices(form_class, row))
        for name, sentences in form.errors.items():
            label = str(form.fields[name].label) if name in form.fields else ""
            yield RowProblem(number, label, " ".join(map(str, sentences)))


def read_choices(form_class: Any, row: dict[str, str]) -> dict[str, str]:
    """Labels of choices, in either language, turned into their codes."""
    values = dict(row)
    for name, text in row.items():
        choices = getattr(form_class.base_fields[name], "choices", None)
        if not choices or not text:
            continue
        for language in ("zh-hans", "en"):
            with override(language):
                codes = {str(label): code for code, label in choices}
                values[name] = str(codes.get(text, values[name]))
    return values


def stage_import(kind: Kind, upload: Any, actor: Actor) -> ImportBatch:
    """Keep the rows of a file for preview; nothing is entered yet."""
    rows = read_sheet(kind, upload, actor)
    return ImportBatch.objects.create(
        body=actor.body, kind=kind.key, made_by=actor.user, file_name=str(upload.name)[:120], rows=rows
    )


def enter_import(batch: ImportBatch, actor: Actor) -> ImportBatch:
    """Enter all rows of a previewed file in one transaction, or none when one is no longer right."""
    kind = KINDS[batch.kind]
    with transaction.atomic():
        locked = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        if locked.state != ImportState.PREVIEW:
            raise Conflict(_("This file has been entered already."))
        form_class = make_form(kind, actor)
        entered = []
        for number, row in enumerate(locked.rows, start=2):
            form: Any = form_class(read_choices(form_class, row))
            if not form.is_valid():
                raise Problem(_("Row %(row)s is no longer right; look at the preview again.") % {"row": number})
            made = create_record(form.instance, by=actor, links=form.links(), verb="imported", state=kind.first_state)
            entered.append(made.pk)
        locked.state, locked.entered = ImportState.ENTERED, entered
        locked.save()
        record_event(actor=actor, verb="import entered", obj=locked, changes={"rows": len(entered)})
    return locked


def undo_import(batch: ImportBatch, actor: Actor) -> ImportBatch:
    """Take back everything a file entered, as long as nobody has worked on any of it."""
    kind = KINDS[batch.kind]
    with transaction.atomic():
        locked = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        if locked.state != ImportState.ENTERED:
            raise Conflict(_("There is nothing to take back."))
        records = list(kind.model._default_manager.select_for_update(of=("self",)).filter(pk__in=locked.entered))
        touched = [obj for obj in records if obj.version > 1]
        if touched:
            names = tuple(str(obj) for obj in touched[:5])
            raise Conflict(
                _("Some of these records have been changed since; the file cannot be taken back."), details=names
            )
        for obj in records:
            pk = obj.pk
            obj.delete()
            record_removed.send(type(obj), record=obj, pk=pk)
        locked.state = ImportState.UNDONE
        locked.save()
        record_event(actor=actor, verb="import undone", obj=locked, changes={"rows": len(records)})
    return locked
