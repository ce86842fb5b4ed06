"""Activities: their table and its notices, the form, attendance, who spoke on what, the strip of the year."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from luzhi.access.actors import Actor
from luzhi.access.roles import Role
from luzhi.activities.models import Activity, Participant, Speech, Stop, Topic
from luzhi.activities.services import match_topics, note_attendance
from luzhi.activities.timeline import Bar, draw_strip, pack_lanes, place_day
from luzhi.activities.workflow import ACTIVITY
from luzhi.common.audit import verify_chain
from luzhi.common.models import AuditEvent, Notice
from luzhi.common.problems import Conflict, Problem
from luzhi.core.calendar import prc_calendar
from luzhi.core.quantity import Quantity
from luzhi.people.models import Person, Place
from luzhi.records.figures import Scope, read_figure
from luzhi.records.services import change_record, create_record
from luzhi.workflow.engine import perform


def make_person(staff: Actor, name: str) -> Person:
    person: Person = create_record(Person(name=name), by=staff)
    return person


def take_part(staff: Actor, activity: Activity, person: Person, attendance: str = "present", **more: Any) -> Any:
    return create_record(Participant(activity=activity, person=person, attendance=attendance, **more), by=staff)


def test_a_plan_becomes_a_meeting_and_is_concluded(staff: Actor, make_activity: Callable[..., Activity]) -> None:
    activity = make_activity("a")
    with pytest.raises(Conflict) as refused:
        perform(activity, "announce", by=staff)
    assert len(refused.value.details) == 2  # neither day nor place
    place = create_record(Place(name="x", level="venue"), by=staff)
    day = timezone.localdate()
    values = {"dating": "days", "starts_on": day, "ends_on": day, "place": place}
    activity = change_record(activity, values, by=staff, seen_version=activity.version)
    activity = perform(activity, "announce", by=staff)
    activity = perform(activity, "hold", by=staff)
    assert activity.due_on == prc_calendar().add_working_days(day, 7)
    take_part(staff, activity, make_person(staff, "p"), "due")
    with pytest.raises(Conflict) as refused:
        perform(activity, "conclude", by=staff)
    assert len(refused.value.details) == 2  # no result, somebody still due
    activity = change_record(activity, {"result": "done"}, by=staff, seen_version=activity.version)
    note_attendance(activity, {activity.participants.get().pk: "excused"}, by=staff)
    activity = perform(activity, "conclude", by=staff)
    assert (activity.state, activity.due_on) == ("concluded", None)


def test_what_is_still_to_come_is_not_held(staff: Actor, make_activity: Callable[..., Activity]) -> None:
    activity = make_activity("a", timezone.localdate() + timedelta(days=1))
    with pytest.raises(Conflict):
        perform(activity, "hold", by=staff)


def test_past_activities_may_be_entered_as_found_but_not_as_announced(
    staff: Actor, make_activity: Callable[..., Activity]
) -> None:
    assert make_activity("a", state="concluded").state == "concluded"
    with pytest.raises(Problem):
        make_activity("b", state="announced")


def test_cancelling_drafts_one_notice_for_each_participant_with_an_account(
    staff: Actor, make_activity: Callable[..., Activity], make_actor: Callable[..., Actor]
) -> None:
    activity = make_activity("a", date(2024, 5, 6))
    with_account, without = make_person(staff, "with"), make_person(staff, "without")
    account = make_actor(Role.MEMBER).user
    Person.objects.filter(pk=with_account.pk).update(account=account)
    for person in (with_account, without):
        take_part(staff, activity, person, "due")
    perform(activity, "cancel", by=staff, reason="snow")
    notice = Notice.objects.get()
    assert (notice.recipient, notice.state, notice.object_id) == (account, "draft", activity.pk)
    assert "snow" in notice.text


def test_every_state_has_its_steps() -> None:
    facts = type(
        "Facts",
        (),
        {"today": date(2024, 5, 6), "starts_on": None, "has_place": True, "has_result": True, "still_due": 0},
    )()
    assert {state: [o.name for o in ACTIVITY.offers(state, {"staff"}, facts)] for state in ACTIVITY.states} == {
        "planned": ["announce", "hold", "cancel"],
        "announced": ["hold", "postpone", "cancel"],
        "held": ["conclude"],
        "concluded": ["reopen"],
        "cancelled": [],
    }
    assert all(not ACTIVITY.offers(state, {"member", "leader"}, facts) for state in ACTIVITY.states)


@pytest.mark.parametrize(
    ("days", "stored"),
    [
        ({"starts_on": "2024-05-06"}, ("days", date(2024, 5, 6), date(2024, 5, 6))),
        (
            {"starts_on": "2024-05-01", "ends_on": "2024-05-31", "dating": "within"},
            ("within", date(2024, 5, 1), date(2024, 5, 31)),
        ),
        ({}, ("unknown", None, None)),
    ],
)
def test_one_day_typed_stands_for_both(
    staff: Actor, client_of: Callable[..., Any], days: dict[str, str], stored: tuple[Any, ...]
) -> None:
    form = {"title": "a", "kind": "research_visit", "year": "2024", "dating": "unknown", **days}
    answer = client_of(staff).post("/activities/new/", form)
    assert answer.status_code == 302
    made = Activity.objects.get()
    assert (made.dating, made.starts_on, made.ends_on) == stored


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"ends_on": "2024-05-06"}, "starts_on"),
        ({"dating": "days"}, "starts_on"),
        ({"starts_on": "2023-05-06"}, "year"),
        ({"starts_on": "2024-05-06", "ends_on": "2024-05-01"}, "ends_on"),
    ],
)
def test_days_that_contradict_are_refused(
    staff: Actor, client_of: Callable[..., Any], days: dict[str, str], field: str
) -> None:
    form = {"title": "a", "kind": "research_visit", "year": "2024", "dating": "unknown", **days}
    answer = client_of(staff).post("/activities/new/", form)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]


def test_attendance_is_taken_for_all_at_once_with_names_typed_in_a_row(
    staff: Actor, make_activity: Callable[..., Activity], client_of: Callable[..., Any]
) -> None:
    activity = make_activity("a", date(2024, 5, 6), state="held")
    old = take_part(staff, activity, make_person(staff, "甲"), "due")
    for name in ("乙", "丙"):
        make_person(staff, name)
    client, address = client_of(staff), f"/activities/{activity.pk}/attendance/"
    form = {f"a-{old.pk}": "excused", "names": "乙、丙，甲", "group": "member", "role": "participant"}
    assert client.post(address, {**form, "attendance": "present"}).status_code == 302
    found = dict(Participant.objects.values_list("person__name", "attendance"))
    assert found == {"甲": "excused", "乙": "present", "丙": "present"}
    event = AuditEvent.objects.get(verb="activities.attendance")
    assert event.changes == {"甲": ["due", "excused"]}
    assert list(verify_chain()) == []
    answer = client.post(address, {**form, "attendance": "present", "names": "丁、乙二"})
    assert answer.status_code == 422
    assert len(answer.context["form"].errors["names"]) == 2


def test_attendance_of_another_activity_is_left_alone(staff: Actor, make_activity: Callable[..., Activity]) -> None:
    one, two = make_activity("a"), make_activity("b")
    other = take_part(staff, two, make_person(staff, "p"), "due")
    assert note_attendance(one, {other.pk: "present"}, by=staff) == 0
    other.refresh_from_db()
    assert other.attendance == "due"


def test_speakers_and_topics_may_be_listed_apart_and_matched_later(
    staff: Actor, make_activity: Callable[..., Activity], client_of: Callable[..., Any]
) -> None:
    activity = make_activity("a", state="held")
    for name in ("甲", "乙"):
        make_person(staff, name)
    client, address = client_of(staff), f"/activities/{activity.pk}/who-spoke/"
    assert client.post(address, {"speakers": "甲、乙", "topics": "first\n\nsecond\nfirst"}).status_code == 302
    assert list(Speech.objects.order_by("position").values_list("person__name", "topic")) == [
        ("甲", None),
        ("乙", None),
    ]
    assert list(Topic.objects.order_by("position").values_list("position", "title")) == [(1, "first"), (2, "second")]
    speech, topic = Speech.objects.get(person__name="乙"), Topic.objects.get(title="second")
    assert client.post(address, {f"t-{speech.pk}": topic.pk}).status_code == 302
    assert dict(Speech.objects.values_list("person__name", "topic__title")) == {"甲": None, "乙": "second"}


def test_a_topic_of_another_meeting_is_not_taken(staff: Actor, make_activity: Callable[..., Activity]) -> None:
    activity, other = make_activity("a"), make_activity("b")
    speech = create_record(Speech(activity=activity, person=make_person(staff, "p")), by=staff)
    topic = create_record(Topic(activity=other, title="x"), by=staff)
    assert match_topics(activity, {speech.pk: topic.pk}, by=staff) == 0


def test_trips_stops_heads_and_person_times_are_counted_apart(
    staff: Actor, make_activity: Callable[..., Activity]
) -> None:
    person, place = make_person(staff, "p"), create_record(Place(name="x", level="park"), by=staff)
    for n in range(2):
        activity = make_activity(f"visit-{n}", date(2024, 5, 6), state="held")
        take_part(staff, activity, person)
        take_part(staff, activity, make_person(staff, f"absent-{n}"), "excused")
        for position in (1, 2, 3):
            create_record(Stop(activity=activity, position=position, place=place), by=staff)
    make_activity("planned")
    scope = Scope(staff.body_id, 2024)
    keys = ("visits", "stops", "person_times", "participants", "due", "planned")
    assert [int(read_figure(f"activities.{key}", scope).counted) for key in keys] == [2, 6, 2, 1, 4, 1]
    assert read_figure("activities.attendance", scope).value == Quantity.exact(50)


def test_the_strip_packs_bars_into_lanes() -> None:
    def bar(pk: int, start: int, end: int) -> Bar:
        return Bar(pk, f"bar-{pk}", "inspection", date(2024, 5, start), date(2024, 5, end), "days")

    lanes = pack_lanes([bar(1, 1, 5), bar(2, 4, 6), bar(3, 10, 12), bar(4, 12, 12)])
    assert [[b.pk for b in lane] for lane in lanes] == [[1, 3], [2, 4]]
    picture = draw_strip([bar(1, 1, 5)], 2024)
    assert picture.count("<rect") == 1
    assert 'href="/activities/1/"' in picture


def test_days_stand_inside_the_strip() -> None:
    places = [place_day(date(2024, month, 1), 2024) for month in range(1, 13)]
    assert places == sorted(places)
    assert place_day(date(2023, 1, 1), 2024) == places[0]


@pytest.mark.parametrize("rows", [1, 3])
def test_timeline_asks_the_same_number_of_queries_at_any_size(
    staff: Actor, make_activity: Callable[..., Activity], client_of: Callable[..., Any], rows: int
) -> None:
    for n in range(rows):
        make_activity(f"dated-{n}", date(2024, 5, 6), state="held")
        make_activity(f"undated-{n}")
    client = client_of(staff)
    client.get("/activity-year/")
    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/activity-year/")
    assert len(queries) == 5  # session, account, grants, dated, undated
    assert answer.content.decode().count("<rect") == rows


def test_members_see_activities_and_change_nothing(
    staff: Actor,
    make_activity: Callable[..., Activity],
    make_actor: Callable[..., Actor],
    client_of: Callable[..., Any],
) -> None:
    activity = make_activity("a")
    member = client_of(make_actor(Role.MEMBER))
    assert member.get(f"/activities/{activity.pk}/").status_code == 200
    for page in ("attendance", "who-spoke"):
        assert member.get(f"/activities/{activity.pk}/{page}/").status_code == 403
