"""Ties the table of activities to the model: facts, deadline, notices to those who take part."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from luzhi.activities.models import Activity, Participant
from luzhi.activities.vocabulary import Attendance
from luzhi.activities.workflow import ACTIVITY
from luzhi.common.outbox import draft_notice
from luzhi.core.calendar import prc_calendar
from luzhi.records.kinds import url_of
from luzhi.workflow.engine import Binding, Taken, bind


@dataclass(frozen=True)
class ActivityFacts:
    """What the guards of an activity look at."""

    today: date
    starts_on: date | None
    has_place: bool
    has_result: bool
    still_due: int


def gather_facts(activities: Iterable[Any]) -> dict[int, ActivityFacts]:
    """Facts of many activities; one query for who is still marked as due."""
    activities = list(activities)
    due: dict[int, int] = dict.fromkeys((activity.pk for activity in activities), 0)
    open_rows = Participant.objects.filter(activity__in=list(due), attendance=Attendance.DUE, person__isnull=False)
    for pk in open_rows.values_list("activity_id", flat=True):
        due[pk] += 1
    today = timezone.localdate()
    return {
        a.pk: ActivityFacts(today, a.starts_on, bool(a.place_id or a.host_id), bool(a.result.strip()), due[a.pk])
        for a in activities
    }


def count_days(activity: Any, working_days: int) -> date:
    """The due day: so many working days after the activity's last day, or after today where it has none."""
    return prc_calendar().add_working_days(activity.ends_on or timezone.localdate(), working_days)


def tell_participants(taken: Taken) -> None:
    """Draft a notice to each participant with an account; a person reviews it before it leaves."""
    activity = taken.obj
    sentence = _("“%(activity)s” %(what)s.") % {"activity": activity, "what": taken.step.past}
    text = "\n".join(part for part in (describe_meeting(activity), taken.reason) if part)
    accounts = activity.participants.filter(person__account__isnull=False).values_list("person__account_id", flat=True)
    for account_id in accounts.order_by("pk"):
        draft_notice(
            recipient_id=account_id, body_id=activity.body_id, topic="activities.activity", subject=sentence,
            text=text, link=url_of(activity), about=activity,
        )  # fmt: skip


def describe_meeting(activity: Any) -> str:
    """When and where, in one line."""
    when = f"{activity.starts_on:%Y-%m-%d}" if activity.starts_on else ""
    return " · ".join(part for part in (when, str(activity.place or activity.host or "")) if part)


bind(
    Binding(
        workflow=ACTIVITY,
        model=Activity,
        facts_of=gather_facts,
        effects={"tell_participants": tell_participants},
        due_after=count_days,
    )
)
