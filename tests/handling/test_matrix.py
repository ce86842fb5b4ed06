"""Items × units: what is empty, what closes, what follows from an answer."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from luzhi.common.problems import Conflict
from luzhi.handling.models import Answer, Commitment, Item, Referral
from luzhi.handling.queries import read_matrix
from luzhi.handling.services import answer_cell
from luzhi.records.figures import Scope, read_figure
from luzhi.records.services import Stale, create_record
from luzhi.workflow.engine import offer_steps, perform

DAY = date(2024, 6, 3)


def answer(house, item, unit, **values):
    values = {"text": "an answer", "answered_on": DAY, **values}
    return answer_cell(house.items[item], house.units[unit], values, by=house.officers[unit])


def send(house, *units):
    for n in units:
        house.refer(n)
    perform(house.matter, "send", by=house.dispatcher)
    return house.reload()


@pytest.fixture(autouse=True)
def _english():
    """Sentences are compared in the language they are written in."""
    with translation.override("en"):
        yield


def test_closing_names_item_and_unit_of_the_empty_cell(house) -> None:
    send(house, 0, 1, 2)
    for item in range(3):
        for unit in range(3):
            if (item, unit) != (1, 2):
                answer(house, item, unit)
    offer = next(o for o in offer_steps(house.reload(), house.staff) if o.name == "close")
    assert [str(reason) for reason in offer.reasons] == ["Item 2 has no answer from unit-0003."]
    with pytest.raises(Conflict):
        perform(house.matter, "close", by=house.staff)
    answer(house, 1, 2)
    assert house.reload().state == "answered"
    assert perform(house.matter, "close", by=house.staff).state == "closed"


def test_sending_is_refused_while_an_item_has_no_unit(house) -> None:
    offer = next(o for o in offer_steps(house.matter, house.dispatcher) if o.name == "send")
    assert len(offer.reasons) == 1
    assert str(offer.reasons[0]).startswith("Item 1 has not been referred to any unit.")


def test_states_follow_the_answers(house) -> None:
    send(house, 0, 1)
    assert {item.state for item in house.items} == {"sent"}
    answer(house, 0, 0)
    house.reload()
    assert house.items[0].state == "sent"
    answer(house, 0, 1)
    house.reload()
    assert (house.items[0].state, house.items[0].fully_answered) == ("answered", True)
    for item in (1, 2):
        for unit in (0, 1):
            answer(house, item, unit)
    assert house.reload().state == "answered"
    assert set(Referral.objects.values_list("state", "answered_on")) == {("answered", DAY)}


def test_an_item_for_one_unit_asks_only_that_unit(house) -> None:
    house.items[2].units.add(house.units[1])
    send(house, 0, 1)
    matrix = read_matrix(house.matter)
    assert [cell.expected for cell in matrix.rows[2][1]] == [False, True]
    assert len(matrix.gaps) == 5


def test_answered_in_the_meeting_needs_no_sending(house) -> None:
    for item in house.items:
        create_record(Answer(item=item, unit=house.units[0], form="meeting"), by=house.staff)
    assert house.reload().state == "answered"
    assert {item.state for item in house.items} == {"answered"}
    assert Referral.objects.count() == 0


def test_an_item_closed_without_result_asks_nothing_more(house) -> None:
    send(house, 0)
    answer(house, 0, 0)
    answer(house, 1, 0)
    perform(house.items[2], "close", by=house.staff, reason="outside the city's powers")
    assert house.reload().state == "answered"


def test_a_unit_that_joins_late_opens_the_matter_again(house) -> None:
    send(house, 0)
    for item in range(3):
        answer(house, item, 0)
    assert house.reload().state == "answered"
    late = house.refer(1)
    late.refresh_from_db()
    assert late.state == "running"
    assert house.reload().state == "sent"
    assert {item.state for item in house.items} == {"sent"}


def test_second_round_asks_again_but_not_for_what_is_done(house) -> None:
    send(house, 0)
    for item in range(3):
        answer(house, item, 0)
    house.reload()
    perform(house.items[0], "finish", by=house.staff, reason="seen on the spot")
    perform(house.matter, "rehandle", by=house.staff, reason="two proposers are not satisfied")
    house.reload()
    assert (house.matter.state, house.matter.round) == ("sent", 2)
    assert [item.state for item in house.items] == ["done", "sent", "sent"]
    assert [gap.item for gap in read_matrix(house.matter).gaps] == ["2", "3"]
    assert {item.fully_answered for item in house.items} == {True}  # they were answered once
    answer(house, 1, 0)
    answer(house, 2, 0)
    assert house.reload().state == "answered"


def test_two_answers_at_once_to_one_cell_keep_the_first(house) -> None:
    send(house, 0)
    first = answer(house, 0, 0, text="first")
    with pytest.raises(Stale):
        answer(house, 0, 0, text="second")
    changed = answer_cell(
        house.items[0], house.units[0], {"text": "second"}, by=house.officers[0], seen_version=first.version
    )
    assert (changed.pk, changed.text) == (first.pk, "second")


def test_a_closed_matter_takes_no_answer(house) -> None:
    send(house, 0)
    for item in range(3):
        answer(house, item, 0)
    perform(house.matter, "close", by=house.staff)
    with pytest.raises(Conflict):
        answer(house, 0, 0)


def test_a_class_keeps_its_meaning_and_a_promise_its_owner(house, rules) -> None:
    send(house, 0)
    given = answer_cell(
        house.items[0], house.units[0], {"text": "x", "result_class": "B", "answered_on": DAY},
        by=house.officers[0], promise={"text": "to be built", "keep_by": date(2025, 6, 30)},
    )  # fmt: skip
    assert given.class_meaning == "under way"
    promise = Commitment.objects.get()
    assert (promise.owner, promise.answer, promise.promised_on, promise.year) == (house.units[0], given, DAY, 2024)


def test_coverage_is_truncated_and_opens_its_items(house) -> None:
    send(house, 0)
    answer(house, 0, 0)
    answer(house, 1, 0)
    scope = Scope(house.matter.body_id, 2024)
    reading = read_figure("handling.coverage", scope)
    assert (reading.part.counted, reading.whole.counted) == (2, 3)
    assert round(reading.value.low, 1) == round(Decimal(200) / 3, 1)
    assert read_figure("handling.unanswered", scope).counted == 1
    assert read_figure("handling.answered_not_done", scope).counted == 2
    assert Item.objects.count() == 3


def test_matrix_costs_four_queries_at_any_size(house, django_assert_num_queries) -> None:
    with django_assert_num_queries(4):
        read_matrix(house.matter)
    send(house, 0, 1, 2)
    answer(house, 0, 0)
    with django_assert_num_queries(4):
        read_matrix(house.matter)
