"""What the guards of proposals look at, gathered for many at once."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, prefetch_related_objects
from django.utils import timezone

from luzhi.core.calendar import prc_calendar
from luzhi.core.clock import Span
from luzhi.handling.cutting import cut_items
from luzhi.handling.days import find_rules
from luzhi.handling.models import Part, ProposerKind, RuleSet
from luzhi.handling.queries import Matrix, read_matrices
from luzhi.handling.rule_lines import fits_pattern
from luzhi.handling.workflow import name_gaps
from luzhi.proposals.guards import ProposalFacts
from luzhi.proposals.models import Proposal, Signature, SignatureState
from luzhi.proposals.period import Period, find_period
from luzhi.proposals.queries import (
    count_answered_items,
    count_answers,
    count_units,
    count_unsatisfied,
    find_settled,
)

OWNERS = {
    ProposerKind.PARTY: "organisation_id", ProposerKind.PEOPLE: "organisation_id",
    ProposerKind.COMMITTEE: "committee_id", ProposerKind.SECTOR: "sector_id", ProposerKind.GROUP: "group_name",
}  # fmt: skip
UNWRITTEN = ("draft", "cosigning")


class House:
    """What holds for all proposals of a body today, read once."""

    def __init__(self, body_id: int) -> None:
        self.now = timezone.now()
        self.rules = find_rules(body_id, timezone.localdate())
        self.period = find_period(body_id, self.rules, self.now)


def find_facts(proposals: Iterable[Any]) -> dict[int, ProposalFacts]:
    """Facts of many proposals; a fixed number of queries. A draft is measured by the rules of today."""
    rows = {p.pk: p for p in proposals}
    prefetch_related_objects(list(rows.values()), "rules", "matter__rules")  # asks only for what is not there yet
    houses = {body: House(body) for body in {p.body_id for p in rows.values() if p.state in UNWRITTEN}}
    answers = count_answers(rows)
    matters = {p.matter.pk: p.matter for p in rows.values() if p.matter is not None}
    matrices = read_matrices(matters.values()) if matters else {}
    units, bad, done = count_units(matters), count_unsatisfied(matters.values()), count_answered_items(rows)
    settled = find_settled(matters.values())
    written = count_of_first_signers(rows.values())
    found = {}
    for pk, p in rows.items():
        matrix = matrices.get(p.matter_id or 0)
        house = houses.get(p.body_id) if p.state in UNWRITTEN else None
        rules = p.rules or (house.rules if house else None)
        found[pk] = ProposalFacts(
            **measure_text(p, rules), **measure_signers(p, rules, answers, house),
            **measure_time(p, rules, house.period if house else Period()),
            no_secrets=p.no_secrets, confirmed=is_confirmed(p, rules),
            in_year=written[pk], quota=rules.quota if rules else None,
            level=p.level, levels=tuple(c.meaning for c in rules.codes("levels")) if rules else (),
            dispositions=rules.dispositions if rules else "",
            units=units[p.matter_id or 0], gaps=name_gaps(matrix.gaps) if matrix and matrix.gaps else "",
            unsatisfied=bad[p.matter_id or 0], answered=done[pk], settled=(p.matter_id or 0) in settled,
            **measure_rounds(matrix),
        )  # fmt: skip
    return found


def measure_rounds(matrix: Matrix | None) -> dict[str, Any]:
    """Whether the rules allow another round of handling, and what follows the last one."""
    if matrix is None:
        return {}
    facts = matrix.facts()
    return {name: getattr(facts, name) for name in ("rounds_left", "most_rounds", "after_rounds")}


def measure_text(p: Proposal, rules: RuleSet | None) -> dict[str, Any]:
    """The parts of the text and their lengths against the rules."""
    wanted = {*(rules.parts if rules else " ".join(Part.values)).split(), Part.RECOMMENDATIONS}
    lengths = {name: len(getattr(p, name).strip()) for name in Part.values}
    missing = [str(Part(name).label) for name in Part.values if name in wanted and not lengths[name]]
    pattern = rules.title_pattern if rules else ""
    return {
        "has_text": not missing, "missing": "、".join(missing), "title_length": len(p.title),
        "longest_title": rules.longest_title if rules else None,
        "title_form": pattern, "title_fits": fits_pattern(p.title, pattern),
        "text_length": sum(lengths.values()), "longest_text": rules.longest_text if rules else None,
        "longest": max(lengths.values()), "longest_part": rules.longest_part if rules else None,
        "items": len(cut_items(p.recommendations)), "most_items": rules.most_recommendations if rules else None,
    }  # fmt: skip


def measure_signers(
    p: Proposal, rules: RuleSet | None, answers: Counter[tuple[int, str]], house: House | None
) -> dict[str, Any]:
    ahead = rules.sign_ahead if rules else None
    today = timezone.localdate()
    earliest = today
    if house and ahead is not None and isinstance(ahead.length, Span):
        earliest = prc_calendar().add(today, ahead.length.count, ahead.length.unit)
    owner = OWNERS.get(ProposerKind(p.proposer_kind))
    return {
        "joint": p.proposer_kind == ProposerKind.JOINT, "signers": answers[p.pk, SignatureState.AGREED],
        "fewest_signers": rules.cosigners if rules else 2, "most_signers": rules.most_cosigners if rules else None,
        "invited": answers[p.pk, SignatureState.INVITED], "named": owner is None or bool(getattr(p, owner)),
        "sign_by": p.sign_by, "earliest": earliest,
    }  # fmt: skip


def measure_time(p: Proposal, rules: RuleSet | None, period: Period) -> dict[str, Any]:
    """Whether this kind of proposer may propose now; what has been submitted already is not asked again."""
    between = p.between_sessions if period.between is None else period.between
    name = "between_proposers" if between else "session_proposers"
    open_to = rules is None or p.state not in UNWRITTEN or rules.allows(name, p.proposer_kind)
    return {"between": between, "allowed_kind": open_to, "closed_since": period.closed_since}


def is_confirmed(p: Proposal, rules: RuleSet | None) -> bool:
    """What the office entered for a member waits for the member, unless there is the paper he or she signed."""
    if not p.by_proxy or p.confirmed_at is not None or (rules is not None and not rules.confirm_proxy):
        return True
    first = Signature.objects.filter(proposal=p.pk).order_by("order", "pk").first()
    return first is None or first.on_paper


def count_of_first_signers(proposals: Iterable[Proposal]) -> Counter[int]:
    """For each proposal that is not submitted yet, how many its first signer has submitted in that year."""
    drafts = {p.pk: p for p in proposals if p.state in UNWRITTEN}
    firsts: dict[int, int] = {}
    rows = Signature.objects.filter(proposal__in=drafts).order_by("proposal", "order", "pk")
    for pk, person in rows.values_list("proposal", "person"):
        firsts.setdefault(pk, person)
    if not firsts:
        return Counter()
    years = {p.year for p in drafts.values()}
    submitted = Proposal.objects.filter(year__in=years, submitted_on__isnull=False).exclude(state__in=UNWRITTEN)
    mine = Signature.objects.filter(person__in=set(firsts.values()), order=1, proposal__in=submitted.values("pk"))
    counts = {
        (person, year): n for person, year, n in mine.values_list("person", "proposal__year").annotate(n=Count("pk"))
    }
    return Counter({pk: counts.get((person, drafts[pk].year), 0) for pk, person in firsts.items()})


def sign_by_default(rules: RuleSet | None, today: dt.date) -> dt.date:
    """A week, or as long as the rules want at least."""
    week = today + dt.timedelta(days=7)
    if rules is None or rules.sign_ahead is None or not isinstance(rules.sign_ahead.length, Span):
        return week
    length = rules.sign_ahead.length
    return max(week, prc_calendar().add(today, length.count, length.unit))
