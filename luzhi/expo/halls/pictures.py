"""Hall plans as SVG: ten units to the metre, sharp in print, each shape a link where there is somewhere to go."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from decimal import Decimal

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from luzhi.expo.halls.geometry import GROUND, ZONE, Difference, Piece, Rect
from luzhi.expo.models import Hall

UNITS = 10
ORDER = {"zone": 0, "aisle": 1, "service": 2, "stage": 3, "door": 4, "booth": 5}


def units(metres: Decimal) -> str:
    """Metres as drawing units, without idle zeros."""
    return f"{float(metres) * UNITS:g}"


def draw_plan(
    hall: Hall,
    pieces: Sequence[Piece],
    *,
    link: Callable[[Piece], str] | None = None,
    marked: Mapping[str, str] | None = None,
    names: Mapping[int, str] | None = None,
    ghosts: Iterable[Piece] = (),
    behind: str = "",
) -> SafeString:
    """The plan of a hall. `marked` gives further classes to shapes by their key, `names` the exhibitors by number,
    `ghosts` are outlines of how something stood before, `behind` the address of a picture under it all."""
    width, depth = units(hall.width), units(hall.depth)
    title = conditional_escape(_("Plan of %(hall)s") % {"hall": hall})
    parts = [
        (
            f'<svg class="hallplan" viewBox="-4 -4 {float(width) + 8:g} {float(depth) + 8:g}" role="group" '
            f'aria-label="{title}"><rect class="hall-ground" width="{width}" height="{depth}"/>'
            f"{draw_grid(hall)}"
        )
    ]
    if behind:
        parts.append(
            f'<image class="hall-behind" href="{conditional_escape(behind)}" width="{width}" height="{depth}" '
            'preserveAspectRatio="none"/>'
        )
    ordered = sorted(pieces, key=lambda p: ORDER.get(p.kind, 9))
    parts += [draw_piece(piece, link, (marked or {}).get(piece.key, ""), names or {}) for piece in ordered]
    parts += [draw_outline(piece.rect, "hall-ghost") for piece in ghosts]
    parts.append("</svg>")
    return mark_safe("".join(parts))


def draw_grid(hall: Hall) -> str:
    """A line every five metres."""
    width, depth = float(hall.width) * UNITS, float(hall.depth) * UNITS
    step = 5 * UNITS
    down = "".join(f"M{x} 0V{depth:g}" for x in range(step, int(width), step))
    across = "".join(f"M0 {y}H{width:g}" for y in range(step, int(depth), step))
    return f'<path class="hall-grid" d="{down}{across}"/>' if down or across else ""


def draw_outline(rect: Rect, style: str) -> str:
    return (
        f'<rect class="{style}" x="{units(rect.x)}" y="{units(rect.y)}" width="{units(rect.width)}" '
        f'height="{units(rect.depth)}"/>'
    )


def draw_piece(piece: Piece, link: Callable[[Piece], str] | None, mark: str, names: Mapping[int, str]) -> str:
    rect, holder = piece.rect, names.get(piece.holder or 0, "")
    let = " hall-let" if piece.holder else ""
    code, who = conditional_escape(piece.code), conditional_escape(holder)
    ground = piece.kind in GROUND
    size = min(
        9.0, float(rect.depth) * UNITS * 0.8, max(3.5, float(rect.width) * UNITS / max(len(piece.code), 2) * 1.3, 0)
    )
    x = float(rect.x) * UNITS + (4 if ground else float(rect.width) * UNITS / 2)
    y = float(rect.y) * UNITS + (size + 2 if ground else float(rect.depth) * UNITS / 2 + size / 3)
    anchor = "start" if piece.kind == ZONE else "middle"
    inner = (
        f"<title>{code}{' · ' if who else ''}{who}</title>"
        f"{draw_outline(rect, f'hall-{piece.kind}{let} {mark}'.strip())}"
        f'<text class="hall-code" x="{x:g}" y="{y:g}" font-size="{size:.1f}" text-anchor="{anchor}">{code}</text>'
    )
    address = link(piece) if link else ""
    if not address:
        return f"<g>{inner}</g>"
    label = f"{code}{' ' if who else ''}{who}"
    return f'<a href="{conditional_escape(address)}" aria-label="{label}" data-key="{piece.key}">{inner}</a>'


def draw_overlay(hall: Hall, now: Sequence[Piece], rows: Collection[Difference]) -> SafeString:
    """Two versions over each other: what stands now, coloured by what happened, and outlines of how it was."""
    marked = {row.key: "hall-new" if row.before is None else "hall-changed" for row in rows if row.after is not None}
    ghosts = [row.before for row in rows if row.before is not None and (row.after is None or moved(row))]
    return draw_plan(hall, now, marked=marked, ghosts=ghosts)


def moved(row: Difference) -> bool:
    return bool({"moved", "resized"} & set(row.changes))


def draw_legend() -> SafeString:
    """What the colours of an overlay mean, in words."""
    return format_html(
        '<p class="help"><span class="hall-key hall-key-new"></span> {} '
        '<span class="hall-key hall-key-changed"></span> {} <span class="hall-key hall-key-ghost"></span> {}</p>',
        _("new"), _("changed"), _("as it was before"),
    )  # fmt: skip
