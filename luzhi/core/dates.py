"""Reading and checking dates: what people type, and what cannot be ("31 September")."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange

__all__ = ["DateError", "add_months", "checked_date", "parse_date"]


class DateError(ValueError):
    """A date nobody can keep. ``code`` and ``params`` are for the sentence the user reads.

    Codes: ``no_such_day`` (year, month, day, last), ``no_such_month`` (month), ``leap_day_only`` (no params),
    ``not_a_date`` (text), ``beyond_calendar`` (first, last).
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(f"{code}: {params}")
        self.code = code
        self.params = params


def add_months(day: dt.date, months: int) -> dt.date:
    """The corresponding day so many months on; the month's last day if it has none (Civil Code, art. 202)."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def checked_date(year: int, month: int, day: int) -> dt.date:
    """The date, or a ``DateError`` that says what is wrong with it ("31 September")."""
    if not 1 <= month <= 12:
        raise DateError("no_such_month", month=month)
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise DateError("no_such_day", year=year, month=month, day=day, last=last)
    return dt.date(year, month, day)


def parse_date(text: str, *, year: int | None = None) -> dt.date:
    """Read 2024-09-30, 2024/9/30, 2024.9.30, 20240930, 2024年9月30日; or 9月30日, 9-30 of ``year``."""
    plain = text.strip()
    if len(plain) == 8 and plain.isascii() and plain.isdigit():
        plain = f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
    for mark in "年月/.":
        plain = plain.replace(mark, "-")
    parts = plain.rstrip("日号").split("-")
    if len(parts) == 2 and year is not None:
        parts = [str(year), *parts]
    if len(parts) != 3 or not all(part.strip().isdecimal() for part in parts):
        raise DateError("not_a_date", text=text)
    numbers = [int(part) for part in parts]
    if not 1 <= numbers[0] <= dt.MAXYEAR:
        raise DateError("not_a_date", text=text)
    return checked_date(*numbers)
