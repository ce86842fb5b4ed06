"""After the answer: classes move on and keep their history, promises are followed over the years."""

from datetime import date, timedelta

import pytest
from django.utils import timezone, translation

from luzhi.common.models import Notice
from luzhi.common.problems import Conflict, Problem
from luzhi.handling.following.services import carry_over, followed_answers, note_broken_promises, report_progress
from luzhi.handling.models import Answer, CarriedOver, Commitment, Progress
from luzhi.handling.services import answer_cell
from luzhi.records.figures import Scope, read_figure
from luzhi.records.services import create_record
from luzhi.workflow.engine import perform

DAY = date(2024, 6, 3)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def answers(house, rules):
    house.refer(0)
    perform(house.matter, "send", by=house.dispatcher)
    for item, code in zip(house.items, "BAC", strict=True):
        answer_cell(
            item, house.units[0], {"text": "x", "result_class": code, "answered_on": timezone.localdate()},
            by=house.officers[0],
        )  # fmt: skip
    Answer.objects.update(answered_on=DAY)
    house.reload()
    return list(Answer.objects.order_by("item__number"))


def report(house, answer, **values):
    values = {"reported_on": DAY + timedelta(days=30), "text": "built", **values}
    return report_progress(answer, values, by=house.officers[0])


def test_a_class_moves_on_and_the_first_one_stays(house, answers) -> None:
    assert list(followed_answers(house.matter.body_id)) == [answers[0]]
    report(house, answers[0], text="half of it", class_after="")
    row = report(house, answers[0], class_after="A")
    answers[0].refresh_from_db()
    assert (answers[0].result_class, answers[0].now_class, answers[0].now_meaning) == ("B", "A", "done")
    assert (row.class_before, row.class_after, row.meaning_after) == ("B", "A", "done")
    assert list(followed_answers(house.matter.body_id)) == []
    scope = Scope(house.matter.body_id, 2024)
    assert read_figure("handling.class_changes", scope).counted == 1
    assert Progress.objects.count() == 2


def test_a_report_that_cannot_be(house, answers) -> None:
    with pytest.raises(Problem):
        report(house, answers[0], reported_on=DAY - timedelta(days=1))
    with pytest.raises(Problem):
        report(house, answers[0], class_after="Z")
    Answer.objects.filter(pk=answers[0].pk).update(draft=True)
    with pytest.raises(Conflict):
        report(house, answers[0])
    assert Progress.objects.count() == 0


def test_the_page_of_a_report(house, answers, client_of) -> None:
    address = f"/answers/{answers[0].pk}/progress/"
    assert client_of(house.officers[1]).get(address).status_code == 404
    client = client_of(house.officers[0])
    assert client.get(address).status_code == 200
    assert client.post(address, {"reported_on": "2999-01-01", "text": "x"}).status_code == 422
    assert client.post(address, {"reported_on": "2024-07-01", "text": "x", "class_after": "A"}).status_code == 302
    assert "B → A" in client.get(f"/answers/{answers[0].pk}/").content.decode()


def promise(house, text, year, keep_by=None):
    return create_record(
        Commitment(matter=house.matter, owner=house.units[0], text=text, year=year, keep_by=keep_by), by=house.staff
    )


def test_what_is_open_is_carried_into_each_year_once(house, answers) -> None:
    old, kept = promise(house, "old", 2022), promise(house, "kept", 2023)
    perform(kept, "keep", by=house.staff, reason="seen")
    Commitment.objects.filter(pk=kept.pk).update(ended_on=date(2024, 5, 1))
    promise(house, "of the year", 2024)
    body = house.matter.body_id
    assert (carry_over(body, 2024), carry_over(body, 2024)) == (2, 0)
    assert set(CarriedOver.objects.values_list("commitment__text", "since", "year")) == {
        ("old", 2022, 2024),
        ("kept", 2023, 2024),
    }
    assert carry_over(body, 2025) == 3  # old, of the year, and the answer of class B
    assert read_figure("handling.carried_over", Scope(body, 2025)).counted == 3
    assert CarriedOver.objects.filter(commitment=old).count() == 2


def test_a_promise_past_its_day_is_noted_and_told_once(house) -> None:
    late = promise(house, "late", 2023, date(2023, 12, 31))
    promise(house, "in time", 2024, timezone.localdate())
    Notice.objects.all().delete()
    assert (note_broken_promises(), note_broken_promises()) == (1, 0)
    late.refresh_from_db()
    assert late.overdue_on == date(2024, 1, 1)
    assert {n.recipient for n in Notice.objects.all()} == {house.officers[0].user, house.staff.user}


def test_the_list_of_what_is_not_done(house, answers, client_of) -> None:
    promise(house, "promise-0001", 2023, date(2023, 12, 31))
    page = client_of(house.staff).get("/promised/").content.decode()
    assert ("promise-0001" in page, "item-0001" in page, "item-0002" in page) == (True, True, False)
    other = client_of(house.officers[1]).get("/promised/").content.decode()
    assert "promise-0001" not in other


def test_an_answer_entered_by_another_door_is_followed_too(house, rules) -> None:
    answer = create_record(
        Answer(item=house.items[0], unit=house.units[0], result_class="B", class_meaning="under way"), by=house.staff
    )
    assert (Answer.objects.get(pk=answer.pk).now_class, Answer.objects.get().now_meaning) == ("B", "under way")
