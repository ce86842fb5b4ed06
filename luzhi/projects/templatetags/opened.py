"""Figures as tiles that open their records, and small links to records."""

from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luzhi.common.tables import render_chip
from luzhi.core.figures import Grade, round_share
from luzhi.core.quantity import Quantity
from luzhi.records.figures import Rate, Reading
from luzhi.records.kinds import SLUGS, Kind, url_of
from luzhi.records.values import show_quantity
from luzhi.workflow.engine import binding_of

register = template.Library()
GRADES = {
    Grade.COUNTED: (gettext_lazy("counted"), "good"),
    Grade.PARTLY: (gettext_lazy("partly itemised"), "warn"),
    Grade.REPORTED: (gettext_lazy("as a source reports"), "busy"),
    Grade.DISPUTED: (gettext_lazy("records and source disagree"), "stop"),
    Grade.MISSING: (gettext_lazy("not recorded"), "plain"),
}


def link_of_figure(reading: Reading) -> str:
    """Where the records behind a figure are shown; '' while no such page is installed."""
    scope = reading.scope
    return address_of_figure(reading.figure.key, scope.year, **(scope.narrowed() if scope.where else {}))


def address_of_figure(key: str, year: int, **where: Any) -> str:
    """The page of a figure, narrowed to values of its dimensions; '' while no such page is installed."""
    try:
        address = reverse("figure-detail", args=[key])
    except NoReverseMatch:
        return ""
    return f"{address}?{urlencode({'year': year, **where})}"


@register.simple_tag
def figure_tile(reading: Reading, label: Any = "", link: str = "") -> SafeString:
    """A figure with its value, its grade, and the way to its records."""
    words, tone = GRADES[reading.grade]
    value = show_quantity(shorten(reading)) if reading.value is not None else _("not recorded")
    if reading.figure.unit == "percent" and reading.value is not None and reading.value.low is not None:
        value = f"{value}%"
    address = link or link_of_figure(reading)
    inner = format_html(
        '<span class="tile-value">{}</span><span class="tile-label">{}</span><span class="tile-note">{}</span>',
        value,
        label or reading.figure.title,
        render_chip(words, tone),
    )
    if not address:
        return format_html('<div class="tile">{}</div>', inner)
    return format_html('<a class="tile" href="{}">{}</a>', address, inner)


def shorten(reading: Reading) -> Any:
    """A share with one digit after the point, cut off where its rate says so; anything else as it is."""
    value = reading.value
    if not isinstance(reading.figure, Rate) or value is None:
        return value
    cut = reading.figure.truncate
    low, high = (None if end is None else round_share(end, truncate=cut).normalize() for end in (value.low, value.high))
    return Quantity(value.form, low, high, value.words, value.strict)


@register.filter
def record_url(obj: Any) -> str:
    return url_of(obj)


@register.filter
def kind_called(slug: str) -> Kind:
    """The kind with this address, for `{% url %}`."""
    return SLUGS[slug]


@register.filter
def state_chip(obj: Any) -> Any:
    """A record's state as a chip."""
    binding = binding_of(obj)
    if binding is None:
        return ""
    state = binding.workflow.states[obj.state]
    return render_chip(state.label, state.tone)


@register.simple_tag
def part_words(part: Any) -> SafeString:
    """A part of a figure as a number and its grade."""
    words, tone = GRADES[part.grade]
    value = show_quantity(part.quantity) if part.quantity is not None else _("not recorded")
    return format_html("{} {}", value, render_chip(words, tone))


@register.filter
def quantity_words(quantity: Any) -> Any:
    return show_quantity(quantity)
