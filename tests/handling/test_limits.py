"""Time limits are read as offices write them, and what cannot be is refused with a sentence."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from luzhi.handling.codes import Code, read_codes
from luzhi.handling.limits import read_limit


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("3个月", "3m"), ("3 months", "3m"), ("1 month", "1m"), ("10个工作日", "10w"), ("5 working days", "5w"),
        ("15天", "15d"), ("15 日", "15d"), ("90 days", "90d"), ("1周", "7d"), ("6月30日", "06-30"),
        ("30 June", "06-30"), ("June 30", "06-30"), ("8-5", "08-05"), ("20 working days before", "-20w"),
        ("提前7个工作日", "-7w"), ("3m", "3m"), ("-20w", "-20w"), ("06-30", "06-30"),
    ],
)  # fmt: skip
def test_a_limit_is_read_and_kept_by_its_code(text, code) -> None:
    assert read_limit(text).code == code


@pytest.mark.parametrize("code", ["3m", "10w", "15d", "06-30", "-7w"])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_limit_printed_is_read_back(code, language) -> None:
    with translation.override(language):
        assert read_limit(str(read_limit(code))).code == code


@pytest.mark.parametrize(
    "text", ["9月31日", "31 September", "2-30", "13月1日", "29 February", "0个月", "soon", "3", "12 Foo"]
)
def test_a_limit_that_cannot_be_is_refused(text) -> None:
    with pytest.raises(ValidationError):
        read_limit(text)


def test_the_sentence_names_what_is_wrong() -> None:
    with translation.override("en"), pytest.raises(ValidationError, match=r"31 September.* has 30 days"):
        read_limit("31 September")


def test_codes_are_lines() -> None:
    assert read_codes("A 已解决\n\nB 正在解决 中\n") == (Code("A", "已解决"), Code("B", "正在解决 中"))
    for text in ("A", "A x\nA y"):
        with pytest.raises(ValidationError):
            read_codes(text)
