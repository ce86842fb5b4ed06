"""A matchmaking session of a synthetic expo: eight slots, tables, firms, requests."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from luzhi.access.actors import Actor
from luzhi.expo.models import Expo
from luzhi.matchmaking.models import Desk, Party, Request, Session, Slot
from luzhi.people.models import Organisation
from luzhi.records.services import create_record

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(hour: int, minute: int = 0, day: int = 7) -> datetime:
    return datetime(2024, 12, day, hour, minute, tzinfo=SHANGHAI)


@pytest.fixture
def expo(staff: Actor) -> Expo:
    made: Expo = create_record(Expo(name="甲市博览会", short_name="甲博会", year=2024), by=staff)
    return made


@pytest.fixture
def session(staff: Actor, expo: Expo) -> Session:
    """Slots of twenty minutes from nine to twelve on one day, and three tables."""
    made: Session = create_record(Session(expo=expo, name="甲对接会", year=2024), by=staff)
    for number in range(8):
        start = at(9) + timedelta(minutes=25 * number)
        create_record(Slot(session=made, starts_at=start, ends_at=start + timedelta(minutes=20)), by=staff)
    for number in range(3):
        create_record(Desk(session=made, code=f"T{number + 1}", place=number, seats=4), by=staff)
    return made


@pytest.fixture
def make_party(staff: Actor, session: Session) -> Callable[..., Party]:
    def make(name: str, **values: Any) -> Party:
        firm = create_record(Organisation(name=name, kind="firm"), by=staff)
        made: Party = create_record(Party(session=session, organisation=firm, **values), by=staff)
        return made

    return make


@pytest.fixture
def make_request(staff: Actor, session: Session) -> Callable[..., Request]:
    def make(asker: Party, asked: Party, state: str = "agreed", **values: Any) -> Request:
        made: Request = create_record(
            Request(session=session, asker=asker, asked=asked, year=2024, **values), by=staff, state=state
        )
        return made

    return make


@pytest.fixture
def firms(make_party: Callable[..., Party]) -> list[Party]:
    return [make_party(f"企业{n}") for n in range(1, 7)]


@pytest.fixture
def requests(firms: list[Party], make_request: Callable[..., Request]) -> list[Request]:
    """Everybody wants to meet everybody: fifteen meetings."""
    return [make_request(a, b) for n, a in enumerate(firms) for b in firms[n + 1 :]]
