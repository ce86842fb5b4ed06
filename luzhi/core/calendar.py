"""Working days of the People's Republic of China, with make-up working days (调休).

Three layers, the later ones win: the days published by the State Council's General Office for each year
(from the package ``chinese-calendar``), the body's own overrides, then a team's pattern and leave. Beyond
the years the package covers only the weekly pattern is known; each such day says so in its ``basis``.

Counting follows the Civil Code, articles 201 to 203: the day of the event is not counted; a period in months
ends on the corresponding day, or on the last day of a month that has no such day; where a rule asks for it,
a last day that is no working day moves to the next working day.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from itertools import accumulate, compress
from typing import TYPE_CHECKING

from luzhi.core.dates import DateError, add_months, checked_date, parse_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = [
    "HOLIDAY_NAMES",
    "Basis",
    "CountedDay",
    "DateError",
    "Day",
    "DayKind",
    "Leave",
    "Override",
    "Unit",
    "WorkCalendar",
    "add_months",
    "checked_date",
    "covered_years",
    "parse_date",
    "prc_calendar",
]

DAY = dt.timedelta(days=1)
MONDAY_TO_FRIDAY = frozenset(range(5))
FIRST_YEAR = 2000
LAST_YEAR = 2060

HOLIDAY_NAMES = (
    "New Year's Day",
    "Spring Festival",
    "Tomb-sweeping Day",
    "Labour Day",
    "Dragon Boat Festival",
    "National Day",
    "Mid-autumn Festival",
    "Anti-Fascist 70th Day",
)
"""Every name ``Day.name`` can carry from the published years, for the translators."""


class DayKind(StrEnum):
    """What a day is. Only ``WORKING`` and ``MAKE_UP`` days count as working days."""

    WORKING = "working"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKE_UP = "make_up"

    @property
    def is_working(self) -> bool:
        return self in (DayKind.WORKING, DayKind.MAKE_UP)


class Basis(StrEnum):
    """Where the knowledge about a day comes from."""

    PUBLISHED = "published"
    """the year's notice of the State Council's General Office"""
    WEEKLY = "weekly"
    """the weekly pattern alone: no notice for that year is known"""
    OVERRIDE = "override"
    """a local override of the body"""
    TEAM = "team"
    """a team's own weekly pattern or day"""
    LEAVE = "leave"
    """a leave or another absence"""


class Unit(StrEnum):
    """Unit of a period."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Day:
    """One day as the calendar sees it."""

    date: dt.date
    kind: DayKind
    name: str
    """the holiday's English name, the override's or leave's reason, or empty"""
    basis: Basis

    @property
    def is_working(self) -> bool:
        return self.kind.is_working


@dataclass(frozen=True, slots=True)
class Override:
    """A local decision about one day: it is worked, or it is off, and why."""

    works: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Leave:
    """An absence from ``first`` to ``last``, both included."""

    first: dt.date
    last: dt.date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One line of an explanation: the day, and its number when it was counted."""

    day: Day
    counts: bool
    number: int | None


@cache
def _published() -> tuple[range, dict[dt.date, str], dict[dt.date, str]]:
    """Years covered, holidays and make-up days by name. Imported at first use: it costs start-up time."""
    from chinese_calendar import constants  # noqa: PLC0415 -- 6 to 25 ms that many processes never need

    years = range(min(constants.holidays).year, max(constants.holidays).year + 1)
    return years, constants.holidays, constants.workdays


def covered_years() -> range:
    """The years whose holidays and make-up days are published in the package we use."""
    return _published()[0]


@cache
def _published_works(pattern: frozenset[int], *, published: bool) -> bytes:
    """One byte per day of all years: 1 when worked by the weekly pattern and the published days."""
    first = dt.date(FIRST_YEAR, 1, 1)
    length = (dt.date(LAST_YEAR, 12, 31) - first).days + 1
    works = bytearray((first.weekday() + offset) % 7 in pattern for offset in range(length))
    if published:
        _, holidays, make_up = _published()
        for date in holidays:
            works[(date - first).days] = 0
        for date in make_up:
            works[(date - first).days] = 1
    return bytes(works)


@dataclass(frozen=True, slots=True)
class _Index:
    """Days as arrays: ``before[i]`` working days lie before day i; ``days[k]`` is the k-th of them."""

    first: int
    works: bytes
    before: list[int]
    days: list[int]


def _index(first: int, works: bytes | bytearray) -> _Index:
    frozen = bytes(works)
    before = list(accumulate(frozen, initial=0))
    return _Index(first, frozen, before, list(compress(range(first, first + len(frozen)), frozen)))


@dataclass(frozen=True, eq=False)
class WorkCalendar:
    """Which days are worked, and why. Immutable; adding and counting working days take constant time.

    ``parent`` is the calendar below this one (none: the published days of the PRC); ``weekdays`` replaces
    the weekly pattern (0 is Monday); ``published=False`` leaves the published days out.
    """

    overrides: Mapping[dt.date, Override] = field(default_factory=dict)
    leave: Sequence[Leave] = ()
    weekdays: frozenset[int] | None = None
    parent: WorkCalendar | None = None
    published: bool = True
    name: str = ""

    def team(
        self,
        name: str = "",
        *,
        weekdays: Iterable[int] | None = None,
        overrides: Mapping[dt.date, Override] | None = None,
        leave: Iterable[Leave] = (),
    ) -> WorkCalendar:
        """A team's or a person's calendar on top of this one: other weekdays, own days, leave.

        A team with ``weekdays`` works on exactly these, published holidays stay off, make-up days are worked.
        """
        pattern = None if weekdays is None else frozenset(weekdays)
        return WorkCalendar(overrides or {}, tuple(leave), pattern, self, name=name)

    def day(self, date: dt.date) -> Day:
        """What the day is, its name and where that is known from."""
        for leave in self.leave:
            if leave.first <= date <= leave.last:
                return Day(date, DayKind.HOLIDAY, leave.reason, Basis.LEAVE)
        below = self.parent.day(date) if self.parent else self._published_day(date)
        if (override := self.overrides.get(date)) is not None:
            return self._overridden(below, override)
        if self.parent is not None and self.weekdays is not None:
            return self._patterned(below, self.weekdays)
        return below

    def kind_of(self, date: dt.date) -> DayKind:
        """Whether the day is an ordinary working day, a weekend, a holiday or a make-up working day."""
        return self.day(date).kind

    def is_working(self, date: dt.date) -> bool:
        index = self._arrays
        offset = date.toordinal() - index.first
        if 0 <= offset < len(index.works):
            return bool(index.works[offset])
        raise self._beyond()

    def next_working_day(self, date: dt.date) -> dt.date:
        """The day itself if it is worked, otherwise the first working day after it."""
        return self.date_of(self.rank(date))

    def previous_working_day(self, date: dt.date) -> dt.date:
        """The day itself if it is worked, otherwise the last working day before it."""
        return self.date_of(self.rank(date + DAY) - 1)

    def add_working_days(self, date: dt.date, count: int) -> dt.date:
        """The ``count``-th working day after ``date`` (before it when negative); ``date`` itself for 0."""
        if count > 0:
            return self.date_of(self.rank(date + DAY) + count - 1)
        return self.date_of(self.rank(date) + count) if count else date

    def working_days_between(self, start: dt.date, end: dt.date) -> int:
        """Working days after ``start`` up to and with ``end``; negative when ``end`` lies before ``start``.

        ``working_days_between(d, add_working_days(d, n)) == n`` for every n.
        """
        if end >= start:
            return self.rank(end + DAY) - self.rank(start + DAY)
        return self.rank(end) - self.rank(start)

    def add(self, date: dt.date, count: int, unit: Unit) -> dt.date:
        """The last day of a period of ``count`` units that begins the day after ``date``."""
        if unit is Unit.WORKING_DAYS:
            return self.add_working_days(date, count)
        return add_months(date, count) if unit is Unit.MONTHS else date + dt.timedelta(days=count)

    def explain(self, start: dt.date, count: int, unit: Unit = Unit.WORKING_DAYS) -> list[CountedDay]:
        """Each day from ``start`` to the end of the period, with its number when it was counted.

        The first line is the day of the event, which is never counted (Civil Code, art. 201).
        """
        end, step = self.add(start, count, unit), DAY if count >= 0 else -DAY
        lines = [CountedDay(self.day(start), counts=False, number=None)]
        number, date = 0, start
        while date != end:
            date += step
            day = self.day(date)
            counts = unit is not Unit.WORKING_DAYS or day.is_working
            number += counts
            lines.append(CountedDay(day, counts, number if counts else None))
        return lines

    def rank(self, date: dt.date) -> int:
        """How many working days of this calendar lie before ``date``, from the calendar's first day on."""
        index = self._arrays
        offset = date.toordinal() - index.first
        if 0 <= offset < len(index.before):
            return index.before[offset]
        raise self._beyond()

    def date_of(self, rank: int) -> dt.date:
        """The working day that has ``rank`` working days before it."""
        days = self._arrays.days
        if 0 <= rank < len(days):
            return dt.date.fromordinal(days[rank])
        raise self._beyond()

    def working_dates(self, first: dt.date, last: dt.date) -> list[dt.date]:
        """All working days from ``first`` to ``last``, both included."""
        days = self._arrays.days
        low, high = bisect_left(days, first.toordinal()), bisect_right(days, last.toordinal())
        return [dt.date.fromordinal(day) for day in days[low:high]]

    def mask(self, first: dt.date, length: int) -> bytes:
        """One byte per day from ``first``: 1 when worked."""
        index = self._arrays
        offset = first.toordinal() - index.first
        if offset < 0 or offset + length > len(index.works):
            raise self._beyond()
        return index.works[offset : offset + length]

    @property
    def _arrays(self) -> _Index:
        found: _Index | None = self.__dict__.get("_built")
        if found is None:
            found = self.__dict__["_built"] = self._build()
        return found

    def _build(self) -> _Index:
        if self.parent is None:
            first = dt.date(FIRST_YEAR, 1, 1).toordinal()
            pattern = MONDAY_TO_FRIDAY if self.weekdays is None else self.weekdays
            works = bytearray(_published_works(pattern, published=self.published))
        else:
            below = self.parent._arrays  # noqa: SLF001 -- the same class
            first, works = below.first, bytearray(below.works)
            if self.weekdays is not None:
                self._apply_pattern(first, works)
        for date, override in self.overrides.items():
            if 0 <= (offset := date.toordinal() - first) < len(works):
                works[offset] = override.works
        for leave in self.leave:
            low = max(leave.first.toordinal() - first, 0)
            high = min(leave.last.toordinal() - first + 1, len(works))
            works[low:high] = bytes(max(high - low, 0))
        return _index(first, works)

    def _apply_pattern(self, first: int, works: bytearray) -> None:
        pattern = self.weekdays or frozenset()
        weekday = dt.date.fromordinal(first).weekday()
        week = bytes((weekday + offset) % 7 in pattern for offset in range(7))
        works[:] = (week * (len(works) // 7 + 1))[: len(works)]
        for date in self._named_days():
            if 0 <= (offset := date.toordinal() - first) < len(works):
                works[offset] = self.day(date).is_working

    def _named_days(self) -> Iterator[dt.date]:
        """Days below this calendar that something other than a weekly pattern decides."""
        below = self.parent
        while below is not None:
            yield from below.overrides
            for leave in below.leave:
                for offset in range((leave.last - leave.first).days + 1):
                    yield leave.first + offset * DAY
            if below.parent is None and below.published:
                _, holidays, make_up = _published()
                yield from holidays
                yield from make_up
            below = below.parent

    def _published_day(self, date: dt.date) -> Day:
        pattern = MONDAY_TO_FRIDAY if self.weekdays is None else self.weekdays
        basis = Basis.WEEKLY
        if self.published:
            years, holidays, make_up = _published()
            if date.year in years:
                basis = Basis.PUBLISHED
            if (name := make_up.get(date)) is not None:
                return Day(date, DayKind.MAKE_UP, name, basis)
            if (name := holidays.get(date)) is not None:
                return Day(date, DayKind.HOLIDAY, name, basis)
        kind = DayKind.WORKING if date.weekday() in pattern else DayKind.WEEKEND
        return Day(date, kind, "", basis)

    def _overridden(self, below: Day, override: Override) -> Day:
        basis = Basis.OVERRIDE if self.parent is None else Basis.TEAM
        if not override.works:
            return Day(below.date, DayKind.HOLIDAY, override.reason, basis)
        kind = DayKind.WORKING if below.kind is DayKind.WORKING else DayKind.MAKE_UP
        return Day(below.date, kind, override.reason, basis)

    def _patterned(self, below: Day, weekdays: frozenset[int]) -> Day:
        if below.kind in (DayKind.HOLIDAY, DayKind.MAKE_UP):
            return below
        works = below.date.weekday() in weekdays
        if works == below.is_working:
            return below
        return Day(below.date, DayKind.WORKING if works else DayKind.WEEKEND, "", Basis.TEAM)

    def _beyond(self) -> DateError:
        return DateError("beyond_calendar", first=FIRST_YEAR, last=LAST_YEAR)


@cache
def prc_calendar() -> WorkCalendar:
    """The published working days of the PRC without any local override; one shared instance."""
    return WorkCalendar(name="PRC")
