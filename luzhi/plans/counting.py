"""From rows to the kernel and back: a plan's tasks counted back from its opening day, explained in sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luzhi.common.problems import Problem
from luzhi.core import backplan
from luzhi.core.calendar import Leave, Override, WorkCalendar
from luzhi.people.models import Person
from luzhi.plans.forms import today
from luzhi.plans.models import Absence, Link, Need, Plan, SpecialDay, Task
from luzhi.plans.workflow import TaskState

LONGEST_AHEAD = timedelta(days=365 * 3)
EVERY_DAY = frozenset(range(7))
NEAR = 5  # at so many working days of float or fewer, the sentence says what is held up


@dataclass(frozen=True, slots=True)
class Line:
    """A task as the pages show it: the row, its times, how urgent it is and why.

    ``days_to_go`` are working days from its latest finish to the opening; below zero for what follows it.
    """

    task: Any
    times: Any
    why: str
    days_to_go: int

    @property
    def offset(self) -> str:
        """The latest finish as people say it: T-12."""
        return f"T{-self.days_to_go:+d}" if self.days_to_go else "T"

    @property
    def tone(self) -> str:
        """Red only where the float is gone."""
        if self.times.float_days is None:
            return "good"
        if self.times.float_days < 0:
            return "stop"
        return "warn" if self.times.float_days == 0 else "plain"


class Tie(NamedTuple):
    """A link as the pages and files need it; thousands are read at once."""

    task_id: int
    holds_id: int
    kind: str
    lag: int


class CountedPlan:
    """A plan with both passes done. Few queries, whatever its size; raises Problem if it cannot be."""

    def __init__(
        self,
        plan: Plan,
        *,
        opens_on: date | None = None,
        on: date | None = None,
        instead: tuple[int, Person | None] | None = None,
    ) -> None:
        """``instead`` looks at the plan as if a person's open tasks were another's, or nobody's."""
        self.plan = plan
        self.today = on or today()
        self.opens_on = opens_on or plan.opens_on
        if self.opens_on is None:
            raise Problem(_("Give the plan its opening day first; everything is counted back from it."))
        if abs(self.opens_on - self.today) > LONGEST_AHEAD and self.opens_on > self.today:
            raise Problem(_("The opening day lies more than three years ahead."))
        self.tasks = list(
            Task.objects.filter(plan=plan)
            .exclude(state=TaskState.DROPPED)
            .select_related("owner", "workstream")
            .order_by("position", "pk")
        )
        if instead is not None:
            for task in self.tasks:
                if task.owner_id == instead[0] and task.state != TaskState.DONE:
                    task.owner = instead[1]
        self.by_key = {str(task.pk): task for task in self.tasks}
        ties = Link.objects.filter(task__plan=plan).order_by("pk").values_list("task_id", "holds_id", "kind", "lag")
        known = {task.pk for task in self.tasks}
        self.links = [Tie(*tie) for tie in ties if tie[0] in known and tie[1] in known]
        try:
            self.schedule = backplan.count_back(self.kernel)
        except backplan.PlanError as error:
            raise Problem(self.explain(error)) from error

    @cached_property
    def calendar(self) -> WorkCalendar:
        days = SpecialDay.objects.filter(body_id=self.plan.body_id)
        return WorkCalendar({day.on: Override(day.works, day.reason) for day in days})

    @cached_property
    def calendars(self) -> dict[str, WorkCalendar]:
        """Calendars other than the body's, by the name the kernel's tasks use: leave, teams that work on weekends."""
        leaves: dict[int, list[Leave]] = defaultdict(list)
        owners = {task.owner_id for task in self.tasks if task.owner_id}
        for absence in Absence.objects.filter(person_id__in=owners).order_by("starts_on") if owners else ():
            leaves[absence.person_id].append(Leave(absence.starts_on, absence.ends_on, absence.reason))
        found: dict[str, WorkCalendar] = {}
        for task in self.tasks:
            absent, weekends = leaves.get(task.owner_id or 0, []), works_weekends(task)
            name = calendar_name(task, absent=bool(absent), weekends=weekends)
            if name and name not in found:
                days = EVERY_DAY if weekends else None
                found[name] = self.calendar.team(name, weekdays=days, leave=absent)
        return found

    @cached_property
    def kernel(self) -> backplan.Plan:
        """The plan as the kernel wants it: owners have capacity one, their absences are their calendars."""
        calendars = self.calendars
        needs: dict[int, dict[str, int]] = defaultdict(dict)
        for task_id, resource_id, amount in Need.objects.filter(task__plan=self.plan).values_list(
            "task_id", "resource_id", "amount"
        ):
            needs[task_id][f"r{resource_id}"] = amount
        opening = next((str(task.pk) for task in self.tasks if task.is_opening), "")
        return backplan.Plan(
            tasks=[to_kernel(task, calendars, needs.get(task.pk, {})) for task in self.tasks],
            links=[
                backplan.Link(str(link.holds_id), str(link.task_id), backplan.LinkKind(link.kind), link.lag)
                for link in self.links
            ],
            opening=self.opens_on or self.today,
            today=self.today,
            calendar=self.calendar,
            calendars=calendars,
            opening_task=opening,
        )

    # -- reading it

    @cached_property
    def lines(self) -> list[Line]:
        """Every task in the list's order. The reason is worked out only where there is little room."""
        rank, opening = self.calendar.rank, self.calendar.rank(self.opens_on or self.today)
        return [
            Line(task, times, self.say_why(task, times), opening - rank(times.latest_finish))
            for task, times in zip(self.tasks, self.schedule.rows(), strict=True)
        ]

    def say_why(self, task: Task, times: Any) -> str:
        """One sentence: why this is critical, or how much room it has."""
        if times.float_days is None:
            return _("finished on %(day)s") % {"day": task.actual_finish}
        if times.float_days > NEAR:
            days = int(times.float_days)
            return ngettext("%(n)s working day of room", "%(n)s working days of room", days) % {"n": days}
        reason = backplan.why(self.schedule, str(task.pk))
        words = {name: self.name_of(value) for name, value in reason.params.items()}
        sentences = {
            "late": _("%(days)s working days too late for “%(end)s” on %(deadline)s."),
            "no_float": _("No room: a day's delay moves “%(end)s” on %(deadline)s."),
            "near": _("%(days)s working days of room before it moves “%(end)s” on %(deadline)s."),
            "has_float": _("%(days)s working days of room."),
        }
        return sentences.get(reason.code, "%(days)s") % {"days": 0, **words}

    def name_of(self, value: Any) -> Any:
        """Task numbers in the kernel's answers as the names people know."""
        if isinstance(value, tuple | list):
            return " → ".join(str(self.name_of(part)) for part in value)
        if isinstance(value, str) and value in self.by_key:
            return self.by_key[value].name
        return int(value) if isinstance(value, float) and value.is_integer() else value

    @property
    def days_late(self) -> float:
        return self.schedule.days_late

    @cached_property
    def blamed(self) -> list[Task]:
        """The shortest chain to blame for the worst lateness, or the chain without room that leads to the opening."""
        chain = backplan.blame(self.schedule)
        return [self.by_key[key] for key in chain.tasks] if chain else []

    @cached_property
    def critical(self) -> set[int]:
        return {int(key) for key in self.schedule.critical}

    def ways_out(self) -> list[tuple[str, str, Any]]:
        """What would help, each with its computed effect: (what to do, what it brings, the option)."""
        found = []
        for option in backplan.Relief(self.schedule).options():
            names = "、".join(f"“{self.by_key[key].name}”" for key in option.tasks)
            days = "、".join(f"{day:g}" for day in option.days)
            what = {
                "shorten": _("Shorten %(tasks)s by %(days)s working days"),
                "side_by_side": _("Run %(tasks)s side by side"),
                "drop": _("Drop %(tasks)s"),
                "move_opening": _("Move the opening to %(opening)s"),
            }[option.way.value] % {"tasks": names, "days": days, "opening": option.opening}
            if option.resolves:
                effect = _("then every date can be kept")
            else:
                effect = _("then still %(after)s instead of %(before)s working days late") % {
                    "after": f"{option.late_after:g}", "before": f"{option.late_before:g}",
                }  # fmt: skip
            found.append((what, effect, option))
        return found

    def explain(self, error: backplan.PlanError) -> str:
        """The kernel's refusal as the sentence a person reads."""
        words = {name: self.name_of(value) for name, value in error.params.items()}
        sentences = {
            "cycle": _("These tasks wait for each other in a circle: %(tasks)s."),
            "finish_before_start": _("“%(task)s” was finished before it began."),
            "actual_after_today": _("“%(task)s” has a day on record that is still to come: %(date)s."),
            "beyond_calendar": _("The calendar covers %(first)s to %(last)s only; a date lies outside."),
        }
        return sentences.get(error.code, str(error)) % words


def works_weekends(task: Task) -> bool:
    return task.workstream is not None and task.workstream.works_weekends


def calendar_name(task: Task, *, absent: bool, weekends: bool) -> str:
    """Which calendar a task counts in; empty for the body's own."""
    owner = str(task.owner_id) if absent else ""
    return f"{owner}{'+' if weekends else ''}"


def to_kernel(task: Task, calendars: Mapping[str, WorkCalendar], needs: dict[str, int]) -> backplan.Task:
    """One row as the kernel's task."""
    owner = str(task.owner_id or "")
    done = task.state == TaskState.DONE
    own = calendar_name(task, absent=True, weekends=works_weekends(task))
    common = calendar_name(task, absent=False, weekends=works_weekends(task))
    return backplan.Task(
        key=str(task.pk),
        duration=task.duration,
        name=task.name,
        owner=owner,
        in_hours=task.in_hours,
        calendar=own if own in calendars else common,
        earliest=task.earliest_on,
        latest=task.latest_on,
        fixed=task.fixed_on,
        actual_start=task.actual_start,
        actual_finish=task.actual_finish if done else None,
        remaining=task.remaining if not done else None,
        needs={owner: 1, **needs} if owner else needs,
        planned_start=task.starts_on,
        locked=task.locked,
    )
