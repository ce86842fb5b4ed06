"""What the source says of trips, projects and plans, asked of the loaded year (F038–F046, F053–F056, F094–F095)."""

from typing import Any

import pytest

from luzhi.access.models import Body
from luzhi.core.figures import Grade
from luzhi.people.models import OrganisationKind, PlaceLevel
from luzhi.plans.models import Plan, PlanDocument
from luzhi.projects.models import Agreement, Docking, Lead, Project, StageEntry, Trip
from luzhi.projects.stages import Stage
from luzhi.records.figures import FIGURES, Reading, Scope, list_names, read_figure
from luzhi.records.models import LookAlike


def read(body: Body, key: str, **where: Any) -> Reading:
    return read_figure(key, Scope(body.pk, 2024, {name: getattr(v, "pk", v) for name, v in where.items()}))


def names(body: Body, key: str, **where: Any) -> set[str]:
    return set(list_names(FIGURES[key], Scope(body.pk, 2024, {n: getattr(v, "pk", v) for n, v in where.items()})))


@pytest.mark.fact("F038")
def test_stem_cell_park_is_planned_and_not_signed(sample: Body) -> None:
    park = Project.objects.get(body=sample, name="干细胞产业园区")
    assert park.state == Stage.PLANNED
    assert names(sample, "projects.planned") == {"干细胞产业园区"}
    assert not park.stages.exclude(stage=Stage.PLANNED).exists()


@pytest.mark.fact("F039")
def test_four_firms_are_courted_and_none_is_a_project(sample: Body) -> None:
    park = Project.objects.get(body=sample, name="干细胞产业园区")
    reading = read(sample, "projects.target_firms", park=park)
    assert (reading.counted, reading.grade) == (4, Grade.PARTLY)
    assert reading.value is not None
    assert not reading.value.is_exact
    assert names(sample, "projects.target_firms", park=park) == {"赛尔", "中科", "乐土", "葆正"}
    assert set(park.targets.values_list("state", "project")) == {("courted", None)}


@pytest.mark.fact("F040", "F046")
def test_six_universities_five_at_home_and_one_abroad(sample: Body) -> None:
    assert read(sample, "projects.universities").counted == 6
    assert read(sample, "projects.universities", abroad=False).counted == 5
    assert names(sample, "projects.universities", abroad=True) == {"日本县立广岛大学"}


@pytest.mark.fact("F041")
def test_institutes_named_only_as_a_class_are_on_record_and_not_counted(sample: Body) -> None:
    docking = Docking.objects.get(body=sample, organisation__name="中国科学院在长春及域外院所")
    assert docking.organisation.unnamed
    assert docking.organisation.name not in names(sample, "projects.counterparts")


@pytest.mark.fact("F042")
def test_three_kinds_of_result_were_sought(sample: Body) -> None:
    sought = Lead.objects.filter(body=sample, organisation=None).values_list("sought", flat=True)
    assert sorted(sought) == ["medical", "project", "testing"]


@pytest.mark.fact("F043")
def test_six_destinations_four_cities_and_two_regions(sample: Body) -> None:
    assert read(sample, "projects.destinations").counted == 6
    assert names(sample, "projects.destinations") == {"北京", "上海", "武汉", "南京", "香港", "澳门"}
    trip = Trip.objects.get(body=sample, ref="outward-trips")
    levels = list(trip.destinations.values_list("level", flat=True))
    assert (levels.count(PlaceLevel.CITY), levels.count(PlaceLevel.REGION)) == (4, 2)
    assert trip not in FIGURES["projects.trips"].records(Scope(sample.pk, 2024))


@pytest.mark.fact("F044")
def test_trips_had_three_classes_of_target(sample: Body) -> None:
    kinds = Docking.objects.filter(body=sample, trip__ref="outward-trips").values_list("organisation__kind", flat=True)
    assert set(kinds) == {OrganisationKind.INSTITUTE, OrganisationKind.UNIVERSITY, OrganisationKind.FIRM}


@pytest.mark.trap(3)
@pytest.mark.fact("F045", "F094")
def test_workstation_is_one_project_with_two_stages(sample: Body) -> None:
    workstation = Project.objects.get(body=sample, name="丁健院士工作站")
    assert list(workstation.stages.order_by("pk").values_list("stage", flat=True)) == [Stage.LANDED, Stage.COMPLETED]
    landed = read(sample, "projects.landed")
    assert names(sample, "projects.landed") == names(sample, "projects.completed") == {"丁健院士工作站"}
    assert (landed.counted, landed.grade, landed.statements[0].words) == (1, Grade.PARTLY, "一批")
    both = StageEntry.objects.filter(body=sample, stage__in=[Stage.LANDED, Stage.COMPLETED])
    assert both.values("project").distinct().count() == 1


@pytest.mark.fact("F045")
def test_landing_is_credited_to_the_trips(sample: Body) -> None:
    trip = Trip.objects.get(body=sample, ref="outward-trips")
    assert read(sample, "projects.landed", trip=trip).counted == 1
    assert read(sample, "projects.completed", trip=trip).counted == 0


@pytest.mark.trap(9)
@pytest.mark.fact("F043", "F080")
def test_the_beijing_trips_stay_apart_and_are_marked_as_possibly_one(sample: Body) -> None:
    pair = LookAlike.objects.get(body=sample, ref="same-beijing")
    trips = Trip.objects.in_bulk([pair.left_id, pair.right_id])
    assert pair.likeness == "open"
    assert {trip.ref for trip in trips.values()} == {"outward-trips", "beijing-chamber-call"}
    assert all(trip.destinations.filter(name="北京").exists() for trip in trips.values())


@pytest.mark.fact("F053")
def test_three_papers_govern_the_preparation(sample: Body) -> None:
    plan = Plan.objects.get(body=sample, expo__ref="expo-2024")
    assert read(sample, "plans.documents", plan=plan).counted == 3
    assert names(sample, "plans.documents", plan=plan) == {"总体方案", "专班工作方案", "任务清单"}
    assert not PlanDocument.objects.filter(body=sample, approved_on__isnull=False).exists()


@pytest.mark.fact("F055")
def test_plan_promises_owner_day_and_counting_back(sample: Body) -> None:
    plan = Plan.objects.get(body=sample, expo__ref="expo-2024")
    assert (plan.needs_owner, plan.needs_due_day, plan.counted_back) == (True, True, True)
    assert plan.opens_on is None
    assert read(sample, "plans.tasks").grade == Grade.MISSING


@pytest.mark.fact("F056")
def test_six_lines_of_action(sample: Body) -> None:
    plan = Plan.objects.get(body=sample, expo__ref="expo-2024")
    assert read(sample, "plans.workstreams", plan=plan).counted == 6
    assert list(plan.workstreams.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]


@pytest.mark.fact("F095")
def test_two_named_projects_of_a_batch_were_signed_without_amounts(sample: Body) -> None:
    signed = read(sample, "projects.signed")
    assert (signed.counted, signed.grade) == (2, Grade.PARTLY)
    assert names(sample, "projects.signed") == {"永春艺夫创新药物产业园", "长春创新药物研究院"}
    assert not Project.objects.filter(body=sample).exclude(amount="").exists()


@pytest.mark.fact("F095", "F045")
def test_signed_is_not_landed(sample: Body) -> None:
    assert names(sample, "projects.signed") & names(sample, "projects.landed") == set()
    assert read(sample, "projects.signed_then_landed").counted == 0


@pytest.mark.fact("F074")
def test_agreements_have_no_invented_parties(sample: Body) -> None:
    assert not Agreement.objects.filter(body=sample, parties__isnull=False).exists()
