"""Named lists in English: "Alan Reed, Mary Holt and Peter Voss", "including France, Kenya and Brazil"."""

import re

from luzhi.core.mentions.model import Found, Item, Kind, Persona
from luzhi.core.mentions.page import Page

_WORD = r"(?:[A-Z]\.|[A-Z][\w'’&-]{0,40})"
_ITEM = rf"(?:{_WORD}(?:\s(?:&\s(?=[A-Z]\w+\s(?:Chamber|Company|Co\b|Sons|Associates|Partners))|of\s(?:the\s)?|the\s|for\s|de\s|van\s|von\s)?{_WORD}|\s\d{{1,4}}\b){{0,6}})"
_LIST = re.compile(
    rf"(?<![\w.&-])(?:the\s)?({_ITEM})((?:,\s(?:the\s)?{_ITEM}){{0,60}}),?\s(?:and|or|&|as\swell\sas)\s(?:(?:the\s)?({_ITEM})|(?:others|more)\b)"
)
_OFFICE = (
    r"the\s(?:[a-z-]+\s){1,3}(?:bureaus?|departments?|offices?|committees?|commissions?|chambers?|associations?|councils?|ministry|"
    r"federations?|authority|institutes?|centres?|centers?)"
)
_OFFICES = re.compile(rf"({_OFFICE})((?:,\s{_OFFICE}){{1,20}}),?\sand\s({_OFFICE})\b")
"""the water bureau, the transport bureau and the housing bureau: bodies named by what they do."""
_SPLIT = re.compile(rf",\s(?:the\s)?(?={_WORD})")
_INTRODUCED = re.compile(r"(?:including|such as|namely|among them|like|from|e\.g\.|:)\s(?:the\s)?$", re.IGNORECASE)
_OPENING = re.compile(r"(?:including|such as|among them|like|e\.g\.),?\s(?:the\s)?$", re.IGNORECASE)
_NOT_FIRST = frozenset(
    [
        "However",
        "Moreover",
        "Meanwhile",
        "Furthermore",
        "Therefore",
        "In",
        "On",
        "At",
        "By",
        "After",
        "Before",
        "During",
        "Since",
        "While",
        "When",
        "If",
        "As",
        "For",
        "The",
        "A",
        "An",
        "This",
        "That",
        "These",
        "Those",
        "It",
        "Its",
        "Their",
        "He",
        "She",
        "They",
        "We",
        "I",
        "You",
        "But",
        "And",
        "Or",
        "So",
        "Yet",
        "Also",
        "Both",
        "Either",
        "Not",
        "No",
        "Of",
        "To",
        "From",
        "With",
        "Last",
        "Next",
        "Members",
        "Member",
    ]
)
_TITLE = re.compile(r"^(?:Mr|Ms|Mrs|Dr|Prof|Professor|Chairman|Chairwoman|Chair|Mayor|President|Director)\.?\s")
_PERSON = re.compile(r"[A-Z][a-z]+(?:[-'’][A-Za-z]+)?(?:\s[A-Z]\.)?(?:\s[A-Z][a-z]+(?:[-'’][A-Za-z]+)?){1,2}$")
_BODY = re.compile(
    r"(?:University|College|Institute|Company|Group|Ltd|Inc|Bank|Committee|Council|Ministry|Bureau|Hospital|Association|Centre|Center|Park|City|District)\b"
)


def find_english_lists(page: Page) -> None:
    """Offer each list of at least three names, or of two after "including", "such as" and the like."""
    for match in page.latin(_LIST):
        spans = _item_spans(match)
        introduced = _INTRODUCED.search(page.plain, max(0, match.start() - 14), match.start())
        if len(spans) < (2 if introduced or match[3] is None else 3):
            continue
        start = spans[0][0]
        items = tuple(Item(first, last, page.text[first:last]) for first, last in spans)
        more = {
            "items": items,
            "is_open": match[3] is None or _OPENING.search(page.plain, max(0, start - 16), start) is not None,
            "persona": _persona(items),
        }
        end = spans[-1][1] if match[3] else match.end()
        page.replace_names(Found(start, end, Kind.LIST, more))


def find_office_lists(page: Page) -> None:
    """Offer each list of at least three bodies named in lower case."""
    for match in page.latin(_OFFICES):
        spans = [one.span() for one in re.finditer(_OFFICE, match[0])]
        items = tuple(Item(match.start() + first, match.start() + last, match[0][first:last]) for first, last in spans)
        more = {"items": items, "is_open": False, "persona": Persona.ORGANISATION}
        page.replace_names(Found(items[0].start, items[-1].end, Kind.LIST, more))


def _item_spans(match: re.Match[str]) -> list[tuple[int, int]]:
    spans = [match.span(1)]
    place = match.start(2)
    for part in _SPLIT.split(match[2])[1:]:
        begin = match.string.index(part, place)
        spans.append((begin, begin + len(part)))
        place = begin + len(part)
    if match[3]:
        spans.append(match.span(3))
    while spans and match.string[spans[0][0] : spans[0][1]].split()[0] in _NOT_FIRST:
        first = match.string[spans[0][0] : spans[0][1]].split()
        rest = first[1:]
        if not rest:
            spans.pop(0)
        else:
            spans[0] = (spans[0][1] - len(" ".join(rest)), spans[0][1])
    return spans


def _persona(items: tuple[Item, ...]) -> Persona:
    texts = [_TITLE.sub("", item.text) for item in items]
    if sum(_BODY.search(text) is not None for text in texts) * 2 > len(texts):
        return Persona.ORGANISATION
    if all(_PERSON.fullmatch(text) for text in texts):
        return Persona.PERSON
    return Persona.OTHER
