"""The plan as a picture: a Gantt chart drawn by the server, readable by eye, keyboard and screen reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

ROW = 24
HEAD = 40
NAMES = 250
WIDEST = 900
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


def choose_zoom(bars: Sequence[Bar]) -> str:
    """The closest view in which the whole plan still fits a desk's width."""
    days = [day for bar in bars if not bar.heading for day in (bar.early or bar.start, bar.finish)]
    span = (max(days) - min(days)).days if days else 0
    return next((name for name, scale in ZOOM.items() if span * scale <= WIDEST), "quarter")


def draw_gantt(bars: Sequence[Bar], *, today: date, opens_on: date | None, zoom: str = "week") -> SafeString:
    """The chart as SVG. Each bar links to its task and carries its sentence as a title."""
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
    parts = [f'<svg class="gantt" {size} role="img" aria-label="{label}">']
    parts += draw_axis(first, last, x, height, scale)
    for n, bar in enumerate(bars):
        parts.append(draw_row(bar, HEAD + n * ROW, x, width, first))
    parts.append(f'<line class="g-today" x1="{x(today)}" x2="{x(today)}" y1="{HEAD - 14}" y2="{height}"/>')
    parts.append(f'<text class="g-mark" x="{x(today) + 3}" y="{HEAD - 4}">{escape(_("today"))}</text>')
    if opens_on:
        parts.append(f'<line class="g-opening" x1="{x(opens_on)}" x2="{x(opens_on)}" y1="{HEAD - 14}" y2="{height}"/>')
        parts.append(
            f'<text class="g-mark g-mark-opening" x="{x(opens_on) + 3}" y="{HEAD - 4}">{escape(_("opening"))}</text>'
        )
    parts.append("</svg>")
    return mark_safe("".join(parts))


def draw_axis(first: date, last: date, x: Any, height: int, scale: float) -> list[str]:
    """Months along the top, weeks as faint lines, weekends shaded where there is room."""
    parts = []
    day = first
    while day <= last:
        if day.day == 1 or day == first:
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


def clip(name: str, most: int = 17) -> str:
    """A name that fits the margin; wide characters count as two halves."""
    room, kept = most * 2, ""
    for char in name:
        room -= 2 if ord(char) > 0x2E80 else 1
        if room < 1:
            return kept + "…"
        kept += char
    return kept


def draw_burn_up(points: Sequence[tuple[date, int, int]]) -> SafeString:
    """Tasks done against tasks there are, week by week, from the frozen snapshots."""
    if len(points) < 2:
        return mark_safe("")
    top = max(total for _day, _done, total in points) or 1
    step = 640 / (len(points) - 1)

    def path(values: list[int]) -> str:
        return " ".join(f"{40 + i * step:.1f},{190 - v / top * 160:.1f}" for i, v in enumerate(values))

    done, total = path([p[1] for p in points]), path([p[2] for p in points])
    labels = "".join(
        f'<text class="g-day" x="{40 + i * step:.1f}" y="208">{day:%m-%d}</text>'
        for i, (day, _d, _t) in enumerate(points)
        if i % max(1, len(points) // 10) == 0
    )
    return mark_safe(
        f'<svg viewBox="0 0 720 215" role="img" aria-label="{escape(_("Tasks done, week by week"))}">'
        f'<polyline class="g-total" points="{total}"/><polyline class="g-done" points="{done}"/>{labels}'
        f'<text class="g-day" x="4" y="34">{top}</text><text class="g-day" x="4" y="194">0</text></svg>'
    )
