"""Ties the table of goals to the model."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from luzhi.core.quantity import Quantity
from luzhi.mandate.models import Goal
from luzhi.mandate.workflow import GOAL, PURSUED, SET
from luzhi.workflow.engine import Binding, bind


@dataclass(frozen=True)
class GoalFacts:
    """What the guards of a goal look at."""

    target: Quantity | None
    achieved: Quantity | None
    open_members: int


def gather_facts(goals: Iterable[Any]) -> dict[int, GoalFacts]:
    goals = list(goals)
    open_of: dict[int, int] = dict.fromkeys((goal.pk for goal in goals), 0)
    rows = Goal.objects.filter(parent__in=list(open_of), state__in=[SET, PURSUED]).values_list("parent_id", flat=True)
    for parent in rows:
        open_of[parent] += 1
    return {goal.pk: GoalFacts(goal.target, goal.achieved, open_of[goal.pk]) for goal in goals}


bind(Binding(workflow=GOAL, model=Goal, facts_of=gather_facts))
