"""The plan with people as they are: who has too much on which days, and a plan they can carry."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from luzhi.common.problems import Problem
from luzhi.core import backplan
from luzhi.people.models import Person
from luzhi.plans.busy import find_busy
from luzhi.plans.counting import EVERY_DAY, CountedPlan
from luzhi.plans.models import Resource, Task
from luzhi.plans.versions import Moved, compare_places, place_tasks, places_of
from luzhi.plans.workflow import UNFINISHED

SECONDS = 3.0


@dataclass(frozen=True)
class Pressed:
    """One person who cannot do what the dates demand, in the reader's words."""

    person: str
    first: Any
    last: Any
    needed: str
    available: str
    tasks: list[Task]
    help: list[str]


@dataclass(frozen=True)
class Staffed:
    """A plan its people can carry: how late it is at best, whether that is proven, and who moves."""

    late: float
    bound: float
    moved: list[Moved]
    places: dict[str, backplan.Placement]
    first_at: float = 0.0
    first_late: float = 0.0

    @property
    def proven(self) -> bool:
        return self.late == self.bound

    @property
    def gap(self) -> float:
        """Working days a better plan might still win."""
        return self.late - self.bound


def gather_resources(counted: CountedPlan) -> list[backplan.Resource]:
    """One resource for each owner, taken by what he or she does elsewhere, and one for each scarce thing."""
    owners = {task.owner_id for task in counted.tasks if task.owner_id and task.state in UNFINISHED}
    busy: dict[int, list[backplan.Busy]] = defaultdict(list)
    for person_id, first, last, reason in find_busy(owners, counted.today, plan_id=counted.plan.pk):
        busy[person_id].append(backplan.Busy(first, last, reason))
    people = [
        backplan.Resource(str(pk), 1, person_calendar(counted, pk), tuple(busy.get(pk, ())))
        for pk in sorted(owner for owner in owners if owner)
    ]
    needed = {key for task in counted.kernel.tasks for key in task.needs if key.startswith("r")}
    things = Resource.objects.in_bulk([int(key[1:]) for key in needed])
    return people + [
        backplan.Resource(
            f"r{pk}",
            thing.amount,
            counted.calendar.team("", weekdays=EVERY_DAY) if thing.works_weekends else counted.calendar,
        )
        for pk, thing in sorted(things.items())
    ]


def person_calendar(counted: CountedPlan, pk: int) -> Any:
    """A person's own days: at weekends too where his or her work is done then, and never on leave."""
    return counted.calendars.get(f"{pk}+") or counted.calendars.get(str(pk)) or counted.calendars.get("+")


def find_pressed(counted: CountedPlan) -> list[Pressed]:
    """People whose tasks cannot all lie where links and dates demand, worst first, with what would help."""
    resources = gather_resources(counted)
    if not resources:
        return []
    names = name_people(resources)
    found = []
    for over in backplan.overloads(counted.schedule, resources):
        tasks = [counted.by_key[key] for key in over.tasks]
        found.append(
            Pressed(
                names[over.resource],
                over.first,
                over.last,
                f"{over.days_needed:g}",
                f"{over.days_available:g}",
                tasks,
                [say_help(option, counted) for option in over.help],
            )
        )
    return found


def say_help(option: backplan.HelpOption, counted: CountedPlan) -> str:
    tasks = "、".join(f"“{counted.by_key[key].name}”" for key in option.tasks)
    sentences = {
        "hand_over": _("Somebody else takes %(tasks)s (%(days)s working days)."),
        "more_hands": _("A second person for %(days)s working days."),
        "more_time": _("%(tasks)s may end at least %(days)s working days later."),
    }
    return sentences[option.kind.value] % {"tasks": tasks, "days": f"{option.days:g}"}


def name_people(resources: list[backplan.Resource]) -> dict[str, str]:
    people = Person.objects.in_bulk([int(one.key) for one in resources if one.key.isdecimal()])
    things = Resource.objects.in_bulk([int(one.key[1:]) for one in resources if not one.key.isdecimal()])
    return {
        one.key: str(people.get(int(one.key), "—") if one.key.isdecimal() else things.get(int(one.key[1:]), "—"))
        for one in resources
    }


def read_loads(counted: CountedPlan) -> dict[str, list[backplan.Load]]:
    """By person or scarce thing: what the plan as it lies now asks of it, day by day; those with too much first."""
    resources = gather_resources(counted)
    if not resources:
        return {}
    names = name_people(resources)
    rows: dict[str, list[backplan.Load]] = {resource.key: [] for resource in resources}
    for load in backplan.daily_loads(counted.schedule, resources, place_tasks(counted)):
        rows[load.resource].append(load)
    order = sorted(rows, key=lambda key: (-sum(load.is_too_much for load in rows[key]), -len(rows[key]), names[key]))
    return {names[key]: rows[key] for key in order if rows[key]}


def read_busy_days(loads: dict[str, list[backplan.Load]]) -> list[tuple[str, int, int, list[Any]]]:
    """(who, days with work, days with more than can be done, the first such days)."""
    return [
        (name, len(rows), sum(load.is_too_much for load in rows), [load.day for load in rows if load.is_too_much][:5])
        for name, rows in loads.items()
    ]


def fit_people(counted: CountedPlan) -> Staffed:
    """Search days that everybody can keep, as late as the opening allows; raises Problem with a sentence."""
    resources = gather_resources(counted)
    if not resources:
        raise Problem(_("No open task has a person responsible yet, so there is nobody to share the work among."))
    try:
        found = backplan.level(counted.schedule, resources, SECONDS)
    except backplan.PlanError as error:
        raise Problem(counted.explain(error)) from error
    moved = compare_places(places_of(counted.plan), found.placements, counted.by_key)
    seconds, late = found.first
    return Staffed(found.days_late, found.days_late_bound, moved, found.placements, seconds, late)
