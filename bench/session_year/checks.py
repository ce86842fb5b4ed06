"""Published figures beside the same question asked in plain SQL."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bench.session_year.plain_sql import COUNTS, DIVIDED, SHARES, ask, count_plainly, share_plainly
from luzhi.core.figures import round_share
from luzhi.records.figures import FIGURES, Scope, read_figure, split_figure
from luzhi.reports.printing import say_number


@dataclass(frozen=True)
class Line:
    """A figure as published and as plain SQL has it."""

    key: str
    published: Any
    plain: Any

    @property
    def agrees(self) -> bool:
        return bool(self.published == self.plain)

    def __str__(self) -> str:
        sign = "=" if self.agrees else "≠"
        return f"{self.key:<44} {self.published} {sign} {self.plain}"


def published_keys() -> list[str]:
    """The figures of handling and proposals, as declared."""
    return [key for key in FIGURES if key.split(".", 1)[0] in ("handling", "proposals")]


def compare(body: int, year: int) -> list[Line]:
    """Every figure of handling and proposals, and its published divisions."""
    scope = Scope(body, year)
    found = []
    for key in published_keys():
        if key in COUNTS:
            found.append(Line(key, int(read_figure(key, scope).counted), count_plainly(key, body, year)))
        elif key in SHARES:
            found.append(Line(key, printed_share(key, scope), plain_share(key, body, year)))
        else:
            found.append(Line(key, "published", "no plain SQL"))
    for (key, dimension), sql in DIVIDED.items():
        parts = {code or "": int(n) for code, _label, n in split_figure(FIGURES[key], scope, dimension)}
        found.append(Line(f"{key} by {dimension}", parts, {code or "": n for code, n in ask(sql, body, year)}))
    return found


def printed_share(key: str, scope: Scope) -> str:
    """The share as it is printed."""
    reading = read_figure(key, scope)
    return say_number(reading.figure, reading.value, chinese=False) if reading.value is not None else ""


def plain_share(key: str, body: int, year: int) -> str:
    """The same from part and whole, cut off after a tenth of a per cent."""
    part, whole = share_plainly(key, body, year)
    if not whole:
        return ""
    share = round_share(Decimal(part * 100) / whole, truncate=True)
    return f"{share:f}".rstrip("0").rstrip(".")
