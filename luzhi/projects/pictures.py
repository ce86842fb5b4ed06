"""Pictures drawn by the server; every band is a link to its records.

Words stand beside the bars as ordinary text, so that they stay readable on a phone and in large type.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from luzhi.projects.queries import Reached
from luzhi.records.kinds import KINDS

WHOLE = 1000  # the length of a full bar in the bar's own units


@dataclass(frozen=True)
class Band:
    """A row of a funnel: its words, its number, and where its records are."""

    label: Any
    number: int
    link: str


def draw_funnel(bands: Sequence[Band], *, title: Any) -> SafeString:
    """Bars one under the other, as long as their numbers, each a link."""
    widest = max([band.number for band in bands] + [1])
    rows = []
    for band in bands:
        length = round(WHOLE * band.number / widest)
        rows.append(
            f'<li><a class="funnel-row" href="{conditional_escape(band.link)}">'
            f'<span class="funnel-label">{conditional_escape(band.label)}</span>'
            f'<svg class="funnel-bar" viewBox="0 0 {WHOLE} 10" preserveAspectRatio="none" aria-hidden="true">'
            f'<rect class="funnel-ground" width="{WHOLE}" height="10"/>'
            f'<rect class="funnel-band" width="{length}" height="10"/></svg>'
            f'<span class="funnel-number">{band.number}</span></a></li>'
        )
    return mark_safe(f'<ol class="funnel" aria-label="{conditional_escape(title)}">{"".join(rows)}</ol>')


def draw_stages(stages: Sequence[Reached], year: int) -> SafeString:
    """The year's stages as a funnel; each band opens the entries behind it."""
    root = KINDS["projects.stageentry"].url()
    bands = [Band(row.stage.label, row.reached, f"{root}?stage={row.stage}&year={year}") for row in stages]
    return draw_funnel(bands, title=_("Projects by the stage they reached"))
