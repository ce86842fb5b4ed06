"""How a due date was counted: every day of a clock, with its number or the reason why it did not count."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from luzhi.core.calendar import DayKind, Unit, add_months
from luzhi.core.clock.ledger import DAY, FixedDay, Span
from luzhi.core.clock.reading import due_of, follow, has_effect, in_order, parts

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from luzhi.core.calendar import Day, WorkCalendar
    from luzhi.core.clock.ledger import ClockRule, Entry
    from luzhi.core.clock.reading import Course


class Why(StrEnum):
    """Why a day did or did not count."""

    EVENT = "event"
    """the day of the event itself (Civil Code, art. 201)"""
    COUNTED = "counted"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    PAUSED = "paused"
    FIXED = "fixed"
    """the rule names a day; the days before it are not counted"""
    ROLLED = "rolled"
    """the last day was no working day, so the period runs on (Civil Code, art. 203)"""


@dataclass(frozen=True, slots=True)
class ClockDay:
    """One day of a clock. ``part`` is limit, bonus or extension; ``number`` restarts with each part.

    ``entries`` are the ledger's lines of that day with whether each had an effect.
    """

    day: Day
    why: Why
    part: str
    number: int | None
    clause: str
    is_due: bool = False
    entries: tuple[tuple[Entry, bool], ...] = ()

    @property
    def counted(self) -> bool:
        return self.why is Why.COUNTED


def explain(
    entries: Iterable[Entry], rule: ClockRule, calendar: WorkCalendar, *, until: dt.date | None = None
) -> list[ClockDay]:
    """Unfold the count from the start to the due date; while a pause leaves it open, up to ``until``.

    Counts each day on its own, so that it also proves the due date, which is computed another way.
    """
    ledger = in_order(entries)
    course = follow(ledger, rule)
    if course.start is None:
        return []
    end, _ = due_of(course, rule, calendar)
    last = end or until or max(entry.at for entry in ledger)
    by_day: defaultdict[dt.date, list[tuple[Entry, bool]]] = defaultdict(list)
    for entry in ledger:
        by_day[entry.at].append((entry, has_effect(entry, rule)))
    lines = []
    for day, why, part, number in _count(course, rule, calendar, last):
        happened = tuple(by_day.get(day.date, ()))
        lines.append(ClockDay(day, why, part, number, rule.clause, day.date == end, happened))
    return lines


def _count(
    course: Course, rule: ClockRule, calendar: WorkCalendar, last: dt.date
) -> Iterator[tuple[Day, Why, str, int | None]]:
    date = course.start
    assert date is not None  # noqa: S101 -- explain() asked
    yield calendar.day(date), Why.EVENT, "limit", None
    for part, length in parts(course, rule):
        back = isinstance(length, Span) and length.count < 0
        number, passed, needed = 0, 0, _needed(date, length)
        while passed < needed and (back or date != last):
            date += -DAY if back else DAY
            why = _why(date, length, course, calendar)
            number += why is Why.COUNTED
            passed += why in (Why.COUNTED, Why.FIXED)
            yield calendar.day(date), why, part, number if why is Why.COUNTED else None
    while date < last:
        date += DAY
        yield calendar.day(date), Why.ROLLED, part, None


def _needed(start: dt.date, length: Span | FixedDay) -> int:
    """How many days the part needs, by its own unit."""
    if isinstance(length, FixedDay):
        return (length.after(start) - start).days
    if length.unit is Unit.MONTHS:
        return abs((add_months(start, length.count) - start).days)
    return abs(length.count)


def _why(date: dt.date, length: Span | FixedDay, course: Course, calendar: WorkCalendar) -> Why:
    if isinstance(length, FixedDay):
        return Why.FIXED
    if length.count > 0 and course.is_paused_on(date):
        return Why.PAUSED
    if length.unit is not Unit.WORKING_DAYS:
        return Why.COUNTED
    kind = calendar.kind_of(date)
    if kind.is_working:
        return Why.COUNTED
    return Why.WEEKEND if kind is DayKind.WEEKEND else Why.HOLIDAY
