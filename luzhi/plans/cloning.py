"""Plans made from what is known: a shipped template with T-minus days, or an earlier plan and what it really took."""

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.common.problems import Problem
from luzhi.core.calendar import prc_calendar
from luzhi.plans.checking import find_left
from luzhi.plans.forms import today
from luzhi.plans.models import Check, Link, Need, Plan, Task, Workstream
from luzhi.plans.timing import Timing, read_timing
from luzhi.plans.versions import apply_version
from luzhi.records.services import create_record

SHIPPED = Path(__file__).parent / "shipped"


def find_templates() -> list[tuple[str, str, int]]:
    """(name, title, number of tasks) of each shipped template."""
    found = []
    for path in sorted(SHIPPED.glob("*.yaml")):
        data = read_shipped(path)
        found.append((path.stem, pick(data["title"]), sum(len(line["tasks"]) for line in data["lines"])))
    return found


def read_shipped(path: Path) -> Any:
    """What the file of a shipped template holds."""
    import yaml  # noqa: PLC0415 -- heavy, and few pages need it

    return yaml.safe_load(path.read_text(encoding="utf-8"))


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
    calendar = prc_calendar()
    data = read_shipped(path)
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
        for check in data.get("checks", ()):
            starts_on = max(today(), calendar.add_working_days(opens_on, check["from"]))
            create_record(
                Check(
                    plan=plan, name=pick(check["name"]), weekday=check["weekday"], every_weeks=check["weeks"],
                    starts_on=starts_on, ends_on=None,
                ),
                by=by,
            )  # fmt: skip
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
        is_gate=row.get("gate", False),
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
        lines = {line.pk: clone_line(line, plan, by) for line in source.workstreams.order_by("number")}
        timing = read_timing(source)
        left = find_left({row.task.owner_id for row in timing if row.task.owner_id})
        made: dict[int, Task] = {}
        for row in timing:
            task = clone_task(row, plan, lines.get(row.task.workstream_id or 0), left)
            task.earliest_on, task.latest_on = move(row.task.earliest_on), move(row.task.latest_on)
            task.fixed_on = move(row.task.fixed_on)
            made[row.task.pk] = create_record(task, by=by)
        copy_ties(made)
        for check in source.checks.all():
            ends_on = move(check.ends_on)
            create_record(
                Check(
                    plan=plan, name=check.name, owner=check.owner, weekday=check.weekday, every_weeks=check.every_weeks,
                    starts_on=move(check.starts_on) or today(), ends_on=ends_on,
                ),
                by=by,
            )  # fmt: skip
        apply_version(plan, by=by, reason=_("from the earlier plan “%(title)s”") % {"title": source.title})
    return plan


def clone_line(line: Workstream, plan: Plan, by: Actor) -> Workstream:
    copy = Workstream(
        plan=plan, number=line.number, title=line.title, lead=line.lead, works_weekends=line.works_weekends
    )
    created: Workstream = create_record(copy, by=by)
    return created


def clone_task(row: Timing, plan: Plan, line: Workstream | None, left: Collection[int]) -> Task:
    """One task again, as long as it really took; somebody who has left is not its owner any more."""
    task = row.task
    real = row.took if row.took and task.duration and not task.in_hours else task.duration
    return Task(
        plan=plan, year=plan.year, name=task.name, workstream=line, position=task.position,
        owner=None if task.owner_id in left else task.owner, unit=task.unit, place=task.place, duration=real,
        in_hours=task.in_hours, is_opening=task.is_opening, is_gate=task.is_gate, done_when=task.done_when,
        budget=task.spent if task.spent is not None else task.budget, note=say_timing(row),
    )  # fmt: skip


def say_timing(row: Timing) -> str:
    """What the last edition planned and what it was, in working days from its opening."""
    if row.real is None or row.planned is None:
        return ""
    words = {
        "a": row.planned[0], "b": row.planned[1], "c": row.real[0], "d": row.real[1], "planned": row.task.duration,
        "took": row.took,
    }  # fmt: skip
    timing = _("last time: planned for working days %(a)s to %(b)s from the opening, it was %(c)s to %(d)s") % words
    return f"{timing}; " + _("length %(planned)s, it took %(took)s") % words


def copy_ties(made: Mapping[int, Task]) -> None:
    """Links and needs between the copies as between the originals."""
    Link.objects.bulk_create(
        Link(task=made[link.task_id], holds=made[link.holds_id], kind=link.kind, lag=link.lag)
        for link in Link.objects.filter(task__in=made, holds__in=made).order_by("pk")
    )
    Need.objects.bulk_create(
        Need(task=made[need.task_id], resource_id=need.resource_id, amount=need.amount)
        for need in Need.objects.filter(task__in=made).order_by("pk")
    )


def refuse_past(opens_on: date) -> None:
    if opens_on <= today():
        raise Problem(_("The opening day %(day)s is past.") % {"day": opens_on})
