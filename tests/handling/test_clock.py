"""Each unit's own clock: started by sending, explained day by day, moved only by entries."""

from datetime import date, timedelta

import pytest
from django.utils import timezone, translation

from luzhi.common.models import AuditEvent, Notice
from luzhi.common.problems import Conflict, Problem, Refused
from luzhi.core.calendar import prc_calendar
from luzhi.core.clock import EntryKind
from luzhi.handling.clocks import clock_of, days_of, note_overdue
from luzhi.handling.ledgers import decide_entry, enter
from luzhi.handling.limits import read_limit
from luzhi.handling.models import ClockEntry, Item, Matter, Referral, RuleSet
from luzhi.handling.models import EntryKind as LedgerKind
from luzhi.records.services import change_record, create_record
from luzhi.workflow.engine import offer_steps, perform


def send(house, *units, on=None):
    for n in units:
        referral = house.refer(n)
        if on:
            change_record(referral, {"sent_on": on}, by=house.staff, seen_version=1)
    perform(house.matter, "send", by=house.dispatcher)
    house.reload()
    return [Referral.objects.get(matter=house.matter, unit=house.units[n]) for n in units]


def test_sending_starts_a_clock_for_each_unit_and_tells_its_officers(house, rules) -> None:
    first, second = send(house, 0, 1)
    due = prc_calendar().add_working_days(timezone.localdate(), 20)
    assert (first.due_on, second.due_on) == (due, due)
    assert house.matter.rules == rules
    assert {n.recipient for n in Notice.objects.all()} == {house.officers[0].user, house.officers[1].user}


def test_a_matter_keeps_the_rules_of_the_day_it_was_sent(house, rules, staff) -> None:
    (referral,) = send(house, 0)
    create_record(
        RuleSet(name="new", clause="c", valid_from=timezone.localdate(), meeting_limit=read_limit("3 days")), by=staff
    )
    house.matter.refresh_from_db()
    assert house.matter.rules == rules
    assert referral.due_on == prc_calendar().add_working_days(timezone.localdate(), 20)


def test_the_days_prove_the_due_day_with_holidays_and_make_up_days(house, rules) -> None:
    """30 September 2024 (Mon) + 20 working days: the National Day week is off, Saturday 12 October is worked."""
    (referral,) = send(house, 0, on=date(2024, 9, 30))
    assert referral.due_on == date(2024, 11, 1)
    days = days_of(referral, date(2024, 10, 20))
    assert [day.number for day in days if day.counted] == list(range(1, 21))
    assert next(day for day in days if day.day.date == date(2024, 10, 12)).counted
    assert not next(day for day in days if day.day.date == date(2024, 10, 3)).counted


def test_no_rules_no_limit(house) -> None:
    (referral,) = send(house, 0)
    assert referral.due_on is None
    assert clock_of(referral, timezone.localdate()) is None


def test_a_unit_asks_for_an_extension_and_the_office_decides(house, rules) -> None:
    (referral,) = send(house, 0)
    before = referral.due_on
    row = enter(referral, "extend", {"span": read_limit("1 month"), "reason": "surveys"}, by=house.officers[0])
    referral.refresh_from_db()
    assert (row.approved, referral.due_on) == (None, before)
    with pytest.raises(Refused):
        decide_entry(referral, str(row.pk), approve=True, by=house.officers[0])
    decide_entry(referral, str(row.pk), approve=True, by=house.dispatcher)
    referral.refresh_from_db()
    assert referral.due_on > before + timedelta(days=27)
    with pytest.raises(Conflict):
        decide_entry(referral, str(row.pk), approve=False, by=house.dispatcher)
    with pytest.raises(Problem):  # the rules allow one extension
        enter(referral, "extend", {"span": read_limit("1 month"), "reason": "again"}, by=house.dispatcher)


def test_an_extension_needs_a_length_the_rules_allow(house, rules) -> None:
    (referral,) = send(house, 0)
    for span in (None, read_limit("30 June"), read_limit("6 months")):
        with pytest.raises(Problem):
            enter(referral, "extend", {"span": span, "reason": "x"}, by=house.dispatcher)
    assert ClockEntry.objects.filter(kind="extend").count() == 0


def test_a_pause_leaves_the_due_day_open(house, rules) -> None:
    (referral,) = send(house, 0)
    with pytest.raises(Refused):
        enter(referral, "pause", {"reason": "x"}, by=house.officers[0])
    enter(referral, "pause", {"reason": "the proposer is abroad"}, by=house.dispatcher)
    referral.refresh_from_db()
    assert referral.due_on is None
    enter(referral, "resume", {"reason": "back"}, by=house.dispatcher)
    referral.refresh_from_db()
    assert referral.due_on == prc_calendar().add_working_days(timezone.localdate(), 20)


def test_objection_in_time_is_passed_to_the_suggested_unit(house, rules) -> None:
    house.items[0].units.add(house.units[0])
    (referral,) = send(house, 0)
    perform(referral, "object", by=house.officers[0], reason="not within our duties", answers={"unit": house.units[1]})
    referral.refresh_from_db()
    assert (referral.state, referral.suggested_unit) == ("objected", house.units[1])
    perform(referral, "transfer", by=house.dispatcher, reason="agreed", answers={"unit": house.units[1]})
    new = Referral.objects.get(unit=house.units[1])
    assert (new.state, new.passed_from, new.mode) == ("running", referral, referral.mode)
    assert [u.pk for u in Item.objects.get(pk=house.items[0].pk).units.all()] == [house.units[1].pk]
    assert house.reload().state == "sent"
    assert clock_of(Referral.objects.get(pk=referral.pk), timezone.localdate()).state == "transferred"


def test_objection_too_late_is_refused_with_the_day(house, rules) -> None:
    (referral,) = send(house, 0, on=date(2024, 9, 2))
    with translation.override("en"):
        offer = next(o for o in offer_steps(referral, house.officers[0]) if o.name == "object")
    assert [str(reason) for reason in offer.reasons] == ["The time for objections ended on 2024-09-09."]


def test_another_units_officer_is_offered_nothing(house, rules) -> None:
    (referral,) = send(house, 0)
    assert offer_steps(referral, house.officers[1]) == ()


def test_overdue_is_written_once(house, rules) -> None:
    (referral,) = send(house, 0, on=date(2024, 9, 2))
    assert note_overdue() == 1
    assert note_overdue() == 0
    referral.refresh_from_db()
    assert referral.overdue_on == referral.due_on + timedelta(days=1)
    assert AuditEvent.objects.filter(verb="overdue").count() == 1


def test_many_matters_at_once_earn_more_time(house, rules, staff) -> None:
    change_record(rules, {"bonuses": "3 10 days"}, by=staff, seen_version=1)
    due = []
    for n in range(3):
        matter = create_record(Matter(title=f"m{n}", year=2024), by=staff)
        create_record(Item(matter=matter, number=1, text="x"), by=staff)
        create_record(Referral(matter=matter, unit=house.units[2]), by=staff)
        perform(matter, "send", by=house.dispatcher)
        due.append(set(Referral.objects.filter(unit=house.units[2]).values_list("due_on", flat=True)))
    plain = prc_calendar().add_working_days(timezone.localdate(), 20)
    assert due[1] == {plain}
    assert due[2] == {prc_calendar().next_working_day(plain + timedelta(days=10))}


def test_entries_of_the_kernel_and_of_the_ledger_are_the_same_words() -> None:
    assert {kind.value for kind in EntryKind} == set(LedgerKind.values)
