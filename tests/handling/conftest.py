"""A plainly synthetic body with units, officers and one matter of three items."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest

from luzhi.access.actors import Actor
from luzhi.access.models import Body
from luzhi.access.roles import Role
from luzhi.handling.models import Item, Matter, Mode, Referral, RuleSet
from luzhi.people.models import Contact, Organisation, Person
from luzhi.records.services import create_record


@dataclass
class House:
    """What the tests of handling act on."""

    staff: Actor
    dispatcher: Actor
    units: list[Organisation]
    officers: list[Actor]
    matter: Matter
    items: list[Item]

    def refer(self, unit: int, mode: str = Mode.SEPARATE) -> Referral:
        return create_record(Referral(matter=self.matter, unit=self.units[unit], mode=mode), by=self.dispatcher)

    def reload(self) -> Matter:
        self.matter = Matter.objects.get(pk=self.matter.pk)
        self.items = list(Item.objects.filter(matter=self.matter).order_by("number"))
        return self.matter


@pytest.fixture
def rules(staff: Actor) -> RuleSet:
    """Plainly made-up rules in force for all days of the tests."""
    return create_record(
        RuleSet(
            name="rules-0001", clause="rule 1", valid_from=date(2020, 1, 1), meeting_limit="20 working days",
            session_limit="3 months", objection_limit="5 working days", extension="1 month",
            second_limit="10 working days", classes="A done\nB under way\nC for reference", followed="B",
            ratings="1 satisfied\n2 not satisfied", unsatisfied="2",
        ),
        by=staff,
    )  # fmt: skip


@pytest.fixture
def house(body: Body, staff: Actor, make_actor: Callable[..., Actor]) -> House:
    dispatcher = make_actor(Role.DISPATCHER)
    units = [create_record(Organisation(name=f"unit-{n:04}", kind="department"), by=staff) for n in range(1, 4)]
    officers = []
    for unit in units:
        officer = make_actor(Role.OFFICER)
        Contact.objects.create(body=body, account=officer.user, organisation=unit)
        officers.append(officer)
    matter = create_record(Matter(title="matter-0001", year=2024), by=staff)
    person = create_record(Person(name="member-0001"), by=staff)
    items = [
        create_record(Item(matter=matter, number=n, text=f"item-{n:04}"), by=staff, links={"proposers": [person]})
        for n in range(1, 4)
    ]
    return House(staff, dispatcher, units, officers, matter, items)
