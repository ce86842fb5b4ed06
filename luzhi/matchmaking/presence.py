"""Who sits at a firm's meetings, when these people are elsewhere, and their meetings among all they are bound to."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from luzhi.expo.duties.commitments import SOURCES, Commitment
from luzhi.expo.guests.itineraries import MORE, Itineraries, Line
from luzhi.expo.models import Guest
from luzhi.matchmaking.models import Interpreter, Meeting, Party, Slot, Timetable
from luzhi.matchmaking.vocabulary import TimetableState
from luzhi.people.models import Person
from luzhi.plans.busy import BUSY, Taken

Span = tuple[datetime, datetime]
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


def find_delegates(parties: Collection[Party]) -> dict[int, set[int]]:
    """The persons who sit at each firm's meetings: those it names, else its only confirmed guest; two queries.

    A firm with several guests and nobody named has none: the office must say who goes.
    """
    found: dict[int, set[int]] = defaultdict(set)
    named = Party.people.through.objects.filter(party__in=[party.pk for party in parties])
    for party_id, person_id in named.values_list("party_id", "person_id"):
        found[party_id].add(person_id)
    rest = [party for party in parties if party.pk not in found]
    guests: dict[tuple[int, int], set[int]] = defaultdict(set)
    rows = Guest.objects.filter(
        confirmed=True, expo__in={party.session.expo_id for party in rest},
        organisation__in={party.organisation_id for party in rest},
    )  # fmt: skip
    for expo_id, organisation_id, person_id in rows.values_list("expo_id", "organisation_id", "person_id"):
        guests[expo_id, organisation_id or 0].add(person_id)
    for party in rest:
        came = guests[party.session.expo_id, party.organisation_id]
        if len(came) == 1:
            found[party.pk] = came
    return found


def count_guests(party: Party) -> int:
    """How many confirmed guests of the expo come from this firm."""
    return Guest.objects.filter(expo=party.session.expo_id, organisation=party.organisation_id, confirmed=True).count()


def find_away(parties: Collection[Party]) -> dict[int, list[Span]]:
    """For each firm the times in which somebody who should sit at its meetings is elsewhere: not there yet, gone,
    travelling, at a meal or in a seat of a sub-event. A fixed number of queries."""
    delegates = find_delegates(parties)
    persons = {person for people in delegates.values() for person in people}
    expos = {party.session.expo_id for party in parties}
    guests = {(g.expo_id, g.person_id): g for g in Guest.objects.filter(expo__in=expos, person__in=persons)}
    plans = Itineraries(guests.values(), with_more=False)
    found: dict[int, list[Span]] = {}
    for party in parties:
        mine = [guests.get((party.session.expo_id, person)) for person in delegates.get(party.pk, ())]
        found[party.pk] = [span for guest in mine if guest is not None for span in spans_of(guest, plans)]
    return found


def spans_of(guest: Guest, plans: Itineraries) -> Iterable[Span]:
    if guest.arrives_at:
        yield EARLIEST, guest.arrives_at
    if guest.leaves_at:
        yield guest.leaves_at, LATEST
    for line in plans.of(guest):
        yield line.start, line.end


def standing_timetables(**wanted: object) -> list[int]:
    """The version that stands of each session; one query."""
    frozen = Timetable.objects.filter(state=TimetableState.FROZEN, **wanted).order_by("number")
    return list(dict(frozen.values_list("session_id", "pk")).values())


def list_standing(timetables: Collection[int], parties: Q | None = None) -> list[Meeting]:
    related = (
        "slot", "desk", "interpreter__person", "timetable__session__expo",
        "request__asker__organisation", "request__asked__organisation",
        "request__asker__session", "request__asked__session",
    )  # fmt: skip
    rows = Meeting.objects.filter(timetable__in=timetables).select_related(*related).order_by("slot__starts_at", "pk")
    return list(rows if parties is None else rows.filter(parties))


def find_appointments(guests: Collection[Guest]) -> Iterable[tuple[int, Line]]:
    """The meetings of guests, for their days; a fixed number of queries."""
    expos = {guest.expo_id for guest in guests}
    by_person = {(guest.expo_id, guest.person_id): guest for guest in guests}
    persons = {guest.person_id for guest in guests}
    firms = {guest.organisation_id for guest in guests if guest.organisation_id}
    parties = {
        party.pk: party
        for party in Party.objects.filter(
            Q(people__in=persons) | Q(organisation__in=firms), session__expo__in=expos, withdrawn=False
        ).select_related("session").distinct()
    }  # fmt: skip
    if not parties:
        return
    delegates = find_delegates(list(parties.values()))
    sides = Q(request__asker__in=parties) | Q(request__asked__in=parties)
    for meeting in list_standing(standing_timetables(session__expo__in=expos), sides):
        for party, other in sides_of(meeting):
            for person in delegates.get(party.pk, ()) if party.pk in parties else ():
                guest = by_person.get((party.session.expo_id, person))
                if guest is not None:
                    words = _("Meeting with %(party)s") % {"party": other}
                    line = Line(
                        meeting.slot.starts_at, meeting.slot.ends_at, "match", words, meeting.where, meeting.request
                    )
                    yield guest.pk, line


def sides_of(meeting: Meeting) -> tuple[tuple[Party, Party], tuple[Party, Party]]:
    asker, asked = meeting.request.asker, meeting.request.asked
    return (asker, asked), (asked, asker)


def read_meetings(body_id: int, start: datetime, end: datetime) -> Iterable[Commitment]:
    """Meetings in a stretch of time, for those who sit at them and for interpreters."""
    within = Q(slot__starts_at__lt=end, slot__ends_at__gt=start)
    meetings = list_standing(standing_timetables(body_id=body_id), within)
    parties: Mapping[int, Party] = {party.pk: party for meeting in meetings for party, _other in sides_of(meeting)}
    delegates = find_delegates(list(parties.values()))
    persons = {person for people in delegates.values() for person in people}
    names = dict(Person.objects.filter(pk__in=persons).values_list("pk", "name"))
    for meeting in meetings:
        slot = meeting.slot
        people = {(pk, names[pk]) for party, _other in sides_of(meeting) for pk in delegates.get(party.pk, ())}
        if meeting.interpreter is not None:
            people.add((meeting.interpreter.person_id, str(meeting.interpreter)))
        for pk, name in sorted(people):
            yield Commitment(pk, name, slot.starts_at, slot.ends_at, "match", meeting.request, meeting.where)


def find_interpreting(person_ids: Collection[int], start: date) -> Iterable[Taken]:
    """Days on which people interpret, for plans; two queries."""
    rows = list(Interpreter.objects.filter(person__in=person_ids).select_related("session"))
    days: dict[int, set[date]] = defaultdict(set)
    slots = Slot.objects.filter(session__in={row.session_id for row in rows}, ends_at__date__gte=start)
    for session_id, starts_at in slots.values_list("session_id", "starts_at"):
        days[session_id].add(timezone.localdate(starts_at))
    for row in rows:
        for day in sorted(days[row.session_id]):
            yield row.person_id, day, day, str(row.session)


MORE.append(find_appointments)
SOURCES.append(read_meetings)
BUSY.append(find_interpreting)
