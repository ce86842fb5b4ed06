"""The table beneath the chart, written row by row: a template would take seconds for thousands of tasks."""

from collections.abc import Sequence
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from luzhi.common.tables import render_chip
from luzhi.plans.counting import NEAR, Line
from luzhi.plans.workflow import TASK


def draw_lines(lines: Sequence[Line]) -> SafeString:
    """The rows of a body of a table, one a task, under a row for each line of action."""
    labels = [
        _("State"),
        _("Person responsible"),
        _("Latest start"),
        _("Latest finish"),
        _("From the opening"),
        pgettext("plan", "Room"),
    ]
    cells = [f'<td data-label="{escape(label)}">' for label in labels]
    nobody = f'<span class="missing">{escape(_("nobody yet"))}</span>'
    chips = {key: str(render_chip(state.label, state.tone)) for key, state in TASK.states.items()}
    rooms: dict[tuple[float | None, str], str] = {}
    heading: int | None = None
    parts = []
    for line in sort_lines(lines):
        task, times = line.task, line.times
        if task.workstream_id != heading:
            heading = task.workstream_id
            if heading:
                name = escape(str(task.workstream))
                parts.append(f'<tr class="band"><th scope="rowgroup" colspan="{len(labels) + 1}">{name}</th></tr>')
        key = (times.float_days, line.tone)
        if key not in rooms:
            rooms[key] = draw_room(line)
        why = (
            f' <span class="help">{escape(line.why)}</span>'
            if times.float_days is None or times.float_days <= NEAR
            else ""
        )
        owner = escape(str(task.owner)) if task.owner_id else nobody
        parts.append(
            f'<tr><th scope="row"><a href="/tasks/{task.pk}/">{escape(task.name)}</a></th>'
            f"{cells[0]}{chips[task.state]}</td>{cells[1]}{owner}</td>"
            f"{cells[2]}{times.latest_start}</td>{cells[3]}{times.latest_finish}</td>{cells[4]}{line.offset}</td>"
            f"{cells[5]}{rooms[key]}{why}</td></tr>"
        )
    return mark_safe("".join(parts))


def sort_lines(lines: Sequence[Line]) -> list[Line]:
    """By line of action, those without one first; within it as in the list."""
    return sorted(lines, key=lambda line: line.task.workstream.number if line.task.workstream else 0)


def draw_room(line: Line) -> str:
    """How much room a task has, as a chip; nothing for what is done."""
    days: Any = line.times.float_days
    if days is None:
        return ""
    text = ngettext("%(n)s day", "%(n)s days", int(days)) % {"n": f"{days:g}"}
    return str(render_chip(text, line.tone))
