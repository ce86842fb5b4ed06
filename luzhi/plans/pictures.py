"""The plan as a picture: a Gantt chart drawn by the server, readable by eye, keyboard and screen reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from luzhi.plans.charts import clip

ROW = 24
HEAD = 40
NAMES = 250
WIDEST = 900
MONTH_ROOM = 60  # pixels a month's name needs
ZOOM = {"week": 18, "month": 6, "quarter": 2.4}  # pixels a day


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of the chart: where it may lie, where it lies, what has happened."""

    name: str
    url: str
    start: date
    finish: date
    tone: str  # plain | warn | stop | good
    early: date | None = None  # earliest start, if it could begin before it is planned to
    began: date | None = None
    told: tuple[date, date] | None = None  # the base version's days
    milestone: bool = False
    why: str = ""
    heading: bool = False
    key: int = 0


def choose_zoom(bars: Sequence[Bar]) -> str:
    """The closest view in which the whole plan still fits a desk's width."""
    days = [day for bar in bars if not bar.heading for day in (bar.early or bar.start, bar.finish)]
    span = (max(days) - min(days)).days if days else 0
    return next((name for name, scale in ZOOM.items() if span * scale <= WIDEST), "quarter")


def draw_gantt(
    bars: Sequence[Bar],
    *,
    today: date,
    opens_on: date | None,
    zoom: str = "week",
    chain: Sequence[tuple[int, int]] = (),
) -> SafeString:
    """The chart as SVG. Each bar links to its task and carries its sentence as a title.

    ``chain`` are pairs of tasks (by key) without room between them: they are joined by a line.
    """
    if not bars:
        return mark_safe("")
    scale = ZOOM.get(zoom, ZOOM["week"])
    dated = [b for b in bars if not b.heading]
    first = min([today, *(b.early or b.start for b in dated), *(b.start for b in dated)]) - timedelta(days=3)
    last = max([today, opens_on or today, *(b.finish for b in dated)]) + timedelta(days=5)
    width = NAMES + int((last - first).days * scale) + 20
    height = HEAD + ROW * len(bars) + 12

    def x(day: date, *, end: bool = False) -> float:
        return round(NAMES + ((day - first).days + (1 if end else 0)) * scale, 1)

    label = escape(_("Gantt chart of the plan; the same days stand in the table beneath"))
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    parts = [f'<svg class="gantt" {size} role="group" aria-label="{label}">']
    parts += draw_axis(first, last, x, height, scale)
    for n, bar in enumerate(bars):
        parts.append(draw_row(bar, HEAD + n * ROW, x, width, first))
    parts += draw_chain(bars, chain, x)
    parts.append(f'<line class="g-today" x1="{x(today)}" x2="{x(today)}" y1="{HEAD - 14}" y2="{height}"/>')
    parts.append(f'<text class="g-mark" x="{x(today) + 3}" y="{HEAD - 4}">{escape(_("today"))}</text>')
    if opens_on:
        parts.append(f'<line class="g-opening" x1="{x(opens_on)}" x2="{x(opens_on)}" y1="{HEAD - 14}" y2="{height}"/>')
        parts.append(
            f'<text class="g-mark g-mark-opening" x="{x(opens_on) + 3}" y="{HEAD - 4}">{escape(_("opening"))}</text>'
        )
    parts.append("</svg>")
    return mark_safe("".join(parts))


def draw_chain(bars: Sequence[Bar], chain: Sequence[tuple[int, int]], x: Any) -> list[str]:
    """From the end of each task of the chain to the beginning of the next."""
    rows = {bar.key: (n, bar) for n, bar in enumerate(bars) if not bar.heading}
    parts = []
    for before, after in chain:
        if before in rows and after in rows:
            (n, left), (m, right) = rows[before], rows[after]
            x1, x2 = x(left.finish, end=not left.milestone), x(right.start)
            y1, y2 = HEAD + n * ROW + ROW / 2, HEAD + m * ROW + ROW / 2
            bend = max(x1, min(x2, x1 + 4))
            parts.append(f'<path class="g-chain" d="M{x1} {y1}H{bend}V{y2}H{x2}"/>')
    return parts


def draw_axis(first: date, last: date, x: Any, height: int, scale: float) -> list[str]:
    """Months along the top, weeks as faint lines, weekends shaded where there is room."""
    parts = []
    day = first
    while day <= last:
        if day.day == 1 or (day == first and scale * (33 - day.day) > MONTH_ROOM):
            parts.append(f'<text class="g-month" x="{x(day) + 3}" y="14">{day:%Y-%m}</text>')
            parts.append(f'<line class="g-month-line" x1="{x(day)}" x2="{x(day)}" y1="0" y2="{height}"/>')
        if scale >= ZOOM["month"] and day.weekday() == 0:
            parts.append(f'<line class="g-week" x1="{x(day)}" x2="{x(day)}" y1="20" y2="{height}"/>')
            if scale >= ZOOM["week"]:
                parts.append(f'<text class="g-day" x="{x(day) + 2}" y="26">{day:%m-%d}</text>')
        day += timedelta(days=1)
    return parts


def draw_row(bar: Bar, top: float, x: Any, width: int, first: date) -> str:
    middle = top + ROW / 2
    if bar.heading:
        return (
            f'<rect class="g-band" x="0" y="{top}" width="{width}" height="{ROW}"/>'
            f'<text class="g-heading" x="6" y="{middle + 4}">{escape(clip(bar.name))}</text>'
        )
    parts = [
        f'<a href="{escape(bar.url)}"><title>{escape(bar.name)}: {bar.start} – {bar.finish}. {escape(bar.why)}</title>'
    ]
    parts.append(f'<text class="g-name" x="16" y="{middle + 4}">{escape(clip(bar.name))}</text>')
    if bar.told:
        parts.append(
            f'<rect class="g-base" x="{x(bar.told[0])}" y="{top + ROW - 6}" '
            f'width="{max(2, x(bar.told[1], end=True) - x(bar.told[0])):.1f}" height="3"/>'
        )
    if bar.early and bar.early < bar.start and bar.tone != "good":
        parts.append(
            f'<line class="g-float" x1="{x(max(bar.early, first))}" x2="{x(bar.start)}" y1="{middle}" y2="{middle}"/>'
        )
    if bar.milestone:
        at = x(bar.finish)
        parts.append(f'<path class="g-bar g-{bar.tone}" d="M{at} {middle - 7}l7 7l-7 7l-7-7z"/>')
    else:
        span = max(3, x(bar.finish, end=True) - x(bar.start))
        parts.append(
            f'<rect class="g-bar g-{bar.tone}" x="{x(bar.start)}" y="{top + 5}" width="{span:.1f}" height="12" rx="3"/>'
        )
    parts.append("</a>")
    return "".join(parts)
