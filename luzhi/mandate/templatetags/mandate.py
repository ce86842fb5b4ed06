"""Components of assignments and goals."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from luzhi.common.tables import render_chip
from luzhi.core.figures import Grade
from luzhi.mandate.tiles import Silence, TileReading
from luzhi.records.detail import link_to
from luzhi.records.values import show_quantity

register = template.Library()
GRADES = {
    Grade.COUNTED: (gettext_lazy("counted"), "good"),
    Grade.PARTLY: (gettext_lazy("partly itemised"), "warn"),
    Grade.REPORTED: (gettext_lazy("reported"), "busy"),
    Grade.DISPUTED: (gettext_lazy("disputed"), "stop"),
    Grade.MISSING: (gettext_lazy("not recorded"), "plain"),
}


@register.simple_tag
def reading_tile(reading: TileReading) -> SafeString:
    """A figure with how well it is founded; the whole tile opens its records."""
    value = _("not recorded") if reading.value is None else reading.value.words or show_quantity(reading.value)
    words, tone = GRADES[reading.grade]
    note = "" if reading.grade == Grade.MISSING else render_chip(words, tone)
    when = f"{_('latest:')} {reading.last_on:%Y-%m-%d}" if reading.last_on else ""
    return format_html(
        '<a class="tile" href="{}"><span class="tile-label">{}</span><span class="tile-value">{}</span>'
        '<span class="tile-note">{} {}</span></a>',
        reading.link, reading.figure.title, value, note, when,
    )  # fmt: skip


@register.simple_tag
def silence_line(silence: Silence) -> SafeString:
    """How long nobody has been there, as words; an alarm is a notice."""
    if silence.weeks is None:
        return render_chip(_("no dated visit on record"))
    words = ngettext(
        "last visit %(day)s, %(n)s week ago", "last visit %(day)s, %(n)s weeks ago", silence.weeks
    ) % {"day": silence.last_on, "n": silence.weeks}  # fmt: skip
    return render_chip(words, "stop" if silence.alarm else "good")


@register.filter
def as_link(obj: Any) -> SafeString:
    """A record's name, as a link to its page."""
    return link_to(obj)
