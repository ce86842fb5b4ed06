"""From the text of a section to what is printed: tokens read in the records, sentences held against them."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from luzhi.common.problems import Problem
from luzhi.core.figures import Grade
from luzhi.core.tokens import Broken, Plain, Token, parse_text, split_sentences
from luzhi.records.figures import FIGURES, Figure, Rate, Reading, Scope, Told, list_names, read_figure
from luzhi.records.narrowing import find_dimension, find_value
from luzhi.reports.addresses import figure_address
from luzhi.reports.printing import say_grade, say_number
from luzhi.reports.wordings import choose_wording, judge_wording

STOP, WARN = "stop", "warn"


@dataclass(frozen=True)
class Complaint:
    """Why a sentence cannot be printed as it stands (stop), or should be looked at (warn)."""

    level: str
    sentence: str
    quote: str = ""


@dataclass(frozen=True)
class Fill:
    """A token as printed: its text, the reading behind it, and where that opens."""

    token: Token
    text: str
    figure: Any = None
    scope: Scope | None = None
    reading: Reading | None = None
    names: tuple[str, ...] = ()
    number: int = 0

    @property
    def url(self) -> str:
        return figure_address(self.token.key, self.scope.year, self.scope.where) if self.scope else ""

    @property
    def tip(self) -> str:
        """What a reader learns without opening it: the figure's name and grade."""
        return f"{self.figure.title} · {say_grade(self.reading)}" if self.reading else ""


@dataclass
class Sentence:
    """A sentence as printed, piece by piece, and what is wrong with it."""

    pieces: list[str | Fill] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(piece if isinstance(piece, str) else piece.text for piece in self.pieces)

    @property
    def fills(self) -> list[Fill]:
        return [piece for piece in self.pieces if isinstance(piece, Fill)]


@dataclass
class ComposedSection:
    """A section as printed: paragraphs of sentences."""

    title: str
    paragraphs: list[list[Sentence]]
    obj: Any = None

    @property
    def sentences(self) -> list[Sentence]:
        return [sentence for paragraph in self.paragraphs for sentence in paragraph]

    @property
    def fills(self) -> list[Fill]:
        return [fill for sentence in self.sentences for fill in sentence.fills]

    @property
    def complaints(self) -> list[Complaint]:
        return [complaint for sentence in self.sentences for complaint in sentence.complaints]

    @property
    def stops(self) -> int:
        return sum(complaint.level == STOP for complaint in self.complaints)


class Composer:
    """Composes the sections of one report; each figure is read once, and notes are numbered through the report."""

    def __init__(self, *, body_id: int, year: int, chinese: bool = True) -> None:
        self.body_id = body_id
        self.year = year
        self.chinese = chinese
        self.count = 0
        self.told = Told(body_id, year)
        self._readings: dict[tuple[str, str], Reading] = {}

    def compose(self, title: str, text: str, obj: Any = None) -> ComposedSection:
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        return ComposedSection(title, [[self._sentence(s) for s in self._sentences(line)] for line in lines], obj)

    def _sentences(self, line: str) -> Iterator[str]:
        for start, end in split_sentences(line):
            yield line[start:end]

    def _sentence(self, text: str) -> Sentence:
        made = Sentence()
        for piece in parse_text(text):
            if isinstance(piece, Plain):
                made.pieces.append(piece.text)
            elif isinstance(piece, Broken):
                made.pieces.append(piece.text)
                made.complaints.append(Complaint(STOP, explain_broken(piece), piece.text))
            else:
                made.pieces.append(self._fill(piece, made))
        return made

    def _fill(self, token: Token, sentence: Sentence) -> Fill:
        quote = text_of(token)
        figure = FIGURES.get(token.key)
        if figure is None:
            sentence.complaints.append(Complaint(STOP, explain_unknown(token.key), quote))
            return Fill(token, "▢")
        try:
            scope = self._scope(figure, token)
        except Problem as problem:
            sentence.complaints.append(Complaint(STOP, str(problem.sentence), quote))
            return Fill(token, "▢", figure)
        reading = self._read(figure, scope)
        self.count += 1
        text, names = self._print(token, figure, reading, sentence)
        if reading.grade is Grade.DISPUTED:
            why = _("“%(figure)s”: statement and records contradict each other; decide which prevails first.")
            sentence.complaints.append(Complaint(STOP, why % {"figure": figure.title}, quote))
        return Fill(token, text or "▢", figure, scope, reading, names, self.count)

    def _scope(self, figure: Figure | Rate, token: Token) -> Scope:
        where = {}
        for name, text in token.where.items():
            dimension = find_dimension(figure, name)
            where[dimension] = find_value(figure, dimension, text, self.body_id)
        return Scope(self.body_id, self.year, where)

    def _read(self, figure: Figure | Rate, scope: Scope) -> Reading:
        key = (figure.key, str(scope.narrowed()))
        if key not in self._readings:
            self._readings[key] = read_figure(figure.key, scope, self.told)
        return self._readings[key]

    def _print(
        self, token: Token, figure: Figure | Rate, reading: Reading, sentence: Sentence
    ) -> tuple[str, tuple[str, ...]]:
        """What stands in place of the token; complaints go to its sentence."""
        quote = text_of(token)
        if token.form == "list":
            return self._print_list(token, figure, reading, sentence)
        if reading.value is None:
            why = _("“%(figure)s” is not recorded; nothing can be printed.") % {"figure": figure.title}
            sentence.complaints.append(Complaint(STOP, why, quote))
            return "", ()
        if token.form == "figure":
            number = say_number(figure, reading.value, chinese=self.chinese)
            share = "%" if isinstance(figure, Rate) else ""
            return f"{number}{share}{token.options.get('unit', '')}", ()
        say = token.options.get("say", "")
        if not say:
            return choose_wording(figure, reading, chinese=self.chinese), ()
        why_not = judge_wording(say, figure, reading)
        if why_not:
            sentence.complaints.append(Complaint(STOP, why_not, say))
        return say, ()

    def _print_list(
        self, token: Token, figure: Figure | Rate, reading: Reading, sentence: Sentence
    ) -> tuple[str, tuple[str, ...]]:
        if isinstance(figure, Rate):
            why = _("“%(figure)s” is a share; it has no names to list.") % {"figure": figure.title}
            sentence.complaints.append(Complaint(STOP, why, text_of(token)))
            return "", ()
        names = list_names(figure, reading.scope)
        if not names:
            why = _("No record of “%(figure)s” has a name to list.") % {"figure": figure.title}
            sentence.complaints.append(Complaint(STOP, why, text_of(token)))
            return "", ()
        most = token.options.get("most", "")
        shown = names[: int(most)] if most.isdecimal() and 0 < int(most[:4]) < len(names) else names
        is_open = len(shown) < len(names) or (
            reading.grade is Grade.PARTLY and (reading.value is None or not reading.value.is_exact or
                                               reading.value.low != len(names))
        )  # fmt: skip
        joined = "、".join(shown) if self.chinese else ", ".join(shown)
        ending = ("等" if self.chinese else " and others") if is_open else ""
        return joined + ending, tuple(shown)


def text_of(token: Token) -> str:
    return " ".join([token.form, token.key, *(f"{k}={v}" for k, v in {**token.where, **token.options}.items())])


def explain_broken(piece: Broken) -> str:
    words: dict[str, str] = {
        "unclosed": _("This token has no closing }}."),
        "form": _("A token begins with figure, list or word and the key of a figure."),
        "option": _("After the figure come options name=value, each once; quote a value with a space."),
    }  # fmt: skip
    return words[piece.why]


def explain_unknown(key: str) -> str:
    near = difflib.get_close_matches(key, FIGURES, n=3, cutoff=0.5)
    sentence = _("There is no figure “%(key)s”.") % {"key": key}
    return sentence + (" " + _("Nearest: %(names)s.") % {"names": "、".join(near)} if near else "")
