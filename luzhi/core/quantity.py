"""How many there are, as far as anyone has said.

A quantity is one of six forms: exact, at least, at most, an interval, about, or words only ("一批", "a series of":
something was said, but no number follows from it). Quantities count or measure things, so they are never negative.

Comparison and arithmetic are those of sets of possible values: a sum of fuzzy quantities is fuzzy, and a claim
*agrees* with what is known only if every value still possible is one the claim allows.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Self, TypeAlias

ABOUT_TOLERANCE = Decimal("0.1")
"""'About n' is held to allow a tenth of n to either side."""

LARGEST = Decimal(10) ** 18
"""Quantities stay below this, so that their sums are exact."""

Number: TypeAlias = Decimal | int


class Form(StrEnum):
    """What kind of statement a quantity is."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    INTERVAL = "interval"
    ABOUT = "about"
    WORDS = "words"


class Agreement(StrEnum):
    """Whether a claim holds, given what is known."""

    AGREES = "agrees"
    DIFFERS = "differs"
    CANNOT_TELL = "cannot_tell"


class BadQuantityCodeError(ValueError):
    """A stored text is not the code of a quantity."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of things, or what is known of it.

    ``low`` and ``high`` are the ends of the statement (for *about n* both are n; see `bounds`). ``strict`` marks a
    bound that itself is not reached: "超过50" is at least, strictly. ``words`` keeps the original wording.
    """

    form: Form
    low: Decimal | None = None
    high: Decimal | None = None
    words: str = ""
    strict: bool = False

    def __post_init__(self) -> None:
        """Refuse ends that do not belong to the form, negative ends and ends the wrong way round."""
        has_low, has_high = _ENDS[self.form]
        if (self.low is not None, self.high is not None) != (has_low, has_high):
            raise ValueError(f"The ends {self.low} and {self.high} do not fit the form {self.form}.")
        for end in (self.low, self.high):
            if end is not None and not (end.is_finite() and 0 <= end < LARGEST):
                raise ValueError(f"A quantity is a number from 0 up and below 10^18, not {end}.")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"The lower end {self.low} is above the upper end {self.high}.")
        if self.strict and self.form not in (Form.AT_LEAST, Form.AT_MOST):
            raise ValueError("Only a bound on one side can be strict.")
        if self.strict and self.high == 0:
            raise ValueError("Nothing is fewer than 0.")
        if self.form is Form.WORDS and not self.words:
            raise ValueError("A quantity in words only needs the words.")
        if "\n" in self.words:
            raise ValueError("The wording of a quantity is one line.")

    # making one -----------------------------------------------------------------------------------------------

    @classmethod
    def exact(cls, number: Number, words: str = "") -> Self:
        """Exactly this many."""
        value = Decimal(number)
        return cls(Form.EXACT, value, value, words)

    @classmethod
    def at_least(cls, number: Number, words: str = "", *, strict: bool = False) -> Self:
        """This many or more; with ``strict`` more than this many."""
        return cls(Form.AT_LEAST, Decimal(number), None, words, strict)

    @classmethod
    def at_most(cls, number: Number, words: str = "", *, strict: bool = False) -> Self:
        """This many or fewer; with ``strict`` fewer than this many."""
        return cls(Form.AT_MOST, None, Decimal(number), words, strict)

    @classmethod
    def interval(cls, low: Number, high: Number, words: str = "") -> Self:
        """From ``low`` to ``high``, both included."""
        return cls(Form.INTERVAL, Decimal(low), Decimal(high), words)

    @classmethod
    def about(cls, number: Number, words: str = "") -> Self:
        """Roughly this many, within `ABOUT_TOLERANCE`."""
        value = Decimal(number)
        return cls(Form.ABOUT, value, value, words)

    @classmethod
    def words_only(cls, words: str) -> Self:
        """Something was said, but no number follows from it."""
        return cls(Form.WORDS, words=words)

    # reading it -----------------------------------------------------------------------------------------------

    @property
    def value(self) -> Decimal | None:
        """The number, if the quantity is exact."""
        return self.low if self.form is Form.EXACT else None

    @property
    def is_exact(self) -> bool:
        """Whether only one value is possible by statement."""
        return self.form is Form.EXACT

    def bounds(self) -> tuple[Decimal | None, Decimal | None]:
        """The least and the greatest possible value; None where there is no end."""
        if self.form is Form.ABOUT and self.low is not None:
            slack = self.low * ABOUT_TOLERANCE
            return self.low - slack, self.low + slack
        return self.low, self.high

    def allows(self, number: Number) -> bool:
        """Whether this value is still possible. Words only allow every value."""
        value = Decimal(number)
        low, high = self.bounds()
        above = low is None or value > low or (value == low and not self.strict)
        below = high is None or value < high or (value == high and not self.strict)
        return above and below

    def agrees_with(self, known: "Quantity", *, step: Decimal | None = None) -> Agreement:
        """Judge this quantity as a claim, given what is known.

        Agrees if every value still possible by ``known`` is allowed by the claim, differs if none is, else it
        cannot be told. ``step`` is what the last printed digit of a rounded claim is worth ("1.26万" → 100): an
        exact claim then allows half a step to either side.
        """
        if Form.WORDS in (self.form, known.form):
            return Agreement.CANNOT_TELL
        claim = self
        if step and self.is_exact and self.low is not None:
            claim = Quantity.interval(max(self.low - step / 2, Decimal(0)), self.low + step / 2)
        if _lies_within(known, claim):
            return Agreement.AGREES
        return Agreement.DIFFERS if _are_apart(known, claim) else Agreement.CANNOT_TELL

    # arithmetic -----------------------------------------------------------------------------------------------

    def __add__(self, other: "Quantity") -> "Quantity":
        """Add without pretending to know more than the parts do; words add an unknown number from 0 up."""
        if Form.WORDS in (self.form, other.form):
            return _add_words(self, other)
        forms = {self.form, other.form}
        (low, high), (other_low, other_high) = (q.bounds() for q in (self, other))
        if Form.AT_LEAST in forms:
            strict = any(q.strict for q in (self, other) if q.form is Form.AT_LEAST)
            return Quantity.at_least((low or 0) + (other_low or 0), strict=strict)
        if high is None or other_high is None:
            raise AssertionError("Only a quantity with a lower bound alone has no upper end.")
        if forms == {Form.AT_MOST}:
            return Quantity.at_most(high + other_high, strict=self.strict or other.strict)
        if forms <= {Form.EXACT, Form.ABOUT} and self.low is not None and other.low is not None:
            make = Quantity.about if Form.ABOUT in forms else Quantity.exact
            return make(self.low + other.low)
        return Quantity.interval((low or 0) + (other_low or 0), high + other_high)

    def times(self, factor: Number) -> "Quantity":
        """Multiply by an exact factor above 0, keeping the form; words stay words."""
        by = Decimal(factor)
        if by <= 0:
            raise ValueError(f"A quantity can be multiplied by a number above 0, not by {factor}.")
        low = None if self.low is None else self.low * by
        high = None if self.high is None else self.high * by
        return replace(self, low=low, high=high)

    def without_words(self) -> "Quantity":
        """The same statement without its original wording (words only keep theirs)."""
        return self if self.form is Form.WORDS else replace(self, words="")

    # storing it -----------------------------------------------------------------------------------------------

    def to_code(self) -> str:
        """One line for a text column: 53, >=3, >50, <=5, <10, 20..99, ~620, words:一批; wording after a bar."""
        if self.form is Form.WORDS:
            return f"words:{self.words}"
        low, high = (None if end is None else plain_number(end) for end in (self.low, self.high))
        equal = "" if self.strict else "="
        code = {
            Form.EXACT: f"{low}",
            Form.AT_LEAST: f">{equal}{low}",
            Form.AT_MOST: f"<{equal}{high}",
            Form.INTERVAL: f"{low}..{high}",
            Form.ABOUT: f"~{low}",
        }[self.form]
        return f"{code}|{self.words}" if self.words else code

    @classmethod
    def from_code(cls, code: str) -> "Quantity":
        """Read what `to_code` wrote; `BadQuantityCodeError` on anything else."""
        if code.startswith("words:"):
            return _checked(code, lambda: Quantity.words_only(code.removeprefix("words:")))
        match = _CODE.fullmatch(code)
        if match is None:
            raise BadQuantityCodeError(f"{code!r} is not the code of a quantity.")
        sign, first, second, words = (
            match["sign"],
            Decimal(match["first"]),
            match["second"],
            match["words"] or "",
        )
        if second is not None and sign:
            raise BadQuantityCodeError(f"{code!r} has both a sign and two ends.")
        strict = sign in (">", "<")

        def build() -> Quantity:
            if second is not None:
                return Quantity.interval(first, Decimal(second), words)
            if sign.startswith(">"):
                return Quantity.at_least(first, words, strict=strict)
            if sign.startswith("<"):
                return Quantity.at_most(first, words, strict=strict)
            return Quantity.about(first, words) if sign == "~" else Quantity.exact(first, words)

        return _checked(code, build)

    # printing it ----------------------------------------------------------------------------------------------

    def in_chinese(self, unit: str = "") -> str:
        """For print: 53家, 至少3家, 超过50家, 至多5家, 不足10家, 20至99家, 约620家, or the words themselves."""
        if self.form is Form.WORDS:
            return self.words
        low, high = (None if end is None else plain_number(end) for end in (self.low, self.high))
        text = {
            Form.EXACT: f"{low}",
            Form.AT_LEAST: f"超过{low}" if self.strict else f"至少{low}",
            Form.AT_MOST: f"不足{high}" if self.strict else f"至多{high}",
            Form.INTERVAL: f"{low}至{high}",
            Form.ABOUT: f"约{low}",
        }[self.form]
        return f"{text}{unit}"

    def in_english(self, unit: str = "") -> str:
        """For print: 2,000 firms, at least 3, more than 50, at most 5, fewer than 10, 20 to 99, about 620."""
        if self.form is Form.WORDS:
            return self.words
        low, high = (None if end is None else _grouped(end) for end in (self.low, self.high))
        text = {
            Form.EXACT: f"{low}",
            Form.AT_LEAST: f"more than {low}" if self.strict else f"at least {low}",
            Form.AT_MOST: f"fewer than {high}" if self.strict else f"at most {high}",
            Form.INTERVAL: f"{low} to {high}",
            Form.ABOUT: f"about {low}",
        }[self.form]
        return f"{text} {unit}" if unit else text

    def __str__(self) -> str:
        return self.to_code()


def total(quantities: Iterable[Quantity]) -> Quantity:
    """The sum of quantities; exactly 0 of none."""
    result = Quantity.exact(0)
    for quantity in quantities:
        result = result + quantity
    return result


def plain_number(number: Decimal) -> str:
    """Digits without an exponent, a separator or idle zeros: 12000, 98.5."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


_ENDS = {
    Form.EXACT: (True, True),
    Form.AT_LEAST: (True, False),
    Form.AT_MOST: (False, True),
    Form.INTERVAL: (True, True),
    Form.ABOUT: (True, True),
    Form.WORDS: (False, False),
}

_NUMBER = r"\d{1,18}(?:\.\d{1,20})?"
_CODE = re.compile(
    rf"(?P<sign>>=|<=|>|<|~|)(?P<first>{_NUMBER})(?:\.\.(?P<second>{_NUMBER}))?(?:\|(?P<words>.+))?",
    re.ASCII,
)


def _lies_within(known: Quantity, claim: Quantity) -> bool:
    (low, high), (claim_low, claim_high) = known.bounds(), claim.bounds()
    if claim_low is not None:
        if low is None:
            low = Decimal(0)
        if low < claim_low or (low == claim_low and claim.strict and not known.strict):
            return False
    if claim_high is not None:
        if high is None:
            return False
        if high > claim_high or (high == claim_high and claim.strict and not known.strict):
            return False
    return True


def _are_apart(known: Quantity, claim: Quantity) -> bool:
    (low, high), (claim_low, claim_high) = known.bounds(), claim.bounds()
    strict = known.strict or claim.strict
    above = low is not None and claim_high is not None and (low > claim_high or (low == claim_high and strict))
    below = high is not None and claim_low is not None and (high < claim_low or (high == claim_low and strict))
    return above or below


def _add_words(first: Quantity, second: Quantity) -> Quantity:
    bounded = next((q for q in (first, second) if q.form is not Form.WORDS), None)
    low = None if bounded is None else bounded.bounds()[0]
    if bounded is not None and low is not None:
        return Quantity.at_least(low, strict=bounded.strict)
    return Quantity.words_only(" + ".join(q.words or q.in_chinese() for q in (first, second)))


def _checked(code: str, build: Callable[[], Quantity]) -> Quantity:
    try:
        return build()
    except ValueError as error:
        raise BadQuantityCodeError(f"{code!r} is not the code of a quantity: {error}") from error


def _grouped(number: Decimal) -> str:
    whole, _, fraction = plain_number(number).partition(".")
    return f"{int(whole):,}.{fraction}" if fraction else f"{int(whole):,}"
