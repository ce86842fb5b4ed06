"""Which declared figure a number in a text speaks of: by the kind of its unit, its nouns, and the names around it.

No text is known here: what decides is declared with the figures (nouns, unit, dimensions) and on record with the body
(names, statements). The value itself never decides which figure is meant.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from luzhi.core.figures import Grade
from luzhi.core.mentions import Kind, Mention
from luzhi.core.quantity import Agreement, Quantity
from luzhi.core.units import UnitKind
from luzhi.records.figures import FIGURES, Figure, Rate, Reading, Scope, Told, figures_of, read_figure
from luzhi.records.models import Statement
from luzhi.records.narrowing import field_of, list_options, name_value, target_of
from luzhi.reports.names import values_named
from luzhi.reports.passages import Passage
from luzhi.reports.printing import unit_of

LEAST_SCORE = 2.6
CLOSE = 0.4
SAME_UNIT = 1.5
ADJACENT = 1.5
"""A general measure word (项, 个) says too little: the noun must stand right beside the number."""
GENERIC = {UnitKind.ITEM}
COUNTABLE = {
    UnitKind.ITEM, UnitKind.ORGANISATION, UnitKind.PERSON, UnitKind.OCCASION, UnitKind.PLACE, UnitKind.BOOTH,
    UnitKind.HOUSEHOLD,
}  # fmt: skip


@dataclass(frozen=True)
class Candidate:
    """A figure in a scope that a mention may speak of, and how much speaks for it."""

    figure: Figure | Rate
    where: Mapping[str, Any]
    score: float
    stated: bool = False  # a source states exactly this
    partial: bool = False  # the text may speak of a part of it


@dataclass
class Readings:
    """Figures read once for one check, and the statements of the year."""

    body_id: int
    year: int
    own: frozenset[tuple[str, int]] = frozenset()  # records that are the body itself: whose year it is, no part of it
    foreign: bool = False  # the text is about another body or expo: nothing in it is held against records
    about_body: bool = True  # the text names the body; if not, only what it names itself is held against records
    _read: dict[tuple[str, str], Reading] = field(default_factory=dict)
    _names: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.told = Told(self.body_id, self.year)
        self.statements = {key: rows for key, rows in self.told.statements.items() if key in FIGURES}

    def read(self, key: str, where: Mapping[str, Any]) -> Reading:
        scope = Scope(self.body_id, self.year, dict(where))
        place = (key, str(scope.narrowed()))
        if place not in self._read:
            self._read[place] = read_figure(key, scope, self.told)
        return self._read[place]

    def name(self, figure: Figure | Rate, dimension: str, value: Any) -> str:
        place = (figure.key, dimension, str(value))
        if place not in self._names:
            self._names[place] = name_value(figure, dimension, value)
        return self._names[place]


def fits_unit(figure: Figure | Rate, mention: Mention) -> float:
    """How well the unit fits: 1.5 the same kind, 0.7 a general measure word, 0 not at all."""
    kind = unit_of(figure.unit).kind
    said = mention.unit_kind
    if said is kind:
        return SAME_UNIT
    if said is None:
        return 0.5 if kind is not UnitKind.SHARE else 0.0
    if said in GENERIC and kind in COUNTABLE:
        return 0.7
    return 0.7 if kind in GENERIC and said in COUNTABLE else 0.0


@dataclass(frozen=True)
class NounFit:
    """The word by which a figure is meant: how well it fits, and whether it stands in the mention's own clause."""

    score: float = 0.0
    noun: str = ""
    in_clause: bool = False


def find_noun(figure: Figure | Rate, passage: Passage) -> NounFit:
    """The figure's word that fits best: right after the number, right before it, in the clause, in the sentence."""
    best = NounFit()
    for noun in figure.nouns:
        word = noun.casefold()
        more = 0.2 * min(len(word), 6) if not word.isascii() else 0.9
        if word.isascii() and word in passage.said:
            found = NounFit(2.4 + more, word, in_clause=True)
        elif word in passage.after:
            found = NounFit(2.0 + more - 0.02 * passage.after.index(word), word, in_clause=True)
        elif word in passage.before:
            found = NounFit(1.5 + more, word, in_clause=True)
        elif word in passage.clause_text:
            found = NounFit(1.2 + more, word, in_clause=True)
        elif len(word) >= 4 and _in_two_halves(word, passage.clause_text):
            found = NounFit(1.4 + more, word, in_clause=True)
        elif word in passage.sentence_text:
            found = NounFit(0.7 + min(more, 0.7), word)
        else:
            continue
        best = max(best, found, key=lambda fit: fit.score)
    return best


def _in_two_halves(word: str, text: str) -> bool:
    """深入……调研, 常委会……发言人: two parts of the word in their order, near each other."""
    if word.isascii():
        return False
    for cut in range(2, len(word) - 1):
        at = text.find(word[:cut])
        if at >= 0 and word[cut:] in text[at + cut : at + cut + 40]:
            return True
    return False


def find_scopes(
    figure: Figure | Rate, passage: Passage, readings: Readings
) -> Iterator[tuple[dict[str, Any], float, bool]]:
    """The scopes a figure may be meant in, with how much the text speaks for each narrowing."""
    yield {}, 0.0, any(not s.where for s in readings.statements.get(figure.key, ()))
    for statement in readings.statements.get(figure.key, ()):
        if statement.where:
            worths = [worth_of(figure, name, value, passage, readings) for name, value in statement.where.items()]
            if min(worths) > 0:
                yield dict(statement.where), sum(worths) - far_off(min(worths)), True
    for span, worth in ((passage.clause, 1.0), (passage.sentence, 0.8)):
        seen = [named for named in passage.names_in(span) if (named.kind, named.pk) not in readings.own]
        text = passage.text[slice(*span)]
        where = {}
        for name in figure.dimensions:
            values = values_named(figure, name, seen, [text])
            if len(values) == 1:
                where[name] = values.pop()
        for name, value in where.items():
            yield {name: value}, worth, False


def far_off(worth: float) -> float:
    """What a scope loses when its name stands outside the sentence, and more when it stands outside the paragraph."""
    return 0.7 if worth < 0.5 else 0.5 if worth < 0.8 else 0.0


def worth_of(figure: Figure | Rate, dimension: str, value: Any, passage: Passage, readings: Readings) -> float:
    """How near the text names one value of a dimension; 0 when it does not."""
    label = readings.name(figure, dimension, value)
    target = target_of(figure, dimension)
    if target is not None:
        return passage.nears(target.key, int(value), label)
    labels = list_options(field_of(figure, dimension)).get(str(value), [label])
    for text, worth in (
        (passage.clause_text, 1.0), (passage.sentence_text, 0.8), (passage.paragraph_text, 0.5),
    ):  # fmt: skip
        if any(said.casefold() in text for said in labels):
            return worth
    return 0.0


def rank_candidates(mention: Mention, passage: Passage, readings: Readings) -> list[Candidate]:
    """Everything the mention may speak of, the likeliest first."""
    found = []
    for figure in FIGURES.values():
        unit = fits_unit(figure, mention)
        fit = find_noun(figure, passage) if unit else NounFit()
        nouns = fit.score
        measured = unit == SAME_UNIT and mention.unit_kind not in COUNTABLE
        if not unit or (unit < SAME_UNIT and nouns < ADJACENT) or not (nouns or measured):
            continue
        if unit < SAME_UNIT and calls_it_else(mention, fit, passage):
            continue
        for where, worth, stated in find_scopes(figure, passage, readings):
            # A square metre says by itself that an area is meant, if the text also names whose.
            score = unit + (nouns or (1.0 if where else 0.0)) + worth + (0.4 if stated else 0.0)
            if stated and worded_alike(mention, figure, where, readings):
                score += 1.0
            if score >= LEAST_SCORE and (readings.about_body or where):
                found.append(Candidate(figure, where, score, stated, is_part(mention, fit, passage)))
    return sorted(found, key=lambda c: -c.score)


def calls_it_else(mention: Mention, fit: NounFit, passage: Passage) -> bool:
    """Whether an English number brings its own noun and that is not the figure's: 12,000 visitors are no proposals."""
    return mention.unit is not None and mention.text.isascii() and fit.noun not in passage.said


def is_part(mention: Mention, fit: NounFit, passage: Passage) -> bool:
    """Whether the number may be of a part of what the noun says: 其中3篇, or 集体提案 where the figure counts 提案."""
    said = mention.noun.casefold()
    qualified = bool(fit.noun) and len(said) > len(fit.noun) and said.endswith(fit.noun)
    return qualified or (passage.names_a_part and not fit.in_clause)


def worded_alike(mention: Mention, figure: Figure | Rate, where: Mapping[str, Any], readings: Readings) -> bool:
    """Whether a source says the same vague word (数十次) of exactly this. A number's digits are never compared here."""
    if mention.kind is not Kind.VAGUE:
        return False
    told = readings.statements.get(figure.key, ())
    return any(says_the_same(s, mention) and dict(s.where) == dict(where) for s in told)


def says_the_same(statement: Statement, mention: Mention) -> bool:
    """Whether two vague words are the same, or mean the same in another language: 数十次, dozens of times."""
    if statement.words == mention.text:
        return True
    if mention.quantity is None or statement.quantity is None or statement.words.isascii() == mention.text.isascii():
        return False
    low, high = mention.quantity.bounds()
    return low is not None and high is not None and low < high and statement.quantity.bounds() == (low, high)


@dataclass(frozen=True)
class Match:
    """The figure a mention speaks of, as read, and whether the text agrees with it."""

    reading: Reading
    agreement: Agreement
    candidate: Candidate

    @property
    def is_missing(self) -> bool:
        """Whether nothing is recorded of the figure."""
        return self.reading.grade is Grade.MISSING or self.reading.value is None


def match_number(mention: Mention, passage: Passage, readings: Readings) -> Match | None:
    """The likeliest figure with a value, else the likeliest of which nothing is recorded. Among equally likely ones
    one that agrees is taken."""
    if mention.quantity is None or readings.foreign:
        return None
    ranked = rank_candidates(mention, passage, readings)
    matches: list[Match] = []
    missing: list[Match] = []
    for candidate in ranked[:8]:
        if matches and candidate.score < matches[0].candidate.score - CLOSE:
            break
        reading = readings.read(candidate.figure.key, candidate.where)
        if reading.grade is Grade.MISSING or reading.value is None:
            missing.append(Match(reading, Agreement.CANNOT_TELL, candidate))
            continue
        agreement = compare(mention.quantity, reading, candidate, passage, step=mention.step)
        matches.append(Match(reading, agreement, candidate))
    for wanted, stated in ((Agreement.AGREES, False), (Agreement.DIFFERS, True)):
        for match in matches:
            if (
                match.agreement is wanted
                and match.candidate.stated >= stated
                and (not stated or is_near(match, passage))
            ):
                return match
    likeliest = next(iter([*matches, *missing]), None)
    return match_told(mention, passage, readings) or likeliest


def is_near(match: Match, passage: Passage) -> bool:
    """Whether the scope of a match is named in the mention's own sentence; only then is a difference preferred."""
    named = [(target_of(match.candidate.figure, name), value) for name, value in match.candidate.where.items()]
    return all(kind is None or passage.nears(kind.key, int(value), "") >= 0.8 for kind, value in named)


def match_told(mention: Mention, passage: Passage, readings: Readings) -> Match | None:
    """The one statement that says the same uncommon words (数十次) of the same kind of record, where nothing likelier
    can be told; common ones (多次, at least two of anything) say too little."""
    low, high = mention.quantity.bounds() if mention.quantity is not None else (None, None)
    if mention.kind is not Kind.VAGUE or low is None or high is None or not readings.about_body:
        return None
    told = [s for said in readings.statements.values() for s in said if says_the_same(s, mention)]
    figure = FIGURES[told[0].figure] if len(told) == 1 else None
    if figure is None or fits_unit(figure, mention) < SAME_UNIT or not speaks_of_kind(figure, passage):
        return None
    reading = readings.read(figure.key, told[0].where)
    return Match(reading, Agreement.AGREES, Candidate(figure, told[0].where, LEAST_SCORE, stated=True))


def speaks_of_kind(figure: Figure | Rate, passage: Passage) -> bool:
    """Whether the clause has a word for any figure that counts the same kind of record."""
    if isinstance(figure, Rate):
        return False
    return any(find_noun(other, passage).in_clause for other in figures_of([figure.kind]))


def compare(
    claim: Quantity, reading: Reading, candidate: Candidate, passage: Passage, *, step: Any = None
) -> Agreement:
    """Whether a claim agrees with a reading. A number that disagrees with an unnarrowed figure may be of a part of it,
    so it differs only where the text speaks of the whole or a source states exactly this figure."""
    value = reading.value
    if value is None:
        return Agreement.CANNOT_TELL
    if claim.words and value.words and claim.words == value.words:
        return Agreement.AGREES
    found = claim.agrees_with(value, step=step)
    if reading.grade is Grade.DISPUTED and not (candidate.partial and not candidate.where):
        return Agreement.DIFFERS
    counted = Quantity.exact(reading.counted)
    itemised = reading.records and isinstance(reading.figure, Figure)
    if found is Agreement.CANNOT_TELL and itemised and claim.agrees_with(counted, step=step) is Agreement.AGREES:
        return Agreement.AGREES
    whole = candidate.stated or passage.speaks_of_whole
    if found is Agreement.DIFFERS and not candidate.where and (candidate.partial or not whole):
        return Agreement.CANNOT_TELL
    return found
