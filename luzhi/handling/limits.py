"""Time limits as an office writes them: 3个月, 10 working days, 6月30日, 20 working days before."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luzhi.core.calendar import Unit
from luzhi.core.clock import FixedDay, Span
from luzhi.core.dates import DateError

LEAP_YEAR = 2024
UNITS = {"m": Unit.MONTHS, "w": Unit.WORKING_DAYS, "d": Unit.CALENDAR_DAYS}
CODE = re.compile(r"(-?\d{1,3})([mwd])|(\d{1,2})-(\d{1,2})")
SPAN = re.compile(
    r"(?P<before1>提前\s*|之前\s*|前\s*)?(?P<n>\d{1,3})\s*(?P<unit>个月|月|months?|个?工作日|working days?|"
    r"(?:calendar )?days?|日历日|自然日|天|日|周|个?星期|weeks?)\s*(?P<before2>前|before)?",
    re.IGNORECASE,
)
DAY = re.compile(r"(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*[日号]|(?P<m2>\d{1,2})-(?P<d2>\d{1,2})")
ENGLISH_DAY = re.compile(r"(?P<day>\d{1,2})\s+(?P<name>[A-Za-z]{3,9})|(?P<name2>[A-Za-z]{3,9})\s+(?P<day2>\d{1,2})")
ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Limit:
    """A length of time or a day of the year; prints itself in the reader's language."""

    length: Span | FixedDay

    @property
    def code(self) -> str:
        """The form it is kept in: 3m, 10w (working days), 10d (calendar days), -20w (before), 06-30."""
        if isinstance(self.length, FixedDay):
            return f"{self.length.month:02}-{self.length.day:02}"
        letter = next(code for code, unit in UNITS.items() if unit is self.length.unit)
        return f"{self.length.count}{letter}"

    def __str__(self) -> str:
        length = self.length
        if isinstance(length, FixedDay):
            # Translators: the format of a day of the year, as in "30 June"
            return date_format(dt.date(LEAP_YEAR, length.month, length.day), _("j F"))
        n = abs(length.count)
        if length.unit is Unit.MONTHS:
            text = ngettext("%(n)s month", "%(n)s months", n) % {"n": n}
        elif length.unit is Unit.WORKING_DAYS:
            text = ngettext("%(n)s working day", "%(n)s working days", n) % {"n": n}
        else:
            text = ngettext("%(n)s day", "%(n)s days", n) % {"n": n}
        return _("%(span)s before") % {"span": text} if length.count < 0 else text


def read_limit(text: str) -> Limit:
    """Read a limit as typed; raises ValidationError with the sentence for what cannot be ("31 September")."""
    plain = text.strip()
    try:
        if code := CODE.fullmatch(plain):
            return _from_code(code)
        if span := SPAN.fullmatch(plain):
            return Limit(_read_span(span))
        if day := DAY.fullmatch(plain) or ENGLISH_DAY.fullmatch(plain):
            return Limit(_read_day(day))
    except DateError as error:
        raise ValidationError(explain_date(error, plain)) from error
    raise ValidationError(
        _("“%(text)s” is not a time limit. Write 3 months, 10 working days, 15 days, or a day such as 30 June.")
        % {"text": plain}
    )


def _from_code(code: "re.Match[str]") -> Limit:
    if code[2]:
        return Limit(Span(int(code[1]), UNITS[code[2]]))
    return Limit(FixedDay(int(code[3]), int(code[4])))


def _read_span(found: "re.Match[str]") -> Span:
    count, word = int(found["n"]), found["unit"].lower()
    unit = Unit.CALENDAR_DAYS
    if "工作日" in word or word.startswith("working"):
        unit = Unit.WORKING_DAYS
    elif "月" in word or word.startswith("month"):
        unit = Unit.MONTHS
    elif "周" in word or "星期" in word or word.startswith("week"):
        count *= 7
    return Span(-count if found["before1"] or found["before2"] else count, unit)


def _read_day(found: "re.Match[str]") -> FixedDay:
    groups = found.groupdict()
    name = groups.get("name") or groups.get("name2")
    if name:
        short = name[:3].lower()
        month = ENGLISH_MONTHS.index(short) + 1 if short in ENGLISH_MONTHS else 0
        return FixedDay(month, int(groups["day"] or groups["day2"]))
    return FixedDay(int(groups["month"] or groups["m2"]), int(groups["day"] or groups["d2"]))


def explain_date(error: DateError, text: str) -> str:
    """The sentence for a date nobody can keep."""
    sentences = {
        "no_such_day": _("“%(text)s” does not exist: that month has %(last)s days."),
        "no_such_month": _("“%(text)s” names no month of the year."),
        "leap_day_only": _("29 February comes only in leap years; name another day."),
        "empty_span": _("A time limit cannot be nothing."),
    }
    sentence = sentences.get(error.code, _("“%(text)s” is not a date."))
    return sentence % {"text": text, **error.params}


class LimitField(models.CharField[Any, Any]):
    """A column for a time limit; the value is a Limit, or None where the rules set none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 8)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Limit | None:
        return read_limit(value) if value else None

    def to_python(self, value: Any) -> Limit | None:
        if value in (None, ""):
            return None
        return value if isinstance(value, Limit) else read_limit(str(value))

    def get_prep_value(self, value: Any) -> str:
        found = self.to_python(value)
        return found.code if found else ""

    def value_to_string(self, obj: Any) -> str:
        return self.get_prep_value(self.value_from_object(obj))

    def clean(self, value: Any, model_instance: Any) -> Any:
        return self.to_python(value)

    def formfield(self, **kwargs: Any) -> Any:
        return LimitInput(label=self.verbose_name, help_text=self.help_text, required=not self.blank, max_length=24)


class LimitInput(forms.CharField):
    """Takes a limit as an office writes it."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return read_limit(text) if text else None

    def validate(self, value: Any) -> None:
        if self.required and value is None:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """The length of the text is seen to by the reader itself."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(initial or "") != str(data or "")
