"""Ties the tables of matchmaking to their models."""

from collections.abc import Iterable, Mapping

from django.utils import timezone

from luzhi.access.actors import Actor
from luzhi.common.outbox import SENT
from luzhi.core.matching.problem import find_faults
from luzhi.matchmaking.models import PartyNotice, Request, Timetable
from luzhi.matchmaking.reading import Reading
from luzhi.matchmaking.telling import draft_notices, mark_told, tell, withdraw_notices
from luzhi.matchmaking.vocabulary import TimetableState
from luzhi.matchmaking.workflow import ASKED, ASKER, NOTICE, REQUEST, TIMETABLE, TimetableFacts
from luzhi.workflow.engine import Binding, Taken, bind


def sides_of(actor: Actor, request: Request) -> set[str]:
    """On which side of a request this account answers for the firm."""
    mine = set(actor.unit_ids)
    if not mine:
        return set()
    sides = ((ASKER, request.asker.organisation_id), (ASKED, request.asked.organisation_id))
    return {side for side, organisation in sides if organisation in mine}


def gather_facts(timetables: Iterable[Timetable]) -> Mapping[int, TimetableFacts]:
    """Facts of drafts; a frozen timetable has no steps, so nothing is asked about it."""
    return {t.pk: read_draft(t) for t in timetables if t.state == TimetableState.DRAFT}


def read_draft(timetable: Timetable) -> TimetableFacts:
    """What of a draft no longer holds: requests withdrawn, firms away, somebody now elsewhere, tables taken out."""
    meetings = list(timetable.meetings.select_related("request__asker__organisation", "request__asked__organisation"))
    reading = Reading(timetable.session)
    placed = reading.timetable_of(meetings)
    stale = [
        str(m.request)
        for m in meetings
        if m.request_id not in placed or placed[m.request_id] not in reading.problem.open_slots[m.request_id]
    ]
    if not stale and find_faults(reading.problem, placed):
        stale = [str(timetable)]
    return TimetableFacts(len(meetings), tuple(stale))


def freeze(taken: Taken) -> None:
    """From now on the version stands; firms whose day is not what they were last told get a draft notice."""
    Timetable.objects.filter(pk=taken.obj.pk).update(frozen_at=timezone.now())
    draft_notices(taken.obj, by=taken.by)


SENT.append(mark_told)
bind(Binding(workflow=REQUEST, model=Request, roles_of=sides_of))
bind(Binding(workflow=TIMETABLE, model=Timetable, facts_of=gather_facts, effects={"freeze": freeze}))
bind(Binding(workflow=NOTICE, model=PartyNotice, effects={"tell": tell, "withdraw_notices": withdraw_notices}))
