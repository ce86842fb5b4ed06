"""What a record's page shows: its fields in groups, the records that belong to it, evidence and statements."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection, models
from django.db.models import Exists, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.access.permissions import Extent
from luzhi.common.tables import Header, render_table
from luzhi.records.kinds import EVERYWHERE, KINDS, Column, Kind, kind_of
from luzhi.records.models import Evidence, LookAlike
from luzhi.records.values import find_field, shower_for

SECTION_ROWS = 50


@dataclass(frozen=True)
class ShownField:
    """A field on a detail page; an empty value is shown as "not recorded", never left out silently."""

    label: Any
    value: Any
    long: bool = False


@dataclass(frozen=True)
class ShownGroup:
    """The fields under one heading: those that hold something, and the names of those that do not, in one line."""

    title: Any
    filled: list[ShownField]
    empty: str


@dataclass(frozen=True)
class ShownSection:
    title: Any
    table: SafeString | None
    add_link: str
    all_link: str
    more: bool


def load_record(kind: Kind, pk: int, actor: Actor) -> Any:
    """The record with what its page names, in one query, or None when the actor may not see it or it is not there."""
    singles = [f.name for f in kind.model._meta.concrete_fields if f.is_relation and f.name in kind.fields]
    return kind.visible_to(actor).select_related(*singles).filter(pk=pk).first()


def find_filled(kind: Kind, obj: Any, actor: Actor) -> frozenset[str]:
    """The names of a record's lists that hold anything: one query for all of them, so that an empty one costs none.

    A list is a section (`section:` and its place), a field of several records, what a panel declares that it lists
    (`panel:` and its name), "evidence" or "look_alikes".
    """
    asked: dict[str, Any] = {
        "evidence": Exists(evidence_of(obj)), "look_alikes": Exists(look_alikes_of(kind, obj)),
    }  # fmt: skip
    for place, section in enumerate(kind.sections):
        child = KINDS[section.kind]
        if actor.may(f"{child.key}.view"):
            asked[f"section:{place}"] = ask_children(child, section.via, obj, actor)
    for panel in (*kind.panels, *EVERYWHERE):
        if panel.lists is not None:
            asked[f"panel:{panel.name}"] = Exists(panel.lists(obj))
    for name in kind.fields:
        if kind.model._meta.get_field(name).many_to_many:
            asked[name] = Exists(getattr(obj, name).all())
    columns = {f"has_{i}": question for i, question in enumerate(asked.values())}
    found = kind.model._default_manager.filter(pk=obj.pk).annotate(**columns).values_list(*columns).get()
    return frozenset(name for name, holds in zip(asked, found, strict=True) if holds)


def ask_children(child: Kind, via: str, obj: Any, actor: Actor) -> Any:
    """Whether a record has any child of a kind that the actor may see.

    Where the actor may see all of the body's and the child's own column points here, the question is ready-made: a page
    asks dozens of them, and to put each together anew takes longer than to answer them.
    """
    if actor.extent(f"{child.key}.view") == Extent.ALL:
        words = question_of(child.model, via)
        if words:
            return RawSQL(words, (obj.pk, actor.body_id), output_field=models.BooleanField())  # noqa: S611 -- of names of columns
    return Exists(child.visible_to(actor).filter(**{via: obj.pk}))


@cache
def question_of(model: type[models.Model], via: str) -> str:
    """The condition that a record with a number, of a body, has a row in the model's table; '' if no column of its own
    points there."""
    field: Any = model._meta.get_field(via)
    if not field.concrete or field.many_to_many:
        return ""
    columns: Any = model._meta
    table, column, body = map(
        connection.ops.quote_name, (columns.db_table, field.column, columns.get_field("body").column)
    )
    return f"EXISTS(SELECT 1 FROM {table} WHERE {table}.{column} = %s AND {table}.{body} = %s)"  # noqa: S608 -- the same


def show_groups(kind: Kind, obj: Any, filled_lists: frozenset[str]) -> list[ShownGroup]:
    found = []
    for group in kind.groups:
        fields = [show_field(kind, obj, name, filled_lists) for name in group.fields]
        filled = [field for field in fields if field.value not in (None, "")]
        names = (str(field.label) for field in fields if field.value in (None, ""))
        found.append(ShownGroup(group.title, filled, join_words(names)))
    return found


def join_words(words: Iterable[str]) -> str:
    """Words in a row, with the mark that the reader's language puts between them."""
    return (", " if (get_language() or "").startswith("en") else "、").join(words)


def show_field(kind: Kind, obj: Any, name: str, filled_lists: frozenset[str] = frozenset()) -> ShownField:
    """A field as its page shows it; a field of several records is read only where it is known to hold some."""
    field: Any = kind.model._meta.get_field(name)
    if name in kind.shows:
        return ShownField(field.verbose_name, kind.shows[name](obj))
    if field.many_to_many and name not in filled_lists:
        return ShownField(field.verbose_name, None)
    if field.many_to_many:
        value = format_html_join("、", "{}", ((link_to(o),) for o in getattr(obj, name).all()))
        return ShownField(field.verbose_name, value or None)
    if field.is_relation:
        target = getattr(obj, name)
        return ShownField(field.verbose_name, link_to(target) if target is not None else None)
    value = shower_for(kind.model, name)(getattr(obj, name))
    return ShownField(field.verbose_name, value, isinstance(field, models.TextField))


def link_to(obj: Any) -> SafeString:
    """A record's name, as a link where it has a page."""
    kind = kind_of(obj)
    return format_html('<a href="{}">{}</a>', kind.url(obj.pk), obj) if kind else format_html("{}", obj)


def show_sections(kind: Kind, obj: Any, actor: Actor, filled_lists: frozenset[str]) -> list[ShownSection]:
    """The children of a record, one query for each kind that has any; at most fifty rows, the rest behind a link."""
    found = []
    for place, section in enumerate(kind.sections):
        child = KINDS[section.kind]
        if not actor.may(f"{child.key}.view"):
            continue
        columns = [
            c for c in child.columns if c.path != section.via and (not section.columns or c.path in section.columns)
        ]
        filled = f"section:{place}" in filled_lists
        table, more = render_children(child, section.via, obj, actor, columns) if filled else (None, False)
        add = f"{child.url(page='new')}?{section.via}={obj.pk}" if section.add and actor.may(f"{child.key}.add") else ""
        everything = f"{child.url()}?{section.via}={obj.pk}"
        found.append(ShownSection(section.title or child.plural, table, add, everything if more else "", more))
    return found


def render_children(
    child: Kind, via: str, obj: Any, actor: Actor, columns: list[Column]
) -> tuple[SafeString | None, bool]:
    paths = []
    for column in columns:
        field = find_field(child.model, column.path)
        target = kind_of(field.related_model) if field is not None and field.is_relation else None
        paths.append(f"{column.path}__{target.label_path}" if target else column.path)
    records = child.visible_to(actor).filter(**{via: obj.pk}).order_by("pk")
    rows = list(records.values("pk", *paths)[: SECTION_ROWS + 1])
    if not rows:
        return None, False
    headers = []
    for column in columns:
        field = find_field(child.model, column.path)
        headers.append(Header(column.label or (field.verbose_name if field is not None else column.path)))
    shows = [c.show or shower_for(child.model, p) for c, p in zip(columns, paths, strict=True)]
    cells = []
    for row in rows[:SECTION_ROWS]:
        line = [show(row[path]) for path, show in zip(paths, shows, strict=True)]
        line[0] = format_html('<a href="{}">{}</a>', child.url(row["pk"]), line[0] or _("not recorded"))
        cells.append(line)
    return render_table(headers, cells, caption=child.plural), len(rows) > SECTION_ROWS


def evidence_of(obj: Any) -> QuerySet[Evidence]:
    return Evidence.objects.filter(target_kind=obj._meta.label_lower, target_id=obj.pk)


def show_evidence(obj: Any) -> SafeString:
    """The places in sources that support a record."""
    rows = evidence_of(obj).select_related("source").order_by("pk")[:SECTION_ROWS]
    cells = [[link_to(e), e.get_form_display(), link_to(e.source)] for e in rows]
    return render_table([Header(_("place")), Header(_("form")), Header(_("source"))], cells, caption=_("Evidence"))


def look_alikes_of(kind: Kind, obj: Any) -> QuerySet[LookAlike]:
    return LookAlike.objects.filter(Q(left_id=obj.pk) | Q(right_id=obj.pk), target_kind=kind.key)


def show_look_alikes(kind: Kind, obj: Any, actor: Actor) -> SafeString | None:
    """Records that may be this one under another name, with what was decided about each pair."""
    pairs = list(look_alikes_of(kind, obj).order_by("pk")[:SECTION_ROWS])
    others = {pair.pk: pair.right_id if pair.left_id == obj.pk else pair.left_id for pair in pairs}
    records = kind.visible_to(actor).in_bulk(others.values())
    cells = []
    for pair in pairs:
        other = records.get(others[pair.pk])
        if other is not None:
            pages = kind_of(pair)
            decision = link_text(pair.get_likeness_display(), pages.url(pair.pk) if pages else "")
            cells.append([link_to(other), decision, pair.why])
    headers = [Header(kind.title), Header(_("decision")), Header(_("why"))]
    return render_table(headers, cells, caption=_("Possibly the same")) if cells else None


def link_text(text: Any, url: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', url, text) if url else format_html("{}", text)
