"""Alerts: what a clock tells its unit as the due day comes nearer, and the office when it has passed. Each once."""

import datetime as dt
from functools import partial

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from luzhi.access.roles import Role
from luzhi.core.calendar import prc_calendar
from luzhi.handling.days import rule_until
from luzhi.handling.dispatch.ladder import Rung, read_ladder
from luzhi.handling.models import Alert, Referral, RuleSet
from luzhi.handling.notices import tell_officers, tell_roles
from luzhi.handling.queries import WITH_UNIT, first_talks

FURTHEST = 120  # days before the due day from which on clocks are looked at


def send_alerts(today: dt.date | None = None) -> int:
    """Tell what the running clocks have reached by today; returns how many alerts were new. Safe to run twice.

    Of several rungs reached since the last run only the latest is told; the others are kept as reached.
    """
    day = today or timezone.localdate()
    sent = 0
    for rules in RuleSet.objects.exclude(alerts=""):
        rungs = read_ladder(rules.alerts)
        clocks = Referral.objects.filter(
            matter__rules=rules, state__in=WITH_UNIT, due_on__isnull=False,
            due_on__lte=day + dt.timedelta(days=FURTHEST),
        ).select_related("matter", "unit")  # fmt: skip
        for referral in clocks.iterator(chunk_size=500):
            sent += alert_one(referral, rungs, day)
    return sent


def alert_one(referral: Referral, rungs: tuple[Rung, ...], day: dt.date) -> int:
    """Note what one clock has reached; tell the latest of it if it is new."""
    due = referral.due_on
    if due is None:
        return 0
    reached = sorted(
        ((when, rung) for rung in rungs for when in rung.days(due, prc_calendar(), day)), key=lambda pair: pair[0]
    )
    new = [(when, rung) for when, rung in reached if note(referral, f"{when:%Y%m%d} {rung.name}"[:60], due, when)]
    if not new or new[-1] != reached[-1]:
        return 0
    tell_alert(referral, new[-1][1], day)
    return 1


def note(referral: Referral, step: str, due: dt.date, when: dt.date) -> bool:
    """Keep that the clock has reached a rung; False if that was kept already, also by a run at the same time."""
    key = {"referral": referral, "round": referral.matter.round, "step": step, "due_on": due}
    if Alert.objects.filter(**key).exists():
        return False
    try:
        with transaction.atomic():
            Alert.objects.create(**key, reached_on=when)
    except IntegrityError:
        return False
    return True


def note_late_rulings(today: dt.date | None = None) -> int:
    """Tell dispatchers and leaders, once for each, that a return has not been ruled on in the rules' time."""
    day = today or timezone.localdate()
    asked = (
        Referral.objects.filter(state="objected").exclude(matter__rules=None).exclude(matter__rules__ruling_limit="")
    )
    found = 0
    for referral in asked.select_related("matter__rules", "unit").iterator(chunk_size=500):
        until = rule_until(referral)
        if until is not None and until < day and note(referral, "ruling", until, day):
            found += 1
            tell_roles(
                referral, (Role.DISPATCHER, Role.LEADER), "referral.ruling", partial(write_late_ruling, referral, until)
            )
    return found


def note_late_talks(today: dt.date | None = None) -> int:
    """Tell a unit's officers and the dispatchers, once, that the first talk with the proposers is not on record."""
    day = today or timezone.localdate()
    running = Referral.objects.filter(state__in=WITH_UNIT).exclude(matter__rules=None)
    rows = list(running.exclude(matter__rules__contact_limit="").select_related("matter__rules", "unit").order_by("pk"))
    talks = first_talks(rows)
    found = 0
    for referral in rows:
        talk = talks.get(referral.pk)
        if talk is None or talk.held_on is not None or talk.until >= day:
            continue
        if note(referral, "talk", talk.until, day):
            found += 1
            write = partial(write_late_talk, referral, talk.until)
            tell_officers(referral.unit_id, "referral.talk", referral, write)
            tell_roles(referral, (Role.DISPATCHER,), "referral.talk", write)
    return found


def write_late_ruling(referral: Referral, until: dt.date) -> str:
    return _("%(unit)s has asked to return “%(matter)s”; it was to be ruled on by %(day)s.") % {
        "unit": referral.unit, "matter": referral.matter, "day": f"{until:%Y-%m-%d}",
    }  # fmt: skip


def write_late_talk(referral: Referral, until: dt.date) -> str:
    return _("%(unit)s was to talk with the proposers of “%(matter)s” by %(day)s; no talk is on record.") % {
        "unit": referral.unit, "matter": referral.matter, "day": f"{until:%Y-%m-%d}",
    }  # fmt: skip


def tell_alert(referral: Referral, rung: Rung, day: dt.date) -> None:
    """The unit's officers are told; once the day has passed, the dispatchers and the office too."""
    tell_officers(referral.unit_id, "referral.alert", referral, lambda: write_alert(referral, rung, day))
    if rung.late:
        write = partial(write_alert, referral, rung, day)
        tell_roles(referral, (Role.DISPATCHER, Role.STAFF), "referral.alert", write)


def write_alert(referral: Referral, rung: Rung, day: dt.date) -> str:
    """The sentence of an alert, in the reader's language."""
    words = {
        "name": f"[{rung.name}] " if rung.name else "", "unit": referral.unit, "matter": referral.matter,
        "day": f"{referral.due_on:%Y-%m-%d}",
    }  # fmt: skip
    if referral.due_on and day > referral.due_on:
        return _("%(name)s%(unit)s is late with “%(matter)s”, due on %(day)s.") % words
    left = prc_calendar().working_days_between(day, referral.due_on) if referral.due_on else 0
    return _("%(name)s%(unit)s: “%(matter)s” is due on %(day)s, in %(n)s working days.") % {**words, "n": left}
