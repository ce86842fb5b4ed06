"""The ISO 8601 form of a date's words, as far as they go: 2024-09, --09-21/--09-30, 2031-03-03."""

import re
from calendar import monthrange
from dataclasses import dataclass, replace

from luzhi.core.numerals import read_han

_YEAR = r"(?:19|20)\d{2}"
_HAN_YEAR = "[一二][零〇○一二三四五六七八九]{3}"
_NUMERIC = re.compile(rf"({_YEAR})[-./](\d{{1,2}})[-./](\d{{1,2}})(?:\s.*)?")
_YEARS = re.compile(rf"({_YEAR})\s?[-\u2013\u2014~/至到]\s?({_YEAR}|\d{{2}})年?")
_CHINESE = re.compile(
    rf"(?:(?P<year>{_YEAR}|{_HAN_YEAR})年?度?)?\s?(?:(?P<month>[\d一二三四五六七八九十]{{1,2}})月份?)?"
    r"(?:(?P<day>[\d一二三四五六七八九十廿]{1,3})[日号])?(?P<part>[上中下]旬|[上下]半年|第?[一二三四1-4]季度)?"
)
_GAP = re.compile(r"(?<=\d) (?=[年月日号])|(?<=[年月]) (?=\d)")
_ENDS = re.compile(r"\s?[-\u2013\u2014~至到]+\s?")
_MONTHS = {
    name: number for number, name in enumerate(re.findall(r"\w+", "jan feb mar apr may jun jul aug sep oct nov dec"), 1)
}
_MONTH_NAME = re.compile(rf"\b({'|'.join(_MONTHS)})[a-z]*\b\.?", re.IGNORECASE)
_DAY_NUMBER = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?(?!\d|:)")
_YEAR_NUMBER = re.compile(rf"\b{_YEAR}\b")
_LEAP_YEAR = 2024
"""Stands for a year that is not given, so that 29 February is possible."""


@dataclass(frozen=True, slots=True)
class _Moment:
    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        if self.month is None:
            return f"{self.year}" if self.year else ""
        head = f"{self.year}" if self.year else "-"
        tail = "" if self.day is None else f"-{self.day:02}"
        return f"{head}-{self.month:02}{tail}"

    def is_possible(self) -> bool:
        if self.month is None:
            return self.day is None
        return 1 <= self.month <= 12 and 1 <= (self.day or 1) <= monthrange(self.year or _LEAP_YEAR, self.month)[1]


def iso_of(words: str) -> str:
    """A point or, with a slash, an interval of time; empty if the words give no month, day or year in figures."""
    words = _GAP.sub("", words)
    numeric = _NUMERIC.fullmatch(words)
    if numeric:
        return _written([_Moment(int(numeric[1]), int(numeric[2]), int(numeric[3]))])
    years = _YEARS.fullmatch(words)
    if years:
        last = years[2] if len(years[2]) > 2 else years[1][:2] + years[2]
        return f"{years[1]}/{last}"
    return _iso_of_english(words) if _MONTH_NAME.search(words) else _iso_of_chinese(words)


def _iso_of_chinese(words: str) -> str:
    moments: list[_Moment] = []
    for text in _ENDS.split(words, maxsplit=1):
        match = _CHINESE.match(text.strip())
        found = _span(match) if match else []
        if moments and found:
            found = [_inherit(moment, moments[0]) for moment in found]
        moments += found
    return _written([moments[0], moments[-1]] if len(moments) > 1 else moments)


def _span(match: re.Match[str]) -> list[_Moment]:
    year, month, day = (_figures(match[name]) for name in ("year", "month", "day"))
    part = match["part"] or ""
    if part.endswith("旬") and month and 1 <= month <= 12:
        first, last = {"上": (1, 10), "中": (11, 20)}.get(part[0], (21, monthrange(year or _LEAP_YEAR - 1, month)[1]))
        return [_Moment(year, month, first), _Moment(year, month, last)]
    if part and year:
        first, last = _months_of(part)
        return [_Moment(year, first), _Moment(year, last)]
    return [_Moment(year, month, day)] if year or month or day else []


def _months_of(part: str) -> tuple[int, int]:
    if part.endswith("半年"):
        return (1, 6) if part[0] == "上" else (7, 12)
    quarter = _figures(part.strip("第季度")) or 1
    return 3 * quarter - 2, 3 * quarter


def _inherit(moment: _Moment, first: _Moment) -> _Moment:
    """The year and month that the second end leaves out: 9月7日至9日."""
    moment = replace(moment, year=moment.year or first.year)
    return replace(moment, month=moment.month or (first.month if moment.day else None))


def _iso_of_english(words: str) -> str:
    year_found = _YEAR_NUMBER.findall(words)
    year = int(year_found[-1]) if year_found else None
    months = [_MONTHS[name[:3].lower()] for name in _MONTH_NAME.findall(words)]
    days = [int(day) for day in _DAY_NUMBER.findall(_YEAR_NUMBER.sub("", words))][:2]
    if not days:
        return _written([_Moment(year, month) for month in dict.fromkeys((months[0], months[-1]))])
    ends = [_Moment(year, months[0], days[0])]
    if len(days) > 1:
        ends.append(_Moment(year, months[-1], days[-1]))
    return _written(ends)


def _written(moments: list[_Moment]) -> str:
    if not moments or not all(moment.is_possible() for moment in moments):
        return ""
    return "/".join(str(moment) for moment in moments if str(moment))


def _figures(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) if text.isdigit() else read_han(text)
