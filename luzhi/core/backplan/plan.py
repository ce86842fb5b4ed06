"""A plan as data: tasks, the links between them, the opening day, today."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from luzhi.core.calendar import prc_calendar

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from luzhi.core.calendar import WorkCalendar


class PlanError(ValueError):
    """A plan that cannot be computed. ``code`` and ``params`` are for the sentence the user reads.

    Codes: ``cycle`` (tasks: the keys along it), ``duplicate_task`` (task), ``unknown_task`` (task, link),
    ``negative_duration`` (task), ``finish_before_start`` (task), ``actual_after_today`` (task, date),
    ``unknown_calendar`` (task, calendar), ``beyond_calendar`` (first, last), ``unknown_resource`` (task,
    resource), ``needs_more_than_there_is`` (task, resource, amount, capacity).
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(f"{code}: {params}")
        self.code = code
        self.params = params


class LinkKind(StrEnum):
    """Which end of the first task holds which end of the second."""

    FS = "FS"
    SS = "SS"
    FF = "FF"
    SF = "SF"


@dataclass(frozen=True, slots=True)
class Link:
    """``after`` is held by ``before``; ``lag`` counts working days, negative for a lead."""

    before: str
    after: str
    kind: LinkKind = LinkKind.FS
    lag: int = 0


class TaskState(StrEnum):
    """What has happened to a task."""

    OPEN = "open"
    RUNNING = "running"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Task:
    """One task. ``duration`` counts working days, or hours when ``in_hours``; 0 makes it a milestone.

    ``earliest`` is the first day it may start, ``latest`` the last day by whose end it must be finished,
    ``fixed`` the day it must start on. ``remaining`` (same unit as ``duration``) counts from today; without
    it the rest is taken from ``progress`` (0 to 1). ``needs`` are amounts of owners, rooms, crews by their
    key. ``locked`` keeps the planned day when people are levelled.
    """

    key: str
    duration: int = 1
    name: str = ""
    owner: str = ""
    in_hours: bool = False
    calendar: str = ""
    earliest: dt.date | None = None
    latest: dt.date | None = None
    fixed: dt.date | None = None
    actual_start: dt.date | None = None
    actual_finish: dt.date | None = None
    remaining: int | None = None
    progress: float = 0.0
    needs: Mapping[str, int] = field(default_factory=dict)
    planned_start: dt.date | None = None
    locked: bool = False

    @property
    def state(self) -> TaskState:
        if self.actual_finish is not None:
            return TaskState.DONE
        return TaskState.OPEN if self.actual_start is None else TaskState.RUNNING

    @property
    def rest(self) -> int:
        """What is left to do from today on, in the unit of ``duration``."""
        if self.actual_finish is not None:
            return 0
        if self.actual_start is None:
            return self.duration
        if self.remaining is not None:
            return self.remaining
        return math.ceil(self.duration * (1 - self.progress) - 1e-9)


@dataclass(frozen=True)
class Plan:
    """Tasks and links between today and the opening day.

    ``opening_task`` names the milestone that is the opening itself; what follows it (taking down, the final
    report) is not held by the opening day. ``calendars`` are team calendars by the name tasks use.
    """

    tasks: Sequence[Task]
    links: Sequence[Link]
    opening: dt.date
    today: dt.date
    calendar: WorkCalendar = field(default_factory=prc_calendar)
    calendars: Mapping[str, WorkCalendar] = field(default_factory=dict)
    opening_task: str = ""
    hours_per_day: int = 8

    def with_opening(self, opening: dt.date) -> Plan:
        """The same plan counted back from another day."""
        return replace(self, opening=opening)

    def moved(self, working_days: int) -> Plan:
        """The same plan with the opening so many working days later (earlier when negative)."""
        return self.with_opening(self.calendar.add_working_days(self.opening, working_days))

    @property
    def opening_is_past(self) -> bool:
        return self.opening < self.today
