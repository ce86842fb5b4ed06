"""The clock of a referral: its rule, its ledger, and the due day that follows from them."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luzhi.access.actors import Actor
from luzhi.common.audit import record_event
from luzhi.common.problems import Problem
from luzhi.core.calendar import WorkCalendar, prc_calendar
from luzhi.core.clock import (
    Clock,
    ClockDay,
    ClockRule,
    Entry,
    FixedDay,
    Span,
    Transfer,
    check_entry,
    due,
    explain,
    read_clock,
)
from luzhi.core.clock import EntryKind as Kind
from luzhi.handling.days import base_day, find_rules, last_day
from luzhi.handling.limits import Limit
from luzhi.handling.models import ClockEntry, Matter, Mode, Occasion, Referral, RuleSet
from luzhi.handling.rule_lines import read_bonuses, read_kind_limits

FEBRUARY = 2
LIMIT_FIELDS = {
    Occasion.MEETING: "meeting_limit",
    Occasion.FORMAL: "formal_limit",
    Occasion.SESSION: "session_limit",
    Occasion.BETWEEN: "between_limit",
}
REFUSALS = {
    "already_started": gettext_lazy("The clock has been running since %(on)s."),
    "not_started": gettext_lazy("The clock has not been started."),
    "already_over": gettext_lazy("The clock stopped on %(on)s."),
    "earlier_than_last": gettext_lazy("%(at)s lies before the last entry of %(last)s."),
    "reason_missing": gettext_lazy("This entry needs a reason."),
    "already_paused": gettext_lazy("The clock has stood still since %(since)s."),
    "not_paused": gettext_lazy("The clock is not standing still."),
    "extension_not_allowed": gettext_lazy("The rules allow no extension (%(clause)s)."),
    "extension_without_length": gettext_lazy("Say how long the extension is."),
    "extensions_used_up": gettext_lazy("The rules allow %(allowed)s extensions; they are used up (%(clause)s)."),
    "extension_too_long": gettext_lazy(
        "The extension would last until %(until)s; the rules allow %(longest)s at most."
    ),
    "extension_after_due": gettext_lazy("The due day %(due)s has passed; it can no longer be extended."),
    "hard_stop_reached": gettext_lazy("Nothing can be extended beyond %(stop)s (%(clause)s)."),
}


def fix_rules(matter: Matter) -> None:
    """Give the matter the rules of today, which it keeps from now on; what it has already stays."""
    if matter.rules_id is None:
        matter.rules = find_rules(matter.body_id, timezone.localdate())
        matter.save(update_fields=["rules", "updated_at"])


def rule_of(referral: Referral) -> ClockRule | None:
    """The rule by which a referral's time is counted; None where the rules set no limit for it."""
    rules = referral.matter.rules
    if rules is None:
        return None
    limit = limit_of(referral, rules)
    if limit is None:
        return None
    length = limit.length
    if isinstance(length, Span) and length.count < 0:
        before = day_before_main(referral, rules, length)
        if before is None:
            return None
        length = before
    return ClockRule(
        length,
        clause=rules.clause,
        base_event=rules.reply_base,
        extension=rules.extension.length if rules.extension and isinstance(rules.extension.length, Span) else None,
        extensions=rules.extensions,
        hard_stop=rules.hard_stop.length if rules.hard_stop else None,
        bonuses=read_bonuses(rules.bonuses),
        rolls=rules.rolls,
        objection_pauses=rules.objection_pauses,
        transfer=Transfer.ENDS,
    )


def main_due(referral: Referral, rules: RuleSet) -> dt.date | None:
    """The day by which the lead unit of a joint one has to answer, as the rules have it from the same start."""
    start = base_day(referral, rules.reply_base) or timezone.localdate()
    return last_day(start, usual_limit(referral.matter, rules))


def day_before_main(referral: Referral, rules: RuleSet, length: Span) -> FixedDay | None:
    """The day that lies so long before the lead unit's; None where the rules give the lead unit no time."""
    main = main_due(referral, rules)
    if main is None:
        return None
    day = calendar_of(referral).add(main, length.count, length.unit)
    return FixedDay(day.month, min(day.day, 28) if day.month == FEBRUARY else day.day)


def limit_of(referral: Referral, rules: RuleSet) -> Limit | None:
    """How long the unit has: a second round's time, a joint unit's, the one for the kind of proposer, or the usual."""
    if referral.matter.round > 1 and rules.second_limit:
        return rules.second_limit  # type: ignore[no-any-return]
    if referral.mode == Mode.JOINT and rules.joint_limit:
        return rules.joint_limit  # type: ignore[no-any-return]
    return usual_limit(referral.matter, rules)


def usual_limit(matter: Matter, rules: RuleSet) -> Limit | None:
    """The time of a unit that answers by itself: by occasion, and by kind of proposer at a session."""
    found: Limit | None = getattr(rules, LIMIT_FIELDS[Occasion(matter.occasion)])
    if matter.proposer_kind and matter.occasion == Occasion.SESSION:
        return read_kind_limits(rules.kind_limits).get(matter.proposer_kind, found)
    return found


def ledger_of(referral: Referral) -> list[Entry]:
    """The entries of the present round, as the kernel reads them."""
    return [as_entry(row) for row in rows_of(referral)]


def rows_of(referral: Referral) -> list[ClockEntry]:
    return list(referral.entries.filter(round=referral.matter.round).order_by("at", "pk"))


def as_entry(row: ClockEntry) -> Entry:
    span = row.span.length if row.span and isinstance(row.span.length, Span) else None
    return Entry(Kind(row.kind), row.at, row.author, row.reason, row.approved, span, row.volume)


def calendar_of(referral: Referral) -> WorkCalendar:
    """The calendar by which a referral's days are counted."""
    return prc_calendar()


def clock_of(referral: Referral, today: dt.date) -> Clock | None:
    """How the clock stands today; None where no limit runs."""
    rule = rule_of(referral)
    return read_clock(ledger_of(referral), rule, calendar_of(referral), today) if rule else None


def days_of(referral: Referral, today: dt.date) -> list[ClockDay]:
    """The count of the due day, day by day; empty where no limit runs."""
    rule = rule_of(referral)
    return explain(ledger_of(referral), rule, calendar_of(referral), until=today) if rule else []


def restate(referral: Referral) -> None:
    """Write the due day that follows from the ledger. Called after every entry and every step."""
    rule = rule_of(referral)
    referral.due_on = due(ledger_of(referral), rule, calendar_of(referral)) if rule else None
    referral.save(update_fields=["due_on", "sent_on", "answered_on", "overdue_on", "suggested_unit", "updated_at"])


def write_entry(
    referral: Referral, kind: Kind, *, by: Actor | None, at: dt.date | None = None, reason: str = "",
    approved: bool | None = True, span: Limit | None = None, volume: int = 0,
) -> ClockEntry:  # fmt: skip
    """Add a line to the ledger without asking the rules: for what a step of the workflow has decided."""
    return ClockEntry.objects.create(
        body_id=referral.body_id, referral=referral, round=referral.matter.round, kind=kind.value,
        at=at or timezone.localdate(), reason=reason, approved=approved, span=span.code if span else "", volume=volume,
        author=str(by) if by else "",
    )  # fmt: skip


def explain_refusal(code: str, params: dict[str, Any]) -> str:
    return str(REFUSALS[code]) % params


def check_addition(referral: Referral, entry: Entry) -> None:
    """Raise Problem with the rules' sentences when an entry cannot follow the ledger."""
    rule = rule_of(referral)
    if rule is None:
        raise Problem(_("No time limit runs here: the rules in force set none."))
    found = check_entry(ledger_of(referral), entry, rule, calendar_of(referral))
    if found:
        first, *others = [explain_refusal(p.code, p.params) for p in found]
        raise Problem(first, details=tuple(others))


def note_overdue(today: dt.date | None = None) -> int:
    """Write once, for each clock that has run out, since when; returns how many were new.

    A pause leaves the due day open, so only clocks with a due day in the past are found.
    """
    day = today or timezone.localdate()
    late = Referral.objects.filter(state__in=("running", "objected"), due_on__lt=day, overdue_on=None)
    found = 0
    for referral in late.select_related("matter").iterator(chunk_size=500):
        since = (referral.due_on or day) + dt.timedelta(days=1)
        if Referral.objects.filter(pk=referral.pk, overdue_on=None).update(overdue_on=since):
            record_event(actor=None, verb="overdue", obj=referral, changes={"overdue_on": [None, str(since)]})
            found += 1
    return found
