"""Tasks as a calendar: a file, and feeds that calendar programs subscribe to."""

from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from luzhi.plans.models import Task


def write_calendar(tasks: list[Task], name: str) -> bytes:
    """A calendar of tasks: one whole-day event each, with a stable identity and a sequence that grows with changes."""
    calendar = Calendar()
    calendar.add("prodid", "-//luzhi//tasks//")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for task in tasks:
        if task.starts_on is None:
            continue
        event = Event()
        event.add("uid", f"task-{task.pk}@luzhi")
        event.add("sequence", task.version)
        event.add("dtstamp", datetime.combine(task.updated_at.date(), time(), UTC))
        event.add("summary", f"{task.name} · {task.plan.title}")
        event.add("dtstart", task.starts_on)
        event.add("dtend", last_day(task) + timedelta(days=1))
        if task.done_when:
            event.add("description", task.done_when)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def last_day(task: Task) -> date:
    return task.ends_on or task.starts_on or date.min
