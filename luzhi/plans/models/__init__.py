"""Plans, their tasks, and what is kept of them."""

from luzhi.plans.models.days import Absence, Resource, SpecialDay
from luzhi.plans.models.kept import CalendarFeed, CheckRun, Told, Version, WeekSnapshot
from luzhi.plans.models.work import (
    Check,
    DocumentKind,
    Link,
    LinkKind,
    Need,
    Plan,
    PlanDocument,
    Task,
    Weekday,
    Workstream,
)

__all__ = [
    "Absence",
    "CalendarFeed",
    "Check",
    "CheckRun",
    "DocumentKind",
    "Link",
    "LinkKind",
    "Need",
    "Plan",
    "PlanDocument",
    "Resource",
    "SpecialDay",
    "Task",
    "Told",
    "Version",
    "WeekSnapshot",
    "Weekday",
    "Workstream",
]
