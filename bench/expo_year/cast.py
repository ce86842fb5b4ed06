"""Who and what a generated expo is made of: a body of its own, its office, firms, persons and places."""

import datetime as dt
import random
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from bench.session_year.cast import make_actor, on_day
from luzhi.access.actors import Actor
from luzhi.access.models import Body
from luzhi.access.roles import Role
from luzhi.people.models import Contact, Organisation, Person, Place, Seat, Sector
from luzhi.records.services import create_record

YEAR = 2024
OPENS = dt.date(YEAR, 10, 18)
DAYS = 3
LANGUAGES = ("English", "Русский", "한국어", "日本語")
STRANGE = "Suomi"  # nobody of the office speaks it, so a gap is sure to be there
__all__ = ["DAYS", "LANGUAGES", "OPENS", "STRANGE", "YEAR", "Cast", "Size", "day_of", "make_cast", "moment", "on_day"]


@dataclass(frozen=True)
class Size:
    """How large the expo is. `applications` of the exhibitors come by the public form, the others by invitation."""

    exhibitors: int = 650
    applications: int = 220
    guests: int = 2000
    events: int = 26
    zones: int = 8
    halls: int = 3
    firms: int = 300
    requests: int = 1500
    slots: int = 40
    tables: int = 45
    attendants: int = 180
    staff: int = 90
    units: int = 20


SMALL = Size(
    exhibitors=40, applications=12, guests=120, events=8, zones=2, halls=1, firms=24, requests=70, slots=12, tables=8,
    attendants=12, staff=10, units=6,
)  # fmt: skip


@dataclass
class Cast:
    """Everybody who acts. `locals_` are the office's own people, `contacts` accounts of some exhibitors."""

    body: Body
    staff: Actor
    leader: Actor
    firms: list[Organisation]
    units: list[Organisation]
    locals_: list[Person]
    sectors: list[Sector]
    places: list[Place]
    contacts: dict[int, Actor]
    dice: random.Random


def day_of(number: int) -> dt.date:
    """The first, second or third day of the expo; 0 is the day before it opens."""
    return OPENS + dt.timedelta(days=number - 1)


def moment(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    """A time of a day where the expo is held."""
    return dt.datetime.combine(day, dt.time(hour, minute), timezone.get_default_timezone())


def make_cast(size: Size, seed: int) -> Cast:
    """A body of its own; nothing of it is in any real year."""
    body = Body.objects.create(
        code=f"synthetic-expo-{seed}", name="演练市政协", name_en="Rehearsal body", short_name="演练市",
        current_year=YEAR,
    )  # fmt: skip
    staff, leader = (make_actor(body, role, f"{role}-expo-{seed}-0001") for role in (Role.STAFF, Role.LEADER))

    def make(model: Any, names: list[str], **values: Any) -> list[Any]:
        return [create_record(model(name=name, **values), by=staff) for name in names]

    places = [
        create_record(Place(name=f"演练{word}{n:02}", level=level), by=staff)
        for level, word, count in (("country", "国", 8), ("province", "省", 6), ("city", "城", 8))
        for n in range(1, count + 1)
    ]
    firms = make(
        Organisation, [f"演练企业{n:04}" for n in range(1, size.exhibitors + size.exhibitors // 4)], kind="firm"
    )
    units = make(Organisation, [f"演练单位{n:02}" for n in range(1, size.units + 1)], kind="department")
    locals_ = make(Person, [f"演练干部{n:04}" for n in range(1, size.attendants + size.staff + 1)])
    for person in locals_[-size.staff :]:
        create_record(Seat(person=person, office="staff"), by=staff)
    for n, person in enumerate(locals_[: size.attendants // 2], 1):
        Person.objects.filter(pk=person.pk).update(
            account=make_actor(body, Role.STAFF, f"carer-expo-{seed}-{n:04}").user
        )
    contacts = {}
    for n, firm in enumerate(firms[: size.exhibitors : 5], 1):
        contacts[firm.pk] = make_actor(body, Role.EXHIBITOR, f"firm-expo-{seed}-{n:04}")
        Contact.objects.create(body=body, account=contacts[firm.pk].user, organisation=firm)
    sectors = make(Sector, [f"演练界别{n}" for n in range(1, 4)])
    return Cast(body, staff, leader, firms, units, locals_, sectors, places, contacts, random.Random(seed))
