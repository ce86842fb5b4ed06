"""Addresses of figure pages: the key in the path, the year and the narrowing in the query."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from luzhi.access.actors import ActingRequest
from luzhi.records.figures import FIGURES, Figure, Rate, Scope
from luzhi.records.narrowing import find_dimension, find_value

OTHERS = frozenset({"year", "by", "after", "before", "sort", "size"})
"""What else an address of a figure page may say."""


class FigureConverter:
    """The part of an address that names a figure; an unknown key is no address."""

    regex = "[a-z_]+(?:[.][a-z_]+)+"

    def to_python(self, value: str) -> Figure | Rate:
        if value not in FIGURES:
            raise ValueError
        return FIGURES[value]  # type: ignore[no-any-return]

    def to_url(self, value: "Figure | Rate | str") -> str:
        return value if isinstance(value, str) else value.key


def figure_address(key: str, year: int, where: Mapping[str, Any], page: str = "detail", **more: str) -> str:
    """The page of a figure narrowed alike; dimensions by record number or code."""
    query = urlencode({"year": year, **{name: str(value) for name, value in where.items()}, **more})
    return f"{reverse(f'figure-{page}', args=[key])}?{query}"


def read_year(request: ActingRequest) -> int:
    """The year the address asks for; else the one the person works in."""
    text = request.GET.get("year", "")
    return int(text) if text.isdecimal() and 1900 < int(text[:5]) < 2200 else request.year


def read_scope(figure: Figure | Rate, query: QueryDict, *, body_id: int, year: int) -> Scope:
    """The narrowing an address asks for. Raises Problem, naming the nearest, for a name that does not exist."""
    where = {}
    for name, value in query.items():
        text = str(value).strip()[:200]
        if text and name not in OTHERS:
            dimension = find_dimension(figure, name[:60])
            where[dimension] = find_value(figure, dimension, text, body_id)
    return Scope(body_id, year, where)
