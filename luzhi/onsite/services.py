"""Badges made in one go, and what desks report put together."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.common.audit import record_event
from luzhi.common.problems import Problem
from luzhi.expo.models import Exhibitor, Expo, Guest, StaffDuty
from luzhi.onsite.models import Badge, Desk, Scan
from luzhi.onsite.models.badges import read_code
from luzhi.onsite.vocabulary import BadgeClass, ScanOutcome
from luzhi.records.services import create_record

MOST_AT_ONCE = 1000  # scans in one report of a desk; a desk with more reports several times
MOST_FOR_FIRM = 20
CODE_LENGTH = 40  # what a scanner read may be anything; so much of it is kept


def make_badges(expo: Expo, *, by: Actor, for_each_firm: int = 2) -> int:
    """Badges for all confirmed guests, for everybody on duty, and so many for each exhibitor; returns how many are new.

    Who has a valid badge gets no second one. One transaction.
    """
    if not 0 <= for_each_firm <= MOST_FOR_FIRM:
        raise Problem(_("An exhibitor gets 0 to %(n)s badges in one go.") % {"n": MOST_FOR_FIRM})
    common = {"expo": expo, "year": expo.year}
    with transaction.atomic():
        made = 0
        for badge in [*badge_guests(expo), *badge_staff(expo), *badge_firms(expo, for_each_firm)]:
            create_record(Badge(**common, **badge), by=by)
            made += 1
    return made


def badge_guests(expo: Expo) -> Iterable[dict[str, Any]]:
    waiting = Guest.objects.filter(expo=expo, confirmed=True).exclude(badges__void=False)
    for guest in waiting.select_related("person").order_by("pk"):
        yield {
            "badge_class": BadgeClass.GUEST, "name": str(guest.person), "organisation_id": guest.organisation_id,
            "guest": guest,
        }  # fmt: skip


def badge_staff(expo: Expo) -> Iterable[dict[str, Any]]:
    known = set(Badge.objects.filter(expo=expo, void=False, person__isnull=False).values_list("person_id", flat=True))
    duties = StaffDuty.objects.filter(expo=expo).select_related("person").order_by("pk")
    for duty in duties:
        if duty.person_id not in known:
            known.add(duty.person_id)
            yield {"badge_class": BadgeClass.STAFF, "name": str(duty.person), "person": duty.person}


def badge_firms(expo: Expo, each: int) -> Iterable[dict[str, Any]]:
    held: dict[int, int] = defaultdict(int)
    for firm in Badge.objects.filter(expo=expo, void=False, exhibitor__isnull=False).values_list(
        "exhibitor", flat=True
    ):
        held[firm] += 1
    there = Exhibitor.objects.filter(expo=expo, withdrawn_on=None, organisation__unnamed=False)
    for exhibitor in there.select_related("organisation").order_by("pk"):
        for _n in range(each - held[exhibitor.pk]):
            yield {
                "badge_class": BadgeClass.EXHIBITOR, "name": str(exhibitor.organisation)[:80],
                "organisation_id": exhibitor.organisation_id, "exhibitor": exhibitor,
            }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """A badge read at a desk: the desk's mark, what was read, and when by the desk's clock."""

    token: uuid.UUID
    code: str
    at: dt.datetime


@dataclass
class Report:
    """What became of a desk's report: the marks it may forget now, and how many of each outcome were new."""

    kept: list[str] = field(default_factory=list)
    outcomes: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ScanOutcome.values, 0))


def read_readings(rows: Any) -> list[Reading]:
    """The readings in a desk's report; raises Problem that names the first row which is none."""
    if not isinstance(rows, list) or len(rows) > MOST_AT_ONCE:
        raise Problem(_("A report is a list of at most %(n)s readings.") % {"n": MOST_AT_ONCE})
    found = []
    for number, row in enumerate(rows, start=1):
        try:
            at = parse_datetime(row["at"])
            found.append(Reading(uuid.UUID(row["token"]), str(row["code"])[:CODE_LENGTH], at))  # type: ignore[arg-type]
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Problem(_("Reading %(n)s has no mark, code or time.") % {"n": number}) from error
        if at is None or timezone.is_naive(at):
            raise Problem(_("The time of reading %(n)s cannot be read.") % {"n": number})
    return found


def merge_scans(desk: Desk, readings: Sequence[Reading], *, by: Actor | None, desk_now: dt.datetime) -> Report:
    """Put a desk's readings with those of the other desks, in whatever order they arrive; one transaction.

    The same report twice changes nothing. Of a badge's readings on one day (at a sub-event: altogether) the earliest
    counts, whichever desk reported first. The desk's clock is put right by how far it is off now.
    """
    now = timezone.now()
    off = round((desk_now - now).total_seconds())
    report = Report(kept=[str(reading.token) for reading in readings])
    with transaction.atomic():
        # One report at a time for an expo: two desks may bring the same badge.
        Expo.objects.select_for_update(of=("self",)).get(pk=desk.expo_id)
        known = set(Scan.objects.filter(token__in=[r.token for r in readings]).values_list("token", flat=True))
        fresh = {reading.token: reading for reading in readings if reading.token not in known}
        badges = find_badges(desk, [reading.code for reading in fresh.values()])
        scans = [make_scan(desk, reading, badges, now=now, off=off) for reading in fresh.values()]
        Scan.objects.bulk_create(scans, batch_size=500)
        settle_firsts(desk, {scan.badge_id for scan in scans if scan.outcome == ScanOutcome.AGAIN})
        for scan in Scan.objects.filter(token__in=fresh).only("outcome"):
            report.outcomes[scan.outcome] += 1
        if scans:
            record_event(actor=by, verb="signed in", obj=desk, changes={"scans": len(scans), **report.outcomes})
    return report


def find_badges(desk: Desk, codes: Iterable[str]) -> Mapping[str, Badge]:
    """The badges of the desk's expo by their code."""
    wanted = {read_code(code) for code in codes}
    return {badge.code: badge for badge in Badge.objects.filter(expo=desk.expo_id, code__in=wanted)}


def make_scan(desk: Desk, reading: Reading, badges: Mapping[str, Badge], *, now: dt.datetime, off: int) -> Scan:
    """A scan not yet saved; whether it is the first is settled when all are in."""
    at = min(reading.at - dt.timedelta(seconds=off), now)
    local = timezone.localtime(at)
    badge = badges.get(read_code(reading.code))
    outcome = ScanOutcome.UNKNOWN if badge is None else ScanOutcome.VOID if badge.void else ScanOutcome.AGAIN
    return Scan(
        body_id=desk.body_id, year=desk.year, expo_id=desk.expo_id, desk=desk, sub_event_id=desk.sub_event_id,
        badge=badge, code=badge.code if badge else reading.code[:CODE_LENGTH], at=at, day=local.date(), hour=local.hour,
        outcome=outcome, clock_off=off, received_at=now, token=reading.token,
    )  # fmt: skip


def settle_firsts(desk: Desk, badges: set[int | None]) -> None:
    """Make the earliest reading of each badge the one that counts: of each day, or of the desk's sub-event."""
    by_event = desk.sub_event_id is not None
    asked = Scan.objects.filter(
        expo=desk.expo_id, sub_event=desk.sub_event_id, badge__in=badges,
        outcome__in=[ScanOutcome.FIRST, ScanOutcome.AGAIN],
    )  # fmt: skip
    first: dict[tuple[int | None, dt.date | None], int] = {}
    were: set[int] = set()
    for scan in asked.order_by("at", "token"):
        first.setdefault((scan.badge_id, None if by_event else scan.day), scan.pk)
        if scan.outcome == ScanOutcome.FIRST:
            were.add(scan.pk)
    are = set(first.values())
    Scan.objects.filter(pk__in=were - are).update(outcome=ScanOutcome.AGAIN)
    Scan.objects.filter(pk__in=are - were).update(outcome=ScanOutcome.FIRST)
