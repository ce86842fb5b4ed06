"""Guests' days: journeys, beds, seats; a late leg warns those downstream; clashes across modules; hand-over slips."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luzhi.access.actors import Actor
from luzhi.access.roles import Role
from luzhi.activities.models import Activity, Participant
from luzhi.common.models import Notice
from luzhi.common.problems import Problem
from luzhi.expo.duties.commitments import day_span, find_clashes, read_commitments
from luzhi.expo.guests.delays import find_touched
from luzhi.expo.guests.itineraries import Itineraries, Line, find_overlaps
from luzhi.expo.models import (
    Attendant,
    DutyPost,
    Expo,
    Guest,
    GuestCare,
    Hotel,
    HotelStay,
    Leg,
    Meal,
    StaffDuty,
    SubEvent,
    SubEventSeat,
    Vehicle,
)
from luzhi.expo.programme.seating import add_present_guests, order_seats, propose_seats
from luzhi.people.models import Person
from luzhi.records.services import change_record, create_record
from tests.expo.test_care import at


@pytest.fixture
def guest(staff: Actor, expo: Expo) -> Guest:
    person = create_record(Person(name="客甲"), by=staff)
    made: Guest = create_record(
        Guest(expo=expo, person=person, year=2024, confirmed=True, arrives_at=at(7, 12), leaves_at=at(9, 12)), by=staff
    )
    return made


@pytest.fixture
def carer(expo: Expo, make_actor: Callable[..., Actor], staff: Actor) -> Attendant:
    """An attendant with an account, who can therefore be told."""
    account = make_actor(Role.STAFF).user
    person = create_record(Person(name="员甲", account=account), by=staff)
    made: Attendant = create_record(Attendant(expo=expo, person=person), by=staff)
    return made


@pytest.fixture
def leg(staff: Actor, guest: Guest) -> Leg:
    made: Leg = create_record(
        Leg(guest=guest, number="G1", leaves_from="北京", goes_to="长春", departs_at=at(7, 8), arrives_at=at(7, 12)),
        by=staff,
    )
    return made


def late(leg: Leg, by: Actor, moment: datetime) -> Leg:
    leg.refresh_from_db()
    return change_record(leg, {"expected_at": moment}, by=by, seen_version=leg.version)


def test_a_late_leg_warns_downstream_once_for_each_new_time(
    staff: Actor, guest: Guest, carer: Attendant, leg: Leg, expo: Expo, django_capture_on_commit_callbacks: Any
) -> None:
    create_record(GuestCare(guest=guest, attendant=carer, starts_at=at(7, 12), ends_at=at(9, 12)), by=staff)
    event = create_record(
        SubEvent(expo=expo, name="开幕", kind="opening", year=2024, starts_at=at(7, 14), ends_at=at(7, 15)), by=staff
    )
    create_record(SubEventSeat(sub_event=event, guest=guest), by=staff)
    assert find_touched(leg) == []
    with django_capture_on_commit_callbacks(execute=True):
        slow = late(leg, staff, at(7, 15))
    sentences = [row.sentence for row in find_touched(slow)]
    assert len(sentences) == 2
    assert "开幕" in sentences[1]
    notices = Notice.objects.filter(topic="expo.delay")
    assert [notice.recipient_id for notice in notices] == [carer.person.account_id]
    guest.refresh_from_db()
    assert guest.arrives_at == at(7, 15)
    change_record(slow, {"note": "晚点"}, by=staff, seen_version=slow.version)
    assert Notice.objects.filter(topic="expo.delay").count() == 1
    late(leg, staff, at(7, 16))
    assert Notice.objects.filter(topic="expo.delay").count() == 2


def test_the_vehicle_that_waits_is_late_for_its_next_guest(staff: Actor, expo: Expo, guest: Guest, leg: Leg) -> None:
    car = create_record(Vehicle(expo=expo, plate="吉A00001", seats=1), by=staff)
    other = create_record(
        Guest(expo=expo, person=create_record(Person(name="客乙"), by=staff), year=2024, confirmed=True), by=staff
    )
    leg = change_record(leg, {"vehicle": car}, by=staff, seen_version=leg.version)
    create_record(
        Leg(
            guest=other,
            mode="car",
            leaves_from="站",
            goes_to="馆",
            departs_at=at(7, 13),
            arrives_at=at(7, 14),
            vehicle=car,
        ),
        by=staff,
    )
    slow = late(leg, staff, at(7, 13))
    assert any("客乙" in row.sentence for row in find_touched(slow))


def test_a_car_with_more_guests_than_seats_is_found(staff: Actor, expo: Expo, guest: Guest, leg: Leg) -> None:
    car = create_record(Vehicle(expo=expo, plate="吉A00001", seats=1), by=staff)
    other = create_record(
        Guest(expo=expo, person=create_record(Person(name="客乙"), by=staff), year=2024, confirmed=True), by=staff
    )
    change_record(leg, {"vehicle": car}, by=staff, seen_version=leg.version)
    assert Itineraries([guest, other]).overfull() == []
    create_record(
        Leg(guest=other, leaves_from="北京", goes_to="长春", departs_at=at(7, 9), arrives_at=at(7, 12), vehicle=car),
        by=staff,
    )
    assert [(found.guest, aboard) for found, aboard in Itineraries([guest, other]).overfull()] == [(other, 2)]


def test_misfits_are_named(staff: Actor, expo: Expo, guest: Guest, leg: Leg) -> None:
    create_record(Meal(guest=guest, starts_at=at(7, 11), ends_at=at(7, 13)), by=staff)
    hotel = create_record(Hotel(expo=expo, name="甲宾馆"), by=staff)
    create_record(HotelStay(guest=guest, hotel=hotel, from_on=at(7, 0).date(), until_on=at(8, 0).date()), by=staff)
    sentences = [misfit.sentence for misfit in Itineraries([guest]).misfits(guest)]
    assert len(sentences) == 3
    assert "2024" in sentences[2]
    assert "8" in sentences[2]


def test_overlaps_touching_ends_are_none() -> None:
    one, two = Line(at(7, 9), at(7, 10), "a", "甲"), Line(at(7, 10), at(7, 11), "b", "乙")
    assert find_overlaps([one, two]) == []
    assert find_overlaps([two, Line(at(7, 9), at(7, 12), "c", "丙")]) == [(Line(at(7, 9), at(7, 12), "c", "丙"), two)]


def test_seats_run_from_the_middle_outwards_left_before_right() -> None:
    assert list(order_seats(1, 5)) == [(1, 3), (1, 2), (1, 4), (1, 1), (1, 5)]
    assert list(order_seats(2, 4)) == [(1, 3), (1, 2), (1, 4), (1, 1), (2, 3), (2, 2), (2, 4), (2, 1)]


def test_seats_follow_rank_and_fixed_ones_stay(staff: Actor, expo: Expo) -> None:
    event = create_record(
        SubEvent(expo=expo, name="论坛", kind="forum", year=2024, starts_at=at(8, 9), ends_at=at(8, 11)), by=staff
    )
    for name, rank in (("三", 3), ("一", 1), ("二", 2), ("无", None)):
        person = create_record(Person(name=name), by=staff)
        create_record(Guest(expo=expo, person=person, year=2024, confirmed=True, rank=rank), by=staff)
    away = create_record(Person(name="早走"), by=staff)
    create_record(Guest(expo=expo, person=away, year=2024, confirmed=True, leaves_at=at(8, 10)), by=staff)
    assert add_present_guests(event, by=staff) == 4
    assert add_present_guests(event, by=staff) == 0
    with pytest.raises(Problem):
        propose_seats(event, by=staff)
    event = change_record(event, {"seat_rows": 1, "row_seats": 3}, by=staff, seen_version=event.version)
    held = SubEventSeat.objects.get(guest__person__name="三")
    change_record(held, {"row": 1, "number": 2, "fixed": True}, by=staff, seen_version=held.version)
    left = propose_seats(event, by=staff)
    assert [str(seat.guest) for seat in left] == ["无"]
    places = dict(SubEventSeat.objects.values_list("guest__person__name", "number"))
    assert places == {"三": 2, "一": 1, "二": 3, "无": None}


def test_clashes_reach_across_modules(staff: Actor, expo: Expo, guest: Guest, carer: Attendant) -> None:
    post = create_record(DutyPost(expo=expo, name="服务台", role="reception", year=2024), by=staff)
    create_record(
        StaffDuty(expo=expo, person=carer.person, post=post, starts_at=at(8, 9), ends_at=at(8, 12), year=2024), by=staff
    )
    create_record(GuestCare(guest=guest, attendant=carer, starts_at=at(8, 11), ends_at=at(8, 13)), by=staff)
    visit = create_record(
        Activity(
            title="走访",
            kind="research_visit",
            dating="days",
            year=2024,
            starts_on=at(8, 0).date(),
            ends_on=at(8, 0).date(),
        ),
        by=staff,
    )
    create_record(Participant(activity=visit, person=carer.person), by=staff)
    clashes = find_clashes(read_commitments(staff.body_id, *day_span(at(8, 0).date())))
    assert [(clash.sure, clash.person) for clash in clashes] == [(True, "员甲"), (False, "员甲"), (False, "员甲")]
    assert (clashes[0].start, clashes[0].end) == (at(8, 11), at(8, 12))
    assert find_clashes(read_commitments(staff.body_id, *day_span(at(20, 0).date()))) == []


def test_the_pages_open(
    staff: Actor, expo: Expo, guest: Guest, leg: Leg, carer: Attendant, client_of: Callable[..., Any]
) -> None:
    care = create_record(GuestCare(guest=guest, attendant=carer, starts_at=at(7, 12), ends_at=at(8, 12)), by=staff)
    client = client_of(staff)
    sheet = client.get(f"/expo/attendants/{carer.pk}/").content.decode()
    assert "客甲" in sheet
    assert "G1" in sheet
    assert "客甲" in client.get(f"/expo/care/{care.pk}/slip/").content.decode()
    assert client.get("/expo/care/99999/slip/").status_code == 404
    worker = client.get("/expo/attendants/worker.js")
    assert (worker.status_code, worker["Content-Type"].split(";")[0]) == (200, "text/javascript")
    assert client.get("/expo/duties/?day=2024-12-07").status_code == 200
    assert client.get("/expo/duties/?day=%27%22").status_code == 200
    assert client.get(f"/guests/{guest.pk}/").status_code == 200
    assert client.get(f"/journeys/{leg.pk}/").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_a_sheet_asks_the_same_number_of_queries_for_any_number_of_guests(
    staff: Actor, expo: Expo, carer: Attendant, client_of: Callable[..., Any], rows: int
) -> None:
    for n in range(rows):
        person = create_record(Person(name=f"客{n}"), by=staff)
        guest = create_record(Guest(expo=expo, person=person, year=2024, confirmed=True), by=staff)
        start = at(7, 9) + timedelta(hours=n)
        create_record(GuestCare(guest=guest, attendant=carer, starts_at=start, ends_at=at(9, 9)), by=staff)
        create_record(Meal(guest=guest, starts_at=at(8, 12), ends_at=at(8, 13)), by=staff)
    client = client_of(staff)
    client.get(f"/expo/attendants/{carer.pk}/")
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/expo/attendants/{carer.pk}/")
    assert len(queries) == SHEET_QUERIES


SHEET_QUERIES = 11
