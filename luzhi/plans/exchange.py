"""Plans as files of other programs: Excel sheets, Microsoft Project XML (MSPDI), calendar feeds."""

import io
import re
import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _
from icalendar import Calendar, Event
from rustpy_xlsxwriter import write_worksheet

from luzhi.common.problems import Problem
from luzhi.plans.counting import CountedPlan
from luzhi.plans.entry import Row
from luzhi.plans.models import Link, Plan, Task
from luzhi.plans.workflow import TASK

NAMESPACE = "http://schemas.microsoft.com/project"
LINK_TYPES = {"FF": "0", "FS": "1", "SF": "2", "SS": "3"}
LINK_NAMES = {number: name for name, number in LINK_TYPES.items()}
TENTHS_A_DAY = 8 * 60 * 10
MOST_BYTES = 10 * 1024 * 1024
MOST_TASKS = 2000


def write_sheet(counted: CountedPlan) -> bytes:
    """The counted plan as a workbook, one row a task."""
    numbers = {str(task.pk): n for n, task in enumerate(counted.tasks, start=1)}
    held: dict[int, list[str]] = {}
    for link in counted.links:
        lag = f"{link.lag:+d}" if link.lag else ""
        held.setdefault(link.task_id, []).append(
            f"{numbers[str(link.holds_id)]}{'' if link.kind == 'FS' else link.kind}{lag}"
        )
    rows = [
        {
            _("No."): numbers[str(line.task.pk)],
            _("Task"): line.task.name,
            _("Line of action"): str(line.task.workstream or ""),
            _("Length"): f"{line.task.duration}{'h' if line.task.in_hours else ''}",
            _("Person responsible"): str(line.task.owner or ""),
            _("After"): "、".join(held.get(line.task.pk, [])),
            _("Latest start"): str(line.times.latest_start),
            _("Latest finish"): str(line.times.latest_finish),
            _("Earliest start"): str(line.times.earliest_start),
            _("Room in working days"): "" if line.times.float_days is None else f"{line.times.float_days:g}",
            _("State"): str(TASK.states[line.task.state].label),
            _("Begun on"): str(line.task.actual_start or ""),
            _("Finished on"): str(line.task.actual_finish or ""),
            _("Done when"): line.task.done_when,
        }
        for line in counted.lines
    ]
    buffer = io.BytesIO()
    write_worksheet(rows or [{_("Task"): ""}], buffer, sheet_name="plan")
    return buffer.getvalue()


def write_project(counted: CountedPlan) -> bytes:
    """The plan as MSPDI, scheduled from the finish, which is what counting back means there."""
    root = ET.Element("Project", xmlns=NAMESPACE)
    add(root, "Name", counted.plan.title)
    add(root, "ScheduleFromStart", "0")
    add(root, "FinishDate", f"{counted.opens_on}T17:00:00")
    tasks = ET.SubElement(root, "Tasks")
    uids = {task.pk: n for n, task in enumerate(counted.tasks, start=1)}
    held: dict[int, list[Link]] = {}
    for link in counted.links:
        held.setdefault(link.task_id, []).append(link)
    for line in counted.lines:
        task, times = line.task, line.times
        element = ET.SubElement(tasks, "Task")
        hours = task.duration if task.in_hours else task.duration * 8
        for name, value in (
            ("UID", uids[task.pk]), ("ID", uids[task.pk]), ("Name", task.name), ("Duration", f"PT{hours}H0M0S"),
            ("Start", f"{times.latest_start}T08:00:00"), ("Finish", f"{times.latest_finish}T17:00:00"),
            ("Milestone", int(task.duration == 0)),
            ("ActualStart", task.actual_start and f"{task.actual_start}T08:00:00"),
            ("ActualFinish", task.actual_finish and f"{task.actual_finish}T17:00:00"),
            ("PercentComplete", 100 if task.state == "done" else 0), ("Contact", task.owner or ""),
        ):  # fmt: skip
            if value not in (None, ""):
                add(element, name, value)
        for link in held.get(task.pk, []):
            before = ET.SubElement(element, "PredecessorLink")
            add(before, "PredecessorUID", uids[link.holds_id])
            add(before, "Type", LINK_TYPES[link.kind])
            add(before, "LinkLag", link.lag * TENTHS_A_DAY)
            add(before, "LagFormat", 7)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def add(parent: ET.Element, name: str, value: Any) -> None:
    ET.SubElement(parent, name).text = "".join(c for c in str(value) if c.isprintable())


def read_project(upload: Any) -> list[Row]:
    """Rows for the typing page from an MSPDI file. Raises Problem for anything that is not one.

    Entity declarations are refused before parsing, so a small file cannot grow while it is read.
    """
    content: bytes = upload.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Problem(_("The file is larger than 10 MB."))
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise Problem(_("The file declares entities; a project file has none. It was not read."))
    try:
        root = ET.fromstring(content)  # noqa: S314 -- entities are refused above
    except ET.ParseError as error:
        raise Problem(_("This is not a project file in XML: %(why)s") % {"why": error}) from error
    if root.tag != f"{{{NAMESPACE}}}Project":
        raise Problem(_("This is XML, but not of Microsoft Project."))
    found = [task for task in root.iter(f"{{{NAMESPACE}}}Task") if read(task, "Name") and read(task, "Summary") != "1"]
    if not found or len(found) > MOST_TASKS:
        raise Problem(_("The file has %(n)s tasks; 1 to %(most)s are taken.") % {"n": len(found), "most": MOST_TASKS})
    numbers = {read(task, "UID"): n for n, task in enumerate(found, start=1)}
    return [Row(read_task(task, n, numbers)) for n, task in enumerate(found, start=1)]


def read(task: ET.Element, name: str) -> str:
    return (task.findtext(f"{{{NAMESPACE}}}{name}") or "").strip()


def read_task(task: ET.Element, number: int, numbers: dict[str, int]) -> dict[str, str]:
    hours = re.match(r"PT(\d+)H", read(task, "Duration"))
    length = int(hours[1]) if hours else 8
    held = []
    for link in task.iter(f"{{{NAMESPACE}}}PredecessorLink"):
        before = numbers.get(read(link, "PredecessorUID"))
        kind = LINK_NAMES.get(read(link, "Type"), "FS")
        lag = round(int(read(link, "LinkLag") or 0) / TENTHS_A_DAY)
        if before:
            held.append(f"{before}{'' if kind == 'FS' else kind}{f'{lag:+d}' if lag else ''}")
    return {
        "number": str(number), "name": read(task, "Name")[:160], "line": "", "owner": "", "after": "、".join(held),
        "length": str(length // 8) if length % 8 == 0 else f"{length}h", "earliest": "", "latest": "", "fixed": "",
        "done_when": "",
    }  # fmt: skip


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


def file_name(plan: Plan, ending: str) -> str:
    return f'attachment; filename="plan-{plan.pk}.{ending}"'
