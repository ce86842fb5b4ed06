"""Dates, times, periods and the words for them (今年以来, "the first half of the year"), in both languages."""

import re
from collections.abc import Iterator
from itertools import chain

from luzhi.core.mentions.model import Found, Kind
from luzhi.core.mentions.moments import iso_of
from luzhi.core.mentions.page import Page
from luzhi.core.units import MEASURES, NOUNS_EN, UnitKind, measure_at, singular

_HAN = "零〇○一二三四五六七八九"
_YEAR = rf"(?:(?:19|20)\d{{2}}|[一二][{_HAN}]{{3}})"
_RELATIVE_YEAR = (
    r"(?:今年|去年|前年|明年|后年|当年|同年|上年|本年|(?<![一二三四五六七八九十\d])次年|翌年|往年|历年|每年|全年)"
)
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]) ?月(?:份)?"
_DAY = r"(?:3[01]|[12]\d|0?[1-9]|(?:二十|三十|十)[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九]) ?[日号]"
_MONTH_PART = "(?:[上中下]旬|初|底|末|中(?!小|学|国|央|心|期|共|医|华|等|层))"
_YEAR_PART = "(?:[上下]半年|第?[一二三四1-4]季度|前[一二三两]个?季度|年初|年底|年末|年中|岁末|春季|夏季|秋季|冬季|春天|夏天|秋天|冬天)"
_CLOCK_ZH = r"(?:凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|夜间)?\s?\d{1,2}(?:[:]\d{2}(?::\d{2})?|时(?:\d{1,2}分|许)?(?!代|常|尚|而|候))"
_MONTH_DAY = rf"{_MONTH}(?:\s?{_DAY}|{_MONTH_PART})?"
_ONE = rf"(?:(?:{_YEAR} ?年(?:度)?|{_RELATIVE_YEAR}度?)\s?(?:{_MONTH_DAY}|{_YEAR_PART})?|{_MONTH_DAY}|{_YEAR_PART})"
_TO = r"\s?(?:[-\u2013\u2014~]{1,2}|至|到)\s?"
_SINCE = "(?:以来|以后|之后|以前|之前|前后)?"
_FULL = re.compile(
    rf"(?<![\d.])(?:{_YEAR}(?={_TO}(?:{_YEAR}|{_MONTH}|今))|{_ONE}|\d{{1,2}}(?={_TO}\d{{1,2}}月))"
    rf"(?:{_TO}(?:{_ONE}|{_DAY}|{_YEAR}(?:年(?:度)?)?(?!\d)|\d{{1,2}}月))?(?:\s?{_CLOCK_ZH}|(?<=[日号])(?:上午|下午|晚上|晚间|晚|凌晨|中午|傍晚|清晨|早上))?{_SINCE}"
)
_THIS_MONTH = re.compile(rf"(?:本|上|下|当|次|每)月{_DAY}(?:{_TO}(?:{_MONTH}\s?)?{_DAY})?")
_CLOCK = r"\d{1,2}(?:[:]\d{2}(?::\d{2})?|时(?:\d{1,2}分|许)?(?!代|常|尚|而|候))"
_PART_OF_DAY = "(?:凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|夜间)"
_LED: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (
        re.compile(rf"(?<![\d:]){_CLOCK}(?:{_TO}{_PART_OF_DAY}?{_CLOCK})?(?![\d:.%]|\s?(?:[AaPp]\.?[Mm]\b))"),
        re.compile(rf"{_PART_OF_DAY}\s?\Z"),
    ),
    (
        re.compile(r"[一二两三四五六七八九十几数\d]{1,3}[多余]?年以?[来间内前后里]"),
        re.compile(r"(?:过去|最近|近|未来|今后|此前|前|后|连续|这|头)\s?\Z"),
    ),
)
"""Slow if tried from their optional first word on, so that word is looked for afterwards."""
_FULL_START = re.compile(r"[\d零〇○一二三四五六七八九十今去前明后当同上本次翌往历每全年岁春夏秋冬第下]")
_SIMPLE: tuple[re.Pattern[str], ...] = (
    re.compile(
        r"(?<![\d.\-/])(?:19|20)\d{2}([-./])(?:1[0-2]|0?[1-9])\1(?:3[01]|[12]\d|0?[1-9])"
        r"(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?(?![\d\-/])"
    ),
    re.compile(
        r"(?:上午|下午|凌晨|晚上|早上)\s?(?:[一二三四五六七八九十]{1,2}|\d{1,2}(?=点))[点时](?:半|[一二三四五六七八九十\d]{1,3}分)?"
    ),
    re.compile(rf"(?<![{_HAN}\d])(?:3[01]|[12]\d|[1-9])日(?:{_TO}(?:3[01]|[12]\d|[1-9])日)?(?=[,。、上下晚中,]|起|至|在|前)"),
    re.compile("今年以来|新的?一年|近年来|近些年来|近几年来?|近年|这些年来?|多年来|数年来|历年来|一年来|一年多来"),
    re.compile(
        r"近日|日前|近期|即日起|连日来|近来|同日|"
        r"(?:今天|昨天|明天|前天|今日|昨日|明日|当天|当日|(?<![一二三四五六七八九十\d])次日)(?:凌晨|早上|上午|中午|下午|傍晚|晚上|晚间)?"
    ),
    re.compile("(?:本|上|下|当|每个?|次)月(?:底|初|末|中旬|份)?|(?:每|本|上|下)周[一二三四五六日末]?|每季度|每天|每日|每逢|年内|年度|全年|全天|全天候"),
    re.compile("(?:星期|周)[一二三四五六日天](?!期|岁|年|个|批|边|围|到|全|密|报)"),
    re.compile(r"(?:上|本|下|[12]\d|二十|十九|二十一)世纪(?:[2-9]0年代|[二三四五六七八九]十年代)?(?:初|末|中叶)?"),
    re.compile(r"(?<!\d)[2-9]0年代(?:初|末|中期)?|[二三四五六七八九]十年代"),
    re.compile(r"[“\"]?十[一二三四五六七]五[”\"]?(?:规划|时期|期间|末|开局|收官)|(?<=“)十[一二三四五六七]五(?=”)|(?<![一-龥])十[一二三四五六]五(?=[以时期规末开])"),
    re.compile("(?:元旦|春节|元宵节?|清明节?|五一|端午节?|中秋节?|国庆节?|重阳节?|七一|八一)(?:假期|期间|前夕|前后|小长假)"),
    re.compile("半个多?(?:世纪|月|小时)|半(?:小时|天)(?!候)|半年(?:来|多|内|以来)?|大半年|年复一年|长年|常年"),
)  # fmt: skip

_MON = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_D = r"\d{1,2}(?:st|nd|rd|th)?"
_UNTIL = r"(?:\s?[-\u2013\u2014]\s?|\s(?:to|and|through|until)\s)"
_Y = r"(?:19|20)\d{2}"
_SPAN_WORD = r"(?:years?|months?|weeks?|days?|decades?|quarters?|hours?)"
_ENGLISH: tuple[re.Pattern[str], ...] = (
    re.compile(rf"\b{_D}(?:{_UNTIL}{_D})?\s(?:of\s)?{_MON}(?:{_UNTIL}{_D}\s{_MON})?(?:,?\s{_Y}\b)?"),
    re.compile(rf"\b{_MON}\s{_D}\b(?:{_UNTIL}(?:{_MON}\s)?{_D}\b)?(?:,?\s{_Y}\b)?"),
    re.compile(rf"\b(?:(?:early|mid|late)[-\s])?{_MON}(?:\sof)?\s{_Y}\b(?:{_UNTIL}{_MON}\s{_Y}\b)?"),
    re.compile(rf"\b{_MON}{_UNTIL}{_MON}(?:\s{_Y}\b)?"),
    re.compile(
        r"\b(?:January|February|April|June|July|August|September|October|November|December)\b|"
        r"(?:(?<=\bin\s)|(?<=\bof\s)|(?<=\bby\s)|(?<=since\s)|(?<=until\s)|(?<=last\s)|(?<=this\s)|(?<=next\s)|"
        r"(?<=early\s)|(?<=late\s)|(?<=mid-)|(?<=from\s))(?:March|May)\b"
    ),
    re.compile(
        rf"(?i:\bthe\s)?\b(?i:first|second|latter|1st|2nd)\s(?i:half)(?:\s(?i:of)\s(?i:the\syear|last\syear|this\syear|{_Y}))?\b"
    ),
    re.compile(rf"\b(?i:first|second|third|fourth|last)\s(?i:quarter)(?:\s(?i:of)\s(?:(?i:the\syear)|{_Y}))?\b"),
    re.compile(rf"\b(?:the\s)?(?i:first|last)\s(?i:two|three|four|five|six|nine|ten|eleven|\d{{1,2}})\s(?i:{_SPAN_WORD})(?:\sof\s(?:(?i:the\syear|this\syear|last\syear)|{_Y}))?\b"),
    re.compile(rf"\b(?:Q[1-4]|H[12]|FY)\s?(?:{_Y})?\b"),
    re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"),
    re.compile(
        rf"\b(?i:(?:the\s)?(?:past|last|previous|next|coming|following))\s(?i:(?:\d{{1,2}}|one|two|three|four|five|six|seven|"
        rf"eight|nine|ten|few|several)\s)?(?i:{_SPAN_WORD}|century|spring|summer|autumn|winter|night)\b"
    ),
    re.compile(r"\b(?i:(?:this|that|every|each)\s(?:year|month|week|quarter|decade|spring|summer|autumn|winter))\b"),
    re.compile(r"\b(?i:today|yesterday|tomorrow|annually|year-round|(?:year|month|quarter)[-\s]end|mid-?year)\b"),
    re.compile(r"\b(?i:(?:a\s)?(?:years?|months?|weeks?|days?))\s(?i:ago|later|earlier|before)\b"),
    re.compile(r"\b\d{1,2}(?::\d{2})?\s?(?:a\.m\.|p\.m\.|am\b|pm\b|AM\b|PM\b)|(?<![\d:])\d{1,2}:\d{2}(?::\d{2})?(?![\d:])"),
    re.compile(rf"(?<![\d$€£/\-A-Za-z+])(?<!\d[.,])(?<!No\. ){_Y}\s?[-\u2013/~]\s?(?:{_Y}|\d{{2}})(?![\d\-/]|\.\d)"),
    re.compile(r"\b(?:19|20)\d0s\b"),
)  # fmt: skip
_BARE_YEAR = re.compile(
    rf"(?<![\d$€£¥#+\-/〔\[(A-Za-z])(?<!\d[.,]){_Y}(?![\d/\-+%‰℃]|[.,:]\d|\s?(?:万|亿|千|百|余|多))"
)
_BARE_YEARS = re.compile(rf"{_YEAR}{_TO}{_YEAR}")
_NUMBERS = re.compile(rf"\d{{4}}{_TO}[\d,]{{1,12}}")
_NEXT_WORD = re.compile(r"\s([A-Za-z][\w-]{0,40})")
_YEAR_LEAD = re.compile(r"(?:\b(?:in|of|by|since|for|from|until|during|early|late|the|to|year|and|through|before|after)|['’]s)\s$",
                        re.IGNORECASE)  # fmt: skip
_DURATION_EN = re.compile(
    r"\b(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|twenty|thirty|several|a few)"
    r"(?:[\s-](?:and a half|working|business|calendar|consecutive|full))?[\s-](?:year|month|week|day|hour|minute|decade|semester|morning|afternoon|evening|night|weekend)s?\b"
    r"(?:[-\s](?:long|old|term)\b)?",
    re.IGNORECASE,
)


def find_dates(page: Page) -> None:
    """Every date, time of day, period and word for one; those with figures carry ISO 8601 in ``when``."""
    plain = page.plain
    for match in _THIS_MONTH.finditer(plain):
        page.offer(Found(match.start(), match.end(), Kind.DATE))
    for match in _matches_from(_FULL_START, _FULL, plain):
        if not _is_no_date(plain, match.start(), match.end()):
            page.offer(Found(match.start(), match.end(), Kind.DATE, {"when": iso_of(match[0])}))
    for match in chain(*(pattern.finditer(plain) for pattern in _SIMPLE)):
        page.offer(Found(match.start(), match.end(), Kind.DATE, {"when": iso_of(match[0])}))
    for pattern, lead in _LED:
        for match in pattern.finditer(plain):
            before = lead.search(plain, max(0, match.start() - 4), match.start())
            page.offer(Found(before.start() if before else match.start(), match.end(), Kind.DATE))
    for match in chain(*(page.latin(pattern) for pattern in (*_ENGLISH, _DURATION_EN))):
        page.offer(Found(match.start(), match.end(), Kind.DATE, {"when": iso_of(match[0])}))
    for start, end in _bare_years(plain):
        page.offer(Found(start, end, Kind.DATE, {"when": plain[start:end]}))


def _matches_from(start: re.Pattern[str], whole: re.Pattern[str], plain: str) -> Iterator[re.Match[str]]:
    """The matches of a slow pattern, tried only where a quick one finds a first sign."""
    place = 0
    while first := start.search(plain, place):
        match = whole.match(plain, first.start())
        place = match.end() if match else first.start() + 1
        if match:
            yield match


def _is_no_date(plain: str, start: int, end: int) -> bool:
    """A bare 一季 inside another word, or a month that is a length of time (三月 is, 三个月 is not)."""
    if _BARE_YEARS.fullmatch(plain, start, end):
        return _is_counted(plain, end)
    before = plain[start - 1 : start]
    return bool(before) and before in "一二三四五六七八九十百千万" and plain[start] in "一二三四五六七八九十"


def _bare_years(plain: str) -> Iterator[tuple[int, int]]:
    for match in _BARE_YEAR.finditer(plain):
        end = match.end()
        numbers = _NUMBERS.match(plain, match.start())
        if numbers and _is_counted(plain, numbers.end()):
            continue
        measure = next((plain[end : end + n] for n in (3, 2, 1) if plain[end : end + n] in MEASURES), None)
        if measure and not plain[end : end + 1].isascii():
            continue
        word = _NEXT_WORD.match(plain, end)
        leads = _YEAR_LEAD.search(plain, max(0, match.start() - 12), match.start())
        if word and not leads and _is_plural(word[1]):
            continue
        yield match.start(), end


def _is_counted(plain: str, end: int) -> bool:
    """Whether a measure word that is no length of time follows, so that the figures before it are no year."""
    measure = measure_at(plain, end)
    return measure is not None and measure[0].kind is not UnitKind.DURATION


def _is_plural(word: str) -> bool:
    unit = NOUNS_EN.get(singular(word))
    return word.islower() and word.endswith("s") and unit is not None and unit.kind is not UnitKind.DURATION
