"""The page of a clock: its ledger, its days, and the entries a person may make."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from luzhi.access.actors import Actor
from luzhi.access.roles import Role
from luzhi.common.audit import record_event
from luzhi.common.problems import Conflict, Problem, Refused
from luzhi.core.calendar import Basis, DayKind
from luzhi.core.clock import ClockDay, ClockState, Entry, Span, Why
from luzhi.core.clock import EntryKind as Kind
from luzhi.handling import clocks, rules
from luzhi.handling.models import ClockEntry, Referral

STATES = {
    ClockState.WAITING: gettext_lazy("not started"),
    ClockState.RUNNING: gettext_lazy("running"),
    ClockState.PAUSED: gettext_lazy("standing still"),
    ClockState.ANSWERED: gettext_lazy("answered"),
    ClockState.OVERDUE: gettext_lazy("overdue"),
    ClockState.TRANSFERRED: gettext_lazy("passed on"),
}
WHYS = {
    Why.EVENT: gettext_lazy("day of the event, not counted"),
    Why.COUNTED: pgettext_lazy("clock", "counted"),
    Why.WEEKEND: gettext_lazy("weekend"),
    Why.HOLIDAY: gettext_lazy("public holiday"),
    Why.PAUSED: gettext_lazy("clock stands still"),
    Why.FIXED: gettext_lazy("not counted: the rules name a day"),
    Why.ROLLED: gettext_lazy("last day was no working day, runs on"),
}
PARTS = {
    "limit": gettext_lazy("time limit"),
    "bonus": gettext_lazy("more time for many matters"),
    "extension": gettext_lazy("extension"),
}
HOLIDAYS = {
    "New Year's Day": gettext_lazy("New Year's Day"),
    "Spring Festival": gettext_lazy("Spring Festival"),
    "Tomb-sweeping Day": gettext_lazy("Tomb-sweeping Day"),
    "Labour Day": gettext_lazy("Labour Day"),
    "Dragon Boat Festival": gettext_lazy("Dragon Boat Festival"),
    "National Day": gettext_lazy("National Day"),
    "Mid-autumn Festival": gettext_lazy("Mid-Autumn Festival"),
    "Anti-Fascist 70th Day": gettext_lazy("Victory Day"),
}
BY_UNIT = frozenset({Kind.EXTEND})
BY_OFFICE = frozenset({Kind.EXTEND, Kind.PAUSE, Kind.RESUME})


def read_page(referral: Referral, actor: Actor) -> dict[str, Any]:
    """Everything the clock page shows."""
    today = timezone.localdate()
    clock = clocks.clock_of(referral, today)
    rule = clocks.rule_of(referral)
    days = clocks.days_of(referral, today)
    return {
        "referral": referral, "before": find_main(referral), "clock": clock, "rule": rule, "today": today,
        "state": STATES[clock.state] if clock else "",
        "entries": clocks.rows_of(referral),
        "days": [show_day(day) for day in days],
        "counted": sum(day.counted for day in days),
        "working": sum(day.counted and day.day.is_working for day in days),
        "unpublished": any(day.day.basis is Basis.WEEKLY and day.day.date.weekday() < 5 for day in days),
        "kinds": [kind.value for kind in open_kinds(referral, clock, actor)],
        "may_decide": actor.holds(Role.DISPATCHER, Role.STAFF),
    }  # fmt: skip


def find_main(referral: Referral) -> dict[str, Any] | None:
    """Of a joint unit that answers so long before the lead unit: how long, and before which day."""
    rules = referral.matter.rules
    limit = clocks.limit_of(referral, rules) if rules else None
    if rules is None or limit is None or not isinstance(limit.length, Span) or limit.length.count > 0:
        return None
    return {"limit": limit, "day": clocks.main_due(referral, rules)}


def show_day(day: ClockDay) -> dict[str, Any]:
    name = HOLIDAYS.get(day.day.name, day.day.name)
    return {
        "date": day.day.date, "number": day.number, "why": WHYS[day.why], "part": PARTS[day.part], "name": name,
        "make_up": day.day.kind is DayKind.MAKE_UP, "counted": day.counted, "due": day.is_due,
        "entries": [(clock_words(entry), has_effect) for entry, has_effect in day.entries],
    }  # fmt: skip


def clock_words(entry: Entry) -> str:
    label = str(ClockEntry(kind=entry.kind.value).get_kind_display())
    return f"{label}: {entry.reason}" if entry.reason else label


def open_kinds(referral: Referral, clock: Any, actor: Actor) -> list[Kind]:
    """Which entries the actor may add now."""
    if clock is None or referral.state not in ("running", "objected") or not actor.may(rules.CLOCK_ENTRY):
        return []
    allowed = BY_OFFICE if actor.holds(Role.DISPATCHER, Role.STAFF) else BY_UNIT
    hidden = Kind.PAUSE if clock.state is ClockState.PAUSED else Kind.RESUME
    return [kind for kind in (Kind.EXTEND, Kind.PAUSE, Kind.RESUME) if kind in allowed and kind is not hidden]


@transaction.atomic
def enter(referral: Referral, kind: str, values: Mapping[str, Any], *, by: Actor) -> ClockEntry:
    """Add an entry if rules and roles allow it. What a unit asks for has no effect before it is approved."""
    locked = Referral.objects.select_for_update(of=("self",)).select_related("matter__rules").get(pk=referral.pk)
    if kind not in {k.value for k in open_kinds(locked, clocks.clock_of(locked, timezone.localdate()), by)}:
        raise Refused(_("This entry is not open to you, or no longer possible."))
    approved = True if by.holds(Role.DISPATCHER, Role.STAFF) else None
    span, reason = values.get("span"), str(values.get("reason", ""))
    today = timezone.localdate()
    length = span.length if span is not None and hasattr(span.length, "count") else None
    clocks.check_addition(locked, Entry(Kind(kind), today, str(by), reason, approved, length))
    row = clocks.write_entry(locked, Kind(kind), by=by, at=today, reason=reason, approved=approved, span=span)
    clocks.restate(locked)
    record_event(actor=by, verb=f"clock.{kind}", obj=locked, reason=reason, changes=due_change(referral, locked))
    return row


@transaction.atomic
def decide_entry(referral: Referral, entry: str, *, approve: bool, by: Actor) -> None:
    """Approve or refuse what a unit asked for."""
    if not by.holds(Role.DISPATCHER, Role.STAFF):
        raise Refused(_("Only the office decides on this."))
    locked = Referral.objects.select_for_update(of=("self",)).select_related("matter__rules").get(pk=referral.pk)
    row = locked.entries.filter(pk=int(entry) if entry.isdecimal() and len(entry) < 18 else 0).first()
    if row is None:
        raise Problem(_("There is no such entry."))
    if row.approved is not None:
        raise Conflict(_("This entry has been decided already."))
    row.approved, row.decided_by = approve, str(by)
    row.save(update_fields=["approved", "decided_by", "updated_at"])
    clocks.restate(locked)
    verb = "clock.approved" if approve else "clock.refused"
    record_event(actor=by, verb=verb, obj=locked, reason=row.reason, changes=due_change(referral, locked))


def due_change(before: Referral, after: Referral) -> dict[str, Any]:
    pair: list[dt.date | None] = [before.due_on, after.due_on]
    return {} if pair[0] == pair[1] else {"due_on": [str(day) if day else None for day in pair]}
