"""Asking the sample year: figures narrowed by the references of records."""

from collections.abc import Callable
from typing import Any

import pytest

from luzhi.access.models import Body
from luzhi.records.figures import FIGURES, Reading, Scope, read_figure
from luzhi.records.kinds import KINDS
from luzhi.records.narrowing import target_of


@pytest.fixture
def get(sample: Body) -> Callable[[str, str], Any]:
    """The record of a kind with this reference."""

    def find(kind: str, ref: str) -> Any:
        return KINDS[kind].model._default_manager.get(body=sample, ref=ref)

    return find


@pytest.fixture
def ask(sample: Body, get: Callable[[str, str], Any]) -> Callable[..., Reading]:
    """A figure of the sample year, its dimensions given as references or codes."""

    def read(key: str, **where: Any) -> Reading:
        figure = FIGURES[key]
        narrowed = {}
        for dimension, value in where.items():
            target = target_of(figure, dimension)
            narrowed[dimension] = get(target.key, value).pk if target is not None else value
        return read_figure(key, Scope(sample.pk, 2024, narrowed))

    return read
