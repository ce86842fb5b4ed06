"""When a proposal comes: for which session it is taken, or between sessions, and whether it comes too late."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from luzhi.core.calendar import prc_calendar
from luzhi.core.clock import Span
from luzhi.handling.models import Late, RuleSet
from luzhi.people.models import Session


@dataclass(frozen=True, slots=True)
class Period:
    """The session a moment belongs to (None where none is on record), whether a proposal then is one between sessions,
    and, where the rules refuse it, until when proposals were taken."""

    session: Session | None = None
    between: bool | None = None  # None: nothing is known, the proposers say it themselves
    closed_since: dt.datetime | None = None


def find_period(body_id: int, rules: RuleSet | None, moment: dt.datetime) -> Period:
    """The period of a moment. Proposals for a session are taken from the opening of its window to its last moment; what
    comes later counts as between sessions or, where the rules say so, is refused until the session has closed."""
    day = timezone.localtime(moment).date()
    sessions = list(Session.objects.filter(body=body_id).select_related("term").order_by("opens_on", "pk"))
    begun = [session for session in sessions if window_start(session, rules) <= day]
    if not begun:
        return Period() if not sessions else Period(None, between=True)
    session = begun[-1]
    last = last_moment(session)
    if last is None or moment <= last:
        return Period(session, between=False)
    open_still = session.closes_on is None or day <= session.closes_on
    refused = rules is not None and rules.late == Late.REFUSED and open_still
    return Period(session, between=True, closed_since=last if refused else None)


def window_start(session: Session, rules: RuleSet | None) -> dt.date:
    """The first day on which proposals for a session are taken; without a rule, the day it opens."""
    limit = rules.window_opens if rules else None
    if limit is None or not isinstance(limit.length, Span):
        return session.opens_on
    return prc_calendar().add(session.opens_on, -limit.length.count, limit.length.unit)


def last_moment(session: Session) -> dt.datetime | None:
    """Until when proposals are taken: as set, or the end of the day on which the session closes."""
    if session.proposals_until is not None:
        return session.proposals_until
    if session.closes_on is None:
        return None
    end = dt.datetime.combine(session.closes_on, dt.time.max)
    return timezone.make_aware(end)
