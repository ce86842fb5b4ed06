"""A person's calendar: what is due, gathered from the apps and written as an iCalendar file.

Apps register a source; the feed itself knows none of their records.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

MOST = 1000


@dataclass(frozen=True, slots=True)
class Due:
    """A whole-day entry. `sequence` grows with every change, so that a calendar takes the later one."""

    uid: str
    title: str
    starts_on: date
    ends_on: date
    sequence: int
    changed_at: datetime
    description: str = ""
    path: str = ""  # the page of the record


# Each is asked with an `access.Actor` and answers with what is due for that person.
SOURCES: list[Callable[[Any], Iterable[Due]]] = []


def gather_dues(actor: Any) -> list[Due]:
    """What is due for a person from every app, the earliest first; each record once."""
    found = {due.uid: due for source in SOURCES for due in source(actor)}
    return sorted(found.values(), key=lambda due: (due.starts_on, due.uid))[:MOST]


def write_calendar(dues: Iterable[Due], name: str, *, root: str = "") -> bytes:
    """The entries as an iCalendar file; `root` is the address of the installation, for links."""
    from icalendar import Calendar, Event  # noqa: PLC0415 -- not needed until somebody asks for a calendar

    calendar = Calendar()
    calendar.add("prodid", "-//luzhi//due//")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for due in dues:
        event = Event()
        event.add("uid", f"{due.uid}@luzhi")
        event.add("sequence", due.sequence)
        event.add("dtstamp", due.changed_at.astimezone(UTC))
        event.add("summary", due.title)
        event.add("dtstart", due.starts_on)
        event.add("dtend", due.ends_on + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        if due.description:
            event.add("description", due.description)
        if due.path and root:
            event.add("url", f"{root}{due.path}")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
