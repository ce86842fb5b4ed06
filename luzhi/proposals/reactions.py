"""A proposal follows its matter: replied when the last answer is in, in handling again when one is missing."""

from typing import Any

from django.dispatch import receiver

from luzhi.access.actors import Actor
from luzhi.handling.models import Matter
from luzhi.handling.signals import matter_answered, matter_classed, matter_missed, matter_sent
from luzhi.proposals.models import Proposal
from luzhi.proposals.queries import merged_below
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


@receiver(matter_classed)
def follow_class(matter: Matter, **_kwargs: Any) -> None:
    """A proposal, and each merged into it, has the class of its matter; the rules say what counts as solved."""
    rules, code = matter.rules, matter.result_class
    solved = bool(code) and rules is not None and code in rules.solved.split()
    counted = bool(code) and (rules is None or code not in rules.uncounted.split())
    for proposal in Proposal.objects.filter(matter=matter):
        each = [proposal.pk, *(merged.pk for merged in merged_below(proposal))]
        Proposal.objects.filter(pk__in=each).update(
            result_class=code, result_meaning=matter.result_meaning, solved=solved, counted=counted
        )
