"""A proposal follows its matter: replied when the last answer is in, in handling again when one is missing."""

from typing import Any

from django.dispatch import receiver

from luzhi.access.actors import Actor
from luzhi.handling.models import Matter
from luzhi.handling.signals import matter_answered, matter_missed, matter_sent
from luzhi.proposals.models import Proposal
from luzhi.workflow.engine import perform


@receiver(matter_sent)
def follow_dispatch(matter: Matter, by: Actor | None = None, **_kwargs: Any) -> None:
    """A matter sent on a list of a handover meeting takes its proposal along."""
    for proposal in Proposal.objects.filter(matter=matter, state="filed"):
        perform(proposal, "dispatch", by=by)


@receiver(matter_answered)
def follow_answers(matter: Matter, **_kwargs: Any) -> None:
    for proposal in Proposal.objects.filter(matter=matter, state__in=("filed", "dispatched", "handling", "rehandling")):
        perform(proposal, "reply", by=None)


@receiver(matter_missed)
def follow_gap(matter: Matter, **_kwargs: Any) -> None:
    for proposal in Proposal.objects.filter(matter=matter, state__in=("replied", "feedback")):
        perform(proposal, "miss", by=None)
