"""A sheet checked column by column: each different text of a column is read once, names are looked up together.

The readers answer as the form's fields do. Kinds whose forms know more than their fields are checked row by row with
the form itself; `is_plain` tells which.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import repeat
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


Values = list[Sequence[Any]]  # column by column


@dataclass
class Column:
    """A field of the form, what its texts mean, and the column or the links of the model they are written to."""

    name: str
    label: str
    model_field: Any
    meanings: dict[str, Any] | None  # None: texts stand for themselves
    read: Callable[[str], Any]
    many: bool = False
    sound: Callable[[Sequence[str]], bool] | None = None  # whether texts need not be looked at one by one

    def read_all(self, texts: Sequence[str]) -> tuple[Sequence[Any], bool]:
        """The values of all cells, and whether any of them is Wrong. Each different text is read once."""
        if self.meanings is None:
            if self.sound is not None and self.sound(texts):
                return texts, False
            values = list(map(self.read, texts))
            return values, any(type(value) is Wrong for value in values)
        for text in set(texts).difference(self.meanings):
            self.meanings[text] = self.read(text)
        wrong = any(type(value) is Wrong for value in self.meanings.values())
        return list(map(self.meanings.__getitem__, texts)), wrong


@dataclass
class Checker:
    """Reads the columns of one file for an actor."""

    kind: Kind
    names: Sequence[str]
    columns: list[Column] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)  # labels of required fields without a column

    def read(self, texts: Sequence[Sequence[str]], numbers: Sequence[int]) -> tuple[Values, list[RowProblem]]:
        """The values of each column, and what is wrong, by row. `numbers` are the rows as the sheet counts them."""
        values: Values = []
        wrong: list[tuple[int, int, str, str]] = []
        for place, (column, given) in enumerate(zip(self.columns, texts, strict=True)):
            found, some = column.read_all(given)
            values.append(found)
            if some:
                wrong += [(at, place, column.label, v) for at, v in enumerate(found) if type(v) is Wrong]
        required = str(_("This field is required."))
        wrong += [
            (at, len(values) + i, label, required) for i, label in enumerate(self.missing) for at in range(len(numbers))
        ]
        wrong += self.read_spans(values, {at for at, *_rest in wrong})
        return values, [RowProblem(numbers[at], label, sentence) for at, _place, label, sentence in sorted(wrong)]

    def read_spans(self, values: Values, skipped: set[int]) -> list[tuple[int, int, str, str]]:
        """The rows that end before they start, among those with nothing else wrong."""
        if not {"starts_on", "ends_on"} <= set(self.names):
            return []
        place = self.names.index("ends_on")
        days = zip(values[self.names.index("starts_on")], values[place], strict=True)
        sentence = str(_("The end cannot be before the start."))
        return [
            (at, place, self.columns[place].label, sentence)
            for at, (start, end) in enumerate(days)
            if start and end and at not in skipped and end < start
        ]


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


def make_checker(kind: Kind, names: Sequence[str], texts: Sequence[Sequence[str]], actor: Actor) -> Checker:
    """The readers of a file's columns; names of other records are looked up here, a few queries for each column."""
    fields = make_form(kind, actor).base_fields
    checker = Checker(kind, names)
    for name, column in zip(names, texts, strict=True):
        checker.columns.append(make_column(kind, name, fields[name], column))
    checker.missing = [
        str(given.label) for name, given in fields.items()
        if given.required and name not in names and not kind.model._meta.get_field(name).has_default()  # type: ignore[union-attr]
    ]  # fmt: skip
    return checker


def make_column(kind: Kind, name: str, given: Any, texts: Sequence[str]) -> Column:
    model_field: Any = kind.model._meta.get_field(name)
    label = str(given.label)
    if isinstance(given, NameField):
        many = isinstance(given, NamesField)
        return Column(name, label, model_field, {}, name_reader(given, set(filter(None, texts)), many=many), many)
    if isinstance(given, forms.BooleanField):
        return Column(name, label, model_field, {}, read_truth)
    if type(given) is forms.CharField and not model_field.choices:
        return Column(name, label, model_field, None, text_reader(given), sound=soundness(given))
    return Column(name, label, model_field, {}, field_reader(given, codes_of(given), model_field))


def read_truth(text: str) -> Any:
    plain = text.strip().casefold()
    return plain in YES if plain in (*YES, *NO) else Wrong(_("“%(name)s” is neither yes nor no.") % {"name": text})


def soundness(given: forms.CharField) -> Callable[[Sequence[str]], bool]:
    """Whether the field takes all texts as they are: asked of a whole column at once."""
    required, longest = given.required, given.max_length

    def ask_all(texts: Sequence[str]) -> bool:
        short = longest is None or max(map(len, texts), default=0) <= longest
        return short and (all(texts) or not required) and "\x00" not in "".join(texts)

    return ask_all


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


def find_doubles(checker: Checker, values: Values, numbers: Sequence[int], actor: Actor) -> Iterator[RowProblem]:
    """Rows that repeat another row of the file, or a record on hand, in what must not repeat; a query for each few
    hundred of them."""
    places = {column.model_field.name: place for place, column in enumerate(checker.columns) if not column.many}
    for rule in checker.kind.model._meta.constraints:
        if not isinstance(rule, models.UniqueConstraint) or rule.condition is not None or not rule.fields:
            continue
        fields: list[Any] = [checker.kind.model._meta.get_field(name) for name in rule.fields if name != "body"]
        if "body" not in rule.fields or not any(f.name in places for f in fields):
            continue
        told = [values[places[f.name]] if f.name in places else repeat(f.get_default(), len(numbers)) for f in fields]
        label = "、".join(checker.columns[places[f.name]].label for f in fields if f.name in places)
        keys = list(zip(*told, strict=True))
        yield from tell_doubles(checker.kind, [f.attname for f in fields], keys, numbers, actor, label)


def tell_doubles(
    kind: Kind, names: list[str], keys: list[tuple[Any, ...]], numbers: Sequence[int], actor: Actor, label: str
) -> Iterator[RowProblem]:
    first: dict[tuple[Any, ...], int] = {}
    wanted = sorted({key[0] for key in keys if key[0] is not None and type(key[0]) is not Wrong}, key=str)
    there: set[tuple[Any, ...]] = set()
    own = kind.model._default_manager.filter(body=actor.body_id)
    for start in range(0, len(wanted), AT_ONCE):
        there.update(own.filter(**{f"{names[0]}__in": wanted[start : start + AT_ONCE]}).values_list(*names))
    for number, key in zip(numbers, keys, strict=True):
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
