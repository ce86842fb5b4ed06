"""Which texts are like another one: by the neighbouring pairs of characters they share, rare pairs weighing more."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping

from luzhi.core.bigrams import cut


def rank_alike(
    text: str, others: Mapping[int, str], *, most: int, least: float, empty: Iterable[str] = ()
) -> list[tuple[int, float]]:
    """The numbers of the texts most like `text`, with the share of their weighted words in common (0 to 1), best first.

    `empty` are words that say nothing. Texts with a share under `least` are left out.
    """
    silent = set(empty)
    wanted = set(cut(text)) - silent
    words = {key: set(cut(other)) - silent for key, other in others.items()}
    spread = Counter(word for found in words.values() for word in found)
    weight = {word: math.log(1 + len(words) / (1 + spread[word])) or 0.01 for word in {*wanted, *spread}}
    whole = sum(weight[word] for word in wanted)
    scores = []
    for key, found in words.items():
        union = math.sqrt(sum(weight[word] for word in found) * whole)
        share = sum(weight[word] for word in found & wanted) / union if union else 0.0
        if share >= least:
            scores.append((key, min(share, 1.0)))
    return sorted(scores, key=lambda pair: (-pair[1], -pair[0]))[:most]
