"""The stages of a project and of a lead, in their order."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Stage(models.TextChoices):
    LEAD = "lead", pgettext_lazy("stage", "Lead")
    TALKS = "talks", pgettext_lazy("stage", "In talks")
    PLANNED = "planned", pgettext_lazy("stage", "Planned")
    SIGNED = "signed", pgettext_lazy("stage", "Signed")
    LANDED = "landed", pgettext_lazy("stage", "Landed")
    STARTED = "started", pgettext_lazy("stage", "Construction started")
    COMPLETED = "completed", pgettext_lazy("stage", "Completed")
    PRODUCING = "producing", pgettext_lazy("stage", "In production")
    LOST = "lost", pgettext_lazy("stage", "Lost")


ORDER = (
    Stage.LEAD,
    Stage.TALKS,
    Stage.PLANNED,
    Stage.SIGNED,
    Stage.LANDED,
    Stage.STARTED,
    Stage.COMPLETED,
    Stage.PRODUCING,
)
LANDED_OR_FURTHER = (Stage.LANDED, Stage.STARTED, Stage.COMPLETED, Stage.PRODUCING)


def is_beyond(stage: str, reached: str) -> bool:
    """Whether a stage lies further on than the one reached; a lost project may once have reached any."""
    order = list(map(str, ORDER))
    if Stage.LOST in (stage, reached):
        return stage == Stage.LOST and reached != Stage.LOST
    return order.index(stage) > order.index(reached)


class LeadState(models.TextChoices):
    NOTED = "noted", pgettext_lazy("stage", "Noted")
    COURTED = "courted", pgettext_lazy("stage", "Being courted")
    OPENED = "opened", pgettext_lazy("stage", "Became a project")
    DROPPED = "dropped", pgettext_lazy("stage", "Dropped")
