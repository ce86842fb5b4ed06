"""A guest's days in order: journeys, hotel, meals, sub-events, meetings, attendants; and what does not fit."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from luzhi.expo.models import Guest, GuestCare, HotelStay, Leg, Meal, SubEventSeat

Appointments = Callable[[Collection[Guest]], Iterable[tuple[int, "Line"]]]
MORE: list[Appointments] = []  # apps above add meetings: a function of guests, giving (number of the guest, line)


@dataclass(frozen=True)
class Line:
    """One entry of a guest's days. `kind` is leg, stay, meal, seat, care or another app's own."""

    start: datetime
    end: datetime
    kind: str
    words: str
    where: str = ""
    record: Any = None

    @property
    def day(self) -> date:
        return timezone.localdate(self.start)


@dataclass(frozen=True)
class Misfit:
    """Something in a guest's days that cannot be so, in one sentence."""

    sentence: str
    tone: str = "warn"


class Itineraries:
    """The days of several guests, read in a fixed number of queries."""

    def __init__(self, guests: Iterable[Guest], *, with_more: bool = True) -> None:
        """`with_more` False leaves out what apps above would add: they ask what a guest does besides."""
        self.guests = {guest.pk: guest for guest in guests}
        self.with_more = with_more
        self.lines: dict[int, list[Line]] = defaultdict(list)
        self.legs = list(
            Leg.objects.filter(guest__in=self.guests).select_related("vehicle").order_by("departs_at", "pk")
        )
        self.nights: dict[int, list[HotelStay]] = defaultdict(list)
        self.read_travel()
        self.read_programme()
        for rows in self.lines.values():
            rows.sort(key=lambda line: (line.start, line.end))

    def read_travel(self) -> None:
        for leg in self.legs:
            words = f"{leg.get_mode_display()} {leg.number} {leg.leaves_from} → {leg.goes_to}".replace("  ", " ")
            where = f"{leg.vehicle} {leg.vehicle.driver} {leg.vehicle.phone}".strip() if leg.vehicle else ""
            self.lines[leg.guest_id].append(Line(leg.departs_at, leg.ends_at, "leg", words, where, leg))
        stays = HotelStay.objects.filter(guest__in=self.guests).select_related("hotel").order_by("from_on")
        for stay in stays:
            self.nights[stay.guest_id].append(stay)

    def read_programme(self) -> None:
        for meal in Meal.objects.filter(guest__in=self.guests).order_by("starts_at"):
            where = " ".join(part for part in (meal.place, meal.table) if part)
            line = Line(meal.starts_at, meal.ends_at, "meal", meal.get_kind_display(), where, meal)
            self.lines[meal.guest_id].append(line)
        seats = SubEventSeat.objects.filter(
            guest__in=self.guests, sub_event__starts_at__isnull=False, sub_event__ends_at__isnull=False
        )
        for seat in seats.select_related("sub_event__place"):
            event = seat.sub_event
            where = " · ".join(str(part) for part in (event.place, seat.place_words) if part)
            self.lines[seat.guest_id].append(
                Line(event.starts_at, event.ends_at, "seat", str(event), where, event)  # type: ignore[arg-type]
            )
        for source in MORE if self.guests and self.with_more else ():
            for guest_id, line in source(self.guests.values()):
                self.lines[guest_id].append(line)

    def of(self, guest: Guest) -> list[Line]:
        return self.lines[guest.pk]

    def hotel_on(self, guest: Guest, day: date) -> HotelStay | None:
        """Where the guest sleeps in the night that begins on this day."""
        return next((stay for stay in self.nights[guest.pk] if stay.from_on <= day < stay.until_on), None)

    def misfits(self, guest: Guest) -> list[Misfit]:
        """Two things at once, things before arrival or after departure, nights without a bed."""
        lines = self.lines[guest.pk]
        found = [
            Misfit(_("%(one)s and %(other)s at the same time (%(at)s)") % {
                "one": first.words, "other": second.words, "at": f"{timezone.localtime(second.start):%m-%d %H:%M}",
            }, "stop")
            for first, second in find_overlaps(lines)
        ]  # fmt: skip
        for line in lines:
            if line.kind != "leg" and guest.arrives_at and line.start < guest.arrives_at:
                found.append(Misfit(_("%(what)s begins before the guest arrives") % {"what": line.words}, "stop"))
            if line.kind != "leg" and guest.leaves_at and line.end > guest.leaves_at:
                found.append(Misfit(_("%(what)s ends after the guest has left") % {"what": line.words}, "stop"))
        return found + self.find_bare_nights(guest)

    def find_bare_nights(self, guest: Guest) -> list[Misfit]:
        if not (guest.arrives_at and guest.leaves_at):
            return []
        first, last = timezone.localdate(guest.arrives_at), timezone.localdate(guest.leaves_at)
        nights = [first + timedelta(days=n) for n in range(min((last - first).days, 60))]
        return [
            Misfit(_("no hotel for the night of %(day)s") % {"day": night})
            for night in nights
            if self.hotel_on(guest, night) is None
        ]

    def overfull(self) -> list[tuple[Leg, int]]:
        """Legs at whose beginning a vehicle has more guests than seats, with how many there are."""
        by_vehicle: dict[int, list[Leg]] = defaultdict(list)
        for leg in self.legs:
            if leg.vehicle_id:
                by_vehicle[leg.vehicle_id].append(leg)
        found = []
        for legs in by_vehicle.values():
            for leg in legs:
                aboard = sum(other.departs_at <= leg.departs_at < other.ends_at for other in legs)
                if leg.vehicle and aboard > leg.vehicle.seats:
                    found.append((leg, aboard))
        return found


def find_overlaps(lines: Iterable[Line]) -> list[tuple[Line, Line]]:
    """Pairs that run at the same time."""
    ordered = sorted(lines, key=lambda line: (line.start, line.end))
    found = []
    for i, first in enumerate(ordered):
        for second in ordered[i + 1 :]:
            if second.start >= first.end:
                break
            found.append((first, second))
    return found


@dataclass(frozen=True)
class Day:
    """One day of an attendant's sheet: the lines of the guests in his or her care, and where they sleep."""

    date: date
    lines: list[tuple[Guest | None, Line]]
    beds: list[tuple[Guest, HotelStay]]


def make_sheet(care: Collection[GuestCare], own: Iterable[Line]) -> list[Day]:
    """What an attendant needs to know day by day: own duties, and the guests' lines while they are in care."""
    plans = Itineraries({row.guest_id: row.guest for row in care}.values())
    days: dict[date, list[tuple[Guest | None, Line]]] = defaultdict(list)
    for line in own:
        days[line.day].append((None, line))
    for row in care:
        days[timezone.localdate(row.starts_at)].append(
            (row.guest, Line(row.starts_at, row.ends_at, "care", "", "", row))
        )
        for line in plans.of(row.guest):
            if line.start < row.ends_at and row.starts_at <= line.end:
                days[line.day].append((row.guest, line))
    beds: dict[date, list[tuple[Guest, HotelStay]]] = defaultdict(list)
    for row in care:
        for day in days:
            stay = plans.hotel_on(row.guest, day)
            if stay is not None and timezone.localdate(row.starts_at) <= day <= timezone.localdate(row.ends_at):
                beds[day].append((row.guest, stay))
    return [
        Day(day, sorted(days[day], key=lambda pair: (pair[1].start, pair[1].end)), beds[day]) for day in sorted(days)
    ]
