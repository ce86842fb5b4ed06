"""A plan as an Excel sheet: what the list takes, and beside it what was counted; read back into the list."""

import io
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from luzhi.common.problems import Problem
from luzhi.common.workbooks import write_workbook
from luzhi.plans.counting import CountedPlan
from luzhi.plans.entry import COLUMNS, Row, find_headings, keep_filled, make_row, read_titles, write_tasks
from luzhi.plans.workflow import TASK

MOST_BYTES = 10 * 1024 * 1024
TITLE_ROWS = 10  # the titles stand in one of the first rows


def write_sheet(counted: CountedPlan) -> bytes:
    """The counted plan as a workbook, one row a task; the columns of the list can be read back."""
    rows = [
        {
            **{str(title): texts[name] for name, title in COLUMNS.items()},
            _("Latest start"): str(line.times.latest_start),
            _("Latest finish"): str(line.times.latest_finish),
            _("Earliest start"): str(line.times.earliest_start),
            _("Room in working days"): "" if line.times.float_days is None else f"{line.times.float_days:g}",
            _("From the opening"): line.offset,
            _("State"): str(TASK.states[line.task.state].label),
            _("Begun on"): str(line.task.actual_start or ""),
            _("Finished on"): str(line.task.actual_finish or ""),
            _("Spent (yuan)"): "" if line.task.spent is None else f"{line.task.spent:f}",
        }
        for line, texts in zip(counted.lines, write_tasks(counted.plan, counted.tasks), strict=True)
    ]
    return write_workbook(rows or [{str(title): "" for title in COLUMNS.values()}], "plan")


def read_sheet(upload: Any) -> list[Row]:
    """Rows for the typing page from a workbook with the list's titles. Raises Problem for anything that is not one.

    Formulas are not computed: their last values are read.
    """
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 -- heavy, and few pages need it

    content: bytes = upload.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Problem(_("The file is larger than 10 MB."))
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        cells = book.get_sheet_by_index(0).to_python()
    except (CalamineError, ValueError, IndexError) as error:
        raise Problem(_("This is not an Excel workbook that can be read.")) from error
    columns: dict[int, str] = {}
    for number, row in enumerate(cells[:TITLE_ROWS]):
        columns = read_titles([show(cell) for cell in row])
        if "name" in columns.values():
            rows = [make_row({name: show(line[i]) for i, name in columns.items()}) for line in cells[number + 1 :]]
            found = find_headings(keep_filled(rows))
            if not found:
                break
            return found
    titles = "、".join(str(title) for title in COLUMNS.values())
    raise Problem(_("No task was found. The sheet needs a row of titles such as: %(titles)s.") % {"titles": titles})


def show(cell: Any) -> str:
    """A cell as it would have been typed."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)
