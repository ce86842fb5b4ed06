"""The days that follow from the rules: from when time is counted, until when a unit may object, who has to have
spoken, ruled or rated by when."""

import datetime as dt

from django.utils import timezone

from luzhi.core.calendar import prc_calendar
from luzhi.core.clock import FixedDay, Span
from luzhi.handling.limits import Limit
from luzhi.handling.models import BaseEvent, Matter, Mode, Referral, RuleSet, TransferEffect


def find_rules(body_id: int, day: dt.date) -> RuleSet | None:
    """The rule set of a body in force on a day; None where the body has none."""
    return RuleSet.objects.filter(body=body_id).valid_on(day).first()


def rules_for(matter: Matter) -> RuleSet | None:
    """The rules the matter keeps; before it has any, those in force today."""
    return matter.rules or find_rules(matter.body_id, timezone.localdate())


def last_day(start: dt.date | None, limit: Limit | None) -> dt.date | None:
    """The last day of a time that begins after `start`; None where there is no start or no limit."""
    if start is None or limit is None:
        return None
    length: Span | FixedDay = limit.length
    return prc_calendar().add(start, length.count, length.unit) if isinstance(length, Span) else length.after(start)


def base_day(referral: Referral, base: str) -> dt.date | None:
    """The day from which a unit's time is counted: sending, the handover meeting, or the last day of the session.

    Where the meeting or the session is not on record, and in later rounds, it is the day of sending. A unit to which
    the matter was passed on counts from its own day, or from the first unit's where the rules let its time run on.
    """
    matter = referral.matter
    first = referral.passed_from
    if first is not None and matter.rules and matter.rules.transfer == TransferEffect.CONTINUES:
        first.matter = matter
        return base_day(first, base)
    if base == BaseEvent.SENT or first is not None or matter.round > 1:
        return referral.sent_on
    if base == BaseEvent.SESSION:
        return (matter.session.closes_on if matter.session else None) or referral.sent_on
    held = [m.held_on for m in matter.handovers.all() if m.held_on is not None and m.state != "planned"]
    return min(held, default=referral.sent_on)


def object_until(referral: Referral) -> dt.date | None:
    """The last day on which the unit may ask for a return; None where the rules set no limit."""
    rules = referral.matter.rules
    if rules is None or referral.sent_on is None:
        return None
    if referral.passed_from_id is not None:  # this unit has heard of it no earlier
        start: dt.date | None = timezone.localdate(referral.created_at)
    else:
        start = base_day(referral, rules.objection_base)
    return last_day(start, rules.objection_limit)


def rule_until(referral: Referral) -> dt.date | None:
    """The last day for ruling on a return that has been asked for; None while none is, or where no limit is set."""
    rules = referral.matter.rules
    if rules is None or referral.state != "objected" or referral.state_since is None:
        return None
    return last_day(timezone.localdate(referral.state_since), rules.ruling_limit)


def talk_until(referral: Referral) -> dt.date | None:
    """The last day for the unit's first talk with the proposers. Joint units talk through the lead unit."""
    rules = referral.matter.rules
    if rules is None or referral.mode == Mode.JOINT or referral.matter.round > 1:
        return None
    return last_day(referral.sent_on, rules.contact_limit)


def rate_until(matter: Matter) -> dt.date | None:
    """The last day for verdicts, counted from the day all answers were in; None where the rules set none."""
    if matter.rules is None or matter.state_since is None or matter.state != "answered":
        return None
    return last_day(timezone.localdate(matter.state_since), matter.rules.feedback_limit)
