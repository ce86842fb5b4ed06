"""Plans as files of project programs (Microsoft Project XML, MSPDI), written and read back.

The list's own columns that such programs do not know travel as their extended attributes, so that nothing of a plan
is lost on the way there and back. Dates and lags are in working days of eight hours, as those programs have it.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from luzhi.common.problems import Problem
from luzhi.plans.counting import CountedPlan, Tie
from luzhi.plans.entry import Row, find_headings, write_tasks
from luzhi.plans.models import Plan, Task

NAMESPACE = "http://schemas.microsoft.com/project"
LINK_TYPES = {"FF": "0", "FS": "1", "SF": "2", "SS": "3"}
LINK_NAMES = {number: name for name, number in LINK_TYPES.items()}
TENTHS_A_DAY = 8 * 60 * 10
MOST_BYTES = 10 * 1024 * 1024
MOST_TASKS = 2000
MUST_START_ON, NOT_BEFORE = "2", "4"
DAYS, HOURS = "7", "5"
# Text1 to Text5 of a task, by the number that program gives its fields
EXTRAS = {
    "owner": "188743731",
    "helpers": "188743734",
    "needs": "188743737",
    "place": "188743740",
    "length": "188743743",
}


def write_project(counted: CountedPlan) -> bytes:
    """The plan as MSPDI, scheduled from the finish, which is what counting back means there."""
    root = ET.Element("Project", xmlns=NAMESPACE)
    for name, value in (
        ("Name", counted.plan.title), ("ScheduleFromStart", "0"), ("FinishDate", f"{counted.opens_on}T17:00:00"),
        ("MinutesPerDay", 480),
    ):  # fmt: skip
        add(root, name, value)
    described = ET.SubElement(root, "ExtendedAttributes")
    for number, (name, field) in enumerate(EXTRAS.items(), start=1):
        one = ET.SubElement(described, "ExtendedAttribute")
        add(one, "FieldID", field)
        add(one, "FieldName", f"Text{number}")
        add(one, "Alias", name)
    tasks = ET.SubElement(root, "Tasks")
    held: dict[int, list[Tie]] = {}
    for link in counted.links:
        held.setdefault(link.task_id, []).append(link)
    texts = write_tasks(counted.plan, counted.tasks)
    uids = {task.pk: n for n, task in enumerate(counted.tasks, start=1)}
    heading = ""
    for line, row in zip(counted.lines, texts, strict=True):
        if row["line"] != heading:
            heading = row["line"]
            if heading:
                write_heading(tasks, heading, len(uids) + len(tasks) + 1)
        element = write_task(tasks, line, row, uids[line.task.pk], 2 if heading else 1)
        for link in held.get(line.task.pk, []):
            before = ET.SubElement(element, "PredecessorLink")
            add(before, "PredecessorUID", uids[link.holds_id])
            add(before, "Type", LINK_TYPES[link.kind])
            add(before, "LinkLag", link.lag * TENTHS_A_DAY)
            add(before, "LagFormat", 7)
    write_resources(root, counted.tasks, uids)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def write_heading(tasks: ET.Element, title: str, uid: int) -> None:
    element = ET.SubElement(tasks, "Task")
    for name, value in (("UID", uid), ("Name", title), ("OutlineLevel", 1), ("Summary", 1)):
        add(element, name, value)


def write_task(tasks: ET.Element, line: Any, row: dict[str, str], uid: int, level: int) -> ET.Element:
    task, times = line.task, line.times
    element = ET.SubElement(tasks, "Task")
    hours = task.duration if task.in_hours else task.duration * 8
    begins_on = task.fixed_on or task.earliest_on
    limit = MUST_START_ON if task.fixed_on else NOT_BEFORE
    for name, value in (
        ("UID", uid), ("ID", uid), ("Name", task.name), ("OutlineLevel", level), ("Summary", 0),
        ("Duration", f"PT{hours}H0M0S"), ("DurationFormat", HOURS if task.in_hours else DAYS),
        ("Start", f"{times.latest_start}T08:00:00"), ("Finish", f"{times.latest_finish}T17:00:00"),
        ("Milestone", int(task.duration == 0)), ("ConstraintType", limit if begins_on else None),
        ("ConstraintDate", begins_on and f"{begins_on}T08:00:00"),
        ("Deadline", task.latest_on and f"{task.latest_on}T17:00:00"),
        ("FixedCost", task.budget), ("Notes", task.done_when),
        ("ActualStart", task.actual_start and f"{task.actual_start}T08:00:00"),
        ("ActualFinish", task.actual_finish and f"{task.actual_finish}T17:00:00"),
        ("PercentComplete", 100 if task.state == "done" else 0),
    ):  # fmt: skip
        if value not in (None, ""):
            add(element, name, value)
    for name, field in EXTRAS.items():
        if row[name] and (name != "length" or task.is_gate or task.is_opening):
            extra = ET.SubElement(element, "ExtendedAttribute")
            add(extra, "FieldID", field)
            add(extra, "Value", row[name])
    return element


def write_resources(root: ET.Element, tasks: Iterable[Task], uids: dict[int, int]) -> None:
    """The people responsible, assigned to their tasks."""
    people = {task.owner_id: str(task.owner) for task in tasks if task.owner_id}
    numbers = {pk: n for n, pk in enumerate(people, start=1)}
    resources, assigned = ET.SubElement(root, "Resources"), ET.SubElement(root, "Assignments")
    for pk, name in people.items():
        resource = ET.SubElement(resources, "Resource")
        add(resource, "UID", numbers[pk])
        add(resource, "Name", name)
        add(resource, "Type", 1)
    for task in tasks:
        if task.owner_id:
            one = ET.SubElement(assigned, "Assignment")
            add(one, "UID", len(assigned))
            add(one, "TaskUID", uids[task.pk])
            add(one, "ResourceUID", numbers[task.owner_id])


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
    except (ET.ParseError, ValueError) as error:
        raise Problem(_("This is not a project file in XML: %(why)s") % {"why": error}) from error
    if root.tag != f"{{{NAMESPACE}}}Project":
        raise Problem(_("This is XML, but not of Microsoft Project."))
    elements = [task for task in root.iter(f"{{{NAMESPACE}}}Task") if read(task, "Name")]
    found = [task for task in elements if read(task, "Summary") != "1"]
    if not found or len(found) > MOST_TASKS:
        raise Problem(_("The file has %(n)s tasks; 1 to %(most)s are taken.") % {"n": len(found), "most": MOST_TASKS})
    numbers = {read(task, "UID"): n for n, task in enumerate(found, start=1)}
    owners = read_owners(root)
    rows, heading = [], ""
    for task in elements:
        if read(task, "Summary") == "1":
            heading = read(task, "Name") if read(task, "UID") != "0" else ""
        else:
            rows.append(Row(read_task(task, numbers, owners, heading if read(task, "OutlineLevel") != "1" else "")))
    return find_headings(rows)


def read(task: ET.Element, name: str) -> str:
    return (task.findtext(f"{{{NAMESPACE}}}{name}") or "").strip()


def read_owners(root: ET.Element) -> dict[str, str]:
    """The first person assigned to each task; others are told apart by the list's own attribute."""
    names = {read(one, "UID"): read(one, "Name") for one in root.iter(f"{{{NAMESPACE}}}Resource")}
    owners: dict[str, str] = {}
    for one in root.iter(f"{{{NAMESPACE}}}Assignment"):
        owners.setdefault(read(one, "TaskUID"), names.get(read(one, "ResourceUID"), ""))
    return owners


def read_task(task: ET.Element, numbers: dict[str, int], owners: dict[str, str], heading: str) -> dict[str, str]:
    extras = {read(one, "FieldID"): read(one, "Value") for one in task.findall(f"{{{NAMESPACE}}}ExtendedAttribute")}
    limit, begins_on = read(task, "ConstraintType"), read(task, "ConstraintDate")[:10]
    cost = read(task, "FixedCost")
    texts = {
        "number": str(numbers[read(task, "UID")]),
        "name": read(task, "Name")[:160],
        "line": heading,
        "length": read_length(task),
        "owner": owners.get(read(task, "UID"), ""),
        "after": "、".join(read_links(task, numbers)),
        "earliest": begins_on if limit == NOT_BEFORE else "",
        "latest": read(task, "Deadline")[:10],
        "fixed": begins_on if limit == MUST_START_ON else "",
        "budget": f"{float(cost):.2f}".removesuffix(".00") if re.fullmatch(r"\d{1,12}(\.\d+)?", cost) else "",
        "done_when": read(task, "Notes")[:200],
    }
    return {"helpers": "", "needs": "", "place": ""} | texts | {
        name: extras[field] for name, field in EXTRAS.items() if extras.get(field)
    }  # fmt: skip


def read_length(task: ET.Element) -> str:
    hours = re.match(r"PT(\d+)H", read(task, "Duration"))
    length = int(hours[1]) if hours else 8
    in_hours = read(task, "DurationFormat") == HOURS or length % 8
    return f"{length}h" if in_hours and length else str(length // 8)


def read_links(task: ET.Element, numbers: dict[str, int]) -> list[str]:
    held = []
    for link in task.iter(f"{{{NAMESPACE}}}PredecessorLink"):
        before = numbers.get(read(link, "PredecessorUID"))
        kind = LINK_NAMES.get(read(link, "Type"), "FS")
        tenths = read(link, "LinkLag") or "0"
        lag = round(int(tenths) / TENTHS_A_DAY) if re.fullmatch(r"-?\d{1,9}", tenths) else 0
        if before:
            held.append(f"{before}{kind if lag or kind != 'FS' else ''}{f'{lag:+d}' if lag else ''}")
    return held


def file_name(plan: Plan, ending: str) -> str:
    return f'attachment; filename="plan-{plan.pk}.{ending}"'
