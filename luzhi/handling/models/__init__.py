"""What was recommended, to whom it went, what was answered, what was promised, and by which rules time was counted."""

from luzhi.handling.models.answers import Answer, AnswerForm, Commitment, Verdict
from luzhi.handling.models.matters import Item, Matter, Occasion, Referral
from luzhi.handling.models.proposing import (
    Consent,
    Disposition,
    Late,
    Part,
    ProposerKind,
    Redaction,
    Silence,
)
from luzhi.handling.models.rulesets import BaseEvent, ClockEntry, Desk, EntryKind, Mode, Raters, RuleSet

__all__ = [
    "Answer",
    "AnswerForm",
    "BaseEvent",
    "ClockEntry",
    "Commitment",
    "Consent",
    "Desk",
    "Disposition",
    "EntryKind",
    "Item",
    "Late",
    "Matter",
    "Mode",
    "Occasion",
    "Part",
    "ProposerKind",
    "Raters",
    "Redaction",
    "Referral",
    "RuleSet",
    "Silence",
    "Verdict",
]
