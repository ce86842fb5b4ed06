"""Records of investment projects."""

from luzhi.projects.models.agreements import Agreement, AgreementKind, Alliance, Docking, FollowUp
from luzhi.projects.models.pipeline import (
    Contribution,
    Currency,
    Lead,
    Project,
    ProjectKind,
    Proof,
    Share,
    Sought,
    StageEntry,
    Trip,
)

__all__ = [
    "Agreement",
    "AgreementKind",
    "Alliance",
    "Contribution",
    "Currency",
    "Docking",
    "FollowUp",
    "Lead",
    "Project",
    "ProjectKind",
    "Proof",
    "Share",
    "Sought",
    "StageEntry",
    "Trip",
]
