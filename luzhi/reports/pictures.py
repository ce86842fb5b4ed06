"""Pictures as SVG, drawn here: they print sharp, need no script, and each part is a link."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from luzhi.core.quantity import plain_number

ROW, BAR, LEFT, WIDTH = 30, 18, 190, 640


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it stands for, how long, where it leads."""

    label: Any
    value: Decimal
    link: str = ""
    missing: bool = False


def draw_bars(bars: Sequence[Bar], *, title: Any) -> SafeString:
    """Horizontal bars with their labels and values; the table beneath says the same in words."""
    most = max((bar.value for bar in bars), default=Decimal(0)) or Decimal(1)
    room = WIDTH - LEFT - 70
    parts = format_html_join("", "{}", ((_draw(bar, i, float(bar.value / most) * room),) for i, bar in enumerate(bars)))
    return format_html(
        '<div class="picture"><svg class="bars" viewBox="0 0 {} {}" role="group" aria-label="{}">{}</svg></div>',
        WIDTH, ROW * len(bars) + 4, title, parts,
    )  # fmt: skip


def _draw(bar: Bar, row: int, length: float) -> SafeString:
    top = row * ROW + 4
    label = str(bar.label)
    short = label if _width(label) <= 24 else _cut(label, 23) + "…"
    drawn = format_html(
        '<title>{}: {}</title><text x="{}" y="{}" text-anchor="end">{}</text>'
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="3"></rect>'
        '<text class="bar-value" x="{}" y="{}">{}</text>',
        label, plain_number(bar.value), LEFT - 10, top + 14, short, "bar-missing" if bar.missing else "bar", LEFT, top,
        f"{max(length, 1.5):.1f}", BAR, f"{LEFT + max(length, 1.5) + 8:.1f}", top + 14, plain_number(bar.value),
    )  # fmt: skip
    if bar.link:
        return format_html('<a href="{}">{}</a>', bar.link, drawn)
    return format_html("<g>{}</g>", drawn)


def _width(text: str) -> int:
    """Widths in half characters: a Chinese character is two."""
    return sum(1 if char.isascii() else 2 for char in text)


def _cut(text: str, width: int) -> str:
    used = 0
    for i, char in enumerate(text):
        used += 1 if char.isascii() else 2
        if used > width:
            return text[:i]
    return text
