"""Columns for values of the kernel."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from luzhi.core import mentions
from luzhi.core.quantity import BadQuantityCodeError, Quantity

SIGNS = str.maketrans({"≥": ">=", "≤": "<=", "＞": ">", "＜": "<", "～": "~"})


class QuantityField(models.CharField[Any, Any]):
    """A quantity that may be exact, bounded, about, or words only; kept as its canonical code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 60)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Quantity | None:
        return None if not value else Quantity.from_code(value)

    def to_python(self, value: Any) -> Quantity | None:
        if value is None or value == "" or isinstance(value, Quantity):
            return value or None
        text = str(value).strip().translate(SIGNS)
        try:
            return Quantity.from_code(text)
        except BadQuantityCodeError:
            parsed = mentions.parse_quantity(text)
            if parsed is None or not parsed.is_quantity or parsed.quantity is None:
                raise ValidationError(
                    _("“%(value)s” is not a quantity. Write 53, 3–5, ≥3, about 600, or a word such as 数十."),
                    params={"value": value},
                ) from None
            return parsed.quantity

    def get_prep_value(self, value: Any) -> str | None:
        value = self.to_python(value)
        return "" if value is None else value.to_code()

    def value_to_string(self, obj: Any) -> str:
        return self.get_prep_value(self.value_from_object(obj)) or ""

    def formfield(self, **kwargs: Any) -> Any:
        from django import forms  # noqa: PLC0415 -- model fields are imported before forms are ready

        return forms.CharField(
            label=self.verbose_name, required=not self.blank, max_length=60,
            help_text=_("53, 3–5, ≥3, about 600, or a word such as 数十"),
        )  # fmt: skip

    def clean(self, value: Any, model_instance: Any) -> Any:
        parsed = self.to_python(value)
        if parsed is None and not self.blank:
            raise ValidationError(self.error_messages["blank"], code="blank")
        return parsed
