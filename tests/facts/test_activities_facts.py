"""Facts about what was done, who took part and who spoke."""

from collections.abc import Callable
from typing import Any

import pytest

from luzhi.access.models import Body
from luzhi.activities.models import Activity, Topic
from luzhi.core.figures import Grade
from luzhi.records.models import Evidence, LookAlike


def names(reading: Any) -> list[str]:
    path = reading.figure.listed_by
    return list(reading.figure.records(reading.scope).order_by("position").values_list(path, flat=True))


@pytest.mark.trap(12)
@pytest.mark.fact("F028")
def test_tens_of_visits_are_an_interval_and_no_number(ask: Callable[..., Any]) -> None:
    reading = ask("activities.visits", assignment="assignment-biomedicine")
    assert (reading.value.low, reading.value.high, reading.value.words) == (20, 99, "数十次")
    assert reading.grade == Grade.PARTLY
    assert "counts once" in reading.figure.note


@pytest.mark.fact("F029")
def test_four_classes_of_people_went(ask: Callable[..., Any], get: Callable[..., Any]) -> None:
    reading = ask("activities.participant_classes", activity="visits-yongchun")
    assert (reading.value.value, reading.grade) == (4, Grade.COUNTED)
    assert get("activities.activity", "visits-yongchun").leader.name == "高志国"


@pytest.mark.fact("F030")
def test_four_classes_of_places_were_visited(ask: Callable[..., Any]) -> None:
    reading = ask("activities.site_classes", activity="visits-yongchun")
    assert (reading.value.value, reading.grade) == (4, Grade.COUNTED)
    assert set(reading.figure.records(reading.scope).values_list("site", flat=True)) == {
        "park", "firm", "institute", "university",
    }  # fmt: skip
    assert ask("activities.stops", assignment="assignment-biomedicine").counted == 4


@pytest.mark.fact("F031")
def test_four_purposes(ask: Callable[..., Any]) -> None:
    reading = ask("activities.purposes", assignment="assignment-biomedicine")
    assert (reading.value.value, reading.grade) == (4, Grade.COUNTED)


@pytest.mark.fact("F037")
def test_recommendations_came_out_of_repeated_visits(sample: Body, ask: Callable[..., Any]) -> None:
    reading = ask("activities.surveys", assignment="assignment-yongchun")
    assert (reading.value.low, reading.value.high) == (2, None)
    assert LookAlike.objects.get(body=sample, ref="alike-visits-yongchun").likeness == "open"


@pytest.mark.fact("F097")
def test_deliberation_follows_the_mandate(ask: Callable[..., Any]) -> None:
    sources = ("plenum-city-14-6", "plenum-city-14-7", "economic-work-meeting", "government-work-report")
    assert [int(ask("activities.held", document=ref).counted) for ref in sources] == [4, 4, 4, 4]


@pytest.mark.fact("F099")
def test_several_activities_were_affirmed(ask: Callable[..., Any]) -> None:
    reading = ask("activities.affirmed")
    assert (reading.value.low, reading.value.high, reading.counted) == (2, None, 0)


@pytest.mark.fact("F101")
def test_one_topic_session_is_on_record(ask: Callable[..., Any]) -> None:
    assert ask("activities.sessions", kind="topic_session").counted == 1


@pytest.mark.fact("F102", "F107", "F115")
@pytest.mark.parametrize(
    ("meeting", "surveys"),
    [
        ("topic-session-biomedicine", "surveys-biomedicine"),
        ("standing-session-beihu", "surveys-beihu"),
        ("inspection-three-materials", "surveys-agriculture"),
    ],
)
def test_surveys_came_before_the_meeting(get: Callable[..., Any], meeting: str, surveys: str) -> None:
    before = get("activities.activity", meeting).preceded_by.all()
    assert [(a.ref, a.series) for a in before] == [(surveys, True)]


@pytest.mark.fact("F103", "F108")
@pytest.mark.parametrize(
    ("meeting", "speakers"),
    [
        ("topic-session-biomedicine", ["曹善平", "李北伟", "徐菲", "李光哲", "张海悦", "刘福生"]),
        ("standing-session-beihu", ["李北伟", "刘俊", "贾宏光", "池颖", "朱冰", "刘杨"]),
    ],
)
def test_six_speakers_as_printed(ask: Callable[..., Any], meeting: str, speakers: list[str]) -> None:
    reading = ask("activities.speakers", activity=meeting)
    assert (reading.value.value, reading.grade) == (6, Grade.COUNTED)
    assert names(reading) == speakers


@pytest.mark.fact("F104", "F109")
@pytest.mark.parametrize("meeting", ["topic-session-biomedicine", "standing-session-beihu"])
def test_six_topics_and_nobody_says_who_spoke_on_which(
    ask: Callable[..., Any], get: Callable[..., Any], meeting: str
) -> None:
    assert ask("activities.topics", activity=meeting).counted == 6
    assert not get("activities.activity", meeting).speeches.filter(topic__isnull=False).exists()


@pytest.mark.fact("F109")
def test_the_doubtful_comma_is_noted(sample: Body) -> None:
    assert "五项" in Topic.objects.get(body=sample, ref="topic-beihu-4").note


@pytest.mark.fact("F106")
def test_the_session_on_beihu_is_not_called_a_topic_session(get: Callable[..., Any], ask: Callable[..., Any]) -> None:
    assert get("activities.activity", "standing-session-beihu").kind == "standing_session"
    assert ask("activities.sessions", goal="goal-beihu").counted == 1


@pytest.mark.fact("F107")
def test_several_surveys_are_at_least_two(ask: Callable[..., Any]) -> None:
    reading = ask("activities.surveys", goal="goal-beihu")
    assert (reading.value.low, reading.value.high, reading.value.words) == (2, None, "多次")


@pytest.mark.fact("F111")
def test_the_seminar_and_its_unnamed_leader(get: Callable[..., Any], ask: Callable[..., Any]) -> None:
    seminar = get("activities.activity", "seminar-cold-region-breeding")
    assert (seminar.place.name, seminar.leader, seminar.leader_as_worded) == ("长春国家农高区", None, "市政协主要领导")
    assert ask("activities.consultations", goal="goal-breeding-centre").counted == 1


@pytest.mark.fact("F112")
def test_the_seminar_serves_its_three_targets(get: Callable[..., Any]) -> None:
    goals = get("activities.activity", "seminar-cold-region-breeding").goals.filter(parent__ref="goal-breeding-centre")
    assert goals.count() == 3


@pytest.mark.fact("F114")
def test_one_inspection_on_a_key_proposal(ask: Callable[..., Any]) -> None:
    reading = ask("activities.oversight", kind="key_proposal_inspection")
    (title,) = reading.figure.records(reading.scope).values_list("title", flat=True)
    assert "三物循环" in title


@pytest.mark.fact("F115")
def test_a_great_number_of_surveys_is_no_number(ask: Callable[..., Any]) -> None:
    reading = ask("activities.surveys", goal="goal-big-agriculture-food")
    assert (reading.counted, reading.value.low, reading.value.high) == (1, 1, None)
    assert reading.statements[0].quantity.words == "大量"


@pytest.mark.fact("F116")
def test_seven_named_speakers_and_more(ask: Callable[..., Any]) -> None:
    reading = ask("activities.speakers", activity="inspection-three-materials")
    assert (reading.value.low, reading.value.high, reading.counted) == (7, None, 7)
    assert names(reading)[0] == "李长田"


@pytest.mark.fact("F117")
def test_three_work_lines(ask: Callable[..., Any]) -> None:
    assert ask("activities.topics", activity="inspection-three-materials").counted == 3


@pytest.mark.fact("F121")
@pytest.mark.parametrize(
    ("form", "ref"),
    [
        ("surveys", "visits-yongchun"),
        ("oversight", "inspection-three-materials"),
        ("consultations", "seminar-cold-region-breeding"),
    ],
)
def test_three_forms_of_work_are_counted_apart(ask: Callable[..., Any], form: str, ref: str) -> None:
    forms = {key: ask(f"activities.{key}") for key in ("surveys", "oversight", "consultations")}
    refs = {key: set(r.figure.records(r.scope).values_list("ref", flat=True)) for key, r in forms.items()}
    assert [key for key, found in refs.items() if ref in found] == [form]


@pytest.mark.fact("F123")
def test_reports_one_after_another(ask: Callable[..., Any]) -> None:
    reading = ask("activities.reports")
    assert (reading.value.low, reading.grade, reading.records) == (2, Grade.REPORTED, 0)


@pytest.mark.trap(13)
@pytest.mark.fact("F126")
def test_captions_support_records_and_add_none(sample: Body, get: Callable[..., Any]) -> None:
    for ref in ("visits-yongchun", "seminar-cold-region-breeding"):
        activity = get("activities.activity", ref)
        captions = Evidence.objects.filter(
            target_kind="activities.activity", target_id=activity.pk, form="caption", locator="F126"
        )
        assert captions.count() == 1
    assert Activity.objects.filter(body=sample, kind="seminar", goals__ref="goal-breeding-centre").count() == 1


@pytest.mark.trap(1)
def test_trap_twelve_speeches_of_eleven_people(ask: Callable[..., Any]) -> None:
    assert ask("activities.session_speeches").counted == 12
    assert ask("activities.session_speakers").counted == 11


@pytest.mark.trap(2)
def test_trap_nineteen_appearances_of_eighteen_people(ask: Callable[..., Any]) -> None:
    assert ask("activities.speeches").counted == 19
    speakers = ask("activities.speakers")
    assert (speakers.counted, speakers.value.low, speakers.value.high) == (18, 18, None)
