"""The list page: filters from declared fields only, keyset paging, one query however long the table is."""

import base64
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.common.problems import Problem
from luzhi.common.tables import Header, render_table
from luzhi.records.filtering import FilterField, read_filters
from luzhi.records.forms import find_named
from luzhi.records.kinds import Column, Kind, kind_of
from luzhi.records.search import FEW, narrow_by_text
from luzhi.records.values import find_field, shower_for

PAGE_SIZES = (25, 50, 100)


class ListPage:
    """The rows of one page of a kind, as the address asks for them and as far as the actor may see."""

    def __init__(
        self, kind: Kind, query: QueryDict, actor: Actor, *, address: str, base: QuerySet[Any] | None = None,
        columns: tuple[Column, ...] = (),
    ) -> None:  # fmt: skip
        self.kind = kind
        self.query = query
        self.actor = actor
        self.address = address
        self.base = kind.visible_to(actor) if base is None else base
        self.columns = columns or kind.columns
        self.size = next((n for n in PAGE_SIZES if str(n) == query.get("size")), PAGE_SIZES[0])
        self.text = query.get("q", "").strip()[:100]
        self.filters = read_filters(kind, query)
        self.order = self._read_order()

    # -- what the address asks for

    def _read_order(self) -> str:
        wanted = self.query.get("sort", "")
        allowed = {column.path for column in self.columns if column.sortable}
        return wanted if wanted.lstrip("-") in allowed and wanted.count("-") <= 1 else self.kind.order

    @cached_property
    def records(self) -> QuerySet[Any]:
        """All records that match, unsorted: the list, its export and its figures share this."""
        return self._select()

    def _select(self, **near: Any) -> QuerySet[Any]:
        records = self.base
        if self.text:
            records = narrow_by_text(self.kind, records, self.text, body_id=self.actor.body_id, **near)
        for condition in self._conditions:
            records = records.filter(condition)
        return records

    @cached_property
    def _conditions(self) -> list[Q]:
        return [self._condition(chosen) for chosen in self.filters if chosen.value]

    def _condition(self, chosen: FilterField) -> Q:
        if chosen.kind is not None:
            found = find_named(chosen.kind, chosen.kind.visible_to(self.actor), chosen.value)
            if not found and chosen.value.isdigit():
                found = list(chosen.kind.visible_to(self.actor).filter(pk=int(chosen.value[:18])))
            return Q(**{f"{chosen.path}__in": [obj.pk for obj in found]})
        if chosen.options:
            known = {code for code, _label in chosen.options}
            return Q(**{chosen.path: chosen.value}) if chosen.value in known else Q(pk__in=[])
        field = find_field(self.kind.model, chosen.path)
        if isinstance(field, models.IntegerField):
            return (
                Q(**{chosen.path: int(chosen.value)})
                if chosen.value.isdecimal() and len(chosen.value) < 9
                else Q(pk__in=[])
            )
        try:
            return Q(**{chosen.path: field.to_python(chosen.value) if field is not None else chosen.value})
        except ValidationError:  # no day, no number: nothing has it
            return Q(pk__in=[])

    # -- paging by key

    @cached_property
    def _window(self) -> tuple[list[dict[str, Any]], bool, bool]:
        """Rows of this page, and whether there are rows before and after it. One query; two for a rare word."""
        cursor, backwards = self._read_cursor()
        descending = self.order.startswith("-") != backwards
        rows: list[dict[str, Any]] = []
        for near in self._nearness(cursor, descending=descending):
            rows = self._read_rows(self._select(**near), cursor, descending=descending, backwards=backwards)
            if len(rows) > self.size:
                break
        more = len(rows) > self.size
        rows = rows[: self.size]
        if backwards:
            return rows[::-1], more, True
        return rows, cursor is not None, more

    def _read_rows(
        self, records: QuerySet[Any], cursor: list[Any] | None, *, descending: bool, backwards: bool
    ) -> list[dict[str, Any]]:
        """A page and one row more. Where the sorted column may be empty, records without a value come last, in
        either direction and on either database; they are a second query, asked only when the page reaches them."""
        name = self.order.lstrip("-")
        sign = "-" if descending else ""
        field = None if name == "pk" else find_field(self.kind.model, name)
        order = [f"{sign}{name}"] if name == "pk" else [f"{sign}{name}", f"{sign}pk"]
        if field is None or not field.null:
            found = records.filter(after_key(name, cursor, descending=descending)) if cursor else records
            return list(found.order_by(*order).values(*self._paths)[: self.size + 1])
        at_empty = cursor is not None and cursor[0] is None
        rows: list[dict[str, Any]] = []
        for empty in (True, False) if backwards else (False, True):
            if cursor and at_empty not in (empty, backwards):
                continue  # these rows lie on the other side of the cursor
            found = records.filter(**{f"{name}__isnull": empty})
            if cursor and empty == at_empty:
                found = found.filter(after_key("pk" if empty else name, cursor, descending=descending))
            part = found.order_by(f"{sign}pk") if empty else found.order_by(*order)
            rows += part.values(*self._paths)[: self.size + 1 - len(rows)]
            if len(rows) > self.size:
                break
        return rows

    def _nearness(self, cursor: list[Any] | None, *, descending: bool) -> list[dict[str, int | None]]:
        """How many matches of the text to look at: in order of entry a few next to the cursor mostly fill the page."""
        if not self.text or self.order.lstrip("-") != "pk" or not (descending or cursor):
            return [{}]
        side = {"below" if descending else "above": cursor[1]} if cursor else {}
        return [{"newest": FEW, **side}, side]

    def _read_cursor(self) -> tuple[list[Any] | None, bool]:
        for name, backwards in (("after", False), ("before", True)):
            if name in self.query:
                try:
                    cursor = json.loads(base64.urlsafe_b64decode(str(self.query[name]).encode()))
                    if isinstance(cursor, list) and len(cursor) == 2 and type(cursor[1]) is int:
                        return cursor, backwards
                except (ValueError, UnicodeError):
                    pass
                raise Problem(_("This address of a page of the list is damaged; start again from the first page."))
        return None, False

    @cached_property
    def _paths(self) -> list[str]:
        name = self.order.lstrip("-")
        return list(
            dict.fromkeys(["pk", *([] if name == "pk" else [name]), *(self._value_path(c) for c in self.columns)])
        )

    def _value_path(self, column: Column) -> str:
        """A foreign key is read as the label of what it points to."""
        field = find_field(self.kind.model, column.path)
        if field is not None and field.is_relation:
            target = kind_of(field.related_model)
            return f"{column.path}__{target.label_path if target else 'pk'}"
        return column.path

    def link(self, **changes: str | None) -> str:
        """This page's address with some parameters changed; None removes one."""
        kept: Mapping[str, str] = {k: str(v) for k, v in self.query.items() if k not in ("after", "before")}
        merged = {k: v for k, v in {**kept, **changes}.items() if v}
        return f"{self.address}?{urlencode(merged)}" if merged else self.address

    def _cursor(self, row: dict[str, Any]) -> str:
        value = row[self.order.lstrip("-")]
        text = json.dumps([value if value is None or isinstance(value, int) else str(value), row["pk"]])
        return base64.urlsafe_b64encode(text.encode()).decode()

    @property
    def newer(self) -> str:
        rows, before, _after = self._window
        return self.link(before=self._cursor(rows[0])) if rows and before else ""

    @property
    def older(self) -> str:
        rows, _before, after = self._window
        return self.link(after=self._cursor(rows[-1])) if rows and after else ""

    @property
    def export_link(self) -> str:
        return self.link().replace(self.address, self.kind.url(page="export"), 1)

    @property
    def empty(self) -> bool:
        return not self._window[0]

    @property
    def filtered(self) -> bool:
        return any(chosen.value for chosen in self.filters)

    @property
    def narrowed(self) -> bool:
        return bool(self.text or self.filtered)

    # -- what is shown

    def headers(self) -> list[Header]:
        found = []
        for column in self.columns:
            field = find_field(self.kind.model, column.path)
            text = column.label or (field.verbose_name if field is not None else column.path)
            link, direction = "", ""
            if column.sortable:
                up = self.order == column.path
                direction = {column.path: "ascending", f"-{column.path}": "descending"}.get(self.order, "")
                link = self.link(sort=f"-{column.path}" if up else column.path)
            number = isinstance(field, models.IntegerField | models.DecimalField) and not field.choices
            found.append(Header(text, link, direction, number))
        return found

    @cached_property
    def table(self) -> SafeString:
        root = self.kind.url()
        plan = [(self._value_path(c), c.show or shower_for(self.kind.model, self._value_path(c))) for c in self.columns]
        rows = []
        for row in self._window[0]:
            cells = [show(row[path]) for path, show in plan]
            cells[0] = format_html('<a href="{}{}/">{}</a>', root, row["pk"], cells[0] or f"#{row['pk']}")
            rows.append(cells)
        return render_table(self.headers(), rows, caption=self.kind.plural)


def after_key(name: str, cursor: list[Any], *, descending: bool) -> Q:
    """Rows beyond the cursor. The outer bound lets an index be used; the inner one breaks ties by number."""
    side = "lt" if descending else "gt"
    if name == "pk":
        return Q(**{f"pk__{side}": cursor[1]})
    value, pk = cursor
    return Q(**{f"{name}__{side}e": value}) & (Q(**{f"{name}__{side}": value}) | Q(**{f"pk__{side}": pk}))
