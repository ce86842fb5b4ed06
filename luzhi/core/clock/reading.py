"""From the ledger to the due date and the state of the clock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from luzhi.core.calendar import Unit, add_months
from luzhi.core.clock.ledger import DAY, ClockState, EntryKind, FixedDay, Span, Transfer

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from luzhi.core.calendar import WorkCalendar
    from luzhi.core.clock.ledger import ClockRule, Entry


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock as it stands on a day. ``due`` is none while it waits, or while a pause leaves it open.

    ``overdue_on`` is the day after the due date that passed without an answer; ``overdue_before`` holds such
    days that a later entry (an extension after the fact) covered up. ``left`` counts working days to ``due``.
    """

    state: ClockState
    started_on: dt.date | None = None
    due: dt.date | None = None
    answered_on: dt.date | None = None
    overdue_on: dt.date | None = None
    overdue_before: tuple[dt.date, ...] = ()
    stopped_hard: bool = False
    left: int | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """What the effective entries amount to. A pause's second day is none while it lasts."""

    start: dt.date | None = None
    volume: int = 0
    pauses: tuple[tuple[dt.date, dt.date | None], ...] = ()
    extensions: tuple[Span, ...] = ()
    answered_on: dt.date | None = None
    transferred_on: dt.date | None = None

    @property
    def is_paused(self) -> bool:
        return bool(self.pauses) and self.pauses[-1][1] is None

    def is_paused_on(self, date: dt.date) -> bool:
        return any(low <= date and (high is None or date < high) for low, high in self.pauses)


def has_effect(entry: Entry, rule: ClockRule) -> bool:
    """Whether the entry counts: approved, or of a kind that needs no approval (a refusal never counts)."""
    if entry.approved is None:
        return entry.kind not in rule.needs_approval
    return entry.approved


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Entries by day; entries of one day stay in the order in which they were made."""
    return sorted(entries, key=lambda entry: entry.at)


def follow(entries: Iterable[Entry], rule: ClockRule) -> Course:
    """Reduce the ledger to the course of the clock."""
    course = Course()
    for entry in in_order(entries):
        if has_effect(entry, rule):
            course = _step(course, entry, rule)
    return course


def _step(course: Course, entry: Entry, rule: ClockRule) -> Course:
    kind = entry.kind
    if kind is EntryKind.START:
        return Course(entry.at, entry.volume)
    if course.start is None or course.answered_on or course.transferred_on:
        return course
    if kind is EntryKind.TRANSFER:
        return _transferred(course, entry, rule)
    if kind is EntryKind.RESUME:
        return replace(course, pauses=_resumed(course, entry.at))
    pausing = kind is EntryKind.PAUSE or (kind is EntryKind.OBJECT and rule.objection_pauses)
    changes: dict[str, Any] = {}
    if pausing and not course.is_paused:
        changes["pauses"] = (*course.pauses, (entry.at, None))
    elif kind is EntryKind.EXTEND and entry.span is not None:
        changes["extensions"] = (*course.extensions, entry.span)
    elif kind is EntryKind.ANSWER:
        changes["answered_on"] = entry.at
    return replace(course, **changes)


def _resumed(course: Course, at: dt.date) -> tuple[tuple[dt.date, dt.date | None], ...]:
    return (*course.pauses[:-1], (course.pauses[-1][0], at)) if course.is_paused else course.pauses


def _transferred(course: Course, entry: Entry, rule: ClockRule) -> Course:
    if rule.transfer is Transfer.RESTARTS:
        return Course(entry.at, entry.volume)
    pauses = _resumed(course, entry.at)
    ended = entry.at if rule.transfer is Transfer.ENDS else None
    return Course(course.start, course.volume, pauses, course.extensions, transferred_on=ended)


def parts(course: Course, rule: ClockRule) -> list[tuple[str, Span | FixedDay]]:
    """The lengths counted one after the other: limit, bulk bonus, extensions."""
    found: list[tuple[str, Span | FixedDay]] = [("limit", rule.limit)]
    earned = [bonus for bonus in rule.bonuses if course.volume >= bonus.at_least]
    if earned:
        found.append(("bonus", max(earned, key=lambda bonus: bonus.at_least).span))
    return found + [("extension", span) for span in course.extensions]


def _end_of(
    start: dt.date,
    length: Span | FixedDay,
    pauses: Sequence[tuple[dt.date, dt.date | None]],
    calendar: WorkCalendar,
) -> dt.date | None:
    """The last day of one part that begins after ``start``; none if a pause leaves it open."""
    if isinstance(length, FixedDay):
        return length.after(start)
    if length.count < 0:
        return calendar.add(start, length.count, length.unit)
    working = length.unit is Unit.WORKING_DAYS
    left = length.count
    if length.unit is Unit.MONTHS:
        left = (add_months(start, length.count) - start).days
    place = start
    for low, high in pauses:
        if low > place:
            counted = calendar.rank(low) - calendar.rank(place + DAY) if working else (low - place).days - 1
            if counted >= left:
                break
            left -= counted
        if high is None:
            return None
        place = max(place, high - DAY)
    return calendar.add(place, left, Unit.WORKING_DAYS if working else Unit.CALENDAR_DAYS)


def hard_stop(course: Course, rule: ClockRule, calendar: WorkCalendar) -> dt.date | None:
    """The day no extension and no pause can pass, counted from the start."""
    if rule.hard_stop is None or course.start is None:
        return None
    return _end_of(course.start, rule.hard_stop, (), calendar)


def due_of(course: Course, rule: ClockRule, calendar: WorkCalendar) -> tuple[dt.date | None, bool]:
    """The due date of a course, and whether the hard stop cut it."""
    if course.start is None:
        return None, False
    end: dt.date | None = course.start
    for _, length in parts(course, rule):
        if end is not None:
            end = _end_of(end, length, course.pauses, calendar)
    counted_back = isinstance(rule.limit, Span) and rule.limit.count < 0
    if end is not None and rule.rolls and not counted_back:
        end = calendar.next_working_day(end)
    stop = hard_stop(course, rule, calendar)
    if stop is not None and (end is None or stop < end):
        return stop, True
    return end, False


def due(entries: Iterable[Entry], rule: ClockRule, calendar: WorkCalendar) -> dt.date | None:
    """The due date these entries give; none before the start, or while a pause leaves it open."""
    return due_of(follow(entries, rule), rule, calendar)[0]


def read_clock(entries: Iterable[Entry], rule: ClockRule, calendar: WorkCalendar, today: dt.date) -> Clock:
    """The clock as it stands on ``today``; entries dated later are not seen."""
    seen = [entry for entry in in_order(entries) if entry.at <= today]
    course = follow(seen, rule)
    if course.start is None:
        return Clock(ClockState.WAITING)
    end, stopped = due_of(course, rule, calendar)
    last = course.answered_on or course.transferred_on or today
    overdue_on = end + DAY if end is not None and last > end else None
    before = _covered_up(seen, rule, calendar, overdue_on)
    if course.answered_on or course.transferred_on:
        state = ClockState.ANSWERED if course.answered_on else ClockState.TRANSFERRED
        return Clock(state, course.start, end, course.answered_on, overdue_on, before, stopped)
    state = ClockState.PAUSED if course.is_paused else ClockState.RUNNING
    if overdue_on:
        state = ClockState.OVERDUE
    left = None if end is None else calendar.working_days_between(today, end)
    return Clock(state, course.start, end, None, overdue_on, before, stopped, left)


def _covered_up(
    entries: Sequence[Entry], rule: ClockRule, calendar: WorkCalendar, now: dt.date | None
) -> tuple[dt.date, ...]:
    """Days on which the clock ran over by what was known then, though a later entry moved the due date."""
    found: list[dt.date] = []
    for place, entry in enumerate(entries):
        if entry.kind in (EntryKind.START, EntryKind.ANSWER) or not has_effect(entry, rule):
            continue
        known = due(entries[:place], rule, calendar)
        if known is not None and entry.at > known and known + DAY != now and known + DAY not in found:
            found.append(known + DAY)
    return tuple(found)
