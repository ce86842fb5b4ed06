"""Translates the loops to machine code ahead of the first question, so that nobody waits for it."""

from __future__ import annotations

import datetime as dt

from luzhi.core.backplan.evolution import Evolution
from luzhi.core.backplan.plan import Link, Plan, Task
from luzhi.core.backplan.schedule import count_back
from luzhi.core.backplan.staffing import Resource, build_case

DAY = dt.date(2024, 3, 4)


def warm_up() -> None:
    """Count a tiny plan back and fit it to one person: a second when the code is there already, else some ten."""
    tasks = [Task(str(number), 3, needs={"one": 1}) for number in range(4)]
    plan = Plan(tasks, [Link("0", "1")], DAY + dt.timedelta(days=12), DAY)
    search = Evolution(build_case(count_back(plan), [Resource("one")]).instance)
    search.begin()
    search.generation(1)
    search.insert(search.starts)
