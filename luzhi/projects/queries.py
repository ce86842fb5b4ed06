"""Reads over several models: how many projects came how far, and which have fallen silent."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Max
from django.utils import timezone

from luzhi.projects.models import FollowUp, Project, StageEntry
from luzhi.projects.stages import LANDED_OR_FURTHER, ORDER, Stage

SILENT_AFTER_DAYS = 90


@dataclass(frozen=True)
class Reached:
    """How many distinct projects reached a stage in the year, and how many stand there now."""

    stage: Stage
    reached: int
    now: int


@dataclass(frozen=True)
class Silent:
    """A project of which nothing has been heard for long; `since` is None when no day is on record at all."""

    project: Project
    since: date | None
    days: int | None


@dataclass(frozen=True)
class Conversion:
    """Of the projects one source brought to signing, how many have landed since."""

    source: Any
    signed: int
    landed: int


def count_stages(body_id: int, year: int) -> list[Reached]:
    """Each stage with its number of distinct projects; two queries."""
    entries = StageEntry.objects.filter(body_id=body_id, year=year).values_list("stage", "project").distinct()
    reached = Counter(stage for stage, _project in entries)
    now = Counter(Project.objects.filter(body_id=body_id, stages__year=year).distinct().values_list("state", flat=True))
    return [Reached(stage, reached[stage], now[stage]) for stage in (*ORDER, Stage.LOST)]


def find_silent(body_id: int, *, today: date | None = None, most: int = 50) -> list[Silent]:
    """Projects on their way, not yet in production, of which nothing was heard for ninety days; longest first."""
    today = today or timezone.localdate()
    projects = (
        Project.objects.filter(body_id=body_id)
        .exclude(state__in=[Stage.PRODUCING, Stage.LOST])
        .annotate(stage_day=Max("stages__reached_on"), look_day=Max("follow_ups__done_on"))
    )
    found = []
    for project in projects:
        heard = max(filter(None, (project.stage_day, project.look_day)), default=None)
        days = (today - heard).days if heard else None
        if days is None or days > SILENT_AFTER_DAYS:
            found.append(Silent(project, heard, days))
    found.sort(key=lambda silent: (silent.days is None, -(silent.days or 0), silent.project.pk))
    return found[:most]


def find_due(body_id: int, *, today: date | None = None, ahead_days: int = 14, most: int = 50) -> list[FollowUp]:
    """Follow-ups that are due or fall due within a fortnight and have not been done."""
    until = (today or timezone.localdate()) + timedelta(days=ahead_days)
    rows = FollowUp.objects.filter(body_id=body_id, done_on=None, due_on__lte=until)
    return list(rows.select_related("project", "agreement").order_by("due_on", "pk")[:most])


def convert_by_introducer(body_id: int, year: int) -> list[Conversion]:
    """Conversion of the year's signings by who introduced the project; one without an introducer counts under None."""
    entries = StageEntry.objects.filter(body_id=body_id, year=year, stage=Stage.SIGNED).select_related("project")
    projects = {
        entry.project_id: entry.project
        for entry in entries.prefetch_related("project__contributions__organisation", "project__contributions__person")
    }
    signed: Counter[Any] = Counter()
    landed: Counter[Any] = Counter()
    for project in projects.values():
        sources = {c.organisation or c.person for c in project.contributions.all() if c.part == "introduced"} or {None}
        for source in sources:
            signed[source] += 1
            landed[source] += project.state in LANDED_OR_FURTHER
    return [Conversion(source, n, landed[source]) for source, n in signed.most_common()]
