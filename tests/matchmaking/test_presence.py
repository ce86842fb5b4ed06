"""Guests and their meetings: meetings stand among their days, and no meeting is put where they are elsewhere."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from luzhi.access.actors import Actor
from luzhi.expo.duties.commitments import day_span, find_clashes, read_commitments
from luzhi.expo.guests.delays import find_touched
from luzhi.expo.guests.itineraries import Itineraries
from luzhi.expo.models import Expo, Guest, Leg
from luzhi.matchmaking.models import Interpreter, Party, Request, Session
from luzhi.matchmaking.presence import find_delegates
from luzhi.matchmaking.reading import Reading
from luzhi.matchmaking.services import make_timetable
from luzhi.people.models import Person
from luzhi.plans.busy import find_busy
from luzhi.records.services import change_record, create_record
from luzhi.workflow.engine import perform
from tests.matchmaking.conftest import at


@pytest.fixture
def make_guest(staff: Actor, expo: Expo) -> Callable[..., Guest]:
    def make(name: str, party: Party, **values: Any) -> Guest:
        person = create_record(Person(name=name), by=staff)
        made: Guest = create_record(
            Guest(expo=expo, person=person, organisation=party.organisation, year=2024, confirmed=True, **values),
            by=staff,
        )
        return made

    return make


def test_who_sits_at_a_firms_meetings(firms: list[Party], make_guest: Callable[..., Guest]) -> None:
    """Those it names, else its only confirmed guest; of several nobody knows which."""
    only = make_guest("独客", firms[0])
    one, other = make_guest("甲客", firms[1]), make_guest("乙客", firms[1])
    assert find_delegates(firms)[firms[0].pk] == {only.person_id}
    assert find_delegates(firms).get(firms[1].pk) is None
    firms[1].people.add(other.person)
    assert find_delegates(firms)[firms[1].pk] == {other.person_id} != {one.person_id}


def test_the_office_is_asked_to_name_somebody(
    staff: Actor, firms: list[Party], make_guest: Callable[..., Guest], client_of: Callable[..., Any]
) -> None:
    client = client_of(staff)
    make_guest("甲客", firms[0])
    address = f"/match-firms/{firms[0].pk}/"
    assert "notice-warn" not in client.get(address).content.decode()
    other = make_guest("乙客", firms[0])
    assert "notice-warn" in client.get(address).content.decode()
    firms[0].people.add(other.person)
    assert "notice-warn" not in client.get(address).content.decode()


def test_the_timetable_keeps_clear_of_journeys(
    staff: Actor, session: Session, firms: list[Party], requests: list[Request], make_guest: Callable[..., Guest]
) -> None:
    guest = make_guest("独客", firms[0], arrives_at=at(9, 40), leaves_at=at(18))
    create_record(Leg(guest=guest, leaves_from="站", goes_to="馆", departs_at=at(10, 30), arrives_at=at(11)), by=staff)
    reading = Reading(session)
    closed = reading.closed_for(reading.parties[firms[0].pk])
    assert closed == reading.slots_during(at(0), at(9, 40)) | reading.slots_during(at(10, 30), at(11))
    assert closed
    timetable = perform(make_timetable(session, by=staff, seconds=2), "freeze", by=staff)
    mine = {reading.number_of[place.slot_id] for place in timetable.places.filter(party=firms[0])}
    assert mine
    assert not mine & closed
    assert Itineraries([guest]).misfits(guest)[1:] == []  # nothing but the missing bed, if that
    shown = [line for line in Itineraries([guest]).of(guest) if line.kind == "match"]
    assert len(shown) == len(mine)
    assert {line.words for line in shown} <= {f"Meeting with {firm}" for firm in firms[1:]}


def test_a_draft_is_not_shown_and_a_late_train_touches_a_meeting(
    staff: Actor, session: Session, firms: list[Party], requests: list[Request], make_guest: Callable[..., Guest]
) -> None:
    guest = make_guest("独客", firms[0])
    leg = create_record(
        Leg(guest=guest, leaves_from="北京", goes_to="长春", departs_at=at(6), arrives_at=at(8)), by=staff
    )
    draft = make_timetable(session, by=staff, seconds=1)
    assert [line for line in Itineraries([guest]).of(guest) if line.kind == "match"] == []
    perform(draft, "freeze", by=staff)
    late = change_record(leg, {"expected_at": at(12, 30)}, by=staff, seen_version=leg.version)
    assert any("Meeting with" in row.sentence for row in find_touched(late))
    misfits = [misfit.sentence for misfit in Itineraries([guest]).misfits(guest)]
    assert any("Meeting with" in sentence for sentence in misfits)
    (clash, *_more) = find_clashes(read_commitments(staff.body_id, *day_span(date(2024, 12, 7))))
    assert {clash.first.kind, clash.second.kind} == {"journey", "match"}


def test_an_interpreter_is_bound_for_plans_and_for_the_evening(
    staff: Actor, session: Session, firms: list[Party], make_request: Callable[..., Request]
) -> None:
    person = create_record(Person(name="译员"), by=staff)
    create_record(Interpreter(session=session, person=person, languages="en"), by=staff)
    make_request(firms[0], firms[1], language="en")
    perform(make_timetable(session, by=staff, seconds=1), "freeze", by=staff)
    bound = read_commitments(staff.body_id, *day_span(date(2024, 12, 7)))
    assert [(row.person, row.kind) for row in bound] == [("译员", "match")]
    assert find_busy([person.pk], date(2024, 12, 1), plan_id=0) == [
        (person.pk, date(2024, 12, 7), date(2024, 12, 7), str(session))
    ]
