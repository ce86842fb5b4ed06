"""Counts and vague quantities with their unit and what they count."""

import re
from dataclasses import replace
from decimal import Decimal

from luzhi.core.amounts import ENGLISH_STARTS, Amount, read_amount
from luzhi.core.mentions.articles import is_article
from luzhi.core.mentions.model import Found, Kind, Reason
from luzhi.core.mentions.nouns import clause_before, noun_after, noun_before
from luzhi.core.mentions.page import Page
from luzhi.core.numerals import HAN_NUMERALS
from luzhi.core.quantity import Form, Quantity
from luzhi.core.units import CURRENCIES, MEASURES, NOUNS_ZH, PHRASES_EN, POINT, Unit, UnitKind, english_unit, measure_at
from luzhi.core.vagueness import apply_bound, bound_after, bound_ahead, bound_before


def _any_of(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(words, key=len, reverse=True))


_START = re.compile(
    rf"[\d{HAN_NUMERALS}几数多半]|过半|超半|近半|大半|好几|\b(?:{_any_of(ENGLISH_STARTS)})\b", re.IGNORECASE
)
_MONEY_SIGN = re.compile(rf"(?:{_any_of(tuple(CURRENCIES))})\s?\Z")
_PHRASE_EN = re.compile(rf"[\s-]?({_any_of(tuple(PHRASES_EN))})(?![A-Za-z])", re.IGNORECASE)
_WORDS_EN = re.compile(r"(?:\sof(?:\sthe)?(?=\s))?(?:[\s-](?:[A-Za-z][A-Za-z'’-]{0,40})){1,5}")
_WORD_EN = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_STOP_EN = frozenset(
    re.findall(
        r"\w+",
        "is are was were be been of in on at by to from for with and or but that which who whom has have had will "
        "would can could may might must shall should do does did than then as the a an this these those it its their "
        "there per each every into under over about after before during since until while where when said says "
        "including such more fewer less not also came come went took made held drew concerned involved covered",
    )
)
_NOT_PLURAL = frozenset(
    re.findall(
        r"\w+",
        "news this his its us was is has as always across towards process business congress series means plus politics "
        "economics physics athletics overseas",
    )
)
_PLURAL = frozenset(
    re.findall(r"\w+", "people men women children staff personnel yuan rmb renminbi mu km kg yen usd cny time")
)
_FORMAL = frozenset("壹贰叁肆伍陆柒捌玖貳參陸")
"""Figures of bank forms; one alone is a sign of another word (大陆首发)."""
_OF_CHANGE = re.compile("升|降|高|低|增|减|涨|跌|扩|收窄|快|慢|回落|提")
"""Before 5个点, which is five percentage points of a change, else five places."""
_ROUND_HAN = frozenset("百千万亿")
_SAME_UNIT_JOINT = re.compile(r"\s?[-\u2013\u2014~至]\s?(?=\w)")
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
    if plain[amount.end : amount.end + 1] == "级" and _SCALE_ONLY.fullmatch(plain, start, amount.end):
        return _offer_level(page, amount)
    unit, end = _unit_after(page, amount)
    if is_article(plain, amount, unit, end):
        page.ignore(start, end, Reason.ARTICLE)
        return max(end, start + 1)
    if amount.lone and (unit is None or plain[start] in _FORMAL):
        return start + 1
    return _offer(page, amount, unit, end)


def _offer(page: Page, amount: Amount, unit: Unit | None, end: int) -> int:
    plain, quantity = page.plain, amount.quantity or Quantity.exact(0)
    quantity, end = _with_second_end(plain, quantity, unit, end)
    start = amount.start
    sign = _MONEY_SIGN.search(plain, max(0, start - 4), start)
    if sign:
        unit, start = unit or Unit(CURRENCIES[sign[0].strip()], UnitKind.MONEY), sign.start()
    before = bound_before(plain, start, is_round=plain[amount.start] in _ROUND_HAN)
    if before and page.is_free(before[1], start):
        if quantity.form is Form.ABOUT and quantity.low is not None and amount.unit:  # 一半 in 不到一半
            quantity = Quantity.exact(quantity.low)
        quantity, start = apply_bound(quantity, before[0]), before[1]
    elif ahead := bound_ahead(plain, start):
        quantity = apply_bound(quantity, ahead)
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
        if measure[0] == POINT and plain.startswith("个点", place) and not _OF_CHANGE.search(plain[:place][-12:]):
            return MEASURES["个"], place + 1
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
    for number, word in enumerate(_WORD_EN.finditer(match[0])):
        lower = word[0].lower()
        if number == 0 and lower == "of" and amount.quantity and not amount.quantity.is_exact:
            continue
        if lower in _STOP_EN and not (lower == "and" and number):  # domestic and foreign companies
            break
        stop = end + word.end()
        if lower in _PLURAL or (lower.endswith("s") and not lower.endswith("ss") and lower not in _NOT_PLURAL):
            return (english_unit(word[0]), stop) if page.is_free(end, stop) else (None, end)
    return None, end


def _with_second_end(plain: str, quantity: Quantity, unit: Unit | None, end: int) -> tuple[Quantity, int]:
    """10家至20家: the other end of a range that repeats the unit."""
    joint = _SAME_UNIT_JOINT.match(plain, end) if unit and quantity.is_exact else None
    if joint is None:
        return quantity, end
    second = read_amount(plain, joint.end())
    if second is None or second.quantity is None or second.quantity.value is None:
        return quantity, end
    again = measure_at(plain, second.end)
    low, high = quantity.value or Decimal(0), second.quantity.value
    if again is None or unit is None or again[0] != unit or high <= low:
        return quantity, end
    return Quantity.interval(low, high), again[1]
