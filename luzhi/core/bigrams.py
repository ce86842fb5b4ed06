"""Text as a full-text index knows it: neighbouring pairs of Chinese characters, and whole words of other scripts.

Chinese is written without spaces, so an index of words would need a dictionary and miss every name that is not in
it. Pairs need none, and a two-character word is found as fast as any other. The index and a search cut text by
the functions below and by nothing else; `CUT_VERSION` goes up when they change, because an index cut the old way
no longer answers.
"""

import re
import unicodedata
from dataclasses import dataclass
from operator import add

CUT_VERSION = 1
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3005\u3007\U00020000-\U000323af"
RUNS = re.compile(f"([{HAN}]+)|([^\\W_{HAN}]+)")
NARROW = {0xFEE0 + code: code for code in range(0x21, 0x7F) if chr(code).isalnum()}
WIDE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
MOST_WORDS = 6
MOST_TOKENS = 24


@dataclass(frozen=True, slots=True)
class Wanted:
    """A token a text must have; with `prefix`, one that begins so."""

    token: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What a person looks for. Every wanted token must be there; `exact` are words that must also stand as written,
    because their pairs alone could be found apart from each other."""

    wanted: tuple[Wanted, ...]
    exact: tuple[str, ...]
    words: tuple[str, ...]


def fold(text: str) -> str:
    """Width and case do not matter when looking for something."""
    plain = text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)
    return plain.casefold()


def narrow_width(text: str) -> str:
    """Full-width letters and digits as ordinary ones; Chinese punctuation stays as it is."""
    return text.translate(NARROW) if WIDE.search(text) else text


def cut(text: str, label: str = "") -> list[str]:
    """The tokens of a text, each once, in order: pairs of neighbouring characters, words of other scripts, and what
    stands alone. Of the label, which is mostly a name, each character is a token too: a surname is one character."""
    tokens: list[str] = []
    for han, word in RUNS.findall(fold(text)):
        if word:
            tokens.append(word[:60])
        elif len(han) > 1:
            tokens.extend(map(add, han, han[1:]))
        else:
            tokens.append(han)
    for han, _word in RUNS.findall(fold(label)):
        tokens.extend(han)
    return list(dict.fromkeys(tokens))


def pairs_of(word: str) -> list[str]:
    return list(map(add, word, word[1:]))


def read_query(text: str) -> Query:
    """What the words of a search field ask for. Nothing wanted means that nothing can be found."""
    wanted: dict[Wanted, None] = {}
    exact, words = [], narrow_width(text).split()[:MOST_WORDS]
    for word in words:
        tokens = tokens_wanted(word)
        wanted.update(dict.fromkeys(tokens))
        if len(tokens) > 1 or (tokens and len(fold(word)) > max(len(tokens[0].token), 2)):
            exact.append(word)
    return Query(tuple(wanted)[:MOST_TOKENS], tuple(exact), tuple(words))


def tokens_wanted(word: str) -> list[Wanted]:
    """The tokens a text with this word has in any case. A lone character between other signs may be part of a pair
    in the text, so it is wanted only where the word has nothing else."""
    found, lone = [], []
    runs = list(RUNS.finditer(fold(word)))
    for i, run in enumerate(runs):
        part = run[0]
        if run[1] is None:
            found.append(Wanted(part[:60], prefix=i == len(runs) - 1))
        elif len(part) == 1:
            lone.append(Wanted(part))
        else:
            found += map(Wanted, pairs_of(part))
    return found or lone


def mark_words(text: str, words: tuple[str, ...]) -> list[tuple[str, bool]]:
    """The text in pieces, each told to be one of the words or not; together they are the text again."""
    parts = [re.escape(word) for word in sorted(words, key=len, reverse=True) if word]
    if not parts:
        return [(text, False)] if text else []
    pieces = re.split(f"({'|'.join(parts)})", text, flags=re.IGNORECASE)
    return [(piece, i % 2 == 1) for i, piece in enumerate(pieces) if piece]


def take_snippet(text: str, words: tuple[str, ...], *, around: int = 28, most: int = 96) -> str:
    """The part of a text around the first of the words, on one line."""
    line = " ".join(text.split())
    folded = line.casefold()
    places = [at for word in words if (at := folded.find(word.casefold())) >= 0]
    start = max(0, min(places) - around) if places and len(folded) == len(line) else 0
    end = start + most
    return ("…" if start else "") + line[start:end] + ("…" if end < len(line) else "")
