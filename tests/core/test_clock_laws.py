"""Laws of the clock over random calendars, rules and ledgers."""

from __future__ import annotations

import datetime as dt

from hypothesis import assume, given
from hypothesis import strategies as st

from luzhi.core.calendar import Override, Unit, WorkCalendar, add_months, prc_calendar
from luzhi.core.clock import (
    ClockRule,
    ClockState,
    Entry,
    EntryKind,
    FixedDay,
    Span,
    Transfer,
    Why,
    due,
    explain,
    read_clock,
)

DAY = dt.timedelta(days=1)
D = dt.date
HORIZON = D(2026, 6, 30)

days = st.dates(D(2024, 1, 1), D(2024, 12, 31))
calendars = st.dictionaries(
    st.dates(D(2024, 1, 1), D(2025, 6, 30)), st.builds(Override, st.booleans(), st.just("local")), max_size=30
).map(WorkCalendar)
spans = st.builds(Span, st.integers(1, 30), st.sampled_from([Unit.WORKING_DAYS, Unit.CALENDAR_DAYS])) | st.builds(
    Span, st.integers(1, 4), st.just(Unit.MONTHS)
)
fixed_days = st.builds(FixedDay, st.integers(1, 12), st.integers(1, 28))
rules = st.builds(
    ClockRule,
    spans | fixed_days,
    objection_pauses=st.booleans(),
    transfer=st.sampled_from([Transfer.RESTARTS, Transfer.CONTINUES]),
    rolls=st.booleans(),
    hard_stop=st.none() | spans,
)
plain_rules = st.builds(ClockRule, spans, objection_pauses=st.booleans(), transfer=st.sampled_from(Transfer))


@st.composite
def ledgers(draw):
    at = draw(days)
    entries = [Entry(EntryKind.START, at)]
    later = [EntryKind.PAUSE, EntryKind.RESUME, EntryKind.EXTEND, EntryKind.OBJECT, EntryKind.TRANSFER]
    for kind in draw(st.lists(st.sampled_from(later), max_size=6)):
        at += draw(st.integers(0, 15)) * DAY
        span = draw(spans) if kind is EntryKind.EXTEND else None
        approved = draw(st.sampled_from([True, True, False, None]))
        entries.append(Entry(kind, at, "an officer", "a reason", approved=approved, span=span))
    return entries


@given(ledgers(), rules, calendars)
def test_the_explanation_proves_the_due_date(entries, rule, calendar):
    end = due(entries, rule, calendar)
    lines = explain(entries, rule, calendar, until=HORIZON)
    dates = [line.day.date for line in lines]
    assert dates == [dates[0] + n * DAY for n in range(len(dates))]
    assert dates[-1] == (end or HORIZON)
    assert sum(line.is_due for line in lines) == (end is not None)


@given(ledgers(), plain_rules, calendars)
def test_the_counted_days_of_the_limit_add_up_to_the_rule(entries, rule, calendar):
    assume(due(entries, rule, calendar) is not None)
    lines = explain(entries, rule, calendar)
    needed = rule.limit.count
    if rule.limit.unit is Unit.MONTHS:
        first = lines[0].day.date
        needed = (add_months(first, needed) - first).days
    limit = [line.number for line in lines if line.part == "limit" and line.counted]
    assert limit == list(range(1, needed + 1))
    assert all(line.why is not Why.PAUSED for line in lines if line.counted)


@given(days, st.integers(1, 30), calendars)
def test_every_counted_day_is_worked_and_every_other_day_is_not(begins, count, calendar):
    rule = ClockRule(Span(count, Unit.WORKING_DAYS))
    lines = explain([Entry(EntryKind.START, begins)], rule, calendar)[1:]
    assert [line.counted for line in lines] == [line.day.is_working for line in lines]
    assert sum(line.counted for line in lines) == count


@given(days, st.integers(3, 30))
def test_a_make_up_saturday_brings_the_due_date_one_working_day_nearer(begins, count):
    rule, entries, plain = (
        ClockRule(Span(count, Unit.WORKING_DAYS)),
        [Entry(EntryKind.START, begins)],
        prc_calendar(),
    )
    saturdays = [
        line.day.date
        for line in explain(entries, rule, plain)
        if line.why is Why.WEEKEND and line.day.date.weekday() == 5
    ]
    assume(saturdays)
    made_up = WorkCalendar({saturdays[0]: Override(works=True, reason="Make-up")})
    old, new = due(entries, rule, plain), due(entries, rule, made_up)
    assert new < old
    assert made_up.working_days_between(new, old) == 1


@given(ledgers(), rules, calendars, st.integers(0, 400))
def test_overdue_holds_exactly_after_an_unanswered_due_date(entries, rule, calendar, later):
    today = entries[0].at + later * DAY
    clock = read_clock(entries, rule, calendar, today)
    overdue = clock.due is not None and today > clock.due
    assert (clock.state is ClockState.OVERDUE) == overdue
    assert clock.overdue_on == (clock.due + DAY if overdue else None)
    answered = read_clock([*entries, Entry(EntryKind.ANSWER, today)], rule, calendar, today)
    seen = [entry for entry in entries if entry.at <= today]
    assert (answered.state, answered.due) == (ClockState.ANSWERED, due(seen, rule, calendar))


@given(days, rules, calendars, st.integers(0, 40), st.integers(0, 40))
def test_a_pause_never_brings_the_due_date_nearer(begins, rule, calendar, after, length):
    begun = Entry(EntryKind.START, begins)
    pause = Entry(EntryKind.PAUSE, begins + after * DAY)
    resume = Entry(EntryKind.RESUME, begins + (after + length) * DAY)
    plain, paused = due([begun], rule, calendar), due([begun, pause, resume], rule, calendar)
    assert paused == plain if length == 0 else paused >= plain
