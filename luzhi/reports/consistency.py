"""What does not fit together in a year's records: the questions somebody should answer before anything is published."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import F
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.core.figures import Grade
from luzhi.core.quantity import plain_number
from luzhi.records.figures import FIGURES, Figure, Rate, Reading, Scope, Told, list_names, read_figure
from luzhi.records.kinds import KINDS, Kind
from luzhi.records.models import Likeness, LookAlike, Statement
from luzhi.records.narrowing import name_dimension, write_narrowing
from luzhi.reports.addresses import figure_address
from luzhi.reports.printing import say_grade, say_value
from luzhi.reports.sums import read_sums

MOST = 100


@dataclass(frozen=True)
class Question:
    """Something to look at: what it is about, where it is, and the sentence that says why."""

    title: str
    url: str
    sentence: str


@dataclass(frozen=True)
class Chapter:
    """Questions of one kind; `settled` says in words what was looked at when there are none."""

    title: str
    questions: list[Question]
    settled: str


def check_year(actor: Actor, year: int) -> list[Chapter]:
    """All questions of a body's year, in the order in which they should be settled."""
    readings = read_statements(actor.body_id, year)
    return [
        Chapter(
            _("Statements and records"), list(find_disputes(readings)),
            _("No statement contradicts the records or another statement."),
        ),
        Chapter(
            _("Stated parts and their sum"), list(find_wrong_sums(actor.body_id, year)),
            _("Where sources state a whole and its parts, the parts add up."),
        ),
        Chapter(
            _("Lists and their numbers"), list(find_open_lists(readings)),
            _("Every stated number is itemised by records."),
        ),
        Chapter(_("Possibly the same"), list(find_look_alikes(actor)), _("No pair of records waits for a decision.")),
        Chapter(_("One name, two records"), list(find_namesakes(actor)), _("No name is held by two records.")),
        Chapter(_("Dates in order"), list(find_disorder(actor, year)), _("No record ends before it begins.")),
    ]  # fmt: skip


def read_statements(body_id: int, year: int) -> list[tuple[Statement, Reading]]:
    """Each scope about which a source states something, read once."""
    found: dict[tuple[str, str], tuple[Statement, Reading]] = {}
    told = Told(body_id, year)
    for statement in Statement.objects.filter(body_id=body_id, year=year).order_by("figure", "pk"):
        if statement.figure in FIGURES:
            scope = Scope(body_id, year, statement.where)
            place = (statement.figure, str(scope.narrowed()))
            if place not in found:
                found[place] = (statement, read_figure(statement.figure, scope, told))
    return list(found.values())


def name_reading(reading: Reading) -> str:
    return name_narrowed(reading.figure, reading.scope.where)


def name_narrowed(figure: Figure | Rate, where: Mapping[str, Any]) -> str:
    """A figure's title, and behind it what it is narrowed to."""
    narrowing = write_narrowing(figure, where)
    if not narrowing:
        return str(figure.title)
    return _("%(figure)s (%(where)s)") % {"figure": figure.title, "where": narrowing}


def url_of_reading(reading: Reading) -> str:
    return figure_address(reading.figure.key, reading.scope.year, reading.scope.where)


def find_disputes(readings: list[tuple[Statement, Reading]]) -> Iterator[Question]:
    """Statements that records, or other statements, contradict."""
    for _statement, reading in readings:
        if reading.grade is Grade.DISPUTED and reading.against is not None:
            words = {
                "said": say_value(reading.figure, reading.against.quantity), "counted": plain_number(reading.counted),
            }  # fmt: skip
            if isinstance(reading.figure, Rate):
                words["counted"] = say_value(reading.figure, reading.value)
            sentence = _("A source says %(said)s, the records say %(counted)s.") % words
            yield Question(name_reading(reading), url_of_reading(reading), sentence)


def find_wrong_sums(body_id: int, year: int) -> Iterator[Question]:
    """Published parts that do not add up to the published whole; nothing is altered to fit."""
    for found in read_sums(body_id, year):
        if found.fits:
            continue
        words = {
            "n": found.parts, "by": name_dimension(found.figure, found.dimension), "added": plain_number(found.added),
            "whole": plain_number(found.whole), "left": plain_number(abs(found.left)),
        }  # fmt: skip
        if found.left > 0:
            sentence = _("The %(n)s parts by %(by)s add up to %(added)s of %(whole)s; %(left)s are in no part.")
        else:
            sentence = _("The %(n)s parts by %(by)s add up to %(added)s, %(left)s more than the whole of %(whole)s.")
        title = name_narrowed(found.figure, found.where)
        yield Question(title, figure_address(found.figure.key, year, found.where), sentence % words)


def find_open_lists(readings: list[tuple[Statement, Reading]]) -> Iterator[Question]:
    """Stated numbers whose records are not, or not all, there; and lists that the source left open."""
    for statement, reading in readings:
        if isinstance(reading.figure, Rate) or reading.grade not in (Grade.PARTLY, Grade.REPORTED):
            continue
        closed = _("the list is closed") if statement.closed else _("the list is open")
        names = len(list_names(reading.figure, reading.scope))
        value = say_value(reading.figure, reading.value)
        words = {"value": value, "grade": say_grade(reading), "n": names, "closed": closed}
        sentence = _("%(value)s, %(grade)s; %(n)s named, %(closed)s.") % words
        yield Question(name_reading(reading), url_of_reading(reading), sentence)


def find_look_alikes(actor: Actor) -> Iterator[Question]:
    """Pairs that a person has yet to decide."""
    if not actor.may("records.lookalike.view"):
        return
    kind = KINDS["records.lookalike"]
    for pair in LookAlike.objects.filter(body_id=actor.body_id, likeness=Likeness.OPEN).order_by("pk")[:MOST]:
        target = KINDS.get(pair.target_kind)
        labels = name_pair(target, pair) if target is not None else str(pair)
        yield Question(labels, kind.url(pair.pk), pair.why or _("They count apart until a person decides."))


def name_pair(kind: Kind, pair: LookAlike) -> str:
    found = kind.model._default_manager.in_bulk([pair.left_id, pair.right_id])
    return " ~ ".join(str(found.get(pk, f"#{pk}")) for pk in (pair.left_id, pair.right_id))


def find_namesakes(actor: Actor) -> Iterator[Question]:
    """Persons and organisations of one name, told apart by nothing but their number."""
    for key in ("people.person", "people.organisation"):
        kind = KINDS[key]
        if not actor.may(f"{key}.view"):
            continue
        records = kind.model._default_manager.filter(body_id=actor.body_id)
        twice = records.values(kind.label_path).annotate(n=models.Count("pk")).filter(n__gt=1).order_by(kind.label_path)
        for row in twice[:MOST]:
            name = row[kind.label_path]
            sentence = _("%(n)s records have this name.") % {"n": row["n"]}
            yield Question(f"{kind.title}: {name}", f"{kind.url()}?q={name}", sentence)


def find_disorder(actor: Actor, year: int) -> Iterator[Question]:
    """Records that end before they begin, and records dated outside their year."""
    for kind in KINDS.values():
        names = {field.name for field in kind.model._meta.concrete_fields}
        if not {"starts_on", "ends_on"} <= names or not actor.may(f"{kind.key}.view"):
            continue
        records: Any = kind.model._default_manager.filter(body_id=actor.body_id)
        for obj in records.filter(ends_on__lt=F("starts_on")).order_by("pk")[:MOST]:
            yield Question(f"{kind.title}: {obj}", kind.url(obj.pk), _("It ends before it begins."))
        if kind.has_year:
            strange = records.filter(year=year).exclude(starts_on=None).exclude(starts_on__year=year)
            for obj in strange.order_by("pk")[:MOST]:
                words = {"day": obj.starts_on.isoformat(), "year": year}
                yield Question(
                    f"{kind.title}: {obj}", kind.url(obj.pk), _("It begins on %(day)s, not in %(year)s.") % words
                )
