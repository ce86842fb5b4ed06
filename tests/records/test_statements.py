"""Statements: entered by figure, names and words; narrowed by what a person calls things."""

from collections.abc import Callable
from typing import Any

import pytest

from luzhi.access.actors import Actor
from luzhi.common.problems import Problem
from luzhi.core.quantity import Quantity
from luzhi.people.models import Person, Seat, Sector
from luzhi.records.figures import FIGURES
from luzhi.records.models import Statement
from luzhi.records.narrowing import find_dimension, find_value, name_value, read_narrowing, write_narrowing
from luzhi.records.services import create_record

MEMBERS = "people.members"


@pytest.fixture
def sector(staff: Actor) -> Sector:
    return create_record(Sector(name="经济界"), by=staff)


def test_a_statement_is_entered_with_names_and_read_back_with_names(
    staff: Actor, sector: Sector, client_of: Callable[..., Any]
) -> None:
    client = client_of(staff)
    values = {"figure": MEMBERS, "where": "sector=经济界", "year": "2024", "quantity": "12", "words": "12名"}
    answer = client.post("/statements/new/", values)
    assert answer.status_code == 302
    statement = Statement.objects.get()
    assert statement.where == {"sector": sector.pk}
    assert statement.quantity == Quantity.exact(12)
    page = client.get(answer["Location"]).content.decode()
    assert "经济界" in page
    edit = client.get(f"/statements/{statement.pk}/edit/")
    assert edit.context["form"]["where"].value() == write_narrowing(FIGURES[MEMBERS], statement.where)
    assert "figure" not in edit.context["form"].fields


def test_an_unknown_name_is_answered_with_the_nearest(
    staff: Actor, sector: Sector, client_of: Callable[..., Any]
) -> None:
    values = {"figure": MEMBERS, "where": "sector=经济", "year": "2024", "quantity": "12"}
    answer = client_of(staff).post("/statements/new/", values)
    assert answer.status_code == 422
    assert "经济界" in str(answer.context["form"].errors["where"])
    assert not Statement.objects.exists()


def test_a_new_statement_is_prefilled_from_the_address(staff: Actor, client_of: Callable[..., Any]) -> None:
    answer = client_of(staff).get("/statements/new/", {"figure": MEMBERS, "where": "sector=1", "quantity": "53"})
    form = answer.context["form"]
    assert [str(form[name].value()) for name in ("figure", "where", "quantity", "year")] == [
        MEMBERS, "sector=1", "53", "2024",
    ]  # fmt: skip


def test_dimensions_and_values_are_found_by_code_and_by_label_in_both_languages(staff: Actor, sector: Sector) -> None:
    figure = FIGURES[MEMBERS]
    assert find_dimension(figure, "sector") == "sector"
    assert find_dimension(figure, "office") == "office"
    assert find_value(figure, "office", "vice_chair", staff.body_id) == "vice_chair"
    assert find_value(figure, "office", "Vice-chairperson", staff.body_id) == "vice_chair"
    assert find_value(figure, "sector", str(sector.pk), staff.body_id) == sector.pk
    assert name_value(figure, "sector", sector.pk) == "经济界"
    where = read_narrowing(figure, "sector=经济界；office=chair", staff.body_id)
    assert where == {"sector": sector.pk, "office": "chair"}
    assert read_narrowing(figure, write_narrowing(figure, where), staff.body_id) == where
    for wrong in ("zone=x", "sector=", "office=king"):
        with pytest.raises(Problem):
            read_narrowing(figure, wrong, staff.body_id)


def test_a_name_held_by_two_records_asks_for_the_number(staff: Actor) -> None:
    first = create_record(Person(name="甲", hint="a"), by=staff)
    create_record(Person(name="甲", hint="b"), by=staff)
    seat = create_record(Seat(person=first, office="member"), by=staff)
    assert seat.pk
    from luzhi.records.kinds import KINDS
    from luzhi.records.narrowing import find_record

    with pytest.raises(Problem, match=f"#{first.pk}|#"):
        find_record(KINDS["people.person"], "甲", staff.body_id)
    assert find_record(KINDS["people.person"], f"甲 #{first.pk}", staff.body_id) == first


def test_names_of_another_body_are_unknown(staff: Actor, sector: Sector, other_body: Any) -> None:
    with pytest.raises(Problem):
        find_value(FIGURES[MEMBERS], "sector", "经济界", other_body.pk)
