"""Whether a vague word may be printed, given the true number; and which word to choose.

The other direction of the draft check: the article says 数十次, we hold 35 visits. A word may be printed only if
every number that is still possible is one the word allows, by the meanings declared in `luzhi.core.vagueness` and
its tables for rhetoric. What is refused comes with a `Cause` and named parameters, for the
caller to put into a sentence.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from luzhi.core import mentions
from luzhi.core.mentions import Kind
from luzhi.core.quantity import Agreement, Form, Quantity, plain_number
from luzhi.core.units import UnitKind
from luzhi.core.vagueness import AMOUNTS_IN_WORDS, NEARLY_FROM, SHARES_IN_WORDS


class Cause(StrEnum):
    """Why a word may or may not be printed. Parameters of each are named in `Verdict.params`.

    supported         every possible number is one that the word allows                 word, quantity
    outside           no possible number is one that the word allows                    word, quantity, low, high
    uncertain         some possible numbers are, some are not                           word, quantity, low, high
    too_few           the least possible number does not bear the rhetoric              word, quantity, least
    not_all           the word claims all, and some are missing                         word, part, whole, missing
    share_outside     the share lies outside what the word claims                       word, percent, low, high
    nothing_to_count  the whole is nothing, so no share of it can be claimed            word
    whole_unknown     a share is claimed and the part or the whole is not exactly known word
    unknown_word      no meaning is declared for the word                               word
    """

    SUPPORTED = "supported"
    OUTSIDE = "outside"
    UNCERTAIN = "uncertain"
    TOO_FEW = "too_few"
    NOT_ALL = "not_all"
    SHARE_OUTSIDE = "share_outside"
    NOTHING_TO_COUNT = "nothing_to_count"
    WHOLE_UNKNOWN = "whole_unknown"
    UNKNOWN_WORD = "unknown_word"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the word may be printed, and why (not)."""

    ok: bool
    cause: Cause
    params: Mapping[str, str] = field(default_factory=dict)


def supports(word: str, quantity: Quantity, *, whole: Quantity | None = None) -> Verdict:
    """Whether ``word`` (数十次, 一批, "nearly 300 firms") may be printed for this true number.

    For a word that claims a share (几乎全员, 过半, 一一, "two-thirds") ``quantity`` is the part and ``whole`` the
    whole it is a part of.
    """
    word = word.strip()
    share = _share_claimed(word)
    if share is not None:
        return _supports_share(word, share, quantity, whole)
    least = _least_for(word)
    if least is not None:
        return _supports_rhetoric(word, least, quantity)
    parsed = mentions.parse_quantity(word)
    if parsed is None or parsed.quantity is None or not parsed.is_quantity or parsed.quantity.form is Form.WORDS:
        return Verdict(ok=False, cause=Cause.UNKNOWN_WORD, params={"word": word})
    claim = _as_written(word, parsed.quantity)
    params = {"word": word, "quantity": quantity.without_words().to_code(), **_ends(claim)}
    match claim.agrees_with(quantity):
        case Agreement.AGREES:
            return Verdict(ok=True, cause=Cause.SUPPORTED, params={k: params[k] for k in ("word", "quantity")})
        case Agreement.DIFFERS:
            return Verdict(ok=False, cause=Cause.OUTSIDE, params=params)
        case Agreement.CANNOT_TELL:
            return Verdict(ok=False, cause=Cause.UNCERTAIN, params=params)


def choose_word(quantity: Quantity, unit: str = "", *, language: str = "zh") -> str:
    """The vague word for a true number, always one that `supports` allows; the number itself where none is nearer.

    0, 1, 2 and round numbers are printed as they are; 3 is 数次, 14 十余次, 35 数十次, 140 百余次 (English: several, dozens of …).
    """
    if quantity.form is Form.WORDS:
        return quantity.words
    chinese = language.startswith("zh")
    for claim, word in _LADDER_ZH if chinese else _LADDER_EN:
        if claim.agrees_with(quantity) is Agreement.AGREES:
            return f"{word}{unit}" if chinese else f"{word} {unit}".strip()
    return quantity.in_chinese(unit) if chinese else quantity.in_english(unit)


def choose_share_word(part: int, whole: int, *, language: str = "zh") -> str:
    """The word for a share: 全部, 绝大多数, 过半 …, else the percentage, rounded so that it never claims all or none."""
    if whole <= 0 or not 0 <= part <= whole:
        raise ValueError(f"{part} of {whole} is not a share.")
    percent = Decimal(part) * 100 / whole
    chinese = language.startswith("zh")
    for low, strict, zh, en in _SHARE_LADDER:
        if percent > low or (percent == low and not strict):
            return zh if chinese else en
    shown = min(max(percent.quantize(Decimal("0.1")), Decimal("0.1")), Decimal("99.9")) if part else Decimal(0)
    return f"{plain_number(shown)}%"


_LADDER_ZH: tuple[tuple[Quantity, str], ...] = tuple(
    (Quantity.interval(low, high), word)
    for low, high, word in (
        (3, 9, "数"),
        (11, 19, "十余"),
        (20, 99, "数十"),
        (101, 199, "百余"),
        (200, 999, "数百"),
        (1001, 1999, "千余"),
        (2000, 9999, "数千"),
        (10001, 19999, "万余"),
        (20000, 99999, "数万"),
        (200000, 999999, "数十万"),
        (2000000, 9999999, "数百万"),
    )
)
_LADDER_EN: tuple[tuple[Quantity, str], ...] = tuple(
    (Quantity.interval(low, high), word)
    for low, high, word in (
        (3, 9, "several"),
        (20, 99, "dozens of"),
        (200, 999, "hundreds of"),
        (2000, 9999, "thousands of"),
        (20000, 99999, "tens of thousands of"),
        (200000, 999999, "hundreds of thousands of"),
        (2000000, 9999999, "millions of"),
    )
)
_SHARE_LADDER: tuple[tuple[int, bool, str, str], ...] = (
    (100, False, "全部", "all"),
    (90, False, "几乎全部", "almost all"),
    (80, False, "绝大多数", "the great majority of"),
    (50, True, "过半", "more than half of"),
)
_ALL = frozenset(word for word, code in SHARES_IN_WORDS.items() if code == "100") | {"all", "全", "every"}
_OWN_SHARES = {
    "all": "100",
    "every": "100",
    "more than half of": ">50",
    "the great majority of": "80..100",
    "半数": "45..55",
}
_NEARLY_WORDS = re.compile("^(?:将?近|接近|几近|nearly|almost|close to|just under)", re.IGNORECASE)
_RHETORIC = sorted(AMOUNTS_IN_WORDS, key=len, reverse=True)


def _share_claimed(word: str) -> Quantity | None:
    plain = word.lower()
    for known in sorted((*SHARES_IN_WORDS, *_OWN_SHARES), key=len, reverse=True):
        if plain.startswith(known) and (not known.isascii() or not plain[len(known) : len(known) + 1].isalpha()):
            return Quantity.from_code(_OWN_SHARES.get(known) or SHARES_IN_WORDS[known])
    parsed = mentions.parse_quantity(word)
    if (
        parsed
        and parsed.quantity
        and parsed.unit
        and parsed.unit.kind is UnitKind.SHARE
        and parsed.kind is not Kind.WORDING
    ):
        return parsed.quantity
    return None


def _least_for(word: str) -> int | None:
    plain = word.lower()
    return next((AMOUNTS_IN_WORDS[known] for known in _RHETORIC if plain.startswith(known)), None)


def _supports_rhetoric(word: str, least: int, quantity: Quantity) -> Verdict:
    low = quantity.bounds()[0]
    params = {"word": word, "quantity": quantity.without_words().to_code(), "least": str(least)}
    if quantity.form is Form.WORDS:
        return Verdict(ok=quantity.words == word, cause=Cause.SUPPORTED if quantity.words == word else Cause.UNCERTAIN,
                       params=params)  # fmt: skip
    if low is not None and low >= least:
        return Verdict(ok=True, cause=Cause.SUPPORTED, params=params)
    high = quantity.bounds()[1]
    surely = high is not None and high < least
    return Verdict(ok=False, cause=Cause.TOO_FEW if surely else Cause.UNCERTAIN, params=params)


def _supports_share(word: str, claim: Quantity, part: Quantity, whole: Quantity | None) -> Verdict:
    if whole is None or part.value is None or whole.value is None:
        return Verdict(ok=False, cause=Cause.WHOLE_UNKNOWN, params={"word": word})
    if whole.value == 0:
        return Verdict(ok=False, cause=Cause.NOTHING_TO_COUNT, params={"word": word})
    counts = {"word": word, "part": plain_number(part.value), "whole": plain_number(whole.value)}
    percent = part.value * 100 / whole.value
    if claim.value == 100:
        if part.value == whole.value:
            return Verdict(ok=True, cause=Cause.SUPPORTED, params=counts)
        missing = plain_number(abs(whole.value - part.value))
        return Verdict(ok=False, cause=Cause.NOT_ALL, params={**counts, "missing": missing})
    step = Decimal("0.1") if claim.is_exact else None
    agrees = claim.agrees_with(Quantity.exact(percent), step=step) is Agreement.AGREES
    params = {**counts, "percent": plain_number(percent.quantize(Decimal("0.01"))), **_ends(claim)}
    return Verdict(ok=agrees, cause=Cause.SUPPORTED if agrees else Cause.SHARE_OUTSIDE, params=params)


def _as_written(word: str, claim: Quantity) -> Quantity:
    """When writing, "nearly n" is never said of n itself, though a reader lets it pass."""
    if _NEARLY_WORDS.match(word) and claim.form is Form.INTERVAL and claim.high is not None:
        top = claim.high - 1 if claim.high == claim.high.to_integral_value() else claim.high
        return Quantity.interval(claim.high * NEARLY_FROM, max(top, claim.high * NEARLY_FROM))
    return claim


def _ends(claim: Quantity) -> dict[str, str]:
    low, high = claim.bounds()
    return {"low": "" if low is None else plain_number(low), "high": "" if high is None else plain_number(high)}
