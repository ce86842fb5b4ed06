"""The day by the hour, drawn by the server: sign-ins and visitors counted at the gates side by side."""

from collections.abc import Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

WIDTH, HEIGHT, FOOT, HEAD = 640, 190, 24, 20


def draw_hours(hours: Sequence[dict[str, Any]]) -> SafeString:
    """Two columns for each hour, each with its number; '' when nothing was counted that day."""
    most = max((max(row["signed"], row["counted"]) for row in hours), default=0)
    if not most:
        return SafeString("")
    step = WIDTH / len(hours)
    bar = min(step * 0.36, 34)
    rows = []
    for place, row in enumerate(hours):
        middle = step * (place + 0.5)
        signed = draw_column(middle - bar - 1, bar, row["signed"], most, "c1")
        counted = draw_column(middle + 1, bar, row["counted"], most, "c2")
        rows.append((f"{middle:.1f}", HEIGHT - 6, f"{row['hour']}:00", signed, counted))
    body = format_html_join("", '<text x="{}" y="{}" class="axis" text-anchor="middle">{}</text>{}{}', rows)
    title = _("Sign-ins and visitors by the hour")
    return format_html(
        '<svg viewBox="0 0 {} {}" class="hours" role="img" aria-label="{}">{}</svg>', WIDTH, HEIGHT, title, body
    )


def draw_column(left: float, width: float, n: int, most: int, tone: str) -> SafeString:
    height = (HEIGHT - FOOT - HEAD) * n / most
    top = HEIGHT - FOOT - height
    if not n:
        return SafeString("")
    box = (f"{left:.1f}", f"{top:.1f}", f"{width:.1f}", f"{height:.1f}")
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" class="{}"/>'
        '<text x="{}" y="{}" class="value" text-anchor="middle">{}</text>',
        *box, tone, f"{left + width / 2:.1f}", f"{top - 4:.1f}", n,
    )  # fmt: skip
