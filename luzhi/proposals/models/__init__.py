"""Proposals and who signed them, their papers and publication; reports on social conditions; supervision of key
proposals; written instructions of leaders."""

from luzhi.handling.models import ProposerKind
from luzhi.proposals.models.attention import (
    Instruction,
    InstructionLevel,
    InstructionTask,
    Subject,
    Supervision,
    SupervisionEntry,
)
from luzhi.proposals.models.opinions import Adoption, OpinionReport
from luzhi.proposals.models.papers import Advice, Attachment, Letter, LetterForm, LetterState
from luzhi.proposals.models.proposals import (
    Decision,
    Numbering,
    Outcome,
    Proposal,
    Signature,
    SignatureState,
)
from luzhi.proposals.models.publicity import Publication, UnitConsent, UnitConsentState

__all__ = [
    "Adoption",
    "Advice",
    "Attachment",
    "Decision",
    "Instruction",
    "InstructionLevel",
    "InstructionTask",
    "Letter",
    "LetterForm",
    "LetterState",
    "Numbering",
    "OpinionReport",
    "Outcome",
    "Proposal",
    "ProposerKind",
    "Publication",
    "Signature",
    "SignatureState",
    "Subject",
    "Supervision",
    "SupervisionEntry",
    "UnitConsent",
    "UnitConsentState",
]
