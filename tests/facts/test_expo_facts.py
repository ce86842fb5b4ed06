"""What the source says of the expo, asked of the loaded year (F047–F052, F054, F057–F096)."""

from datetime import date
from typing import Any

import pytest

from luzhi.access.models import Body
from luzhi.core.figures import Grade
from luzhi.expo.invitations.queries import compare_reach, count_funnels
from luzhi.expo.models import (
    Award,
    Delegation,
    Exhibitor,
    Expo,
    ExpoAim,
    Invitation,
    Promotion,
    ResultLaunch,
    SubEvent,
    Zone,
    ZoneRevision,
)
from luzhi.people.models import PlaceLevel
from luzhi.projects.models import Alliance, Docking, Trip
from luzhi.records.figures import FIGURES, Reading, Scope, list_names, read_figure
from luzhi.records.models import Evidence, LookAlike


def scope(body: Body, where: dict[str, Any]) -> Scope:
    return Scope(body.pk, 2024, {name: getattr(value, "pk", value) for name, value in where.items()})


def read(body: Body, key: str, **where: Any) -> Reading:
    return read_figure(key, scope(body, where))


def names(body: Body, key: str, **where: Any) -> set[str]:
    return set(list_names(FIGURES[key], scope(body, where)))


def zone(body: Body, name: str) -> Zone:
    return Zone.objects.get(body=body, name=name)


@pytest.fixture
def expo(sample: Body) -> Expo:
    return Expo.objects.get(body=sample, year=2024)


@pytest.fixture
def hk_macao(sample: Body) -> SubEvent:
    return SubEvent.objects.get(body=sample, name="长港澳侨医药大健康产业发展大会")


@pytest.mark.trap(10)
@pytest.mark.fact("F047")
def test_third_is_the_congress_and_not_the_expo(expo: Expo) -> None:
    assert (expo.short_name, expo.name) == ("健博会", "2024长春国际医药健康产业博览会")
    assert (expo.congress, expo.congress_number, expo.edition) == ("世界中医药科技大会", 3, None)


@pytest.mark.fact("F048")
def test_the_body_assists_and_is_not_the_organiser(sample: Body, expo: Expo) -> None:
    assert expo.body_role == "assists"
    assert set(expo.prepared_for.values_list("name", flat=True)) == {"长春市委", "长春市政府"}
    assert not expo.organisers.filter(ref="changchun-cppcc").exists()
    assert expo.main_task_of == 2


@pytest.mark.fact("F049")
def test_preparation_began_within_late_september(expo: Expo) -> None:
    assert (expo.prepared_from, expo.prepared_by_day) == (date(2024, 9, 21), date(2024, 9, 30))


@pytest.mark.fact("F050", "F051")
def test_first_meeting_was_chaired_by_the_head_of_the_committee(sample: Body, expo: Expo) -> None:
    committee = expo.committee
    assert (str(committee.head), committee.head_title) == ("高志国", "筹备委员会组长")
    meeting = committee.meetings.get()
    assert (meeting.number, str(meeting.chair), str(meeting.convened_by), meeting.held_on) == (
        1,
        "高志国",
        "高志国",
        None,
    )
    reading = read(sample, "expo.committee_meetings", expo=expo)
    assert (reading.counted, reading.grade) == (1, Grade.PARTLY)


@pytest.mark.fact("F052")
def test_decision_of_the_first_meeting_is_kept_as_words(expo: Expo) -> None:
    decision = expo.committee.meetings.get().decisions.get()
    assert "一盘棋" in decision.text
    assert decision.task is None


@pytest.mark.fact("F054")
def test_member_units_are_on_record_without_names(expo: Expo) -> None:
    assert list(expo.committee.units.values_list("unnamed", flat=True)) == [True]


@pytest.mark.fact("F057")
def test_seminar_with_chambers_belongs_to_the_first_line(sample: Body, expo: Expo) -> None:
    line = expo.plan.workstreams.get(number=1)
    seminar = line.activities.get()
    assert seminar.kind == "seminar"
    assert str(seminar.organiser) == "政协长春市委员会"
    assert line.channels.filter(kind="chamber").get().organisation.unnamed


@pytest.mark.fact("F058", "F061")
def test_three_subjects_and_three_classes_of_visitors(expo: Expo) -> None:
    aims = ExpoAim.objects.filter(expo=expo, workstream__number=1)
    assert set(aims.filter(kind="purpose").values_list("name", flat=True)) == {"招商招展", "嘉宾邀请", "项目对接"}
    targets = set(aims.filter(kind="target").values_list("name", flat=True))
    assert targets == {"医药健康头部企业", "科研机构", "投融资机构"}


@pytest.mark.fact("F059")
def test_four_kinds_of_audience_five_when_the_sectors_count_apart(sample: Body, expo: Expo) -> None:
    assert read(sample, "expo.audiences", expo=expo).counted == 4
    assert read(sample, "expo.channels", expo=expo, audience=True).counted == 5
    assert set(expo.channels.filter(kind="sector").values_list("sector__name", flat=True)) == {"经济界", "医药卫生界"}


@pytest.mark.fact("F060")
def test_the_action_plan_and_the_park_were_promoted(expo: Expo) -> None:
    promotions = Promotion.objects.filter(expo=expo)
    assert promotions.filter(document__title__contains="三年行动计划").count() == 1
    assert promotions.filter(place__name="永春生物医药城").count() == 1
    assert not promotions.exclude(channels__audience=True).exists()


@pytest.mark.fact("F062", "F063", "F066")
def test_ginseng_zone_has_top_priority_four_topics_four_strengths(sample: Body) -> None:
    ginseng = zone(sample, "人参展区")
    assert list(Zone.objects.filter(body=sample, priority="top")) == [ginseng]
    assert names(sample, "expo.zone_topics", zone=ginseng) == {"种植", "科研", "开发", "利用"}
    strengths = {"历史厚重", "科技领先", "沉浸体验", "参与性强"}
    assert names(sample, "expo.zone_strengths", zone=ginseng) == strengths


@pytest.mark.fact("F064", "F065")
def test_rounds_are_at_least_two_and_changed_three_aspects(sample: Body) -> None:
    ginseng = zone(sample, "人参展区")
    rounds = read(sample, "expo.zone_rounds", zone=ginseng)
    assert (str(rounds.value), rounds.grade, rounds.records) == (">=2|多轮", Grade.REPORTED, 0)
    assert read(sample, "expo.changed_aspects", zone=ginseng).counted == 3
    assert names(sample, "expo.changed_aspects", zone=ginseng) == {"area", "content", "layout"}
    assert str(ZoneRevision.objects.get(zone=ginseng).asked_by) == "政协长春市委员会"


@pytest.mark.fact("F067", "F126")
def test_ginseng_food_zone_rests_on_a_caption_and_its_parent_is_open(sample: Body) -> None:
    food = zone(sample, "人参药膳展区")
    assert food.parent is None
    evidence = Evidence.objects.filter(target_kind="expo.zone", target_id=food.pk, form="caption")
    assert evidence.count() == 1


@pytest.mark.trap(7)
@pytest.mark.fact("F068", "F070")
def test_mobilised_areas_are_not_origins(sample: Body, expo: Expo) -> None:
    assert names(sample, "expo.mobilised_areas", kind="overseas") == {"欧洲", "东南亚", "俄罗斯"}
    assert names(sample, "expo.mobilised_areas", kind="hk_macao") == {"香港", "澳门"}
    reach = compare_reach(expo)
    assert {place.name for place in reach["only_mobilised"]} == {"欧洲", "东南亚", "俄罗斯"}
    zone_origins = names(sample, "expo.origins", zone=zone(sample, "港澳侨展区"))
    assert zone_origins == {"香港", "澳门", "荷兰", "日本", "新加坡", "马来西亚"}


@pytest.mark.fact("F070")
def test_six_origins_two_regions_and_four_countries(sample: Body) -> None:
    hk = zone(sample, "港澳侨展区")
    reading = read(sample, "expo.origins", zone=hk)
    assert (reading.counted, reading.grade) == (6, Grade.COUNTED)
    levels = Exhibitor.objects.filter(zone=hk).values_list("origin__level", flat=True)
    assert sorted(levels) == [PlaceLevel.COUNTRY] * 4 + [PlaceLevel.REGION] * 2


@pytest.mark.trap(6)
@pytest.mark.fact("F069", "F076")
def test_53_and_13_are_reported_with_none_itemised_and_the_total_stays_open(sample: Body) -> None:
    hk = read(sample, "expo.exhibitors", zone=zone(sample, "港澳侨展区"))
    stem = read(sample, "expo.exhibitors", zone=zone(sample, "干细胞展区"))
    assert [(str(r.value), r.grade, r.records) for r in (hk, stem)] == [
        ("53", Grade.REPORTED, 0),
        ("13", Grade.REPORTED, 0),
    ]
    assert hk.value is not None
    assert stem.value is not None
    assert (hk.value + stem.value).value == 66
    whole = read(sample, "expo.exhibitors")
    assert whole.value is not None
    assert not whole.value.is_exact
    assert whole.value.allows(66)


@pytest.mark.fact("F071")
def test_area_of_the_zone_is_620_and_the_total_area_is_unknown(sample: Body) -> None:
    reading = read(sample, "expo.zone_area", zone="港澳侨展区")
    assert (str(reading.value), reading.grade) == ("620", Grade.COUNTED)
    whole = read(sample, "expo.zone_area")
    assert (whole.counted, whole.unmeasured, whole.grade) == (620, 3, Grade.PARTLY)


@pytest.mark.trap(14)
@pytest.mark.fact("F072", "F126")
def test_zone_award_is_one_award_told_twice(sample: Body) -> None:
    award = Award.objects.get(body=sample)
    assert read(sample, "expo.awards").counted == 1
    assert (award.name, str(award.zone), award.giver) == ("最具人气展区", "港澳侨展区", None)
    told = Evidence.objects.filter(target_kind="expo.award", target_id=award.pk)
    assert sorted(told.values_list("form", flat=True)) == ["caption", "text"]


@pytest.mark.trap(5)
@pytest.mark.fact("F073", "F078")
def test_the_body_held_two_conferences(sample: Body, expo: Expo) -> None:
    organiser = SubEvent.objects.get(body=sample, name="干细胞产业发展大会").organiser
    assert str(organiser) == "政协长春市委员会"
    assert read(sample, "expo.conferences", expo=expo, organiser=organiser).counted == 2
    assert names(sample, "expo.conferences") == {"长港澳侨医药大健康产业发展大会", "干细胞产业发展大会"}


@pytest.mark.fact("F074")
def test_three_framework_agreements_were_signed_at_the_conference(sample: Body, hk_macao: SubEvent) -> None:
    reading = read(sample, "projects.framework_agreements", sub_event=hk_macao)
    assert (str(reading.value), reading.grade) == ("3", Grade.COUNTED)
    assert read(sample, "projects.agreements", kind="contract").counted == 0


@pytest.mark.trap(4)
@pytest.mark.fact("F075", "F079")
def test_two_alliances_each_founded_once_and_without_invented_members(sample: Body, hk_macao: SubEvent) -> None:
    assert read(sample, "projects.alliances").counted == 2
    assert names(sample, "projects.alliances", sub_event=hk_macao) == {"长港澳中医药发展联盟"}
    assert names(sample, "projects.alliances") == {"长港澳中医药发展联盟", "长春干细胞产业联盟"}
    assert not Alliance.objects.filter(body=sample, members__isnull=False).exists()


@pytest.mark.fact("F077")
def test_stem_cell_zone_had_a_launch_and_a_docking(sample: Body) -> None:
    stem = zone(sample, "干细胞展区")
    launch = ResultLaunch.objects.get(body=sample)
    assert (launch.zone, launch.results) == (stem, None)
    assert read(sample, "expo.dockings", zone=stem).counted == 1


@pytest.mark.fact("F080")
def test_the_chamber_was_called_on_in_beijing(sample: Body) -> None:
    trip = Trip.objects.get(body=sample, ref="beijing-chamber-call")
    assert list(trip.destinations.values_list("name", flat=True)) == ["北京"]
    assert [str(docking) for docking in trip.dockings.all()] == ["中华全国工商业联合会医药业商会"]


@pytest.mark.fact("F081", "F082")
def test_three_named_firms_were_met_at_the_forum(sample: Body) -> None:
    trip = Trip.objects.get(body=sample, title__contains="泰山医药论坛")
    met = Docking.objects.filter(trip=trip).values_list("organisation__name", flat=True)
    assert set(met) == {"扬子江药业集团", "金木集团", "晶珠藏药"}
    assert not trip.destinations.exists()


@pytest.mark.trap(8)
@pytest.mark.fact("F082", "F083", "F085")
def test_three_were_invited_three_came_and_one_is_in_both(sample: Body, expo: Expo) -> None:
    channel = expo.channels.get(kind="outward")
    invited = names(sample, "expo.invited_firms", channel=channel)
    came = names(sample, "expo.exhibitors", channel=channel)
    assert invited == {"扬子江药业集团", "金木集团", "晶珠藏药"}
    assert came == {"修正药业", "扬子江药业集团", "山东容和堂"}
    assert invited & came == names(sample, "expo.invited_who_came", channel=channel) == {"扬子江药业集团"}


@pytest.mark.fact("F083")
def test_funnel_of_the_chamber_line_shows_who_came_without_an_invitation(sample: Body, expo: Expo) -> None:
    funnel = next(f for f in count_funnels(expo) if f.channel.kind == "outward")
    assert funnel.numbers == {"invited": 3, "answered": 1, "accepted": 1, "came": 1, "exhibited": 1}
    assert funnel.uninvited == 2
    assert set(Invitation.objects.filter(expo=expo).values_list("trip__ref", flat=True)) == {"taishan-forum-trip"}


@pytest.mark.fact("F084")
def test_three_named_heads_brought_the_chamber(sample: Body) -> None:
    delegation = Delegation.objects.get(body=sample, organisation__ref="pharma-chamber")
    assert delegation.came is True
    reading = read(sample, "expo.delegation_heads")
    assert (reading.counted, reading.grade) == (3, Grade.PARTLY)
    assert names(sample, "expo.delegation_heads") == {"修涞贵", "徐浩宇", "王之光"}


@pytest.mark.fact("F086")
def test_ethnic_medicine_firms_came_from_five_origins_at_their_own_levels(sample: Body, expo: Expo) -> None:
    origins = Exhibitor.objects.filter(expo=expo, shows="民族医药").values_list("origin__name", "origin__level")
    assert dict(origins) == {
        "江苏": PlaceLevel.PROVINCE,
        "内蒙古": PlaceLevel.PROVINCE,
        "四川": PlaceLevel.PROVINCE,
        "西双版纳": PlaceLevel.PREFECTURE,
        "亳州": PlaceLevel.CITY,
    }


@pytest.mark.fact("F087")
def test_two_dockings_are_told_of_and_may_be_one(sample: Body) -> None:
    pair = LookAlike.objects.get(body=sample, target_kind="expo.subevent")
    kinds = SubEvent.objects.filter(pk__in=[pair.left_id, pair.right_id]).values_list("kind", flat=True)
    assert (list(kinds), pair.likeness) == (["docking", "docking"], "open")


@pytest.mark.fact("F088", "F089")
def test_philippine_delegation_is_matched_and_its_coming_is_not_recorded(sample: Body) -> None:
    delegation = Delegation.objects.get(body=sample, foreign=True)
    assert (str(delegation.organisation), delegation.came) == ("菲律宾中医药联合会", None)
    matches = delegation.matches.all()
    assert {match.local.kind for match in matches} == {"university", "firm"}
    assert {match.field for match in matches} == {"中医药和道地药材"}


@pytest.mark.fact("F090")
def test_almost_all_staff_is_a_reported_share_without_a_number(sample: Body) -> None:
    share = read(sample, "expo.staff_share")
    assert share.value is not None
    assert (share.value.words, share.grade) == ("几乎全员", Grade.REPORTED)
    assert not share.value.is_exact
    assert read(sample, "expo.staff_on_duty").grade == Grade.MISSING


@pytest.mark.fact("F091", "F092")
def test_two_roles_in_three_kinds_of_place(sample: Body, expo: Expo) -> None:
    assert read(sample, "expo.duty_roles", expo=expo).counted == 2
    assert set(expo.posts.values_list("role", flat=True)) == {"coordinator", "attendant"}
    places = set(expo.posts.values_list("in_meetings", "in_halls", "at_booths"))
    assert places == {(True, True, True)}


@pytest.mark.fact("F093")
def test_watchwords_are_kept_as_words(expo: Expo) -> None:
    assert expo.watchwords.split("、") == ["新高度", "新深度", "新广度", "新热度"]


@pytest.mark.fact("F094", "F095")
def test_stages_reached_at_the_expo(sample: Body, expo: Expo) -> None:
    assert names(sample, "projects.completed", expo=expo) == {"丁健院士工作站"}
    assert names(sample, "projects.landed", expo=expo) == set()
    signed = read(sample, "projects.signed", expo=expo)
    assert (signed.counted, signed.statements[0].words, signed.grade) == (2, "一批", Grade.PARTLY)


@pytest.mark.fact("F096")
def test_expo_lies_in_the_second_half_after_its_preparation_and_its_days_are_not_recorded(expo: Expo) -> None:
    assert expo.half == 2
    assert (expo.starts_on, expo.ends_on, expo.place) == (None, None, None)
    assert expo.prepared_from is not None
    assert expo.prepared_from >= date(2024, 7, 1)
