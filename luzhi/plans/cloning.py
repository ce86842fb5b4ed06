"""Plans made from what is known: a shipped template with T-minus days, or an earlier plan and what it really took."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.common.problems import Problem
from luzhi.core.calendar import prc_calendar
from luzhi.plans.forms import today
from luzhi.plans.models import Link, Plan, Task, Workstream
from luzhi.plans.versions import apply_version
from luzhi.plans.workflow import TaskState
from luzhi.records.services import create_record

SHIPPED = Path(__file__).parent / "shipped"


def find_templates() -> list[tuple[str, str, int]]:
    """(name, title, number of tasks) of each shipped template."""
    found = []
    for path in sorted(SHIPPED.glob("*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        found.append((path.stem, pick(data["title"]), sum(len(line["tasks"]) for line in data["lines"])))
    return found


def pick(words: Mapping[str, str]) -> str:
    """A template's text in the reader's language."""
    return words["en"] if (get_language() or "").startswith("en") else words["zh"]


def start_from_template(name: str, *, title: str, opens_on: date, by: Actor) -> Plan:
    """A plan from a shipped template, counted back from the opening day and applied.

    Raises Problem when there is no such template or the opening day is past.
    """
    path = SHIPPED / f"{name}.yaml"
    if name not in {known for known, _title, _count in find_templates()}:
        raise Problem(_("Choose a template or an earlier plan."))
    refuse_past(opens_on)
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    with transaction.atomic():
        plan: Plan = create_record(
            Plan(title=title, year=opens_on.year, opens_on=opens_on, note=pick(data["about"])), by=by
        )
        made: dict[str, Task] = {}
        rows = [(line, task) for line in data["lines"] for task in line["tasks"]]
        lines = {
            line["key"]: create_record(Workstream(plan=plan, number=n, title=pick(line["title"])), by=by)
            for n, line in enumerate(data["lines"], start=1)
        }
        for position, (line, row) in enumerate(rows, start=1):
            made[row["key"]] = make_task(plan, row, lines[line["key"]], position, opens_on, by)
        for _line, row in rows:
            for after in row.get("after", []):
                key, kind, lag = read_link(after)
                Link.objects.create(task=made[row["key"]], holds=made[key], kind=kind, lag=lag)
        apply_version(plan, by=by, reason=_("from the template “%(title)s”") % {"title": pick(data["title"])})
    return plan


def make_task(plan: Plan, row: Mapping[str, Any], line: Workstream, position: int, opens_on: date, by: Actor) -> Task:
    """One task of a template; `not_before` and `by` are working days before (negative) or after the opening."""
    calendar = prc_calendar()
    days = {
        field: calendar.add_working_days(opens_on, int(row[name]))
        for name, field in (("not_before", "earliest_on"), ("by", "latest_on"))
        if name in row
    }
    task = Task(
        plan=plan, year=plan.year, name=pick(row["name"]), workstream=line, position=position,
        duration=row.get("days", 1), is_opening=row.get("opening", False),
        done_when=pick(row["done"]) if "done" in row else "",
        **days,
    )  # fmt: skip
    created: Task = create_record(task, by=by)
    return created


def read_link(text: str) -> tuple[str, str, int]:
    """``key``, ``key SS`` or ``key FS+3``."""
    key, _space, rest = text.partition(" ")
    kind = rest[:2] or "FS"
    return key, kind, int(rest[2:] or 0)


def clone_plan(source: Plan, *, title: str, opens_on: date, by: Actor) -> Plan:
    """The same tasks and links towards another opening day. Lengths are those the work really took where that is known;
    days of its own are moved by as many working days as the opening is."""
    refuse_past(opens_on)
    if source.opens_on is None:
        raise Problem(_("The earlier plan has no opening day to count from."))
    calendar = prc_calendar()
    shift = calendar.working_days_between(source.opens_on, opens_on)

    def move(day: date | None) -> date | None:
        return calendar.add_working_days(day, shift) if day else None

    with transaction.atomic():
        plan: Plan = create_record(Plan(title=title, year=opens_on.year, opens_on=opens_on), by=by)
        lines = {
            line.pk: create_record(Workstream(plan=plan, number=line.number, title=line.title, lead=line.lead), by=by)
            for line in Workstream.objects.filter(plan=source).order_by("number")
        }
        made: dict[int, Task] = {}
        for task in Task.objects.filter(plan=source).exclude(state=TaskState.DROPPED).order_by("position", "pk"):
            took = task.duration
            if task.actual_start and task.actual_finish and task.duration and not task.in_hours:
                took = max(1, calendar.working_days_between(task.actual_start, task.actual_finish) + 1)
            made[task.pk] = create_record(
                Task(
                    plan=plan, year=plan.year, name=task.name, workstream=lines.get(task.workstream_id or 0),
                    position=task.position, owner=task.owner, unit=task.unit, place=task.place, duration=took,
                    in_hours=task.in_hours, is_opening=task.is_opening, done_when=task.done_when,
                    earliest_on=move(task.earliest_on), latest_on=move(task.latest_on), fixed_on=move(task.fixed_on),
                    note=_("planned for %(planned)s, took %(took)s working days last time")
                    % {"planned": task.duration, "took": took},
                ),
                by=by,
            )  # fmt: skip
        for link in Link.objects.filter(task__in=made, holds__in=made):
            Link.objects.create(task=made[link.task_id], holds=made[link.holds_id], kind=link.kind, lag=link.lag)
        apply_version(plan, by=by, reason=_("from the earlier plan “%(title)s”") % {"title": source.title})
    return plan


def refuse_past(opens_on: date) -> None:

    if opens_on <= today():
        raise Problem(_("The opening day %(day)s is past.") % {"day": opens_on})
