"""Items of a list that are bodies, firms, parks or sectors, known by their ending or by heart."""

import re

from luzhi.core.mentions.lexicon import read_words

_KNOWN = frozenset(read_words("bodies"))
_ENDINGS = read_words("body_endings")
_ENDING = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·()]{1,24}?(?:" + "|".join(sorted(_ENDINGS, key=len, reverse=True)) + ")")
_LONGEST = 24
_COUNTED = re.compile(r"(?<=.)(?:\d{1,3}|[二三四五六七八九十两]{1,3})[个家所]")
"""农工党四个党派省委会: the name ends where a count begins."""
_GENERAL = re.compile(
    "各|有关|相关|外埠|全|部分|其他|重点|一些|众多|广大|知名|本地|外地|当地|国内|国外|海内外|域外|高等|社会|专业|医药头部|科研|检验|所在|这|该|我|两|每|多"
)
_DEED = re.compile("出席|参加|举办|举行|召开|组织开展")
_CROWD = re.compile(r"\d[\d.]*[余多万]*(?:人|名|位|家)")
"""商会代表近600人: people are counted, no body is named."""
_BARE = frozenset(read_words("bare_bodies"))


def is_organisation(text: str) -> bool:
    """Whether an item names one certain body, firm, park or sector (not "重点高校" in general)."""
    if text in _KNOWN:
        return True
    if text in _BARE or len(text) < 3 or _GENERAL.match(text) or _DEED.match(text) or _CROWD.search(text):
        return False
    return organisation_at_start(text) == text


def organisation_at_start(text: str) -> str:
    """The longest name with such an ending that the text begins with, or empty: 医药卫生界委员 → 医药卫生界."""
    counted = _COUNTED.search(text)
    text = text[: counted.start()] if counted else text
    best = next((text[:length] for length in (5, 4, 3, 2) if text[:length] in _KNOWN), "")
    place = 0
    while place < min(len(text), _LONGEST):
        match = _ENDING.match(text[:_LONGEST], place)
        if match is None:
            break
        place = match.end()
        best = max(best, text[:place], key=len)
    return best
