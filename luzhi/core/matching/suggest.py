"""Firms that fit: what one offers and another needs, by field and industry chain, with the reason in the open."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from luzhi.core.bigrams import cut

COMMON = 0.2  # a token that so large a share of the lines has tells nothing
SAME_CHAIN, SAME_FIELD, SHARED_TOKEN, MOST_FOR_WORDS = 3.0, 1.0, 0.5, 4.0


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a profile: what a party offers or needs, in which field (products, capital …), in which chain."""

    party: int
    offers: bool
    field: str
    chain: str
    text: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One offer that meets one need, and the words both use."""

    offer: Line
    need: Line
    words: tuple[str, ...]
    same_chain: bool
    score: float


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two parties that fit, the best reasons first. `mutual`: each has something the other needs."""

    parties: tuple[int, int]
    reasons: tuple[Reason, ...]
    score: float

    @property
    def mutual(self) -> bool:
        return len({reason.offer.party for reason in self.reasons}) == 2


def suggest(
    lines: Iterable[Line],
    *,
    known: Iterable[tuple[int, int]] = (),
    most_each: int = 5,
    only: int | None = None,
) -> list[Suggestion]:
    """Pairs that fit and are not `known`, best first, at most so many for each party; or those of `only` one party. An
    offer fits a need of the same field when the chain is the same or their words meet."""
    rows = list(lines)
    tokens = [frozenset(cut(row.text)) for row in rows]
    count: dict[str, int] = defaultdict(int)
    for row in tokens:
        for token in row:
            count[token] += 1
    limit = max(2, COMMON * len(rows))
    telling = [frozenset(token for token in row if count[token] <= limit) for row in tokens]
    by_field: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for number, line in enumerate(rows):
        by_field[line.field][0 if line.offers else 1].append(number)
    reasons: dict[tuple[int, int], list[Reason]] = defaultdict(list)
    for offers, needs in by_field.values():
        for one in offers:
            asked = needs if only in (None, rows[one].party) else [n for n in needs if rows[n].party == only]
            for other in asked:
                reason = judge(rows[one], rows[other], telling[one] & telling[other])
                if reason is not None:
                    left, right = sorted((rows[one].party, rows[other].party))
                    reasons[left, right].append(reason)
    taken = {tuple(sorted(pair)) for pair in known}
    found = [weigh(pair, given) for pair, given in reasons.items() if pair not in taken]
    return keep_best(sorted(found, key=lambda s: (-s.score, s.parties)), most_each)


def judge(offer: Line, need: Line, shared: frozenset[str]) -> Reason | None:
    if offer.party == need.party:
        return None
    same_chain = bool(offer.chain) and offer.chain.strip().casefold() == need.chain.strip().casefold()
    if not same_chain and not shared:
        return None
    score = SAME_FIELD + SAME_CHAIN * same_chain + min(MOST_FOR_WORDS, SHARED_TOKEN * len(shared))
    return Reason(offer, need, tuple(sorted(shared)), same_chain, score)


def weigh(pair: tuple[int, int], reasons: list[Reason]) -> Suggestion:
    """The best reason of each direction counts; what fits both ways is worth more than twice one way."""
    ordered = tuple(sorted(reasons, key=lambda reason: -reason.score))
    best = {reason.offer.party: reason.score for reason in reversed(ordered)}
    return Suggestion(pair, ordered[:4], sum(best.values()) + (1.0 if len(best) == 2 else 0.0))


def keep_best(ordered: Iterable[Suggestion], most_each: int) -> list[Suggestion]:
    given: dict[int, int] = defaultdict(int)
    kept = []
    for suggestion in ordered:
        if all(given[party] < most_each for party in suggestion.parties):
            kept.append(suggestion)
            for party in suggestion.parties:
                given[party] += 1
    return kept
