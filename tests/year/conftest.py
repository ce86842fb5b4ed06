"""A small session year, run once through the real transitions for all tests of this folder."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from bench.session_year.story import Story


@pytest.fixture(scope="module")
def _story(django_db_setup: None, django_db_blocker: Any) -> Iterator[Story]:
    # entered as a block, so that a story that fails leaves nothing for the tests after it
    with django_db_blocker.unblock(), transaction.atomic():
        yield Story(units=6, proposals=48).run()
        transaction.set_rollback(True)


@pytest.fixture
def story(_story: Story, db: None) -> Story:
    """The year as it stands on its last day."""
    return _story
