"""What was recommended, to whom it went, what was answered, what was promised, and by which rules time was counted."""

from luzhi.handling.models.answers import Answer, AnswerForm, Commitment, Verdict
from luzhi.handling.models.dispatch import Alert, Handover, Talk, TalkForm
from luzhi.handling.models.following import CarriedOver, Progress
from luzhi.handling.models.letters import Countersignature, LetterSeries, Opinion, Reply, Scan
from luzhi.handling.models.matters import Item, Matter, Occasion, Referral, Way
from luzhi.handling.models.proposing import (
    Consent,
    Disposition,
    Late,
    Part,
    ProposerKind,
    Redaction,
    Silence,
)
from luzhi.handling.models.rulesets import (
    BaseEvent,
    ClockEntry,
    Desk,
    EntryKind,
    Mode,
    Raters,
    Reassigner,
    RuleSet,
    TransferEffect,
)

__all__ = [
    "Alert",
    "Answer",
    "AnswerForm",
    "BaseEvent",
    "CarriedOver",
    "ClockEntry",
    "Commitment",
    "Consent",
    "Countersignature",
    "Desk",
    "Disposition",
    "EntryKind",
    "Handover",
    "Item",
    "Late",
    "LetterSeries",
    "Matter",
    "Mode",
    "Occasion",
    "Opinion",
    "Part",
    "Progress",
    "ProposerKind",
    "Raters",
    "Reassigner",
    "Redaction",
    "Referral",
    "Reply",
    "RuleSet",
    "Scan",
    "Silence",
    "Talk",
    "TalkForm",
    "TransferEffect",
    "Verdict",
    "Way",
]
