"""The review desk: many proposals decided in one go, and taken back within a minute."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.common.audit import record_event
from luzhi.common.problems import Conflict, Problem
from luzhi.proposals.models import Decision, Proposal
from luzhi.proposals.queries import WAITS_FOR_REVIEW
from luzhi.workflow.engine import perform

STEPS = ("file", "opinions", "scpo", "return")
MOST_AT_ONCE = 500
UNDO_SECONDS = 60


@dataclass(frozen=True)
class Skipped:
    """A proposal that the decision could not be applied to, and why."""

    proposal: Proposal
    sentence: str


def decide_many(
    ids: Sequence[int], step: str, *, by: Actor, reason: str = "", ground: str = ""
) -> tuple[Decision | None, list[Skipped]]:
    """Apply one decision to many proposals, in the order of their receipt; what cannot be decided is told, the rest is.

    Each proposal is one transaction, so that nobody else waits for all of them; the decision knows at any moment which
    are done. Returns the decision (None when nothing was decided) and what was skipped.
    """
    if step not in STEPS:
        raise Problem(_("There is no such step."))
    if len(ids) > MOST_AT_ONCE:
        raise Problem(_("At most %(n)s proposals are decided in one go.") % {"n": MOST_AT_ONCE})
    waiting = Proposal.objects.filter(body=by.body_id, pk__in=ids, state__in=WAITS_FOR_REVIEW)
    decision: Decision | None = None
    skipped: list[Skipped] = []
    for proposal in waiting.order_by("receipt_no", "pk"):
        try:
            with transaction.atomic():
                perform(proposal, step, by=by, reason=reason, answers={"ground": ground})
                kept = decision or Decision.objects.create(body=by.body, step=step, author=by.user)
                kept.proposals.add(proposal)
        except Problem as problem:
            words = " ".join(map(str, problem.details)) or str(problem.sentence)
            skipped.append(Skipped(proposal, words))
        else:
            decision = kept
    if decision is not None:
        # The minute for taking it back begins when the last one is done.
        decision.created_at = timezone.now()
        decision.save(update_fields=["created_at", "updated_at"])
    return decision, skipped


@transaction.atomic
def take_back(decision_id: int, *, by: Actor) -> int:
    """Undo one's own decision within a minute, wholly or not at all; returns how many proposals are back in review."""
    decision = (
        Decision.objects.select_for_update(of=("self",)).filter(pk=decision_id, body=by.body_id, author=by.user).first()
    )
    if decision is None or decision.taken_back_at is not None:
        raise Conflict(_("There is nothing to take back."))
    if seconds_left(decision) <= 0:
        raise Conflict(_("More than a minute has passed; decide on each proposal by itself."))
    proposals = list(decision.proposals.order_by("-number", "-pk"))
    for proposal in proposals:
        perform(proposal, "undo", by=None)
    decision.taken_back_at = timezone.now()
    decision.save(update_fields=["taken_back_at", "updated_at"])
    record_event(actor=by, verb="proposal.undo", obj=decision, changes={"proposals": [p.pk for p in proposals]})
    return len(proposals)


def seconds_left(decision: Decision) -> int:
    age: dt.timedelta = timezone.now() - decision.created_at
    return UNDO_SECONDS - int(age.total_seconds())


def last_decision(actor: Actor) -> Decision | None:
    """The actor's latest decision while it can still be taken back."""
    found = Decision.objects.filter(body=actor.body_id, author=actor.user, taken_back_at=None).order_by("-pk").first()
    return found if found is not None and seconds_left(found) > 0 else None


def waiting_for_review(body_id: int, most: int = MOST_AT_ONCE) -> list[dict[str, Any]]:
    """What lies on the desk, in the order of receipt; two queries."""
    rows = list(
        Proposal.objects.filter(body=body_id, state__in=WAITS_FOR_REVIEW)
        .order_by("receipt_no", "pk")
        .values(
            "pk", "receipt_no", "title", "proposer_kind", "topic", "situation", "analysis", "recommendations", "state"
        )[:most]
    )
    names = first_names([row["pk"] for row in rows])
    return [{**row, "signers": names.get(row["pk"], [])} for row in rows]


def first_names(pks: Sequence[int]) -> dict[int, list[str]]:
    """The names of the signers of each proposal, in order."""
    found: dict[int, list[str]] = {}
    signatures = Proposal.objects.filter(pk__in=pks, signatures__answer="agreed")
    rows = signatures.order_by("signatures__order", "signatures__pk").values_list("pk", "signatures__person__name")
    for pk, name in rows:
        found.setdefault(pk, []).append(name)
    return found
