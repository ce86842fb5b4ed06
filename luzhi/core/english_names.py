"""What English text calls something whose name is kept in Chinese: by a list of words, and by sound for the rest.

港澳侨展区 is "Hong Kong, Macao and overseas Chinese zone", 北湖未来科学城 "Beihu Future Science City", 李北伟
"Li Beiwei". A name becomes terms in order, each with the wordings that may stand for it; a text says the name where
every term is said in one of its wordings, close together. Small words and marks do not matter, nor does plural.
"""

import re
from functools import cache, lru_cache
from itertools import product

from luzhi.core.mentions.lexicon import read_lines
from luzhi.core.mentions.persons import COMPOUND_SURNAMES, SURNAMES
from luzhi.core.units import singular

Wording = tuple[str, ...]
Term = tuple[Wording, ...]
"""The wordings that may stand for one part of a name."""

_WORD = re.compile(r"[A-Za-zÀ-ž][A-Za-zÀ-ž'’]*")
_SMALL = frozenset(["the", "of", "and", "for", "in", "on", "at", "a", "an", "with", "to", "its", "de"])
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_NOTE = re.compile(r"[（(][^（）()]*[）)]|[“”《》‘’\"'·、，,。.\s]+")
_SILENT = frozenset("的市省县区")
"""Left out where they end a name that is read by sound: 长春市 is Changchun."""
_MOST_READINGS = 3
_LONGEST = 12


def english_words(text: str) -> list[tuple[str, int, int]]:
    """The words of a text that matter, in lower case and the singular, with where they stand."""
    found = []
    for match in _WORD.finditer(text):
        word = match[0].casefold().removesuffix("'s").removesuffix("’s")
        if word not in _SMALL:
            found.append((singular(word), match.start(), match.end()))
    return found


@cache
def _vocabulary() -> dict[str, Term]:
    found: dict[str, Term] = {}
    for line in read_lines("english"):
        chinese, _, english = line.partition("=")
        found[chinese] = (
            ()
            if not english
            else tuple(tuple(word for word, _s, _e in english_words(said)) for said in english.split("|"))
        )
    return found


@lru_cache(maxsize=20_000)
def name_terms(name: str) -> tuple[Term, ...]:
    """The terms of a Chinese name; empty if the name is not Chinese or not all of it can be said."""
    plain = _NOTE.sub("", name)
    if not plain or not _HAN.fullmatch(plain):
        return ()
    vocabulary, terms, place, unknown = _vocabulary(), [], 0, ""
    while place < len(plain):
        size = next(
            (n for n in range(min(_LONGEST, len(plain) - place), 0, -1) if plain[place : place + n] in vocabulary), 0
        )
        if size:
            terms += _by_sound(unknown)
            unknown = ""
            said = vocabulary[plain[place : place + size]]
            terms += [said] if said else []
        else:
            unknown += plain[place]
        place += size or 1
    return (*terms, *_by_sound(unknown))


def person_terms(name: str) -> tuple[Term, ...]:
    """Surname and given name by sound, as two terms: ("li",), ("beiwei",)."""
    if not _HAN.fullmatch(name) or not 2 <= len(name) <= 4:
        return ()
    cut = 2 if name[:2] in COMPOUND_SURNAMES and len(name) > 2 else 1
    return tuple(term for part in (name[:cut], name[cut:]) for term in _by_sound(part, silent=False))


def _by_sound(part: str, *, silent: bool = True) -> list[Term]:
    text = part
    while silent and len(text) > 2 and text[-1] in _SILENT:
        text = text[:-1]
    text = text.strip("的") if silent else text
    if not text:
        return []
    from pypinyin import Style, pinyin  # noqa: PLC0415 -- its tables are large, and only drafts in English need them

    readings = [
        tuple(dict.fromkeys(each))[:_MOST_READINGS]
        for each in pinyin(text, style=Style.NORMAL, heteronym=len(text) == 1)
    ]
    said = {"".join(syllables).replace("ü", "u").replace("v", "u") for syllables in product(*readings)}
    wordings: list[Wording] = [(singular(word),) for word in sorted(said)]
    if silent and len(text) in (2, 3) and text[0] in SURNAMES:  # 丁健 in 丁健院士工作站 is a person: "Ding Jian"
        wordings += [
            (first, rest)
            for (first,), (rest,) in product(*(_by_sound(p, silent=False)[0] for p in (text[0], text[1:])))
        ]
    return [tuple(wordings)]


def says(words: list[str], terms: tuple[Term, ...]) -> bool:
    """Whether every term is among these words in one of its wordings, each word used once."""
    left = list(words)
    for term in terms:
        wording = next((said for said in sorted(term, key=len, reverse=True) if _all_in(said, left)), None)
        if wording is None:
            return False
        for word in wording:
            left.remove(word)
    return True


def share_said(words: frozenset[str], terms: tuple[Term, ...]) -> float:
    """The share of the terms of which the words hold a wording."""
    return sum(any(words.issuperset(said) for said in term) for term in terms) / len(terms) if terms else 0.0


def _all_in(wording: Wording, words: list[str]) -> bool:
    return all(words.count(word) >= wording.count(word) for word in wording)


def longest_wording(terms: tuple[Term, ...]) -> int:
    """The most words in which the terms can be said."""
    return sum(max(map(len, term)) for term in terms)


def shortest_wording(terms: tuple[Term, ...]) -> int:
    """The fewest words in which the terms can be said."""
    return sum(min(map(len, term)) for term in terms)
