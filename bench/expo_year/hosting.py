"""Guests' journeys, beds and meals; duties; attendants by the solver; a late train and an early one; seats by rank."""

import datetime as dt
import math
import time
from typing import Any

from django.core.exceptions import ValidationError

from bench.expo_year.cast import DAYS, LANGUAGES, YEAR, day_of, moment, on_day
from bench.expo_year.story import Story
from luzhi.common.models import Notice
from luzhi.expo.guests.services import Rota, propose_care
from luzhi.expo.models import (
    Attendant,
    DutyPost,
    Guest,
    GuestCare,
    Hall,
    Hotel,
    HotelStay,
    Leg,
    Meal,
    StaffDuty,
    SubEventSeat,
    Vehicle,
)
from luzhi.expo.programme.seating import add_present_guests, propose_seats
from luzhi.records.services import change_record, create_record

ROLES = ("coordinator", "attendant", "reception", "security", "press", "other")
BEFORE = dt.date(YEAR, 10, 8)


def bring_guests(story: Story) -> None:
    by, expo = story.cast.staff, story.expo
    with on_day(BEFORE):
        hotels = [
            create_record(Hotel(expo=expo, name=f"演练酒店{n}", rooms=400, phone=f"000-{n:04}"), by=by)
            for n in range(1, 7)
        ]
        cars = [
            create_record(Vehicle(expo=expo, plate=f"演练A{n:04}", seats=45, driver=f"演练司机{n}"), by=by)
            for n in range(1, max(3, story.size.guests // 50))
        ]
        for n, guest in enumerate(story.guests):
            send(story, guest, n, cars[n % len(cars)])
            stay = HotelStay(
                guest=guest, hotel=hotels[n % len(hotels)], room=f"{n:04}", from_on=guest.arrives_at.date(),
                until_on=guest.leaves_at.date(),
            )  # fmt: skip
            create_record(stay, by=by)
            if n % 5 == 0:
                evening = {"starts_at": moment(day_of(1), 18, 30), "ends_at": moment(day_of(1), 20, 30)}
                create_record(
                    Meal(guest=guest, kind="banquet", place="演练宴会厅", table=str(n // 50 + 1), **evening), by=by
                )
            if n % 20 == 0:
                change_record(guest, {"rank": 1 + n // 20 % 9}, by=by, seen_version=guest.version)


def send(story: Story, guest: Guest, n: int, car: Vehicle) -> None:
    """A leg that ends when the guest arrives, and one that begins when the guest leaves."""
    by, hours = story.cast.staff, dt.timedelta(hours=3)
    there = Leg(
        guest=guest, number=f"G{n:04}", leaves_from="演练始发站", goes_to="演练站", departs_at=guest.arrives_at - hours,
        arrives_at=guest.arrives_at, vehicle=car if n % 3 == 0 else None,
    )  # fmt: skip
    back = Leg(
        guest=guest, mode="flight", number=f"CA{n:04}", leaves_from="演练机场", goes_to="演练始发站",
        departs_at=guest.leaves_at, arrives_at=guest.leaves_at + hours,
    )  # fmt: skip
    for leg in (there, back):
        leg.full_clean(exclude=["body"])
        create_record(leg, by=by)
        story.done["leg of a journey"] += 1


def post_staff(story: Story) -> None:
    """A post for each role; everybody of the office on one post a day; nobody at two places at once."""
    by, expo, size = story.cast.staff, story.expo, story.size
    halls = list(Hall.objects.filter(expo=expo).order_by("pk"))
    with on_day(BEFORE):
        posts = [
            create_record(DutyPost(expo=expo, role=role, name=f"演练岗位{n}", year=YEAR, in_halls=True), by=by)
            for n, role in enumerate(ROLES, 1)
        ]
        people = story.cast.locals_[-size.staff :]
        for day in range(1, DAYS + 1):
            for n, person in enumerate(people):
                if (n + day) % 10:
                    hours = (8, 13) if n % 2 else (13, 18)
                    post(story, posts[n % len(posts)], person, halls[n % len(halls)], day_of(day), hours)
        for person in story.cast.locals_[: size.attendants // 12]:  # attendants who also stand at a post
            post(story, posts[0], person, halls[0], day_of(2), (9, 12))
        try:
            post(story, posts[1], people[1], halls[0], day_of(2), (9, 12))
        except ValidationError:
            story.done["two places at once refused"] += 1


def post(story: Story, where: DutyPost, person: Any, hall: Hall, day: dt.date, hours: tuple[int, int]) -> None:
    duty = StaffDuty(
        expo=story.expo, person=person, post=where, hall=hall, year=YEAR, starts_at=moment(day, hours[0]),
        ends_at=moment(day, hours[1]),
    )  # fmt: skip
    duty.full_clean(exclude=["body"])
    create_record(duty, by=story.cast.staff)
    story.done["shift"] += 1


def attend(story: Story) -> None:
    """The solver's proposal, then a train three hours late and one two hours early."""
    size, by = story.size, story.cast.staff
    most = math.ceil(size.guests / size.attendants * 1.3)
    with on_day(BEFORE):
        for n, person in enumerate(story.cast.locals_[: size.attendants]):
            speaks = f"中文, {LANGUAGES[n % len(LANGUAGES)]}"
            create_record(Attendant(expo=story.expo, person=person, languages=speaks, most=most), by=by)
        begun = time.perf_counter()
        proposal = propose_care(story.expo, by=by)
        story.told["attendants proposed in (s)"] = round(time.perf_counter() - begun, 2)
    story.done["attendance proposed"] += len(proposal.choices)
    story.told["unmet needs"] = sorted(f"{need.guest}: {cause}" for need, cause in proposal.unmet)
    with on_day(day_of(0)):
        late(story, GuestCare.objects.filter(attendant__person__account__isnull=False), dt.timedelta(hours=3), "late")
        late(story, GuestCare.objects.filter(attendant__person__account=None), dt.timedelta(hours=-2), "early")
    story.told["troubles"] = sorted({trouble.name for trouble in Rota(story.expo).troubles()})


def late(story: Story, care: Any, by_how_much: dt.timedelta, name: str) -> None:
    """The timetable of a guest's train changes; the downstream is warned in the same transaction."""
    arriving = Leg.objects.filter(guest__care__in=care, mode="train", vehicle__isnull=False).order_by("pk")
    leg = arriving.first() if name == "late" else arriving.last()
    before = Notice.objects.filter(body_id=story.cast.body.pk, topic="expo.delay").count()
    change_record(leg, {"expected_at": leg.arrives_at + by_how_much}, by=story.cast.staff, seen_version=leg.version)
    after = Notice.objects.filter(body_id=story.cast.body.pk, topic="expo.delay").count()
    story.told[f"warned of the {name} train"] = after - before


def seat(story: Story) -> None:
    """Everybody who is there is expected at the opening; three forums expect some."""
    by = story.cast.staff
    with on_day(BEFORE):
        opening, *others = story.events
        story.done["expected at the opening"] += add_present_guests(opening, by=by)
        story.told["left standing"] = len(propose_seats(opening, by=by))
        for event in [event for event in others if event.kind == "forum"][:3]:
            here = [g for g in story.guests if g.arrives_at < event.starts_at and g.leaves_at > event.ends_at]
            for guest in story.dice.sample(here, min(60, len(here))):
                create_record(SubEventSeat(sub_event=event, guest=guest), by=by)
            propose_seats(event, by=by)
        story.done["seat by rank"] += SubEventSeat.objects.filter(sub_event__expo=story.expo, row__isnull=False).count()
