"""Counts and vague quantities with their unit and what they count."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from luzhi.core.amounts import ENGLISH_STARTS, Amount, read_amount
from luzhi.core.mentions.model import Found, Kind, Reason
from luzhi.core.mentions.nouns import clause_before, noun_after, noun_before
from luzhi.core.mentions.page import Page
from luzhi.core.numerals import HAN_NUMERALS
from luzhi.core.quantity import Form, Quantity
from luzhi.core.units import CURRENCIES, NOUNS_ZH, PHRASES_EN, Unit, UnitKind, english_unit, measure_at
from luzhi.core.vagueness import apply_bound, bound_after, bound_before

_START = re.compile(
    rf"[\d{HAN_NUMERALS}几数多半]|过半|超半|近半|大半|好几|\b(?:{'|'.join(word.replace(' ', chr(92) + 's') for word in sorted(ENGLISH_STARTS, key=len, reverse=True))})\b",
    re.IGNORECASE,
)
_MONEY_SIGN = re.compile(
    "(?:" + "|".join(re.escape(sign) for sign in sorted(CURRENCIES, key=len, reverse=True)) + r")\s?\Z"
)
_PHRASE_EN = re.compile(
    r"[\s-]?("
    + "|".join(re.escape(p).replace(r"\ ", r"\s") for p in sorted(PHRASES_EN, key=len, reverse=True))
    + r")(?![A-Za-z])",
    re.IGNORECASE,
)
_WORDS_EN = re.compile(r"(?:\sof(?:\sthe)?(?=\s))?(?:[\s-](?:[A-Za-z][A-Za-z'’-]{0,40})){1,5}")
_STOP_EN = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "of",
        "in",
        "on",
        "at",
        "by",
        "to",
        "from",
        "for",
        "with",
        "and",
        "or",
        "but",
        "that",
        "which",
        "who",
        "whom",
        "has",
        "have",
        "had",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "must",
        "shall",
        "should",
        "do",
        "does",
        "did",
        "than",
        "then",
        "as",
        "the",
        "a",
        "an",
        "this",
        "these",
        "those",
        "it",
        "its",
        "their",
        "there",
        "per",
        "each",
        "every",
        "into",
        "under",
        "over",
        "about",
        "after",
        "before",
        "during",
        "since",
        "until",
        "while",
        "where",
        "when",
        "said",
        "says",
        "including",
        "such",
        "more",
        "fewer",
        "less",
        "not",
        "also",
        "came",
        "come",
        "went",
        "took",
        "made",
        "held",
        "drew",
    ]
)
_NOT_PLURAL = frozenset(
    [
        "news",
        "this",
        "his",
        "its",
        "us",
        "was",
        "is",
        "has",
        "as",
        "always",
        "across",
        "towards",
        "process",
        "business",
        "congress",
        "series",
        "means",
    ]
)
_PLURAL = frozenset(
    [
        "people",
        "men",
        "women",
        "children",
        "staff",
        "personnel",
        "yuan",
        "rmb",
        "renminbi",
        "mu",
        "km",
        "kg",
        "yen",
        "usd",
        "cny",
        "time",
    ]
)
_MONEY_BEFORE_ROUND = frozenset("百千万亿")
_LONE_ONE_LEADS = re.compile(
    "(?:是|为|作|作为|成为|成|的|这|那|每|某|任|另|同|哪|上|下|前|又|如|像|有|于|新|唯|惟|仅|老|之|打造|构建|形成|画|在|用|以|找|当|好|走出|开辟|拧|探索|绘|营造|提供)$"
)
_DESCRIPTIVE = re.compile(
    "(?:[^,。;]{0,3}(?:重要|重大|重点|关键|崭新|全新|难得|大好|必修|系统|长期|复杂|艰巨|光荣|基础|常态|政治|特殊|美丽|靓丽|亮丽|鲜明|独特))"
)
_SPEAKER = re.compile("[^,。;]{0,10}(?:说|表示|告诉|介绍|感慨|坦言|提出|建议|认为|回忆)")
_ARTICLE_UNITS = frozenset(
    [
        "个",
        "种",
        "类",
        "条",
        "股",
        "份",
        "片",
        "面",
        "点",
        "大",
        "道",
        "把",
        "块",
        "头",
        "段",
        "步",
        "层",
        "手",
        "双",
        "对",
        "口",
        "行",
        "方面",
        "天",
        "国",
        "地",
        "市",
        "县",
        "区",
        "村",
        "省",
        "乡",
        "镇",
        "城",
        "员",
        "度",
        "章",
        "环",
        "根",
        "级",
        "字",
    ]
)
_COUNTING_VERB = re.compile(
    "(?:新增|建成|建立|设立|共|完成|引进|落地|办成|召开|举办|增加|新建|各|开工|签约|获得|提交|报送|达)(?:了)?$"
)
_RANGE_JOINT = re.compile(r"\s?[-\u2013\u2014~至]\s?")
_NOT_MANY = re.compile(
    "(?:多种多样|多层次|多维度|多角度|多渠道|多领域|多方位|多形式|多元|多样|多点|多头|多面手|多方面|多方|多极|多措|多门|多大|多级|多段|多对|多党|多重|多功能|多户型|多环|多处理|多国部队|多级联动|多层|多章|多字|多国语|多口|多票)"
)
_LEVEL = re.compile("级")
_SCALE_ONLY = re.compile("[十百千]?[万亿]+|[千百]")


def find_counts(page: Page) -> None:
    """Offer each count and vague quantity; a length of time is a date, an indefinite article is passed over."""
    place = 0
    while match := _START.search(page.plain, place):
        place = _take(page, match.start())


def _take(page: Page, start: int) -> int:
    plain = page.plain
    if not page.is_free(start, start + 1):
        return start + 1
    amount = read_amount(plain, start)
    if amount is None:
        return start + 1
    if amount.quantity is None:
        page.ignore(amount.start, amount.end, Reason.RUN_OF_FIGURES)
        return amount.end
    if not page.is_free(start, amount.end):
        return start + 1
    if _LEVEL.match(plain, amount.end) and amount.quantity.is_exact and _SCALE_ONLY.fullmatch(plain, start, amount.end):
        return _offer_level(page, amount)
    unit, end = _unit_after(page, amount)
    if _is_article(page, amount, unit, end):
        page.ignore(start, end, Reason.ARTICLE)
        return max(end, start + 1)
    if amount.lone and unit is None:
        return start + 1
    return _offer(page, amount, unit, end)


def _offer(page: Page, amount: Amount, unit: Unit | None, end: int) -> int:
    plain, quantity = page.plain, amount.quantity or Quantity.exact(0)
    amount, quantity, end = _with_second_end(plain, amount, quantity, unit, end)
    start = amount.start
    sign = _MONEY_SIGN.search(plain, max(0, start - 4), start)
    if sign:
        unit, start = unit or Unit(CURRENCIES[sign[0].strip()], UnitKind.MONEY), sign.start()
    before = bound_before(plain, start, is_round=plain[amount.start] in _MONEY_BEFORE_ROUND)
    if before and page.is_free(before[1], start):
        quantity, start = apply_bound(quantity, before[0]), before[1]
    after = bound_after(plain, end)
    if after and page.is_free(end, after[1]):
        quantity, end = apply_bound(quantity, after[0]), after[1]
    found = Found(start, end, _kind_of(quantity, unit), _fields(page, amount, quantity, unit, (start, end)))
    page.offer(found)
    return max(end, amount.end)


def _offer_level(page: Page, amount: Amount) -> int:
    """千亿级 is an order of magnitude: from 千亿 up to, not including, ten times that."""
    low, end = amount.quantity.value if amount.quantity else None, amount.end + 1
    quantity = Quantity.interval(low or 0, (low or 0) * 10 - 1)
    fields = _fields(page, amount, quantity, None, (amount.start, end))
    page.offer(Found(amount.start, end, Kind.VAGUE, fields))
    return end


def _fields(
    page: Page, amount: Amount, quantity: Quantity, unit: Unit | None, span: tuple[int, int]
) -> dict[str, object]:
    start, end = span
    noun = noun_after(page.plain, end) or noun_before(page.plain, start)
    if unit and unit.kind in (UnitKind.ITEM, UnitKind.PLACE) and noun:
        kind = next((NOUNS_ZH[noun[-n:]] for n in range(5, 0, -1) if noun[-n:] in NOUNS_ZH), None)
        unit = replace(unit, kind=kind) if kind else unit
    return {
        "quantity": replace(quantity, words=page.text[start:end].replace("\n", " ")),
        "unit": unit,
        "noun": noun,
        "lead": clause_before(page.plain, start),
        "step": amount.step,
    }


def _kind_of(quantity: Quantity, unit: Unit | None) -> Kind:
    if unit and unit.kind is UnitKind.DURATION:
        return Kind.DATE
    return Kind.COUNT if quantity.form is Form.EXACT else Kind.VAGUE


def _unit_after(page: Page, amount: Amount) -> tuple[Unit | None, int]:
    """The unit right after the amount and where it ends; the amount's own unit (a share) first."""
    plain, end = page.plain, amount.end
    if amount.unit:
        return amount.unit, end
    place = end + 1 if plain[end : end + 1] == " " and not plain[end + 1 : end + 2].isascii() else end
    measure = measure_at(plain, place)
    if measure and page.is_free(place, measure[1]) and not _is_letter_clash(plain, measure[1]):
        return measure
    phrase = _PHRASE_EN.match(plain, end)
    if phrase:
        return PHRASES_EN[" ".join(phrase[1].lower().split())], phrase.end()
    return _english_noun(page, amount, end)


def _is_letter_clash(plain: str, end: int) -> bool:
    """m in "12 members" is no metre."""
    return (
        plain[end - 1].isascii()
        and plain[end - 1].isalpha()
        and plain[end : end + 1].isascii()
        and plain[end : end + 1].isalpha()
    )


def _english_noun(page: Page, amount: Amount, end: int) -> tuple[Unit | None, int]:
    match = _WORDS_EN.match(page.plain, end)
    if match is None:
        return None, end
    for number, word in enumerate(re.finditer(r"[A-Za-z][A-Za-z'’-]*", match[0])):
        lower = word[0].lower()
        if number == 0 and lower == "of" and amount.quantity and not amount.quantity.is_exact:
            continue
        if lower in _STOP_EN:
            break
        stop = end + word.end()
        if lower in _PLURAL or (lower.endswith("s") and not lower.endswith("ss") and lower not in _NOT_PLURAL):
            return (english_unit(word[0]), stop) if page.is_free(end, stop) else (None, end)
    return None, end


def _is_article(page: Page, amount: Amount, unit: Unit | None, end: int) -> bool:
    """Whether 一项 is only "a": 是一项重要工作, 一位委员说, 打造一个平台; and 多 or 数 that are no quantity."""
    plain, start = page.plain, amount.start
    char = plain[start]
    if amount.vague_digit and char == "多":
        return _NOT_MANY.match(plain, start) is not None
    if plain[start - 1 : start] == "每" and char in "十百千万亿":
        return True
    if unit and unit.code == "年" and plain[end : end + 1] == "级":
        return True
    if not amount.lone or char not in "一one" or unit is None:
        return False
    if char == "o":
        return False
    lead = plain[max(0, start - 4) : start]
    if unit.kind is UnitKind.DURATION:
        return lead.endswith(("的", "这", "每", "那"))
    if _LONE_ONE_LEADS.search(lead) or _DESCRIPTIVE.match(plain, end):
        return True
    if unit.code in _ARTICLE_UNITS:
        return not _COUNTING_VERB.search(lead)
    return unit.kind is UnitKind.PERSON and _SPEAKER.match(plain, end) is not None


def _with_second_end(
    plain: str, amount: Amount, quantity: Quantity, unit: Unit | None, end: int
) -> tuple[Amount, Quantity, int]:
    """10家至20家: the other end of a range that repeats the unit."""
    joint = _RANGE_JOINT.match(plain, end) if unit and quantity.form is Form.EXACT else None
    if joint is None or joint.end() >= len(plain) or not plain[joint.end()].isalnum():
        return amount, quantity, end
    second = read_amount(plain, joint.end())
    if second is None or second.quantity is None or second.quantity.value is None:
        return amount, quantity, end
    again = measure_at(plain, second.end)
    low, high = quantity.value or Decimal(0), second.quantity.value
    if again is None or unit is None or again[0] != unit or high <= low:
        return amount, quantity, end
    return amount, Quantity.interval(low, high), again[1]


def counted_spans(founds: list[Found]) -> Iterator[tuple[int, int]]:
    """Where counts and vague quantities are, in order."""
    for found in founds:
        if found.kind in (Kind.COUNT, Kind.VAGUE):
            yield found.start, found.end
