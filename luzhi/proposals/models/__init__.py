"""Proposals and who signed them; supervision of key proposals; written instructions of leaders."""

from luzhi.handling.models import ProposerKind
from luzhi.proposals.models.attention import (
    Instruction,
    InstructionLevel,
    Subject,
    Supervision,
    SupervisionEntry,
)
from luzhi.proposals.models.proposals import (
    Decision,
    Numbering,
    Outcome,
    Proposal,
    Signature,
    SignatureState,
)

__all__ = [
    "Decision",
    "Instruction",
    "InstructionLevel",
    "Numbering",
    "Outcome",
    "Proposal",
    "ProposerKind",
    "Signature",
    "SignatureState",
    "Subject",
    "Supervision",
    "SupervisionEntry",
]
