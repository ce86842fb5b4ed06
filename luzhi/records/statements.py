"""The form of a statement: which figure, narrowed by names, and the quantity as the source words it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from luzhi.common.problems import Problem
from luzhi.records.figures import FIGURES
from luzhi.records.forms import RecordForm
from luzhi.records.narrowing import read_narrowing, write_narrowing


def list_figures() -> list[tuple[str, str]]:
    """Every declared figure under its title, for a choice."""
    return sorted(((key, str(figure.title)) for key, figure in FIGURES.items()), key=lambda pair: pair[1])


class NarrowingField(forms.CharField):
    """What a figure is narrowed to, written as dimension=name; checked once the figure is known."""

    figure_key = ""

    def prepare_value(self, value: Any) -> Any:
        figure = FIGURES.get(self.figure_key)
        if isinstance(value, dict):
            return write_narrowing(figure, value) if figure is not None else ""
        return value


class StatementForm(RecordForm):
    """Turns the narrowing into record numbers and refuses names that do not exist."""

    figure = forms.ChoiceField(label=_("figure"), choices=list_figures)
    where = NarrowingField(
        label=_("narrowed to"), required=False, max_length=400,
        help_text=_("Empty for the whole, or dimension=name, e.g. zone=… ; several with “;” between them."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["figure"]  # a statement about another figure is another statement
        self.fields["where"].figure_key = self.instance.figure  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        figure = FIGURES.get(values.get("figure") or self.instance.figure or "")
        text = values.get("where") or ""
        if figure is not None and isinstance(text, str):
            try:
                values["where"] = read_narrowing(figure, text, self.actor.body_id)
            except Problem as problem:
                raise ValidationError({"where": str(problem.sentence)}) from problem
        return values


def show_figure(key: Any) -> str:
    """The title of a figure by its key; the key itself when no app declares it any more."""
    figure = FIGURES.get(key)
    return str(figure.title) if figure is not None else str(key)
