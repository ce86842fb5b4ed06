"""Projects: signed is not landed, one success counts once, silence is heard."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luzhi.access.actors import Actor
from luzhi.access.roles import Role
from luzhi.common.models import AuditEvent
from luzhi.common.problems import Conflict, Problem, Refused
from luzhi.people.models import Organisation, Place
from luzhi.projects.models import Agreement, Contribution, FollowUp, Lead, Project, StageEntry, Trip
from luzhi.projects.queries import convert_by_introducer, count_stages, find_due, find_silent
from luzhi.projects.stages import ORDER, Stage, is_beyond
from luzhi.records.figures import Scope, read_figure
from luzhi.records.services import create_record
from luzhi.workflow.engine import offer_steps, perform

PROOF = {"reached_on": date(2024, 3, 1), "proof": "contract", "proof_gist": "file 7"}


def make_project(by: Actor, name: str = "甲项目", state: str = "", **values: Any) -> Project:
    project: Project = create_record(Project(name=name, year=2024, **values), by=by, state=state)
    return project


def make_place(by: Actor) -> Place:
    place: Place = create_record(Place(name="甲园区", level="park"), by=by)
    return place


def sign(project: Project, by: Actor, kind: str = "contract") -> Project:
    create_record(Agreement(title="甲协议", kind=kind, project=project, year=2024), by=by)
    return perform(project, "sign", by=by, answers=PROOF)


def test_signing_needs_an_agreement_and_an_intention_is_none(staff: Actor) -> None:
    project = make_project(staff)
    with pytest.raises(Conflict):
        perform(project, "sign", by=staff, answers=PROOF)
    with pytest.raises(Conflict):
        sign(project, staff, kind="intention")
    assert sign(project, staff).state == Stage.SIGNED


def test_signing_opens_four_dates_and_writes_the_stage(staff: Actor) -> None:
    project = sign(make_project(staff), staff)
    entry = StageEntry.objects.get(project=project, stage=Stage.SIGNED)
    assert (entry.reached_on, entry.year, entry.proof, entry.proof_gist) == (
        date(2024, 3, 1),
        2024,
        "contract",
        "file 7",
    )
    dues = list(FollowUp.objects.filter(project=project).order_by("due_on").values_list("due_on", flat=True))
    assert dues == [date(2024, 3, 1) + timedelta(days=n) for n in (30, 90, 180, 365)]
    assert AuditEvent.objects.filter(verb="project.sign", object_id=project.pk).count() == 1


def test_landing_needs_a_place_and_signed_stays_apart_from_landed(staff: Actor) -> None:
    project = sign(make_project(staff), staff)
    scope = Scope(staff.body_id, 2024)
    assert [read_figure(key, scope).counted for key in ("projects.signed", "projects.landed")] == [1, 0]
    assert str(read_figure("projects.conversion", scope).value) == "0"
    with pytest.raises(Conflict):
        perform(project, "land", by=staff, answers=PROOF)
    Project.objects.filter(pk=project.pk).update(place=make_place(staff))
    perform(project, "land", by=staff, answers=PROOF)
    assert [read_figure(key, scope).counted for key in ("projects.signed", "projects.landed")] == [1, 1]
    assert str(read_figure("projects.conversion", scope).value) == "100"


def test_a_project_lost_and_retaken_keeps_the_first_entry_of_a_stage(staff: Actor) -> None:
    project = perform(make_project(staff), "talk", by=staff, answers={"reached_on": date(2024, 1, 5)})
    project = perform(project, "lose", by=staff, reason="the investor withdrew")
    project = perform(project, "retake", by=staff, reason="a new partner")
    assert project.state == Stage.TALKS
    assert StageEntry.objects.get(project=project, stage=Stage.TALKS).reached_on == date(2024, 1, 5)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.LEADER, Role.DISPATCHER, Role.OFFICER])
def test_only_staff_moves_a_project(staff: Actor, make_actor: Callable[..., Actor], role: Role) -> None:
    project = make_project(staff)
    other = make_actor(role)
    assert offer_steps(project, other) == ()
    with pytest.raises(Refused):
        perform(project, "talk", by=other, answers={"reached_on": date(2024, 1, 5)})


def test_an_entry_cannot_run_ahead_of_the_project(staff: Actor, client_of: Callable[..., Any]) -> None:
    project = make_project(staff, state=Stage.PLANNED)
    client = client_of(staff)
    ahead = client.post("/stages/new/", {"project": project.name, "stage": "landed", "year": 2024})
    assert ahead.status_code == 422
    assert "stage" in ahead.context["form"].errors
    earlier = client.post("/stages/new/", {"project": project.name, "stage": "talks", "year": 2024})
    assert earlier.status_code == 302


@pytest.mark.parametrize("stage", ORDER)
def test_stages_are_in_order(stage: Stage) -> None:
    assert not is_beyond(stage, stage)
    assert all(is_beyond(later, stage) for later in ORDER[ORDER.index(stage) + 1 :])
    assert is_beyond(Stage.LOST, stage)
    assert not is_beyond(stage, Stage.LOST)


def test_a_project_of_two_trips_and_two_stages_counts_once(staff: Actor) -> None:
    project = make_project(staff, state=Stage.COMPLETED)
    trips = [create_record(Trip(title=f"trip {n}", year=2024), by=staff) for n in (1, 2)]
    project.trips.set(trips)
    for stage, trip in ((Stage.LANDED, trips[0]), (Stage.COMPLETED, trips[1])):
        create_record(StageEntry(project=project, stage=stage, trip=trip, year=2024), by=staff)
    scope = Scope(staff.body_id, 2024)
    assert read_figure("projects.projects", scope).counted == 1
    assert read_figure("projects.landed", scope).counted == 1
    assert {row.stage: row.reached for row in count_stages(staff.body_id, 2024) if row.reached} == {
        Stage.LANDED: 1,
        Stage.COMPLETED: 1,
    }


def test_shares_of_a_project_never_exceed_the_whole(staff: Actor, client_of: Callable[..., Any]) -> None:
    project = make_project(staff)
    unit = create_record(Organisation(name="甲局", kind="department"), by=staff)
    create_record(Contribution(project=project, organisation=unit, part="introduced", share=70), by=staff)
    client = client_of(staff)
    given = {"project": project.name, "organisation": unit.name, "part": "hosted", "share": "40"}
    answer = client.post("/contributions/new/", given)
    assert answer.status_code == 422
    assert "110" in str(answer.context["form"].errors["share"])
    assert client.post("/contributions/new/", {**given, "share": "30"}).status_code == 302


def test_conversion_by_introducer_counts_projects_once(staff: Actor) -> None:
    unit = create_record(Organisation(name="甲商会", kind="chamber"), by=staff)
    first, second = (sign(make_project(staff, f"项目{n}"), staff) for n in (1, 2))
    create_record(Contribution(project=first, organisation=unit, part="introduced"), by=staff)
    create_record(Contribution(project=first, organisation=unit, part="introduced"), by=staff)
    Project.objects.filter(pk=first.pk).update(place=make_place(staff))
    perform(first, "land", by=staff, answers=PROOF)
    found = {row.source: (row.signed, row.landed) for row in convert_by_introducer(staff.body_id, 2024)}
    assert found == {unit: (1, 1), None: (1, 0)}
    assert second.state == Stage.SIGNED


def test_silence_is_heard_after_ninety_days_and_a_look_breaks_it(staff: Actor) -> None:
    project = sign(make_project(staff), staff)
    assert find_silent(staff.body_id, today=date(2024, 5, 30)) == []
    silent = find_silent(staff.body_id, today=date(2024, 6, 1))
    assert [(row.project.pk, row.days) for row in silent] == [(project.pk, 92)]
    FollowUp.objects.filter(project=project, after_days=90).update(done_on=date(2024, 5, 31), finding="walls stand")
    assert find_silent(staff.body_id, today=date(2024, 6, 1)) == []


def test_a_project_without_any_day_is_told_apart_from_a_silent_one(staff: Actor) -> None:
    make_project(staff, state=Stage.PLANNED)
    assert [row.days for row in find_silent(staff.body_id)] == [None]


def test_follow_ups_due_are_listed_until_done(staff: Actor) -> None:
    sign(make_project(staff), staff)
    due = find_due(staff.body_id, today=date(2024, 3, 20))
    assert [row.after_days for row in due] == [30]
    FollowUp.objects.filter(pk=due[0].pk).update(done_on=date(2024, 3, 28), finding="licence seen")
    assert find_due(staff.body_id, today=date(2024, 3, 28)) == []


def test_an_agreement_without_a_project_is_followed_up_by_itself(staff: Actor) -> None:
    alone = create_record(Agreement(title="框架", kind="framework", year=2024, signed_on=date(2024, 1, 1)), by=staff)
    undated = create_record(Agreement(title="另一份", kind="framework", year=2024), by=staff)
    assert FollowUp.objects.filter(agreement=alone).count() == 4
    assert FollowUp.objects.filter(agreement=undated).count() == 0


def test_a_lead_becomes_a_project_that_remembers_where_it_came_from(staff: Actor) -> None:
    trip = create_record(Trip(title="甲行", year=2024), by=staff)
    firm = create_record(Organisation(name="甲公司", kind="firm"), by=staff)
    lead = create_record(Lead(name="甲公司入驻", organisation=firm, trip=trip, year=2024), by=staff)
    perform(lead, "open", by=staff, answers={"name": "甲公司项目", "kind": "industrial"})
    lead.refresh_from_db()
    assert (lead.state, lead.project.name, lead.project.state) == ("opened", "甲公司项目", Stage.TALKS)
    assert list(lead.project.investors.all()) == [firm]
    assert list(lead.project.trips.all()) == [trip]
    again = create_record(Lead(name="再来", year=2024), by=staff)
    with pytest.raises(Problem):
        perform(again, "open", by=staff, answers={"name": "甲公司项目", "kind": "industrial"})


@pytest.mark.parametrize("rows", [1, 3])
def test_pipeline_asks_the_same_number_of_queries_at_any_size(
    staff: Actor, client_of: Callable[..., Any], rows: int
) -> None:
    for n in range(rows):
        sign(make_project(staff, f"项目{n}"), staff)
    client = client_of(staff)
    client.get("/pipeline/")
    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/pipeline/")
    assert answer.status_code == 200
    assert len(queries) == PIPELINE_QUERIES


PIPELINE_QUERIES = 22


@pytest.mark.parametrize(
    "slug",
    ["projects", "leads", "trips", "stages", "agreements", "alliances", "dockings", "follow-ups", "contributions"],
)
def test_lists_open_empty_and_filled(staff: Actor, client_of: Callable[..., Any], slug: str) -> None:
    client = client_of(staff)
    assert client.get(f"/{slug}/").status_code == 200
    sign(make_project(staff), staff)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/{slug}/").status_code == 200
    assert len(queries) <= 6


def test_pipeline_is_closed_to_officers(make_actor: Callable[..., Actor], client_of: Callable[..., Any]) -> None:
    assert client_of(make_actor(Role.OFFICER)).get("/pipeline/").status_code == 403
