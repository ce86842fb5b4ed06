"""The plan with people as they are: who has too much on which days, and a plan they can carry."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from luzhi.activities.models import Participant
from luzhi.common.problems import Problem
from luzhi.core import backplan
from luzhi.people.models import Person
from luzhi.plans.counting import CountedPlan
from luzhi.plans.models import Task
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

    @property
    def proven(self) -> bool:
        return self.late == self.bound


def gather_resources(counted: CountedPlan) -> list[backplan.Resource]:
    """One resource for each owner; visits, meetings and tasks of other plans count as busy."""
    owners = {task.owner_id for task in counted.tasks if task.owner_id and task.state in UNFINISHED}
    busy: dict[int, list[backplan.Busy]] = defaultdict(list)
    rows = Participant.objects.filter(
        person_id__in=owners, activity__starts_on__isnull=False, activity__starts_on__gte=counted.today
    ).select_related("activity")
    for row in rows:
        first = row.activity.starts_on
        if first is not None and row.person_id:
            busy[row.person_id].append(backplan.Busy(first, row.activity.ends_on or first, str(row.activity)))
    others = Task.objects.filter(
        Q(ends_on__gte=counted.today),
        owner_id__in=owners,
        state__in=UNFINISHED,
        starts_on__isnull=False,
        in_hours=False,
    ).exclude(plan=counted.plan)
    for task in others.select_related("plan"):
        if task.starts_on and task.ends_on and task.owner_id:
            busy[task.owner_id].append(backplan.Busy(task.starts_on, task.ends_on, f"{task.plan}: {task}"))
    calendars = counted.kernel.calendars
    return [
        backplan.Resource(str(pk), 1, calendars.get(str(pk)), tuple(busy.get(pk, ())))
        for pk in sorted(owner for owner in owners if owner)
    ]


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
    people = Person.objects.in_bulk([int(resource.key) for resource in resources])
    return {resource.key: str(people.get(int(resource.key), "—")) for resource in resources}


def read_busy_days(counted: CountedPlan) -> list[tuple[str, int, int, list[Any]]]:
    """(person, days with work, days with more than one task at once, the first such days) as the plan lies now."""
    resources = gather_resources(counted)
    if not resources:
        return []
    names = name_people(resources)
    rows: dict[str, list[Any]] = {resource.key: [] for resource in resources}
    for load in backplan.daily_loads(counted.schedule, resources, place_tasks(counted)):
        rows[load.resource].append(load)
    found = [
        (
            names[key],
            len(loads),
            sum(load.is_too_much for load in loads),
            [load.day for load in loads if load.is_too_much][:5],
        )
        for key, loads in rows.items()
    ]
    return sorted(found, key=lambda row: (-row[2], -row[1]))


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
    return Staffed(found.days_late, found.days_late_bound, moved, found.placements)
