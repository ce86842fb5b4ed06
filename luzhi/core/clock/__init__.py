"""The clock ledger: a due date is derived from dated entries and a rule, and can be unfolded day by day.

Counting: the day of the event is not counted (Civil Code, art. 201). A pause takes its first day out and
gives the day of resumption back, so a pause and its resumption on one day change nothing. Extensions are
counted on from the due date they extend. A fixed day is not moved by a pause. A hard stop is counted from the
start, runs on through pauses, and no extension passes it.
"""

from luzhi.core.clock.checks import Problem, check_entry
from luzhi.core.clock.days import ClockDay, Why, explain
from luzhi.core.clock.ledger import (
    Bonus,
    ClockRule,
    ClockState,
    Entry,
    EntryKind,
    FixedDay,
    Span,
    Transfer,
)
from luzhi.core.clock.reading import Clock, due, read_clock

__all__ = [
    "Bonus",
    "Clock",
    "ClockDay",
    "ClockRule",
    "ClockState",
    "Entry",
    "EntryKind",
    "FixedDay",
    "Problem",
    "Span",
    "Transfer",
    "Why",
    "check_entry",
    "due",
    "explain",
    "read_clock",
]
