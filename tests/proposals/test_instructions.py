"""Written instructions: counted by instruction and by subject, and what follows them, by whom and by when."""

import datetime as dt

import pytest
from django.conf import settings
from django.utils import timezone, translation

from luzhi.access.roles import Role
from luzhi.common.feeds import gather_dues
from luzhi.common.models import AuditEvent, Notice
from luzhi.people.models import Contact, Organisation
from luzhi.proposals.instructions import note_late_tasks
from luzhi.proposals.models import Instruction, InstructionTask, OpinionReport
from luzhi.records.figures import Scope, read_figure
from luzhi.records.services import create_record
from luzhi.workflow.engine import offer_steps, perform


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def client_of(client_of):
    """A browser that asks for English."""

    def sign_in(actor):
        client = client_of(actor)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        return client

    return sign_in


@pytest.fixture
def officer(body, unit, make_actor):
    actor = make_actor(Role.OFFICER)
    Contact.objects.create(body=body, account=actor.user, organisation=unit)
    return actor


@pytest.fixture
def note(staff, unit, make_member, make_proposal):
    _actor, person = make_member("member-0001")
    proposal = make_proposal("proposal-0001", person)
    return create_record(
        Instruction(year=2024, level="city", office=unit, subject="proposal", proposal=proposal, gist="look into it"),
        by=staff,
    )


def follow(note, staff, unit, **values):
    return create_record(InstructionTask(instruction=note, unit=unit, text="mend the road", **values), by=staff)


def test_a_unit_reports_and_the_office_finds_it_done(staff, note, unit, officer, client_of) -> None:
    task = follow(note, staff, unit, act_by=dt.date(2099, 1, 1))
    assert {o.name for o in offer_steps(task, officer)} == {"report"}
    task = perform(task, "report", by=officer, reason="mended on both sides")
    assert (task.state, task.result, task.done_on) == ("reported", "mended on both sides", None)
    assert perform(task, "doubt", by=staff, reason="not seen").state == "open"
    task = perform(task, "finish", by=staff, reason="seen")
    assert (task.state, task.result, task.done_on) == ("done", "seen", timezone.localdate())
    task = perform(task, "reopen", by=staff, reason="broken again")
    assert (task.state, task.done_on) == ("open", None)
    assert client_of(staff).get(f"/instructions/{note.pk}/").status_code == 200


def test_an_officer_sees_the_own_tasks_and_not_the_instruction(staff, note, unit, officer, client_of, make_actor) -> None:  # fmt: skip
    other = create_record(Organisation(name="unit-0002", kind="department"), by=staff)
    mine, theirs = follow(note, staff, unit), follow(note, staff, other)
    client = client_of(officer)
    assert client.get(f"/instruction-tasks/{mine.pk}/").status_code == 200
    assert client.get(f"/instruction-tasks/{theirs.pk}/").status_code == 404
    assert client.post(f"/instruction-tasks/{theirs.pk}/do/report/", {"reason": "x"}).status_code == 404
    assert client.get(f"/instructions/{note.pk}/").status_code == 403
    assert client_of(make_actor(Role.MEMBER)).get(f"/instruction-tasks/{mine.pk}/").status_code == 403
    assert client.post("/instruction-tasks/new/", {"text": "x"}).status_code == 403


def test_a_follow_up_past_its_day_is_told_once(staff, note, unit, officer) -> None:
    follow(note, staff, unit, act_by=dt.date(2024, 5, 31))
    follow(note, staff, unit, act_by=dt.date(2099, 1, 1))
    assert [due.starts_on for due in gather_dues(officer) if due.uid.startswith("instruction-task")] == [
        dt.date(2024, 5, 31), dt.date(2099, 1, 1),
    ]  # fmt: skip
    assert (note_late_tasks(), note_late_tasks()) == (1, 0)
    assert {n.recipient for n in Notice.objects.filter(topic="instruction.overdue")} == {officer.user, staff.user}
    assert AuditEvent.objects.filter(verb="overdue", kind="proposals.instructiontask").count() == 1


def test_a_last_day_before_the_first_is_refused(staff, note, unit, client_of) -> None:
    form = {
        "instruction": str(note),
        "unit": "unit-0001",
        "text": "x",
        "noted_on": "2024-05-02",
        "act_by": "2024-05-01",
    }
    client = client_of(staff)
    assert client.post("/instruction-tasks/new/", form).status_code == 422
    form = {"instruction": str(note.office), "unit": "unit-0001", "text": "x", "act_by": "2099-05-01"}
    assert client.post("/instruction-tasks/new/", form).status_code == 302
    assert InstructionTask.objects.get().noted_on == timezone.localdate()


def test_instructions_and_what_they_are_about_are_never_mixed(staff, note, unit, body) -> None:
    report = create_record(OpinionReport(title="report-0001", text="x", year=2024), by=staff)
    for subject in (
        {"subject": "proposal", "proposal": note.proposal},
        *[{"subject": "opinion", "opinion": report}] * 3,
    ):
        create_record(Instruction(year=2024, level="provincial", office=unit, **subject), by=staff)
    done = follow(note, staff, unit, act_by=dt.date(2024, 5, 31))
    follow(note, staff, unit, act_by=dt.date(2024, 5, 31))
    perform(follow(note, staff, unit), "drop", by=staff, reason="settled otherwise")
    perform(done, "finish", by=staff, reason="x")
    scope = Scope(body.pk, 2024)
    counted = {
        key: read_figure(f"proposals.{key}", scope).counted
        for key in ("instructions", "with_instruction", "opinions_with_instruction", "instructions_followed",
                    "instruction_tasks", "instruction_tasks_done", "instruction_tasks_late")
    }  # fmt: skip
    assert counted == {
        "instructions": 5, "with_instruction": 1, "opinions_with_instruction": 1, "instructions_followed": 1,
        "instruction_tasks": 2, "instruction_tasks_done": 1, "instruction_tasks_late": 1,
    }  # fmt: skip


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_of_an_instruction_asks_a_fixed_number_of_questions(staff, note, unit, client_of, django_assert_max_num_queries, many) -> None:  # fmt: skip
    for _n in range(many):
        follow(note, staff, unit)
    client = client_of(staff)
    client.get(f"/instructions/{note.pk}/")
    with django_assert_max_num_queries(40):
        assert client.get(f"/instructions/{note.pk}/").content.decode().count("mend the road") >= many
