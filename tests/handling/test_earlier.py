"""A reply begun from an earlier one: the unit's own, to something like it, and nobody else's."""

import pytest

from luzhi.handling.earlier import begin_from, find_earlier
from luzhi.handling.models import Item, Matter
from luzhi.handling.services import answer_cell
from luzhi.records.services import create_record
from luzhi.workflow.engine import perform


@pytest.fixture
def sent(house, rules):
    """Two units have the matter; the first has answered an earlier one about lamps."""
    old = create_record(Matter(title="路灯", year=2024), by=house.staff)
    lamp = create_record(Item(matter=old, number=1, text="在老旧小区增设路灯"), by=house.staff)
    other = create_record(Item(matter=old, number=2, text="调整公交线路"), by=house.staff)
    for item, text in ((lamp, "已增设路灯120盏"), (other, "线路已调整")):
        answer_cell(item, house.units[0], {"result_class": "A", "text": text, "answered_on": None}, by=house.staff)
    house.refer(0), house.refer(1)
    Item.objects.filter(pk=house.items[0].pk).update(text="建议老旧小区多装路灯")
    perform(house.matter, "send", by=house.dispatcher)
    house.reload()
    return lamp.answers.get()


def test_the_unit_sees_its_own_answer_to_something_alike(house, sent) -> None:
    assert [entry.answer for entry in find_earlier(house.items[0], house.units[0].pk)][:1] == [sent]
    assert find_earlier(house.items[0], house.units[1].pk) == []


def test_the_form_begins_with_its_words(house, sent, client_of) -> None:
    client = client_of(house.officers[0])
    address = f"/matters/{house.matter.pk}/cells/1/{house.units[0].pk}/"
    assert f"?like={sent.pk}" in client.get(address).content.decode()
    page = client.get(f"{address}?like={sent.pk}")
    assert (page.context["form"].initial["text"], page.context["form"].initial["result_class"]) == (
        "已增设路灯120盏",
        "A",
    )


def test_anothers_answer_is_not_copied(house, sent, client_of) -> None:
    assert begin_from(str(sent.pk), house.units[1].pk, house.matter.body_id) == {}
    assert begin_from(str(sent.pk), house.units[0].pk, 0) == {}
    page = client_of(house.officers[1]).get(f"/matters/{house.matter.pk}/cells/1/{house.units[1].pk}/?like={sent.pk}")
    assert "text" not in page.context["form"].initial
    for given in ("", "x", "9" * 30, "-1"):
        assert begin_from(given, house.units[0].pk, house.matter.body_id) == {}
