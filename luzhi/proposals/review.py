"""The review desk: many proposals decided in one go, by one decision or by what the reviewers advised, and taken back
within a minute."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.common.audit import record_event
from luzhi.common.problems import Conflict, Problem
from luzhi.proposals.models import Advice, Decision, Proposal
from luzhi.proposals.queries import WAITS_FOR_REVIEW
from luzhi.workflow.engine import perform

DECISIONS = ("file", "merge", "opinions", "scpo", "return")  # what can be taken back within a minute
MOVES = ("pass_on", "correct")
STEPS = (*DECISIONS, *MOVES)
ORDER = {"file": 0, "merge": 1}  # a main proposal is filed before others are merged into it
ACCEPT = "accept"
MOST_AT_ONCE = 500
UNDO_SECONDS = 60


@dataclass(frozen=True)
class Skipped:
    """A proposal that the decision could not be applied to, and why."""

    proposal: Proposal
    sentence: str


@dataclass
class Outcome:
    """What came of a decision on many: the decision as kept (None where nothing can be taken back), how many are done,
    what was skipped."""

    decision: Decision | None = None
    done: int = 0
    skipped: list[Skipped] = field(default_factory=list)


def waiting_of(by: Actor, ids: Sequence[int] | None = None) -> list[Proposal]:
    """The actor's body's proposals in review, in the order of their receipt; those of the given numbers."""
    if ids is not None and len(ids) > MOST_AT_ONCE:
        raise Problem(_("At most %(n)s proposals are decided in one go.") % {"n": MOST_AT_ONCE})
    waiting = Proposal.objects.filter(body=by.body_id, state__in=WAITS_FOR_REVIEW)
    if ids is not None:
        waiting = waiting.filter(pk__in=ids)
    return list(waiting.select_related("advice__main", "advice__unit").order_by("receipt_no", "pk")[:MOST_AT_ONCE])


def decide_many(
    ids: Sequence[int], step: str, *, by: Actor, reason: str = "", answers: Mapping[str, Any] | None = None
) -> Outcome:
    """Apply one decision to many proposals, in the order of their receipt; what cannot be decided is told, the rest is.

    Each proposal is one transaction, so that nobody else waits for all of them; the decision knows at any moment which
    are done.
    """
    if step not in STEPS:
        raise Problem(_("There is no such step."))

    def decide(proposal: Proposal) -> str:
        perform(proposal, step, by=by, reason=reason, answers=answers)
        return step

    return apply_to_each(waiting_of(by, ids), step, decide, by=by)


def accept_advice(ids: Sequence[int] | None, *, by: Actor) -> Outcome:
    """Accept what the reviewers advised, for the given proposals or for all that have advice."""
    advised = [proposal for proposal in waiting_of(by, ids) if hasattr(proposal, "advice")]
    advised.sort(key=lambda proposal: ORDER.get(proposal.advice.step, 2))

    def decide(proposal: Proposal) -> str:
        advice = proposal.advice
        answers = {"ground": advice.ground, "main": advice.main, "unit": advice.unit}
        perform(proposal, advice.step, by=by, reason=advice.reason or advice.ground, answers=answers)
        return str(advice.step)

    return apply_to_each(advised, ACCEPT, decide, by=by)


def apply_to_each(proposals: Sequence[Proposal], name: str, decide: Callable[[Proposal], str], *, by: Actor) -> Outcome:
    found = Outcome()
    for proposal in proposals:
        try:
            with transaction.atomic():
                step = decide(proposal)
                kept = found.decision
                if step in DECISIONS:
                    kept = kept or Decision.objects.create(body=by.body, step=name, author=by.user)
                    kept.proposals.add(proposal)
        except Problem as problem:
            words = " ".join(map(str, problem.details)) or str(problem.sentence)
            found.skipped.append(Skipped(proposal, words))
        else:
            found.decision, found.done = kept, found.done + 1
    if found.decision is not None:
        # The minute for taking it back begins when the last one is done.
        found.decision.created_at = timezone.now()
        found.decision.save(update_fields=["created_at", "updated_at"])
    return found


@transaction.atomic
def advise(ids: Sequence[int], step: str, *, by: Actor, reason: str = "", answers: Mapping[str, Any]) -> int:
    """Note what the reviewers advise on these proposals; what they advised before is replaced. Returns how many."""
    if step not in (*DECISIONS, "correct"):
        raise Problem(_("There is no such step."))
    if step == "merge" and answers.get("main") is None:
        raise Problem(_("Name the proposal into which they are to be merged."))
    proposals = waiting_of(by, ids)
    for proposal in proposals:
        values = {
            "step": step, "ground": answers.get("ground") or "", "reason": reason, "main": answers.get("main"),
            "unit": answers.get("unit"), "author": str(by),
        }  # fmt: skip
        Advice.objects.update_or_create(proposal=proposal, defaults=values)
        told = {name: str(value) for name, value in values.items() if value}
        record_event(actor=by, verb="proposal.advised", obj=proposal, changes=told, reason=reason)
    return len(proposals)


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
    # What was merged leaves first, then the numbers are given back from the last one on.
    proposals = sorted(decision.proposals.all(), key=lambda p: (p.outcome != "merged", -(p.number or 0), -p.pk))
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
            "pk", "receipt_no", "title", "proposer_kind", "topic", "situation", "analysis", "recommendations", "state",
            "level", "between_sessions", "advice__step", "advice__ground", "advice__reason", "advice__main__title",
            "advice__unit__name",
        )[:most]
    )  # fmt: skip
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
