"""Recurring checks: on which days they fall due, which were made, which are waiting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.common.audit import record_event
from luzhi.common.problems import Conflict, Problem, Refused
from luzhi.core.calendar import WorkCalendar, prc_calendar
from luzhi.plans.forms import today
from luzhi.plans.models import Check, CheckRun, Plan

MOST = 400


@dataclass(frozen=True)
class Waiting:
    """A check, the days on which it fell due and was not made (the last one first), and its next day."""

    check: Check
    days: list[date]
    following: date | None

    @property
    def day(self) -> date | None:
        return self.days[0] if self.days else None


def list_days(check: Check, until: date | None = None, *, calendar: WorkCalendar | None = None) -> list[date]:
    """Every day on which a check falls due, up to its own end, the opening of its plan, or ``until``."""
    calendar = calendar or prc_calendar()
    ends = [day for day in (check.ends_on, check.plan.opens_on if check.ends_on is None else None, until) if day]
    last = min(ends, default=check.starts_on)
    day = check.starts_on + timedelta(days=(check.weekday - check.starts_on.weekday()) % 7)
    found: list[date] = []
    while day <= last and len(found) < MOST:
        works = calendar.next_working_day(day)
        if works <= last:
            found.append(works)
        day += timedelta(weeks=check.every_weeks)
    return found


def find_waiting(checks: QuerySet[Check], *, on: date | None = None) -> list[Waiting]:
    """Checks that are due by a day and have not been made, those waiting longest first; two queries."""
    day = on or today()
    found = []
    for check in checks.select_related("plan", "owner").prefetch_related("runs").order_by("pk"):
        made = {run.on for run in check.runs.all()}
        days = list_days(check)
        due = [each for each in days if each <= day and each not in made]
        found.append(Waiting(check, due[::-1], next((each for each in days if each > day), None)))
    return sorted((one for one in found if one.days), key=lambda one: one.days[-1])


def find_my_checks(person_ids: Iterable[int], body_id: int) -> list[Waiting]:
    return find_waiting(Check.objects.filter(owner_id__in=list(person_ids), body_id=body_id))


def find_findings(plan: Plan, since: date) -> QuerySet[CheckRun]:
    """What checks found that was not well."""
    runs = CheckRun.objects.filter(check_of__plan=plan, on__gte=since, is_well=False)
    return runs.select_related("check_of").order_by("-on", "-pk")


def make_check(check: Check, day: date, *, is_well: bool, remark: str, by: Actor) -> CheckRun:
    """Note that a check was made for one of its days. Staff may, and the person responsible.

    Raises Problem for a day that is none of its own or still to come, or a finding without words, Conflict when it was
    made already.
    """
    if not (by.may("plans.board.change") or check.owner_id in by.person_ids):
        raise Refused(_("Only the person responsible and the office note this check."))
    if day > today() or day not in list_days(check):
        raise Problem(_("“%(check)s” does not fall due on %(day)s.") % {"check": check, "day": day})
    if not is_well and not remark.strip():
        raise Problem(_("Say what was found."))
    with transaction.atomic():
        run, is_new = CheckRun.objects.get_or_create(
            check_of=check, on=day, defaults={"is_well": is_well, "remark": remark.strip()[:300], "made_by": str(by)}
        )
        if not is_new:
            raise Conflict(_("This check was noted already, by %(who)s.") % {"who": run.made_by})
        record_event(
            actor=by,
            verb="check made",
            obj=check,
            changes={"on": day.isoformat(), "well": is_well},
            reason=remark[:300],
        )
    return run
