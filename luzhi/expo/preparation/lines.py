"""A line of action on one page: who leads, what is late, what was decided, whom it invited, who came of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from luzhi.common.problems import Problem
from luzhi.expo.invitations.queries import STEPS
from luzhi.expo.models import Decision, Delegation, Exhibitor, Expo, Guest, Invitation, Outcome, Zone
from luzhi.expo.queries import Part, read_parts
from luzhi.plans.counting import CountedPlan, Line
from luzhi.plans.models import PlanDocument, Task, Workstream
from luzhi.plans.workflow import UNFINISHED, TaskState
from luzhi.records.figures import Scope

MOST_ROWS = 12


@dataclass(frozen=True)
class Progress:
    """The tasks of a line: by state, those without room (float 0) and those too late (float below 0).

    `counted` is False while the plan has no opening day: then `late` are tasks whose due day has passed, and nobody
    knows which have no room.
    """

    total: int = 0
    done: int = 0
    blocked: int = 0
    late: int = 0
    tight: int = 0
    unowned: int = 0
    counted: bool = False


@dataclass
class LineState:
    """What the page of a line of action shows. Each part is read once; a fixed number of queries."""

    line: Workstream
    expo: Expo | None
    today: date = field(default_factory=timezone.localdate)

    @cached_property
    def tasks(self) -> list[Task]:
        rows = Task.objects.filter(workstream=self.line).exclude(state=TaskState.DROPPED)
        return list(rows.select_related("owner", "unit").order_by("ends_on", "position", "pk"))

    @cached_property
    def rows(self) -> list[Line]:
        """The line's tasks counted back from the opening; empty while the plan cannot be counted."""
        try:
            counted = CountedPlan(self.line.plan)
        except Problem:
            return []
        return [row for row in counted.lines if row.task.workstream_id == self.line.pk]

    @cached_property
    def progress(self) -> Progress:
        states = Counter(task.state for task in self.tasks)
        open_rows = [row for row in self.rows if row.times.float_days is not None]
        overdue = sum(is_overdue(task, self.today) for task in self.tasks)
        return Progress(
            len(self.tasks), states[TaskState.DONE], states[TaskState.BLOCKED],
            late=sum(row.times.float_days < 0 for row in open_rows) if self.rows else overdue,
            tight=sum(row.times.float_days == 0 for row in open_rows),
            unowned=sum(task.owner_id is None and task.state in UNFINISHED for task in self.tasks),
            counted=bool(self.rows),
        )  # fmt: skip

    @cached_property
    def pressing(self) -> list[dict[str, Any]]:
        """Open tasks, the one with the least room first; by their due day where nothing is counted."""
        if self.rows:
            found = [row for row in self.rows if row.times.float_days is not None]
            found.sort(key=lambda row: (row.times.float_days, row.times.latest_finish))
            return [{"task": row.task, "line": row, "by": row.times.latest_finish} for row in found]
        return [
            {"task": task, "line": None, "by": task.ends_on or task.latest_on}
            for task in self.tasks
            if task.state in UNFINISHED
        ]

    @cached_property
    def late(self) -> list[Task]:
        """Tasks whose due day has passed and that are not done."""
        return [task for task in self.tasks if is_overdue(task, self.today)]

    @cached_property
    def milestone(self) -> dict[str, Any] | None:
        """The next milestone or gate still open: what has no length, or holds up all that follows."""
        marked = [row for row in self.pressing if row["task"].duration == 0 or row["task"].is_gate]
        dated = [row for row in marked if row["by"] is not None]
        return min(dated, key=lambda row: row["by"], default=marked[0] if marked else None)

    @cached_property
    def decisions(self) -> list[Decision]:
        """What meetings decided for this line and is not done yet."""
        rows = Decision.objects.filter(task__workstream=self.line).exclude(
            task__state__in=[TaskState.DONE, TaskState.DROPPED]
        )
        return list(rows.select_related("meeting__committee", "task").order_by("pk"))

    @cached_property
    def loose_decisions(self) -> int:
        """Decisions of the expo's committee that have become nobody's task, of whatever line."""
        if self.expo is None:
            return 0
        return Decision.objects.filter(meeting__committee__expo=self.expo, task=None).count()

    @cached_property
    def papers(self) -> list[dict[str, Any]]:
        """The newest version of each paper of this line and of the whole plan, and how many there are."""
        rows = PlanDocument.objects.filter(Q(workstream=self.line) | Q(workstream=None), plan=self.line.plan_id)
        return sorted(newest_of(rows), key=lambda row: row["paper"].workstream_id is None)

    @cached_property
    def channels(self) -> list[Any]:
        return list(self.line.channels.order_by("pk"))

    def invitations(self) -> QuerySet[Invitation]:
        return Invitation.objects.filter(channel__workstreams=self.line).distinct()

    def exhibitors(self) -> QuerySet[Exhibitor]:
        """Firms in the zones of the line, or found through its channels."""
        mine = Q(zone__workstream=self.line) | Q(channel__workstreams=self.line)
        return Exhibitor.objects.filter(mine, organisation__unnamed=False, withdrawn_on=None).distinct()

    def guests(self) -> QuerySet[Guest]:
        """Confirmed guests whom the line's channels invited, or who come with its delegations."""
        mine = Q(invitation__channel__workstreams=self.line) | Q(delegation__workstream=self.line)
        return Guest.objects.filter(mine, confirmed=True).distinct()

    @cached_property
    def invited(self) -> dict[str, int]:
        """How far the invitations of the line's channels went, step by step."""
        counts = self.invitations().values("state").annotate(n=Count("pk", distinct=True)).order_by()
        states = {row["state"]: row["n"] for row in counts}
        return {name: sum(states.get(state, 0) for state in wanted) for name, wanted in STEPS.items()}

    @cached_property
    def numbers(self) -> dict[str, int]:
        return {
            "exhibitors": self.exhibitors().values("organisation").distinct().count(),
            "guests": self.guests().values("person").distinct().count(),
        }

    @cached_property
    def zones(self) -> list[dict[str, Any]]:
        """The line's zones, each with its exhibitors as far as they are known."""
        found = list(Zone.objects.filter(workstream=self.line).order_by("pk"))
        firms: dict[str, Part] = {}
        if self.expo is not None and found:
            firms = read_parts("expo.exhibitors", Scope(self.expo.body_id, self.expo.year), "zone")
        return [{"zone": zone, "firms": firms.get(str(zone.pk))} for zone in found]

    @cached_property
    def delegations(self) -> list[Delegation]:
        return list(self.line.delegations.order_by("pk"))

    @cached_property
    def events(self) -> list[Any]:
        return list(self.line.sub_events.order_by("starts_at", "pk"))

    @cached_property
    def outcomes(self) -> list[Outcome]:
        """What came about at the line's sub-events."""
        related = ("agreement", "alliance", "stage__project", "sub_event")
        return list(Outcome.objects.filter(sub_event__workstream=self.line).select_related(*related).order_by("pk"))

    @cached_property
    def done_for_it(self) -> list[Any]:
        """Trips, activities and promotions of the line."""
        return [
            *self.line.activities.order_by("starts_on", "pk"), *self.line.trips.order_by("starts_on", "pk"),
            *self.line.promotions.order_by("pk"),
        ]  # fmt: skip

    @cached_property
    def aims(self) -> list[Any]:
        return list(self.line.aims.order_by("kind", "pk"))


def newest_of(papers: QuerySet[PlanDocument]) -> list[dict[str, Any]]:
    """The newest version of each paper and how many versions there are, in the order of the papers; one query."""
    newest: dict[str, dict[str, Any]] = {}
    for paper in papers.order_by("issue", "pk"):
        known = newest.get(paper.title, {"versions": 0})
        newest[paper.title] = {"paper": paper, "versions": known["versions"] + 1}
    return list(newest.values())


def newest_papers(expo: Expo) -> list[dict[str, Any]]:
    """The papers that govern the expo's plan, each in its newest version."""
    return newest_of(PlanDocument.objects.filter(plan=expo.plan_id)) if expo.plan_id else []


def is_overdue(task: Task, today: date) -> bool:
    last = task.ends_on or task.latest_on
    return task.state in UNFINISHED and last is not None and last < today


def count_lines(expo: Expo) -> Sequence[dict[str, Any]]:
    """The lines of an expo's plan with their tasks: all, done, past their due day; one query."""
    if expo.plan_id is None:
        return []
    past = Q(tasks__state__in=UNFINISHED, tasks__ends_on__lt=timezone.localdate())
    lines = Workstream.objects.filter(plan=expo.plan_id).select_related("lead", "head").annotate(
        n_tasks=Count("tasks", filter=~Q(tasks__state=TaskState.DROPPED)),
        n_done=Count("tasks", filter=Q(tasks__state=TaskState.DONE)), n_late=Count("tasks", filter=past),
    )  # fmt: skip
    return [
        {"line": line, "tasks": line.n_tasks, "done": line.n_done, "late": line.n_late}
        for line in lines.order_by("number")
    ]
