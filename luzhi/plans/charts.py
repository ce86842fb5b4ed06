"""Small pictures of how a plan goes: burn-up, expected days over time, load per person and week."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

WEEK = timedelta(days=7)


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


def draw_trend(lines: Sequence[tuple[str, Sequence[tuple[date, date]]]]) -> SafeString:
    """Slippage: along the bottom the day of a snapshot, upwards the day then expected. A level line keeps its day."""
    if not lines:
        return mark_safe("")
    seen = sorted({day for _name, points in lines for day, _expected in points})
    days = [expected for _name, points in lines for _day, expected in points]
    first, last = min(days), max(days)
    wide, high = (seen[-1] - seen[0]).days or 1, (last - first).days or 1

    def place(day: date, expected: date) -> tuple[float, float]:
        return 80 + (day - seen[0]).days / wide * 420, 210 - (expected - first).days / high * 180

    parts = [
        f'<text class="g-day" x="4" y="{210 - share * 180:.1f}">{first + timedelta(days=round(high * share))}</text>'
        for share in (0, 0.5, 1)
    ]
    parts += [
        f'<text class="g-day" x="{place(day, first)[0]:.1f}" y="232">{day:%m-%d}</text>'
        for day in seen[:: max(1, len(seen) // 8)]
    ]
    taken: list[float] = []
    for name, points in lines:
        late = (points[-1][1] - points[0][1]).days
        tone = "g-trend-late" if late > 0 else "g-trend"
        spots = " ".join("{:.1f},{:.1f}".format(*place(*point)) for point in points)
        x, y = place(*points[-1])
        while any(abs(y - other) < 13 for other in taken):
            y += 13
        taken.append(y)
        note = f"{name} {late:+d}" if late else name
        parts.append(
            f'<polyline class="{tone}" points="{spots}"/>'
            f'<text class="g-day" x="{x + 6:.1f}" y="{y + 3:.1f}">{escape(note)}</text>'
        )
    label = escape(_("Expected days of the milestones, snapshot by snapshot; the number is the slip in days"))
    bottom = max([240, *(y + 12 for y in taken)])
    return mark_safe(f'<svg viewBox="0 0 720 {bottom:.0f}" role="img" aria-label="{label}">{"".join(parts)}</svg>')


def draw_load(people: Mapping[str, Sequence[Any]]) -> SafeString:
    """Load per person and week: how many days are worked of those there are; above that, red with the number."""
    weeks = sorted({monday(load.day) for loads in people.values() for load in loads})[:40]
    if not weeks:
        return mark_safe("")
    step, row = 22, 24
    width, height = 150 + step * len(weeks) + 10, 30 + row * len(people)
    parts = []
    for i, week in enumerate(weeks):
        if i == 0 or week.day <= 7:
            parts.append(f'<text class="g-day" x="{150 + i * step}" y="16">{week:%Y-%m}</text>')
    for n, (name, loads) in enumerate(people.items()):
        top = 24 + n * row
        parts.append(f'<text class="g-name" x="2" y="{top + 15}">{escape(clip(name, 10))}</text>')
        for i, week in enumerate(weeks):
            found = [load for load in loads if monday(load.day) == week]
            if found:
                parts.append(draw_week(found, week, 150 + i * step, top))
    label = escape(_("Load per person and week; the same numbers stand in the table beneath"))
    return mark_safe(
        f'<svg class="loads" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-label="{label}">{"".join(parts)}</svg>'
    )


def draw_week(loads: Sequence[Any], week: date, x: int, top: int) -> str:
    amount, most = sum(load.amount for load in loads), max(sum(load.capacity for load in loads), 1)
    over = sum(load.is_too_much for load in loads)
    share = min(4, -(-4 * amount // (5 * max(most // len(loads), 1))))
    tone = "l-over" if over else f"l-{share}"
    says = escape(_("week of %(day)s: %(n)s days of work, %(over)s days with too much") % {
        "day": week, "n": amount, "over": over,
    })  # fmt: skip
    number = f'<text class="l-number" x="{x + 10}" y="{top + 14}">{over}</text>' if over else ""
    return f'<g><title>{says}</title><rect class="{tone}" x="{x}" y="{top}" width="20" height="20" rx="3"/>{number}</g>'


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def clip(name: str, most: int = 17) -> str:
    """A name that fits the margin; wide characters count as two halves."""
    room, kept = most * 2, ""
    for char in name:
        room -= 2 if ord(char) > 0x2E80 else 1
        if room < 1:
            return kept + "…"
        kept += char
    return kept
