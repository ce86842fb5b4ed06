"""An expo of three days of a synthetic body, with a desk and badges."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from luzhi.access.actors import Actor
from luzhi.expo.models import Expo, Guest
from luzhi.onsite.models import Badge, Desk
from luzhi.people.models import Person
from luzhi.records.services import create_record


@pytest.fixture
def expo(staff: Actor) -> Expo:
    days = {"starts_on": dt.date(2024, 12, 7), "ends_on": dt.date(2024, 12, 9)}
    made: Expo = create_record(Expo(name="甲市博览会", short_name="甲博会", year=2024, **days), by=staff)
    return made


@pytest.fixture
def desk(staff: Actor, expo: Expo) -> Desk:
    made: Desk = create_record(Desk(expo=expo, name="东门", year=2024), by=staff)
    return made


@pytest.fixture
def other_desk(staff: Actor, expo: Expo) -> Desk:
    made: Desk = create_record(Desk(expo=expo, name="西门", year=2024), by=staff)
    return made


@pytest.fixture
def make_guest(staff: Actor, expo: Expo) -> Callable[..., Guest]:
    def make(name: str, **values: Any) -> Guest:
        person = create_record(Person(name=name), by=staff)
        made: Guest = create_record(Guest(expo=expo, person=person, year=2024, **values), by=staff)
        return made

    return make


@pytest.fixture
def make_badge(staff: Actor, expo: Expo) -> Callable[..., Badge]:
    def make(name: str = "甲", **values: Any) -> Badge:
        made: Badge = create_record(Badge(expo=expo, name=name, year=2024, **values), by=staff)
        return made

    return make
