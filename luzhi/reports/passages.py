"""What stands around a mention: its clause, its sentence, its paragraph, and the names in each."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from luzhi.core.english_names import english_words, name_terms, share_said
from luzhi.core.mentions import Mention
from luzhi.reports.names import BodyNames, Named, Seen

_CLAUSE_END = re.compile(r"[,，;；:：。！？!?\n]")
_WHOLE = re.compile(
    r"共计?|总计|合计|累计|全年|一年来|总共|总数|全市|全部|in all|altogether|in total|a total of|throughout the year",
    re.IGNORECASE,
)
_PART = re.compile(r"其中|of which|of whom|of these|of them|among them|among these", re.IGNORECASE)
SOFT_TITLE = 8  # titles at least this long may be worded a little differently
SOFT_SHARE = 0.7
FEW_WORDS = 5


@dataclass(frozen=True)
class Passage:
    """The surroundings of one mention."""

    text: str
    start: int
    end: int
    sentence: tuple[int, int]
    paragraph: tuple[int, int]
    book: "Passages"

    @cached_property
    def clause(self) -> tuple[int, int]:
        begin, finish = self.sentence
        marks = [m.end() for m in _CLAUSE_END.finditer(self.text, begin, self.start)]
        after = _CLAUSE_END.search(self.text, self.end, finish)
        return (marks[-1] if marks else begin, after.start() if after else finish)

    @cached_property
    def before(self) -> str:
        return self.text[max(self.clause[0], self.start - 24) : self.start].casefold()

    @cached_property
    def said(self) -> str:
        """The mention itself; in English it takes in the noun that is counted."""
        return self.text[self.start : self.end].casefold()

    @cached_property
    def after(self) -> str:
        return self.text[self.end : min(self.clause[1], self.end + 24)].casefold()

    @cached_property
    def clause_text(self) -> str:
        return self.text[slice(*self.clause)].casefold()

    @cached_property
    def sentence_text(self) -> str:
        return self.text[slice(*self.sentence)].casefold()

    @cached_property
    def paragraph_text(self) -> str:
        return self.text[slice(*self.paragraph)].casefold()

    @cached_property
    def speaks_of_whole(self) -> bool:
        """Whether the words around say that the number is of everything: 全年共……"""
        return _WHOLE.search(self.before) is not None

    @cached_property
    def names_a_part(self) -> bool:
        """Whether the sentence has turned to a part of what it spoke of: 其中……, "of which"."""
        return _PART.search(self.text, self.sentence[0], self.start) is not None

    def names_in(self, span: tuple[int, int]) -> list[Named]:
        return [named for seen in self.book.between(*span) for named in seen.named]

    @cached_property
    def nearness(self) -> dict[tuple[str, int], float]:
        """How near each record named in the paragraph is: in the clause 1, the sentence 0.8, elsewhere in it 0.5."""
        found: dict[tuple[str, int], float] = {}
        for span, worth in ((self.paragraph, 0.5), (self.sentence, 0.8), (self.clause, 1.0)):
            found |= {(named.kind, named.pk): worth for named in self.names_in(span)}
        return found

    @cached_property
    def bigrams(self) -> set[str]:
        text = self.paragraph_text
        return {text[i : i + 2] for i in range(len(text) - 1)}

    def nears(self, kind: str, pk: int, label: str) -> float:
        """How near a record is named, by its name or, for a long title, by most of its words in the paragraph."""
        exact = self.nearness.get((kind, pk), 0.15 if (kind, pk) in self.book.named else 0.0)
        if exact >= 0.5 or len(label) < SOFT_TITLE:
            return exact
        share = self.holds(label) or self.says(label)
        return max(exact, 0.6 * share)

    @cached_property
    def english(self) -> frozenset[str]:
        """The English words of the paragraph, if there are enough of them to say anything."""
        words = frozenset(word for word, _start, _end in english_words(self.text[slice(*self.paragraph)]))
        return words if len(words) > FEW_WORDS else frozenset()

    def says(self, label: str) -> float:
        """The share of a Chinese title that the paragraph says in English; 0 below the least that counts."""
        share = share_said(self.english, name_terms(label)) if self.english else 0.0
        return share if share >= SOFT_SHARE else 0.0

    def holds(self, label: str) -> float:
        """The share of a title's pairs of characters that the paragraph holds; 0 below the least that counts."""
        text = label.casefold()
        pairs = {text[i : i + 2] for i in range(len(text) - 1)}
        share = len(pairs & self.bigrams) / len(pairs) if pairs else 0.0
        return share if share >= SOFT_SHARE else 0.0


class Passages:
    """A text cut into paragraphs, with every known name in it."""

    def __init__(self, text: str, names: BodyNames) -> None:
        self.text = text
        self.seen = tuple(names.see(text))
        self.named = frozenset((named.kind, named.pk) for seen in self.seen for named in seen.named)
        self._starts = [seen.start for seen in self.seen]

    def between(self, start: int, end: int) -> tuple[Seen, ...]:
        """The names that begin between two places."""
        return self.seen[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def around(self, mention: Mention) -> Passage:
        begin = self.text.rfind("\n", 0, mention.start) + 1
        finish = self.text.find("\n", mention.end)
        finish = len(self.text) if finish < 0 else finish
        start, end = mention.sentence
        sentence = (start, max(end, mention.end)) if start <= mention.start < end else (begin, finish)
        return Passage(self.text, mention.start, mention.end, sentence, (begin, finish), self)
