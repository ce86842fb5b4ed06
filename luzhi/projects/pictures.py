"""Pictures drawn by the server; every band is a link to its records."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from luzhi.projects.queries import Reached
from luzhi.records.kinds import KINDS

WIDTH, ROW, LABEL, NUMBER = 720, 38, 190, 60


@dataclass(frozen=True)
class Band:
    """A row of a funnel: its words, its number, and where its records are."""

    label: Any
    number: int
    link: str


def draw_funnel(bands: Sequence[Band], *, title: Any) -> SafeString:
    """Horizontal bars, one under the other, as long as their numbers; the words and numbers stand beside them."""
    widest = max([band.number for band in bands] + [1])
    full = WIDTH - LABEL - NUMBER
    parts = [
        (
            f'<svg viewBox="0 0 {WIDTH} {ROW * len(bands)}" width="{WIDTH}" height="{ROW * len(bands)}" role="img" '
            f'class="funnel" aria-label="{conditional_escape(title)}">'
        )
    ]
    for i, band in enumerate(bands):
        y, length = i * ROW, max(2, round(full * band.number / widest)) if band.number else 0
        label, number = conditional_escape(band.label), str(band.number)
        parts.append(
            f'<a href="{conditional_escape(band.link)}" aria-label="{label}: {number}">'
            f'<rect class="funnel-ground" x="{LABEL}" y="{y + 4}" width="{full}" height="{ROW - 8}" rx="4"/>'
            f'<rect class="funnel-band" x="{LABEL}" y="{y + 4}" width="{length}" height="{ROW - 8}" rx="4"/>'
            f'<text class="funnel-label" x="{LABEL - 10}" y="{y + 25}" text-anchor="end">{label}</text>'
            f'<text class="funnel-number" x="{LABEL + full + 10}" y="{y + 25}">{number}</text></a>'
        )
    parts.append("</svg>")
    return mark_safe(f'<div class="picture">{"".join(parts)}</div>')


def draw_stages(stages: Sequence[Reached], year: int) -> SafeString:
    """The year's stages as a funnel; each band opens the entries behind it."""
    root = KINDS["projects.stageentry"].url()
    bands = [Band(row.stage.label, row.reached, f"{root}?stage={row.stage}&year={year}") for row in stages]
    return draw_funnel(bands, title=_("Projects by the stage they reached"))
