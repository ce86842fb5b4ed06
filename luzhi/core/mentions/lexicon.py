"""Words that look like numbers and are none, and words of rhetoric: lists a reader can extend.

LEXICAL   the numeral is part of an ordinary word or of a place's name: 统一, 一定, 四川
IDIOMS    the numeral is figurative: 千方百计, 一步一个脚印
SLOGANS   numbered catch-phrases that need no quotation marks: 三农, 一带一路
WORDING   rhetoric that speaks of quantity or coverage without a number: 一系列, 一一, 全力
"""

import re
from collections.abc import Iterator
from pathlib import Path


def read_words(name: str) -> tuple[str, ...]:
    """The words of a list in the folder wordlists/, one or more to a line; lines that begin with # are comments."""
    return tuple(word for line in read_lines(name) for word in line.split())


def read_lines(name: str) -> tuple[str, ...]:
    """The lines of a list in the folder wordlists/ that are no comment."""
    lines = Path(__file__).with_name("wordlists").joinpath(f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line.strip() and not line.startswith("#"))


LEXICAL = read_words("lexical")

IDIOMS = read_words("idioms")

SLOGANS = read_words("slogans")

WORDING_ZH = read_words("wording")

WORDING_ENGLISH = (
    "a series of", "a batch of", "a number of", "a large number of", "a great number of", "a great many", "numerous",
    "countless", "a host of", "a range of", "a wide range of", "a variety of", "various", "many", "a wealth of",
    "a raft of", "one by one", "one after another", "step by step", "almost all", "nearly all",
    "virtually all", "each and every", "time and again", "again and again", "time after time", "spared no effort",
    "spare no effort", "sparing no effort", "all out", "all-out", "most of", "plenty of", "a lot of", "lots of",
    "day after day", "year after year", "every single", "without exception", "item by item", "point by point",
    "round after round",
)  # fmt: skip


class WordFinder:
    """Finds the words of a list in a text, longest first, in time linear in the text."""

    def __init__(self, words: list[str] | tuple[str, ...]) -> None:
        self._words = frozenset(words)
        lengths: dict[str, set[int]] = {}
        for word in words:
            lengths.setdefault(word[0], set()).add(len(word))
        self._lengths = {char: sorted(sizes, reverse=True) for char, sizes in lengths.items()}
        self._starts = re.compile("[" + re.escape("".join(sorted(self._lengths))) + "]") if words else None

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Each word found with its place; the longest at each place, none overlapping another."""
        if self._starts is None:
            return
        place = 0
        while match := self._starts.search(text, place):
            start = match.start()
            place = start + 1
            for length in self._lengths[match[0]]:
                word = text[start : start + length]
                if len(word) == length and word in self._words:
                    place = start + length
                    yield start, place, word
                    break


def english_finder(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for English phrases, whole words only, whatever the case and the white space."""
    phrases = "|".join(word.replace(" ", r"\s") for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"\b(?:{phrases})\b", re.IGNORECASE)
