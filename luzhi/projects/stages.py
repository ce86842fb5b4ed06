"""The stages of a project and of a lead, in their order."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    LEAD = "lead", _("Lead")
    TALKS = "talks", _("In talks")
    PLANNED = "planned", _("Planned")
    SIGNED = "signed", _("Signed")
    LANDED = "landed", _("Landed")
    STARTED = "started", _("Construction started")
    COMPLETED = "completed", _("Completed")
    PRODUCING = "producing", _("In production")
    LOST = "lost", _("Lost")


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
    NOTED = "noted", _("Noted")
    COURTED = "courted", _("Being courted")
    OPENED = "opened", _("Became a project")
    DROPPED = "dropped", _("Dropped")
