"""Which figure a named list in a text belongs to, and whether it names the same records."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from luzhi.core.figures import Grade
from luzhi.core.mentions import Mention
from luzhi.core.units import UnitKind
from luzhi.records.figures import FIGURES, Figure, Reading, Scope, name_path
from luzhi.reports.matching import Readings, find_noun, worth_of
from luzhi.reports.names import BodyNames, Named, fold, listed_kind
from luzhi.reports.passages import Passage
from luzhi.reports.printing import unit_of

LEAST_SHARE = 0.5
LIKE_ENOUGH = 0.34
PART_OF_NAME = 4  # a name at least this long may stand inside a longer one: 北湖未来科学城 in 高质量建设北湖未来科学城
FIRST_OF_NAME = 3  # a shorter one may only begin it: 经济界 in 经济界委员
ALIKE = 0.3
NAMES_OF = {
    "people.person": (UnitKind.PERSON,), "people.organisation": (UnitKind.ORGANISATION,),
    "people.place": (UnitKind.PLACE,),
}  # fmt: skip
LONG_ITEM = 8  # an item at least this long may be worded a little differently in the records


@dataclass(frozen=True)
class ListMatch:
    """A list held against a figure: items on record, items that are not, and records the list leaves out."""

    reading: Reading
    where: Mapping[str, Any]
    found: tuple[str, ...]
    unknown: tuple[str, ...]
    left_out: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        return not self.unknown


@dataclass
class Rosters:
    """The names each figure lists, by the values of each of its dimensions; one query for each, kept for one check."""

    readings: Readings
    _groups: dict[tuple[str, str], dict[Any, list[str]]] = field(default_factory=dict)

    def groups(self, figure: Figure, dimension: str) -> dict[Any, list[str]]:
        """The names by value of the dimension, each once; the dimension '' is the whole, under None."""
        place = (figure.key, dimension)
        if place not in self._groups:
            records = figure.records(Scope(self.readings.body_id, self.readings.year)).order_by("pk")
            name = name_path(figure)
            paths = (figure.dimensions[dimension], name) if dimension else (name,)
            groups: dict[Any, dict[str, None]] = {}
            for row in records.values_list(*paths)[:20_000]:
                if row[-1]:
                    groups.setdefault(row[0] if dimension else None, {})[str(row[-1])] = None
            self._groups[place] = {value: list(labels) for value, labels in groups.items()}
        return self._groups[place]


@dataclass(frozen=True)
class ReadItem:
    """An item of a list as read: its text and the labels of the records it may mean."""

    text: str
    labels: frozenset[str]
    named: tuple[Named, ...]


def read_items(mention: Mention, names: BodyNames) -> list[ReadItem]:
    """The items with what they mean; a word for several places becomes several items."""
    found = []
    for item in mention.items:
        for named in names.find_all(item.text):
            labels = frozenset(fold(n.label) for n in named) | {fold(item.text)}
            found.append(ReadItem(item.text, labels, named))
    return found


@dataclass(frozen=True)
class Fit:
    """A figure in a scope whose names a list may be, and how much speaks for it."""

    score: float
    figure: Figure
    where: dict[str, Any]
    labels: list[str]


def match_list(mention: Mention, passage: Passage, names: BodyNames, rosters: Rosters) -> ListMatch | None:
    """The figure and scope whose names fit a list best; None when fewer than half of the items are in any."""
    items = read_items(mention, names)
    kinds = {named.kind for item in items for named in item.named}
    fits: list[Fit] = []
    for figure in FIGURES.values():
        if isinstance(figure, Figure) and _may_list(figure, kinds, items):
            whole = [label for labels in rosters.groups(figure, "").values() for label in labels]
            if _score(items, whole) is not None:
                fits += find_fits(figure, items, passage, rosters)
    if not fits:
        return None
    best = max(fits, key=lambda fit: fit.score)
    return _describe(items, rosters.readings.read(best.figure.key, best.where), best.where, best.labels)


def find_fits(figure: Figure, items: list[ReadItem], passage: Passage, rosters: Rosters) -> Iterator[Fit]:
    """The scopes of a figure, whole and by each value of each dimension, that hold enough of the items."""
    nouns = 0.12 * find_noun(figure, passage).score + counts_alike(figure, items)
    statements = rosters.readings.statements.get(figure.key, ())
    for dimension in ("", *figure.dimensions):
        for value, labels in rosters.groups(figure, dimension).items():
            score = None if dimension and value is None else _score(items, labels)
            if score is None:
                continue
            where = {dimension: value} if dimension else {}
            worth = worth_of(figure, dimension, value, passage, rosters.readings) if dimension else 0.0
            if not worth and not rosters.readings.about_body:
                continue
            near = 0.3 * worth - 0.05 if dimension else 0.0
            told = 0.1 if any(_same(s.where, where) for s in statements) else 0.0
            yield Fit(score + nouns + near + told, figure, where, labels)


def counts_alike(figure: Figure, items: list[ReadItem]) -> float:
    """A list of persons is rather of a figure that counts persons than of one that counts what they did."""
    kinds = {named.kind for item in items for named in item.named}
    unit = unit_of(figure.unit).kind
    return ALIKE if any(unit in NAMES_OF.get(kind, ()) for kind in kinds) else 0.0


def _may_list(figure: Figure, kinds: set[str], items: list[ReadItem]) -> bool:
    """Only figures that list the kinds of records named; long items are compared with any long names."""
    kind = listed_kind(figure)
    key = kind.key if kind is not None else figure.kind
    return key in kinds or any(len(item.text) >= FIRST_OF_NAME for item in items)


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return {k: str(v) for k, v in one.items()} == {k: str(v) for k, v in other.items()}


def _score(items: list[ReadItem], labels: list[str]) -> float | None:
    """How well the items fit a set of names: the share of items in it, and the share of the set that is named."""
    folded = {fold(label): label for label in labels}
    hits = sum(1 for item in items if find_label(item, folded) is not None)
    if not items or hits / len(items) < LEAST_SHARE or (hits < 2 <= len(items) and hits < len(items)):
        return None
    return hits / len(items) + hits / (len(items) + len(labels) - hits)


def find_label(item: ReadItem, folded: Mapping[str, str]) -> str | None:
    """The name among these that an item is; a long item by most of its characters."""
    for label in item.labels:
        if label in folded:
            return folded[label]
    name = fold(item.text)
    if len(name) >= FIRST_OF_NAME:
        inside = [label for label in folded if (name in label if len(name) >= PART_OF_NAME else label.startswith(name))]
        if len(inside) == 1:
            return folded[inside[0]]
    if len(name) < LONG_ITEM:
        return None
    likest = max(folded, key=lambda label: likeness(name, label), default="")
    return folded[likest] if likest and likeness(name, likest) >= LIKE_ENOUGH else None


def likeness(one: str, other: str) -> float:
    """The share of pairs of characters two names have in common (Dice); short names are never alike."""
    if min(len(one), len(other)) < LONG_ITEM:
        return 0.0
    pairs, others = ({text[i : i + 2] for i in range(len(text) - 1)} for text in (one, other))
    return 2 * len(pairs & others) / (len(pairs) + len(others))


def _describe(items: list[ReadItem], reading: Reading, where: Mapping[str, Any], labels: list[str]) -> ListMatch:
    folded = {fold(label): label for label in labels}
    found, unknown = [], []
    for item in items:
        label = find_label(item, folded)
        if label is None:
            unknown.append(item.text)
        else:
            found.append(label)
    left_out = tuple(label for label in labels if label not in found)
    return ListMatch(reading, where, tuple(found), tuple(unknown), left_out)


def omits(match: ListMatch, *, is_open: bool) -> bool:
    """Whether a list that claims to be all of them leaves out records that there are."""
    if is_open or not match.left_out or not match.where:
        return False
    closed = match.reading.grade is Grade.COUNTED or any(s.closed for s in match.reading.statements)
    return closed and len(match.found) > len(match.left_out)
