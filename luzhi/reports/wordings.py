"""Wording held against the records: 一一回应 needs every one, 数十次 needs tens of them.

What a word means and supports is said in `luzhi.core.wording`; here a figure's reading is put to it, and what is
refused becomes a sentence.
"""

from typing import Any

from django.utils.translation import gettext as _

from luzhi.core import mentions
from luzhi.core.quantity import Agreement, Form, Quantity
from luzhi.core.units import UnitKind
from luzhi.core.wording import Cause, Verdict, choose_share_word, choose_word, supports
from luzhi.records.figures import Figure, Rate, Reading
from luzhi.reports.printing import say_grade, say_number, say_value


def judge_wording(words: str, figure: Figure | Rate, reading: Reading) -> str:
    """Why the records do not support a wording; '' when they do."""
    if any(statement.words == words for statement in reading.statements) and reading.against is None:
        return ""
    if reading.value is None:
        return _("“%(words)s”: nothing is recorded of “%(figure)s”.") % {"words": words, "figure": figure.title}
    if isinstance(figure, Rate):
        return judge_share(words, figure, reading)
    return explain(supports(words, reading.value), figure, reading)


def judge_share(words: str, figure: Rate, reading: Reading) -> str:
    """A word for a share, put to the two parts; where they are not both exact, to the share as it is known."""
    parts = [r.value for r in (reading.part, reading.whole) if r is not None and r.value is not None]
    if len(parts) == 2 and all(part.is_exact for part in parts):
        return explain(supports(words, parts[0], whole=parts[1]), figure, reading)
    claim = read_share(words)
    if claim is None:
        return explain(Verdict(ok=False, cause=Cause.UNKNOWN_WORD, params={"word": words}), figure, reading)
    return judge_claim(words, claim, figure, reading)


def read_share(words: str) -> Quantity | None:
    """The share in per cent that words claim; None when they claim none."""
    for mention in mentions.find_mentions(words).mentions:
        if mention.quantity is not None and mention.unit_kind is UnitKind.SHARE:
            return mention.quantity
    return None


def judge_claim(words: str, claim: Quantity, figure: Figure | Rate, reading: Reading) -> str:
    """The same for a claim already read from its words."""
    known = reading.value
    if known is None or words == known.words:
        return ""
    found = claim.agrees_with(known)
    if found is Agreement.AGREES:
        return ""
    facts = facts_of(words, figure, reading)
    facts["means"] = say_value(figure, claim.without_words())
    if found is Agreement.DIFFERS:
        return _("“%(words)s” means %(means)s; “%(figure)s” is %(known)s (%(grade)s).") % facts
    return _("“%(words)s” means %(means)s; that cannot be told from %(known)s (%(figure)s, %(grade)s).") % facts


def facts_of(words: str, figure: Figure | Rate, reading: Reading) -> dict[str, Any]:
    return {
        "words": words, "figure": figure.title, "known": say_value(figure, reading.value), "grade": say_grade(reading),
    }  # fmt: skip


def explain(verdict: Verdict, figure: Figure | Rate, reading: Reading) -> str:
    """The sentence for a refusal; '' for what is supported."""
    if verdict.ok:
        return ""
    facts = {**facts_of(verdict.params.get("word", ""), figure, reading), **verdict.params}
    ends = (facts.get("low") or "", facts.get("high") or "")
    facts["means"] = "–".join(end for end in ends if end) if all(ends) else f"≥{ends[0]}" if ends[0] else f"≤{ends[1]}"
    sentences: dict[Cause, str] = {
        Cause.OUTSIDE: _("“%(words)s” means %(means)s; “%(figure)s” is %(known)s (%(grade)s)."),
        Cause.UNCERTAIN: _("“%(words)s” cannot be told from %(known)s (%(figure)s, %(grade)s)."),
        Cause.TOO_FEW: _("“%(words)s” is said of %(least)s or more; “%(figure)s” is %(known)s (%(grade)s)."),
        Cause.NOT_ALL: _("“%(words)s” claims all: it is %(part)s of %(whole)s, %(missing)s missing (%(figure)s)."),
        Cause.SHARE_OUTSIDE: _("“%(words)s” does not hold: it is %(part)s of %(whole)s, %(percent)s%% (%(figure)s)."),
        Cause.NOTHING_TO_COUNT: _("“%(words)s” claims a share, but the whole of “%(figure)s” is nothing."),
        Cause.WHOLE_UNKNOWN: _("“%(words)s” claims a share; of “%(figure)s” no share is known exactly."),
        Cause.UNKNOWN_WORD: _("No meaning is declared for “%(words)s”, so it cannot be checked."),
    }  # fmt: skip
    return sentences[verdict.cause] % facts


def choose_wording(figure: Figure | Rate, reading: Reading, *, chinese: bool) -> str:
    """The word that a true quantity supports: the one with the narrowest meaning, or the number itself."""
    value = reading.value
    if value is None:
        return ""
    if value.words:
        return value.words
    language = "zh" if chinese else "en"
    if not isinstance(figure, Rate):
        return choose_word(value, language=language)
    parts = [r.value for r in (reading.part, reading.whole) if r is not None and r.value is not None]
    if len(parts) == 2 and all(part.form is Form.EXACT for part in parts) and parts[1].low:
        return choose_share_word(int(parts[0].low or 0), int(parts[1].low), language=language)
    return f"{say_number(figure, value, chinese=chinese)}%"
