"""Paging by key for lists that are not of a kind of record: newest first, one query, no counting, no offset."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet

SIZE = 50


@dataclass(frozen=True)
class Page:
    """The rows of one page, and the addresses of the newer and the older one, '' at the ends."""

    rows: list[Any]
    newer: str
    older: str


def take_page(rows: QuerySet[Any], query: Mapping[str, str], *, key: str = "pk", size: int = SIZE) -> Page:
    """The page that `after` or `before` in the address ask for; anything else of the address is kept."""
    after, before = read_key(query, "after"), read_key(query, "before")
    if before is not None:
        found = list(rows.filter(**{f"{key}__gt": before}).order_by(key)[: size + 1])
        more_new, more_old = len(found) > size, True
        shown = found[:size][::-1]
    else:
        beyond = {} if after is None else {f"{key}__lt": after}
        found = list(rows.filter(**beyond).order_by(f"-{key}")[: size + 1])
        more_new, more_old = after is not None, len(found) > size
        shown = found[:size]
    kept = {name: value for name, value in query.items() if name not in ("after", "before") and value}
    newer = link({**kept, "before": value_of(shown[0], key)}) if shown and more_new else ""
    older = link({**kept, "after": value_of(shown[-1], key)}) if shown and more_old else ""
    return Page(shown, newer, older)


def read_key(query: Mapping[str, str], name: str) -> int | None:
    value = query.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 19 else None


def value_of(row: Any, key: str) -> Any:
    return row[key] if isinstance(row, dict) else getattr(row, key)


def link(values: Mapping[str, Any]) -> str:
    return f"?{urlencode(values)}"
