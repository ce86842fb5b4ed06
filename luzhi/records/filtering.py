"""The filters of a list: what a kind declares becomes controls, made once; an address fills them with values."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from django.db import models
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from luzhi.records.kinds import Kind, kind_of
from luzhi.records.values import find_field
from luzhi.workflow.engine import binding_of

LONGEST = 120
ANSWERS = (("True", gettext_lazy("yes")), ("False", gettext_lazy("no")))


@dataclass(frozen=True, eq=False)
class Control:
    """One control of the filter row, the same for everybody."""

    path: str
    label: Any
    options: tuple[tuple[str, Any], ...] = ()  # empty: a text field that takes a name or a number
    kind: Kind | None = None


@dataclass(frozen=True)
class FilterField:
    """A control with the value that an address gives it."""

    control: Control
    value: str

    @property
    def path(self) -> str:
        return self.control.path

    @property
    def options(self) -> tuple[tuple[str, Any], ...]:
        return self.control.options

    @property
    def kind(self) -> Kind | None:
        return self.control.kind

    @property
    def drawn(self) -> SafeString:
        """The label and the control, with its value."""
        before, options, after = draw_control(self.control, get_language() or "")
        if not self.options:
            return mark_safe(f"{before}{escape(self.value)}{after}")
        chosen = options.get(self.value)
        if chosen and self.value:
            options = {**options, self.value: chosen.replace('">', '" selected>', 1)}
        return mark_safe(before + "".join(options.values()) + after)


def read_filters(kind: Kind, query: QueryDict) -> tuple[FilterField, ...]:
    """The filters of a kind as an address sets them."""
    return tuple(FilterField(control_of(kind, path), query.get(path, "").strip()[:LONGEST]) for path in kind.filters)


@cache
def control_of(kind: Kind, path: str) -> Control:
    field = find_field(kind.model, path)
    label = field.verbose_name if field is not None else path
    target = kind_of(field.related_model) if field is not None and field.is_relation else None
    if target is not None:
        return Control(path, label, kind=target)
    options: list[tuple[str, Any]] = []
    if field is not None and field.name == "state":
        binding = binding_of(field.model)
        options = [(code, state.label) for code, state in binding.workflow.states.items()] if binding else []
    elif field is not None and field.choices:
        options = [(str(code), text) for code, text in field.flatchoices if code != ""]
    elif isinstance(field, models.BooleanField):
        options = [*ANSWERS]
    return Control(path, label, tuple(options))


@lru_cache(maxsize=2000)
def draw_control(control: Control, language: str) -> tuple[str, dict[str, str], str]:
    """What stands before the value, the options of a choice by their code, and what stands after; in one language."""
    path = control.path
    label = format_html('<label for="f-{}">{}</label>', path, control.label)
    if control.options:
        head = format_html('<select class="form-select" id="f-{}" name="{}">', path, path)
        options = {"": f'<option value="">{conditional_escape(_("all"))}</option>'}
        options |= {code: format_html('<option value="{}">{}</option>', code, text) for code, text in control.options}
        return label + head, options, "</select>"
    head = format_html('<input class="form-control" id="f-{}" name="{}" value="', path, path)
    if control.kind is None:
        return label + head, {}, '">'
    ask = format_html(
        '" list="n-{}" hx-get="{}" hx-trigger="input changed delay:200ms" hx-target="#n-{}">'
        '<datalist id="n-{}"></datalist>',
        path, reverse("record-choose", args=[control.kind]), path, path,
    )  # fmt: skip
    return label + head, {}, ask
