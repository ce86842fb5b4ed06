"""A leg that comes late: whom and what it concerns downstream, and who is warned."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.common.outbox import draft_notice
from luzhi.expo.guests.itineraries import Itineraries
from luzhi.expo.models import Guest, GuestCare, HotelStay, Leg
from luzhi.records.kinds import url_of
from luzhi.records.services import change_record

TOPIC = "expo.delay"
CHANGE_TIME = timedelta(minutes=30)  # from the end of a leg to whatever comes next
VEHICLE_TIME = timedelta(minutes=60)  # so long a vehicle that waited is not where it was promised next


@dataclass(frozen=True)
class Touched:
    """Something that a late leg upsets, in one sentence, and the accounts of those who must know."""

    sentence: str
    record: Any = None
    accounts: tuple[int, ...] = ()


def clock(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%m-%d %H:%M}"


def find_touched(leg: Leg) -> list[Touched]:
    """Everything downstream of a leg that does not end when its timetable says: people in care, the vehicle's next
    guests, connections, events and meals that are missed, the hotel. Empty when it is on time."""
    if leg.expected_at is None or leg.expected_at == leg.arrives_at:
        return []
    return [*touch_attendants(leg), *touch_programme(leg), *touch_vehicle(leg), *touch_hotel(leg)]


def touch_attendants(leg: Leg) -> list[Touched]:
    """Attendants and deputies who have the guest between the old and the new time of arrival."""
    first, last = sorted([leg.arrives_at, leg.ends_at])
    rows = GuestCare.objects.filter(guest=leg.guest_id, starts_at__lte=last, ends_at__gte=first)
    found = []
    for row in rows.select_related("attendant__person", "deputy__person").order_by("starts_at"):
        people = [carer.person for carer in (row.attendant, row.deputy) if carer is not None]
        accounts = tuple(person.account_id for person in people if person.account_id)
        words = _("%(who)s waits for the guest") % {"who": "、".join(map(str, people))}
        found.append(Touched(words, row, accounts))
    return found


def touch_programme(leg: Leg) -> list[Touched]:
    """What the guest would miss: anything that begins before the leg's real end and the way from there."""
    if leg.ends_at <= leg.arrives_at:
        return []
    reach = leg.ends_at + CHANGE_TIME
    words = _("%(what)s at %(at)s is missed or begun late")
    return [
        Touched(words % {"what": line.words, "at": clock(line.start)}, line.record)
        for line in Itineraries([leg.guest]).of(leg.guest)
        if line.record != leg and leg.departs_at < line.start < reach and line.end > leg.arrives_at
    ]


def touch_vehicle(leg: Leg) -> list[Touched]:
    """Other guests whom the same vehicle should fetch or drive while it waits, with their attendants."""
    if leg.vehicle_id is None or leg.ends_at <= leg.arrives_at:
        return []
    until = leg.ends_at + VEHICLE_TIME
    others = Leg.objects.filter(vehicle=leg.vehicle_id, departs_at__lt=until, arrives_at__gt=leg.arrives_at)
    found = []
    for other in others.exclude(guest=leg.guest_id).select_related("guest__person").order_by("departs_at"):
        care = GuestCare.objects.filter(
            guest=other.guest_id, starts_at__lte=other.ends_at, ends_at__gte=other.arrives_at
        )
        accounts = tuple(
            care.exclude(attendant__person__account=None).values_list("attendant__person__account", flat=True)
        )
        words = _("vehicle %(vehicle)s is then late for %(guest)s (%(at)s)")
        found.append(
            Touched(
                words % {"vehicle": leg.vehicle, "guest": other.guest, "at": clock(other.departs_at)}, other, accounts
            )
        )
    return found


def touch_hotel(leg: Leg) -> list[Touched]:
    day = timezone.localdate(leg.arrives_at)
    stay = HotelStay.objects.filter(guest=leg.guest_id, from_on=day).select_related("hotel").first()
    if stay is None:
        return []
    return [Touched(_("tell the hotel %(hotel)s %(phone)s") % {"hotel": stay.hotel, "phone": stay.hotel.phone}, stay)]


def tell_delay(leg: Leg, *, by: Actor | None = None) -> int:
    """Warn everybody downstream of a leg, once for each new time, and move the guest's arrival with it.

    Returns how many notices went out. Called inside the transaction that wrote the leg.
    """
    if leg.expected_at == leg.told_expected_at:
        return 0
    touched = find_touched(leg)
    shift_arrival(leg, by=by)
    accounts = {account for row in touched for account in row.accounts}
    subject = _("%(guest)s now arrives at %(at)s, not %(planned)s") % {
        "guest": leg.guest, "at": clock(leg.ends_at), "planned": clock(leg.told_expected_at or leg.arrives_at),
    }  # fmt: skip
    lines = "\n".join(row.sentence for row in touched)
    for account in sorted(accounts):
        draft_notice(
            recipient_id=account, body_id=leg.body_id, topic=TOPIC, subject=subject, text=f"{leg}\n{lines}",
            link=url_of(leg), about=leg, send=True,
        )  # fmt: skip
    Leg.objects.filter(pk=leg.pk).update(told_expected_at=leg.expected_at)
    return len(accounts)


def shift_arrival(leg: Leg, *, by: Actor | None) -> None:
    """The leg that brings the guest moves the guest's arrival, so that gaps are found against the real time."""
    guest = Guest.objects.get(pk=leg.guest_id)
    known = {leg.arrives_at, leg.told_expected_at or leg.arrives_at}
    if guest.arrives_at in known and (guest.leaves_at is None or leg.ends_at < guest.leaves_at):
        change_record(guest, {"arrives_at": leg.ends_at}, by=by, seen_version=guest.version)
