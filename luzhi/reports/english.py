"""Names of records in a text in English, though the records' own names are Chinese."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from luzhi.core.english_names import (
    Term,
    english_words,
    longest_wording,
    name_terms,
    person_terms,
    says,
    shortest_wording,
)

PERSON = "people.person"


@dataclass(frozen=True, slots=True)
class Sayable:
    """A name as terms, with the fewest and the most words in which it can be said."""

    key: str
    terms: tuple[Term, ...]
    fewest: int
    most: int


class EnglishNames:
    """Names by the words that English says for them; `keys` are what the caller finds its records by."""

    def __init__(self, names: Iterable[tuple[str, str, str]]) -> None:
        """``names`` are (key, spelling, kind of record)."""
        self._by_word: dict[str, list[Sayable]] = {}
        for key, spelling, kind in names:
            terms = person_terms(spelling) if kind == PERSON else name_terms(spelling)
            if terms:
                sayable = Sayable(key, terms, shortest_wording(terms), longest_wording(terms))
                # A text that says the name says one of the first words of its rarest term.
                rarest = min(terms, key=lambda term: (len(term), -max(len(word) for said in term for word in said)))
                for word in {said[0] for said in rarest}:
                    self._by_word.setdefault(word, []).append(sayable)

    def see(self, text: str) -> list[tuple[int, int, str]]:
        """Each name with its place, the longest where several overlap."""
        words = english_words(text)
        found = sorted(self._candidates(text, words), key=lambda each: (each[0] - each[1], each[0]))
        taken: list[tuple[int, int, str]] = []
        for start, end, key in found:
            if all(end <= first or last <= start or (start, end) == (first, last) for first, last, _k in taken):
                taken.append((start, end, key))
        return sorted(taken)

    def names(self, text: str) -> list[str]:
        """The keys of the names that this text is, word for word: an item of a list."""
        words = [word for word, _s, _e in english_words(text)]
        sayable = {id(each): each for word in words for each in self._by_word.get(word, ())}
        return [
            each.key for each in sayable.values() if each.fewest <= len(words) <= each.most and says(words, each.terms)
        ]

    def _candidates(self, text: str, words: list[tuple[str, int, int]]) -> Iterator[tuple[int, int, str]]:
        for at, (word, _start, _end) in enumerate(words):
            for sayable in self._by_word.get(word, ()):
                span = self._window(words, at, sayable)
                if span and (sayable.most > 1 or text[span[0]].isupper()):
                    yield *span, sayable.key

    @staticmethod
    def _window(words: list[tuple[str, int, int]], at: int, sayable: Sayable) -> tuple[int, int] | None:
        """The shortest run of words around this one that says the name."""
        for size in range(sayable.fewest, sayable.most + 1):
            for first in range(max(0, at - size + 1), min(at, len(words) - size) + 1):
                run = words[first : first + size]
                if says([word for word, _s, _e in run], sayable.terms):
                    return run[0][1], run[-1][2]
        return None
