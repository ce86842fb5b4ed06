"""What desks report: nothing lost, nobody twice, in whatever order the reports come."""

import datetime as dt
import json
import random
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luzhi.access.actors import Actor
from luzhi.common.models import AuditEvent
from luzhi.common.problems import Problem
from luzhi.expo.models import Expo, SubEvent
from luzhi.onsite.models import Badge, Desk, Scan
from luzhi.onsite.models.badges import ALPHABET, make_code, read_code
from luzhi.onsite.services import MOST_AT_ONCE, Reading, merge_scans, read_readings
from luzhi.onsite.vocabulary import ScanOutcome
from luzhi.records.figures import Scope, read_figure
from luzhi.records.services import change_record, create_record

FIRST = ScanOutcome.FIRST


def read(code: str, minutes_ago: float = 0, token: uuid.UUID | None = None) -> Reading:
    return Reading(token or uuid.uuid4(), code, timezone.now() - dt.timedelta(minutes=minutes_ago))


def test_a_code_is_read_whatever_a_person_makes_of_it() -> None:
    code = make_code()
    assert len(code) == 10
    assert set(code) <= set(ALPHABET)
    assert read_code(f" {code[:5].lower()}-{code[5:]} ") == code
    assert read_code("oIlu") == "011V"


def test_the_earliest_reading_counts_whichever_desk_reports_first(
    staff: Actor, desk: Desk, other_desk: Desk, make_badge: Callable[..., Badge]
) -> None:
    badge = make_badge()
    now = timezone.now()
    late, early = read(badge.code, 1), read(badge.code, 2)
    assert merge_scans(desk, [late], by=staff, desk_now=now).outcomes[FIRST] == 1
    told = merge_scans(other_desk, [early], by=staff, desk_now=now)
    assert told.outcomes == {"first": 1, "again": 0, "void": 0, "unknown": 0}
    assert dict(Scan.objects.values_list("desk__name", "outcome")) == {"东门": "again", "西门": "first"}


def test_the_same_report_twice_changes_nothing(staff: Actor, desk: Desk, make_badge: Callable[..., Badge]) -> None:
    readings = [read(make_badge().code), read("NO-SUCH-CODE")]
    first = merge_scans(desk, readings, by=staff, desk_now=timezone.now())
    before = list(Scan.objects.values())
    second = merge_scans(desk, readings, by=staff, desk_now=timezone.now())
    assert second.kept == first.kept
    assert list(Scan.objects.values()) == before
    assert AuditEvent.objects.filter(verb="signed in").count() == 1


def test_a_void_badge_and_an_unknown_code_are_kept_and_do_not_count(
    staff: Actor, desk: Desk, make_badge: Callable[..., Badge]
) -> None:
    void = make_badge(void=True)
    told = merge_scans(desk, [read(void.code), read("X" * 60)], by=staff, desk_now=timezone.now())
    assert told.outcomes == {"first": 0, "again": 0, "void": 1, "unknown": 1}
    assert read_figure("onsite.attendees", Scope(desk.body_id, 2024)).counted == 0


def test_a_clock_that_is_hours_wrong_is_put_right(staff: Actor, desk: Desk, make_badge: Callable[..., Badge]) -> None:
    now, wrong = timezone.now(), dt.timedelta(hours=4)
    reading = Reading(uuid.uuid4(), make_badge().code, now + wrong - dt.timedelta(minutes=10))
    merge_scans(desk, [reading], by=staff, desk_now=now + wrong)
    scan = Scan.objects.get()
    assert abs(scan.at - (now - dt.timedelta(minutes=10))) < dt.timedelta(seconds=2)
    assert 14398 <= scan.clock_off <= 14402


def test_a_badge_of_another_expo_is_unknown_here(staff: Actor, desk: Desk, make_badge: Callable[..., Badge]) -> None:
    other = create_record(Expo(name="乙博览会", year=2024), by=staff)
    badge = make_badge()
    change_record(badge, {"expo": other}, by=staff, seen_version=badge.version)
    assert merge_scans(desk, [read(badge.code)], by=staff, desk_now=timezone.now()).outcomes["unknown"] == 1


def test_at_a_sub_event_one_signs_in_once_and_at_the_gate_once_a_day(
    staff: Actor, expo: Expo, desk: Desk, make_badge: Callable[..., Badge]
) -> None:
    event = create_record(SubEvent(expo=expo, name="甲论坛", kind="forum", year=2024), by=staff)
    door = create_record(Desk(expo=expo, name="论坛门口", kind="event", sub_event=event, year=2024), by=staff)
    badge = make_badge()
    now = timezone.now()
    for at in (desk, door):
        merge_scans(at, [read(badge.code, 60 * 24 * 2), read(badge.code, 60 * 24), read(badge.code, 1)],
                    by=staff, desk_now=now)  # fmt: skip
    here = Scope(expo.body_id, 2024)
    assert read_figure("onsite.attendees", here).counted == 1
    assert read_figure("onsite.attendances", here).counted == 3
    assert read_figure("onsite.event_attendances", here).counted == 1


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    visits=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 1), st.integers(0, 4000)), max_size=25),
    seed=st.integers(0, 999),
)
def test_whatever_the_order_and_the_repeats_the_end_is_the_same(
    staff: Actor, desk: Desk, other_desk: Desk, make_badge: Callable[..., Badge], visits: Any, seed: int
) -> None:
    """The outcome is that of all readings sorted by time, as if there had been one desk and a network."""
    Scan.objects.all().delete()
    badges = [make_badge(f"{n}") for n in range(6)]
    now = timezone.now().replace(microsecond=0)
    readings = [
        (at, Reading(uuid.UUID(int=n), badges[b].code, now - dt.timedelta(minutes=m)))
        for n, (b, at, m) in enumerate(visits)
    ]
    sent = readings * 2
    random.Random(seed).shuffle(sent)
    for at, reading in sent:
        merge_scans((desk, other_desk)[at], [reading], by=staff, desk_now=timezone.now())
    assert Scan.objects.count() == len(readings)
    expected: dict[Any, uuid.UUID] = {}
    for _at, reading in sorted(readings, key=lambda row: (row[1].at, row[1].token)):
        expected.setdefault((reading.code, timezone.localtime(reading.at).date()), reading.token)
    assert set(Scan.objects.filter(outcome=FIRST).values_list("token", flat=True)) == set(expected.values())


@pytest.mark.parametrize(
    "rows",
    [
        "x", [None], [{}], [{"token": "1", "code": "A", "at": "2024-12-07T09:00:00Z"}],
        [{"token": str(uuid.uuid4()), "code": "A", "at": "2024-12-07T09:00:00"}],
        [{"token": str(uuid.uuid4()), "code": "A", "at": "32 September"}],
        [{"token": str(uuid.uuid4()), "code": "A", "at": 5}],
        [{}] * (MOST_AT_ONCE + 1),
    ],
)  # fmt: skip
def test_what_is_no_report_is_refused_with_its_row(rows: Any) -> None:
    with pytest.raises(Problem):
        read_readings(rows)


def test_a_report_by_the_desks_page(
    staff: Actor, desk: Desk, client_of: Callable[..., Any], make_badge: Callable[..., Badge]
) -> None:
    client = client_of(staff)
    badge = make_badge("乙")
    told = client.get(f"/expo-days/desks/{desk.pk}/badges.json").json()
    assert told["badges"] == [[badge.code, "乙", None, "visitor", False]]
    token = str(uuid.uuid4())
    now = timezone.now().isoformat()
    report = {"now": now, "readings": [{"token": token, "code": badge.code.lower(), "at": now}]}
    answer = client.post(f"/expo-days/desks/{desk.pk}/report/", json.dumps(report), content_type="application/json")
    assert answer.json() == {"kept": [token], "outcomes": {"first": 1, "again": 0, "void": 0, "unknown": 0}}
    assert [row[0] for row in client.get(f"/expo-days/desks/{desk.pk}/badges.json").json()["signed"]] == [badge.code]
    for bad in ("", "[]", "{}", '{"now": "x", "readings": []}', '{"now": "2024-02-30T00:00:00Z", "readings": []}'):
        refused = client.post(f"/expo-days/desks/{desk.pk}/report/", bad, content_type="application/json")
        assert (refused.status_code, set(refused.json())) == (400, {"problem"}), bad


def test_a_desk_without_scripts_signs_in_too(
    staff: Actor, desk: Desk, client_of: Callable[..., Any], make_badge: Callable[..., Badge]
) -> None:
    badge = make_badge("丙")
    answer = client_of(staff).post(f"/expo-days/desks/{desk.pk}/", {"code": badge.code})
    assert "丙" in answer.content.decode()
    assert Scan.objects.get().outcome == FIRST


def test_a_desk_of_another_body_is_not_there(
    desk: Desk, other_body: Any, make_actor: Callable[..., Actor], client_of: Callable[..., Any]
) -> None:
    stranger = client_of(make_actor("staff", at=other_body))
    for page in ("", "badges.json"):
        assert stranger.get(f"/expo-days/desks/{desk.pk}/{page}").status_code == 404
    assert (
        stranger.post(f"/expo-days/desks/{desk.pk}/report/", "{}", content_type="application/json").status_code == 404
    )
