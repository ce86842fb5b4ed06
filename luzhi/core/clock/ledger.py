"""The words of the clock ledger: entries, rules, lengths of time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from luzhi.core.dates import DateError, checked_date

if TYPE_CHECKING:
    from luzhi.core.calendar import Unit

DAY = dt.timedelta(days=1)
LEAP_YEAR = 2024


class EntryKind(StrEnum):
    """What an entry does to the clock."""

    START = "start"
    OBJECT = "object"
    TRANSFER = "transfer"
    PAUSE = "pause"
    EXTEND = "extend"
    RESUME = "resume"
    ANSWER = "answer"


class ClockState(StrEnum):
    """Where a clock stands on a day."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    ANSWERED = "answered"
    OVERDUE = "overdue"
    TRANSFERRED = "transferred"


class Transfer(StrEnum):
    """What handing the matter on does to this unit's clock."""

    ENDS = "ends"
    RESTARTS = "restarts"
    CONTINUES = "continues"


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time: 3 working days, 10 calendar days, 2 months. Negative: before the base event."""

    count: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.count == 0:
            raise DateError("empty_span")


@dataclass(frozen=True, slots=True)
class FixedDay:
    """A day of the year such as 30 June: the first one after the start, or the one of ``year``.

    Raises ``DateError``: ``no_such_day`` for 31 September, ``leap_day_only`` for 29 February of every year.
    """

    month: int
    day: int
    year: int | None = None

    def __post_init__(self) -> None:
        checked_date(self.year or LEAP_YEAR, self.month, self.day)
        if self.year is None and (self.month, self.day) == (2, 29):
            raise DateError("leap_day_only")

    def after(self, start: dt.date) -> dt.date:
        if self.year is not None:
            return dt.date(self.year, self.month, self.day)
        this_year = dt.date(start.year, self.month, self.day)
        return this_year if this_year > start else this_year.replace(year=start.year + 1)


@dataclass(frozen=True, slots=True)
class Bonus:
    """More time for a unit that got at least so many cases at once."""

    at_least: int
    span: Span


@dataclass(frozen=True, slots=True)
class ClockRule:
    """A time limit as data. ``clause`` names its source; ``base_event`` names what the start entry dates.

    ``extension`` is the longest single extension (none: not allowed), ``extensions`` how many there may be.
    With ``rolls`` a last day that is no working day moves to the next one (Civil Code, art. 203). Entries of
    a kind in ``needs_approval`` have no effect before they are approved.
    """

    limit: Span | FixedDay
    clause: str = ""
    base_event: str = "dispatch"
    extension: Span | None = None
    extensions: int = 1
    hard_stop: Span | FixedDay | None = None
    bonuses: tuple[Bonus, ...] = ()
    rolls: bool = False
    objection_pauses: bool = False
    transfer: Transfer = Transfer.ENDS
    needs_approval: frozenset[EntryKind] = frozenset({EntryKind.PAUSE, EntryKind.EXTEND})


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger. ``span`` is an extension's length, ``volume`` the number of cases of a start.

    ``approved`` is true, false (refused) or none (not decided yet).
    """

    kind: EntryKind
    at: dt.date
    by: str = ""
    reason: str = ""
    approved: bool | None = True
    span: Span | None = None
    volume: int = 0
