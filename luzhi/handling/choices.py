"""A column that holds several codes of a fixed list, such as the kinds of proposers that may propose."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import override

SEPARATORS = re.compile(r"[\s、,，;；]+")


class CodesField(models.CharField[Any, Any]):
    """Codes with spaces between them, in the order of the list; '' where none is chosen."""

    def __init__(self, *args: Any, options: type[models.TextChoices] | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 160)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)
        self.options = options

    def to_words(self, value: Any) -> str:
        """The labels of the chosen codes, as a person reads them."""
        labels = dict(self.options.choices) if self.options else {}
        return "、".join(str(labels.get(code, code)) for code in str(value or "").split())

    def formfield(self, **kwargs: Any) -> Any:
        return CodesInput(
            label=self.verbose_name, help_text=self.help_text, required=not self.blank, initial=self.get_default(),
            choices=self.options.choices if self.options else (),
        )  # fmt: skip


class CodesInput(forms.MultipleChoiceField):
    """Boxes to tick; a cell of a sheet may hold the codes or their labels with 、 between them."""

    widget = forms.CheckboxSelectMultiple

    def options(self) -> list[tuple[str, str]]:
        """The codes with their labels in the language of the moment."""
        return [(str(code), str(label)) for code, label in self.choices]  # type: ignore[misc,union-attr]

    def prepare_value(self, value: Any) -> Any:
        return value.split() if isinstance(value, str) else value

    def to_python(self, value: Any) -> Any:
        given = value if isinstance(value, list | tuple) else [part for part in SEPARATORS.split(value or "") if part]
        codes = self.codes()
        return [codes.get(str(part), str(part)) for part in given]

    def codes(self) -> dict[str, str]:
        """Every label, in either language, and its code."""
        found: dict[str, str] = {}
        for language in ("zh-hans", "en"):
            with override(language):
                found |= {label: code for code, label in self.options()}
        return found

    def validate(self, value: Any) -> None:
        known = {code for code, _label in self.options()}
        strange = [code for code in value if code not in known]
        if strange:
            raise ValidationError(_("“%(code)s” is not one of the choices.") % {"code": strange[0]})
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")

    def clean(self, value: Any) -> Any:
        chosen = set(super().clean(value))
        return " ".join(code for code, _label in self.options() if code in chosen)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or "").split() != list(data or [])
