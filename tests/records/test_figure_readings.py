"""Figures over records: value = rows, each record once, statements beside them, rates with both parts."""

import os
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.db.models import Exists, Q
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from luzhi.access.actors import Actor
from luzhi.access.models import Body
from luzhi.core.figures import Grade
from luzhi.core.quantity import Quantity
from luzhi.people.models import Organisation, OrganisationAlias, Person, Seat, Sector
from luzhi.records.figures import (
    FIGURES,
    Distinct,
    Figure,
    Rate,
    Scope,
    Total,
    declare_figure,
    list_names,
    read_count,
    read_figure,
    split_figure,
)
from luzhi.records.models import Statement, YearBook
from luzhi.records.services import create_record

ALIASED = Figure(
    key="test.aliased", title="aliased", unit="家", kind="people.organisation", year_path="",
    population=Q(aliases__name__startswith="x"), dimensions={"kind": "kind", "alias": "aliases__name"},
)  # fmt: skip
ALL = Figure(
    key="test.all", title="all", unit="家", kind="people.organisation", year_path="", dimensions={"kind": "kind"}
)


@pytest.fixture(autouse=True)
def _declared() -> Iterator[None]:
    """The figures of this module, known only while it runs."""
    rate = Rate(key="test.rate", title="rate", part="test.aliased", whole="test.all")
    for figure in (ALIASED, ALL, rate):
        FIGURES[figure.key] = figure
    yield
    for key in ("test.aliased", "test.all", "test.rate"):
        del FIGURES[key]


def make_organisation(staff: Actor, name: str, *aliases: str, kind: str = "firm") -> Organisation:
    made: Organisation = create_record(Organisation(name=name, kind=kind), by=staff)
    for alias in aliases:
        create_record(OrganisationAlias(organisation=made, name=alias), by=staff)
    return made


def test_a_record_with_two_fitting_children_counts_once(staff: Actor) -> None:
    make_organisation(staff, "a", "x1", "x2")
    make_organisation(staff, "b", "x3")
    make_organisation(staff, "c", "y")
    scope = Scope(staff.body_id, 2024)
    reading = read_count(ALIASED, scope)
    assert (reading.counted, reading.records) == (2, 2)
    assert list(ALIASED.records(scope).order_by("pk").values_list("name", flat=True)) == ["a", "b"]
    narrowed = Scope(staff.body_id, 2024, {"alias": "x1"})
    assert read_count(ALIASED, narrowed).counted == 1
    assert list_names(ALIASED, scope) == ["a", "b"]


def test_heads_are_counted_once_and_listed_once(staff: Actor) -> None:
    person = create_record(Person(name="甲"), by=staff)
    for office in ("member", "chair"):
        create_record(Seat(person=person, office=office), by=staff)
    scope = Scope(staff.body_id, 2024)
    reading = read_figure("people.members", scope)
    assert (reading.counted, reading.records, reading.grade) == (1, 2, Grade.COUNTED)
    assert list_names(FIGURES["people.members"], scope) == ["甲"]


def test_another_body_is_never_counted(staff: Actor, other_body: Body) -> None:
    make_organisation(staff, "a", "x")
    assert read_count(ALIASED, Scope(other_body.pk, 2024)).counted == 0


def test_a_rate_keeps_both_parts_and_shows_a_statement_that_differs(staff: Actor) -> None:
    make_organisation(staff, "a", "x")
    make_organisation(staff, "b")
    scope = Scope(staff.body_id, 2024)
    reading = read_figure("test.rate", scope)
    assert reading.value == Quantity.exact(50)
    assert (reading.part.counted, reading.whole.counted, reading.grade) == (1, 2, Grade.COUNTED)
    told = create_record(Statement(figure="test.rate", year=2024, quantity=Quantity.exact(100)), by=staff)
    reading = read_figure("test.rate", scope)
    assert (reading.grade, reading.against) == (Grade.DISPUTED, told)
    Statement.objects.filter(pk=told.pk).update(prevails="statement", decision_reason="x")
    reading = read_figure("test.rate", scope)
    assert (reading.grade, reading.value) == (Grade.REPORTED, Quantity.exact(100))


def test_a_rate_of_nothing_is_missing_and_an_empty_figure_of_a_complete_year_is_zero(staff: Actor) -> None:
    scope = Scope(staff.body_id, 2024)
    assert read_figure("test.rate", scope).grade is Grade.MISSING
    assert read_figure("test.all", scope).value == Quantity.exact(0)
    YearBook.objects.create(body=staff.body, year=2024, complete=False)
    assert (read_figure("test.all", scope).value, read_figure("test.all", scope).grade) == (None, Grade.MISSING)


def test_reading_costs_at_most_three_queries_and_a_rate_seven(staff: Actor) -> None:
    for n in range(3):
        make_organisation(staff, f"a{n}", f"x{n}")
    for key, most in (("test.aliased", 3), ("test.rate", 7)):
        with CaptureQueriesContext(connection) as queries:
            read_figure(key, Scope(staff.body_id, 2024))
        assert len(queries) == most


def test_records_without_the_summed_number_are_told_apart(staff: Actor) -> None:
    from luzhi.people.models import Term

    figure = Figure(key="t", title="t", unit="个", kind="people.term", year_path="", measure=Total("number"))
    create_record(Term(number=3), by=staff)
    create_record(Term(number=4), by=staff)
    reading = read_count(figure, Scope(staff.body_id, 2024))
    assert (reading.counted, reading.records, reading.unmeasured) == (7, 2, 0)


class Laws(TestCase):
    """For any records: parts sum to the whole, rows are the value, and heads never exceed appearances."""

    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from(["member", "chair", "staff"])), max_size=12))
    def test_parts_sum_to_the_whole_and_rows_are_the_value(self, seats: list[tuple[int, str]]) -> None:
        body = Body.objects.create(code="jia", name="甲市政协", short_name="甲", current_year=2024)
        sectors = [Sector.objects.create(body=body, name=f"s{n}") for n in range(3)]
        people = [Person.objects.create(body=body, name=f"p{n}") for n in range(5)]
        for n, office in seats:
            sector = sectors[n] if n < 3 else None
            Seat.objects.create(body=body, person=people[n], office=office, sector=sector)
        rows = Figure(
            key="t", title="t", unit="人", kind="people.seat", year_path="",
            dimensions={"sector": "sector", "office": "office"},
        )  # fmt: skip
        heads = Figure(key="h", title="h", unit="人", kind="people.seat", year_path="", measure=Distinct("person"))
        scope = Scope(body.pk, 2024)
        value = read_count(rows, scope).counted
        assert value == len(seats) == rows.records(scope).count()
        for dimension in rows.dimensions:
            parts = split_figure(rows, scope, dimension)
            assert sum((part for _v, _l, part in parts), Decimal(0)) == value
            for code, _label, part in parts:
                if code is not None:
                    narrowed = Scope(body.pk, 2024, {dimension: code})
                    assert read_count(rows, narrowed).counted == part
        assert read_count(heads, scope).counted == len({n for n, _o in seats}) <= value


def test_the_definition_hash_changes_with_the_meaning_only() -> None:
    def make(**changes: Any) -> Figure:
        given: dict[str, Any] = {"key": "t", "title": "t", "unit": "家", "kind": "people.organisation"}
        return Figure(**{**given, **changes})

    base = make().definition_hash
    assert make(title="other", note="x").definition_hash == base
    assert make(population=Q(kind="firm")).definition_hash != base
    assert make(measure=Distinct("place")).definition_hash != base
    assert make(dimensions={"kind": "kind"}).definition_hash != base


def test_definitions_are_spelled_the_same_after_every_start() -> None:
    """An edition printed years ago is held against the definition of today."""
    say = (
        "import django; django.setup(); from luzhi.records.figures import FIGURES; "
        "print('\\n'.join(f'{key} {figure.definition_hash}' for key, figure in sorted(FIGURES.items())))"
    )
    env = {**os.environ, "PYTHONHASHSEED": "7"}
    there = subprocess.run([sys.executable, "-c", say], env=env, capture_output=True, text=True, check=True).stdout
    hashes = dict(line.split(" ") for line in there.splitlines())
    assert len(hashes) > 100
    assert {key: FIGURES[key].definition_hash for key in hashes} == hashes


@pytest.mark.parametrize(
    "condition", [Q(pk__in={1, 2}), Q(Q(year=1) | Q(pk__in=frozenset({"a"}))), Q(Exists(Statement.objects.all()))]
)
def test_a_condition_without_a_lasting_spelling_is_refused(condition: Q) -> None:
    with pytest.raises(ValueError, match="after the next start"):
        declare_figure(Figure("x.y", "x", "item", "people.person", population=condition))
    assert "x.y" not in FIGURES
