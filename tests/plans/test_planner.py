"""The planner end to end: template, typing, moving, going back, notices, files, odd input."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from icalendar import Calendar

from luzhi.access.actors import Actor
from luzhi.access.models import Body
from luzhi.access.roles import Role
from luzhi.common.models import Notice
from luzhi.common.outbox import deliver_notices, release_notice
from luzhi.core.calendar import prc_calendar
from luzhi.people.models import Person
from luzhi.plans.cloning import clone_plan, start_from_template
from luzhi.plans.counting import CountedPlan
from luzhi.plans.daily import read_burn_up, take_snapshot
from luzhi.plans.models import Absence, Link, Plan, SpecialDay, Task, Told, Version
from luzhi.plans.staffing import find_pressed, fit_people
from luzhi.plans.versions import apply_version, places_of, preview_change, revert_version
from luzhi.records.services import create_record
from luzhi.workflow.engine import perform


def in_days(n: int) -> date:
    """A working day so many working days from today."""
    return prc_calendar().add_working_days(date.today(), n)


@pytest.fixture
def plan(staff: Actor) -> Plan:
    return start_from_template("expo", title="甲博览会", opens_on=in_days(120), by=staff)


@pytest.fixture
def owner(staff: Actor, make_actor: Callable[..., Actor]) -> tuple[Person, Actor]:
    member = make_actor(Role.MEMBER)
    person = create_record(Person(name="person-0001"), by=staff)
    Person.objects.filter(pk=person.pk).update(account=member.user)
    person.refresh_from_db()
    return person, member


def test_the_template_gives_a_feasible_plan_in_one_click(plan: Plan) -> None:
    counted = CountedPlan(plan)
    assert len(counted.tasks) == 36
    assert counted.days_late == 0
    assert Task.objects.filter(plan=plan, starts_on=None).count() == 0
    opening = Task.objects.get(plan=plan, is_opening=True)
    assert opening.ends_on == plan.opens_on


def test_links_hold_in_the_applied_days(plan: Plan) -> None:
    for link in Link.objects.filter(task__plan=plan, kind="FS", lag=0).select_related("task", "holds"):
        if link.task.duration and link.holds.duration:
            assert link.holds.ends_on < link.task.starts_on, (link.holds.name, link.task.name)


def test_moving_there_and_back_gives_the_same_plan(plan: Plan, staff: Actor) -> None:
    before = places_of(plan)
    first = Version.objects.get(plan=plan)
    later, moved = preview_change(plan, days=5)
    assert moved
    apply_version(plan, by=staff, reason="hall let", opens_on=later.opens_on)
    plan.refresh_from_db()
    assert plan.opens_on == later.opens_on
    assert places_of(plan) != before
    revert_version(plan, first, by=staff)
    assert places_of(plan) == before


def test_what_is_finished_never_moves(plan: Plan, staff: Actor) -> None:
    task = Task.objects.filter(plan=plan).order_by("position")[0]
    perform(task, "finish", by=staff, answers={"on": date.today(), "proof": "list"})
    task.refresh_from_db()
    days = (task.starts_on, task.ends_on, task.actual_finish)
    apply_version(plan, by=staff, reason="moved", opens_on=in_days(150))
    task.refresh_from_db()
    assert (task.starts_on, task.ends_on, task.actual_finish) == days


def test_an_opening_too_near_is_blamed_and_ways_out_are_computed(plan: Plan) -> None:
    counted = CountedPlan(plan, opens_on=in_days(20))
    assert counted.days_late > 0
    assert counted.blamed
    assert any(option.resolves for _what, _effect, option in counted.ways_out())
    assert any("“" in line.why for line in counted.lines if line.times.is_impossible)


def test_a_make_up_saturday_gives_a_day_of_room(plan: Plan, body: Body) -> None:
    before = CountedPlan(plan).lines[0].times.float_days
    saturday = date.today() + timedelta(days=(5 - date.today().weekday()) % 7 + 7)
    SpecialDay.objects.create(body=body, on=saturday, works=True, reason="make-up")
    assert CountedPlan(plan).lines[0].times.float_days == before + (0 if prc_calendar().is_working(saturday) else 1)


def test_notices_tell_against_what_was_last_told(plan: Plan, staff: Actor, owner: tuple[Person, Actor]) -> None:
    person, member = owner
    task = Task.objects.filter(plan=plan).order_by("position")[3]
    Task.objects.filter(pk=task.pk).update(owner=person)
    apply_version(plan, by=staff, reason="first")
    apply_version(plan, by=staff, reason="second", opens_on=in_days(125))
    drafts = Notice.objects.filter(recipient=member.user, state="draft")
    assert drafts.count() == 1
    release_notice(drafts.get())
    deliver_notices()
    task.refresh_from_db()
    assert Told.objects.get(task=task).starts_on == task.starts_on
    apply_version(plan, by=staff, reason="third", opens_on=in_days(125))
    assert not Notice.objects.filter(recipient=member.user, state="draft").exists()


def rows_of(*rows: tuple[str, ...]) -> dict[str, list[str]]:
    names = ("name", "line", "length", "owner", "after", "earliest", "latest", "fixed", "done_when")
    data: dict[str, list[str]] = {"number": [str(i) for i in range(1, len(rows) + 1)], "pk": [""] * len(rows)}
    for i, name in enumerate(names):
        data[name] = [row[i] if i < len(row) else "" for row in rows]
    return data


def test_a_typed_list_becomes_tasks_and_links(
    staff: Actor, client_of: Callable[..., Any], owner: tuple[Person, Actor]
) -> None:
    plan = create_record(Plan(title="x", year=2026, opens_on=in_days(60)), by=staff)
    client = client_of(staff)
    data = rows_of(("a", "一线", "5", "person-0001"), ("b", "一线", "6h", "", "1"), ("c", "", "0", "", "1SS+2、2"))
    answer = client.post(f"/plans/{plan.pk}/type/", data | {"version": ["1"]})
    assert answer.status_code == 302
    assert list(Task.objects.order_by("position").values_list("name", "duration", "in_hours")) == [
        ("a", 5, False), ("b", 6, True), ("c", 0, False),
    ]  # fmt: skip
    assert sorted(Link.objects.values_list("task__name", "holds__name", "kind", "lag")) == [
        ("b", "a", "FS", 0), ("c", "a", "SS", 2), ("c", "b", "FS", 0),
    ]  # fmt: skip
    again = client.post(f"/plans/{plan.pk}/type/", data | {"version": ["1"]})
    assert again.status_code == 409


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("a", "", "5", "", "", "2026-09-31"), "2026-09-31"),
        (("a", "", "many"), "5天"),
        (("a", "", "5", "nobody"), "nobody"),
        (("a", "", "5", "", "7"), "7"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_saved(
    staff: Actor, client_of: Callable[..., Any], row: tuple[str, ...], words: str
) -> None:
    plan = create_record(Plan(title="x", year=2026, opens_on=in_days(60)), by=staff)
    answer = client_of(staff).post(f"/plans/{plan.pk}/type/", rows_of(row) | {"version": ["1"]})
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert Task.objects.count() == 0


def test_a_cycle_is_named_and_not_saved(staff: Actor, client_of: Callable[..., Any]) -> None:
    plan = create_record(Plan(title="x", year=2026, opens_on=in_days(60)), by=staff)
    rows = rows_of(("起草", "", "5", "", "2"), ("审批", "", "5", "", "1"), ("旁人", "", "5"))
    answer = client_of(staff).post(f"/plans/{plan.pk}/type/", rows | {"version": ["1"]})
    problem = answer.context["problem"].sentence
    assert answer.status_code == 400
    assert ("起草" in problem, "审批" in problem, "旁人" in problem) == (True, True, False)
    assert Task.objects.count() == 0


def test_a_cycle_made_on_a_record_page_is_named_on_the_board(staff: Actor, client_of: Callable[..., Any]) -> None:
    plan = create_record(Plan(title="x", year=2026, opens_on=in_days(60)), by=staff)
    a, b = (create_record(Task(plan=plan, year=2026, name=name), by=staff) for name in ("起草", "审批"))
    Link.objects.create(task=a, holds=b)
    Link.objects.create(task=b, holds=a)
    page = client_of(staff).get(f"/plans/{plan.pk}/board/").content.decode()
    assert ("起草" in page, "审批" in page, '<svg class="gantt"' in page) == (True, True, False)


def test_people_who_cannot_are_named_and_a_plan_they_can_keep_is_found(
    staff: Actor, owner: tuple[Person, Actor]
) -> None:
    plan = create_record(Plan(title="x", year=2026, opens_on=in_days(12)), by=staff)
    for i in range(3):
        create_record(Task(plan=plan, year=2026, name=f"t{i}", duration=3, owner=owner[0], position=i), by=staff)
    counted = CountedPlan(plan)
    assert find_pressed(counted) == []
    fitted = fit_people(counted)
    assert fitted.late == 0
    days = sorted((p.start, p.finish) for p in fitted.places.values())
    assert all(first[1] < second[0] for first, second in zip(days, days[1:], strict=False))
    Absence.objects.create(body=staff.body, person=owner[0], starts_on=date.today(), ends_on=in_days(8))
    assert find_pressed(CountedPlan(plan))[0].person == "person-0001"


def test_files_are_opened_again(plan: Plan, staff: Actor, client_of: Callable[..., Any]) -> None:
    client = client_of(staff)
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"/plans/{plan.pk}/plan.xlsx").content)).active
    assert sheet.max_row == 37
    xml = client.get(f"/plans/{plan.pk}/plan.xml").content
    page = client.post(f"/plans/{plan.pk}/bring/", {"file": SimpleUploadedFile("p.xml", xml)})
    names = [row.texts["name"] for row in page.context["rows"] if row.texts.get("name")]
    assert names == list(Task.objects.filter(plan=plan).order_by("position").values_list("name", flat=True))
    for content in (b"<a/>", b"<!DOCTYPE x [<!ENTITY a 'b'>]><Project/>", b"\x00"):
        assert (
            client.post(f"/plans/{plan.pk}/bring/", {"file": SimpleUploadedFile("p.xml", content)}).status_code == 422
        )


def test_my_tasks_and_the_feed(
    plan: Plan, owner: tuple[Person, Actor], client_of: Callable[..., Any], client: Any
) -> None:
    person, member = owner
    Task.objects.filter(plan=plan, position__lte=2).update(owner=person)
    mine = client_of(member)
    assert mine.get("/my-tasks/").content.decode().count("task-card") == 2
    mine.post("/my-tasks/calendar.ics")
    secret = mine.session["feed"]
    feed = Calendar.from_ical(client.get(f"/feeds/{secret}.ics").content)
    assert len(feed.walk("VEVENT")) == 2
    mine.post("/my-tasks/calendar.ics")
    assert client.get(f"/feeds/{secret}.ics").status_code == 404
    task = Task.objects.filter(owner=person)[0]
    assert (
        mine.post(f"/tasks/{task.pk}/do/begin/", {"on": date.today().isoformat(), "seen_state": "open"}).status_code
        == 302
    )
    assert mine.post(f"/tasks/{task.pk}/do/drop/", {"reason": "x"}).status_code == 403


def test_cloning_keeps_links_and_what_it_really_took(plan: Plan, staff: Actor) -> None:
    task = Task.objects.filter(plan=plan, name__in=["起草总体方案", "Draft the overall plan"]).get()
    Task.objects.filter(pk=task.pk).update(state="done", actual_start=in_days(-10), actual_finish=in_days(-1))
    copy = clone_plan(plan, title="乙博览会", opens_on=in_days(240), by=staff)
    assert Task.objects.filter(plan=copy).count() == 36
    assert Link.objects.filter(task__plan=copy).count() == Link.objects.filter(task__plan=plan).count()
    assert Task.objects.get(plan=copy, name=task.name).duration == 10


def test_a_snapshot_is_frozen(plan: Plan, staff: Actor) -> None:
    first = take_snapshot(plan, on=date(2026, 1, 5))
    perform(Task.objects.filter(plan=plan).order_by("position")[0], "finish", by=staff, answers={"on": date.today()})
    assert take_snapshot(plan, on=date(2026, 1, 5)).rows == first.rows
    take_snapshot(plan, on=date(2026, 1, 12))
    assert [(done, total) for _day, done, total in read_burn_up(plan)] == [(0, 36), (1, 36)]


def test_strangers_see_nothing(
    plan: Plan, other_body: Body, make_actor: Callable[..., Actor], client_of: Callable[..., Any]
) -> None:
    stranger = client_of(make_actor(Role.STAFF, at=other_body))
    for page in ("board", "type", "change", "people", "versions", "week", "plan.xlsx", "plan.xml", "bring"):
        assert stranger.get(f"/plans/{plan.pk}/{page}{'' if '.' in page else '/'}").status_code == 404
    member = client_of(make_actor(Role.MEMBER))
    assert member.get(f"/plans/{plan.pk}/type/").status_code == 403
    assert member.get(f"/plans/{plan.pk}/board/").status_code == 200
