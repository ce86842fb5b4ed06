"""Versions of a plan: preview who moves, apply, go back, compare, tell each person what is new to him or her."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from luzhi.access.actors import Actor
from luzhi.common.audit import record_event
from luzhi.common.models import Notice
from luzhi.common.outbox import draft_notice
from luzhi.common.problems import Conflict, Problem
from luzhi.core import backplan
from luzhi.people.models import Person
from luzhi.plans.contents import read_content, restore_content
from luzhi.plans.counting import CountedPlan
from luzhi.plans.models import Plan, Task, Told, Version
from luzhi.plans.workflow import TaskState
from luzhi.records.services import Stale, change_record

Places: TypeAlias = "dict[str, backplan.Placement]"  # a name in quotes, since the kernel is loaded at first use
TOPIC = "plan moved"


@dataclass(frozen=True)
class Moved:
    """One task that differs between two plans, with its name and whose it is."""

    name: str
    owner: str
    change: str
    before: Any
    after: Any
    url: str = ""


def places_of(plan: Plan) -> Places:
    """Where the plan's tasks lie now; a task never placed is not among them."""
    rows = Task.objects.filter(plan=plan).exclude(starts_on=None).exclude(state="dropped").order_by("position", "pk")
    return {
        str(task.pk): backplan.Placement(str(task.owner_id or ""), task.starts_on, task.ends_on or task.starts_on)
        for task in rows
        if task.starts_on
    }


def read_places(version: Version) -> Places:
    return {
        key: backplan.Placement(owner, date.fromisoformat(start), date.fromisoformat(finish))
        for key, (owner, start, finish) in version.places.items()
    }


def write_places(places: Places) -> dict[str, list[str]]:
    return {key: [place.owner, place.start.isoformat(), place.finish.isoformat()] for key, place in places.items()}


def place_tasks(counted: CountedPlan) -> Places:
    """Where counting back puts each task: as late as the opening allows. What is done or locked stays as it is."""
    found = backplan.placements(counted.schedule)
    for task in counted.tasks:
        if task.locked and task.starts_on and task.ends_on:
            found[str(task.pk)] = backplan.Placement(str(task.owner_id or ""), task.starts_on, task.ends_on)
    return found


def compare_places(before: Places, after: Places, names: dict[str, Task]) -> list[Moved]:
    """What differs, named and ordered by whose it is; of what changes hands, from whom to whom."""
    words = {"added": _("new"), "removed": _("gone"), "handed_over": pgettext("task", "handed over")}
    moves = backplan.diff(before, after)
    people = name_owners(moves)
    found = []
    for move in moves:
        task = names.get(move.key)
        owners = " → ".join(dict.fromkeys(people.get(owner, _("nobody yet")) for owner in move.owners))
        name, change = task.name if task else f"#{move.key}", words.get(move.change.value) or tell_shift(move)
        found.append(Moved(name, owners, change, move.before, move.after))
    return sorted(found, key=lambda moved: moved.owner)


def tell_shift(move: backplan.Move) -> str:
    """By how many calendar days the end moves; where it stays, that the task begins earlier or later."""
    if move.before is None or move.after is None:
        return str(_("moved"))
    days = (move.after.finish - move.before.finish).days
    if days < 0:
        return ngettext("%(n)s day earlier", "%(n)s days earlier", -days) % {"n": -days}
    if days > 0:
        return ngettext("%(n)s day later", "%(n)s days later", days) % {"n": days}
    return str(_("begins earlier") if move.after.start < move.before.start else _("begins later"))


def name_owners(moves: list[backplan.Move]) -> dict[str, str]:
    numbers = {int(owner) for move in moves for owner in move.owners if owner}
    return {str(pk): str(person) for pk, person in Person.objects.in_bulk(numbers).items()}


def preview_change(
    plan: Plan, *, opens_on: date | None = None, days: int | None = None
) -> tuple[CountedPlan, list[Moved]]:
    """The plan counted back from another day, and who moves against the plan as it lies; nothing is written."""
    if days is not None and opens_on is None:
        present = CountedPlan(plan)
        opens_on = present.schedule.plan.moved(days).opening
    counted = CountedPlan(plan, opens_on=opens_on)
    return counted, compare_places(places_of(plan), place_tasks(counted), counted.by_key)


def apply_version(
    plan: Plan, *, by: Actor, reason: str, opens_on: date | None = None, seen_version: int | None = None
) -> Version:
    """Count back, write each task's days, freeze the result as a version, and draft a notice for each person it moves.

    Raises Stale when somebody changed the plan since it was previewed, Problem when it cannot be counted.
    """
    if not reason.strip():
        raise Problem(_("A new version needs a reason; it is what the people who move will read."))
    with transaction.atomic():
        locked = lock_plan(plan, seen_version)
        counted = CountedPlan(locked, opens_on=opens_on)
        return write_version(locked, counted.opens_on or counted.today, place_tasks(counted), by=by, reason=reason)


def write_fitted(plan: Plan, places: Places, *, by: Actor, reason: str, seen_version: int) -> Version:
    """Apply places found for the people as they are, as a version of their own."""
    if not reason.strip():
        raise Problem(_("A new version needs a reason; it is what the people who move will read."))
    with transaction.atomic():
        locked = lock_plan(plan, seen_version)
        return write_version(locked, locked.opens_on or date.min, places, by=by, reason=reason)


def revert_version(plan: Plan, version: Version, *, by: Actor, seen_version: int | None = None) -> Version:
    """Make the plan again what it was: tasks, links and people as the version has them, and everything unfinished back
    in its place. What was added since is dropped; what is done stays done. The result is a new version."""
    with transaction.atomic():
        locked = lock_plan(plan, seen_version)
        restore_content(locked, version.content, by=by)
        reason = _("back to %(version)s") % {"version": version}
        return write_version(locked, version.opens_on, read_places(version), by=by, reason=reason)


def preview_loss(plan: Plan, person: Person, to: Person | None) -> tuple[CountedPlan, list[Moved]]:
    """The plan when a person's open tasks go to another one, or to nobody yet; nothing is written."""
    counted = CountedPlan(plan, instead=(person.pk, to))
    return counted, compare_places(places_of(plan), place_tasks(counted), counted.by_key)


def replace_person(
    plan: Plan, person: Person, to: Person | None, *, by: Actor, reason: str, seen_version: int
) -> Version:
    """Give a person's open tasks of a plan to another one, or to nobody yet, and apply the result as a version."""
    with transaction.atomic():
        locked = lock_plan(plan, seen_version)
        tasks = Task.objects.filter(plan=plan, owner=person)
        for task in tasks.exclude(state__in=[TaskState.DONE, TaskState.DROPPED]):
            change_record(task, {"owner": to}, by=by, seen_version=task.version)
        return apply_version(locked, by=by, reason=reason)


def lock_plan(plan: Plan, seen_version: int | None) -> Plan:
    locked = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if seen_version is not None and locked.version != seen_version:
        raise Stale(locked)
    return locked


def write_version(plan: Plan, opens_on: date, places: Places, *, by: Actor, reason: str) -> Version:
    """The one place that writes planned days."""
    tasks = {
        str(task.pk): task
        for task in Task.objects.select_for_update(of=("self",))
        .select_related("owner")
        .filter(plan=plan)
        .exclude(state="dropped")
    }
    changed = []
    for key, place in places.items():
        task = tasks.get(key)
        if task is None or (task.state == "done" and task.starts_on):
            continue
        if (task.starts_on, task.ends_on) != (place.start, place.finish):
            task.starts_on, task.ends_on, task.due_on = place.start, place.finish, place.finish
            changed.append(task)
    Task.objects.bulk_update(changed, ["starts_on", "ends_on", "due_on"], batch_size=500)
    number = (Version.objects.filter(plan=plan).aggregate(n=Max("number"))["n"] or 0) + 1
    version = Version.objects.create(
        body_id=plan.body_id, plan=plan, number=number, opens_on=opens_on, reason=reason[:200], made_by=str(by),
        places=write_places(places_of(plan)), content=read_content(plan),
    )  # fmt: skip
    plan.opens_on = opens_on
    plan.version += 1
    plan.save()
    record_event(
        actor=by, verb="plan applied", obj=plan, reason=reason, changes={"version": number, "moved": len(changed)}
    )
    draft_notices(plan, list(tasks.values()), reason)
    return version


def draft_notices(plan: Plan, tasks: list[Task], reason: str) -> int:
    """One drafted notice for each person whose unfinished tasks differ from what he or she was last told."""
    open_tasks = [t for t in tasks if t.state not in ("done", "dropped") and t.starts_on and t.owner_id]
    told = {(row.task_id, row.person_id): row for row in Told.objects.filter(task__plan=plan)}
    lines: dict[int, list[str]] = defaultdict(list)
    for task in open_tasks:
        known = told.pop((task.pk, task.owner_id or 0), None)
        if known is None or (known.starts_on, known.ends_on) != (task.starts_on, task.ends_on):
            lines[task.owner_id or 0].append(tell_change(task, known))
    open_ones = {task.pk: task for task in tasks if task.state not in ("done", "dropped")}
    for task_id, person_id in told:
        if task_id in open_ones:
            lines[person_id].append(_("%(task)s: no longer yours") % {"task": open_ones[task_id]})
    people = Person.objects.in_bulk(list(lines))
    sent = 0
    for person_id, changes in lines.items():
        person = people.get(person_id)
        if person is None or person.account_id is None:
            continue
        draft_notice(
            recipient_id=person.account_id, body_id=plan.body_id, topic=TOPIC, about=plan,
            subject=_("%(plan)s: %(n)s of your tasks have new days") % {"plan": plan, "n": len(changes)},
            text="\n".join([reason, *changes]), link="/my-tasks/",
        )  # fmt: skip
        sent += 1
    return sent


def tell_change(task: Task, known: Told | None) -> str:
    days = f"{task.starts_on} – {task.ends_on}"
    if known is None:
        return f"{task.name}: {days}"
    return f"{task.name}: {known.starts_on} – {known.ends_on} → {days}"


def note_told(plan: Plan, person_id: int) -> None:
    """Keep what a person has now been told: the days of his or her tasks as they lie. Called when a notice goes out."""
    Told.objects.filter(task__plan=plan, person_id=person_id).exclude(task__owner_id=person_id).delete()
    for task in Task.objects.filter(plan=plan, owner_id=person_id):
        if task.starts_on and task.ends_on:
            days = {"starts_on": task.starts_on, "ends_on": task.ends_on}
            Told.objects.update_or_create(task=task, person_id=person_id, defaults=days)


def keep_told(notice: Notice) -> None:
    """A notice about a moved plan has gone out: what it said is what its reader now knows."""
    if notice.topic == TOPIC:
        person = Person.objects.filter(account_id=notice.recipient_id, body_id=notice.body_id).first()
        plan = Plan.objects.filter(pk=notice.object_id or 0).first()
        if person is not None and plan is not None:
            note_told(plan, person.pk)


def hand_over(task: Task, person: Any, *, by: Actor, reason: str) -> Task:
    """Give an unfinished task to another person; both find it in their notices when the version is next applied."""
    with transaction.atomic():
        locked = Task.objects.select_for_update(of=("self",)).get(pk=task.pk)
        if locked.state in ("done", "dropped"):
            raise Conflict(_("“%(task)s” is no longer open.") % {"task": locked})
        before = str(locked.owner) if locked.owner else ""
        locked.owner = person
        locked.version += 1
        locked.save()
        record_event(actor=by, verb="handed over", obj=locked, changes={"owner": [before, str(person)]}, reason=reason)
        if person.account_id:
            draft_notice(
                recipient_id=person.account_id, body_id=locked.body_id, topic="task handed over", about=locked,
                subject=_("You are now responsible for “%(task)s”") % {"task": locked}, text=reason, send=True,
                link="/my-tasks/",
            )  # fmt: skip
    return locked
