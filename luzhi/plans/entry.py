"""Typing a plan like a list: one row a task, straight from the keyboard or pasted from a sheet."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from luzhi.common.problems import Problem
from luzhi.plans.models import Link, Need, Plan, Task

COLUMNS: dict[str, "str | Promise"] = {
    "number": "#",
    "name": gettext_lazy("Task"),
    "line": gettext_lazy("Line of action"),
    "length": gettext_lazy("Length"),
    "owner": gettext_lazy("Person responsible"),
    "helpers": gettext_lazy("Helpers"),
    "after": gettext_lazy("After"),
    "earliest": gettext_lazy("Not before"),
    "latest": gettext_lazy("Finished by"),
    "fixed": gettext_lazy("On this day"),
    "needs": gettext_lazy("Needs"),
    "place": gettext_lazy("Place"),
    "budget": gettext_lazy("Budget (yuan)"),
    "done_when": gettext_lazy("Done when"),
}
MOST_ROWS = 2000
GATE, OPENING = ("关口", "gate"), ("开幕", "opening")
INDENTS = " \t　"


@dataclass
class Row:
    """One typed row: its texts as typed, and what was wrong with each.

    A row that is not indented but has indented rows beneath is the heading of a line of action, and no task.
    """

    texts: dict[str, str]
    pk: int | None = None
    indented: bool = False
    heading: bool = False
    problems: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    links: list[tuple[int, str, int]] = field(default_factory=list)
    needs: dict[int, int] = field(default_factory=dict)
    helpers: list[int] = field(default_factory=list)

    @property
    def cells(self) -> list[tuple[str, Any, str, str]]:
        """(name, title, text, what is wrong) of each cell."""
        texts = self.texts if not self.indented else {**self.texts, "name": f"　{self.texts.get('name', '')}"}
        return [(name, title, texts.get(name, ""), self.problems.get(name, "")) for name, title in COLUMNS.items()]


def find_headings(rows: list[Row]) -> list[Row]:
    """Mark headings, and give the rows beneath each its name as their line of action."""
    heading = ""
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        if row.indented:
            row.texts["line"] = row.texts.get("line") or heading
            continue
        row.heading = following is not None and following.indented
        heading = row.texts["name"] if row.heading else ""
    return rows


def write_rows(plan: Plan) -> list[Row]:
    """The plan as rows to be edited. Tasks are numbered by their place in the list."""
    tasks = list(
        Task.objects.filter(plan=plan)
        .exclude(state="dropped")
        .select_related("owner", "workstream", "place")
        .prefetch_related("helpers")
        .order_by("position", "pk")
    )
    return [Row(texts, task.pk) for task, texts in zip(tasks, write_tasks(plan, tasks), strict=True)]


def write_tasks(plan: Plan, tasks: Sequence[Task]) -> list[dict[str, str]]:
    """Each task as the texts one would type for it."""
    numbers = {task.pk: n for n, task in enumerate(tasks, start=1)}
    held: dict[int, list[str]] = {}
    for link in Link.objects.filter(task__plan=plan).order_by("pk"):
        if link.holds_id in numbers:
            held.setdefault(link.task_id, []).append(write_link(numbers[link.holds_id], link))
    needs: dict[int, list[str]] = {}
    for need in Need.objects.filter(task__plan=plan).select_related("resource").order_by("pk"):
        needs.setdefault(need.task_id, []).append(write_need(need))
    return [write_texts(task, numbers[task.pk], held, needs) for task in tasks]


def write_link(number: int, link: Link) -> str:
    """A link as it is typed: 3, 3SS, 3FS+2."""
    kind = "" if link.kind == "FS" and not link.lag else link.kind
    return f"{number}{kind}{f'{link.lag:+d}' if link.lag else ''}"


def write_need(need: Need) -> str:
    return str(need.resource) if need.amount == 1 else f"{need.resource}×{need.amount}"


def write_length(task: Task) -> str:
    """5, 6h, 0, or the word for a gate or the opening itself."""
    if task.is_opening and not task.duration:
        return str(_("opening"))
    if task.is_gate and not task.duration:
        return str(_("gate"))
    return f"{task.duration}{'h' if task.in_hours else ''}"


def write_texts(
    task: Task, number: int, held: Mapping[int, Sequence[str]], needs: Mapping[int, Sequence[str]]
) -> dict[str, str]:
    def day(value: date | None) -> str:
        return value.isoformat() if value else ""

    return {
        "number": str(number),
        "name": task.name,
        "line": task.workstream.title if task.workstream else "",
        "length": write_length(task),
        "owner": task.owner.name if task.owner else "",
        "helpers": "、".join(person.name for person in task.helpers.all()),
        "after": "、".join(held.get(task.pk, ())),
        "earliest": day(task.earliest_on),
        "latest": day(task.latest_on),
        "fixed": day(task.fixed_on),
        "needs": "、".join(needs.get(task.pk, ())),
        "place": task.place.name if task.place else "",
        "budget": f"{task.budget.normalize():f}" if task.budget is not None else "",
        "done_when": task.done_when,
    }


def read_form(data: Any) -> list[Row]:
    """Rows as the page sends them; rows without any text are left out.

    With its script the page sends one field ``rows`` (a long list has more cells than a form may have fields);
    without, parallel lists, one for each column.
    """
    if "rows" in data:
        return find_headings(keep_filled(read_packed(data["rows"])))
    columns = {name: data.getlist(name) for name in (*COLUMNS, "pk")}
    count = max((len(column) for column in columns.values()), default=0)
    rows = []
    for i in range(count):
        texts = {name: columns[name][i] if i < len(columns[name]) else "" for name in COLUMNS}
        pk = columns["pk"][i] if i < len(columns["pk"]) else ""
        rows.append(make_row(texts, int(pk) if pk.isdecimal() and len(pk) < 19 else None))
    return find_headings(keep_filled(rows))


def read_packed(text: str) -> list[Row]:
    """Rows from the page's one field: a list of {column: text}, with the task's number as ``pk``."""
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise Problem(_("The list did not arrive whole; nothing has been saved."))
    rows = []
    for cells in found:
        pk = str(cells.get("pk", ""))
        texts = {name: str(cells.get(name, "")) for name in COLUMNS}
        rows.append(make_row(texts, int(pk) if pk.isdecimal() and len(pk) < 19 else None))
    return rows


def make_row(texts: Mapping[str, str], pk: int | None = None) -> Row:
    """A row of texts as typed; blanks before the name say that it stands beneath a heading."""
    indented = texts.get("name", "")[:1] in tuple(INDENTS)
    return Row({name: texts.get(name, "").strip(f"{INDENTS}\r\n")[:300] for name in COLUMNS}, pk, indented)


def keep_filled(rows: list[Row]) -> list[Row]:
    """Rows with any text. Raises Problem when they are more than the list takes."""
    found = [row for row in rows if any(text for name, text in row.texts.items() if name != "number")]
    if len(found) > MOST_ROWS:
        raise Problem(_("The list has %(n)s rows; it takes %(most)s.") % {"n": len(found), "most": MOST_ROWS})
    return found


def match_known(plan: Plan, rows: list[Row]) -> list[Row]:
    """Rows of a file belong to the tasks of the same name, so that these are changed and not made anew."""
    known = dict(Task.objects.filter(plan=plan).exclude(state="dropped").values_list("name", "pk"))
    for row in rows:
        row.pk = None if row.heading else known.pop(row.texts["name"], None)
    return rows


def read_titles(titles: Sequence[str]) -> dict[int, str]:
    """Which column of a sheet is which, by its title in either language."""
    names: dict[str, str] = {}
    for language in ("en", "zh-hans"):
        with override(language):
            names |= {str(title).lower(): name for name, title in COLUMNS.items()}
    return {i: names[title.strip().lower()] for i, title in enumerate(titles) if title.strip().lower() in names}
