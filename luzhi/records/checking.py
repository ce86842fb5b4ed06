"""A sheet checked column by column: each different text of a column is read once, names are looked up together.

The readers answer as the form's fields do. Kinds whose forms know more than their fields are checked row by row with
the form itself; `is_plain` tells which.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import override

from luzhi.access.actors import Actor
from luzhi.records.forms import NUMBERED, SEPARATORS, NameField, NamesField, make_form
from luzhi.records.index import dependents_of
from luzhi.records.kinds import Kind
from luzhi.records.signals import record_written

AT_ONCE = 400  # names asked for in one query
WITH_NEIGHBOURS = 20  # unknown names for which the nearest known ones are looked for
YES, NO = ("true", "yes", "y", "1", "是", "有", "✓", "√"), ("", "false", "no", "n", "0", "否", "无", "×")


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong in one cell: the row as Excel numbers it, the column's title, the sentence."""

    row: int
    column: str
    sentence: str


class Wrong(str):
    """In place of a value: the sentence why there is none."""

    __slots__ = ()


@dataclass
class Column:
    """A field of the form, what its texts mean, and the column or the links of the model they are written to."""

    name: str
    label: str
    model_field: Any
    meanings: dict[str, Any] | None  # None: read each text by itself
    read: Callable[[str], Any]
    many: bool = False

    def value(self, text: str) -> Any:
        if self.meanings is None:
            return self.read(text)
        found = self.meanings.get(text, self)
        if found is self:
            found = self.meanings[text] = self.read(text)
        return found


@dataclass
class Checker:
    """Reads the rows of one file for an actor."""

    kind: Kind
    names: Sequence[str]
    columns: list[Column] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)  # labels of required fields without a column

    def check(self, rows: Sequence[Sequence[str]], first: int = 2) -> Iterator[tuple[list[Any], list[RowProblem]]]:
        """For each row its values in the order of the columns, and what is wrong with it."""
        columns = self.columns
        starts, ends = (self.names.index(n) if n in self.names else -1 for n in ("starts_on", "ends_on"))
        for number, row in enumerate(rows, first):
            values = [column.value(text) for column, text in zip(columns, row, strict=True)]
            problems = [
                RowProblem(number, column.label, value)
                for column, value in zip(columns, values, strict=True)
                if type(value) is Wrong
            ]
            problems += [RowProblem(number, label, str(_("This field is required."))) for label in self.missing]
            known = starts >= 0 and ends >= 0 and not problems and values[starts] and values[ends]
            if known and values[ends] < values[starts]:
                problems.append(RowProblem(number, columns[ends].label, _("The end cannot be before the start.")))
            yield values, problems


def is_plain(kind: Kind) -> bool:
    """Whether the rows of a kind can be read column by column and written together: its form adds no checks of its
    own, nothing reacts to a new record, and no other record's words depend on it."""
    model: Any = kind.model
    return (
        kind.form_base is None
        and model.clean is models.Model.clean
        and not record_written.has_listeners(model)
        and not any(dependent.owner for dependent in dependents_of(model))
    )


def make_checker(kind: Kind, names: Sequence[str], rows: Sequence[Sequence[str]], actor: Actor) -> Checker:
    """The readers of a file's columns; names of other records are looked up here, a few queries for each column."""
    fields = make_form(kind, actor).base_fields
    checker = Checker(kind, names)
    for place, name in enumerate(names):
        checker.columns.append(make_column(kind, name, fields[name], rows, place))
    checker.missing = [
        str(given.label) for name, given in fields.items()
        if given.required and name not in names and not kind.model._meta.get_field(name).has_default()  # type: ignore[union-attr]
    ]  # fmt: skip
    return checker


def make_column(kind: Kind, name: str, given: Any, rows: Sequence[Sequence[str]], place: int) -> Column:
    model_field: Any = kind.model._meta.get_field(name)
    label = str(given.label)
    if isinstance(given, NameField):
        many = isinstance(given, NamesField)
        texts = {row[place] for row in rows if row[place]}
        return Column(name, label, model_field, {}, name_reader(given, texts, many=many), many)
    if isinstance(given, forms.BooleanField):
        return Column(name, label, model_field, {}, read_truth)
    if type(given) is forms.CharField and not model_field.choices:
        return Column(name, label, model_field, None, text_reader(given))
    return Column(name, label, model_field, {}, field_reader(given, codes_of(given), model_field))


def read_truth(text: str) -> Any:
    plain = text.strip().casefold()
    return plain in YES if plain in (*YES, *NO) else Wrong(_("“%(name)s” is neither yes nor no.") % {"name": text})


def text_reader(given: forms.CharField) -> Callable[[str], Any]:
    """What the field itself asks of a text: that it is there, not too long, and without a null character."""
    required, longest = given.required, given.max_length

    def read(text: str) -> Any:
        if not text and not required:
            return text
        if not text or "\x00" in text or (longest is not None and len(text) > longest):
            return clean(given, text)
        return text

    return read


def clean(given: forms.Field, text: str) -> Any:
    try:
        return given.clean(text)
    except ValidationError as error:
        return Wrong(" ".join(map(str, error.messages)))


def field_reader(given: forms.Field, codes: dict[str, str], model_field: Any) -> Callable[[str], Any]:
    """Choices by code or by label in any language; everything else as the form's field reads it. An empty text is
    what the model has by default."""

    def read(text: str) -> Any:
        value = clean(given, codes.get(text, text))
        if type(value) is Wrong:
            return value
        if value in (None, "") and not text:
            return model_field.get_default() if model_field.has_default() or not model_field.null else None
        return value

    return read


def codes_of(given: Any) -> dict[str, str]:
    """The codes of a field with choices by their labels in every language."""
    found: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {str(label): str(code) for code, label in getattr(given, "choices", ()) if code != ""}
    return found


def name_reader(given: NameField, texts: set[str], *, many: bool) -> Callable[[str], Any]:
    """Numbers of records by their names, all the names of the column looked up together."""
    split = [part.strip() for text in texts for part in SEPARATORS.split(text)] if many else list(texts)
    known = look_up(given, {name for name in split if name and not NUMBERED.search(name)})
    unknown: dict[str, Any] = {}

    def one(name: str) -> Any:
        found = known.get(name, ())
        if len(found) == 1:
            return next(iter(found))
        if name not in unknown:
            unknown[name] = ask(given, name, neighbours=bool(found) or len(unknown) < WITH_NEIGHBOURS)
        return unknown[name]

    def read(text: str) -> Any:
        if not many:
            return one(text) if text else (Wrong(_("This field is required.")) if given.required else None)
        values = [one(part.strip()) for part in SEPARATORS.split(text) if part.strip()]
        wrong = [value for value in values if type(value) is Wrong]
        if given.required and not values:
            return Wrong(_("This field is required."))
        return Wrong(" ".join(wrong)) if wrong else values

    return read


def ask(given: NameField, name: str, *, neighbours: bool) -> Any:
    """The field's own answer to a name that is not simply known: a number, several records, or a sentence."""
    if not neighbours and not NUMBERED.search(name):
        return Wrong(_("No %(kind)s is called “%(name)s”.") % {"kind": given.kind.title, "name": name})
    try:
        return given.find(name).pk
    except ValidationError as error:
        return Wrong(" ".join(map(str, error.messages)))


def find_doubles(checker: Checker, rows: Sequence[Sequence[Any]], actor: Actor) -> Iterator[RowProblem]:
    """Rows that repeat another row of the file, or a record on hand, in what must not repeat; a query for each few
    hundred of them."""
    places = {column.model_field.name: place for place, column in enumerate(checker.columns) if not column.many}
    for rule in checker.kind.model._meta.constraints:
        if not isinstance(rule, models.UniqueConstraint) or rule.condition is not None or not rule.fields:
            continue
        fields = [checker.kind.model._meta.get_field(name) for name in rule.fields if name != "body"]
        if "body" not in rule.fields or not any(f.name in places for f in fields):
            continue
        keys = [
            tuple(row[places[f.name]] if f.name in places else f.get_default() for f in fields)  # type: ignore[union-attr]
            for row in rows
        ]
        label = "、".join(checker.columns[places[f.name]].label for f in fields if f.name in places)
        yield from tell_doubles(checker.kind, [f.attname for f in fields], keys, actor, label)  # type: ignore[union-attr]


def tell_doubles(
    kind: Kind, names: list[str], keys: list[tuple[Any, ...]], actor: Actor, label: str
) -> Iterator[RowProblem]:
    first: dict[tuple[Any, ...], int] = {}
    wanted = sorted({key[0] for key in keys if key[0] is not None and type(key[0]) is not Wrong}, key=str)
    there: set[tuple[Any, ...]] = set()
    own = kind.model._default_manager.filter(body=actor.body_id)
    for start in range(0, len(wanted), AT_ONCE):
        there.update(own.filter(**{f"{names[0]}__in": wanted[start : start + AT_ONCE]}).values_list(*names))
    for number, key in enumerate(keys, 2):
        if None in key or any(type(part) is Wrong for part in key):
            continue
        earlier = first.setdefault(key, number)
        if key in there:
            yield RowProblem(number, label, _("This is on record already."))
        elif earlier != number:
            yield RowProblem(number, label, _("The same as in row %(row)s.") % {"row": earlier})


def look_up(given: NameField, names: set[str]) -> dict[str, set[int]]:
    """The records each name means, by label or alias."""
    found: dict[str, set[int]] = {}
    wanted = sorted(names)
    for path in (given.kind.label_path, *given.kind.aliases):
        for start in range(0, len(wanted), AT_ONCE):
            part = wanted[start : start + AT_ONCE]
            for name, pk in given.records().filter(**{f"{path}__in": part}).values_list(path, "pk"):
                found.setdefault(name, set()).add(pk)
    return found
