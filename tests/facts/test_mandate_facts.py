"""Facts about mandate, goals, assignments and the campaign."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from luzhi.access.models import Body
from luzhi.core.figures import Grade
from luzhi.mandate.models import Campaign, CampaignAction, Goal, MemberRole
from luzhi.mandate.queries import find_campaigns, trace_orders


def names(reading: Any, path: str = "title") -> set[str]:
    return set(reading.figure.records(reading.scope).values_list(path, flat=True))


@pytest.mark.fact("F003", "F004", "F005")
@pytest.mark.parametrize(
    ("issuer", "sessions"),
    [("central-committee", {2, 3}), ("provincial-party-committee", {4, 5}), ("city-party-committee", {6, 7})],
)
def test_two_plenums_are_cited_of_each_committee(ask: Callable[..., Any], issuer: str, sessions: set[int]) -> None:
    reading = ask("mandate.plenums", issuer=issuer)
    assert (reading.value.value, reading.grade) == (2, Grade.COUNTED)
    assert names(reading, "session_no") == sessions


@pytest.mark.fact("F006")
def test_one_centre_and_five_highlands_are_declared_and_not_named(ask: Callable[..., Any]) -> None:
    declared = ask("mandate.goal_members_declared", parent="goal-one-centre-five-highlands")
    assert declared.counted == 1 + 5
    assert ask("mandate.goal_members_declared", slogan="五高地").counted == 5
    assert ask("mandate.goal_members_named", parent="goal-five-highlands").value is None


@pytest.mark.fact("F007")
def test_the_slogan_of_the_two_cities_unfolds(ask: Callable[..., Any]) -> None:
    reading = ask("mandate.goal_members_named", parent="goal-two-cities")
    assert (reading.value.value, reading.grade) == (2, Grade.COUNTED)
    assert names(reading, "place__name") == {"北湖未来科学城", "永春生物医药城"}


@pytest.mark.fact("F008")
def test_three_four_and_seven_make_fourteen(ask: Callable[..., Any]) -> None:
    assert ask("mandate.goal_members_declared", parent="goal-industry-system").counted == 14
    assert [int(ask("mandate.goal_members_declared", slogan=s).counted) for s in ("3转", "4强", "7新")] == [3, 4, 7]


@pytest.mark.fact("F009")
def test_the_opinion_was_adopted_at_the_sixth_plenum(ask: Callable[..., Any]) -> None:
    reading = ask("mandate.documents", adopted_at="plenum-city-14-6")
    assert reading.counted == 1
    assert "率先实现新突破" in next(iter(names(reading)))


@pytest.mark.fact("F010", "F016")
@pytest.mark.parametrize("ref", ["appeal-revitalisation", "decision-campaign"])
def test_on_whose_order(get: Callable[..., Any], ref: str) -> None:
    levels = trace_orders([get("mandate.document", ref)])
    assert [[d.ref for d in level] for level in levels] == [[ref], ["doc-full-revitalisation"], ["plenum-city-14-6"]]


@pytest.mark.fact("F010")
def test_the_appeal_went_to_every_level_and_every_member(get: Callable[..., Any]) -> None:
    audience = get("mandate.document", "appeal-revitalisation").issued_to.values_list("ref", flat=True)
    assert set(audience) == {"committees-at-every-level", "all-members"}


@pytest.mark.fact("F011")
def test_the_pattern_is_kept_as_words(get: Callable[..., Any]) -> None:
    assert "早安排、早部署、早落实" in get("mandate.document", "appeal-revitalisation").gist


@pytest.mark.fact("F013")
def test_four_kinds_of_assignment_of_which_two_are_known(ask: Callable[..., Any]) -> None:
    reading = ask("mandate.assignment_kinds", scheme="scheme-four-assignments")
    assert (reading.value.value, reading.grade, reading.counted) == (4, Grade.PARTLY, 2)


@pytest.mark.fact("F014")
def test_the_main_line_of_the_year(ask: Callable[..., Any]) -> None:
    reading = ask("mandate.goals", kind="main_line")
    assert names(reading) == {"助力长春全面振兴取得新突破"}


@pytest.mark.fact("F015")
@pytest.mark.parametrize(
    "name", ["聚合力、助振兴,求突破、作表率", "聚合力、助振兴，求突破、作表率", "“聚合力 助振兴 求突破 作表率”"]
)
def test_the_campaign_is_found_however_it_is_punctuated(sample: Body, name: str) -> None:
    (campaign,) = find_campaigns(sample.pk, name)
    assert campaign.clauses == ["聚合力", "助振兴", "求突破", "作表率"]


@pytest.mark.fact("F016")
def test_the_campaign_was_decided_by_the_body(sample: Body) -> None:
    assert Campaign.objects.get(body=sample).decision.issuer.ref == "changchun-cppcc"


@pytest.mark.fact("F017")
def test_the_campaign_addresses_two_audiences(ask: Callable[..., Any]) -> None:
    reading = ask("mandate.campaign_audiences")
    assert (reading.value.value, reading.grade) == (2, Grade.COUNTED)


@pytest.mark.fact("F018")
def test_members_act_in_three_roles(ask: Callable[..., Any]) -> None:
    reading = ask("mandate.campaign_roles", campaign="campaign-revitalisation")
    assert (reading.value.value, reading.grade) == (3, Grade.REPORTED)
    assert len(MemberRole) == 3


@pytest.mark.fact("F019", "F020", "F021", "F022")
@pytest.mark.parametrize(
    ("kind", "ref", "goals"),
    [
        ("landing", "all-members", {"goal-two-cities"}),
        ("investment", "all-members", {"goal-industry-system"}),
        ("service", "agriculture-members-and-experts", set()),
        ("enterprise", "members-enterprises", set()),
    ],
)
def test_four_kinds_of_action(sample: Body, ask: Callable[..., Any], kind: str, ref: str, goals: set[str]) -> None:
    assert ask("mandate.campaign_actions", kind=kind).counted == 1
    action = CampaignAction.objects.get(body=sample, kind=kind)
    assert action.organisation.ref == ref
    assert set(action.goals.values_list("ref", flat=True)) == goals


@pytest.mark.fact("F021")
def test_a_problem_was_met_and_its_outcome_is_not_recorded(ask: Callable[..., Any]) -> None:
    assert ask("mandate.problems", kind="service").counted == 1
    assert ask("mandate.problems_solved").value is None


@pytest.mark.fact("F022")
def test_the_indicator_of_the_enterprises_has_no_figures(sample: Body) -> None:
    action = CampaignAction.objects.get(body=sample, kind="enterprise")
    assert (action.indicator, action.baseline, action.after) == ("实物生产量", None, None)


@pytest.mark.fact("F023", "F025")
def test_the_assigned_industry(get: Callable[..., Any]) -> None:
    industry = get("mandate.assignment", "assignment-biomedicine")
    assert (industry.name, industry.kind.name) == ("生物医药和生命健康产业", "产业")
    assert industry.attributes == "成长型战略性新兴产业"
    assert set(industry.aliases.values_list("name", flat=True)) == {"生物医药", "医药健康", "大健康"}


@pytest.mark.fact("F024", "F027")
def test_the_assigned_park_serves_the_target(get: Callable[..., Any], ask: Callable[..., Any]) -> None:
    assert ask("mandate.assignments", place="yongchun-biomedical-city").counted == 1
    park = get("mandate.assignment", "assignment-yongchun")
    assert "goal-hundred-billion" in park.goals.values_list("ref", flat=True)


@pytest.mark.fact("F026")
def test_a_target_of_a_hundred_billion_is_not_achieved(get: Callable[..., Any]) -> None:
    goal = get("mandate.goal", "goal-hundred-billion")
    assert (goal.target.low, goal.target.high, goal.target.words) == (Decimal(10**11), None, "千亿级")
    assert (goal.achieved, goal.state) == (None, "pursued")


@pytest.mark.fact("F048")
def test_the_expo_was_the_priority_of_the_second_half(get: Callable[..., Any]) -> None:
    goal = get("mandate.goal", "goal-assist-expo")
    assert (goal.kind, f"{goal.starts_on:%m-%d}", f"{goal.ends_on:%m-%d}") == ("priority", "07-01", "12-31")
    assert "健博会" in goal.title


@pytest.mark.fact("F098")
def test_three_breaks_stay_words(sample: Body, ask: Callable[..., Any]) -> None:
    assert Goal.objects.get(body=sample, ref="goal-three-breaks").members_declared == 3
    assert names(ask("mandate.goal_members_named", parent="goal-three-breaks")) == {
        "“破题”思路", "“破冰”办法", "“破局”建议",
    }  # fmt: skip


@pytest.mark.fact("F112")
def test_three_targets_of_the_breeding_centre_are_not_reached(ask: Callable[..., Any]) -> None:
    reading = ask("mandate.goals", parent="goal-breeding-centre")
    assert (reading.value.value, reading.grade) == (3, Grade.COUNTED)
    assert names(reading, "state") == {"set"}


@pytest.mark.fact("F124")
def test_industry_and_park_are_led_together(get: Callable[..., Any]) -> None:
    pair = [get("mandate.assignment", ref) for ref in ("assignment-biomedicine", "assignment-yongchun")]
    assert all("同步推进、同步发展" in a.note for a in pair)
