"""Checking a draft: each number, name and list of a text held against the records of a body's year."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from luzhi.access.models import Body
from luzhi.core import mentions
from luzhi.core.mentions import Family, Ignored, Kind, Mention, check_length, named_twice
from luzhi.core.quantity import Agreement
from luzhi.core.units import UnitKind
from luzhi.records.figures import Figure, Rate, Reading
from luzhi.reports.held import HeldQuantities
from luzhi.reports.listed import ListMatch, Rosters, match_list, omits
from luzhi.reports.matching import Match, Readings, match_number
from luzhi.reports.names import BodyNames, Named, Seen, kind_title
from luzhi.reports.passages import Passage, Passages
from luzhi.reports.printing import say_grade, say_value
from luzhi.reports.wordings import judge_wording

MOST_TEXT = 400_000
MOST_RECORDS = 20


class Status(StrEnum):
    """What a mark says; the values are what the command prints."""

    AGREES = "agrees"
    DIFFERS = "differs"
    NO_SOURCE = "no source"
    WORDING = "wording"
    NOT_A_COUNT = "not a count"


@dataclass(frozen=True)
class Mark:
    """One mention of a text, judged."""

    mention: Mention
    status: Status
    figure: Figure | Rate | None = None
    where: dict[str, Any] = field(default_factory=dict)
    reading: Reading | None = None
    records: tuple[Named, ...] = ()
    notes: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()  # of a list: the items that are not on record there
    supported: bool = True  # of wording: whether the records bear it out

    @property
    def start(self) -> int:
        return self.mention.start

    @property
    def end(self) -> int:
        return self.mention.end


@dataclass(frozen=True)
class CheckedDraft:
    """A text with its marks in order, and what was passed over."""

    text: str
    marks: tuple[Mark, ...]
    links: tuple[Seen, ...]  # further names that are on record, where no mark stands
    ignored: tuple[Ignored, ...]
    about_body: bool

    def count(self, status: Status) -> int:
        return sum(mark.status is status for mark in self.marks)


class DraftChecker:
    """Holds texts against the records of one body's year; names and figures are read once."""

    def __init__(self, body: Body, year: int) -> None:
        self.body = body
        self.year = year
        self.names = BodyNames(body.pk)
        own = (named for name in (body.name, body.short_name, body.name_en) for named in self.names.find(name))
        self.readings = Readings(body.pk, year, frozenset((named.kind, named.pk) for named in own))
        self.rosters = Rosters(self.readings)
        self.held = HeldQuantities(body.pk, year)

    def check(self, text: str, *, about_body: bool | None = None, but: Sequence[tuple[int, int]] = ()) -> CheckedDraft:
        """Judge every mention of a text, but those that touch the stretches left out.

        Whether the text is about the body is read from it, unless the caller knows.
        """
        reading = mentions.find_mentions(text)
        passages = Passages(text, self.names)
        self.readings.about_body = names_body(text, self.body) if about_body is None else about_body
        self.readings.foreign = not self.readings.about_body and names_another(text, self.names)
        judged = [m for m in reading.mentions if not any(start < m.end and m.start < end for start, end in but)]
        marks = [self._judge(mention, passages.around(mention)) for mention in judged]
        marks = share_lists(marks)
        links = tuple(free_names(passages.seen, marks))
        return CheckedDraft(text, tuple(note_repeats(marks)), links, reading.ignored, self.readings.about_body)

    def _judge(self, mention: Mention, passage: Passage) -> Mark:
        if mention.kind.family is Family.NOT_A_COUNT:
            return Mark(mention, Status.NOT_A_COUNT)
        if mention.kind is Kind.LIST:
            return self._judge_list(mention, passage)
        if mention.kind is Kind.NAME:
            return self._judge_name(mention)
        if mention.kind is Kind.WORDING:
            return self._judge_wording(mention, passage)
        return self._judge_number(mention, passage)

    def _judge_number(self, mention: Mention, passage: Passage) -> Mark:
        match = match_number(mention, passage, self.readings)
        if match is None or match.is_missing:
            held = () if self.readings.foreign else self.held.find(mention, passage)
            if held or match is None:
                return Mark(mention, Status.AGREES if held else Status.NO_SOURCE, records=held)
        status = {Agreement.AGREES: Status.AGREES, Agreement.DIFFERS: Status.DIFFERS}.get(
            match.agreement, Status.NO_SOURCE
        )
        return self._mark(mention, status, match, explain_number(mention, match))

    def _mark(self, mention: Mention, status: Status, match: Match, note: str, *, supported: bool = True) -> Mark:
        figure = match.candidate.figure
        return Mark(
            mention, status, figure, dict(match.candidate.where), match.reading, self._records(match.reading),
            (note,) if note else (), supported=supported,
        )  # fmt: skip

    def _records(self, reading: Reading) -> tuple[Named, ...]:
        """Some of the records behind a reading, by the name they go by."""
        figure = reading.figure
        if isinstance(figure, Rate) or not reading.records:
            return ()
        path = figure.owner.label_path
        rows = figure.records(reading.scope).order_by("pk").values_list("pk", path)[:MOST_RECORDS]
        return tuple(Named(figure.kind, pk, str(label)) for pk, label in rows)

    def _judge_wording(self, mention: Mention, passage: Passage) -> Mark:
        """Wording stays wording; where a share is meant, the note says whether the records bear it out."""
        if mention.unit_kind is not UnitKind.SHARE:
            return Mark(mention, Status.WORDING)
        match = match_number(mention, passage, self.readings)
        if match is None or match.is_missing:
            return Mark(mention, Status.WORDING)
        reading = match.reading
        told = any(s.words.startswith(mention.text) for s in reading.statements) and reading.against is None
        why_not = "" if told else judge_wording(mention.text, match.candidate.figure, reading)
        return self._mark(mention, Status.WORDING, match, why_not or say_match(match), supported=not why_not)

    def _judge_name(self, mention: Mention) -> Mark:
        found = self.names.find(mention.text) or self.names.find_within(mention.text)
        if not found:
            return Mark(mention, Status.NO_SOURCE, notes=(_("No record goes by this name."),))
        return Mark(mention, Status.AGREES, records=found[:MOST_RECORDS])

    def _judge_list(self, mention: Mention, passage: Passage) -> Mark:
        foreign = self.readings.foreign
        match = None if foreign else match_list(mention, passage, self.names, self.rosters)
        notes = list(explain_shape(mention))
        records = tuple(named for item in mention.items for named in self.names.find(item.text)[:1])[:MOST_RECORDS]
        wrong = bool(notes)
        if match is None:
            notes.append(_("No figure lists these names.") if records else _("No record goes by these names."))
            unknown = tuple(item.text for item in mention.items if not self.names.find(item.text))
            status = Status.DIFFERS if wrong else Status.NO_SOURCE
            return Mark(mention, status, records=records, notes=tuple(notes), unknown=unknown)
        if match.unknown:
            notes.append(_("Not on record there: %(names)s.") % {"names": "、".join(match.unknown)})
        if omits(match, is_open=mention.is_open):
            notes.append(_("Left out: %(names)s.") % {"names": "、".join(match.left_out)})
        status = Status.DIFFERS if notes else Status.AGREES
        figure: Any = match.reading.figure
        notes.append(explain_list(match))
        return Mark(mention, status, figure, dict(match.where), match.reading, records, tuple(notes), match.unknown)


def free_names(seen: Iterable[Seen], marks: list[Mark]) -> Iterator[Seen]:
    """The known names where no mark stands; both are in the order of the text."""
    at = 0
    for name in seen:
        while at < len(marks) and marks[at].end <= name.start:
            at += 1
        if at == len(marks) or name.end <= marks[at].start:
            yield name


_PLACE_OF_BODY = re.compile(
    r"(?:The )?([A-Z]\w+(?: [A-Z]\w+)*?) (?:Municipal|City|District|County|Provincial|Committee)\b"
)


def names_body(text: str, body: Body) -> bool:
    """Whether a text is about the body: it names the body, or the city it belongs to."""
    short = body.short_name.removesuffix("政协")
    stems = {body.name, body.short_name, body.name_en, short}
    if len(short) > 2:
        stems.add(short.removesuffix("市").removesuffix("区").removesuffix("县"))
    stems |= {match[1] for match in [_PLACE_OF_BODY.match(body.name_en)] if match}
    return any(len(stem) > 1 and stem in text for stem in stems)


_ANOTHER = re.compile(
    r"(?P<body>[A-Z][a-z]+(?: [A-Z][a-z]+)?) (?:(?:Municipal|City|District|County|Provincial) )?Committee of the CPPCC|"
    r"(?P<expo>[A-Z]\w+(?: [A-Z]\w+){1,8} (?:Expo|Exposition|Trade Fair|Congress))\b|"
    r"(?:政协|中共)(?P<of>[\u4e00-\u9fff]{2,4}?[市区县州旗盟])|(?P<its>[\u4e00-\u9fff]{1,4}[市区县州旗盟])政协|"
    r"(?P<fair>[\u4e00-\u9fff]{2,16}(?:博览会|交易会|洽谈会|展览会|展销会))"
)
FEW_SIGNS = 3  # a shorter known name (产业) may stand in any name
_ANY = re.compile("(?:[全我本该各两省每]|区县|县区)[市区县州旗盟]?$|^(?:本届|历届|此次|这次)|^第[^届]{1,3}届.{3}$")
"""Before 政协 or 博览会 these name no certain one: 全市政协, 本届博览会."""


def names_another(text: str, names: BodyNames) -> bool:
    """Whether a text that does not name the body names another body, or a fair that is not on record."""
    for match in _ANOTHER.finditer(text):
        name = next(group for group in match.groups() if group)
        if _ANY.search(name) or names.find(name) or names.find_within(name):
            continue
        seen = names.see(name)
        known = (
            any(each.start == 0 for each in seen) if name.isascii() else any(s.end - s.start > FEW_SIGNS for s in seen)
        )
        if not known:
            return True
    return False


def say_match(match: Match) -> str:
    figure, reading = match.reading.figure, match.reading
    facts = {"figure": figure.title, "known": say_value(figure, reading.value), "grade": say_grade(reading)}
    return _("“%(figure)s”: %(known)s (%(grade)s).") % facts


def explain_number(mention: Mention, match: Match) -> str:
    """Both values in one sentence."""
    figure, reading = match.reading.figure, match.reading
    facts = {
        "figure": figure.title, "known": say_value(figure, reading.value), "grade": say_grade(reading),
        "text": mention.text,
    }  # fmt: skip
    if match.is_missing:
        return _("“%(figure)s”: nothing is recorded.") % facts
    if match.agreement is Agreement.DIFFERS and reading.against is not None:
        facts["counted"] = f"{reading.counted.normalize():f}"
        return (
            _("The text says %(text)s; “%(figure)s”: the source states %(known)s, the records say %(counted)s.") % facts
        )
    if match.agreement is Agreement.DIFFERS:
        return _("The text says %(text)s; “%(figure)s” is %(known)s (%(grade)s).") % facts
    if match.agreement is Agreement.AGREES:
        return say_match(match)
    return _("It cannot be told from “%(figure)s”: %(known)s (%(grade)s).") % facts


def explain_shape(mention: Mention) -> Iterable[str]:
    """What is wrong with a list by itself: its printed count, a name that stands in it twice."""
    if check_length(mention) is Agreement.DIFFERS and mention.printed is not None:
        words = {"printed": mention.printed.words or mention.printed.in_chinese(), "listed": len(mention.items)}
        yield _("%(printed)s are announced, %(listed)s are named.") % words
    twice = list(dict.fromkeys(item.text for item in named_twice(mention)))
    if twice:
        yield _("Named twice: %(names)s.") % {"names": "、".join(twice)}


def explain_list(match: ListMatch) -> str:
    figure = match.reading.figure
    words = {"figure": figure.title, "n": len(match.found), "known": say_value(figure, match.reading.value)}
    return _("“%(figure)s”: %(n)s of these are on record; the figure is %(known)s.") % words


def share_lists(marks: list[Mark]) -> list[Mark]:
    """A count printed beside a list is of what is listed: it takes the list's figure, and its flaw."""
    found = list(marks)
    for at, mark in enumerate(marks):
        if mark.mention.kind is not Kind.LIST or mark.mention.printed is None or mark.reading is None:
            continue
        for near in (at + 1, at - 1):
            if 0 <= near < len(marks) and marks[near].mention.quantity == mark.mention.printed:
                found[near] = share_list(marks[near], mark)
                break
    return found


def share_list(number: Mark, listed: Mark) -> Mark:
    """The number beside a list, judged by the list's figure."""
    claim, reading = number.mention.quantity, listed.reading
    if claim is None or reading is None or reading.value is None or isinstance(reading.figure, Rate):
        return number
    length = check_length(listed.mention)
    told = claim.agrees_with(reading.value)
    status = {Agreement.AGREES: Status.AGREES, Agreement.DIFFERS: Status.DIFFERS}.get(told, Status.NO_SOURCE)
    if status is Status.NO_SOURCE and claim.allows(reading.counted) and reading.records:
        status = Status.AGREES
    if length is Agreement.DIFFERS:
        status = Status.DIFFERS
    figure = reading.figure
    words = {"figure": figure.title, "known": say_value(figure, reading.value), "grade": say_grade(reading)}
    notes = (_("“%(figure)s”: %(known)s (%(grade)s).") % words, *explain_shape(listed.mention))
    return Mark(number.mention, status, figure, listed.where, reading, listed.records, notes)


def note_repeats(marks: list[Mark]) -> list[Mark]:
    """Say where the same record was named before: it is one record, however often a text names it."""
    seen: dict[tuple[str, int], int] = {}
    found = []
    for mark in marks:
        notes = list(mark.notes)
        if mark.mention.kind in (Kind.LIST, Kind.NAME):
            again = []
            for named in mark.records:
                place = (named.kind, named.pk)
                if place in seen and named.label not in again:
                    again.append(named.label)
                seen.setdefault(place, mark.start)
            if again and mark.mention.kind is Kind.LIST:
                notes.append(_("Named before, one record each: %(names)s.") % {"names": "、".join(again)})
        found.append(mark if len(notes) == len(mark.notes) else replace_notes(mark, notes))
    return found


def replace_notes(mark: Mark, notes: list[str]) -> Mark:
    return replace(mark, notes=tuple(notes))


def describe_mark(mark: Mark, readings: Readings) -> dict[str, Any]:
    """A mark as plain data, for the command and for other programs."""
    mention = mark.mention
    where = {n: readings.name(mark.figure, n, v) for n, v in mark.where.items()} if mark.figure is not None else {}
    return {
        "start": mention.start, "end": mention.end, "text": mention.text, "kind": str(mention.kind),
        "value": mention.value, "unit": mention.unit.code if mention.unit else "", "status": str(mark.status),
        "figure": mark.figure.key if mark.figure is not None else "", "where": where,
        "records": [{"kind": n.kind, "id": n.pk, "name": n.label} for n in mark.records],
        "note": " ".join(mark.notes),
    }  # fmt: skip


def title_of_record(named: Named) -> str:
    return f"{kind_title(named.kind)}: {named.label}"
