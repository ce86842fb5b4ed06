"""A figure narrowed by names: 展区=港澳侨展区 becomes the record it means, and is read back as a name.

Addresses, report tokens, statements and the command line all narrow figures this way.
"""

import difflib
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _

from luzhi.common.problems import Problem
from luzhi.records.figures import FIGURES, Figure, Rate
from luzhi.records.forms import find_named, label_of
from luzhi.records.kinds import Kind, kind_of
from luzhi.records.values import find_field
from luzhi.workflow.engine import binding_of

PAIR = re.compile(r"^\s*([^=＝:：]{1,60})\s*[=＝:：]\s*(.{1,200}?)\s*$")
YES, NO = ("true", "yes", "是", "1"), ("false", "no", "否", "0")


def base_figure(figure: Figure | Rate) -> Figure:
    """The figure whose records the dimensions belong to: of a rate, its part."""
    found: Any = figure
    while isinstance(found, Rate):
        found = FIGURES[found.part]
    return found  # type: ignore[no-any-return]


def field_of(figure: Figure | Rate, dimension: str) -> models.Field[Any, Any] | None:
    """The field at the end of a dimension's path."""
    base = base_figure(figure)
    return find_field(base.owner.model, base.dimensions[dimension])


def name_dimension(figure: Figure | Rate, dimension: str) -> str:
    """What a person calls the dimension: the name of its field."""
    field = field_of(figure, dimension)
    return str(field.verbose_name) if field is not None else dimension


def target_of(figure: Figure | Rate, dimension: str) -> Kind | None:
    """The kind of record a dimension's values are, if they are records with pages."""
    field = field_of(figure, dimension)
    return kind_of(field.related_model) if field is not None and field.is_relation else None


def find_dimension(figure: Figure | Rate, text: str) -> str:
    """A dimension by its key or by its name in either language; Problem when there is none."""
    if text in figure.dimensions:
        return text
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for dimension in figure.dimensions:
                if name_dimension(figure, dimension).casefold() == text.casefold():
                    return dimension
    known = "、".join(f"{d} ({name_dimension(figure, d)})" for d in figure.dimensions) or _("none")
    words = {"figure": figure.title, "name": text, "known": known}
    raise Problem(_("“%(figure)s” is not divided by “%(name)s”; its dimensions are: %(known)s.") % words)


def find_value(figure: Figure | Rate, dimension: str, text: str, body_id: int) -> Any:
    """The value a text means in a dimension: a record by number or exact name, a choice by code or label.

    Raises Problem, naming the nearest known names, when nothing or more than one thing is meant.
    """
    field = field_of(figure, dimension)
    target = target_of(figure, dimension)
    if target is not None:
        return find_record(target, text, body_id).pk
    options = list_options(field)
    if options:
        for code, labels in options.items():
            if text == code or text in labels:
                return code
        known = "、".join(next(iter(labels), code) for code, labels in options.items())
        words = {"dimension": name_dimension(figure, dimension), "name": text, "known": known}
        raise Problem(_("“%(name)s” is no value of %(dimension)s; known are: %(known)s.") % words)
    if isinstance(field, models.BooleanField):
        if text.casefold() in (*YES, *NO):
            return text.casefold() in YES
        raise Problem(_("“%(name)s” is neither yes nor no.") % {"name": text})
    if field is None or field.is_relation or isinstance(field, models.IntegerField):
        if text.isdecimal() and len(text) < 19:
            return int(text)
        raise Problem(_("“%(name)s” is not a number.") % {"name": text})
    return text


def find_record(kind: Kind, text: str, body_id: int) -> Any:
    """The one record of the body that a number or an exact name means."""
    records = kind.model._default_manager.filter(body_id=body_id)
    found = find_named(kind, records, text)
    if not found and text.isdecimal() and len(text) < 19:
        found = list(records.filter(pk=int(text)))
    if len(found) == 1:
        return found[0]
    if found:
        sentence = _("Several records are called “%(name)s”; add the number, as in “%(name)s #%(pk)s”.")
        raise Problem(sentence % {"name": text, "pk": found[0].pk})
    sentence = _("No %(kind)s is called “%(name)s”.") % {"kind": kind.title, "name": text}
    labels = list(records.order_by("-pk").values_list(kind.label_path, flat=True)[:2000])
    near = difflib.get_close_matches(text, map(str, labels), n=3, cutoff=0.4)
    raise Problem(sentence + (" " + _("Nearest: %(names)s.") % {"names": "、".join(near)} if near else ""))


def list_options(field: models.Field[Any, Any] | None) -> dict[str, list[str]]:
    """The codes of a field with fixed choices or workflow states, each with its labels in all languages."""
    return {} if field is None else _options_of(field, translation.get_language() or "")


@cache
def _options_of(field: models.Field[Any, Any], language: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    binding = binding_of(field.model) if field.name == "state" else None
    pairs = [(c, s.label) for c, s in binding.workflow.states.items()] if binding else list(field.flatchoices)
    for tongue in dict.fromkeys((language, *(code for code, _name in settings.LANGUAGES))):
        with translation.override(tongue):
            for code, label in pairs:
                if str(label) not in found.setdefault(str(code), []):
                    found[str(code)].append(str(label))
    return found


def name_value(figure: Figure | Rate, dimension: str, value: Any) -> str:
    """What a person calls a value of a dimension. One query where it is a record."""
    if value is None or value == "":
        return _("not recorded")
    field = field_of(figure, dimension)
    if field is not None and field.is_relation:
        model: Any = field.related_model
        obj = model._default_manager.filter(pk=value).first()
        target = kind_of(model)
        return str(value) if obj is None else label_of(target, obj) if target else str(obj)
    labels = list_options(field).get(str(value))
    if labels:
        return labels[0]
    if isinstance(field, models.BooleanField):
        return _("yes") if str(value) in ("True", "1") else _("no")
    return str(value)


def write_narrowing(figure: Figure | Rate, where: Mapping[str, Any]) -> str:
    """The narrowing as a person writes it: "展区=港澳侨展区、来源地=香港"."""
    known = (name for name in where if name in figure.dimensions)
    return "、".join(f"{name_dimension(figure, n)}={name_value(figure, n, where[n])}" for n in known)


def read_narrowing(figure: Figure | Rate, text: str, body_id: int) -> dict[str, Any]:
    """The narrowing that a person wrote, one or several "dimension=name" with 、 ; or a new line between them."""
    parts = [part for part in re.split(r"[;；\n]+|[、,，](?=[^=＝:：、,，]{1,60}[=＝:：])", text) if part.strip()]
    return read_pairs(figure, parts, body_id)


def read_pairs(figure: Figure | Rate, parts: Iterable[str], body_id: int) -> dict[str, Any]:
    """The same for pairs already taken apart: ["zone=港澳侨展区"]."""
    where: dict[str, Any] = {}
    for part in parts:
        match = PAIR.match(part)
        if match is None:
            raise Problem(_("“%(text)s” is not of the form dimension=name.") % {"text": part.strip()})
        dimension = find_dimension(figure, match[1].strip())
        where[dimension] = find_value(figure, dimension, match[2], body_id)
    return where
