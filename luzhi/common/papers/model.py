"""What an official paper consists of, whatever it is printed as."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PaperForm(StrEnum):
    """Which format of GB/T 9704-2012 is followed."""

    LETTER = "letter"  # 信函格式, 10.1: replies and other letters
    MINUTES = "minutes"  # 纪要, 10.3


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the text. `kind` is h1 (一、), h2 (（一）), p, or names: a labelled list of those present."""

    kind: str
    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Annex:
    """A table on pages of its own. `widths` are shares of the type area, one for each column."""

    label: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True)
class Paper:
    """A paper ready for print. `code` is what a scanner reads from it; `draft` marks copies that are no originals.

    The title is given by lines, since it is broken by sense and never inside a word.
    """

    form: PaperForm
    mark: str  # the red name of the issuer
    title: tuple[str, ...]
    blocks: tuple[Block, ...]
    sender: str
    day: date | None = None
    number: str = ""
    class_mark: str = ""
    salutation: str = ""
    contact: str = ""
    copies: str = ""
    annex: Annex | None = None
    code: str = ""
    draft: str = ""
    chinese: bool = True

    @property
    def day_words(self) -> str:
        """The day without leading zeros, as the standard wants it."""
        if self.day is None:
            return ""
        if self.chinese:
            return f"{self.day.year}年{self.day.month}月{self.day.day}日"
        return f"{self.day.day} {self.day:%B %Y}"

    @property
    def annex_note(self) -> str:
        if self.annex is None:
            return ""
        return f"附件：{self.annex.title}" if self.chinese else f"Annex: {self.annex.title}"


def number_words(word: str, year: int, number: int) -> str:
    """A document number: the issuer's word, the full year in 六角括号, the number without 第 and leading zeros."""
    return f"{word}〔{year}〕{number}号"
