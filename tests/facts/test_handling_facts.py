"""Facts about what was recommended, answered and promised."""

from collections.abc import Callable
from typing import Any

import pytest

from luzhi.core.figures import Grade
from luzhi.handling.models import Answer, AnswerForm, Commitment, Item
from luzhi.handling.queries import read_matrix
from luzhi.records.models import Evidence


def numbers_of(reading: Any) -> list[int]:
    return list(reading.figure.records(reading.scope).order_by("number").values_list("number", flat=True))


@pytest.mark.fact("F032", "F033", "F034", "F035")
def test_four_recommendations_for_the_park_with_their_topics(ask: Callable[..., Any]) -> None:
    reading = ask("handling.recommendations", matter="matter-yongchun")
    topics = reading.figure.records(reading.scope).order_by("number").values_list("topic", flat=True)
    assert list(topics) == ["规划与产业导入", "扶持政策与营商环境", "服务平台", "管理体制机制"]


@pytest.mark.trap(11)
@pytest.mark.fact("F036")
def test_the_four_are_a_lower_bound(ask: Callable[..., Any]) -> None:
    for where in ({"matter": "matter-yongchun"}, {"assignment": "assignment-yongchun"}):
        reading = ask("handling.recommendations", **where)
        assert (reading.value.low, reading.value.high, reading.grade) == (4, None, Grade.PARTLY)


@pytest.mark.fact("F037")
def test_the_recommendations_lead_back_to_the_visits(get: Callable[..., Any]) -> None:
    matter = get("handling.matter", "matter-yongchun")
    assert matter.raised_at == get("activities.activity", "inspections-yongchun")
    assert matter.raised_at.series
    assert Evidence.objects.filter(target_id=matter.pk, target_kind="handling.matter", locator="F037").exists()


@pytest.mark.trap(11)
@pytest.mark.fact("F105")
def test_three_recommendations_of_the_biomedicine_session_and_no_more(ask: Callable[..., Any]) -> None:
    reading = ask("handling.recommendations", matter="matter-biomedicine")
    assert (reading.value.value, reading.grade) == (3, Grade.COUNTED)
    assert ask("handling.recommendations", activity="topic-session-biomedicine").records == 3


@pytest.mark.fact("F110")
def test_four_foci_for_beihu(ask: Callable[..., Any], get: Callable[..., Any]) -> None:
    reading = ask("handling.recommendations", matter="matter-beihu")
    topics = list(reading.figure.records(reading.scope).order_by("number").values_list("topic", flat=True))
    assert topics == ["国家战略", "成果转化", "领军企业", "高水平人才"]
    assert "核心竞争力" in get("handling.matter", "matter-beihu").note


@pytest.mark.fact("F113")
def test_five_kinds_of_funds(get: Callable[..., Any]) -> None:
    item: Item = get("handling.item", "item-breeding-funds")
    assert item.list_particulars() == ["财政资金", "产业资本", "金融资本", "社会资本", "公益性基金"]


@pytest.mark.trap(11)
@pytest.mark.fact("F117", "F118")
def test_three_recommendations_on_agriculture_are_a_lower_bound(ask: Callable[..., Any]) -> None:
    reading = ask("handling.recommendations", matter="matter-agriculture")
    assert (reading.value.low, reading.value.high, reading.counted) == (3, None, 3)
    assert numbers_of(reading) == [1, 2, 3]
    assert not any(statement.closed for statement in reading.statements)


@pytest.mark.fact("F119")
def test_every_recommendation_on_agriculture_has_its_answer(ask: Callable[..., Any], get: Callable[..., Any]) -> None:
    matter = get("handling.matter", "matter-agriculture")
    matrix = read_matrix(matter)
    assert (matrix.answered, matrix.raised, matrix.gaps, matter.state) == (3, 3, (), "answered")
    reading = ask("handling.coverage", matter="matter-agriculture")
    assert (reading.part.counted, reading.whole.counted) == (3, 3)
    assert [(str(s.quantity.value), s.words) for s in reading.statements] == [("100", "一一回应")]
    assert reading.grade != Grade.DISPUTED
    answers = Answer.objects.filter(item__matter=matter)
    assert {(a.form, a.answered_by, a.text) for a in answers} == {(AnswerForm.MEETING, "市政府相关负责同志", "")}


@pytest.mark.fact("F119")
def test_the_other_recommendations_are_not_said_to_be_answered(ask: Callable[..., Any]) -> None:
    assert ask("handling.answered").counted == 3
    assert ask("handling.unanswered").counted == 12


@pytest.mark.fact("F120")
def test_three_promises_are_followed(ask: Callable[..., Any], get: Callable[..., Any]) -> None:
    reading = ask("handling.commitments", matter="matter-agriculture")
    assert (reading.value.value, reading.grade) == (3, Grade.COUNTED)
    promises = Commitment.objects.filter(matter=get("handling.matter", "matter-agriculture"))
    assert {(p.state, p.keep_by, p.owner.name) for p in promises} == {("open", None, "长春市政府")}
    assert ask("handling.commitments_kept").counted == 0
    assert ask("handling.answered_not_done").counted == 3
