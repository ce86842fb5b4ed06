"""A kind of record, declared once: columns, filters, form, sections, rights. Every page about it derives from this."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q, QuerySet
from django.urls import reverse

from luzhi.access.actors import Actor
from luzhi.access.permissions import Extent, declare
from luzhi.access.roles import INSIDE, Role

if TYPE_CHECKING:
    from luzhi.records.models import Record


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list: an ORM path, read by values(). `show` turns the raw value into text."""

    path: str
    label: Any = None
    sortable: bool = False
    show: Callable[[Any], Any] | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Records of another kind that belong to this one, shown on its page, with a button that adds one."""

    kind: str
    via: str  # the child's field that points here
    title: Any = None
    columns: tuple[str, ...] = ()
    add: bool = True


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of a detail page drawn by the owning app; returns safe HTML, or '' to leave it out.

    `lists` gives the rows of a record that the part is about; where there are none it is not drawn.
    """

    name: str
    draw: Callable[[Any, Any], str]
    place: str = "after"  # before | after the fields | aside
    lists: Callable[[Any], QuerySet[Any]] | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A heading inside a form and a detail page."""

    title: Any
    fields: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Kind:
    """Everything the page kit must know about a model. Permissions `<key>.view/add/change` come with it."""

    model: "type[Record]"
    slug: str
    label_path: str  # the field a person knows the record by
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    filters: tuple[str, ...] = ()
    search: tuple[str, ...] = ()  # paths looked into by the list's search field; default: the label
    duty_path: str = ""  # what a to-do list calls it, where the label alone says too little
    aliases: tuple[str, ...] = ()  # further paths by which a person may name the record
    sections: tuple[Section, ...] = ()
    panels: tuple[Panel, ...] = ()
    comes_from: tuple[str, ...] = ()  # fields that point to where this record came from, along the loop
    leads_to: tuple[str, ...] = ()  # fields that point to what came of this record
    order: str = "-pk"
    view: frozenset[Role] = INSIDE
    view_own: frozenset[Role] = frozenset()
    change: frozenset[Role] = frozenset({Role.STAFF})
    change_own: frozenset[Role] = frozenset()
    add: frozenset[Role] | None = None
    own: Callable[[Actor], Q] | None = None
    locked: tuple[str, ...] = ()  # fields set at creation and never edited afterwards
    held: Callable[[Any], tuple[str, ...]] | None = None  # fields a record keeps in its present state
    first_state: str = ""  # the state in which a record entered by hand begins, where it is not the table's first one
    initial: Callable[[Actor, Mapping[str, str]], dict[str, Any]] | None = None
    help: Any = ""  # one sentence for the empty list: what belongs here and how to begin
    own_list: str = ""  # URL name of a hand-made list page that replaces the usual one
    sheets: tuple[tuple[str, tuple[str, ...], Any, str], ...] = ()  # further workbooks: URL, words, label, permission
    form_base: type | None = None
    shows: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)  # how a field of a record reads on its page
    expects: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def key(self) -> str:
        return self.model._meta.label_lower

    @property
    def title(self) -> Any:
        return self.model._meta.verbose_name

    @property
    def plural(self) -> Any:
        return self.model._meta.verbose_name_plural

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(name for group in self.groups for name in group.fields)

    @cached_property
    def has_year(self) -> bool:
        return any(f.name == "year" for f in self.model._meta.get_fields())

    def visible_to(self, actor: Actor) -> QuerySet[Any]:
        """The records this actor may see: the body's own, narrowed where the permission reaches only so far."""
        extent = actor.demand(f"{self.key}.view")
        records = self.model._default_manager.filter(body_id=actor.body_id)
        if extent == Extent.OWN:
            records = records.filter(self.own(actor) if self.own else Q(pk__in=[]))
        return records

    def may_change(self, actor: Actor, obj: Any) -> bool:
        """Whether the actor may edit this record: any of the body's, or only one that concerns him or her."""
        extent = actor.extent(f"{self.key}.change")
        if extent == Extent.OWN:
            mine = self.own(actor) if self.own else Q(pk__in=[])
            return self.model._default_manager.filter(mine, pk=obj.pk).exists()
        return extent is not None

    def url(self, pk: int | None = None, page: str = "") -> str:
        if pk is None:
            return reverse(f"record-{page}" if page else "record-list", args=[self])
        return reverse(f"record-{page}" if page else "record-detail", args=[self, pk])


KINDS: dict[str, Kind] = {}
SLUGS: dict[str, Kind] = {}
EVERYWHERE: list[Panel] = []  # parts that an app above adds to the page of every kind


def register(kind: Kind) -> Kind:
    """Make a kind known; its three permissions are added to the table."""
    if kind.key in KINDS or kind.slug in SLUGS:
        raise ValueError(f"{kind.key} or its address {kind.slug} is registered twice")
    KINDS[kind.key] = SLUGS[kind.slug] = kind
    label = kind.plural
    declare(f"{kind.key}.view", label, all=kind.view, own=kind.view_own)
    declare(f"{kind.key}.add", label, all=kind.change if kind.add is None else kind.add)
    declare(f"{kind.key}.change", label, all=kind.change, own=kind.change_own)
    return kind


def extend(key: str, *, sections: tuple[Section, ...] = (), panels: tuple[Panel, ...] = ()) -> None:
    """Let an app above show its records on the page of a kind below it; called when the app loads."""
    kind = KINDS[key]
    object.__setattr__(kind, "sections", kind.sections + sections)
    object.__setattr__(kind, "panels", kind.panels + panels)


def kind_of(model: Any) -> Kind | None:
    """The kind of a model class or instance, if it has pages."""
    return KINDS.get(model._meta.label_lower)


def url_of(obj: Any) -> str:
    """The address of a record's page; '' for what has none."""
    kind = kind_of(obj)
    return kind.url(obj.pk) if kind else ""


def edges_of(kind: Kind, *, forward: bool) -> Iterator[tuple[Kind, models.Field[Any, Any], bool]]:
    """The fields by which one gets from a record of this kind one step along the loop (or one step back), each with
    the kind that holds the field, and whether it is this kind's own field (True) or one that points here."""
    mine, theirs = (kind.leads_to, "comes_from") if forward else (kind.comes_from, "leads_to")
    for name in mine:
        yield kind, kind.model._meta.get_field(name), True  # type: ignore[misc]
    for other in KINDS.values():
        for name in getattr(other, theirs):
            field = other.model._meta.get_field(name)
            if field.related_model is kind.model:
                yield other, field, False  # type: ignore[misc]


class KindConverter:
    """The part of an address that names a kind."""

    regex = "[a-z][a-z-]*"

    def to_python(self, value: str) -> Kind:
        if value not in SLUGS:
            raise ValueError
        return SLUGS[value]

    def to_url(self, value: Kind) -> str:
        return value.slug
