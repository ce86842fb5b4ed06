"""Activities made for tests."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from luzhi.access.actors import Actor
from luzhi.activities.models import Activity
from luzhi.records.services import create_record


@pytest.fixture
def make_activity(staff: Actor) -> Callable[..., Activity]:
    """A survey of 2024, on one day or undated, in the state it was found in."""

    def make(title: str, day: date | None = None, **more: Any) -> Activity:
        dates = {"dating": "days", "starts_on": day, "ends_on": day} if day else {}
        state = more.pop("state", "")
        activity = Activity(title=title, **{"kind": "research_visit", "year": 2024, **dates, **more})
        made: Activity = create_record(activity, by=staff, state=state)
        return made

    return make
