"""Wording held against the records: 一一回应 needs every one, 数十次 needs tens of them.

What each vague word means is said once, in `luzhi.core.vagueness` and the lexicon of `luzhi.core.mentions`; here the
meaning is compared with a reading, and the other way round a word is chosen for a true number.
"""

from django.utils.translation import gettext as _

from luzhi.core.mentions import find_mentions
from luzhi.core.quantity import Agreement, Form, Quantity
from luzhi.core.units import UnitKind
from luzhi.records.figures import Figure, Rate, Reading
from luzhi.reports.printing import say_grade, say_number, say_value

FEWEST_FOR_WORDS = 2
"""A word that says only that there are several (一批, 一系列, "a series of") is not said of one."""

CHOSEN: tuple[tuple[str, str, str], ...] = (
    ("2..9", "多", "several"),
    ("11..19", "十余", "more than ten"),
    ("20..99", "数十", "dozens of"),
    ("101..199", "百余", "more than a hundred"),
    ("200..999", "数百", "hundreds of"),
    ("1001..1999", "千余", "more than a thousand"),
    ("2000..9999", "数千", "thousands of"),
)
CHOSEN_SHARES: tuple[tuple[str, str, str], ...] = (
    ("100", "全部", "all"),
    ("90..100", "几乎全部", "almost all"),
    ("80..100", "绝大多数", "the great majority of"),
    (">50", "大多数", "most of"),
    ("~50", "半数", "half of"),
)


def read_claim(words: str) -> tuple[Quantity, bool] | None:
    """What a wording claims, and whether it is a share in per cent; None when it claims no quantity."""
    for mention in find_mentions(words).mentions:
        if mention.quantity is not None and mention.kind.family != "not_a_count":
            return mention.quantity, mention.unit_kind is UnitKind.SHARE
    return None


def judge_wording(words: str, figure: Figure | Rate, reading: Reading) -> str:
    """Why the records do not support a wording; '' when they do, or when it claims nothing."""
    claim = read_claim(words)
    if claim is None:
        return ""
    quantity, is_share = claim
    if reading.value is None:
        return _("“%(words)s”: nothing is recorded of “%(figure)s”.") % {"words": words, "figure": figure.title}
    return judge_claim(words, quantity, figure, reading, is_share=is_share)


def judge_claim(words: str, claim: Quantity, figure: Figure | Rate, reading: Reading, *, is_share: bool) -> str:
    """The same for a claim already read from its words."""
    known = reading.value
    if is_share != isinstance(figure, Rate) and claim.form is not Form.WORDS:
        sentence = _("“%(words)s” claims a share, but “%(figure)s” is a number.") if is_share else _(
            "“%(words)s” claims a number, but “%(figure)s” is a share."
        )  # fmt: skip
        return sentence % {"words": words, "figure": figure.title}
    if known is None or words == known.words:
        return ""
    if claim.form is Form.WORDS:
        claim = Quantity.at_least(0 if isinstance(figure, Rate) else FEWEST_FOR_WORDS)
    found = claim.agrees_with(known)
    if found is Agreement.AGREES or (known.form is Form.WORDS and claim.form is Form.AT_LEAST):
        return ""
    facts = {
        "words": words, "means": say_value(figure, claim), "figure": figure.title,
        "known": say_value(figure, known), "grade": say_grade(reading),
    }  # fmt: skip
    if found is Agreement.DIFFERS:
        return _("“%(words)s” means %(means)s; “%(figure)s” is %(known)s (%(grade)s).") % facts
    return _("“%(words)s” means %(means)s; that cannot be told from %(known)s (%(figure)s, %(grade)s).") % facts


def choose_wording(figure: Figure | Rate, reading: Reading, *, chinese: bool) -> str:
    """The word that a true quantity supports: the one with the narrowest meaning, or the number itself."""
    value = reading.value
    if value is None:
        return ""
    if value.words:
        return value.words
    for code, word, english in CHOSEN_SHARES if isinstance(figure, Rate) else CHOSEN:
        if Quantity.from_code(code).agrees_with(value) is Agreement.AGREES:
            return word if chinese else english
    return say_number(figure, value, chinese=chinese) + ("%" if isinstance(figure, Rate) else "")
