"""Every day: my tasks by how urgent they are, the weekly meeting's page, the weekly snapshot."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from luzhi.common.problems import Problem
from luzhi.plans.checks import find_findings, find_waiting
from luzhi.plans.counting import CountedPlan, Line
from luzhi.plans.forms import today
from luzhi.plans.models import Plan, Task, WeekSnapshot
from luzhi.plans.workflow import UNFINISHED, TaskState

MOST_LINES = 8


def find_my_tasks(person_ids: Iterable[int], body_id: int) -> list[tuple[Task, Line | None]]:
    """Unfinished tasks of these persons, the one with the least room first; uncounted plans last."""
    mine = (
        Task.objects.filter(
            Q(owner_id__in=person_ids) | Q(helpers__in=person_ids), body_id=body_id, state__in=UNFINISHED
        )
        .select_related("plan", "owner", "workstream")
        .distinct()
        .order_by("ends_on", "pk")
    )
    lines: dict[int, Line] = {}
    tasks = list(mine)
    for plan in {task.plan_id: task.plan for task in tasks}.values():
        try:
            lines |= {line.task.pk: line for line in CountedPlan(plan).lines}
        except Problem:
            continue
    found = [(task, lines.get(task.pk)) for task in tasks]
    far = 10**6
    return sorted(
        found, key=lambda pair: pair[1].times.float_days if pair[1] and pair[1].times.float_days is not None else far
    )


def take_snapshot(plan: Plan, *, on: date | None = None) -> WeekSnapshot:
    """Freeze how the plan stands; one snapshot a day, kept as first taken.

    Each row holds state, planned start, planned end, actual finish, and the finish that is possible from today.
    """
    day = on or today()
    try:
        possible = {line.task.pk: line.times.earliest_finish for line in CountedPlan(plan).lines}
    except Problem:
        possible = {}
    rows = {
        str(task.pk): [
            task.state, *(str(found or "") for found in (task.starts_on, task.ends_on, task.actual_finish)),
            str(possible.get(task.pk, "")),
        ]
        for task in Task.objects.filter(plan=plan).exclude(state=TaskState.DROPPED)
    }  # fmt: skip
    snapshot, _made = WeekSnapshot.objects.get_or_create(
        plan=plan, on=day, defaults={"body_id": plan.body_id, "rows": rows}
    )
    return snapshot


def freeze_week(on: date | None = None) -> int:
    """Take the week's snapshot of every plan under way that has none of this week yet; how many were taken."""
    day = on or today()
    monday = day - timedelta(days=day.weekday())
    under_way = Plan.objects.filter(opens_on__gte=day - timedelta(days=60), tasks__state__in=UNFINISHED).distinct()
    plans = under_way.exclude(snapshots__on__gte=monday, snapshots__on__lte=day)
    return len([take_snapshot(plan, on=day) for plan in plans])


def read_trend(plan: Plan) -> list[tuple[str, list[tuple[date, date]]]]:
    """For each milestone (else each task that slipped most), what day was expected of it, snapshot by snapshot."""
    expected: dict[str, list[tuple[date, date]]] = {}
    for snapshot in WeekSnapshot.objects.filter(plan=plan).order_by("on"):
        for key, row in snapshot.rows.items():
            days = [row[3]] if row[3] else [day for day in (row[2], row[4] if len(row) > 4 else "") if day]
            if days:
                expected.setdefault(key, []).append((snapshot.on, date.fromisoformat(max(days))))
    tasks = {str(task.pk): task for task in Task.objects.filter(plan=plan).exclude(state=TaskState.DROPPED)}
    lines = [(tasks[key], points) for key, points in expected.items() if key in tasks and len(points) > 1]
    milestones = [line for line in lines if line[0].duration == 0]
    slipped = sorted(lines, key=lambda line: line[1][0][1] - line[1][-1][1])
    return [(task.name, points) for task, points in (milestones or slipped)[:MOST_LINES]]


def read_burn_up(plan: Plan) -> list[tuple[date, int, int]]:
    """(day, done, all) from the frozen snapshots."""
    return [
        (snapshot.on, sum(row[0] == TaskState.DONE for row in snapshot.rows.values()), len(snapshot.rows))
        for snapshot in WeekSnapshot.objects.filter(plan=plan).order_by("on")
    ]


def read_slippage(plan: Plan) -> list[dict[str, Any]]:
    """Finished tasks with the due day they had when they were first frozen, and how many days later they were done."""
    first: dict[str, str] = {}
    for snapshot in WeekSnapshot.objects.filter(plan=plan).order_by("on"):
        for key, row in snapshot.rows.items():
            if row[2]:
                first.setdefault(key, row[2])
    found = []
    for task in Task.objects.filter(plan=plan, state=TaskState.DONE).select_related("owner").order_by("position", "pk"):
        due = first.get(str(task.pk)) or (task.ends_on.isoformat() if task.ends_on else "")
        if due and task.actual_finish:
            late = (task.actual_finish - date.fromisoformat(due)).days
            found.append({"task": task, "due": date.fromisoformat(due), "late": late})
    return sorted(found, key=lambda row: -row["late"])


def weekly_page(plan: Plan) -> dict[str, Any]:
    """What the weekly meeting looks at: late, blocked, due soon, done since last week, load per person."""
    counted = CountedPlan(plan)
    day = counted.today
    ahead, back = day + timedelta(days=14), day - timedelta(days=7)
    open_lines = [line for line in counted.lines if line.task.state in UNFINISHED]
    late = [line for line in open_lines if line.times.float_days is not None and line.times.float_days < 0]
    blocked = [line for line in open_lines if line.task.state == TaskState.BLOCKED]
    due = [line for line in open_lines if line.times.latest_finish <= ahead and line not in late]
    done = [line for line in counted.lines if line.task.actual_finish and line.task.actual_finish >= back]
    return {
        "checks": find_waiting(plan.checks.all()), "findings": find_findings(plan, back),
        "counted": counted, "late": late, "blocked": blocked, "due": due, "done": done,
        "load": read_load(open_lines), "room": (counted.opens_on - day).days if counted.opens_on else None,
    }  # fmt: skip


def read_load(lines: list[Line]) -> list[tuple[str, int, int, int]]:
    """(person, open tasks, working days in them, tasks without room), the heaviest first."""
    load: dict[str, list[int]] = {}
    for line in lines:
        name = str(line.task.owner) if line.task.owner else "—"
        row = load.setdefault(name, [0, 0, 0])
        row[0] += 1
        row[1] += line.task.duration if not line.task.in_hours else 0
        row[2] += line.times.is_critical
    rows = [(name, row[0], row[1], row[2]) for name, row in load.items()]
    return sorted(rows, key=lambda row: -row[2])
