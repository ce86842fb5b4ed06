"""Forms of the page kit: fields that take names instead of numbers, and the form made from a kind's groups."""

import difflib
import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, QuerySet
from django.forms.models import modelform_factory
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.records.kinds import Kind, kind_of

NUMBERED = re.compile(r"#(\d{1,18})\s*$")
SEPARATORS = re.compile(r"[、,，;；\n]+")
MOST_SUGGESTIONS = 12
MOST_CHOICES = 20


def find_named(kind: Kind, records: QuerySet[Any], text: str) -> list[Any]:
    """Records whose label or alias is exactly this text, or the one whose number follows a '#'."""
    number = NUMBERED.search(text)
    if number:
        return list(records.filter(pk=int(number[1]))[:2])
    exact = Q(**{kind.label_path: text})
    for path in kind.aliases:
        exact |= Q(**{path: text})
    return list(records.filter(exact).distinct()[:2])


def suggest_names(kind: Kind, records: QuerySet[Any], text: str) -> list[str]:
    """Labels that contain the text, or are spelt nearly like it."""
    text = NUMBERED.sub("", text).strip()
    found = records.filter(**{f"{kind.label_path}__icontains": text}).order_by("-pk")[:MOST_SUGGESTIONS]
    labels = [label_of(kind, obj) for obj in found]
    if not labels and text:
        near = records.filter(**{f"{kind.label_path}__icontains": text[:1]}).values_list(kind.label_path, flat=True)
        labels = difflib.get_close_matches(text, list(near[:500]), n=3, cutoff=0.5)
    return labels


def label_of(kind: Kind, obj: Any) -> str:
    value: Any = obj
    for part in kind.label_path.split("__"):
        value = getattr(value, part)
    return str(value)


class NameInput(forms.TextInput):
    """A text field that proposes names as one types; without scripts the exact name is typed."""

    template_name = "records/name_input.html"

    def __init__(self, kind: Kind) -> None:
        super().__init__(attrs={"autocomplete": "off"})
        self.kind = kind

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["choose"] = reverse("record-choose", args=[self.kind])
        return context


class NameField(forms.CharField):
    """One record, given by its name. An unknown name is answered with the nearest known ones."""

    def __init__(self, kind: Kind, actor: Actor, **kwargs: Any) -> None:
        kwargs.pop("empty_label", None)
        super().__init__(widget=NameInput(kind), **kwargs)
        self.kind = kind
        self.actor = actor

    def records(self) -> QuerySet[Any]:
        return self.kind.visible_to(self.actor)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            obj = self.records().filter(pk=value).first()
            return self.write(obj) if obj else ""
        return self.write(value) if isinstance(value, models.Model) else value

    def write(self, obj: Any) -> str:
        """The record's name; with its number where the name alone could mean another record too."""
        label = label_of(self.kind, obj)
        return label if len(find_named(self.kind, self.records(), label)) == 1 else f"{label} #{obj.pk}"

    def find(self, text: str) -> Any:
        found = find_named(self.kind, self.records(), text)
        if len(found) == 1:
            return found[0]
        if found:
            sentence = _(
                "Several records are called “%(name)s”; choose one from the list, so that its number is added."
            )
            raise ValidationError(sentence % {"name": text})
        near = suggest_names(self.kind, self.records(), text)
        sentence = _("No %(kind)s is called “%(name)s”.") % {"kind": self.kind.title, "name": text}
        if near:
            sentence += " " + _("Nearest: %(names)s.") % {"names": "、".join(near[:3])}
        raise ValidationError(sentence)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return self.find(text) if text else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.prepare_value(initial) != data)


class NamesField(NameField):
    """Several records, given by their names with 、 or a comma or a new line between them."""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Iterable) and not isinstance(value, str):
            items = list(value)
            if items and isinstance(items[0], int):
                items = list(self.records().filter(pk__in=items))
            return "、".join(self.write(obj) for obj in items)
        return value

    def to_python(self, value: Any) -> Any:
        text = forms.CharField.to_python(self, value)
        names = [name.strip() for name in SEPARATORS.split(text or "") if name.strip()]
        found, problems = [], []
        for name in names:
            try:
                found.append(self.find(name))
            except ValidationError as problem:
                problems.extend(problem.messages)
        if problems:
            raise ValidationError(problems)
        return found


class RecordForm(forms.ModelForm):  # type: ignore[type-arg]
    """The form of a kind. It converts and checks; services write."""

    kind: Kind
    actor: Actor

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        start, end = values.get("starts_on"), values.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("The end cannot be before the start."))
        return values

    def values(self) -> dict[str, Any]:
        """Cleaned values of plain fields."""
        many = {f.name for f in self._meta.model._meta.many_to_many}
        return {name: value for name, value in self.cleaned_data.items() if name not in many}

    def links(self) -> dict[str, Any]:
        """Cleaned values of many-to-many fields."""
        many = {f.name for f in self._meta.model._meta.many_to_many}
        return {name: value for name, value in self.cleaned_data.items() if name in many}


def name_choices(field: Any) -> Any:
    """Let a field of few choices say them where something else is given."""
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        # Read in the language of the page that shows it.
        field.error_messages["invalid_choice"] = lazy(explain_choices, str)(field)
    return field


def explain_choices(field: Any) -> str:
    labels = [str(label) for value, label in field.choices if value and not isinstance(label, list | tuple)]
    sentence = _("“%(value)s” is none of: %(choices)s.")
    shown = "、".join(labels[:MOST_CHOICES]) + ("、…" if len(labels) > MOST_CHOICES else "")
    return sentence.replace("%(choices)s", shown.replace("%", "%%"))


def make_form(kind: Kind, actor: Actor, *, editing: bool = False, obj: Any = None) -> type[RecordForm]:
    """The form class of a kind for an actor; names are looked up only among what the actor may see.

    With `obj` the form leaves out what that record keeps as it is in its present state.
    """

    def make_field(field: Any, **kwargs: Any) -> Any:
        target = kind_of(field.related_model) if field.is_relation else None
        if target is not None:
            given = {"label": field.verbose_name, "help_text": field.help_text, "required": not field.blank}
            return (NamesField if field.many_to_many else NameField)(target, actor, **given)
        if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
            kwargs["widget"] = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        if isinstance(field, models.DateTimeField):
            kwargs["widget"] = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
        if isinstance(field, models.URLField):
            kwargs["assume_scheme"] = "https"
        if isinstance(field, models.TextField):
            kwargs["widget"] = forms.Textarea(attrs={"rows": 4})
        return name_choices(field.formfield(**kwargs))

    # What only steps and services write is shown on the record's page and never asked for in its form.
    asked = [name for name in kind.fields if kind.model._meta.get_field(name).editable]
    kept = {*(kind.locked if editing else ()), *(kind.held(obj) if kind.held and obj is not None else ())}
    names = [name for name in asked if name not in kept]
    base: Any = kind.form_base or RecordForm
    made: Any = modelform_factory(kind.model, form=base, fields=names, formfield_callback=make_field)
    made.kind, made.actor = kind, actor
    return made  # type: ignore[no-any-return]
