"""Papers of a plan: versions, the task list written from the plan, two versions beside each other."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from luzhi.access.actors import Actor
from luzhi.access.models import Body
from luzhi.access.roles import Role
from luzhi.common.problems import Conflict, Problem
from luzhi.core.calendar import prc_calendar
from luzhi.plans.cloning import start_from_template
from luzhi.plans.models import Plan, PlanDocument, Task, Version, Workstream
from luzhi.plans.papers import compare_plans, start_next_version, write_task_list
from luzhi.plans.versions import apply_version
from luzhi.records.services import change_record, create_record


@pytest.fixture
def plan(staff: Actor) -> Plan:
    made: Plan = create_record(Plan(title="甲博览会", year=2024), by=staff)
    return made


@pytest.fixture
def paper(staff: Actor, plan: Plan) -> PlanDocument:
    text = "一、总体要求\n设五个专班，每周二调度。\n二、经费"
    made: PlanDocument = create_record(
        PlanDocument(plan=plan, year=2024, kind="overall", title="总体方案", text=text), by=staff
    )
    return made


def test_the_next_version_begins_as_a_copy_nobody_has_approved(staff: Actor, paper: PlanDocument) -> None:
    change_record(paper, {"approved_on": date(2024, 9, 1), "approved_by": "筹备委员会"}, by=staff, seen_version=1)
    second = start_next_version(paper, by=staff)
    assert (second.issue, second.title, second.text) == (2, paper.title, paper.text)
    assert (second.approved_on, second.approved_by) == (None, "")
    assert start_next_version(paper, by=staff).issue == 3


def test_an_approved_text_stays(staff: Actor, paper: PlanDocument, client_of: Callable[..., Any]) -> None:
    client = client_of(staff)
    assert 'name="text"' in client.get(f"/plan-papers/{paper.pk}/edit/").content.decode()
    paper = change_record(paper, {"approved_on": date(2024, 9, 1)}, by=staff, seen_version=paper.version)
    assert 'name="text"' not in client.get(f"/plan-papers/{paper.pk}/edit/").content.decode()
    with pytest.raises(Conflict):
        write_task_list(paper, by=staff)


def test_two_versions_beside_each_other(staff: Actor, paper: PlanDocument, client_of: Callable[..., Any]) -> None:
    client = client_of(staff)
    alone = client.get(f"/plan-papers/{paper.pk}/compare/")
    assert (alone.status_code, b"<ins>" in alone.content) == (200, False)
    assert client.post(f"/plan-papers/{paper.pk}/next/").status_code == 302
    second = PlanDocument.objects.get(issue=2)
    same = client.get(f"/plan-papers/{second.pk}/compare/").content.decode()
    assert "<ins>" not in same
    text = "一、总体要求\n设六个专班，每周二调度。\n二、经费\n三、<b>安全</b>"
    change_record(second, {"text": text}, by=staff, seen_version=second.version)
    page = client.get(f"/plan-papers/{second.pk}/compare/").content.decode()
    assert "设<del>五</del><ins>六</ins>个专班" in page
    assert "<ins>三、&lt;b&gt;安全&lt;/b&gt;</ins>" in page
    # from the older one the order is the same: old to new
    assert "设<del>五</del><ins>六</ins>个专班" in client.get(f"/plan-papers/{paper.pk}/compare/").content.decode()
    assert client.get(f"/plan-papers/{paper.pk}/compare/?with=abc").status_code == 200


def test_the_task_list_is_written_from_the_plan_and_compared_with_it(staff: Actor) -> None:
    opens = prc_calendar().add_working_days(date.today(), 120)
    plan = start_from_template("expo", title="甲博览会", opens_on=opens, by=staff)
    paper = create_record(PlanDocument(plan=plan, year=2024, kind="task_list", title="任务清单"), by=staff)
    paper = write_task_list(paper, by=staff)
    lines = paper.text.splitlines()
    names = set(Task.objects.filter(plan=plan).values_list("name", flat=True))
    assert {line.split("； ")[0] for line in lines} >= names
    assert paper.plan_version == Version.objects.get(plan=plan)
    second = start_next_version(paper, by=staff)
    assert compare_plans(paper, second) == []
    plan.refresh_from_db()
    apply_version(plan, by=staff, reason="晚开幕", opens_on=opens + timedelta(days=14))
    second = write_task_list(PlanDocument.objects.get(pk=second.pk), by=staff)
    moved = compare_plans(paper, second)
    assert moved
    assert all(row.before.finish < row.after.finish for row in moved)


def test_a_paper_of_a_line_lists_its_tasks_only_and_an_empty_plan_is_refused(staff: Actor, plan: Plan) -> None:
    line = create_record(Workstream(plan=plan, number=1, title="招展"), by=staff)
    values = {"plan": plan, "year": 2024, "kind": "task_force", "title": "专班方案", "workstream": line}
    paper = create_record(PlanDocument(**values), by=staff)
    with pytest.raises(Problem):
        write_task_list(paper, by=staff)
    create_record(Task(plan=plan, year=2024, name="甲", workstream=line), by=staff)
    create_record(Task(plan=plan, year=2024, name="乙"), by=staff)
    assert write_task_list(paper, by=staff).text.count("甲") == 1
    assert "乙" not in PlanDocument.objects.get().text


def test_strangers_and_readers(
    staff: Actor, paper: PlanDocument, other_body: Body, make_actor: Callable[..., Actor], client_of: Callable[..., Any]
) -> None:
    stranger, member = client_of(make_actor(Role.STAFF, at=other_body)), client_of(make_actor(Role.MEMBER))
    for page in ("next", "task-list"):
        assert stranger.post(f"/plan-papers/{paper.pk}/{page}/").status_code == 404
        assert member.post(f"/plan-papers/{paper.pk}/{page}/").status_code == 403
    assert stranger.get(f"/plan-papers/{paper.pk}/compare/").status_code == 404
    assert PlanDocument.objects.count() == 1
