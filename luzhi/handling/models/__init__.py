"""What was recommended, to whom it went, what was answered, what was promised, and by which rules time was counted."""

from luzhi.handling.models.answers import Answer, AnswerForm, Commitment, Verdict
from luzhi.handling.models.matters import Item, Matter, Mode, Occasion, Referral
from luzhi.handling.models.rulesets import ClockEntry, EntryKind, RuleSet

__all__ = [
    "Answer",
    "AnswerForm",
    "ClockEntry",
    "Commitment",
    "EntryKind",
    "Item",
    "Matter",
    "Mode",
    "Occasion",
    "Referral",
    "RuleSet",
    "Verdict",
]
