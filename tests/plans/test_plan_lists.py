"""Typing, files, versions that come back whole, checks, people who leave, what else keeps people busy."""

import io
import json
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from icalendar import Calendar

from luzhi.access.actors import Actor
from luzhi.access.roles import Role
from luzhi.activities.models import Activity, Participant
from luzhi.common.models import Notice
from luzhi.common.outbox import deliver_notices, release_notice
from luzhi.common.problems import Conflict, Problem, Refused
from luzhi.core.calendar import prc_calendar
from luzhi.people.models import Person, Place, Seat
from luzhi.plans.busy import find_busy
from luzhi.plans.checks import find_waiting, list_days, make_check
from luzhi.plans.cloning import clone_plan, start_from_template
from luzhi.plans.contents import read_content
from luzhi.plans.counting import CountedPlan
from luzhi.plans.daily import freeze_week, read_trend, take_snapshot
from luzhi.plans.entry import find_headings, make_row, read_titles, write_rows
from luzhi.plans.models import Check, CheckRun, Link, Need, Plan, Resource, Task, Told, Version, Workstream
from luzhi.plans.saving import save_rows
from luzhi.plans.staffing import find_pressed, fit_people, gather_resources
from luzhi.plans.timing import read_timing
from luzhi.plans.versions import apply_version, place_tasks, places_of, preview_loss, replace_person, revert_version
from luzhi.records.figures import FIGURES, Scope
from luzhi.records.services import create_record
from luzhi.workflow.engine import perform


def in_days(n: int) -> date:
    return prc_calendar().add_working_days(date.today(), n)


@pytest.fixture
def plan(staff: Actor) -> Plan:
    """A small plan that uses every column of the list."""
    made: Plan = create_record(Plan(title="甲博览会", year=2026, opens_on=in_days(60)), by=staff)
    for name in ("person-0001", "person-0002"):
        create_record(Person(name=name), by=staff)
    create_record(Resource(name="搭建队", amount=2), by=staff)
    create_record(Place(name="一号馆", level="site"), by=staff)
    texts = [
        {"name": "场馆"},
        {
            "name": "　签约",
            "length": "3",
            "owner": "person-0001",
            "helpers": "person-0002",
            "earliest": in_days(2).isoformat(),
        },
        {
            "name": "　搭建",
            "length": "4",
            "owner": "person-0002",
            "after": "2",
            "needs": "搭建队×2",
            "place": "一号馆",
            "budget": "1.5万",
        },
        {"name": "　调试", "length": "6h", "after": "3SS+1、3FF-1", "latest": in_days(50).isoformat()},
        {"name": "验收", "length": "关口", "after": "3、4", "done_when": "签字"},
        {"name": "开幕", "length": "opening", "after": "5SF+2"},
        {"name": "总结", "length": "2", "after": "6", "fixed": in_days(65).isoformat()},
    ]
    rows = [make_row({"number": str(i), **row}) for i, row in enumerate(texts, start=1)]
    assert save_rows(made, find_headings(rows), by=staff, seen_version=made.version) == 6
    made.refresh_from_db()
    return made


def texts_of(plan: Plan) -> list[dict[str, str]]:
    with override("en"):
        return [row.texts for row in write_rows(plan)]


def test_a_typed_outline_becomes_lines_tasks_and_all_kinds_of_links(plan: Plan) -> None:
    tasks = {task.name: task for task in Task.objects.filter(plan=plan)}
    assert [line.title for line in Workstream.objects.filter(plan=plan)] == ["场馆"]
    assert {name: task.workstream_id is not None for name, task in tasks.items()} == {
        "签约": True, "搭建": True, "调试": True, "验收": False, "开幕": False, "总结": False,
    }  # fmt: skip
    assert sorted(Link.objects.values_list("task__name", "holds__name", "kind", "lag")) == sorted([
        ("搭建", "签约", "FS", 0), ("调试", "搭建", "SS", 1), ("调试", "搭建", "FF", -1), ("验收", "搭建", "FS", 0),
        ("验收", "调试", "FS", 0), ("开幕", "验收", "SF", 2), ("总结", "开幕", "FS", 0),
    ])  # fmt: skip
    assert (tasks["验收"].is_gate, tasks["开幕"].is_opening, tasks["调试"].in_hours) == (True, True, True)
    assert tasks["搭建"].budget == Decimal(15000)
    assert list(Need.objects.values_list("task__name", "resource__name", "amount")) == [("搭建", "搭建队", 2)]
    assert [person.name for person in tasks["签约"].helpers.all()] == ["person-0002"]


@pytest.mark.parametrize("ending", ["xlsx", "xml"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_file_brings_back_the_very_same_list(
    plan: Plan, staff: Actor, client_of: Callable[..., Any], ending: str, language: str
) -> None:
    client = client_of(staff)
    client.cookies["django_language"] = language
    before, links = texts_of(plan), sorted(Link.objects.values_list("task__name", "holds__name", "kind", "lag"))
    numbers = set(Task.objects.values_list("pk", flat=True))
    content = client.get(f"/plans/{plan.pk}/plan.{ending}").content
    page = client.post(f"/plans/{plan.pk}/bring/", {"file": SimpleUploadedFile(f"p.{ending}", content)})
    rows = [row for row in page.context["rows"] if row.texts.get("name")]
    assert [row.problems for row in rows] == [{}] * len(rows)
    save_rows(plan, rows, by=staff, seen_version=plan.version)
    assert texts_of(plan) == before
    assert sorted(Link.objects.values_list("task__name", "holds__name", "kind", "lag")) == links
    assert set(Task.objects.values_list("pk", flat=True)) == numbers


def test_a_sheet_made_by_hand_is_read_and_odd_ones_are_refused(
    plan: Plan, staff: Actor, client_of: Callable[..., Any]
) -> None:
    book = openpyxl.Workbook()
    for row in (["任务清单"], ["任务", "工期", "不晚于"], ["起草", 5, date(2026, 9, 1)], ["审批", "2天", "2026-09-31"]):
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    client = client_of(staff)
    page = client.post(f"/plans/{plan.pk}/bring/", {"file": SimpleUploadedFile("p.xlsx", buffer.getvalue())})
    rows = [row for row in page.context["rows"] if row.texts.get("name")]
    assert [(row.texts["name"], row.texts["length"], row.texts["latest"]) for row in rows] == [
        ("起草", "5", "2026-09-01"), ("审批", "2天", "2026-09-31"),
    ]  # fmt: skip
    assert "2026-09-31" in rows[1].problems["latest"]
    for content in (b"", b"PK\x03\x04", b"name,length"):
        answer = client.post(f"/plans/{plan.pk}/bring/", {"file": SimpleUploadedFile("p.xlsx", content)})
        assert answer.status_code == 422


@pytest.mark.parametrize(
    ("cell", "text", "words"),
    [
        ("owner", "person-0009", "2020-05-01"),
        ("owner", "person-0404", ""),
        ("needs", "搭建队×3", "2"),
        ("needs", "吊车", "吊车"),
        ("place", "二号馆", ""),
        ("budget", "许多", "12万"),
        ("after", "1", ""),
        ("latest", "2026-02-30", "2026-02-30"),
    ],
)
def test_a_cell_that_cannot_be_is_explained(
    plan: Plan, staff: Actor, client_of: Callable[..., Any], cell: str, text: str, words: str
) -> None:
    left = Person.objects.create(body=staff.body, name="person-0009")
    Seat.objects.create(body=staff.body, person=left, office="staff", ends_on=date(2020, 5, 1))
    data = {name: [value] for name, value in make_row({"number": "1", "name": "新任务", cell: text}).texts.items()}
    answer = client_of(staff).post(f"/plans/{plan.pk}/type/", data | {"pk": [""], "version": [str(plan.version)]})
    problems = answer.context["rows"][0].problems
    assert (answer.status_code, list(problems), words in problems[cell]) == (400, [cell], True)
    assert not Task.objects.filter(name="新任务").exists()


def test_a_long_list_arrives_in_one_field(plan: Plan, staff: Actor, client_of: Callable[..., Any]) -> None:
    known = dict(Task.objects.values_list("name", "pk"))
    rows = [{"number": str(i), "name": f"task-{i:04}", "length": "1"} for i in range(1, 401)]
    rows[0] = {"number": "1", "name": "签约", "pk": str(known["签约"])}
    client = client_of(staff)
    answer = client.post(f"/plans/{plan.pk}/type/", {"rows": json.dumps(rows), "version": plan.version})
    assert answer.status_code == 302
    assert Task.objects.exclude(state="dropped").count() == 400
    assert Task.objects.get(name="搭建").state == "dropped"
    for text in ("", "{}", "[1]", json.dumps([{"name": f"t{i}"} for i in range(2001)])):
        plan.refresh_from_db()
        assert client.post(f"/plans/{plan.pk}/type/", {"rows": text, "version": plan.version}).status_code == 400


def test_going_back_brings_the_whole_plan_back(plan: Plan, staff: Actor) -> None:
    first = apply_version(plan, by=staff, reason="first")
    content, places = read_content(plan), places_of(plan)
    plan.refresh_from_db()
    changed = [row for row in write_rows(plan) if row.texts["name"] != "调试"]
    for i, row in enumerate(changed):
        row.texts |= {"after": "", "length": "9" if i == 0 else row.texts["length"], "owner": ""}
    save_rows(plan, [*changed, make_row({"number": "90", "name": "加项"})], by=staff, seen_version=plan.version)
    apply_version(plan, by=staff, reason="second", opens_on=in_days(80))
    assert read_content(plan) != content
    plan.refresh_from_db()
    revert_version(plan, first, by=staff)
    assert (read_content(plan), places_of(plan)) == (content, places)
    assert Task.objects.get(name="加项").state == "dropped"
    last = Version.objects.order_by("-number")[0]
    assert (last.content, last.places) == (first.content, first.places)


def test_a_gate_holds_what_follows_until_it_is_passed(plan: Plan, staff: Actor) -> None:
    gate = Task.objects.get(name="验收")
    after = create_record(Task(plan=plan, year=2026, name="入场"), by=staff)
    Link.objects.create(task=after, holds=gate)
    with pytest.raises(Conflict):
        perform(after, "begin", by=staff, answers={"on": date.today()})
    Task.objects.filter(pk=gate.pk).update(state="done", actual_start=date.today(), actual_finish=date.today())
    assert perform(after, "begin", by=staff, answers={"on": date.today()}).state == "doing"


def test_what_is_reopened_is_counted(plan: Plan, staff: Actor) -> None:
    task = perform(Task.objects.get(name="签约"), "finish", by=staff, answers={"on": date.today()})
    apply_version(plan, by=staff, reason="x")
    perform(task, "reopen", by=staff, reason="missing page")
    scope = Scope(staff.body.pk, 2026)
    assert [task.name for task in FIGURES["plans.tasks_reopened"].records(scope)] == ["签约"]
    assert FIGURES["plans.tasks_open"].records(scope).count() == 6


def test_a_crew_that_works_on_weekends_is_sooner_done(plan: Plan) -> None:
    before = {line.task.name: line.times for line in CountedPlan(plan).lines}
    Workstream.objects.filter(plan=plan).update(works_weekends=True)
    after = {line.task.name: line.times for line in CountedPlan(plan).lines}
    assert after["搭建"].earliest_finish <= before["搭建"].earliest_finish
    assert (after["搭建"].earliest_finish - after["搭建"].earliest_start).days == 3


def test_a_scarce_crew_is_never_in_two_places(plan: Plan, staff: Actor) -> None:
    crew = Resource.objects.get()
    for i in range(3):
        task = create_record(Task(plan=plan, year=2026, name=f"搭建{i}", duration=5, position=20 + i), by=staff)
        Need.objects.create(task=task, resource=crew, amount=2)
    fitted = fit_people(CountedPlan(plan))
    names = dict(Task.objects.values_list("pk", "name"))
    days = sorted((p.start, p.finish) for key, p in fitted.places.items() if names[int(key)].startswith("搭建"))
    assert len(days) == 4
    assert all(one[1] < other[0] for one, other in zip(days, days[1:], strict=False))


def test_visits_and_guest_duty_count_as_busy(plan: Plan, staff: Actor) -> None:
    person = Person.objects.get(name="person-0001")
    visit = create_record(
        Activity(title="视察", year=2026, kind="visit", dating="exact", starts_on=in_days(3), ends_on=in_days(5)),
        by=staff,
    )
    Participant.objects.create(body=staff.body, activity=visit, person=person)
    taken = find_busy({person.pk}, date.today(), plan_id=plan.pk)
    assert [(first, last) for _pk, first, last, _what in taken] == [(in_days(3), in_days(5))]
    counted = CountedPlan(plan)
    resource = next(one for one in gather_resources(counted) if one.key == str(person.pk))
    assert [busy.reason for busy in resource.busy] == [str(visit)]


def test_losing_a_person_is_looked_at_first_and_then_told(
    plan: Plan, staff: Actor, make_actor: Callable[..., Actor]
) -> None:
    one, two = (Person.objects.get(name=f"person-000{i}") for i in (1, 2))
    for person in (one, two):
        Person.objects.filter(pk=person.pk).update(account=make_actor(Role.MEMBER).user)
    apply_version(plan, by=staff, reason="first")
    for notice in Notice.objects.filter(state="draft"):
        release_notice(notice)
    deliver_notices()
    assert Told.objects.count() == 2
    _counted, moved = preview_loss(plan, one, two)
    assert [(row.name, row.owner) for row in moved] == [("签约", "person-0001 → person-0002")]
    assert Task.objects.get(name="签约").owner == one
    plan.refresh_from_db()
    replace_person(plan, one, two, by=staff, reason="moved away", seen_version=plan.version)
    assert Task.objects.get(name="签约").owner == two
    texts = {notice.recipient.person.name: notice.text for notice in Notice.objects.filter(state="draft")}
    assert {name: text.count("签约") for name, text in texts.items()} == {"person-0001": 1, "person-0002": 1}
    for notice in Notice.objects.filter(state="draft"):
        release_notice(notice)
    deliver_notices()
    assert set(Told.objects.values_list("person__name", flat=True)) == {"person-0002"}


def test_checks_fall_due_and_are_noted_once(plan: Plan, staff: Actor, make_actor: Callable[..., Actor]) -> None:
    start = date.today() - timedelta(days=21)
    check = create_record(Check(plan=plan, name="巡查", weekday=4, starts_on=start), by=staff)
    days = list_days(check)
    assert all(prc_calendar().is_working(day) for day in days)
    assert days[-1] <= plan.opens_on
    waiting = find_waiting(Check.objects.all())
    due = [day for day in days if day <= date.today()]
    assert waiting[0].days == due[::-1]
    make_check(check, due[-1], is_well=False, remark="出口堵塞", by=staff)
    assert find_waiting(Check.objects.all())[0].days == due[-2::-1]
    with pytest.raises(Conflict):
        make_check(check, due[-1], is_well=True, remark="", by=staff)
    with pytest.raises(Problem):
        make_check(check, due[0], is_well=False, remark=" ", by=staff)
    with pytest.raises(Problem):
        make_check(check, days[-1], is_well=True, remark="", by=staff)
    with pytest.raises(Refused):
        make_check(check, due[0], is_well=True, remark="", by=make_actor(Role.MEMBER))
    assert CheckRun.objects.count() == 1


def test_the_week_is_frozen_once_and_shows_what_slips(plan: Plan, staff: Actor) -> None:
    apply_version(plan, by=staff, reason="first")
    monday = date.today() - timedelta(days=date.today().weekday())
    assert (freeze_week(monday), freeze_week(date.today())) == (1, 0)
    take_snapshot(plan, on=monday - timedelta(days=7))
    plan.refresh_from_db()
    apply_version(plan, by=staff, reason="later", opens_on=in_days(75))
    take_snapshot(plan, on=monday + timedelta(days=7))
    trend = dict(read_trend(plan))
    assert set(trend) == {"验收", "开幕"}
    assert trend["开幕"][-1][1] > trend["开幕"][0][1]


def test_the_next_edition_starts_from_what_it_was(plan: Plan, staff: Actor) -> None:
    apply_version(plan, by=staff, reason="x")
    Task.objects.filter(name="签约").update(state="done", actual_start=in_days(-9), actual_finish=in_days(-1))
    row = next(row for row in read_timing(plan) if row.task.name == "签约")
    assert (row.took, row.real) == (9, (-69, -61))
    copy = clone_plan(plan, title="乙博览会", opens_on=in_days(300), by=staff)
    task = Task.objects.get(plan=copy, name="签约")
    assert (task.duration, "-69" in task.note) == (9, True)
    assert Task.objects.get(plan=copy, is_gate=True).name == "验收"
    assert Need.objects.filter(task__plan=copy).count() == 1


def test_a_template_comes_with_its_checks_and_gate(staff: Actor) -> None:
    plan = start_from_template("expo", title="丙", opens_on=in_days(120), by=staff)
    assert (plan.checks.count(), Task.objects.filter(plan=plan, is_gate=True).count()) == (2, 1)


def test_a_team_feed_ends_with_the_grant(plan: Plan, staff: Actor, client_of: Callable[..., Any], client: Any) -> None:
    apply_version(plan, by=staff, reason="x")
    mine = client_of(staff)
    mine.post("/my-tasks/calendar.ics")
    secret, team = mine.session["feed"], Workstream.objects.get().pk
    feed = Calendar.from_ical(client.get(f"/feeds/{secret}/team-{team}.ics").content)
    assert len(feed.walk("VEVENT")) == 3
    assert client.get(f"/feeds/{secret}/team-{team + 1}.ics").status_code == 404
    staff.user.grants.all().delete()
    assert client.get(f"/feeds/{secret}/team-{team}.ics").status_code == 404


def test_pages_ask_as_much_for_three_tasks_as_for_one(plan: Plan, staff: Actor, client_of: Callable[..., Any]) -> None:
    client = client_of(staff)
    pages = [f"/plans/{plan.pk}/{page}/" for page in ("board", "type", "people", "week", "timing", "versions", "sheet")]
    pages.append("/my-tasks/")

    def count(page: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(page).status_code == 200
        return len(found)

    create_record(Check(plan=plan, name="c", weekday=3, starts_on=date.today() - timedelta(days=9)), by=staff)
    before = [count(page) for page in pages]
    person = Person.objects.get(name="person-0001")
    for i in range(3):
        create_record(Task(plan=plan, year=2026, name=f"t{i}", owner=person, position=50 + i), by=staff)
        create_record(Check(plan=plan, name=f"c{i}", weekday=i, starts_on=date.today() - timedelta(days=9)), by=staff)
    after = [count(page) for page in pages]
    assert dict(zip(pages, after, strict=True)) == dict(zip(pages, before, strict=True))


def test_an_overloaded_successor_is_seen_before_he_gets_the_work(plan: Plan, staff: Actor) -> None:
    one, two = (Person.objects.get(name=f"person-000{i}") for i in (1, 2))
    Task.objects.filter(plan=plan, name__in=["签约", "搭建"]).update(
        earliest_on=in_days(2), latest_on=in_days(6), duration=4
    )
    Link.objects.all().delete()
    assert find_pressed(CountedPlan(plan)) == []
    counted, _moved = preview_loss(plan, one, two)
    assert [row.person for row in find_pressed(counted)] == ["person-0002"]
    assert place_tasks(counted)
    assert read_titles(["任务", "Length", "?"]) == {0: "name", 1: "length"}
