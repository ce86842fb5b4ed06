"""The index by which records are found by words: one row of text for each record, cut into tokens.

On SQLite the tokens lie in an FTS5 table without content, on PostgreSQL in a tsvector column under a GIN index; both
are written in the transaction of the record itself, so a search never finds what is not there. The number of an
entry holds the body's, the kind's and the record's number, so entries of one body and kind lie together, newest last,
and a search in them is a search in a range.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import starmap
from typing import Any, NamedTuple

from django.db import connection, models, transaction

from luzhi.core.bigrams import Query, cut, narrow_width
from luzhi.records.fields import QuantityField
from luzhi.records.kinds import KINDS, Kind, kind_of
from luzhi.records.models import SearchEntry

PK_BITS, KIND_BITS, BODY_BITS = 37, 16, 10
BATCH = 1000
MOST_TEXT = 20_000
OF_ITSELF = {
    models.CharField, models.TextField, models.IntegerField, models.SmallIntegerField, models.PositiveIntegerField,
    models.PositiveSmallIntegerField,
}  # fmt: skip


def number_of(kind: Kind) -> int:
    """The kind's part of an entry's number: 16 bits of its key, so that it needs no table and never changes."""
    return zlib.crc32(kind.key.encode()) % (1 << KIND_BITS)


def base_of(kind: Kind, body_id: int) -> int:
    """The number before the first entry of a body's records of a kind; a record's own number is added to it."""
    if body_id >= 1 << BODY_BITS:
        raise ValueError(f"body {body_id} is beyond the {1 << BODY_BITS} bodies one installation holds")
    return (body_id << KIND_BITS | number_of(kind)) << PK_BITS


def split_number(entry: int) -> tuple[Kind | None, int]:
    """The kind and the record's number behind an entry."""
    number = (entry >> PK_BITS) % (1 << KIND_BITS)
    kind = next((kind for kind in KINDS.values() if number_of(kind) == number), None)
    return kind, entry % (1 << PK_BITS)


def kinds_held(body_id: int) -> frozenset[str]:
    """The keys of the kinds of which a body has any entry: leaps from the first of one kind to the first of the next,
    so that it costs as many steps as there are such kinds, however many entries they have."""
    bits, last = PK_BITS, (body_id + 1) << KIND_BITS << PK_BITS
    first = f"SELECT MIN(id) >> {bits} FROM records_searchentry WHERE id >= %s AND id < %s"  # noqa: S608 -- of constants
    following = f"SELECT MIN(id) >> {bits} FROM records_searchentry WHERE id >= (held.kind + 1) << {bits} AND id < %s"  # noqa: S608 -- the same
    sql = (
        f"WITH RECURSIVE held(kind) AS ({first} UNION ALL SELECT ({following}) FROM held WHERE held.kind IS NOT NULL) "  # noqa: S608 -- of constants
        "SELECT kind FROM held WHERE kind IS NOT NULL"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [body_id << KIND_BITS << PK_BITS, last, last])
        numbers = {row[0] % (1 << KIND_BITS) for row in cursor.fetchall()}
    return frozenset(kind.key for kind in KINDS.values() if number_of(kind) in numbers)


# -- what is indexed


@cache
def paths_of(kind: Kind) -> tuple[str, ...]:
    """The label, what the kind declares as searched, its other names, and every field of free text on its form."""
    own = [
        name
        for name in kind.fields
        if isinstance(field := kind.model._meta.get_field(name), models.CharField | models.TextField)
        and not (field.choices or isinstance(field, QuantityField | models.URLField))
    ]
    found = dict.fromkeys([kind.label_path, *kind.search, *kind.aliases, *own])
    return tuple(sorted(found, key=lambda path: crosses_many(kind, path)))


@cache
def own_paths(kind: Kind) -> tuple[str, ...] | None:
    """The paths of a kind's text that a new record answers by itself: fields of text and numbers of its own. What
    points to it, as other names do, is not there yet. None where words of other records belong to the text."""
    found = []
    for path in paths_of(kind):
        field: Any = kind.model._meta.get_field(path.split("__")[0])
        if field.one_to_many:
            continue
        if type(field) not in OF_ITSELF:
            return None
        found.append(path)
    return tuple(found) if kind.label_path in found else None


def read_entry(kind: Kind, obj: Any, *, new: bool) -> tuple[str, str]:
    """The label and the text of a record's entry."""
    label = "".join(values_at(obj, kind.label_path, new=new))[:200]
    lines: dict[str, None] = {}
    for path in paths_of(kind):
        lines.update(dict.fromkeys(filter(None, values_at(obj, path, new=new))))
    return label, join_lines(lines)


def join_lines(lines: Iterable[str]) -> str:
    return narrow_width("\n".join(lines))[:MOST_TEXT]


def values_at(obj: Any, path: str, *, new: bool) -> Iterator[str]:
    """The texts at a path from a record; nothing can point to a record that is only just being written."""
    found = [obj]
    for part in path.split("__"):
        following: list[Any] = []
        for item in found:
            value = getattr(item, part, None)
            if value is not None and hasattr(value, "get_queryset"):
                following += () if new else value.all()
            elif value is not None:
                following.append(value)
        found = following
    return (str(value) for value in found)


@dataclass(frozen=True)
class Dependent:
    """A kind whose text holds words of another record, and how those of its records are found. `owner` is the
    column by which the other record itself names the one it belongs to, if it does."""

    kind: Kind
    chain: str
    owner: str = ""

    def records_for(self, obj: Any) -> models.QuerySet[Any]:
        if self.owner:  # known even after the record has been removed
            return self.kind.model._default_manager.filter(pk=getattr(obj, self.owner))
        return self.kind.model._default_manager.filter(**{self.chain: obj.pk})


@cache
def dependents_of(model: type[models.Model]) -> tuple[Dependent, ...]:
    """The kinds whose entries must be written anew when a record of this model changes."""
    found: dict[tuple[str, str], Dependent] = {}
    for kind in KINDS.values():
        for path in paths_of(kind):
            current: Any = kind.model
            chain: list[str] = []
            for part in path.split("__")[:-1]:
                relation: Any = current._meta.get_field(part)
                current = relation.related_model
                chain.append(part)
                if current is model:
                    owner = relation.field.attname if relation.one_to_many and len(chain) == 1 else ""
                    found[kind.key, "__".join(chain)] = Dependent(kind, "__".join(chain), owner)
    return tuple(found.values())


# -- writing


def keep_indexed(
    sender: Any, instance: Any, *, created: bool, update_fields: frozenset[str] | None = None, **kwargs: Any
) -> None:
    """After a record was saved: its entry, and those of records that show its words."""
    kind = kind_of(sender)
    if kind is None or kind.model is not sender:  # a migration's own copy of a model is not indexed
        return
    if update_fields is not None and not any(path.split("__")[0] in update_fields for path in paths_of(kind)):
        return
    if write_entry(kind, instance, new=created):
        refresh_dependents(instance, new=created)


def drop_indexed(sender: Any, instance: Any, **kwargs: Any) -> None:
    """After a record was deleted."""
    kind = kind_of(sender)
    if kind is not None and kind.model is sender:
        remove_lines(read_lines([base_of(kind, instance.body_id) + instance.pk]))
        refresh_dependents(instance, new=False)


def refresh_dependents(obj: Any, *, new: bool) -> None:
    model: Any = type(obj)
    for dependent in dependents_of(model):
        if new and not dependent.owner:
            continue  # nothing points to a record that was made just now
        for record in dependent.records_for(obj).iterator(chunk_size=BATCH):
            write_entry(dependent.kind, record, new=False)


class Line(NamedTuple):
    """An entry that is about to be written."""

    number: int
    body_id: int
    label: str
    text: str


def write_entry(kind: Kind, obj: Any, *, new: bool) -> bool:
    """Write the entry of a record; says whether its text is another than before."""
    number = base_of(kind, obj.body_id) + obj.pk
    label, text = read_entry(kind, obj, new=new)
    if not new:
        for old in read_lines([number]):
            if (old.label, old.text, old.body_id) == (label, text, obj.body_id):
                return False
            remove_lines([old])
    add_entries([Line(number, obj.body_id, label, text)])
    return True


def add_entries(entries: Sequence[Line]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(
                "INSERT INTO records_searchentry(id, body_id, label, text) VALUES (%s, %s, %s, %s)",
                entries,
            )
            cursor.executemany(
                "INSERT INTO records_words(rowid, words) VALUES (%s, %s)",
                [(number, " ".join(cut(text, label))) for number, _body, label, text in entries],
            )
        else:
            cursor.executemany(
                "INSERT INTO records_searchentry(id, body_id, label, text, words) "
                "VALUES (%s, %s, %s, %s, array_to_tsvector(%s::text[]))",
                [(*entry, cut(entry.text, entry.label)) for entry in entries],
            )


def read_lines(numbers: Sequence[int]) -> list[Line]:
    """The entries with these numbers, as they were written."""
    columns = ("pk", "body_id", "label", "text")
    return list(starmap(Line, SearchEntry.objects.filter(pk__in=numbers).values_list(*columns)))


def remove_lines(lines: Sequence[Line]) -> None:
    """Take entries out. A table without content must be told what it held."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO records_words(records_words, rowid, words) VALUES ('delete', %s, %s)",
                [(number, " ".join(cut(text, label))) for number, _body, label, text in lines],
            )
    gone = SearchEntry.objects.filter(pk__in=[line.number for line in lines])
    gone._raw_delete(using=connection.alias)  # noqa: SLF001 -- nothing points to an entry, so nothing is asked first


def write_entries(kind: Kind, numbers: Sequence[int]) -> None:
    """The entries of records that were just written together; nothing can depend on them yet."""
    add_entries(read_entries(kind, kind.model._default_manager.filter(pk__in=numbers)))


def drop_entries(kind: Kind, body_id: int, numbers: Sequence[int]) -> None:
    """Take the entries of records out that are being removed together."""
    base = base_of(kind, body_id)
    remove_lines(read_lines([base + number for number in numbers]))


# -- rebuilding


def rebuild(tell: Callable[[Kind, int], None] = lambda kind, done: None) -> int:
    """Make the index anew from the records; returns the number of entries.

    Each thousand is a transaction of its own, so that other writers wait a fraction of a second. Until the end,
    records not yet reached are not found.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO records_words(records_words) VALUES ('delete-all')")
        cursor.execute("DELETE FROM records_searchentry")
    total = 0
    for kind in KINDS.values():
        done = 0
        for batch in read_batches(kind):
            with transaction.atomic():
                there = set(SearchEntry.objects.filter(pk__in=[e.number for e in batch]).values_list("pk", flat=True))
                add_entries([entry for entry in batch if entry.number not in there])
            done += len(batch)
            tell(kind, done)
        total += done
    tidy()
    return total


MERGE_PAGES = 500


def tidy() -> None:
    """Merge what many writings have left the index in: a search over all kinds then reads one piece instead of ten.

    In steps of a fraction of a second, so that others can write in between. PostgreSQL sees to it by itself.
    """
    if connection.vendor != "sqlite":
        return
    pages = -MERGE_PAGES  # the first step says that all pieces are to become one
    while True:
        with connection.cursor() as cursor:
            cursor.execute("SELECT total_changes()")
            before = cursor.fetchone()[0]
            cursor.execute("INSERT INTO records_words(records_words, rank) VALUES ('merge', %s)", [pages])
            cursor.execute("SELECT total_changes()")
            if cursor.fetchone()[0] - before < 2:  # so FTS5 says that there was nothing left to merge
                return
        pages = MERGE_PAGES


def read_batches(kind: Kind) -> Iterator[list[Line]]:
    """The entries of all records of a kind, some at a time, read by key."""
    last = 0
    while True:
        batch = read_entries(kind, kind.model._default_manager.filter(pk__gt=last))
        if not batch:
            return
        yield batch
        last = batch[-1].number - base_of(kind, batch[-1].body_id)


def read_entries(kind: Kind, records: models.QuerySet[Any]) -> list[Line]:
    """The entries of the first records, in the order of their numbers; one query, and one for each path to many."""
    singles = [p for p in paths_of(kind) if not crosses_many(kind, p)]
    many = [p for p in paths_of(kind) if crosses_many(kind, p)]
    rows = list(records.order_by("pk").values_list("pk", "body_id", kind.label_path, *singles)[:BATCH])
    extra = read_many(kind, many, [row[0] for row in rows])
    return [make_entry(kind, row, extra.get(row[0], ())) for row in rows]


def read_many(kind: Kind, paths: Iterable[str], pks: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for path in paths:
        rows = kind.model._default_manager.filter(pk__in=pks).order_by("pk", path).values_list("pk", path)
        for pk, value in rows:
            if value:
                found.setdefault(pk, []).append(str(value))
    return found


def make_entry(kind: Kind, row: Sequence[Any], extra: Iterable[str]) -> Line:
    pk, body_id, label, *values = row
    lines = dict.fromkeys([str(v) for v in values if v not in (None, "")] + list(extra))
    title = str("" if label is None else label)[:200]
    return Line(base_of(kind, body_id) + pk, body_id, title, join_lines(lines))


def crosses_many(kind: Kind, path: str) -> bool:
    """Whether a path leads to several values for one record."""
    current: Any = kind.model
    for part in path.split("__")[:-1]:
        relation: Any = current._meta.get_field(part)
        if relation.one_to_many or relation.many_to_many:
            return True
        current = relation.related_model
    return False


# -- asking


def candidates(
    kind: Kind, body_id: int, query: Query, *, newest: int | None = None,
    below: int | None = None, above: int | None = None, entry: bool = False,
) -> tuple[str, list[Any]]:  # fmt: skip
    """SQL for the numbers of records whose text has every wanted token, and its parameters.

    `newest` takes that many, counted down from `below` (or up from `above`). With `entry`, numbers are those of
    entries instead of records.
    """
    base = base_of(kind, body_id)
    low = base + (0 if above is None else above + 1)
    high = base + ((1 << PK_BITS) - 1 if below is None else below - 1)
    if connection.vendor == "sqlite":
        column, condition, words = "rowid", "records_words WHERE records_words MATCH %s", match_text(query)
    else:
        column, condition, words = "id", "records_searchentry WHERE words @@ %s::tsquery", tsquery_text(query)
    number = column if entry else f"{column} - {base}"
    sql = f"SELECT {number} AS number FROM {condition} AND {column} BETWEEN %s AND %s"  # noqa: S608 -- numbers only
    if newest is not None:
        sql += f" ORDER BY {column} {'ASC' if above is not None else 'DESC'} LIMIT {int(newest)}"
    return sql, [words, low, high]


def match_text(query: Query) -> str:
    """The query in FTS5's language. Tokens hold letters and digits only, so nothing in them is an operator."""
    return " AND ".join(f'"{w.token}"{"*" if w.prefix else ""}' for w in query.wanted)


def tsquery_text(query: Query) -> str:
    """The query in PostgreSQL's language."""
    return " & ".join(f"'{w.token}'{':*' if w.prefix else ''}" for w in query.wanted)
