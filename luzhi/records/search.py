"""Finding records by words: within a list, and everywhere at once."""

from dataclasses import dataclass
from functools import reduce
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, Exists, ExpressionWrapper, OuterRef, QuerySet, Value
from django.db.models.expressions import RawSQL

from luzhi.access.actors import Actor
from luzhi.access.permissions import Extent
from luzhi.core.bigrams import Query, mark_words, read_query, take_snippet
from luzhi.records.index import base_of, candidates, kinds_held, split_number
from luzhi.records.kinds import KINDS, Kind
from luzhi.records.models import SearchEntry

FEW = 300  # so many of the newest matches are looked at first; most lists need no more


def narrow_by_text(
    kind: Kind, records: QuerySet[Any], text: str, *, body_id: int,
    newest: int | None = None, below: int | None = None, above: int | None = None,
) -> QuerySet[Any]:  # fmt: skip
    """Records in whose text every word occurs: Chinese words as written, others as beginnings of words.

    With `newest` only so many of the newest matches (or of those next to the given number) are considered.
    """
    query = read_query(text)
    if not query.wanted:
        return records.none()
    sql, params = candidates(kind, body_id, query, newest=newest, below=below, above=above)
    found = records.filter(pk__in=RawSQL(sql, params))  # noqa: S611 -- made by `candidates` of numbers and parameters
    return stand_as_written(found, query, base_of(kind, body_id))


def stand_as_written(records: QuerySet[Any], query: Query, base: int) -> QuerySet[Any]:
    """Pairs of a longer word may be found apart from each other; the text itself decides. Asked of candidates only."""
    if not query.exact:
        return records
    number = ExpressionWrapper(OuterRef("pk") + Value(base), output_field=BigIntegerField())
    texts = reduce(lambda found, word: found.filter(text__icontains=word), query.exact, SearchEntry.objects.all())
    return records.filter(Exists(texts.filter(pk=number)))


@dataclass(frozen=True)
class Hit:
    """A record that was found: its address, its name and a line of its text in pieces, some of them looked for."""

    url: str
    label: list[tuple[str, bool]]
    line: list[tuple[str, bool]]


@dataclass(frozen=True)
class Found:
    """The newest hits of one kind; `more` when its list has further ones."""

    kind: Kind
    hits: list[Hit]
    more: bool


def search_everywhere(actor: Actor, text: str, *, most: int = 5) -> list[Found]:
    """The newest matches of each kind the actor may see, kinds in the order of the menu.

    One query tells which kinds have records at all, one finds them for all kinds that are open to the actor as a
    whole, one more reads their texts; a kind of which only own records may be seen costs one query of its own.
    """
    query = read_query(text)
    if not query.wanted:
        return []
    numbers = find_in_open_kinds(actor, query, most)
    for kind in KINDS.values():
        if actor.extent(f"{kind.key}.view") == Extent.OWN:
            mine = narrow_by_text(kind, kind.visible_to(actor), text, body_id=actor.body_id)
            base = base_of(kind, actor.body_id)
            numbers += [base + pk for pk in mine.order_by("-pk").values_list("pk", flat=True)[: most + 1]]
    entries = SearchEntry.objects.in_bulk(numbers)
    grouped: dict[str, list[Hit]] = {}
    for number in numbers:
        entry = entries.get(number)
        kind_found, pk = split_number(number)
        if entry is not None and kind_found is not None and holds(entry, query):
            grouped.setdefault(kind_found.key, []).append(make_hit(kind_found, pk, entry, query))
    return [
        Found(kind, grouped[kind.key][:most], len(grouped[kind.key]) > most)
        for kind in KINDS.values()
        if kind.key in grouped
    ]


def find_in_open_kinds(actor: Actor, query: Query, most: int) -> list[int]:
    """Numbers of entries, newest first within each kind; a few more than asked for, since some will not hold."""
    spare = most + 1 + (10 if query.exact else 0)
    held = kinds_held(actor.body_id)
    parts: list[str] = []
    params: list[Any] = []
    for kind in KINDS.values():
        if kind.key in held and actor.extent(f"{kind.key}.view") == Extent.ALL:
            sql, values = candidates(kind, actor.body_id, query, newest=spare, entry=True)
            parts.append(f"SELECT * FROM ({sql}) AS part{len(parts)}")  # noqa: S608 -- made by `candidates`
            params += values
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        return [row[0] for row in cursor.fetchall()]


def holds(entry: SearchEntry, query: Query) -> bool:
    return all(word.casefold() in entry.text.casefold() for word in query.exact)


def make_hit(kind: Kind, pk: int, entry: SearchEntry, query: Query) -> Hit:
    rest = entry.text.removeprefix(entry.label).strip()
    line = take_snippet(rest, query.words) if rest else ""
    return Hit(kind.url(pk), mark_words(entry.label or f"#{pk}", query.words), mark_words(line, query.words))
