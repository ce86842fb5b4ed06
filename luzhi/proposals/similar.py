"""Earlier proposals that speak of the same things, found by the pairs of characters they share."""

import math
from collections import Counter
from dataclasses import dataclass

from luzhi.access.actors import Actor
from luzhi.core.bigrams import cut
from luzhi.proposals.models import Proposal
from luzhi.records.kinds import KINDS

CANDIDATES = 3000
SHOWN = 5
LEAST = 0.18
# Pairs that every title has tell nothing.
EMPTY_WORDS = frozenset(cut("关于进一步加强推进加快促进我市全市建设工作发展的建议提案"))


@dataclass(frozen=True)
class Alike:
    """An earlier proposal and how much of the new one's words it shares (0 to 1)."""

    proposal: Proposal
    share: float

    @property
    def percent(self) -> int:
        return round(self.share * 100)


def find_similar(actor: Actor, title: str, text: str = "", *, leave_out: int | None = None) -> list[Alike]:
    """The proposals most like a draft, by weighted shared words of their titles and topics; rare words weigh more."""
    wanted = words_of(f"{title} {text[:400]}")
    if len(wanted) < 2:
        return []
    visible = KINDS["proposals.proposal"].visible_to(actor).exclude(state="draft").exclude(pk=leave_out or 0)
    rows = list(visible.order_by("-pk").values_list("pk", "title", "topic")[:CANDIDATES])
    words = {pk: words_of(f"{name} {topic}") for pk, name, topic in rows}
    spread = Counter(word for found in words.values() for word in found)
    weight = {word: math.log(1 + len(rows) / (1 + spread[word])) for word in {*wanted, *spread}}
    scores = []
    for pk, found in words.items():
        shared = sum(weight[word] for word in found & wanted)
        union = math.sqrt(sum(weight[w] for w in found) * sum(weight[w] for w in words_of(title))) or 1
        if shared / union >= LEAST:
            scores.append((min(shared / union, 1.0), pk))
    best = sorted(scores, reverse=True)[:SHOWN]
    records = Proposal.objects.select_related("matter").in_bulk([pk for _score, pk in best])
    return [Alike(records[pk], score) for score, pk in best]


def words_of(text: str) -> set[str]:
    return set(cut(text)) - EMPTY_WORDS
