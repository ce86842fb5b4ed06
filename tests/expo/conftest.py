"""An expo of a synthetic body."""

from collections.abc import Callable
from typing import Any

import pytest

from luzhi.access.actors import Actor
from luzhi.expo.models import Exhibitor, Expo, InvitationChannel, Zone
from luzhi.people.models import Organisation
from luzhi.records.services import create_record


@pytest.fixture
def expo(staff: Actor) -> Expo:
    made: Expo = create_record(Expo(name="甲市博览会", short_name="甲博会", year=2024), by=staff)
    return made


@pytest.fixture
def zone(staff: Actor, expo: Expo) -> Zone:
    made: Zone = create_record(Zone(expo=expo, name="甲展区", year=2024, area=100, target_area=120), by=staff)
    return made


@pytest.fixture
def channel(staff: Actor, expo: Expo) -> InvitationChannel:
    made: InvitationChannel = create_record(
        InvitationChannel(expo=expo, kind="chamber", name="甲商会", year=2024), by=staff
    )
    return made


@pytest.fixture
def make_firm(staff: Actor) -> Callable[..., Organisation]:
    def make(name: str, **values: Any) -> Organisation:
        made: Organisation = create_record(Organisation(name=name, kind="firm", **values), by=staff)
        return made

    return make


@pytest.fixture
def make_exhibitor(staff: Actor, expo: Expo, make_firm: Callable[..., Organisation]) -> Callable[..., Exhibitor]:
    def make(name: str, **values: Any) -> Exhibitor:
        made: Exhibitor = create_record(
            Exhibitor(expo=expo, organisation=make_firm(name), year=2024, **values), by=staff
        )
        return made

    return make
