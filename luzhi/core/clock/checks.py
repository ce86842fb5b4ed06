"""What may be added to a ledger, and the reason when it may not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from luzhi.core.clock.ledger import EntryKind
from luzhi.core.clock.reading import due_of, follow, hard_stop, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable

    from luzhi.core.calendar import WorkCalendar
    from luzhi.core.clock.ledger import ClockRule, Entry
    from luzhi.core.clock.reading import Course


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an entry cannot be made: a code and the values of its sentence."""

    code: str
    params: dict[str, object] = field(default_factory=dict)


def check_entry(entries: Iterable[Entry], entry: Entry, rule: ClockRule, calendar: WorkCalendar) -> list[Problem]:
    """Why ``entry`` cannot follow the ledger; empty when it can."""
    ledger = in_order(entries)
    course = follow(ledger, rule)
    if entry.kind is EntryKind.START:
        return [Problem("already_started", {"on": course.start})] if course.start else []
    if course.start is None:
        return [Problem("not_started")]
    if over := course.answered_on or course.transferred_on:
        return [Problem("already_over", {"on": over})]
    found = []
    if entry.at < ledger[-1].at:
        found.append(Problem("earlier_than_last", {"at": entry.at, "last": ledger[-1].at}))
    if entry.kind not in (EntryKind.ANSWER, EntryKind.RESUME) and not entry.reason.strip():
        found.append(Problem("reason_missing"))
    if entry.kind is EntryKind.PAUSE and course.is_paused:
        found.append(Problem("already_paused", {"since": course.pauses[-1][0]}))
    if entry.kind is EntryKind.RESUME and not course.is_paused:
        found.append(Problem("not_paused"))
    if entry.kind is EntryKind.EXTEND:
        found += _extension_problems(course, entry, rule, calendar)
    return found


def _extension_problems(course: Course, entry: Entry, rule: ClockRule, calendar: WorkCalendar) -> list[Problem]:
    if rule.extension is None:
        return [Problem("extension_not_allowed", {"clause": rule.clause})]
    if entry.span is None or entry.span.count < 0:
        return [Problem("extension_without_length")]
    found = []
    if len(course.extensions) >= rule.extensions:
        found.append(Problem("extensions_used_up", {"allowed": rule.extensions, "clause": rule.clause}))
    end, _ = due_of(course, rule, calendar)
    if end is not None:
        asked = calendar.add(end, entry.span.count, entry.span.unit)
        longest = calendar.add(end, rule.extension.count, rule.extension.unit)
        if asked > longest:
            found.append(Problem("extension_too_long", {"until": asked, "longest": longest}))
        if entry.at > end:
            found.append(Problem("extension_after_due", {"due": end}))
        stop = hard_stop(course, rule, calendar)
        if stop is not None and end >= stop:
            found.append(Problem("hard_stop_reached", {"stop": stop, "clause": rule.clause}))
    return found
