"""Reading a text: every finder in its order, then what needs the neighbours (counts beside lists)."""

import re
from dataclasses import replace

from luzhi.core.mentions.counts import find_counts
from luzhi.core.mentions.dates import find_dates
from luzhi.core.mentions.english_lists import find_english_lists, find_office_lists
from luzhi.core.mentions.lists import find_lists
from luzhi.core.mentions.model import Found, Kind, Mention, Reading
from luzhi.core.mentions.names import Vocabulary, find_known, find_quoted, find_titles
from luzhi.core.mentions.ordinals import find_codes, find_ordinals
from luzhi.core.mentions.page import Page, find_debris
from luzhi.core.mentions.persons import find_persons
from luzhi.core.mentions.words import find_idioms, find_slogan_words, find_wording

_NO_NAMES = Vocabulary()
_FINDERS = (
    find_titles,
    find_codes,
    find_quoted,
    find_dates,
    find_ordinals,
    find_slogan_words,
    find_persons,
    find_lists,
    find_english_lists,
    find_office_lists,
    find_wording,
    find_idioms,
    find_counts,
)
"""In order of precedence: what an earlier finder took, a later one leaves (only lists take in names)."""


def find_mentions(text: str, vocabulary: Vocabulary = _NO_NAMES) -> Reading:
    """Everything in a text that can be checked, in order and without overlap; time grows with the text only."""
    page = Page(text)
    find_debris(page)
    find_known(page, vocabulary)
    for finder in _FINDERS:
        finder(page)
    mentions = [_mention(page, found) for found in page.found()]
    return Reading(text, tuple(_with_printed_counts(page.plain, mentions)), tuple(sorted(page.ignored, key=_place)))


def _place(ignored: object) -> int:
    return int(getattr(ignored, "start", 0))


def _mention(page: Page, found: Found) -> Mention:
    sentence = page.sentence_at(found.start)
    return Mention(
        start=found.start,
        end=found.end,
        text=page.text[found.start : found.end],
        kind=found.kind,
        sentence=sentence,
        context=page.context_of(found.start, found.end, sentence),
        **found.more,  # type: ignore[arg-type]
    )


_BETWEEN_AFTER = re.compile(r"(?:共计?|一共|这|总共)?\s?\Z")
_BETWEEN_BEFORE = re.compile(
    r"(?:[^。!?\n]{0,14}(?:[:(—]|,(?=\s))|(?:[^,。!?\n:]{0,10},)?[^,。!?\n:]{0,14}(?:分别是|分别为|包括|即|有|是|为|including|namely|such as),?)\s?\Z"
)
_LONGEST_GAP = 24


def _with_printed_counts(plain: str, mentions: list[Mention]) -> list[Mention]:
    """Give each list the count printed beside it: 等6位 after it, or 6位委员: before it."""
    for at, mention in enumerate(mentions):
        if mention.kind is not Kind.LIST:
            continue
        after = mentions[at + 1] if at + 1 < len(mentions) else None
        before = mentions[at - 1] if at else None
        if after and _is_count(after) and _joins(_BETWEEN_AFTER, plain, mention.end, after.start):
            mentions[at] = replace(mention, printed=after.quantity)
        elif before and _is_count(before) and _joins(_BETWEEN_BEFORE, plain, before.end, mention.start):
            mentions[at] = replace(mention, printed=before.quantity)
    return mentions


def _is_count(mention: Mention) -> bool:
    return mention.kind in (Kind.COUNT, Kind.VAGUE)


def _joins(pattern: re.Pattern[str], plain: str, start: int, end: int) -> bool:
    return 0 <= end - start <= _LONGEST_GAP and pattern.fullmatch(plain, start, end) is not None
