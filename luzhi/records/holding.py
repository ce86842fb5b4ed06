"""Which of many questions have any answer at all: one query for all of them, so that an empty one costs none."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db.models import Exists, QuerySet

from luzhi.access.models import Body

Name = TypeVar("Name")
AT_ONCE = 60  # questions in one query


def which_hold(asked: Mapping[Name, QuerySet[Any]]) -> list[Name]:
    """The names of those that hold a row, in their order. Rows are looked for, never counted."""
    names = list(asked)
    found: list[Name] = []
    for at in range(0, len(names), AT_ONCE):
        part = names[at : at + AT_ONCE]
        columns = {f"has_{i}": Exists(asked[name].order_by()) for i, name in enumerate(part)}
        row = Body.objects.annotate(**columns).order_by("pk").values_list(*columns).first()
        found += [name for name, holds in zip(part, row or (), strict=False) if holds]
    return found


def most_there_can_be(models: Iterable[type[Any]]) -> int:
    """As many records as any of these kinds can have at most: its highest number. One query that counts nothing."""
    newest = {f"last_{i}": model._default_manager.order_by("-pk").values("pk")[:1] for i, model in enumerate(models)}
    row = Body.objects.annotate(**newest).order_by("pk").values_list(*newest).first()
    return max((n or 0 for n in row or ()), default=0)
