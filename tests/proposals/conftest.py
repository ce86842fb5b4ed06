"""Plainly synthetic members with accounts, and a proposal ready to be submitted."""

from collections.abc import Callable

import pytest

from luzhi.access.actors import Actor
from luzhi.access.roles import Role
from luzhi.people.models import Organisation, Person
from luzhi.proposals.models import Proposal, Signature
from luzhi.records.services import create_record


@pytest.fixture
def dispatcher(make_actor: Callable[..., Actor]) -> Actor:
    return make_actor(Role.DISPATCHER)


@pytest.fixture
def make_member(staff: Actor, make_actor: Callable[..., Actor]) -> Callable[[str], tuple[Actor, Person]]:
    """A member with an account and a person record."""

    def make(name: str) -> tuple[Actor, Person]:
        actor = make_actor(Role.MEMBER, name=name)
        person = create_record(Person(name=name), by=staff)
        Person.objects.filter(pk=person.pk).update(account=actor.user)
        return actor, person

    return make


@pytest.fixture
def unit(staff: Actor) -> Organisation:
    return create_record(Organisation(name="unit-0001", kind="department"), by=staff)


@pytest.fixture
def make_proposal(staff: Actor) -> Callable[..., Proposal]:
    """A complete draft signed by persons."""

    def make(title: str, *people: Person, **values) -> Proposal:
        values = {
            "situation": "s", "analysis": "a", "recommendations": "1. first\n2. second", "no_secrets": True,
            "year": 2024, **values,
        }  # fmt: skip
        proposal = create_record(Proposal(title=title, **values), by=staff)
        for order, person in enumerate(people, 1):
            create_record(Signature(proposal=proposal, person=person, order=order), by=staff)
        return proposal

    return make
