"""Working days: known days of published years, local rules on top, and the laws of counting."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from luzhi.core.calendar import (
    Basis,
    DateError,
    DayKind,
    Leave,
    Override,
    Unit,
    WorkCalendar,
    add_months,
    covered_years,
    parse_date,
    prc_calendar,
)

DAY = dt.timedelta(days=1)
days = st.dates(dt.date(2004, 1, 1), dt.date(2035, 12, 31))
overrides = st.dictionaries(
    st.dates(dt.date(2024, 1, 1), dt.date(2024, 12, 31)),
    st.builds(Override, st.booleans(), st.just("local")),
    max_size=12,
)
leaves = st.lists(
    st.builds(
        lambda first, length: Leave(first, first + length * DAY, "leave"),
        st.dates(dt.date(2024, 1, 1), dt.date(2024, 12, 1)),
        st.integers(0, 20),
    ),
    max_size=3,
)
patterns = st.none() | st.frozensets(st.integers(0, 6), min_size=1)


@pytest.mark.parametrize(
    ("date", "kind", "name"),
    [
        (dt.date(2024, 4, 28), DayKind.MAKE_UP, "Labour Day"),
        (dt.date(2024, 5, 1), DayKind.HOLIDAY, "Labour Day"),
        (dt.date(2024, 5, 11), DayKind.MAKE_UP, "Labour Day"),
        (dt.date(2024, 10, 4), DayKind.HOLIDAY, "National Day"),
        (dt.date(2024, 10, 12), DayKind.MAKE_UP, "National Day"),
        (dt.date(2024, 12, 6), DayKind.WORKING, ""),
        (dt.date(2024, 12, 7), DayKind.WEEKEND, ""),
    ],
)
def test_published_days_of_2024(date, kind, name):
    day = prc_calendar().day(date)
    assert (day.kind, day.name, day.basis) == (kind, name, Basis.PUBLISHED)


def test_a_year_without_a_notice_says_that_only_the_weekly_pattern_is_known():
    year = covered_years().stop
    new_year = prc_calendar().day(dt.date(year + 1, 1, 1))
    assert new_year.basis is Basis.WEEKLY
    assert new_year.name == ""


def test_a_make_up_sunday_brings_the_due_date_one_working_day_nearer():
    start = dt.date(2024, 4, 26)
    plain = WorkCalendar(published=False).add_working_days(start, 3)
    made_up = prc_calendar().add_working_days(start, 3)
    assert (made_up, plain) == (dt.date(2024, 4, 30), dt.date(2024, 5, 1))


def test_explain_lists_each_day_and_why_it_did_not_count():
    lines = prc_calendar().explain(dt.date(2024, 4, 30), 2)
    assert [(line.day.date.day, line.day.kind.value, line.number) for line in lines] == [
        (30, "working", None),
        (1, "holiday", None),
        (2, "holiday", None),
        (3, "holiday", None),
        (4, "holiday", None),
        (5, "holiday", None),
        (6, "working", 1),
        (7, "working", 2),
    ]


def test_local_override_and_leave_carry_their_reason():
    storm = dt.date(2024, 8, 1)
    body = WorkCalendar({storm: Override(works=False, reason="Typhoon")})
    person = body.team(leave=[Leave(dt.date(2024, 8, 5), dt.date(2024, 8, 9), "Study")])
    assert (body.day(storm).kind, body.day(storm).name) == (DayKind.HOLIDAY, "Typhoon")
    assert body.day(storm).basis is Basis.OVERRIDE
    assert person.day(dt.date(2024, 8, 7)).basis is Basis.LEAVE
    assert person.add_working_days(dt.date(2024, 7, 31), 2) == dt.date(2024, 8, 12)


def test_a_six_day_team_rests_on_published_holidays_and_works_make_up_days():
    team = prc_calendar().team("site", weekdays=range(6))
    assert team.kind_of(dt.date(2024, 6, 15)) is DayKind.WORKING
    assert team.kind_of(dt.date(2024, 6, 16)) is DayKind.WEEKEND
    assert team.kind_of(dt.date(2024, 10, 5)) is DayKind.HOLIDAY
    assert team.kind_of(dt.date(2024, 9, 29)) is DayKind.MAKE_UP


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        (dt.date(2024, 1, 31), 1, dt.date(2024, 2, 29)),
        (dt.date(2024, 11, 30), 3, dt.date(2025, 2, 28)),
        (dt.date(2024, 3, 31), -1, dt.date(2024, 2, 29)),
    ],
)
def test_months_end_on_the_corresponding_day_or_the_last_of_the_month(day, months, end):
    assert add_months(day, months) == end


@pytest.mark.parametrize(
    "text", ["2024-09-30", "2024/9/30", "2024.9.30", "20240930", "2024年9月30日", " 2024年9月30号 "]
)
def test_dates_are_read_as_people_write_them(text):
    assert parse_date(text) == dt.date(2024, 9, 30)


def test_a_date_without_a_year_takes_the_year_of_its_context():
    assert parse_date("9月30日", year=2024) == dt.date(2024, 9, 30)


@pytest.mark.parametrize(
    ("text", "code", "params"),
    [
        ("2024-09-31", "no_such_day", {"year": 2024, "month": 9, "day": 31, "last": 30}),
        ("2023年2月29日", "no_such_day", {"year": 2023, "month": 2, "day": 29, "last": 28}),
        ("2024-13-01", "no_such_month", {"month": 13}),
        ("end of May", "not_a_date", {"text": "end of May"}),
        ("9-30", "not_a_date", {"text": "9-30"}),
        ("0-1-1", "not_a_date", {"text": "0-1-1"}),
    ],
)
def test_a_date_nobody_can_keep_is_refused_with_its_reason(text, code, params):
    with pytest.raises(DateError) as caught:
        parse_date(text)
    assert (caught.value.code, caught.value.params) == (code, params)


def test_days_outside_the_calendar_are_refused():
    with pytest.raises(DateError) as caught:
        prc_calendar().add_working_days(dt.date(2060, 12, 1), 60)
    assert caught.value.code == "beyond_calendar"


@given(days, st.integers(-300, 300))
def test_adding_and_counting_are_inverse(day, count):
    calendar = prc_calendar()
    assert calendar.working_days_between(day, calendar.add_working_days(day, count)) == count


@given(overrides, leaves, patterns, patterns, st.dates(dt.date(2023, 12, 1), dt.date(2025, 1, 31)))
def test_arrays_and_single_days_agree(overrides, leave, pattern, second, date):
    body = WorkCalendar(overrides)
    team = body.team(weekdays=pattern, leave=leave)
    person = team.team(weekdays=second, overrides=overrides)
    for calendar in (body, team, person):
        assert calendar.is_working(date) == calendar.day(date).is_working


@given(days, st.integers(1, 80))
def test_explanation_ends_on_the_computed_day_and_counts_to_the_limit(day, count):
    calendar = prc_calendar()
    lines = calendar.explain(day, count)
    assert lines[-1].day.date == calendar.add_working_days(day, count)
    assert [line.number for line in lines if line.counts] == list(range(1, count + 1))
    assert all(line.counts == line.day.is_working for line in lines[1:])


@given(days, st.integers(0, 60))
def test_next_and_previous_working_day_enclose_the_day(day, length):
    calendar = prc_calendar()
    after, before = calendar.next_working_day(day), calendar.previous_working_day(day)
    assert before <= day <= after
    assert calendar.is_working(before)
    assert calendar.is_working(after)
    assert (before == after) == calendar.is_working(day)
    last = day + length * DAY
    assert calendar.working_dates(day, last) == [
        day + n * DAY for n in range(length + 1) if calendar.is_working(day + n * DAY)
    ]
    assert list(calendar.mask(day, length)) == [calendar.is_working(day + n * DAY) for n in range(length)]


@given(st.dates(dt.date(2024, 1, 1), dt.date(2024, 11, 1)), st.integers(2, 40))
def test_one_more_worked_weekend_day_brings_the_end_exactly_one_working_day_nearer(start, count):
    body = prc_calendar()
    free = next((line.day.date for line in body.explain(start, count)[1:] if line.day.kind is DayKind.WEEKEND), None)
    assume(free is not None)
    nearer = WorkCalendar({free: Override(works=True, reason="Make-up")})
    assert nearer.add_working_days(start, count) < body.add_working_days(start, count)
    assert nearer.add_working_days(start, count + 1) == body.add_working_days(start, count)


def test_units_add_as_they_say():
    calendar = prc_calendar()
    start = dt.date(2024, 1, 31)
    assert calendar.add(start, 1, Unit.MONTHS) == dt.date(2024, 2, 29)
    assert calendar.add(start, 1, Unit.CALENDAR_DAYS) == dt.date(2024, 2, 1)
    assert calendar.add(start, -1, Unit.WORKING_DAYS) == dt.date(2024, 1, 30)
