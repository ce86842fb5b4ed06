"""Facts about the body, its people and the places named."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from luzhi.access.models import Body
from luzhi.activities.vocabulary import TEAM_OF_MEMBERS, TEAM_OF_STAFF
from luzhi.people.models import Organisation, Person, Place, Seat
from luzhi.records.figures import FIGURES
from luzhi.records.models import Source, YearBook


@pytest.mark.fact("F001")
def test_the_year_and_the_body(sample: Body) -> None:
    book = YearBook.objects.get(body=sample)
    assert (book.year, book.complete, sample.short_name) == (2024, False, "长春市政协")


@pytest.mark.fact("F002")
def test_the_chair_is_named_once_with_office(sample: Body) -> None:
    seats = Seat.objects.filter(body=sample, office="chair").held_on(date(2024, 7, 1))
    assert [seat.person.name for seat in seats] == ["高志国"]


@pytest.mark.fact("F007")
def test_the_two_cities_are_parks_of_the_city(get: Callable[..., Any]) -> None:
    parks = [get("people.place", ref) for ref in ("beihu-future-science-city", "yongchun-biomedical-city")]
    assert [(p.name, p.level, p.within.ref) for p in parks] == [
        ("北湖未来科学城", "park", "changchun"),
        ("永春生物医药城", "park", "changchun"),
    ]


@pytest.mark.fact("F012")
def test_two_teams_split_participation(sample: Body, get: Callable[..., Any], ask: Callable[..., Any]) -> None:
    teams = [get("people.organisation", ref).name for ref in ("office-staff", "all-members")]
    assert teams == ["机关干部", "全市政协委员"]
    assert not set(TEAM_OF_MEMBERS) & set(TEAM_OF_STAFF)
    assert FIGURES["activities.member_times"].kind == FIGURES["activities.staff_times"].kind
    assert ask("activities.member_times").counted == 20
    assert ask("activities.staff_times").value is None


@pytest.mark.fact("F024")
def test_the_park_is_found_by_its_short_name(sample: Body) -> None:
    assert Place.objects.get(body=sample, aliases__name="永春").name == "永春生物医药城"


@pytest.mark.fact("F040")
def test_six_universities_one_of_them_foreign(sample: Body) -> None:
    named = Organisation.objects.filter(body=sample, kind="university", unnamed=False)
    assert named.count() == 6
    assert [u.name for u in named.filter(place__ref="japan")] == ["日本县立广岛大学"]
    assert (
        Organisation.objects.get(body=sample, aliases__name="县立广岛大学").ref == "prefectural-university-of-hiroshima"
    )


@pytest.mark.fact("F122")
def test_special_committees_are_known_but_not_named(sample: Body, get: Callable[..., Any]) -> None:
    assert get("people.organisation", "special-committees").unnamed
    assert FIGURES["activities.held"].dimensions["committee"] == "committee"


@pytest.mark.fact("F125")
def test_the_publisher_is_on_record(sample: Body) -> None:
    assert Source.objects.get(body=sample, ref="source").publisher == "长春政事儿"


def test_nobody_is_there_twice(sample: Body) -> None:
    names = list(Person.objects.filter(body=sample).values_list("name", flat=True))
    assert len(names) == len(set(names)) == 23
