"""The names a body's records go by, and where they stand in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models

from luzhi.core import mentions
from luzhi.core.mentions import KnownName
from luzhi.records.figures import FIGURES, Figure, name_path
from luzhi.records.kinds import KINDS, Kind, kind_of
from luzhi.records.narrowing import base_figure, field_of, list_options, target_of
from luzhi.records.values import find_field
from luzhi.reports.english import EnglishNames

MOST_NAMES = 20_000
PART_OF_NAME = 4
FEW = 3
SHORT_FORMS = {"港澳": ("香港", "澳门"), "港澳台": ("香港", "澳门", "台湾"), "京津冀": ("北京", "天津", "河北")}
"""Places that Chinese names together in one word."""

_MARKS = re.compile(r"[\s\"'“”‘’「」『』《》〈〉（）()·・,，、。;；:：!！?？\-—–]+")


_ENGLISH = re.compile(r"[A-Z][a-z]+(?:[ -][A-Za-z]+)?")


def fold(name: str) -> str:
    """A name without the marks and spaces in which two spellings may differ."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", name)).casefold()


@dataclass(frozen=True, slots=True)
class Named:
    """A record by one of its names."""

    kind: str
    pk: int
    label: str  # the name it goes by, whatever spelling was found


@dataclass(frozen=True, slots=True)
class Seen:
    """A name in a text, and the records it may mean."""

    start: int
    end: int
    named: tuple[Named, ...]


class BodyNames:
    """Every name of a body by which figures are narrowed or listed; read once for one check."""

    def __init__(self, body_id: int) -> None:
        self.body_id = body_id
        self._by_spelling: dict[str, tuple[str, list[Named]]] = {}
        for kind in self._kinds():
            self._load(kind)

    @staticmethod
    def _kinds() -> list[Kind]:
        """Kinds that are values of a dimension, or whose names a figure lists."""
        found: dict[str, Kind] = {}
        for figure in FIGURES.values():
            for dimension in figure.dimensions:
                target = target_of(figure, dimension)
                if target is not None:
                    found[target.key] = target
            if isinstance(figure, Figure):
                listed = listed_kind(figure)
                if listed is not None:
                    found[listed.key] = listed
        return list(found.values())

    def _load(self, kind: Kind) -> None:
        field = find_field(kind.model, kind.label_path)
        if not isinstance(field, models.CharField | models.TextField):
            return
        rows = kind.model._default_manager.filter(body_id=self.body_id).order_by("pk")
        for pk, label in rows.values_list("pk", kind.label_path)[:MOST_NAMES]:
            self._add(str(label or ""), Named(kind.key, pk, str(label or "")))
        labels = kind.label_path
        for path in kind.aliases:
            named = rows.exclude(**{path: ""}).exclude(**{path: None}).values_list("pk", labels, path)[:MOST_NAMES]
            for pk, label, alias in named:
                self._add(str(alias), Named(kind.key, pk, str(label)))

    def _add(self, spelling: str, named: Named) -> None:
        key = fold(spelling)
        if len(key) > 1:
            found = self._by_spelling.setdefault(key, (spelling, []))[1]
            if named not in found:
                found.append(named)

    @cached_property
    def vocabulary(self) -> mentions.Vocabulary:
        return mentions.Vocabulary((spelling, KnownName(key)) for key, (spelling, _named) in self._by_spelling.items())

    @cached_property
    def english(self) -> EnglishNames:
        """What English says for the names; made for the first text that has English in it."""
        return EnglishNames((key, spelling, named[0].kind) for key, (spelling, named) in self._by_spelling.items())

    def see(self, text: str) -> list[Seen]:
        """The known names of a text, longest first at each place."""
        found = [(start, end, known.key) for start, end, known in self.vocabulary.find(text)]
        if has_english(text):
            said = [each for each in self.english.see(text) if not any(overlap(each, other) for other in found)]
            found = sorted(found + said)
        return [Seen(start, end, tuple(self._by_spelling[key][1])) for start, end, key in found]

    def find(self, name: str) -> tuple[Named, ...]:
        """The records a name means; a place before the name (安徽亳州, 日本县立广岛大学) may stand with it."""
        key = fold(name)
        if key in self._by_spelling:
            return tuple(self._by_spelling[key][1])
        for cut in range(2, len(key) - 1):
            first, rest = self._by_spelling.get(key[:cut]), self._by_spelling.get(key[cut:])
            if first and rest and any(n.kind == "people.place" for n in first[1]):
                return tuple(rest[1])
        if has_english(name):
            return tuple(named for said in self.english.names(name) for named in self._by_spelling[said][1])
        return ()

    def find_within(self, name: str) -> tuple[Named, ...]:
        """Records in whose longer name this one stands (泰山医药论坛 in the title of a trip to it), if they are few."""
        key = fold(name)
        if len(key) < PART_OF_NAME:
            return ()
        found = [n for other, (_s, named) in self._by_spelling.items() if key in other for n in named]
        return tuple(dict.fromkeys(found)) if len(found) <= FEW else ()

    def find_all(self, name: str) -> list[tuple[Named, ...]]:
        """The same for a name that may stand for several: 港澳 is 香港 and 澳门."""
        parts = SHORT_FORMS.get(fold(name).removesuffix("地区"))
        if parts and not self.find(name):
            return [self.find(part) for part in parts]
        return [self.find(name)]


def has_english(text: str) -> bool:
    """Whether a text, or a name, is at least partly in Latin letters."""
    return _ENGLISH.search(text) is not None


def overlap(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def listed_kind(figure: Figure) -> Kind | None:
    """The kind of record that a figure's list names: speakers are persons, origins are places."""
    path = name_path(figure)
    if "__" not in path:
        return figure.owner
    field = find_field(figure.owner.model, path.rsplit("__", 1)[0])
    return kind_of(field.related_model) if field is not None and field.is_relation else None


def values_named(figure: Any, dimension: str, seen: Iterable[Named], texts: Iterable[str]) -> set[Any]:
    """The values of a dimension that are named: records by their kind, choices by their label."""
    target = target_of(figure, dimension)
    if target is not None:
        return {named.pk for named in seen if named.kind == target.key}
    field = field_of(figure, dimension)
    options = list_options(field)
    if options:
        return choices_named(options, "\n".join(texts))
    owner = base_figure(figure).owner
    if isinstance(field, models.CharField) and base_figure(figure).dimensions[dimension] == owner.label_path:
        return {named.label for named in seen if named.kind == owner.key}
    return set()


def choices_named(options: Mapping[str, Iterable[str]], text: str) -> set[str]:
    """The choices whose label stands in a text. A label that is part of another choice's (常委会会议 of
    专题议政性常委会会议) may mean both, and so names neither."""
    folded = text.casefold()
    labels = {label.casefold(): code for code, found in options.items() for label in found if len(label) > 2}
    plain = (label for label in labels if label in folded)
    return {labels[x] for x in plain if not any(x != other and x in other for other in labels)}


def kind_title(key: str) -> str:
    kind = KINDS.get(key)
    return str(kind.title) if kind is not None else key
