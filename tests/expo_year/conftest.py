"""A small expo, run once from its committee to its report for all tests of this folder."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from bench.expo_year.cast import SMALL
from bench.expo_year.story import Story


@pytest.fixture(scope="module")
def _story(django_db_setup: None, django_db_blocker: Any) -> Iterator[Story]:
    # entered as a block, so that a story that fails leaves nothing for the tests after it
    with django_db_blocker.unblock(), transaction.atomic():
        yield Story(SMALL).run()
        transaction.set_rollback(True)


@pytest.fixture
def story(_story: Story, db: None) -> Story:
    """The expo as it stands when its report is written."""
    return _story
