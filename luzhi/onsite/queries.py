"""What the command room sees: the day at a glance, in a fixed number of questions."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luzhi.expo.models import Expo, Guest, StaffDuty, SubEvent
from luzhi.onsite.models import Badge, GateCount, Incident, Scan
from luzhi.onsite.vocabulary import BadgeClass, IncidentState, ScanOutcome

SHOWN = 12
MOVING = 40  # arrivals and departures on one screen; the papers hold all of a day


@dataclass(frozen=True, slots=True)
class Countdown:
    """How far the opening is, in words and in whole days (negative: it is over)."""

    words: str
    days: int | None


def count_down(expo: Expo, today: dt.date) -> Countdown:
    """Days to the opening, the day of the expo, or days since it closed."""
    if expo.starts_on is None:
        return Countdown(_("The opening day is not recorded."), None)
    days = (expo.starts_on - today).days
    last = expo.ends_on or expo.starts_on
    if days > 0:
        return Countdown(ngettext("%(n)s day to the opening", "%(n)s days to the opening", days) % {"n": days}, days)
    if today <= last:
        told = {"n": 1 - days, "of": (last - expo.starts_on).days + 1}
        return Countdown(_("Day %(n)s of %(of)s") % told, 0)
    since = (today - last).days
    return Countdown(ngettext("Closed %(n)s day ago", "Closed %(n)s days ago", since) % {"n": since}, -since)


def count_badges(expo: Expo, day: dt.date) -> list[dict[str, Any]]:
    """For each class of badge: how many are valid, and how many of them came in that day. Two queries."""
    issued = dict(
        Badge.objects.filter(expo=expo, void=False).values_list("badge_class").annotate(n=Count("pk")).order_by()
    )
    came = dict(
        Scan.objects.filter(expo=expo, day=day, outcome=ScanOutcome.FIRST, sub_event=None)
        .values_list("badge__badge_class").annotate(n=Count("badge", distinct=True)).order_by()
    )  # fmt: skip
    return [
        {"code": code, "label": label, "issued": issued.get(code, 0), "came": came.get(code, 0)}
        for code, label in BadgeClass.choices
        if issued.get(code) or came.get(code)
    ]


def count_hours(expo: Expo, day: dt.date) -> list[dict[str, Any]]:
    """For each hour between the first and the last with a number: sign-ins and visitors counted. Two queries."""
    signed = dict(
        Scan.objects.filter(expo=expo, day=day, outcome=ScanOutcome.FIRST, sub_event=None)
        .values_list("hour").annotate(n=Count("pk")).order_by()
    )  # fmt: skip
    counted = dict(GateCount.objects.filter(expo=expo, day=day).values_list("hour").annotate(n=Sum("count")).order_by())
    hours = [*signed, *counted]
    if not hours:
        return []
    return [
        {"hour": hour, "signed": signed.get(hour, 0), "counted": counted.get(hour, 0)}
        for hour in range(min(hours), max(hours) + 1)
    ]


def count_gates(expo: Expo, day: dt.date) -> list[dict[str, Any]]:
    """Visitors of the day by gate, the most first."""
    rows = GateCount.objects.filter(expo=expo, day=day).values("desk", "desk__name").annotate(n=Sum("count"))
    return [{"pk": row["desk"], "name": row["desk__name"], "n": row["n"]} for row in rows.order_by("-n", "desk")]


def day_bounds(day: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """The first moment of a day and of the next one, where we are."""
    start = timezone.make_aware(dt.datetime.combine(day, dt.time.min))
    return start, start + dt.timedelta(days=1)


def list_programme(expo: Expo, day: dt.date) -> list[SubEvent]:
    start, end = day_bounds(day)
    found = SubEvent.objects.filter(expo=expo, starts_at__gte=start, starts_at__lt=end)
    signed = Count("scans", filter=Q(scans__outcome=ScanOutcome.FIRST))
    return list(found.select_related("zone", "place", "organiser").annotate(signed_in=signed).order_by("starts_at"))


def list_duties(expo: Expo, day: dt.date) -> list[StaffDuty]:
    start, end = day_bounds(day)
    found = StaffDuty.objects.filter(expo=expo, starts_at__lt=end, ends_at__gt=start)
    return list(found.select_related("person", "post", "zone", "place").order_by("post", "starts_at", "pk"))


def list_movements(
    expo: Expo, day: dt.date, *, since: dt.datetime | None = None, most: int = 0
) -> list[dict[str, Any]]:
    """Who arrives and who leaves that day, in order, with the attendant of that moment; of each the first `most`."""
    start, end = day_bounds(day)
    rows: list[dict[str, Any]] = []
    for name, arrives in (("arrives_at", True), ("leaves_at", False)):
        moving = Guest.objects.filter(expo=expo, **{f"{name}__gte": max(start, since or start), f"{name}__lt": end})
        guests = moving.select_related("person", "organisation").prefetch_related("care__attendant__person")
        guests = guests.order_by(name, "pk")
        for guest in guests[:most] if most else guests:
            at = getattr(guest, name)
            with_whom = [c.attendant for c in guest.care.all() if c.starts_at <= at <= c.ends_at]
            rows.append({"at": at, "guest": guest, "arrives": arrives, "attendants": with_whom})
    return sorted(rows, key=lambda row: (row["at"], row["guest"].pk))


def show_movements(expo: Expo, day: dt.date) -> dict[str, Any]:
    """What a screen shows of them: the next ones as the clock stands (of another day the first), and how many more."""
    now, (start, end) = timezone.now(), day_bounds(day)
    since = now if start <= now < end else start
    shown = list_movements(expo, day, since=since, most=MOVING)[:MOVING]
    coming = Guest.objects.filter(expo=expo).aggregate(
        n=Count("pk", filter=Q(arrives_at__gte=since, arrives_at__lt=end)),
        m=Count("pk", filter=Q(leaves_at__gte=since, leaves_at__lt=end)),
    )
    return {"movements": shown, "more_movements": coming["n"] + coming["m"] - len(shown)}


def list_incidents(expo: Expo) -> list[Incident]:
    """What is not settled, the gravest first."""
    still = Incident.objects.filter(expo=expo).exclude(state=IncidentState.SETTLED)
    seen = Scan.objects.filter(badge__guest=OuterRef("guest"), badge__isnull=False).order_by("-at")
    return list(
        still.select_related("handler", "guest__person", "hall")
        .annotate(seen_at=Subquery(seen.values("at")[:1]), seen_desk=Subquery(seen.values("desk__name")[:1]))
        .order_by("-gravity", "at")[:50]
    )


def list_unseen(expo: Expo, day: dt.date) -> list[Guest]:
    """Confirmed guests who are in town that day and have not signed in anywhere yet; the first few."""
    start, end = day_bounds(day)
    here = Guest.objects.filter(expo=expo, confirmed=True, arrives_at__lt=min(timezone.now(), end))
    here = here.filter(Q(leaves_at=None) | Q(leaves_at__gt=start))
    scans = Scan.objects.filter(badge__guest=OuterRef("pk"))
    missing = here.filter(~Exists(scans.filter(day=day)))
    last = missing.annotate(seen=Subquery(scans.order_by("-at").values("at")[:1]))
    return list(last.select_related("person", "organisation").order_by(F("seen").asc(nulls_first=True), "pk")[:SHOWN])


def last_seen(guest: Guest) -> Scan | None:
    """The last time a guest's badge was read anywhere."""
    return Scan.objects.filter(badge__guest=guest).select_related("desk").order_by("-at").first()
