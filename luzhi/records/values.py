"""How a field's value is read by a person: labels for codes, chips for states, dates, quantities, yes and no."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from luzhi.common.tables import render_chip
from luzhi.core.quantity import Quantity
from luzhi.records.fields import QuantityField
from luzhi.workflow.engine import binding_of


@cache
def find_field(model: type[models.Model], path: str) -> models.Field[Any, Any] | None:
    """The model field at the end of an ORM path, or None where the path ends in something computed."""
    field: Any = None
    current: Any = model
    for part in path.split("__"):
        try:
            field = current._meta.get_field(part)
        except (FieldDoesNotExist, AttributeError):
            return None
        current = getattr(field, "related_model", None)
    return field if isinstance(field, models.Field) else None


def shower_for(model: type[models.Model], path: str) -> Callable[[Any], Any]:
    """The function that turns raw values at this path into what a person reads, in the language of the moment."""
    return _make_shower(model, path, get_language() or "")


@lru_cache(maxsize=4000)
def _make_shower(model: type[models.Model], path: str, language: str) -> Callable[[Any], Any]:
    """Made once for each language: labels and chips of codes are texts that never change."""
    field = find_field(model, path)
    if field is None:
        return show_value
    if field.name == "state":
        owner = field.model
        binding = binding_of(owner)
        if binding is not None:
            chips = {c: render_chip(s.label, s.tone) for c, s in binding.workflow.states.items()}
            return lambda value: chips.get(value, value)
    if isinstance(field, QuantityField):
        return show_quantity
    if hasattr(field, "to_words"):  # a column of an app's own that knows how it is read
        return field.to_words  # type: ignore[no-any-return]
    if field.choices:
        labels = {code: str(label) for code, label in field.flatchoices}
        return lambda value: labels.get(value, value) if value not in (None, "") else ""
    return show_value


def show_value(value: Any) -> Any:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, Quantity):
        return show_quantity(value)
    if isinstance(value, list):
        return "、".join(map(str, value))
    return value


def show_quantity(value: Any) -> Any:
    quantity = Quantity.from_code(value) if isinstance(value, str) and value else value
    if not quantity:
        return None
    return quantity.in_english() if (get_language() or "").startswith("en") else quantity.in_chinese()


def show_span(start: date | None, end: date | None) -> str | None:
    """A day, an interval, or None when neither end is on record."""
    if start and end and start != end:
        return f"{start:%Y-%m-%d} – {end:%Y-%m-%d}"
    day = start or end
    return date_format(day, "Y-m-d") if day else None
