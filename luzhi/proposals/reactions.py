"""A proposal follows its matter: replied when the last answer is in, in handling again when one is missing."""

from typing import Any

from django.dispatch import receiver

from luzhi.handling.models import Matter
from luzhi.handling.signals import matter_answered, matter_missed
from luzhi.proposals.models import Proposal
from luzhi.workflow.engine import perform


@receiver(matter_answered)
def follow_answers(matter: Matter, **_kwargs: Any) -> None:
    for proposal in Proposal.objects.filter(matter=matter, state__in=("filed", "dispatched", "handling", "rehandling")):
        perform(proposal, "reply", by=None)


@receiver(matter_missed)
def follow_gap(matter: Matter, **_kwargs: Any) -> None:
    for proposal in Proposal.objects.filter(matter=matter, state__in=("replied", "feedback")):
        perform(proposal, "miss", by=None)
