"""Quantities as people type them into a form."""

import pytest
from django.core.exceptions import ValidationError

from luzhi.records.fields import QuantityField

FIELD = QuantityField()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("53", "53"), ("≥3", ">=3"), (">50", ">50"), ("≤ 5", None), ("≤5", "<=5"), ("3–5", "3..5|3–5"), ("20..99", "20..99"),
        ("数十", "20..99|数十"), ("数十次", "20..99|数十次"), ("about 600", "~600|about 600"), ("约600", "~600|约600"),
        ("一批", "words:一批"), ("53家", "53|53家"), ("第三届", None), ("2024年", None), ("多少", None), ("-3", None),
        ("nonsense", None),
    ],
)  # fmt: skip
def test_what_is_typed_is_read_or_refused_with_a_sentence(typed: str, code: str | None) -> None:
    if code is None:
        with pytest.raises(ValidationError):
            FIELD.to_python(typed)
    else:
        assert FIELD.to_python(typed).to_code() == code
