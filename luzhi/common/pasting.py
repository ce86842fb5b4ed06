"""Rows pasted from a spreadsheet: one in a line, its cells apart by tabs or, where there is none, by commas."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from luzhi.common.problems import Problem

MOST_ROWS = 1000
LONGEST_CELL = 200
COMMAS = re.compile("[,，]")


@dataclass(frozen=True)
class PastedRow:
    """A row: where it stood, counted from 1, and its cells, padded with empty ones."""

    number: int
    cells: tuple[str, ...]


def read_rows(text: str, columns: int) -> list[PastedRow]:
    """The rows that hold anything. Raises Problem for none, too many, or one with more cells than columns."""
    rows = list(split_rows(text, columns))
    if not rows:
        raise Problem(_("Nothing was pasted."))
    if len(rows) > MOST_ROWS:
        raise Problem(
            _("%(n)s rows were pasted; at most %(most)s are taken at once.") % {"n": len(rows), "most": MOST_ROWS}
        )
    for row in rows:
        if len(row.cells) > columns:
            words = {"row": row.number, "n": len(row.cells), "most": columns}
            raise Problem(_("Row %(row)s has %(n)s cells; at most %(most)s are expected.") % words)
        if any(len(cell) > LONGEST_CELL for cell in row.cells):
            raise Problem(
                _("Row %(row)s has a cell of more than %(most)s signs.") % {"row": row.number, "most": LONGEST_CELL}
            )
    return rows


def split_rows(text: str, columns: int) -> Iterator[PastedRow]:
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if not line.strip():
            continue
        cells = [cell.strip() for cell in (line.split("\t") if "\t" in line else COMMAS.split(line))]
        while len(cells) > columns and not cells[-1]:
            cells.pop()
        yield PastedRow(number, (*cells, *[""] * (columns - len(cells))))


def name_row(row: PastedRow, sentence: object) -> str:
    """A sentence about a row, with its place."""
    return _("Row %(row)s: %(sentence)s") % {"row": row.number, "sentence": sentence}
