"""Records in templates: their name as a link, and what kind they are."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from luzhi.records.detail import link_to

register = template.Library()


@register.filter
def as_link(obj: Any) -> SafeString:
    """The record's name, as a link where it has a page."""
    return link_to(obj)


@register.filter
def kind_title(obj: Any) -> str:
    return str(obj._meta.verbose_name)
