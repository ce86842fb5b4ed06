"""The roster of a day, and names under which places and organisations are found."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luzhi.access.actors import Actor
from luzhi.access.roles import Role
from luzhi.common.problems import Problem
from luzhi.people.models import Organisation, OrganisationAlias, Person, Place, PlaceAlias, Seat
from luzhi.people.panels import choose_day
from luzhi.records.figures import Scope, read_figure
from luzhi.records.forms import find_named
from luzhi.records.kinds import KINDS
from luzhi.records.services import create_record


def seat(staff: Actor, name: str, office: str, start: date | None = None, end: date | None = None) -> Seat:
    person = Person.objects.filter(name=name, body=staff.body).first() or create_record(Person(name=name), by=staff)
    made: Seat = create_record(Seat(person=person, office=office, starts_on=start, ends_on=end), by=staff)
    return made


def names_on(client: Any, address: str) -> list[str]:
    page = client.get(address).context["page"]
    return [row["person__name"] for row in page._window[0]]


def test_roster_shows_who_held_office_on_the_day(staff: Actor, client_of: Callable[..., Any]) -> None:
    seat(staff, "before", "chair", date(2022, 1, 1), date(2024, 3, 31))
    seat(staff, "after", "chair", date(2024, 4, 1))
    seat(staff, "undated", "member")
    client = client_of(staff)
    assert names_on(client, "/roster/?on=2024-03-31") == ["undated", "before"]
    assert names_on(client, "/roster/?on=2024-04-01") == ["undated", "after"]
    assert names_on(client, "/roster/?on=2024-04-01&office=chair") == ["after"]


def test_a_day_that_cannot_be_is_answered_with_a_sentence(staff: Actor, client_of: Callable[..., Any]) -> None:
    answer = client_of(staff).get("/roster/?on=2024-09-31")
    assert answer.status_code == 400
    assert "2024-09-31" in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_roster_asks_the_same_number_of_queries_at_any_size(
    staff: Actor, client_of: Callable[..., Any], rows: int
) -> None:
    for n in range(rows):
        seat(staff, f"person-{n}", "member")
    client = client_of(staff)
    client.get("/roster/")
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/roster/").status_code == 200
    assert len(queries) == 4  # session, account, grants, rows


def test_a_year_is_seen_from_its_nearest_day() -> None:
    today = date(2025, 5, 5)
    assert [choose_day(year, today=today) for year in (2024, 2025, 2026)] == [
        date(2024, 12, 31), today, date(2026, 1, 1),
    ]  # fmt: skip


def test_other_names_lead_to_the_same_record(staff: Actor) -> None:
    park = create_record(Place(name="甲生物医药城", level="park"), by=staff)
    create_record(PlaceAlias(place=park, name="甲城"), by=staff)
    firm = create_record(Organisation(name="甲药业集团", kind="firm"), by=staff)
    create_record(OrganisationAlias(organisation=firm, name="甲药业"), by=staff)
    for key, text, found in (("people.place", "甲城", park), ("people.organisation", "甲药业", firm)):
        assert find_named(KINDS[key], KINDS[key].visible_to(staff), text) == [found]


def test_an_alias_cannot_mean_two_places(staff: Actor) -> None:
    for name in ("甲城", "乙城"):
        place = create_record(Place(name=name, level="park"), by=staff)
        if name == "乙城":
            with pytest.raises(Problem):
                create_record(PlaceAlias(place=place, name="新城"), by=staff)
        else:
            create_record(PlaceAlias(place=place, name="新城"), by=staff)


def test_members_are_counted_by_heads(staff: Actor) -> None:
    seat(staff, "a", "chair")
    seat(staff, "a", "member")
    seat(staff, "b", "member")
    seat(staff, "c", "staff")
    scope = Scope(staff.body_id, 2024)
    assert read_figure("people.members", scope).counted == 2
    assert read_figure("people.staff", scope).counted == 1


def test_an_exhibitor_sees_no_roster(make_actor: Callable[..., Actor], client_of: Callable[..., Any]) -> None:
    assert client_of(make_actor(Role.EXHIBITOR)).get("/roster/").status_code == 403
