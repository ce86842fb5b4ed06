"""Guests and attendants: gaps to the minute, languages, loads, duties elsewhere, and a proposal that keeps fixed choices."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from luzhi.access.actors import Actor
from luzhi.access.roles import Role
from luzhi.expo.guests.assigning import Carer, Need, Span, can_take, find_double, find_gaps, find_overload, propose
from luzhi.expo.guests.services import Rota, minute_of, moment_of, propose_care
from luzhi.expo.models import Attendant, DutyPost, Expo, Guest, GuestCare, StaffDuty
from luzhi.people.models import Person
from luzhi.records.services import create_record

SHANGHAI = ZoneInfo("Asia/Shanghai")
SPANS = st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
TONGUES = st.frozensets(st.sampled_from(["zh", "en", "ru"]), max_size=2)
NEEDS = st.lists(st.builds(Need, guest=st.integers(1, 6), span=SPANS, languages=TONGUES), max_size=6)
CARERS = st.lists(
    st.builds(
        Carer, key=st.integers(), languages=TONGUES, most=st.integers(1, 3),
        busy=st.lists(SPANS, max_size=2).map(tuple), settled=st.lists(SPANS, max_size=2).map(tuple),
    ),
    max_size=4, unique_by=lambda carer: carer.key,
)  # fmt: skip


def at(day: int, hour: int) -> datetime:
    return datetime(2024, 12, day, hour, tzinfo=SHANGHAI)


def minutes(span: Span) -> set[int]:
    return set(range(span.start, span.end))


@settings(deadline=None)
@given(SPANS, st.lists(SPANS, max_size=6))
def test_gaps_are_exactly_the_minutes_nobody_has(stay: Span, covered: list[Span]) -> None:
    left = minutes(stay) - {m for span in covered for m in minutes(span)}
    gaps = find_gaps(stay, covered)
    assert {m for gap in gaps for m in minutes(gap)} == left
    assert sum(gap.end - gap.start for gap in gaps) == len(left)


@settings(deadline=None)
@given(st.lists(SPANS, max_size=6))
def test_double_and_overload_agree_with_counting_minutes(spans: list[Span]) -> None:
    counts = {m: sum(m in minutes(span) for span in spans) for span in spans for m in minutes(span)}
    doubled = {m for span in find_double(spans) for m in minutes(span)}
    assert doubled == {m for m, n in counts.items() if n > 1}
    for most in (1, 2):
        over = find_overload(spans, most)
        assert (over is None) == all(n <= most for n in counts.values())
        assert over is None or all(counts[m] > most for m in minutes(over))


@settings(max_examples=30, deadline=None)
@given(NEEDS, CARERS)
def test_a_proposal_keeps_every_rule(needs: list[Need], carers: list[Carer]) -> None:
    proposal = propose(needs, carers, seconds=5)
    assert len(proposal.choices) + len(proposal.unmet) == len(needs)
    for carer in carers:
        mine = [choice.need.span for choice in proposal.choices if choice.carer == carer.key]
        assert all(can_take(c.need, carer) for c in proposal.choices if c.carer == carer.key)
        assert not mine or find_overload([*carer.settled, *mine], carer.most) is None
    for need, cause in proposal.unmet:
        speaking = [c for c in carers if not need.languages or need.languages & c.languages]
        assert (cause == "language") == (not speaking)


@pytest.fixture
def make_guest(staff: Actor, expo: Expo) -> Callable[..., Guest]:
    def make(name: str, start: datetime | None, end: datetime | None, **values: Any) -> Guest:
        person = create_record(Person(name=name), by=staff)
        guest = Guest(
            expo=expo, person=person, arrives_at=start, leaves_at=end, year=2024, **{"confirmed": True, **values}
        )
        made: Guest = create_record(guest, by=staff)
        return made

    return make


@pytest.fixture
def make_attendant(staff: Actor, expo: Expo) -> Callable[..., Attendant]:
    def make(name: str, **values: Any) -> Attendant:
        person = create_record(Person(name=name), by=staff)
        made: Attendant = create_record(Attendant(expo=expo, person=person, **values), by=staff)
        return made

    return make


def test_moments_and_minutes_are_the_same_thing() -> None:
    assert moment_of(minute_of(at(7, 9))) == at(7, 9)


def test_every_confirmed_guest_is_covered_to_the_minute_or_the_gap_is_listed(
    staff: Actor, expo: Expo, make_guest: Callable[..., Guest], make_attendant: Callable[..., Attendant]
) -> None:
    guest = make_guest("甲", at(7, 9), at(9, 18))
    make_guest("未定", at(7, 9), at(9, 18), confirmed=False)
    undated = make_guest("无时", None, None)
    carer = make_attendant("乙")
    care = GuestCare(guest=guest, attendant=carer, starts_at=at(7, 9), ends_at=at(8, 12))
    create_record(care, by=staff)
    troubles = [(t.name, t.who.pk, t.start, t.end) for t in Rota(expo).troubles()]
    assert troubles == [("undated", undated.pk, None, None), ("gap", guest.pk, at(8, 12), at(9, 18))]
    propose_care(expo, by=staff)
    assert [t.name for t in Rota(expo).troubles()] == ["undated"]
    filled = GuestCare.objects.get(guest=guest, fixed=False)
    assert (filled.starts_at, filled.ends_at, filled.attendant) == (at(8, 12), at(9, 18), carer)
    assert filled.reason


def test_the_proposal_speaks_the_guests_language_and_knows_who_is_elsewhere(
    staff: Actor, expo: Expo, make_guest: Callable[..., Guest], make_attendant: Callable[..., Attendant]
) -> None:
    make_guest("客", at(7, 9), at(7, 18), languages="English")
    make_attendant("只会中文", languages="中文")
    busy, free = make_attendant("忙", languages="english，中文"), make_attendant("闲", languages="ENGLISH")
    post = create_record(DutyPost(expo=expo, name="服务台", role="reception", year=2024), by=staff)
    duty = StaffDuty(expo=expo, person=busy.person, post=post, starts_at=at(7, 12), ends_at=at(7, 13), year=2024)
    create_record(duty, by=staff)
    propose_care(expo, by=staff)
    assert GuestCare.objects.get().attendant == free
    GuestCare.objects.update(attendant=busy)
    assert [(t.name, t.other) for t in Rota(expo).troubles()] == [("clash", post)]


def test_fixed_choices_stay_and_loose_ones_are_made_anew(
    staff: Actor, expo: Expo, make_guest: Callable[..., Guest], make_attendant: Callable[..., Attendant]
) -> None:
    one, two = make_guest("甲", at(7, 9), at(7, 18)), make_guest("乙", at(7, 9), at(7, 18))
    first, second = make_attendant("一", most=1), make_attendant("二", most=1)
    create_record(GuestCare(guest=one, attendant=second, starts_at=at(7, 9), ends_at=at(7, 18)), by=staff)
    for _again in range(2):
        propose_care(expo, by=staff)
        pairs = set(GuestCare.objects.values_list("guest", "attendant"))
        assert pairs == {(one.pk, second.pk), (two.pk, first.pk)}
    make_guest("丙", at(7, 10), at(7, 11))
    proposal = propose_care(expo, by=staff)
    assert [cause for _need, cause in proposal.unmet] == ["load"]
    assert [t.name for t in Rota(expo).troubles()] == ["gap"]


def test_the_page_proposes_and_the_sheet_lists_the_day(
    staff: Actor, expo: Expo, make_guest: Callable[..., Guest], make_attendant: Callable[..., Attendant],
    client_of: Callable[..., Any],
) -> None:  # fmt: skip
    make_guest("甲", at(7, 9), at(7, 18))
    carer = make_attendant("乙")
    client = client_of(staff)
    assert client.get(f"/expo/{expo.pk}/care/").status_code == 200
    assert client.post(f"/expo/{expo.pk}/care/propose/").status_code == 302
    assert GuestCare.objects.count() == 1
    assert "甲" in client.get(f"/expo/attendants/{carer.pk}/").content.decode()
    assert client.get("/expo/attendants/99999/").status_code == 404


def test_leaders_look_and_members_do_not(
    expo: Expo, make_actor: Callable[..., Actor], client_of: Callable[..., Any]
) -> None:
    leader, member = client_of(make_actor(Role.LEADER)), client_of(make_actor(Role.MEMBER))
    assert leader.get(f"/expo/{expo.pk}/care/").status_code == 200
    assert leader.post(f"/expo/{expo.pk}/care/propose/").status_code == 403
    assert member.get(f"/expo/{expo.pk}/care/").status_code == 403
    assert member.get("/guests/").status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_same_number_of_queries_at_any_size(
    staff: Actor, expo: Expo, make_guest: Callable[..., Guest], make_attendant: Callable[..., Attendant],
    client_of: Callable[..., Any], rows: int,
) -> None:  # fmt: skip
    for n in range(rows):
        guest, carer = make_guest(f"客{n}", at(7, 9), at(7, 18)), make_attendant(f"员{n}")
        create_record(GuestCare(guest=guest, attendant=carer, starts_at=at(7, 9), ends_at=at(7, 12)), by=staff)
    client = client_of(staff)
    client.get(f"/expo/{expo.pk}/care/")
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/expo/{expo.pk}/care/")
    assert len(queries) == CARE_QUERIES


CARE_QUERIES = 13


def test_three_hundred_guests_and_sixty_attendants_are_settled_in_time() -> None:
    needs = [
        Need(n, Span(n % 48 * 60, n % 48 * 60 + 24 * 60), frozenset({("zh", "en", "ru")[n % 3]})) for n in range(300)
    ]
    carers = [Carer(n, frozenset({"zh", ("en", "ru")[n % 2]}), most=6) for n in range(60)]
    begun = time.perf_counter()
    proposal = propose(needs, carers, seconds=8)
    assert time.perf_counter() - begun < 25
    assert proposal.unmet == []
