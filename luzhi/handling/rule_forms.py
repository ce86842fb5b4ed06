"""The form of a rule set: checks what the rules say before they can take effect."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from luzhi.core.calendar import Unit
from luzhi.core.clock import FixedDay, Span
from luzhi.handling.choices import CodesInput
from luzhi.handling.codes import read_codes
from luzhi.handling.dispatch.ladder import read_ladder
from luzhi.handling.limits import Limit
from luzhi.handling.rule_lines import check_pattern, read_bonuses, read_kind_limits
from luzhi.records.forms import RecordForm

LENGTHS = (
    "window_opens", "sign_ahead", "objection_limit", "ruling_limit", "contact_limit", "extension", "publish_after",
    "feedback_limit",
)  # fmt: skip
TIMES = ("session_limit", "between_limit", "meeting_limit", "formal_limit", "second_limit", "hard_stop")
LISTS = ("classes", "ratings", "attitudes", "grounds", "levels", "ladder")
CODED = (
    ("followed", "classes"), ("solved", "classes"), ("uncounted", "classes"), ("unsatisfied", "ratings"),
    ("content", "ratings"), ("uncounted_ratings", "ratings"),
)  # fmt: skip
DAYS = {Unit.MONTHS: 30, Unit.CALENDAR_DAYS: 1, Unit.WORKING_DAYS: 1.4}


class RuleSetForm(RecordForm):
    """Every line is read as it will be read later; what contradicts itself is refused with a sentence."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.usual = {
            name: self._meta.model._meta.get_field(name).get_default()
            for name in self.fields
            if self._meta.model._meta.get_field(name).get_default() not in ("", None)
        }
        for name in self.usual:
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        for name, value in self.usual.items():
            if values.get(name, "") in ("", None) and not isinstance(self.fields[name], CodesInput):
                values[name] = value  # what a sheet or a person leaves empty is as usual
        self.check_period(values)
        self.check_lists(values)
        self.check_lines(values)
        self.check_lengths(values)
        self.check_limits(values)
        return values

    def check_period(self, values: dict[str, Any]) -> None:
        start, end = values.get("valid_from") or getattr(self.instance, "valid_from", None), values.get("valid_until")
        if start and end and end < start:
            self.add_error("valid_until", _("The end cannot be before the start."))

    def check_lists(self, values: dict[str, Any]) -> None:
        """Coded lists, and the codes that other rules take from them."""
        for name in LISTS:
            self.try_line(name, read_codes, values)
        for name, scale in CODED:
            if name not in self.fields or scale in self.errors:
                continue
            known = {code.code for code in read_codes(values.get(scale) or "")}
            strange = [code for code in (values.get(name) or "").split() if code not in known]
            if strange:
                self.add_error(name, _("“%(code)s” is not one of the codes above.") % {"code": strange[0]})

    def check_lines(self, values: dict[str, Any]) -> None:
        """Rules that are written as lines or patterns."""
        self.try_line("kind_limits", read_kind_limits, values)
        self.try_line("alerts", read_ladder, values)
        self.try_line("title_pattern", check_pattern, values)
        try:
            read_bonuses(values.get("bonuses") or "")
        except ValueError as error:
            sentence = _("“%(line)s”: write at least how many, a space, how much more time.")
            self.add_error("bonuses", sentence % {"line": error})
        except ValidationError as error:
            self.add_error("bonuses", error)

    def try_line(self, name: str, read: Any, values: dict[str, Any]) -> None:
        try:
            read(values.get(name) or "")
        except ValidationError as error:
            self.add_error(name, error)

    def check_lengths(self, values: dict[str, Any]) -> None:
        """A length of time is wanted here, not a day of the year; and only joint units count backwards."""
        for name in (*LENGTHS, *TIMES):
            limit: Limit | None = values.get(name)
            if limit is None:
                continue
            if name in LENGTHS and isinstance(limit.length, FixedDay):
                self.add_error(name, _("Write a length of time here, such as 5 working days, not a day of the year."))
            elif isinstance(limit.length, Span) and limit.length.count < 0:
                self.add_error(name, _("Only the time of joint units is counted back from a day."))
        main, stop = values.get("session_limit"), values.get("hard_stop")
        if main and stop and nominal(stop) is not None and nominal(main) is not None and nominal(stop) < nominal(main):
            self.add_error("hard_stop", _("This stop comes before the time to answer is over."))

    def check_limits(self, values: dict[str, Any]) -> None:
        """Numbers and ticks that contradict each other."""
        fewest, most = values.get("cosigners"), values.get("most_cosigners")
        if fewest and most and most < fewest:
            self.add_error("most_cosigners", _("The most cannot be less than the fewest."))
        part, text = values.get("longest_part"), values.get("longest_text")
        if part and text and part > text:
            self.add_error("longest_part", _("One part cannot be longer than all together."))
        chosen = (values.get("dispositions") or "").split()
        if chosen and "file" not in chosen:
            self.add_error("dispositions", _("A review that files nothing is no review: tick it."))
        for name, always, sentence in (
            ("parts", "recommendations", _("A proposal without any recommendation is never taken.")),
            ("consents", "office", _("The check by the office is never left out.")),
        ):
            chosen = (values.get(name) or "").split()
            if chosen and always not in chosen:
                self.add_error(name, sentence)


def nominal(limit: Limit) -> Any:
    """Roughly how many days a length has; None for a day of the year."""
    return limit.length.count * DAYS[limit.length.unit] if isinstance(limit.length, Span) else None
