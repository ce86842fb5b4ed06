"""Who and what a generated session year is made of: plainly synthetic members, units, parties and rules."""

import datetime as dt
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

from django.utils import timezone

from luzhi.access.actors import Actor
from luzhi.access.models import Body, Grant, User
from luzhi.access.roles import Role
from luzhi.handling.models import RuleSet
from luzhi.people.models import Committee, Contact, Organisation, Person, Sector, Term
from luzhi.records.services import create_record

YEAR = 2024
FIELDS = ("经济", "城建", "教育", "卫生", "农业", "文化", "环保", "社会")


@dataclass
class Cast:
    """Everybody who acts in the year."""

    body: Body
    staff: Actor
    dispatcher: Actor
    leader: Actor
    members: list[Actor]
    persons: list[Person]
    units: list[Organisation]
    officers: dict[int, Actor]  # by unit
    parties: list[Organisation]
    sectors: list[Sector]
    committees: list[Committee]
    rules: RuleSet
    dice: random.Random = field(default_factory=random.Random)


@contextmanager
def on_day(day: dt.date, hour: int = 10) -> Iterator[None]:
    """The clock of the installation stands on this day."""
    moment = dt.datetime.combine(day, dt.time(hour), timezone.get_default_timezone())
    with mock.patch("django.utils.timezone.now", return_value=moment):
        yield


def make_cast(units: int, members: int, seed: int) -> Cast:
    """A body of its own with its people; nothing of it is in any real year."""
    body = Body.objects.create(
        code=f"synthetic-{seed}", name="演练市政协", name_en="Rehearsal body", short_name="演练市", current_year=YEAR
    )
    staff, dispatcher, leader = (make_actor(body, role, f"{role}-{seed}-0001") for role in OFFICE)
    rules = make_rules(staff)
    create_record(Term(number=1), by=staff)
    sectors = [create_record(Sector(name=f"界别{n:02}"), by=staff) for n in range(1, 7)]
    committees = [create_record(Committee(name=f"专委会{n:02}"), by=staff) for n in range(1, 4)]
    parties = [create_record(Organisation(name=f"党派{n:02}", kind="party"), by=staff) for n in range(1, 4)]
    made = [create_record(Organisation(name=f"单位{n:02}", kind="department"), by=staff) for n in range(1, units + 1)]
    officers = {}
    for n, unit in enumerate(made, 1):
        officers[unit.pk] = make_actor(body, Role.OFFICER, f"officer-{seed}-{n:04}")
        Contact.objects.create(body=body, account=officers[unit.pk].user, organisation=unit)
    actors, persons = [], []
    for n in range(1, members + 1):
        actor = make_actor(body, Role.MEMBER, f"member-{seed}-{n:04}")
        person = create_record(Person(name=f"委员{n:04}"), by=staff)
        Person.objects.filter(pk=person.pk).update(account=actor.user)
        actors.append(actor)
        persons.append(person)
    return Cast(
        body, staff, dispatcher, leader, actors, persons, made, officers, parties, sectors, committees, rules,
        random.Random(seed),
    )  # fmt: skip


OFFICE = (Role.STAFF, Role.DISPATCHER, Role.LEADER)


def make_actor(body: Body, role: Role, name: str) -> Actor:
    user = User.objects.create_user(name, password="x" if role else None)
    Grant.objects.create(user=user, body=body, role=role)
    return Actor(user, body, [role])


def make_rules(staff: Actor) -> Any:
    """Made-up rules in force all year."""
    return create_record(
        RuleSet(
            name="演练规则", clause="rule 1", valid_from=dt.date(YEAR - 1, 1, 1), session_limit="3 months",
            between_limit="2 months", objection_limit="5 working days", objection_pauses=True, extension="1 month",
            extensions=1, joint_limit="1 month", second_limit="1 month", hard_stop="6 months",
            classes="A 已经解决\nB 列入计划\nC 留作参考", followed="B", solved="A", uncounted="C", content="1",
            ratings="1 满意\n2 基本满意\n3 不满意", unsatisfied="3", grounds="1 空泛无建议\n2 不属本市职权", cosigners=2,
        ),
        by=staff,
    )  # fmt: skip
