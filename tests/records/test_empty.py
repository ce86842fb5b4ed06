"""A body with nothing and a year with nothing: every page says so in words, for every role, and none breaks."""

from collections.abc import Callable

import pytest
from django.test import Client

from luzhi.access.actors import Actor
from luzhi.access.permissions import TABLE
from luzhi.access.roles import Role
from luzhi.people.models import Person
from luzhi.records.figures import FIGURES, Figure
from luzhi.records.kinds import KINDS
from luzhi.records.services import create_record

FAR_YEARS = (1, 1949, 2031, 9999)


@pytest.mark.parametrize("role", list(Role))
def test_home_and_every_list_of_a_body_with_nothing(
    make_actor: Callable[..., Actor], client_of: Callable[..., Client], role: Role
) -> None:
    client = client_of(make_actor(role))
    assert client.get("/").status_code == 200
    for key, kind in KINDS.items():
        if TABLE[f"{key}.view"].extent_for({role}) and not kind.own_list:
            answer = client.get(kind.url())
            assert answer.status_code == 200, key
            assert b'class="empty"' in answer.content, key
            assert client.get(kind.url(page="export")).status_code == 200, key


def test_every_figure_of_a_year_with_nothing_is_zero_or_not_recorded(
    staff: Actor, client_of: Callable[..., Client]
) -> None:
    client = client_of(staff)
    for key, figure in FIGURES.items():
        if isinstance(figure, Figure):
            assert client.get(f"/figures/{key}/", {"year": "2031"}).status_code == 200, key


@pytest.mark.parametrize("year", FAR_YEARS)
def test_filters_of_a_year_with_nothing(staff: Actor, client_of: Callable[..., Client], year: int) -> None:
    client = client_of(staff)
    for key, kind in KINDS.items():
        if "year" in kind.filters and not kind.own_list:
            assert client.get(kind.url(), {"year": str(year)}).status_code == 200, key


@pytest.mark.parametrize(
    "text", ["\u202e", "\x00", "'; DROP TABLE x --", "%", "\\", "*" * 300, "养" * 300, "💡", "𠀀𠀁", '"', "NEAR(a b)"]
)
def test_words_that_are_no_words(staff: Actor, client_of: Callable[..., Client], text: str) -> None:
    create_record(Person(name="甲"), by=staff)
    client = client_of(staff)
    for address in ("/people/", "/search/", "/people/choose/", "/people/export.xlsx"):
        assert client.get(address, {"q": text}).status_code in (200, 400), (address, text)
    assert client.get("/people/", {"organisation": text, "sort": text, "size": text}).status_code == 200
