"""Time as whole numbers, so that passes over a plan are arithmetic on arrays.

A position is a border between two slots; a slot is a working day, or an hour of one. A task that occupies
slots 3, 4 and 5 starts at position 3 and finishes at position 6. With one calendar the axis holds its
working slots only, and adding a duration is an addition. With several calendars the axis holds the slots of
all days, and each calendar has two tables: ``before[p]``, its slots before position p, and ``at[k]``, the
position of its k-th slot.

``advance`` and ``retreat`` are adjoint: ``advance(p) <= q`` exactly when ``p <= retreat(q)``. So the latest
date the backward pass finds is the last one for which the forward pass keeps the deadline.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from luzhi.core.backplan.plan import PlanError
from luzhi.core.dates import DateError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from luzhi.core.calendar import WorkCalendar

Ints = NDArray[np.int64]

DAY = dt.timedelta(days=1)
YEARS_AROUND = 4
FAR = 1 << 40
ALWAYS = 0
"""The calendar of milestones on an axis with several calendars: every slot counts."""
BASE = 1
"""The plan's own calendar on an axis with several calendars."""


@dataclass(frozen=True)
class Tables:
    """Several calendars over the slots of the same days, one row each."""

    before: Ints
    at: Ints

    def rank(self, row: Ints | int, position: Ints) -> Ints:
        """The row's slots before a position."""
        found: Ints = self.before[row, np.clip(position, 0, self.before.shape[1] - 1)]
        return found

    def slot(self, row: Ints | int, rank: Ints) -> Ints:
        """The position of the row's slot with so many before it."""
        found: Ints = self.at[row, np.clip(rank, 0, self.at.shape[1] - 1)]
        return found


class Axis:
    """Positions of days, for one calendar (``tables`` is none) or for several."""

    def __init__(
        self,
        calendar: WorkCalendar,
        others: Sequence[WorkCalendar],
        dates: Sequence[dt.date],
        slots_per_day: int,
    ) -> None:
        self.calendar = calendar
        self.slots_per_day = slots_per_day
        self.first = min(dates).replace(day=1) - YEARS_AROUND * 366 * DAY
        self.length = (max(dates) + YEARS_AROUND * 366 * DAY - self.first).days
        self.tables = self._tables([calendar, *others]) if others else None
        self.far = FAR if self.tables is None else self.length * slots_per_day
        """A position no task reaches."""

    def _tables(self, calendars: Sequence[WorkCalendar]) -> Tables:
        slots = self.length * self.slots_per_day
        rows = [np.ones(slots, np.int64)]
        for calendar in calendars:
            mask = np.frombuffer(calendar.mask(self.first, self.length), np.uint8)
            rows.append(np.repeat(mask, self.slots_per_day).astype(np.int64))
        before = np.zeros((len(rows), slots + 1), np.int64)
        at = np.full((len(rows), slots + 1), slots, np.int64)
        for number, row in enumerate(rows):
            np.cumsum(row, out=before[number, 1:])
            places = np.flatnonzero(row)
            at[number, : len(places)] = places
        return Tables(before, at)

    # --- days

    def position(self, date: dt.date) -> int:
        """The beginning of a day; with one calendar, of the next day that is worked."""
        if self.tables is None:
            try:
                return self.calendar.rank(date) * self.slots_per_day
            except DateError as error:
                raise PlanError(error.code, **error.params) from None
        place = (date - self.first).days * self.slots_per_day
        if not 0 <= place <= self.length * self.slots_per_day:
            raise self.beyond()
        return place

    def end_position(self, date: dt.date) -> int:
        """The end of a day."""
        return self.position(date + DAY)

    def date_from(self, position: int) -> dt.date:
        """The day whose slot begins at a position."""
        day = position // self.slots_per_day
        if self.tables is not None:
            return self.first + day * DAY
        try:
            return self.calendar.date_of(day)
        except DateError as error:
            raise PlanError(error.code, **error.params) from None

    def date_until(self, position: int) -> dt.date:
        """The day whose slot ends at a position."""
        return self.date_from(position - 1)

    def beyond(self) -> PlanError:
        return PlanError("beyond_calendar", first=self.first, last=self.first + self.length * DAY)

    # --- arithmetic on positions, for tasks of a length and a calendar row

    def start(self, position: Ints, row: Ints) -> Ints:
        """The first position from which a task of that calendar can work."""
        if self.tables is None:
            return position
        return self.tables.slot(row, self.tables.rank(row, position))

    def finish(self, start: Ints, length: Ints, row: Ints) -> Ints:
        """Where a task ends that begins at ``start``."""
        if self.tables is None:
            return start + length
        rank = self.tables.rank(row, start)
        return np.where(length > 0, self.tables.slot(row, rank + length - 1) + 1, self.tables.slot(row, rank))

    def start_for(self, finish: Ints, length: Ints, row: Ints) -> Ints:
        """The first start with which a task ends at ``finish`` or later."""
        if self.tables is None:
            return finish - length
        zero = length == 0
        rank = self.tables.rank(row, np.where(zero, finish, finish - 1))
        return self.tables.slot(row, np.where(zero, rank, rank - length + 1))

    def last_start(self, finish: Ints, length: Ints, row: Ints) -> Ints:
        """The last start with which a task ends at ``finish`` or earlier."""
        if self.tables is None:
            return finish - length
        zero = length == 0
        rank = self.tables.rank(row, np.where(zero, finish + 1, finish))
        return self.tables.slot(row, np.where(zero, rank - 1, rank - length))

    def last_slot(self, position: Ints, row: Ints) -> Ints:
        """The last start a task of that calendar can have at ``position`` or earlier."""
        if self.tables is None:
            return position
        return self.tables.slot(row, self.tables.rank(row, position + 1) - 1)

    def advance(self, position: Ints, lag: Ints) -> Ints:
        """So many slots of the plan's calendar later."""
        if self.tables is None:
            return position + lag
        rank = self.tables.rank(BASE, position) + lag
        later = self.tables.slot(BASE, rank - 1) + 1
        return np.where(lag > 0, later, np.where(lag < 0, self.tables.slot(BASE, rank), position))

    def retreat(self, position: Ints, lag: Ints) -> Ints:
        """The last position from which ``advance`` does not pass ``position``."""
        if self.tables is None:
            return position - lag
        later = self.tables.slot(BASE, self.tables.rank(BASE, position) - lag)
        sooner = self.tables.slot(BASE, self.tables.rank(BASE, position + 1) - 1 - lag)
        return np.where(lag > 0, later, np.where(lag < 0, sooner, position))

    def between(self, start: Ints, end: Ints, row: Ints) -> Ints:
        """Slots of the calendar from ``start`` to ``end``; milestones count in the plan's calendar."""
        if self.tables is None:
            return end - start
        counted = np.where(row == ALWAYS, BASE, row)
        return self.tables.rank(counted, end) - self.tables.rank(counted, start)
