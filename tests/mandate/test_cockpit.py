"""Assignments at a glance: figures on assignments, silences, the page of a leader."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luzhi.access.actors import Actor
from luzhi.access.models import Body
from luzhi.access.roles import Role
from luzhi.activities.models import Activity
from luzhi.core.figures import Grade
from luzhi.core.quantity import Quantity
from luzhi.mandate.models import Assignment
from luzhi.mandate.queries import read_assignments
from luzhi.mandate.tiles import TILES, Tile, TileReading, measure_silence, read_tiles, register_tile
from luzhi.people.models import Person
from luzhi.records.figures import FIGURES, Scope, read_figure
from luzhi.records.models import Statement, YearBook
from luzhi.records.services import create_record


def make_assignment(staff: Actor, name: str, *leaders: Person) -> Assignment:
    made: Assignment = create_record(Assignment(name=name, year=2024), by=staff, links={"leaders": leaders})
    return made


def make_visit(staff: Actor, *assignments: Assignment, day: date | None = None) -> Activity:
    dates = {"dating": "days", "starts_on": day, "ends_on": day} if day else {}
    activity = Activity(title="visit", kind="research_visit", year=2024, **dates)
    made: Activity = create_record(activity, by=staff, links={"assignments": assignments}, state="held")
    return made


def visits_of(assignment: Assignment, actor: Actor) -> TileReading:
    return next(t for t in read_tiles([assignment], actor)[assignment.pk] if t.figure.key == "activities.visits")


def reading(last_on: date | None) -> TileReading:
    return TileReading(FIGURES["activities.visits"], None, Grade.COUNTED, 1, last_on, "", visit=True)


def test_a_tile_reads_what_the_figure_reads(staff: Actor, body: Body) -> None:
    one, two = make_assignment(staff, "one"), make_assignment(staff, "two")
    make_visit(staff, one, two, day=date(2024, 3, 4))
    make_visit(staff, one)
    create_record(YearBook(year=2024, complete=False), by=staff)
    statement = Statement(
        figure="activities.visits",
        where={"assignment": two.pk},
        quantity=Quantity.interval(20, 99, "数十次"),
        year=2024,
    )
    create_record(statement, by=staff)
    for assignment in (one, two):
        tile = visits_of(assignment, staff)
        figure = read_figure("activities.visits", Scope(body.pk, 2024, {"assignment": assignment.pk}))
        assert (tile.value, tile.grade, tile.records) == (figure.value, figure.grade, figure.records)
    assert visits_of(one, staff).last_on == date(2024, 3, 4)
    assert visits_of(two, staff).value == Quantity.interval(20, 99, "数十次")


def test_silence_is_counted_from_the_last_dated_visit() -> None:
    today = date(2024, 5, 1)
    assert measure_silence(2024, 4, [reading(None)], today=today).weeks is None
    near = measure_silence(2024, 4, [reading(date(2024, 4, 20))], today=today)
    assert (near.weeks, near.alarm) == (1, False)
    far = measure_silence(2024, 4, [reading(date(2024, 4, 3)), reading(None)], today=today)
    assert (far.weeks, far.alarm) == (4, True)
    assert not measure_silence(2024, 0, [reading(date(2024, 1, 1))], today=today).alarm


def test_a_year_that_is_over_is_seen_from_its_last_day() -> None:
    silence = measure_silence(2024, 4, [reading(date(2024, 12, 24))], today=date(2026, 1, 1))
    assert (silence.weeks, silence.alarm) == (1, False)


def test_the_longest_silent_comes_first(staff: Actor) -> None:
    for name, day in (("fresh", date(2024, 12, 30)), ("silent", date(2024, 2, 1)), ("undated", None)):
        make_visit(staff, make_assignment(staff, name), day=day)
    assert [s.assignment.name for s in read_assignments(staff, 2024)] == ["silent", "fresh", "undated"]


@pytest.mark.parametrize("rows", [1, 3])
def test_cockpit_asks_the_same_number_of_queries_at_any_size(
    staff: Actor, client_of: Callable[..., Any], rows: int
) -> None:
    leader = create_record(Person(name="leader"), by=staff)
    for n in range(rows):
        make_visit(staff, make_assignment(staff, f"assignment-{n}", leader), day=date(2024, 3, 4))
    client = client_of(staff)
    client.get("/assignment-cockpit/")
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/assignment-cockpit/").status_code == 200
    tiles = sum(tile.on == "mandate.assignment" for tile in TILES)
    # session, account, grants; assignments, leaders, goals; year book, statements; one for each figure
    assert len(queries) == 3 + 3 + 2 + tiles


def test_the_page_of_a_leader_holds_only_what_he_or_she_answers_for(
    staff: Actor, make_actor: Callable[..., Actor], client_of: Callable[..., Any]
) -> None:
    a, b = (create_record(Person(name=name), by=staff) for name in ("leader-a", "leader-b"))
    nobody = create_record(Person(name="nobody"), by=staff)
    make_visit(staff, make_assignment(staff, "mine", a), day=date(2024, 3, 4))
    make_assignment(staff, "yours", b)
    client = client_of(make_actor(Role.LEADER))
    page = client.get(f"/assignment-cockpit/leaders/{a.pk}/")
    assert [s.assignment.name for s in page.context["states"]] == ["mine"]
    assert page.content.decode().count("2024-03-04") == 3  # in the silence, on the tile, in the list of visits
    assert client.get(f"/assignment-cockpit/leaders/{nobody.pk}/").status_code == 404
    assert client.get("/assignment-cockpit/leaders/999999/").status_code == 404


def test_a_foreign_leader_is_not_there(
    staff: Actor, other_body: Body, make_actor: Callable[..., Actor], client_of: Callable[..., Any]
) -> None:
    person = create_record(Person(name="a"), by=staff)
    make_assignment(staff, "mine", person)
    stranger = client_of(make_actor(Role.STAFF, at=other_body))
    assert stranger.get(f"/assignment-cockpit/leaders/{person.pk}/").status_code == 404


def test_a_figure_stands_on_a_kind_once() -> None:
    with pytest.raises(ValueError, match="already"):
        register_tile(Tile("mandate.assignment", "activities.visits", "assignment"))
