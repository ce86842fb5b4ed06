"""Making, mending and freezing timetables."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.common.audit import record_event
from luzhi.common.problems import Conflict, Problem
from luzhi.matchmaking.models import Absence, Meeting, Party, Place, Session, Slot, Timetable, Unmet
from luzhi.matchmaking.reading import Reading
from luzhi.matchmaking.vocabulary import TimetableState
from luzhi.records.services import create_record

SECONDS = 4.0


@dataclass(frozen=True)
class Made:
    """A timetable found, not written yet."""

    slot_of: Mapping[int, int]
    weight: int
    bound: int
    proven: bool


def lock_session(session: Session) -> Session:
    locked: Session = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    return locked


def newest_frozen(session: Session) -> Timetable | None:
    """The version that stands."""
    found: Timetable | None = (
        Timetable.objects.filter(session=session, state=TimetableState.FROZEN).order_by("-number").first()
    )
    return found


@transaction.atomic
def make_timetable(session: Session, *, by: Actor, reason: str = "", seconds: float = SECONDS) -> Timetable:
    """Make the session's draft, anew if there is one: who meets whom, when, where, and why the others do not.

    Raises Problem when there is nothing to place, or when fixed meetings contradict each other.
    """
    from luzhi.core.matching.timetable import plan  # noqa: PLC0415 -- loads the solver, or what only timetables need

    began = time.monotonic()
    lock_session(session)
    reading = Reading(session)
    if not reading.slots:
        raise Problem(_("The session has no slots yet."))
    if not reading.requests:
        raise Problem(_("No request is wanted by both sides yet."))
    try:
        found = plan(reading.problem, seconds)
    except ValueError as error:
        raise Problem(
            _("The fixed meetings contradict each other, or the times in which their firms are away.")
        ) from error
    made = Made(found.timetable, found.weight, found.bound, found.weight_proven)
    draft = ready_draft(session, newest_frozen(session), by=by, reason=reason)
    return write_timetable(draft, reading, made, by=by, began=began)


def ready_draft(session: Session, base: Timetable | None, *, by: Actor, reason: str) -> Timetable:
    """The draft of a session, emptied if there is one."""
    draft = Timetable.objects.filter(session=session, state=TimetableState.DRAFT).first()
    if draft is not None:
        draft.meetings.all().delete()
        draft.unmet.all().delete()
        draft.based_on, draft.reason = base, reason[:200]
        return draft
    number = (Timetable.objects.filter(session=session).aggregate(n=Max("number"))["n"] or 0) + 1
    made: Timetable = create_record(
        Timetable(body=session.body, session=session, number=number, based_on=base, reason=reason[:200],
                  year=session.year),
        by=by,
    )  # fmt: skip
    return made


def write_timetable(draft: Timetable, reading: Reading, made: Made, *, by: Actor, began: float) -> Timetable:
    """Write meetings, places and unmet requests of a draft; the database refuses anybody twice in a slot."""
    from luzhi.core.matching.causes import explain  # noqa: PLC0415 -- loads the solver, or what only timetables need
    from luzhi.core.matching.idle import idle_by_party  # noqa: PLC0415 -- loads the solver, or what only timetables need
    from luzhi.core.matching.seats import Seat, give_seats  # noqa: PLC0415 -- loads the solver, or what only timetables need

    problem, slot_of = reading.problem, dict(made.slot_of)
    told = draft.based_on.meetings.all() if draft.based_on else ()
    kept = {
        row.request_id: Seat(row.desk_id, row.interpreter_id)
        for row in told
        if slot_of.get(row.request_id) == reading.number_of.get(row.slot_id)
    }
    seats = give_seats(problem, slot_of, kept)
    rows = [
        Meeting(
            body_id=draft.body_id, timetable=draft, request_id=key, slot=reading.slots[slot],
            desk_id=seats[key].table, interpreter_id=seats[key].interpreter,
            booth=reading.parties[reading.requests[key].asked_id].booth,
        )
        for key, slot in sorted(slot_of.items())
    ]  # fmt: skip
    Meeting.objects.bulk_create(rows, batch_size=500)
    Place.objects.bulk_create(
        [
            Place(timetable=draft, meeting=row, party_id=party, slot_id=row.slot_id)
            for row in rows
            for party in problem.meeting[row.request_id].parties
        ],
        batch_size=500,
    )
    Unmet.objects.bulk_create(
        [
            Unmet(
                body_id=draft.body_id, timetable=draft, request_id=u.key, cause=u.cause.value, party_id=u.party,
                slot=reading.slots[u.slot] if u.slot is not None else None, price=u.price,
                fix=[{"act": d.act.value, "party": d.party, "meeting": d.meeting} for d in u.fix],
            )
            for u in explain(problem, slot_of)
        ],
        batch_size=500,
    )  # fmt: skip
    draft.weight, draft.bound, draft.proven = made.weight, max(made.bound, made.weight), made.proven
    draft.idle = sum(idle_by_party(problem, slot_of).values())
    draft.milliseconds = round((time.monotonic() - began) * 1000)
    draft.version += 1
    draft.save()
    changes = {"meetings": [None, len(rows)], "unmet": [None, draft.unmet.count()]}
    record_event(actor=by, verb="timetable made", obj=draft, changes=changes, reason=draft.reason)
    return draft


@dataclass(frozen=True)
class Mended:
    """What a repair did: the draft, and the numbers a person wants to read."""

    draft: Timetable
    affected: int
    held_again: int
    moved: int
    gained: int
    proven: bool


@transaction.atomic
def mend_timetable(
    session: Session, party: Party, first: Slot, last: Slot, *, by: Actor, reason: str, most_moves: int = 2
) -> Mended:
    """A firm is not there from one slot to another: record the absence, and draft the version that moves fewest others.

    Nothing before the first of these slots changes. Raises Conflict while another draft is open.
    """
    from luzhi.core.matching.repair import repair  # noqa: PLC0415 -- loads the solver, or what only timetables need

    began = time.monotonic()
    lock_session(session)
    base = newest_frozen(session)
    if base is None:
        raise Problem(_("There is no frozen timetable to mend."))
    if Timetable.objects.filter(session=session, state=TimetableState.DRAFT).exists():
        raise Conflict(_("A draft of this session is open; freeze it or drop it first."))
    if last.ends_at <= first.starts_at:
        raise Problem(_("The end cannot be before the start."))
    why = reason.strip()[:120] or _("did not come")
    create_record(
        Absence(body=session.body, party=party, starts_at=first.starts_at, ends_at=last.ends_at, reason=why), by=by
    )
    reading = Reading(session)
    before = reading.timetable_of(base.meetings.all())
    now = reading.number_of[first.pk]
    found = repair(keep_past(reading, before, now), before, now=now, most_moves=most_moves)
    weight = sum(reading.problem.meeting[key].weight for key in found.timetable)
    words = _("%(party)s: %(why)s") % {"party": party, "why": why}
    draft = ready_draft(session, base, by=by, reason=words)
    write_timetable(draft, reading, Made(found.timetable, weight, weight, found.proven), by=by, began=began)
    return Mended(draft, len(found.affected), len(found.held_again), len(found.moved), len(found.gained), found.proven)


def keep_past(reading: Reading, before: Mapping[int, int], now: int) -> Any:
    """The problem with what lies in the past fixed where it lay, whatever has been changed in the records since."""
    problem = reading.problem
    rows = tuple(
        replace(m, slots=frozenset({before[m.key]}), fixed=True) if before.get(m.key, now) < now else m
        for m in problem.meetings
    )
    return replace(problem, meetings=rows)


@dataclass(frozen=True)
class Difference:
    """One request that lies otherwise than in another version."""

    request: Any
    change: str  # added | removed | moved | reseated
    before: Meeting | None
    after: Meeting | None


def differences_of(timetable: Timetable, base: Timetable | None = None) -> list[Difference]:
    """What a version changed against the one it is based on, or another; two queries."""
    against = base or timetable.based_on
    if against is None:
        return []
    old, new = ({m.request_id: m for m in list_meetings(t)} for t in (against, timetable))
    found = []
    for key in sorted(old.keys() | new.keys()):
        before, after = old.get(key), new.get(key)
        change = name_change(before, after)
        if change:
            found.append(Difference((after or before).request, change, before, after))  # type: ignore[union-attr]
    return found


def name_change(before: Meeting | None, after: Meeting | None) -> str:
    if before is None or after is None:
        return "added" if before is None else "removed"
    if before.slot_id != after.slot_id:
        return "moved"
    same = (before.desk_id, before.booth) == (after.desk_id, after.booth)
    return "" if same else "reseated"


def list_meetings(timetable: Timetable, *, party: Party | None = None) -> list[Meeting]:
    """The meetings of a version, or of one firm in it, with all that is printed of them; one query."""
    rows = timetable.meetings.select_related(
        "slot", "desk", "interpreter__person", "request__asker__organisation", "request__asked__organisation"
    )
    if party is not None:
        rows = rows.filter(Q(request__asker=party) | Q(request__asked=party))
    return list(rows.order_by("slot__starts_at", "desk__place", "pk"))


@transaction.atomic
def add_slots(session: Session, *, by: Actor, first: Any, minutes: int, pause: int, n: int) -> int:
    """A row of equal slots with pauses between them; those that exist already are left as they are."""
    lock_session(session)
    made = 0
    for number in range(n):
        start = first + timedelta(minutes=(minutes + pause) * number)
        end = start + timedelta(minutes=minutes)
        crossing = Slot.objects.filter(session=session, starts_at__lt=end, ends_at__gt=start)
        if not crossing.exists():
            create_record(Slot(body=session.body, session=session, starts_at=start, ends_at=end), by=by)
            made += 1
    return made


@transaction.atomic
def add_desks(session: Session, *, by: Actor, prefix: str, n: int, seats: int) -> int:
    """A row of tables, numbered on after those there are."""
    lock_session(session)
    taken = {desk.code for desk in session.desks.all()}
    place = (session.desks.aggregate(n=Max("place"))["n"] or 0) + 1
    number = 0
    for step in range(n):
        number += 1
        while f"{prefix}{number:02}" in taken:
            number += 1
        code = f"{prefix}{number:02}"[:20]
        create_record(
            session.desks.model(body=session.body, session=session, code=code, seats=seats, place=place + step), by=by
        )
        taken.add(code)
    return n
