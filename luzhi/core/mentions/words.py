"""Rhetoric, catch-phrases and words that only look like numbers."""

import re

from luzhi.core.amounts import is_unknown_digit
from luzhi.core.mentions.lexicon import (
    IDIOMS,
    LEXICAL,
    SLOGANS,
    WORDING_ENGLISH,
    WORDING_ZH,
    WordFinder,
    english_finder,
)
from luzhi.core.mentions.model import Found, Kind, Reason
from luzhi.core.mentions.page import Page
from luzhi.core.numerals import HAN_NUMERALS
from luzhi.core.quantity import Quantity
from luzhi.core.units import SHARE, SINGLE_MEASURES
from luzhi.core.vagueness import SHARES_IN_WORDS

_WORDING = WordFinder(WORDING_ZH)
_WORDING_ENGLISH = english_finder(WORDING_ENGLISH)
_NO_COUNT = WordFinder([*LEXICAL, *IDIOMS])
_SLOGANS = WordFinder(SLOGANS)
_NUMERAL = frozenset(HAN_NUMERALS + "0123456789.几数多")
_DOUBLED = frozenset(["个个", "件件", "事事", "条条", "项项"])
_BEFORE_DOUBLED = _NUMERAL | frozenset("各每某这那整")
_INSIDE_WORD = {
    "全": "安保健完齐周",
    "事事": "人公私政军民故",
    "不少": "",
    "好多": "最",
    "多数": "许众",
    "一批": "第",
    "大量": "最",
    "多番": "许",
}
_NOT_FOLLOWED = {
    "全体": re.compile("会议?|协商"),
    "不少": re.compile("于"),
    "多数": re.compile("[据量字值额学]"),
    "大多数": re.compile("[据量字值额学]"),
    "十分": re.compile("[钟之]"),
    "全部": re.compile("门"),
    "一一": re.compile("[0-9一二三四五六七八九十]"),
    "一时": re.compile(r"[0-9一二三四五六七八九十]"),
}
_ONE_BY_ONE = re.compile(r"一(?P<each>[件项个条家户点桩次场笔][\u4e00-\u9fff]{0,2}?)(?:又|接着)?一(?P=each)")
_PART = rf"(?:[一二两三四五六七八九十](?![{SINGLE_MEASURES}年月日时分后百千万亿成度半余多几一二三四五六七八九十])[\u4e00-\u9fff])"
_LAYOUT = "(?:[一二两三四五六七八九十][核轴带翼区极心廊环圈基园城港谷链群湾])"
_SHAPES = (
    re.compile(rf"(?:\d{{1,2}}(?![{SINGLE_MEASURES}年月日时分点号期届])[\u4e00-\u9fff]){{3,}}"),
    re.compile(rf"{_PART}[\u4e00-\u9fff]{{1,2}}(?:、{_PART}[\u4e00-\u9fff]{{1,2}})+"),
    re.compile(rf"{_LAYOUT}{{2,}}"),
)
_NOT_MANY = re.compile(r"(?:as|how|so|too|not)\s$", re.IGNORECASE)


def find_wording(page: Page) -> None:
    """Rhetoric of quantity and coverage: 一系列, 一一, 几乎全员, "a series of"; a share is given where one is claimed."""
    for start, end, word in _WORDING.find(page.plain):
        if not _is_inside_word(page.plain, start, end, word):
            page.offer(Found(start, end, Kind.WORDING, _worded(word)))
    for match in _ONE_BY_ONE.finditer(page.plain):
        page.offer(Found(match.start(), match.end(), Kind.WORDING, _worded(match[0])))
    for match in page.latin(_WORDING_ENGLISH):
        word = " ".join(match[0].lower().split())
        if word == "many" and _NOT_MANY.search(page.plain, max(0, match.start() - 5), match.start()):
            continue
        page.offer(Found(match.start(), match.end(), Kind.WORDING, _worded(word)))


def find_slogan_words(page: Page) -> None:
    """Numbered catch-phrases: those everyone knows (三农, 一带一路) and those of telling shape (3转4强7新, 一核两带)."""
    for pattern in _SHAPES:
        for match in pattern.finditer(page.plain):
            around = page.plain[max(0, match.start() - 2) : match.end()]
            if next(_NO_COUNT.find(around), None) is None and around[0] != "第":
                page.offer(Found(match.start(), match.end(), Kind.SLOGAN))
    for start, end, word in _SLOGANS.find(page.plain):
        if not _is_part_of_number(page.plain, start, end, word):
            page.offer(Found(start, end, Kind.SLOGAN))


def find_idioms(page: Page) -> None:
    """Pass over words that hold a numeral and say no number: 统一, 四川, 千方百计."""
    for start, end, word in _NO_COUNT.find(page.plain):
        if _is_part_of_number(page.plain, start, end, word):
            continue
        if word in _NOT_FOLLOWED and _NOT_FOLLOWED[word].match(page.plain, end):
            continue
        page.ignore(start, end, Reason.IDIOM)


def without_lexical(text: str) -> str:
    """The text less the ordinary words that hold a numeral, to see whether a number remains."""
    spans = [(start, end) for start, end, word in _NO_COUNT.find(text) if word in _LEXICAL_SET]
    for start, end in reversed(spans):
        text = text[:start] + text[end:]
    return text


_LEXICAL_SET = frozenset(LEXICAL)


def _worded(word: str) -> dict[str, object]:
    share = SHARES_IN_WORDS.get(word)
    if share is None:
        return {"quantity": Quantity.words_only(word)}
    return {"quantity": Quantity.from_code(f"{share}|{word}"), "unit": SHARE}


def _is_inside_word(plain: str, start: int, end: int, word: str) -> bool:
    before = plain[start - 1] if start else ""
    if word in _DOUBLED and before in _BEFORE_DOUBLED and before:
        return True
    if before and (before in _INSIDE_WORD.get(word, "") or before in _INSIDE_WORD.get(word[0], "")):
        return True
    if word[0] in "一百" and before in _NUMERAL and before:
        return True
    return word in _NOT_FOLLOWED and _NOT_FOLLOWED[word].match(plain, end) is not None


def _is_part_of_number(plain: str, start: int, end: int, word: str) -> bool:
    before, after = plain[start - 1 : start], plain[end : end + 1]
    if before and before in "几数多" and not is_unknown_digit(plain, start - 1):
        before = ""
    if word[0] in _NUMERAL and before and before in _NUMERAL:
        return True
    if word == "之一" and before == "分":
        return True
    return word[-1] in _NUMERAL and bool(after) and after in _NUMERAL
