"""A sheet of records read, checked and kept for preview: every problem by row and column. `entering` enters it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import compress
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from luzhi.access.actors import Actor
from luzhi.common.problems import Problem
from luzhi.records.checking import RowProblem, codes_of, find_doubles, is_plain, make_checker
from luzhi.records.forms import make_form
from luzhi.records.kinds import Kind
from luzhi.records.models import ImportBatch
from luzhi.records.uploads import check_office_file

MOST_ROWS = 100_000
MOST_BY_FORM = 5000
MOST_UNPACKED = 200 * 1024 * 1024
PROBLEMS_KEPT = 100


def column_titles(kind: Kind, actor: Actor) -> dict[str, str]:
    """Every title by which a column may be headed (Chinese, English, or the field's own name) and its field."""
    titles: dict[str, str] = {}
    for language in ("zh-hans", "en"):
        with override(language):
            fields = make_form(kind, actor).base_fields
            titles |= {str(field.label).strip().lower(): name for name, field in fields.items()}
    return titles | {name: name for name in fields}


@dataclass
class Sheet:
    """The cells of a file by column, as one would have typed them, and which rows of the sheet they stand in."""

    names: list[str]  # the field each column is for
    columns: list[Sequence[str]]
    n: int
    blank: list[int]  # rows of the sheet that hold nothing, above the headings or between the rows

    @property
    def numbers(self) -> Sequence[int]:
        return number_rows(self.n, self.blank)


def number_rows(n: int, blank: Sequence[int]) -> Sequence[int]:
    """The rows as Excel numbers them: the headings stand in the first that is not blank."""
    if not blank:
        return range(2, n + 2)
    skipped = set(blank)
    return [row for row in range(1, n + len(blank) + 2) if row not in skipped][1 : n + 1]


def read_sheet(kind: Kind, upload: Any, actor: Actor) -> Sheet:
    """The first sheet of a file. Raises Problem when file or headings are not usable."""
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 -- heavy, and few pages need it

    check_office_file(upload, "xlsx", most=MOST_UNPACKED)
    try:
        cells = CalamineWorkbook.from_filelike(upload).get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, IndexError, ValueError) as error:
        raise Problem(_("“%(name)s” cannot be read as an Excel file.") % {"name": upload.name}) from error
    held = [any(row) or any(cell not in ("", None) for cell in row) for row in cells]
    while held and not held[-1]:
        held.pop()
    rows = list(compress(cells, held))
    if len(rows) < 2:
        raise Problem(_("The first sheet has no rows beneath its headings."))
    most = MOST_ROWS if is_plain(kind) else MOST_BY_FORM
    if len(rows) - 1 > most:
        raise Problem(
            _("The sheet has %(n)s rows; at most %(most)s are taken at once.") % {"n": len(rows) - 1, "most": most}
        )
    names = read_heads(kind, rows[0], column_titles(kind, actor), actor)
    if not any(names):
        raise Problem(_("The first sheet has no headings."))
    columns = [write_cells(column) for name, column in zip(names, zip(*rows[1:], strict=True), strict=True) if name]
    blank = [row for row, holds in enumerate(held, 1) if not holds]
    return Sheet([name for name in names if name], columns, len(rows) - 1, blank)


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


def write_cells(cells: Sequence[Any]) -> Sequence[str]:
    """The cells of a column as texts. Days and numbers repeat, so each is written once."""
    kinds = set(map(type, cells))
    if kinds == {str}:
        return list(map(str.strip, cells))
    if len(kinds) == 1:  # else a number, a truth value and a whole fraction would pass for the same
        return list(map({cell: write_cell(cell) for cell in set(cells)}.__getitem__, cells))
    return list(map(write_cell, cells))


def write_cell(cell: Any) -> str:
    """A cell as one would have typed it into the form."""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if not (cell.hour or cell.minute) else cell.isoformat(timespec="minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def check_sheet(kind: Kind, sheet: Sheet, actor: Actor) -> Iterator[RowProblem]:
    """Everything wrong in a file, cell by cell."""
    if is_plain(kind):
        checker = make_checker(kind, sheet.names, sheet.columns, actor)
        values, problems = checker.read(sheet.columns, sheet.numbers)
        yield from problems
        yield from find_doubles(checker, values, sheet.numbers, actor)
        return
    reader = FormReader(kind, sheet.names, actor)
    for number, row in zip(sheet.numbers, zip(*sheet.columns, strict=True), strict=True):
        form = reader.fill(row)
        for name, sentences in form.errors.items():
            label = str(form.fields[name].label) if name in form.fields else ""
            yield RowProblem(number, label, " ".join(map(str, sentences)))


class FormReader:
    """Fills the form of a kind with the rows of a file, for kinds whose forms know more than their fields."""

    def __init__(self, kind: Kind, names: Sequence[str], actor: Actor) -> None:
        self.form = make_form(kind, actor)
        self.names = names
        self.codes = {name: codes_of(self.form.base_fields[name]) for name in names}

    def fill(self, row: Sequence[str]) -> Any:
        """The form of one row, labels of choices in either language turned into their codes."""
        told = zip(self.names, row, strict=True)
        return self.form({name: self.codes[name].get(text, text) for name, text in told})


def stage_import(kind: Kind, upload: Any, actor: Actor, *, year: int | None = None) -> ImportBatch:
    """Keep the rows of a file for preview, with what is wrong in them; nothing is entered yet.

    A file without a column for the year is of the year the person works in.
    """
    sheet = read_sheet(kind, upload, actor)
    if kind.has_year and "year" in kind.fields and "year" not in sheet.names:
        sheet.names.append("year")
        sheet.columns.append([str(year or actor.body.current_year)] * sheet.n)
    first: list[RowProblem] = []
    n_problems = 0
    for problem in check_sheet(kind, sheet, actor):
        n_problems += 1
        if len(first) < PROBLEMS_KEPT:
            first.append(problem)
    return ImportBatch.objects.create(
        body=actor.body, kind=kind.key, made_by=actor.user, file_name=str(upload.name)[:120], names=sheet.names,
        rows=list(zip(*sheet.columns, strict=True)), blank_rows=sheet.blank, n_rows=sheet.n, n_problems=n_problems,
        problems=[[p.row, p.column, str(p.sentence)] for p in first],
    )  # fmt: skip
