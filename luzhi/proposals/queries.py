"""Reads over proposals: what their guards look at, whose they are, which earlier ones are like them."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, F, Q

from luzhi.access.actors import Actor
from luzhi.handling.models import Referral, Talk, Verdict
from luzhi.handling.queries import GONE, read_matrices
from luzhi.handling.workflow import name_gaps
from luzhi.proposals.models import Proposal, ProposerKind, Signature, SignatureState
from luzhi.proposals.workflow import ProposalFacts

PRIVATE = ("draft", "cosigning")
DECIDED_LATER = ("filed", "dispatched", "handling")  # a proposal can still take in another one
WAITS_FOR_REVIEW = ("submitted", "review")


def find_facts(proposals: Iterable[Any]) -> dict[int, ProposalFacts]:
    """Facts of many proposals; a fixed number of queries."""
    rows = {
        p.pk: p
        for p in Proposal.objects.filter(pk__in=[p.pk for p in proposals]).select_related("rules", "matter__rules")
    }
    answers = count_answers(rows)
    matters = {p.matter.pk: p.matter for p in rows.values() if p.matter is not None}
    matrices = read_matrices(matters.values()) if matters else {}
    units = count_units(matters)
    bad = count_unsatisfied(matters.values())
    done = count_answered_items(rows)
    settled = find_settled(matters.values())
    found = {}
    for pk, p in rows.items():
        own = p.matter_id or 0
        matrix = matrices.get(own)
        found[pk] = ProposalFacts(
            has_text=bool(p.situation.strip() and p.analysis.strip() and p.recommendations.strip()),
            title_length=len(p.title),
            longest_title=p.rules.longest_title if p.rules else None,
            text_length=len(p.situation) + len(p.analysis) + len(p.recommendations),
            longest_text=p.rules.longest_text if p.rules else None,
            no_secrets=p.no_secrets,
            joint=p.proposer_kind == ProposerKind.JOINT,
            signers=answers[pk, SignatureState.AGREED],
            fewest_signers=p.rules.cosigners if p.rules else 2,
            invited=answers[pk, SignatureState.INVITED],
            units=units[own],
            gaps=name_gaps(matrix.gaps) if matrix and matrix.gaps else "",
            unsatisfied=bad[own],
            settled=own in settled,
            rounds_left=matrix is None or matrix.facts().rounds_left,
            answered=done[pk],
        )
    return found


def count_answers(pks: Iterable[int]) -> Counter[tuple[int, str]]:
    """How many signers of each proposal agreed, are invited, and so on."""
    rows = Signature.objects.filter(proposal__in=list(pks)).values_list("proposal", "answer").annotate(n=Count("pk"))
    return Counter({(pk, answer): n for pk, answer, n in rows})


def count_units(matters: Iterable[int]) -> Counter[int]:
    rows = Referral.objects.filter(matter__in=list(matters)).exclude(state__in=GONE)
    return Counter(dict(rows.values_list("matter").annotate(n=Count("pk"))))


def count_unsatisfied(matters: Iterable[Any]) -> Counter[int]:
    """Verdicts of the present round that open a second one."""
    rounds = Q(pk__in=[])
    for matter in matters:
        rounds |= Q(matter=matter, round=matter.round)
    rows = Verdict.objects.filter(rounds, satisfied=False).values_list("matter").annotate(n=Count("pk"))
    return Counter(dict(rows))


def find_settled(matters: Iterable[Any]) -> set[int]:
    """Matters whose present round a face-to-face meeting has settled."""
    found = Talk.objects.filter(matter__in=list(matters), settles=True, round=F("matter__round"))
    return set(found.values_list("matter", flat=True))


def count_answered_items(pks: Iterable[int]) -> Counter[int]:
    rows = Proposal.items.through.objects.filter(proposal__in=list(pks), item__answers__isnull=False)
    return Counter(dict(rows.values_list("proposal").annotate(n=Count("item", distinct=True))))


def roles_on(actor: Actor, obj: Any) -> set[str]:
    """Author: the first signer. Unit: an officer of a unit that has the matter."""
    found: set[str] = set()
    if actor.person_ids and is_first_signer(obj, actor.person_ids):
        found.add("author")
    if actor.unit_ids and obj.matter_id:
        mine = Referral.objects.filter(matter=obj.matter_id, unit__in=actor.unit_ids).exclude(state__in=GONE)
        if mine.exists():
            found.add("unit")
    return found


def is_first_signer(proposal: Any, person_ids: Iterable[int]) -> bool:
    first = (
        Signature.objects.filter(proposal=proposal.pk).order_by("order", "pk").values_list("person", flat=True).first()
    )
    return first in set(person_ids)


def signers_of(proposal: Proposal) -> list[Signature]:
    """Those who signed, in order."""
    found = Signature.objects.filter(proposal=proposal, answer=SignatureState.AGREED).select_related("person")
    return list(found.order_by("order", "pk"))
