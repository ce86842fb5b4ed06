"""Writing a typed list: new rows are added, known ones changed, ones that are gone dropped, in one transaction."""

from django.db import transaction
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.common.audit import record_event
from luzhi.common.problems import Problem
from luzhi.core import backplan
from luzhi.plans.checking import check_rows
from luzhi.plans.entry import Row
from luzhi.plans.models import Link, Need, Plan, Task, Workstream
from luzhi.plans.versions import lock_plan
from luzhi.records.services import change_record, create_record
from luzhi.workflow.engine import perform


def save_rows(plan: Plan, rows: list[Row], *, by: Actor, seen_version: int) -> int:
    """Write all rows in one transaction. Returns how many tasks there are.

    Raises Stale when the plan was changed meanwhile, Problem when a row is wrong or rows wait for each other.
    """
    if not check_rows(plan, rows):
        raise Problem(_("Some cells need a look; nothing has been saved."))
    refuse_cycle(rows)
    with transaction.atomic():
        locked = lock_plan(plan, seen_version)
        known = {task.pk: task for task in Task.objects.select_for_update(of=("self",)).filter(plan=plan)}
        lines = {line.title: line for line in Workstream.objects.filter(plan=plan)}
        clear_openings(rows, known)
        saved: dict[int, Task] = {}
        for i, row in enumerate(rows):
            if not row.heading:
                saved[i] = save_row(plan, row, i + 1, known, lines, by)
        write_links(rows, saved)
        drop_missing(known, {task.pk for task in saved.values()}, by)
        Plan.objects.filter(pk=plan.pk).update(version=locked.version + 1)
        record_event(actor=by, verb="plan typed", obj=plan, changes={"rows": len(saved)})
    return len(saved)


def refuse_cycle(rows: list[Row]) -> None:
    """Rows that wait for each other are named, in the order in which they do."""
    pairs = [(target, i) for i, row in enumerate(rows) for target, _kind, _lag in row.links]
    around = backplan.find_cycle(len(rows), pairs)
    if around:
        names = " → ".join(rows[i].texts["name"] for i in [*around, around[0]])
        raise Problem(
            _("These tasks wait for each other in a circle: %(tasks)s. Nothing has been saved.") % {"tasks": names}
        )


def clear_openings(rows: list[Row], known: dict[int, Task]) -> None:
    """Only one task may be the opening at any moment: what no longer is gives it up first."""
    kept = {row.pk for row in rows if row.values.get("is_opening")}
    for pk, task in known.items():
        if task.is_opening and pk not in kept:
            Task.objects.filter(pk=pk).update(is_opening=False)
            task.is_opening = False


def save_row(
    plan: Plan, row: Row, position: int, known: dict[int, Task], lines: dict[str, Workstream], by: Actor
) -> Task:
    title = row.texts["line"][:160]
    if title and title not in lines:
        number = max((line.number for line in lines.values()), default=0) + 1
        lines[title] = create_record(Workstream(plan=plan, number=number, title=title), by=by)
    values = {**row.values, "position": position, "workstream": lines.get(title)}
    task = known.get(row.pk or 0) or next((t for t in known.values() if t.name == values["name"]), None)
    if task is not None and task.state == "dropped":
        task = perform(task, "restore", by=by)
    if task is None:
        created: Task = create_record(Task(plan=plan, year=plan.year, **values), by=by)
        return created
    if all(getattr(task, name) == value for name, value in values.items()):
        return task
    changed: Task = change_record(task, values, by=by, seen_version=task.version)
    return changed


def write_links(rows: list[Row], saved: dict[int, Task]) -> None:
    """What the rows name besides themselves: what holds them, what they need, who helps."""
    tasks = list(saved.values())
    Link.objects.filter(task__in=tasks).delete()
    Need.objects.filter(task__in=tasks).delete()
    helping = Task.helpers.through
    helping.objects.filter(task__in=tasks).delete()
    links, needs, helpers = [], [], []
    for i, task in saved.items():
        row = rows[i]
        for (target, kind), lag in {(target, kind): lag for target, kind, lag in row.links}.items():
            links.append(Link(task=task, holds=saved[target], kind=kind, lag=lag))
        needs += [Need(task=task, resource_id=pk, amount=amount) for pk, amount in row.needs.items()]
        helpers += [helping(task_id=task.pk, person_id=pk) for pk in dict.fromkeys(row.helpers)]
    Link.objects.bulk_create(links)
    Need.objects.bulk_create(needs)
    helping.objects.bulk_create(helpers)


def drop_missing(known: dict[int, Task], kept: set[int], by: Actor) -> None:
    """A row taken out of the list drops its task; what is done stays on record."""
    for pk, task in known.items():
        if pk not in kept and task.state in ("open", "doing", "blocked"):
            perform(task, "drop", by=by, reason=_("taken out of the list"))
