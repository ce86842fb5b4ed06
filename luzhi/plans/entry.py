"""Typing a plan like a list: one row a task, straight from the keyboard or pasted from a sheet."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.common.audit import record_event
from luzhi.common.problems import Problem
from luzhi.people.models import Person
from luzhi.plans.models import Link, Plan, Task, Workstream
from luzhi.plans.versions import lock_plan
from luzhi.records.services import change_record, create_record
from luzhi.workflow.engine import perform

COLUMNS = ("number", "name", "line", "length", "owner", "after", "earliest", "latest", "fixed", "done_when")
LENGTH = re.compile(r"^(\d{1,3})\s*(小时|时|h|hours?|天|日|个工作日|d|days?)?$", re.IGNORECASE)
HOURS = {"小时", "时", "h", "hour", "hours"}
AFTER = re.compile(r"^(\d{1,6})\s*(FS|SS|FF|SF)?\s*([+-]\s*\d{1,3})?$", re.IGNORECASE)
SEPARATORS = re.compile(r"[、,，;；\s]+(?![+-])")


@dataclass
class Row:
    """One typed row: its texts as typed, and what was wrong with each."""

    texts: dict[str, str]
    pk: int | None = None
    problems: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    links: list[tuple[int, str, int]] = field(default_factory=list)

    @property
    def cells(self) -> list[tuple[str, str, str]]:
        return [(name, self.texts.get(name, ""), self.problems.get(name, "")) for name in COLUMNS]


def write_rows(plan: Plan) -> list[Row]:
    """The plan as rows to be edited. Tasks are numbered by their place in the list."""
    tasks = list(
        Task.objects.filter(plan=plan)
        .exclude(state="dropped")
        .select_related("owner", "workstream")
        .order_by("position", "pk")
    )
    numbers = {task.pk: n for n, task in enumerate(tasks, start=1)}
    held: dict[int, list[str]] = {}
    for link in Link.objects.filter(task__in=numbers).order_by("pk"):
        if link.holds_id in numbers:
            held.setdefault(link.task_id, []).append(write_link(numbers[link.holds_id], link))
    return [Row(write_texts(task, numbers[task.pk], held.get(task.pk, [])), task.pk) for task in tasks]


def write_link(number: int, link: Link) -> str:
    """A link as it is typed: 3, 3SS, 3FS+2."""
    kind = "" if link.kind == "FS" and not link.lag else link.kind
    return f"{number}{kind}{f'{link.lag:+d}' if link.lag else ''}"


def write_texts(task: Task, number: int, held: Sequence[str]) -> dict[str, str]:
    def day(value: date | None) -> str:
        return value.isoformat() if value else ""

    return {
        "number": str(number),
        "name": task.name,
        "line": task.workstream.title if task.workstream else "",
        "length": f"{task.duration}{'h' if task.in_hours else ''}",
        "owner": task.owner.name if task.owner else "",
        "after": "、".join(held),
        "earliest": day(task.earliest_on),
        "latest": day(task.latest_on),
        "fixed": day(task.fixed_on),
        "done_when": task.done_when,
    }


def read_form(data: Any) -> list[Row]:
    """Rows as the page sends them: parallel lists, one for each column; rows without any text are left out."""
    columns = {name: data.getlist(name) for name in (*COLUMNS, "pk")}
    count = max((len(column) for column in columns.values()), default=0)
    rows = []
    for i in range(min(count, 2000)):
        texts = {name: columns[name][i].strip()[:300] if i < len(columns[name]) else "" for name in COLUMNS}
        pk = columns["pk"][i] if i < len(columns["pk"]) else ""
        if any(text for name, text in texts.items() if name != "number"):
            rows.append(Row(texts, int(pk) if pk.isdecimal() and len(pk) < 19 else None))
    return rows


def read_day(text: str) -> date | None:
    """A day as people type it; raises ValueError with the sentence to show, so 31 September is refused by name."""
    if not text:
        return None
    parts = re.findall(r"\d+", text)
    if len(parts) != 3:
        raise ValueError(_("write a day as 2026-09-30"))
    try:
        return date(*map(int, parts))
    except ValueError as error:
        raise ValueError(_("there is no such day: %(day)s") % {"day": text}) from error


def check_rows(plan: Plan, rows: list[Row]) -> bool:
    """Turn texts into values; every problem is kept beside its cell. True when all is right."""
    numbers = {row.texts["number"] or str(i): i for i, row in enumerate(rows, start=1)}
    owners = find_owners(plan, rows)
    names: dict[str, int] = {}
    for i, row in enumerate(rows, start=1):
        check_row(row, numbers, owners)
        name = row.texts["name"]
        if name in names:
            row.problems["name"] = _("row %(n)s has the same name") % {"n": names[name]}
        names[name] = i
    return not any(row.problems for row in rows)


def find_owners(plan: Plan, rows: list[Row]) -> dict[str, list[Person]]:
    wanted = {row.texts["owner"] for row in rows if row.texts["owner"]}
    found: dict[str, list[Person]] = {}
    for person in Person.objects.filter(body_id=plan.body_id, name__in=wanted):
        found.setdefault(person.name, []).append(person)
    return found


def check_row(row: Row, numbers: Mapping[str, int], owners: Mapping[str, list[Person]]) -> None:
    texts, problems = row.texts, row.problems
    if not texts["name"]:
        problems["name"] = _("a task needs a name")
    length = LENGTH.match(texts["length"] or "1")
    if length is None:
        problems["length"] = _("write 5, 5天 or 6h")
    else:
        row.values |= {"duration": int(length[1]), "in_hours": (length[2] or "").lower() in HOURS}
    owner = owners.get(texts["owner"], [])
    if texts["owner"] and len(owner) != 1:
        problems["owner"] = _("several people have this name") if owner else _("nobody on record has this name")
    row.values |= {
        "name": texts["name"][:160],
        "owner": owner[0] if len(owner) == 1 else None,
        "done_when": texts["done_when"][:200],
    }
    for name in ("earliest", "latest", "fixed"):
        try:
            row.values[f"{name}_on"] = read_day(texts[name])
        except ValueError as error:
            problems[name] = str(error)
    for part in filter(None, SEPARATORS.split(texts["after"])):
        link = AFTER.match(part)
        if link is None or link[1] not in numbers:
            problems["after"] = _("“%(part)s” is not the number of a row") % {"part": part}
        else:
            row.links.append((numbers[link[1]] - 1, (link[2] or "FS").upper(), int((link[3] or "0").replace(" ", ""))))


def save_rows(plan: Plan, rows: list[Row], *, by: Actor, seen_version: int) -> int:
    """Write all rows in one transaction: new ones are added, known ones changed, ones that are gone are dropped.

    Raises Stale when the plan was changed meanwhile, Problem when a row is wrong. Returns how many rows there are.
    """
    if not check_rows(plan, rows):
        raise Problem(_("Some cells need a look; nothing has been saved."))
    with transaction.atomic():
        locked = lock_plan(plan, seen_version)
        known = {task.pk: task for task in Task.objects.select_for_update(of=("self",)).filter(plan=plan)}
        lines = {line.title: line for line in Workstream.objects.filter(plan=plan)}
        saved = [save_row(plan, row, i, known, lines, by) for i, row in enumerate(rows, start=1)]
        Link.objects.filter(task__in=saved).delete()
        Link.objects.bulk_create(
            [
                Link(task=task, holds=saved[target], kind=kind, lag=lag)
                for task, row in zip(saved, rows, strict=True)
                for target, kind, lag in {link[0]: link for link in row.links}.values()
                if saved[target].pk != task.pk
            ]
        )
        drop_missing(known, {task.pk for task in saved}, by)
        Plan.objects.filter(pk=plan.pk).update(version=locked.version + 1)
        record_event(actor=by, verb="plan typed", obj=plan, changes={"rows": len(saved)})
    return len(saved)


def save_row(
    plan: Plan, row: Row, position: int, known: dict[int, Task], lines: dict[str, Workstream], by: Actor
) -> Task:
    title = row.texts["line"]
    if title and title not in lines:
        lines[title] = create_record(Workstream(plan=plan, number=len(lines) + 1, title=title[:160]), by=by)
    values = {**row.values, "position": position, "workstream": lines.get(title)}
    task = known.get(row.pk or 0)
    if task is None:
        created: Task = create_record(Task(plan=plan, year=plan.year, **values), by=by)
        return created
    changed: Task = change_record(task, values, by=by, seen_version=task.version)
    return changed


def drop_missing(known: dict[int, Task], kept: set[int], by: Actor) -> None:
    """A row taken out of the list drops its task; what is done stays on record."""

    for pk, task in known.items():
        if pk not in kept and task.state in ("open", "doing", "blocked"):
            perform(task, "drop", by=by, reason=_("taken out of the list"))
