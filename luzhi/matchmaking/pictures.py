"""A timetable drawn by the server: by table and slot, by firm and slot, and how evenly the waits fall."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

CELL, ROW, LEFT, TOP = 26, 18, 120, 34
LONGEST_NAME = 9


@dataclass(frozen=True, slots=True)
class Cell:
    """Something in a row at a slot: what it is (met, idle, closed), its tooltip and where it leads."""

    slot: int
    kind: str
    title: str = ""
    link: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """A row of the picture: its name, where that leads, its cells."""

    name: str
    cells: Sequence[Cell]
    link: str = ""


def draw_grid(title: str, heads: Sequence[tuple[str, str]], rows: Sequence[Band]) -> SafeString:
    """Rows against slots; `heads` are day and hour of each slot. Every meeting is a link."""
    width, height = LEFT + CELL * len(heads), TOP + ROW * len(rows)
    parts = [open_svg("match-grid", "group", title, width, height)]
    day = ""
    for number, (date, hour) in enumerate(heads):
        x = LEFT + CELL * number
        if date != day:
            parts.append(write("match-day", x, 12, date))
            day = date
        parts.append(write("match-hour", x + CELL / 2, TOP - 6, hour, middle=True))
        parts.append(f'<line class="match-line" x1="{x}" x2="{x}" y1="{TOP}" y2="{height}"/>')
    for number, row in enumerate(rows):
        parts.append(draw_band(row, TOP + ROW * number, width))
    return mark_safe("".join([*parts, "</svg>"]))


def open_svg(style: str, role: str, title: str, width: int, height: int) -> str:
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    return f'<svg class="{style}" {size} role="{role}" aria-label="{conditional_escape(title)}">'


def write(style: str, x: float, y: float, words: Any, *, middle: bool = False, title: str = "") -> str:
    anchor = ' text-anchor="middle"' if middle else ""
    tip = f"<title>{conditional_escape(title)}</title>" if title else ""
    return f'<text class="{style}" x="{x:g}" y="{y:g}"{anchor}>{tip}{conditional_escape(words)}</text>'


def draw_band(row: Band, y: float, width: int) -> str:
    name = row.name if len(row.name) <= LONGEST_NAME else f"{row.name[: LONGEST_NAME - 1]}…"
    label = write("match-name", 4, y + ROW - 5, name, title=row.name)
    if row.link:
        label = f'<a href="{conditional_escape(row.link)}" aria-label="{conditional_escape(row.name)}">{label}</a>'
    cells = "".join(draw_cell(cell, y) for cell in row.cells)
    return f'{label}<line class="match-line" x1="0" x2="{width}" y1="{y}" y2="{y}"/>{cells}'


def draw_cell(cell: Cell, y: float) -> str:
    x = LEFT + CELL * cell.slot
    title = conditional_escape(cell.title)
    box = (
        f'<rect class="match-{cell.kind}" x="{x + 1.5}" y="{y + 2}" width="{CELL - 3}" height="{ROW - 4}" rx="2">'
        f"<title>{title}</title></rect>"
    )
    if cell.text:
        box += write("match-text", x + CELL / 2, y + ROW - 6, cell.text, middle=True)
    if not cell.link:
        return f"<g>{box}</g>"
    return f'<a href="{conditional_escape(cell.link)}" aria-label="{title}">{box}</a>'


def draw_fairness(waits: Mapping[int, int]) -> SafeString:
    """How many firms wait how often; one bar for each number of idle periods."""
    counts = Counter(waits.values())
    if not counts:
        return mark_safe("")
    most, last = max(counts.values()), max(counts)
    parts = [open_svg("match-fair", "img", _("Firms by the number of idle periods"), 430, 24 * (last + 1) + 6)]
    for number in range(last + 1):
        y, n = 4 + 24 * number, counts.get(number, 0)
        length = round(260 * n / most, 1)
        parts.append(write("match-name", 0, y + 14, _("%(n)s idle periods") % {"n": number}))
        parts.append(f'<rect class="match-met" x="120" y="{y}" width="{length}" height="18" rx="2"/>')
        parts.append(write("match-name", 126 + length, y + 14, n))
    return mark_safe("".join([*parts, "</svg>"]))
