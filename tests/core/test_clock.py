"""The clock ledger: due dates derived from entries, and unfolded day by day."""

from __future__ import annotations

import datetime as dt

import pytest

from luzhi.core.calendar import DateError, Unit, prc_calendar
from luzhi.core.clock import (
    Bonus,
    ClockRule,
    ClockState,
    Entry,
    EntryKind,
    FixedDay,
    Span,
    Transfer,
    Why,
    check_entry,
    due,
    explain,
    read_clock,
)

D = dt.date
OBJECTION = ClockRule(Span(3, Unit.WORKING_DAYS), "art. 9")
REPLY = ClockRule(
    Span(3, Unit.MONTHS),
    "art. 12",
    extension=Span(1, Unit.MONTHS),
    hard_stop=Span(6, Unit.MONTHS),
    bonuses=(
        Bonus(20, Span(10, Unit.CALENDAR_DAYS)),
        Bonus(50, Span(15, Unit.CALENDAR_DAYS)),
    ),
)


def start(at, **more):
    return Entry(EntryKind.START, at, **more)


def entry(kind, at, **more):
    return Entry(kind, at, by="an officer", reason="a reason", **more)


def test_three_working_days_over_the_labour_day_holiday():
    entries = [start(D(2024, 4, 29))]
    lines = explain(entries, OBJECTION, prc_calendar())
    assert due(entries, OBJECTION, prc_calendar()) == D(2024, 5, 7)
    assert [(line.day.date.day, line.why.value, line.number) for line in lines] == [
        (29, "event", None),
        (30, "counted", 1),
        (1, "holiday", None),
        (2, "holiday", None),
        (3, "holiday", None),
        (4, "holiday", None),
        (5, "holiday", None),
        (6, "counted", 2),
        (7, "counted", 3),
    ]


def test_a_clock_without_a_start_waits():
    clock = read_clock([], OBJECTION, prc_calendar(), D(2024, 1, 1))
    assert (clock.state, clock.due, explain([], OBJECTION, prc_calendar())) == (ClockState.WAITING, None, [])


def test_overdue_is_dated_the_day_after_the_due_date():
    entries = [start(D(2024, 4, 22))]
    on_time = read_clock(entries, OBJECTION, prc_calendar(), D(2024, 4, 25))
    late = read_clock(entries, OBJECTION, prc_calendar(), D(2024, 6, 1))
    assert (on_time.state, on_time.overdue_on, on_time.left) == (ClockState.RUNNING, None, 0)
    assert (late.state, late.overdue_on) == (ClockState.OVERDUE, D(2024, 4, 26))


def test_a_late_answer_keeps_the_day_on_which_it_became_overdue():
    entries = [start(D(2024, 4, 22)), entry(EntryKind.ANSWER, D(2024, 5, 6))]
    clock = read_clock(entries, OBJECTION, prc_calendar(), D(2024, 6, 1))
    assert (clock.state, clock.answered_on) == (ClockState.ANSWERED, D(2024, 5, 6))
    assert clock.overdue_on == D(2024, 4, 26)


def test_months_end_on_the_corresponding_day_and_roll_only_where_the_rule_says_so():
    entries = [start(D(2024, 6, 7))]
    rolling = ClockRule(Span(3, Unit.MONTHS), rolls=True)
    assert due(entries, REPLY, prc_calendar()) == D(2024, 9, 7)
    assert due(entries, rolling, prc_calendar()) == D(2024, 9, 9)
    assert [line.why for line in explain(entries, rolling, prc_calendar())][-2:] == [Why.ROLLED, Why.ROLLED]


def test_many_cases_at_once_earn_the_larger_bonus():
    volumes = (0, 19, 20, 49, 50)
    ends = [due([start(D(2024, 2, 1), volume=volume)], REPLY, prc_calendar()) for volume in volumes]
    assert ends == [D(2024, 5, 1), D(2024, 5, 1), D(2024, 5, 11), D(2024, 5, 11), D(2024, 5, 16)]


def test_an_extension_counts_only_once_it_is_approved():
    asked, granted, refused = (
        entry(EntryKind.EXTEND, D(2024, 4, 20), span=Span(1, Unit.MONTHS), approved=approved)
        for approved in (None, True, False)
    )
    begun = start(D(2024, 2, 1))
    ends = [due([begun, extend], REPLY, prc_calendar()) for extend in (asked, granted, refused)]
    assert ends == [D(2024, 5, 1), D(2024, 6, 1), D(2024, 5, 1)]
    told = [line.entries for line in explain([begun, asked], REPLY, prc_calendar()) if line.entries]
    assert told == [((begun, True),), ((asked, False),)]


def test_no_extension_passes_the_hard_stop():
    extend = entry(EntryKind.EXTEND, D(2024, 4, 20), span=Span(2, Unit.MONTHS))
    entries = [start(D(2024, 2, 1)), extend, extend, extend]
    clock = read_clock(entries, REPLY, prc_calendar(), D(2024, 4, 21))
    assert (clock.due, clock.stopped_hard) == (D(2024, 8, 1), True)
    assert explain(entries, REPLY, prc_calendar())[-1].day.date == D(2024, 8, 1)


def test_an_extension_after_the_fact_does_not_hide_that_the_clock_had_run_over():
    entries = [start(D(2024, 2, 1)), entry(EntryKind.EXTEND, D(2024, 5, 8), span=Span(1, Unit.MONTHS))]
    clock = read_clock(entries, REPLY, prc_calendar(), D(2024, 5, 20))
    assert (clock.state, clock.due) == (ClockState.RUNNING, D(2024, 6, 1))
    assert clock.overdue_before == (D(2024, 5, 2),)


def test_a_pause_takes_its_days_out_of_the_count():
    entries = [
        start(D(2024, 3, 1)),
        entry(EntryKind.PAUSE, D(2024, 3, 5)),
        entry(EntryKind.RESUME, D(2024, 3, 8)),
    ]
    assert due(entries, OBJECTION, prc_calendar()) == D(2024, 3, 11)
    whys = [(line.day.date.day, line.why.value) for line in explain(entries, OBJECTION, prc_calendar())]
    assert whys[4:8] == [(5, "paused"), (6, "paused"), (7, "paused"), (8, "counted")]


def test_an_open_pause_leaves_the_due_date_open_and_the_clock_paused():
    entries = [start(D(2024, 3, 1)), entry(EntryKind.PAUSE, D(2024, 3, 5))]
    clock = read_clock(entries, OBJECTION, prc_calendar(), D(2024, 3, 20))
    lines = explain(entries, OBJECTION, prc_calendar(), until=D(2024, 3, 20))
    assert (clock.state, clock.due, clock.left) == (ClockState.PAUSED, None, None)
    assert lines[-1].day.date == D(2024, 3, 20)


def test_pausing_an_overdue_clock_does_not_heal_it():
    entries = [start(D(2024, 3, 1)), entry(EntryKind.PAUSE, D(2024, 3, 18))]
    clock = read_clock(entries, OBJECTION, prc_calendar(), D(2024, 3, 20))
    assert (clock.state, clock.overdue_on) == (ClockState.OVERDUE, D(2024, 3, 7))


@pytest.mark.parametrize(
    ("transfer", "state", "ends"),
    [
        (Transfer.ENDS, ClockState.TRANSFERRED, D(2024, 3, 6)),
        (Transfer.RESTARTS, ClockState.RUNNING, D(2024, 3, 8)),
        (Transfer.CONTINUES, ClockState.RUNNING, D(2024, 3, 6)),
    ],
)
def test_handing_on_ends_restarts_or_continues_as_the_rule_says(transfer, state, ends):
    rule = ClockRule(Span(3, Unit.WORKING_DAYS), transfer=transfer)
    entries = [start(D(2024, 3, 1)), entry(EntryKind.TRANSFER, D(2024, 3, 5))]
    clock = read_clock(entries, rule, prc_calendar(), D(2024, 3, 6))
    assert (clock.state, clock.due) == (state, ends)


@pytest.mark.parametrize(("pauses", "ends"), [(False, D(2024, 3, 8)), (True, D(2024, 3, 13))])
def test_an_objection_pauses_only_where_the_rule_says_so(pauses, ends):
    rule = ClockRule(Span(5, Unit.WORKING_DAYS), objection_pauses=pauses)
    entries = [
        start(D(2024, 3, 1)),
        entry(EntryKind.OBJECT, D(2024, 3, 5)),
        entry(EntryKind.RESUME, D(2024, 3, 8)),
    ]
    assert due(entries, rule, prc_calendar()) == ends


@pytest.mark.parametrize(("begins", "ends"), [(D(2024, 3, 1), D(2024, 6, 30)), (D(2024, 6, 30), D(2025, 6, 30))])
def test_a_fixed_day_is_the_first_one_after_the_start(begins, ends):
    rule = ClockRule(FixedDay(6, 30), "notice")
    lines = explain([start(begins)], rule, prc_calendar())
    assert due([start(begins)], rule, prc_calendar()) == ends
    assert {line.why for line in lines[1:]} == {Why.FIXED}
    assert lines[-1].is_due


def test_an_extension_of_a_fixed_day_is_counted_on_from_it():
    rule = ClockRule(FixedDay(6, 28), extension=Span(2, Unit.WORKING_DAYS))
    entries = [start(D(2024, 3, 1)), entry(EntryKind.EXTEND, D(2024, 6, 1), span=Span(2, Unit.WORKING_DAYS))]
    lines = explain(entries, rule, prc_calendar())
    assert due(entries, rule, prc_calendar()) == D(2024, 7, 2)
    assert [line.number for line in lines if line.part == "extension"] == [None, None, 1, 2]


def test_a_limit_can_be_counted_back_from_its_event():
    rule = ClockRule(Span(-20, Unit.CALENDAR_DAYS), base_event="main_due", rolls=True)
    lines = explain([start(D(2024, 6, 28))], rule, prc_calendar())
    assert due([start(D(2024, 6, 28))], rule, prc_calendar()) == D(2024, 6, 8)
    assert (lines[-1].day.date, lines[-1].number) == (D(2024, 6, 8), 20)


@pytest.mark.parametrize(
    ("make", "code", "params"),
    [
        (lambda: FixedDay(9, 31), "no_such_day", {"year": 2024, "month": 9, "day": 31, "last": 30}),
        (lambda: FixedDay(13, 1), "no_such_month", {"month": 13}),
        (lambda: FixedDay(2, 29), "leap_day_only", {}),
        (lambda: FixedDay(2, 29, 2023), "no_such_day", {"year": 2023, "month": 2, "day": 29, "last": 28}),
        (lambda: Span(0, Unit.MONTHS), "empty_span", {}),
    ],
)
def test_a_rule_that_no_calendar_can_keep_is_refused(make, code, params):
    with pytest.raises(DateError) as caught:
        make()
    assert (caught.value.code, caught.value.params) == (code, params)


STARTED = [start(D(2024, 2, 1))]
PAUSED = [*STARTED, entry(EntryKind.PAUSE, D(2024, 2, 5))]
ANSWERED = [*STARTED, entry(EntryKind.ANSWER, D(2024, 2, 3))]
EXTENDED = [*STARTED, entry(EntryKind.EXTEND, D(2024, 2, 5), span=Span(1, Unit.MONTHS))]
ONE_MONTH, TWO_MONTHS = Span(1, Unit.MONTHS), Span(2, Unit.MONTHS)


@pytest.mark.parametrize(
    ("ledger", "new", "codes"),
    [
        ([], entry(EntryKind.ANSWER, D(2024, 2, 2)), ["not_started"]),
        (STARTED, start(D(2024, 2, 2)), ["already_started"]),
        (ANSWERED, entry(EntryKind.PAUSE, D(2024, 2, 4)), ["already_over"]),
        (STARTED, entry(EntryKind.ANSWER, D(2024, 1, 31)), ["earlier_than_last"]),
        (STARTED, Entry(EntryKind.PAUSE, D(2024, 2, 2), reason=" "), ["reason_missing"]),
        (PAUSED, entry(EntryKind.PAUSE, D(2024, 2, 6)), ["already_paused"]),
        (STARTED, entry(EntryKind.RESUME, D(2024, 2, 6)), ["not_paused"]),
        (STARTED, entry(EntryKind.EXTEND, D(2024, 2, 6)), ["extension_without_length"]),
        (STARTED, entry(EntryKind.EXTEND, D(2024, 2, 6), span=TWO_MONTHS), ["extension_too_long"]),
        (STARTED, entry(EntryKind.EXTEND, D(2024, 5, 2), span=ONE_MONTH), ["extension_after_due"]),
        (EXTENDED, entry(EntryKind.EXTEND, D(2024, 2, 6), span=ONE_MONTH), ["extensions_used_up"]),
        (STARTED, entry(EntryKind.EXTEND, D(2024, 2, 6), span=ONE_MONTH), []),
        (PAUSED, entry(EntryKind.RESUME, D(2024, 2, 6)), []),
    ],
)
def test_an_entry_that_cannot_follow_is_refused_with_its_reason(ledger, new, codes):
    assert [problem.code for problem in check_entry(ledger, new, REPLY, prc_calendar())] == codes


def test_extensions_are_refused_where_the_rule_knows_none_or_the_hard_stop_is_reached():
    asked = entry(EntryKind.EXTEND, D(2024, 2, 2), span=Span(1, Unit.CALENDAR_DAYS))
    final = ClockRule(Span(3, Unit.MONTHS), extension=ONE_MONTH, hard_stop=Span(3, Unit.MONTHS))
    found = [check_entry(STARTED, asked, rule, prc_calendar())[0].code for rule in (OBJECTION, final)]
    assert found == ["extension_not_allowed", "hard_stop_reached"]
