"""A session's records as a problem of the kernel, and back."""

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from luzhi.common.problems import Problem as Refusal
from luzhi.core.matching.problem import Interpreter as Voice
from luzhi.core.matching.problem import Meeting as Wish
from luzhi.core.matching.problem import Party as Firm
from luzhi.core.matching.problem import Problem, Table
from luzhi.expo.models.care import split_languages
from luzhi.matchmaking.models import Absence, Desk, Interpreter, Party, Request, Session, Slot
from luzhi.matchmaking.presence import find_away
from luzhi.matchmaking.vocabulary import Half, RequestState

MOST_SLOTS, MOST_REQUESTS = 200, 5000


class Reading:
    """Everything about a session that a timetable is made from; a fixed number of queries."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.slots = list(Slot.objects.filter(session=session).order_by("starts_at")[: MOST_SLOTS + 1])
        self.parties = {
            p.pk: p
            for p in Party.objects.filter(session=session).select_related("organisation").prefetch_related("attends")
        }
        self.desks = list(Desk.objects.filter(session=session).order_by("place", "code", "pk"))
        self.interpreters = list(Interpreter.objects.filter(session=session).select_related("person").order_by("pk"))
        rows = Request.objects.filter(
            session=session, state=RequestState.AGREED, asker__withdrawn=False, asked__withdrawn=False
        )
        self.requests = {request.pk: request for request in rows.order_by("pk")[: MOST_REQUESTS + 1]}
        for party in self.parties.values():
            party.session = session
        self.absences = list(Absence.objects.filter(party__session=session))
        if len(self.slots) > MOST_SLOTS or len(self.requests) > MOST_REQUESTS:
            raise Refusal(
                _("A session has at most %(s)s slots and %(r)s requests.") % {"s": MOST_SLOTS, "r": MOST_REQUESTS}
            )

    @cached_property
    def number_of(self) -> dict[int, int]:
        return {slot.pk: number for number, slot in enumerate(self.slots)}

    def slots_during(self, start: datetime | None, end: datetime | None) -> frozenset[int]:
        """The slots that overlap a time; none where it is not known."""
        if start is None or end is None:
            return frozenset()
        return frozenset(n for n, slot in enumerate(self.slots) if slot.starts_at < end and start < slot.ends_at)

    @cached_property
    def day_starts(self) -> frozenset[int]:
        """Slots that are the first of a day but the first of all."""
        days = [slot.starts_at.date() for slot in self.slots]
        return frozenset(n for n in range(1, len(days)) if days[n] != days[n - 1])

    @cached_property
    def away(self) -> dict[int, list[tuple[datetime, datetime]]]:
        """When those who sit at each firm's meetings are elsewhere as guests."""
        return find_away(list(self.parties.values()))

    def closed_for(self, party: Party) -> frozenset[int]:
        """When a firm attends a sub-event or is away, or when those who sit at its meetings are bound elsewhere."""
        closed: set[int] = set()
        for event in party.attends.all():
            closed |= self.slots_during(event.starts_at, event.ends_at)
        for absence in self.absences:
            if absence.party_id == party.pk:
                closed |= self.slots_during(absence.starts_at, absence.ends_at)
        for start, end in self.away[party.pk]:
            closed |= self.slots_during(start, end)
        return frozenset(closed)

    def wish_of(self, request: Request) -> Wish:
        asker, asked = self.parties[request.asker_id], self.parties[request.asked_id]
        slots: frozenset[int] | None = None
        if request.fixed_slot_id:
            slots = frozenset({self.number_of[request.fixed_slot_id]})
        elif request.half:
            morning = request.half == Half.MORNING
            slots = frozenset(n for n, slot in enumerate(self.slots) if slot.is_morning == morning)
        after = (request.after_id,) if request.after_id in self.requests else ()
        return Wish(
            request.pk, (asker.pk, asked.pk), request.weight, slots, bool(request.fixed_slot_id), after,
            asker.delegates + asked.delegates + bool(request.language), bool(asked.booth),
            request.language.strip().casefold(),
        )  # fmt: skip

    @cached_property
    def problem(self) -> Problem:
        """Raises a Refusal in words for what contradicts itself."""
        try:
            problem = Problem(
                len(self.slots),
                tuple(Firm(p.pk, self.closed_for(p), p.most) for p in self.parties.values()),
                tuple(self.wish_of(request) for request in self.requests.values()),
                tuple(Table(desk.pk, desk.seats, desk.place) for desk in self.desks),
                tuple(Voice(i.pk, split_languages(i.languages)) for i in self.interpreters),
                self.session.fair,
                self.day_starts,
            )
            _pools = problem.pools
        except ValueError as error:
            raise Refusal(_("The requests ask for too many different languages at once.")) from error
        return problem

    def timetable_of(self, meetings: Iterable[Any]) -> dict[int, int]:
        """The meetings of a version as the kernel knows them; those whose request is no longer agreed are left out."""
        return {
            m.request_id: self.number_of[m.slot_id]
            for m in meetings
            if m.request_id in self.requests and m.slot_id in self.number_of
        }
