"""Plans counted back from the opening day (倒排工期): passes, float, blame, ways out, people.

``count_back(plan)`` gives the ``Schedule``; ``blame`` and ``why`` explain it, ``Relief`` looks for ways out,
``preview_opening`` and ``diff`` compare plans. Names load their module at first use: the arrays need numpy, whose
import takes 0.2 s, and numba, whose import takes a second, that most processes never need.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from luzhi.core.backplan.chains import Anchor, Chain, Reason, blame, why
    from luzhi.core.backplan.graph import find_cycle
    from luzhi.core.backplan.loads import Help, HelpOption, Load, Overload, daily_loads, overloads
    from luzhi.core.backplan.moves import (
        Change,
        Move,
        Placement,
        Preview,
        by_owner,
        diff,
        placements,
        preview_opening,
    )
    from luzhi.core.backplan.people import Leveled, level
    from luzhi.core.backplan.plan import Link, LinkKind, Plan, PlanError, Task, TaskState
    from luzhi.core.backplan.relief import Option, Relief, Way
    from luzhi.core.backplan.schedule import Schedule, TaskTimes, count_back
    from luzhi.core.backplan.staffing import Busy, Resource

_HOME = {
    "graph": ("find_cycle",),
    "chains": ("Anchor", "Chain", "Reason", "blame", "why"),
    "loads": ("Help", "HelpOption", "Load", "Overload", "daily_loads", "overloads"),
    "moves": ("Change", "Move", "Placement", "Preview", "by_owner", "diff", "placements", "preview_opening"),
    "people": ("Leveled", "level"),
    "plan": ("Link", "LinkKind", "Plan", "PlanError", "Task", "TaskState"),
    "relief": ("Option", "Relief", "Way"),
    "schedule": ("Schedule", "TaskTimes", "count_back"),
    "staffing": ("Busy", "Resource"),
}

__all__ = [
    "Anchor",
    "Busy",
    "Chain",
    "Change",
    "Help",
    "HelpOption",
    "Leveled",
    "Link",
    "LinkKind",
    "Load",
    "Move",
    "Option",
    "Overload",
    "Placement",
    "Plan",
    "PlanError",
    "Preview",
    "Reason",
    "Relief",
    "Resource",
    "Schedule",
    "Task",
    "TaskState",
    "TaskTimes",
    "Way",
    "blame",
    "by_owner",
    "count_back",
    "daily_loads",
    "diff",
    "find_cycle",
    "level",
    "overloads",
    "placements",
    "preview_opening",
    "why",
]


def __getattr__(name: str) -> Any:
    for module, names in _HOME.items():
        if name in names:
            found = globals()[name] = getattr(import_module(f"{__name__}.{module}"), name)
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
