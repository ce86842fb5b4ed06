"""What persons are bound to and when, across modules, and where two of those clash.

An app above adds what it knows to `SOURCES`: a function of a body and a stretch of time.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from luzhi.activities.models import Activity, Participant
from luzhi.activities.vocabulary import Dating
from luzhi.expo.models import GuestCare, Leg, StaffDuty, SubEventItem, SubEventSeat
from luzhi.projects.models import Trip


@dataclass(frozen=True)
class Commitment:
    """One thing a person is bound to. `kind` keeps apart what may run side by side (two guests) from what may not;
    of a thing known by days only, the hours are not known."""

    person_id: int
    person: str
    start: datetime
    end: datetime
    kind: str
    what: Any  # the record
    where: str = ""
    by_days: bool = False

    @property
    def words(self) -> str:
        """The thing itself, without the person's name before it."""
        if self.kind == "duty":
            return str(self.what.post)
        return str(self.what.guest) if self.kind == "care" else str(self.what)

    def overlaps(self, other: "Commitment") -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Clash:
    """Two things at once for one person. `sure` is False where only the days are known; `more` are further guests whom
    the person attends to at the same time, so that one shift against three guests is one clash."""

    person: str
    first: Commitment
    second: Commitment
    more: tuple[Commitment, ...] = ()

    @property
    def sides(self) -> tuple[list[Commitment], list[Commitment]]:
        """What stands against what."""
        if self.first.kind == "care":
            return [self.first, *self.more], [self.second]
        return [self.first], [self.second, *self.more]

    @property
    def sure(self) -> bool:
        return not (self.first.by_days or self.second.by_days)

    @property
    def start(self) -> datetime:
        return max(self.first.start, self.second.start)

    @property
    def end(self) -> datetime:
        return min(self.first.end, self.second.end)


Source = Callable[[int, datetime, datetime], Iterable[Commitment]]


def day_span(day: date, last: date | None = None) -> tuple[datetime, datetime]:
    """From midnight to midnight in the body's own time."""
    start = timezone.make_aware(datetime.combine(day, time.min))
    return start, timezone.make_aware(datetime.combine((last or day) + timedelta(days=1), time.min))


def read_shifts(body_id: int, start: datetime, end: datetime) -> Iterable[Commitment]:
    rows = StaffDuty.objects.filter(body_id=body_id, starts_at__lt=end, ends_at__gt=start)
    for row in rows.select_related("person", "post", "hall", "zone", "place"):
        if row.starts_at and row.ends_at:
            where = " · ".join(str(part) for part in (row.hall, row.zone, row.place) if part)
            yield Commitment(row.person_id, str(row.person), row.starts_at, row.ends_at, "duty", row, where)


def read_care(body_id: int, start: datetime, end: datetime) -> Iterable[Commitment]:
    rows = GuestCare.objects.filter(body_id=body_id, starts_at__lt=end, ends_at__gt=start)
    for row in rows.select_related("attendant__person", "guest__person"):
        person = row.attendant.person
        yield Commitment(person.pk, str(person), row.starts_at, row.ends_at, "care", row)


def read_seats(body_id: int, start: datetime, end: datetime) -> Iterable[Commitment]:
    rows = SubEventSeat.objects.filter(
        body_id=body_id, sub_event__starts_at__lt=end, sub_event__ends_at__gt=start, guest__confirmed=True
    )
    for row in rows.select_related("guest__person", "sub_event__place"):
        event, person = row.sub_event, row.guest.person
        yield Commitment(person.pk, str(person), event.starts_at, event.ends_at, "event", event, str(event.place or ""))  # type: ignore[arg-type]


def read_journeys(body_id: int, start: datetime, end: datetime) -> Iterable[Commitment]:
    """Guests on their way: nobody sits in a forum and in a train."""
    late = Q(expected_at__gt=start) | Q(expected_at=None, arrives_at__gt=start)
    rows = Leg.objects.filter(late, body_id=body_id, departs_at__lt=end, guest__confirmed=True)
    for row in rows.select_related("guest__person"):
        person = row.guest.person
        yield Commitment(person.pk, str(person), row.departs_at, row.ends_at, "journey", row)


def read_speakers(body_id: int, start: datetime, end: datetime) -> Iterable[Commitment]:
    rows = SubEventItem.objects.filter(
        body_id=body_id, speaker__isnull=False, sub_event__starts_at__lt=end, sub_event__ends_at__gt=start
    )
    for row in rows.select_related("speaker", "sub_event__place"):
        event = row.sub_event
        speaker, where = (row.speaker_id or 0, str(row.speaker)), str(event.place or "")
        yield Commitment(*speaker, event.starts_at, event.ends_at, "event", event, where)  # type: ignore[arg-type]


def read_activities(body_id: int, start: datetime, end: datetime) -> Iterable[Commitment]:
    """Visits, meetings and other activities, which are known by their days."""
    first, last = timezone.localdate(start), timezone.localdate(end - timedelta(minutes=1))
    within = Q(starts_on__lte=last) & (Q(ends_on__gte=first) | Q(ends_on=None, starts_on__gte=first))
    found = Activity.objects.filter(within, body_id=body_id, dating=Dating.DAYS).select_related("leader", "place")
    activities = {row.pk: row for row in found}
    people = {(row.leader_id or 0, str(row.leader), row.pk) for row in activities.values()}
    joined = Participant.objects.filter(activity__in=activities, person__isnull=False).select_related("person")
    people |= {(row.person_id or 0, str(row.person), row.activity_id) for row in joined}
    for person_id, name, pk in sorted(people):
        row = activities[pk]
        if row.starts_on and person_id:
            since, until = day_span(row.starts_on, row.ends_on or row.starts_on)
            yield Commitment(person_id, name, since, until, "activity", row, str(row.place or ""), by_days=True)


def read_trips(body_id: int, start: datetime, end: datetime) -> Iterable[Commitment]:
    first, last = timezone.localdate(start), timezone.localdate(end - timedelta(minutes=1))
    rows = Trip.objects.filter(body_id=body_id, starts_on__lte=last, ends_on__gte=first, leader__isnull=False)
    for row in rows.select_related("leader"):
        if row.starts_on and row.ends_on and row.leader_id:
            since, until = day_span(row.starts_on, row.ends_on)
            yield Commitment(row.leader_id, str(row.leader), since, until, "trip", row, by_days=True)


SOURCES: list[Source] = [
    read_shifts, read_care, read_seats, read_journeys, read_speakers, read_activities, read_trips,
]  # fmt: skip


def read_commitments(body_id: int, start: datetime, end: datetime) -> list[Commitment]:
    """Everything known that touches a stretch of time; a fixed number of queries."""
    return [found for source in SOURCES for found in source(body_id, start, end)]


def find_clashes(commitments: Iterable[Commitment]) -> list[Clash]:
    """Pairs that one person cannot do both. Two guests at once are a matter of load, not a clash."""
    by_person: dict[int, list[Commitment]] = defaultdict(list)
    for row in commitments:
        by_person[row.person_id].append(row)
    found = []
    for rows in by_person.values():
        ordered = sorted(rows, key=lambda row: (row.start, row.end))
        for i, first in enumerate(ordered):
            for second in ordered[i + 1 :]:
                if second.start >= first.end:
                    break
                if may_not_both(first, second):
                    found.append(Clash(first.person, first, second))
    return sorted(gather_guests(found), key=lambda clash: (not clash.sure, clash.start, clash.person))


def gather_guests(clashes: Iterable[Clash]) -> list[Clash]:
    """One clash for each thing that stands against attending to guests, however many guests they are."""
    found: list[Clash] = []
    place: dict[tuple[int, str, int], int] = {}
    for clash in clashes:
        kinds = [clash.first.kind, clash.second.kind]
        if kinds.count("care") != 1:
            found.append(clash)
            continue
        other = clash.second if kinds[0] == "care" else clash.first
        key = (other.person_id, other.what._meta.label_lower, other.what.pk)
        if key in place:
            known = found[place[key]]
            guest = clash.first if kinds[0] == "care" else clash.second
            found[place[key]] = replace(known, more=(*known.more, guest))
        else:
            place[key] = len(found)
            found.append(clash)
    return found


def may_not_both(first: Commitment, second: Commitment) -> bool:
    if first.what == second.what:
        return False
    kinds = {first.kind, second.kind}
    return kinds not in ({"care"}, {"activity", "trip"})
