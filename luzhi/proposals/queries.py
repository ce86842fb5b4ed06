"""Reads over proposals: counts their guards look at, whose they are, how mergers hang together."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from luzhi.access.actors import Actor
from luzhi.access.roles import Role
from luzhi.handling.models import Referral, Talk, Verdict
from luzhi.handling.queries import GONE
from luzhi.proposals.models import Proposal, Signature, SignatureState

COSIGNING = "cosigning"
PRIVATE = ("draft", COSIGNING)
DECIDED_LATER = ("filed", "dispatched", "handling")  # a proposal can still take in another one
WAITS_FOR_REVIEW = ("submitted", "review")


def count_answers(pks: Iterable[int]) -> Counter[tuple[int, str]]:
    """How many signers of each proposal agreed, are invited, and so on."""
    rows = Signature.objects.filter(proposal__in=list(pks)).values_list("proposal", "answer").annotate(n=Count("pk"))
    return Counter({(pk, answer): n for pk, answer, n in rows})


def open_invitations(actor: Actor) -> QuerySet[Signature]:
    """Invitations to sign that wait for the actor's own answer, the earliest day first; none without a person."""
    if not actor.person_ids:
        return Signature.objects.none()
    asked = Signature.objects.filter(
        body=actor.body_id, person__in=actor.person_ids, answer=SignatureState.INVITED, proposal__state=COSIGNING
    )
    return asked.order_by("proposal__sign_by", "pk")


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
    """Author: the first signer. Unit: an officer of a unit that has the matter. Next level: office staff, while the
    rules have a further level of review."""
    found: set[str] = set()
    if actor.holds(Role.STAFF) and obj.rules is not None and obj.level + 1 < len(obj.rules.codes("levels")):
        found.add("next_level")
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


def root_of(proposal: Proposal) -> Proposal:
    """The proposal at the end of a chain of mergers: the one whose matter answers this one too."""
    found, seen = proposal, {proposal.pk}
    while found.merged_into_id is not None and found.merged_into_id not in seen:
        seen.add(found.merged_into_id)
        found = Proposal.objects.select_related("matter").get(pk=found.merged_into_id)
    return found


def merged_below(proposal: Proposal) -> list[Proposal]:
    """Every proposal merged into this one, directly or through another, in the order of their numbers of entry."""
    found: list[Proposal] = []
    layer = [proposal.pk]
    while layer:
        children = list(Proposal.objects.filter(merged_into__in=layer).exclude(pk__in=[p.pk for p in found]))
        found += children
        layer = [child.pk for child in children]
    return sorted(found, key=lambda p: p.pk)
