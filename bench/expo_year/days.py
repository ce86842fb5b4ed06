"""The three days: badges, sign-ins at several desks of which one has no network, gates counted, incidents."""

import datetime as dt
import uuid
from typing import Any

from bench.expo_year.cast import DAYS, YEAR, day_of, moment, on_day
from bench.expo_year.story import Story
from luzhi.expo.models import Hall
from luzhi.onsite import services
from luzhi.onsite.models import Badge, Desk, GateCount, Incident
from luzhi.onsite.services import Reading, merge_scans
from luzhi.people.models import Person
from luzhi.records.services import change_record, create_record

GATES, SLOW = 4, dt.timedelta(minutes=-7)  # the clock of the desk without network is slow
CHUNK = 400


def make_badges(story: Story) -> None:
    by = story.cast.staff
    with on_day(day_of(0)):
        story.done["badge"] += services.make_badges(story.expo, by=by, for_each_firm=2)
        assert services.make_badges(story.expo, by=by, for_each_firm=2) == 0
        for badge in Badge.objects.filter(expo=story.expo, badge_class="exhibitor").order_by("pk")[:3]:
            change_record(badge, {"void": True}, by=by, seen_version=badge.version)


def sign_in(story: Story) -> None:
    """Each day most badges are read, some at two desks, some twice; the reports arrive in any order, some twice."""
    by, expo = story.cast.staff, story.expo
    gates = [
        create_record(Desk(expo=expo, name=f"演练{n}号门", kind="gate", year=YEAR), by=by) for n in range(1, GATES + 1)
    ]
    event = story.events[0]
    door = create_record(Desk(expo=expo, name="演练开幕式签到台", kind="event", sub_event=event, year=YEAR), by=by)
    codes = list(Badge.objects.filter(expo=expo).order_by("pk").values_list("code", "void"))
    truth: dict[tuple[str, dt.date], dt.datetime] = {}
    story.told["readings"] = 0
    for number in range(1, DAYS + 1):
        day = day_of(number)
        read: dict[int, list[Reading]] = {desk.pk: [] for desk in (*gates, door)}
        for code, void in codes:
            if not story.chance(0.8):
                continue
            for desk in story.dice.sample(gates, 2 if story.chance(0.25) else 1):
                at = moment(day, 8, 30) + dt.timedelta(seconds=story.dice.randrange(8 * 3600))
                read[desk.pk].append(reading(story, code, at + (SLOW if desk == gates[-1] else dt.timedelta())))
                if not void:
                    truth[code, day] = min(at, truth.get((code, day), at))
        read[gates[0].pk].append(reading(story, "NOBODY0000", moment(day, 9)))
        if number == 1:
            for code, _void in codes[::3]:
                read[door.pk] += [reading(story, code, moment(day, 9, minute)) for minute in (1, 2)]
        with on_day(day, 20):
            hand_in(story, [*gates, door], read, slow=gates[-1])
    story.told["signed in"] = truth
    story.told["gates"] = [gate.pk for gate in gates]
    story.told["expected at the door"] = sum(not void for _code, void in codes[::3])


def reading(story: Story, code: str, at: dt.datetime) -> Reading:
    return Reading(uuid.UUID(int=story.dice.getrandbits(128), version=4), code, at)


def hand_in(story: Story, desks: list[Desk], read: dict[int, list[Reading]], *, slow: Desk) -> None:
    """Reports in parts, mixed between the desks; one in five is sent a second time."""
    parts = [
        (desk, rows[start : start + CHUNK])
        for desk in desks
        for rows in [read[desk.pk]]
        for start in range(0, len(rows), CHUNK)
    ]
    story.told["readings"] += sum(len(rows) for _desk, rows in parts)
    story.dice.shuffle(parts)
    for desk, rows in [*parts, *parts[::5]]:
        now = moment(day_of(1), 20).replace(year=rows[0].at.year, month=rows[0].at.month, day=rows[0].at.day)
        told = merge_scans(desk, rows, by=story.cast.staff, desk_now=now + (SLOW if desk == slow else dt.timedelta()))
        assert len(told.kept) == len(rows)
        story.done["report of a desk"] += 1


def count_and_log(story: Story) -> None:
    """Visitors by gate and hour, one number put right; incidents taken in hand and settled, one still open."""
    by, expo = story.cast.staff, story.expo
    gates = Desk.objects.filter(pk__in=story.told["gates"]).order_by("pk")
    handler = Person.objects.get(pk=story.cast.locals_[0].pk)
    hall = Hall.objects.filter(expo=expo).order_by("pk").first()
    for number in range(1, DAYS + 1):
        with on_day(day_of(number), 18):
            for gate in gates:
                for hour in range(9, 17):
                    values: dict[str, Any] = {"expo": expo, "desk": gate, "day": day_of(number), "hour": hour}
                    row = GateCount(year=YEAR, count=story.dice.randrange(50, 900), **values)
                    create_record(row, by=by)
            change_record(row, {"count": row.count + 10}, by=by, seen_version=row.version)
            for n, kind in enumerate(("medical", "equipment", "lost_contact", "complaint")):
                incident = Incident(
                    expo=expo, kind=kind, gist=f"演练情况{number}-{n}", year=YEAR, handler=handler, hall=hall, gravity=1 + n % 3,
                    guest=story.guests[n] if kind == "lost_contact" else None, at=moment(day_of(number), 11),
                )  # fmt: skip
                taken = story.take(create_record(incident, by=by), "take")
                if number < DAYS or n:
                    story.take(taken, "settle", reason="已处理")
