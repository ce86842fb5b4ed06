"""The one page of a line of action, and the pictures by origin, kind and occasion: each number opens its records."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luzhi.access.actors import Actor
from luzhi.access.models import Body
from luzhi.access.roles import Role
from luzhi.expo.invitations.queries import count_origins
from luzhi.expo.models import (
    CommitteeMeeting,
    Decision,
    Exhibitor,
    Expo,
    Guest,
    Invitation,
    InvitationChannel,
    Outcome,
    PreparatoryCommittee,
    SubEvent,
    Zone,
)
from luzhi.expo.preparation.lines import LineState, count_lines
from luzhi.expo.programme.results import read_results
from luzhi.expo.programme.signing import record_agreement, record_signed
from luzhi.people.models import Organisation, Person, Place
from luzhi.plans.models import Plan, PlanDocument, Task, Workstream
from luzhi.projects.models import Agreement, Alliance
from luzhi.records.services import change_record, create_record
from luzhi.workflow.engine import perform

TODAY = date.today()


@pytest.fixture
def plan(staff: Actor, expo: Expo) -> Plan:
    made: Plan = create_record(Plan(title="甲博览会", year=2024, opens_on=TODAY + timedelta(days=60)), by=staff)
    change_record(expo, {"plan": made}, by=staff, seen_version=expo.version)
    expo.refresh_from_db()
    return made


@pytest.fixture
def line(staff: Actor, plan: Plan) -> Workstream:
    head, deputy = (create_record(Person(name=name), by=staff) for name in ("组长甲", "副组长乙"))
    made: Workstream = create_record(
        Workstream(plan=plan, number=1, title="招商招展", head=head, deputy=deputy), by=staff
    )
    return made


def add_task(staff: Actor, line: Workstream, name: str, **values: Any) -> Task:
    made: Task = create_record(Task(plan=line.plan, year=2024, name=name, workstream=line, **values), by=staff)
    return made


def test_the_page_tells_what_is_late_what_has_no_room_and_what_comes_next(
    staff: Actor, expo: Expo, line: Workstream, client_of: Callable[..., Any]
) -> None:
    add_task(staff, line, "太迟", duration=5, latest_on=TODAY - timedelta(days=3))
    add_task(staff, line, "有余地", duration=2)
    add_task(staff, line, "节点", duration=0)
    done = add_task(staff, line, "做完", duration=1)
    perform(done, "finish", by=staff, answers={"on": TODAY, "proof": "单"})
    state = LineState(line, expo)
    p = state.progress
    assert (p.total, p.done, p.late, p.counted) == (4, 1, 1, True)
    assert state.pressing[0]["task"].name == "太迟"
    assert state.milestone is not None
    assert state.milestone["task"].name == "节点"
    page = client_of(staff).get(f"/expo/lines/{line.pk}/").content.decode()
    for words in ("组长甲", "副组长乙", "太迟", "有余地", "节点"):
        assert words in page
    assert [(row["tasks"], row["done"]) for row in count_lines(expo)] == [(4, 1)]


def test_a_plan_without_its_opening_day_says_so(staff: Actor, expo: Expo, plan: Plan, line: Workstream) -> None:
    change_record(plan, {"opens_on": None}, by=staff, seen_version=plan.version)
    add_task(staff, line, "甲", latest_on=TODAY - timedelta(days=1))
    add_task(staff, line, "乙")
    state = LineState(Workstream.objects.select_related("plan").get(), expo)
    assert (state.progress.counted, state.progress.late, state.progress.tight) == (False, 1, 0)
    assert [task.name for task in state.late] == ["甲"]
    assert [row["line"] for row in state.pressing] == [None, None]


def test_decisions_papers_and_numbers_of_the_line(
    staff: Actor, expo: Expo, line: Workstream, channel: InvitationChannel, zone: Zone,
    make_firm: Callable[..., Organisation], client_of: Callable[..., Any],
) -> None:  # fmt: skip
    committee = create_record(PreparatoryCommittee(expo=expo, name="筹委会"), by=staff)
    meeting = create_record(CommitteeMeeting(committee=committee, number=1, year=2024), by=staff)
    task = add_task(staff, line, "报批")
    decided = create_record(Decision(meeting=meeting, number=1, text="先报批", task=task), by=staff)
    create_record(Decision(meeting=meeting, number=2, text="无人接"), by=staff)
    for issue in (1, 2):
        create_record(
            PlanDocument(plan=line.plan, year=2024, kind="task_force", title="专班方案", issue=issue, workstream=line),
            by=staff,
        )
    channel.workstreams.add(line)
    change_record(zone, {"workstream": line}, by=staff, seen_version=zone.version)
    one, other = make_firm("甲厂"), make_firm("乙厂")
    invitation = perform(
        create_record(Invitation(expo=expo, channel=channel, organisation=one, year=2024), by=staff), "invite", by=staff
    )
    create_record(Exhibitor(expo=expo, organisation=one, year=2024, invitation=invitation, channel=channel), by=staff)
    create_record(Exhibitor(expo=expo, organisation=other, year=2024, zone=zone), by=staff)
    person = create_record(Person(name="客甲"), by=staff)
    create_record(Guest(expo=expo, person=person, year=2024, confirmed=True, invitation=invitation), by=staff)
    state = LineState(line, expo)
    assert (state.decisions, state.loose_decisions) == ([decided], 1)
    assert [(row["paper"].issue, row["versions"]) for row in state.papers] == [(2, 2)]
    assert (state.invited["invited"], state.invited["came"]) == (1, 0)
    assert state.numbers == {"exhibitors": 2, "guests": 1}
    client = client_of(staff)
    for what, words in (("exhibitors", "乙厂"), ("guests", "客甲"), ("invited", "甲厂")):
        assert words in client.get(f"/expo/lines/{line.pk}/{what}/").content.decode()
    assert "甲厂" not in client.get(f"/expo/lines/{line.pk}/came/").content.decode()
    assert client.get(f"/expo/lines/{line.pk}/nothing/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_a_line_asks_the_same_number_of_queries(
    staff: Actor, expo: Expo, line: Workstream, channel: InvitationChannel, client_of: Callable[..., Any], rows: int
) -> None:
    channel.workstreams.add(line)
    committee = create_record(PreparatoryCommittee(expo=expo, name="筹委会"), by=staff)
    meeting = create_record(CommitteeMeeting(committee=committee, number=1, year=2024), by=staff)
    for n in range(rows):
        task = add_task(staff, line, f"任务{n}", owner=create_record(Person(name=f"人{n}"), by=staff))
        create_record(Decision(meeting=meeting, number=n + 1, text=f"定{n}", task=task), by=staff)
        create_record(Zone(expo=expo, name=f"区{n}", year=2024, workstream=line), by=staff)
        event = create_record(SubEvent(expo=expo, name=f"会{n}", kind="signing", year=2024, workstream=line), by=staff)
        alliance = create_record(Alliance(name=f"盟{n}", year=2024), by=staff)
        create_record(Outcome(expo=expo, sub_event=event, alliance=alliance, year=2024), by=staff)
        create_record(PlanDocument(plan=line.plan, year=2024, kind="other", title=f"文{n}"), by=staff)
    client = client_of(staff)
    client.get(f"/expo/lines/{line.pk}/")
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/expo/lines/{line.pk}/").status_code == 200
    assert len(queries) == LINE_QUERIES


LINE_QUERIES = 29


def test_a_foreign_line_is_not_there(
    staff: Actor, line: Workstream, other_body: Body, make_actor: Callable[..., Actor], client_of: Callable[..., Any]
) -> None:
    stranger = client_of(make_actor(Role.STAFF, at=other_body))
    assert stranger.get(f"/expo/lines/{line.pk}/").status_code == 404
    assert stranger.get(f"/expo/lines/{line.pk}/guests/").status_code == 404
    assert client_of(make_actor(Role.EXHIBITOR)).get(f"/expo/lines/{line.pk}/").status_code == 403


def test_the_funnel_by_origin_and_its_records(
    staff: Actor, expo: Expo, channel: InvitationChannel, make_firm: Callable[..., Organisation],
    client_of: Callable[..., Any],
) -> None:  # fmt: skip
    japan, bozhou = (
        create_record(Place(name=name, level=level), by=staff)
        for name, level in (("日本", "country"), ("亳州", "city"))
    )
    firms = [make_firm("东京厂", place=japan), make_firm("大阪厂", place=japan), make_firm("无处厂")]
    rows = [
        perform(create_record(Invitation(expo=expo, channel=channel, organisation=firm, year=2024), by=staff), "invite", by=staff)
        for firm in firms
    ]  # fmt: skip
    perform(perform(perform(rows[0], "accept", by=staff), "come", by=staff), "exhibit", by=staff)
    # the exhibitor's own entry says more than the organisation's place
    create_record(Exhibitor(expo=expo, organisation=firms[2], year=2024, origin=bozhou, invitation=rows[2]), by=staff)
    create_record(Exhibitor(expo=expo, organisation=make_firm("不请自来", place=japan), year=2024), by=staff)
    create_record(
        Exhibitor(expo=expo, organisation=make_firm("日本数家", place=japan, unnamed=True), year=2024), by=staff
    )
    found = {str(row.place): (row.numbers, row.uninvited) for row in count_origins(expo)}
    assert found["日本"] == ({"invited": 2, "answered": 1, "accepted": 1, "came": 1, "exhibited": 1}, 1)
    assert found["亳州"] == ({"invited": 1, "answered": 0, "accepted": 0, "came": 0, "exhibited": 0}, 0)
    client = client_of(staff)
    front = client.get(f"/expo/{expo.pk}/").content.decode()
    assert f"/expo/{expo.pk}/origins/{japan.pk}/invited/" in front
    page = client.get(f"/expo/{expo.pk}/origins/{japan.pk}/invited/").content.decode()
    rows = client.get(f"/expo/{expo.pk}/origins/{japan.pk}/invited/", headers={"HX-Target": "list"}).content.decode()
    assert ("<html" in page, "<html" in rows, "export.xlsx" in page) == (True, False, False)
    assert ("东京厂" in page, "大阪厂" in page, "无处厂" in page) == (True, True, False)
    assert "不请自来" in client.get(f"/expo/{expo.pk}/origins/{japan.pk}/uninvited/").content.decode()
    assert client.get(f"/expo/{expo.pk}/origins/0/invited/").status_code == 200
    assert client.get(f"/expo/{expo.pk}/origins/0/nothing/").status_code == 404


def test_what_three_units_tell_counts_once_and_opens(
    staff: Actor, expo: Expo, make_firm: Callable[..., Organisation], client_of: Callable[..., Any]
) -> None:
    event = create_record(SubEvent(expo=expo, name="签约仪式", kind="signing", year=2024), by=staff)
    parties = [make_firm("甲厂"), make_firm("乙厂")]
    values = {"title": "框架协议", "kind": "framework", "parties": parties}
    for teller in ("甲局", "乙局", "丙局"):
        record_agreement(event, {**values, "told_by": [make_firm(teller)]}, by=staff)
    # found again by its parties when matchmaking reports it, at no sub-event
    outcome, known = record_signed(expo, None, {**values, "title": "甲厂 — 乙厂"}, by=staff)
    assert (known, outcome.sub_event, Agreement.objects.count()) == (True, event, 1)
    alliance = create_record(Alliance(name="甲联盟", year=2024, founding="成立宣言"), by=staff)
    create_record(Outcome(expo=expo, alliance=alliance, year=2024), by=staff)
    assert (len(read_results(expo).agreements), read_results(expo).told_often) == (1, 1)
    page = client_of(staff).get(f"/expo/{expo.pk}/").content.decode()
    assert f"/figures/projects.agreements/?year=2024&amp;expo={expo.pk}&amp;kind=framework" in page
    assert f"sub_event={event.pk}" in page
    assert "成立宣言" in page
