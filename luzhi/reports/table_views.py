"""Tables of figures as pages and workbooks: every number opens the records behind it."""

from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from luzhi.access.actors import ActingRequest
from luzhi.common.audit import record_event
from luzhi.common.tables import Header, render_table
from luzhi.common.workbooks import write_workbook
from luzhi.core.quantity import plain_number
from luzhi.records.figures import FIGURES, Figure, Rate, Scope, is_complete
from luzhi.records.narrowing import field_of, list_options, name_dimension
from luzhi.records.tabling import TABLES, Cell, FigureTable, HeadCell, TableReading, read_table
from luzhi.reports.addresses import figure_address, read_year

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def get_table_or_404(request: ActingRequest, key: str) -> FigureTable:
    request.actor.demand("reports.figures.view")
    if key not in TABLES:
        raise Http404
    return TABLES[key]


@require_GET
def show_table(request: ActingRequest, key: str) -> HttpResponse:
    table = get_table_or_404(request, key)
    year = read_year(request)
    reading = read_table(table, Scope(request.actor.body_id, year))
    heads = [Header(name_rows(reading)), *(Header(name_head(head), number=True) for head in reading.heads)]
    rows: list[list[Any]] = [
        [name_row(reading, code), *(show_cell(cell, year, code) for cell in cells)]
        for code, cells in reading.rows.items()
    ]
    if rows:
        rows.append([_("All together"), *(show_cell(cell, year) for cell in reading.total)])
    context = {
        "table": table, "year": year, "reading": reading, "complete": is_complete(reading.scope),
        "shown": render_table(heads, rows, caption=table.title) if rows else "",
        "notes": notes_of(table), "others": [t for t in TABLES.values() if t is not table],
    }  # fmt: skip
    return render(request, "reports/table.html", context)


@require_GET
def export_table(request: ActingRequest, key: str) -> HttpResponse:
    """The table as a workbook; the export is an event in the audit chain."""
    table = get_table_or_404(request, key)
    year = read_year(request)
    reading = read_table(table, Scope(request.actor.body_id, year))
    names = [name_rows(reading), *(name_head(head) for head in reading.heads)]
    titles = [name if names.index(name) == i else f"{name} {i}" for i, name in enumerate(names)]
    lines = [[name_row(reading, code), *map(write_cell, cells)] for code, cells in reading.rows.items()]
    lines.append([_("All together"), *map(write_cell, reading.total)])
    content = write_workbook([dict(zip(titles, line, strict=True)) for line in lines], str(year))
    changes = {"kind": f"reports.table.{key}", "query": request.GET.urlencode()}
    record_event(actor=request.actor, verb="exported", body_id=request.actor.body_id, changes=changes)
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{key}-{year}-{timezone.localdate():%Y%m%d}.xlsx"'
    return answer


def name_rows(reading: TableReading) -> str:
    """The heading of the first column: what the rows are."""
    first = reading.table.columns[0]
    return name_dimension(FIGURES[first.figure], first.dimension)


def name_row(reading: TableReading, code: Any) -> str:
    if code in (None, ""):
        return _("not recorded")
    first = reading.table.columns[0]
    options = list_options(field_of(FIGURES[first.figure], first.dimension))
    return options.get(str(code), [reading.labels.get(code) or str(code)])[0]


def name_head(head: HeadCell) -> str:
    if not head.spread:
        return str(head.figure.title)
    options = list_options(field_of(head.figure, head.spread))
    label = options.get(str(head.value), [head.label])[0]
    return f"{head.figure.title}: {label}"


def write_cell(cell: Cell) -> Any:
    if cell.value is None:
        return ""
    return float(cell.value) if cell.value % 1 else int(cell.value)


def show_cell(cell: Cell, year: int, code: Any = "all") -> Any:
    """The number as a link to its records; a share says what it is a share of by opening both."""
    if cell.value is None:
        return "—"
    text = f"{plain_number(cell.value)}%" if isinstance(cell.column.figure, Rate) else plain_number(cell.value)
    if code in (None, "") or (cell.value == Decimal(0) and isinstance(cell.column.figure, Figure)):
        return text
    return format_html('<a href="{}">{}</a>', figure_address(cell.column.figure.key, year, cell.where), text)


def notes_of(table: FigureTable) -> list[tuple[Any, str, Any]]:
    """Of each column its title, of a share the part and the whole, and what it counts in one sentence."""
    found: dict[str, tuple[Any, str, Any]] = {}
    for column in table.columns:
        figure = FIGURES[column.figure]
        ratio = f"{FIGURES[figure.part].title} ÷ {FIGURES[figure.whole].title}" if isinstance(figure, Rate) else ""
        found[figure.key] = (figure.title, ratio, figure.note)
    return list(found.values())
