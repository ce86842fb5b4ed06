"""Tables, rendered in Python.

A list page spends most of its time in the template engine's cell loop; joining escaped strings is several times
cheaper (docs/adr). This is the only place that builds table HTML, so escaping is seen to once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Header:
    """A column's heading; `link` sorts by it, `direction` is '' | 'ascending' | 'descending'."""

    text: Any
    link: str = ""
    direction: str = ""
    number: bool = False


def render_table(
    headers: Sequence[Header], rows: Iterable[Sequence[Any]], *, caption: Any = "", cards: bool = True
) -> SafeString:
    """A table that becomes a list of cards on a phone. Cells are escaped unless they are safe strings already.

    The first cell of each row is its heading (scope=row). None is shown as "not recorded".
    """
    names = [conditional_escape(h.text) for h in headers]
    kinds = [' class="num"' if h.number else "" for h in headers]
    missing = f'<span class="missing">{conditional_escape(_("not recorded"))}</span>'
    parts = [f'<table class="records{" cards" if cards else ""}">']
    if caption:
        parts.append(f'<caption class="visually-hidden">{conditional_escape(caption)}</caption>')
    parts.append("<thead><tr>")
    for header, name, kind in zip(headers, names, kinds, strict=True):
        sort = f' aria-sort="{header.direction}"' if header.direction else ""
        arrow = {"ascending": " ↑", "descending": " ↓"}.get(header.direction, "")
        inner = f'<a href="{conditional_escape(header.link)}">{name}{arrow}</a>' if header.link else name
        parts.append(f'<th scope="col"{kind}{sort}>{inner}</th>')
    parts.append("</tr></thead><tbody>")
    for row in rows:
        parts.append("<tr>")
        for i, cell in enumerate(row):
            text = missing if cell is None or cell == "" else conditional_escape(cell)
            if i == 0:
                parts.append(f'<th scope="row">{text}</th>')
            elif text is missing:
                parts.append(f'<td class="none" data-label="{names[i]}">{text}</td>')
            else:
                parts.append(f'<td data-label="{names[i]}"{kinds[i]}>{text}</td>')
        parts.append("</tr>")
    parts.append("</tbody></table>")
    table = "".join(parts)
    # without a link in it nothing would take the focus, and who has no mouse could not scroll a wide table
    focus = "" if "<a " in table or not caption else f' tabindex="0" role="region" aria-label="{escape(caption)}"'
    return mark_safe(f'<div class="table-wrap"{focus}>{table}</div>')


def render_chip(text: Any, tone: str = "plain") -> SafeString:
    """A status as words on a tinted ground; the colour repeats what the words say."""
    return mark_safe(f'<span class="chip chip-{tone}">{conditional_escape(text)}</span>')
