"""When people are taken by something that is not this plan: visits, meetings, trips, other plans, guest duty.

Apps above this one add their own commitments to ``BUSY`` when they are ready.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import date

from django.db.models import Q

from luzhi.activities.models import Participant
from luzhi.plans.models import Task
from luzhi.plans.workflow import UNFINISHED
from luzhi.projects.models import Trip

Taken = tuple[int, date, date, str]
"""Person, first day, last day, what it is."""
BUSY: list[Callable[[Collection[int], date], Iterable[Taken]]] = []


def find_busy(person_ids: Collection[int], start: date, *, plan_id: int) -> list[Taken]:
    """All commitments of these people from a day on, outside a plan. A fixed number of queries."""
    found = [*find_activities(person_ids, start), *find_trips(person_ids, start)]
    found += find_other_tasks(person_ids, start, plan_id)
    for ask in BUSY:
        found += ask(person_ids, start)
    return sorted(found, key=lambda taken: taken[:3])


def find_activities(person_ids: Collection[int], start: date) -> Iterable[Taken]:
    rows = Participant.objects.filter(
        Q(activity__ends_on__gte=start) | Q(activity__ends_on=None, activity__starts_on__gte=start),
        person_id__in=person_ids,
        activity__starts_on__isnull=False,
    ).select_related("activity")
    for row in rows:
        first = row.activity.starts_on
        if first and row.person_id:
            yield row.person_id, first, row.activity.ends_on or first, str(row.activity)


def find_trips(person_ids: Collection[int], start: date) -> Iterable[Taken]:
    rows = Trip.objects.filter(ends_on__gte=start, starts_on__isnull=False, leader_id__in=person_ids)
    for trip in rows.filter(activity=None):
        if trip.leader_id and trip.starts_on and trip.ends_on:
            yield trip.leader_id, trip.starts_on, trip.ends_on, str(trip)


def find_other_tasks(person_ids: Collection[int], start: date, plan_id: int) -> Iterable[Taken]:
    rows = Task.objects.filter(
        ends_on__gte=start, owner_id__in=person_ids, state__in=UNFINISHED, starts_on__isnull=False, in_hours=False
    ).exclude(plan_id=plan_id)
    for task in rows.select_related("plan"):
        if task.starts_on and task.ends_on and task.owner_id:
            yield task.owner_id, task.starts_on, task.ends_on, f"{task.plan}: {task}"
