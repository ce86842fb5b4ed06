"""Directed graphs as arrays: an order of the nodes, and the cycle when there is none.

A level holds the nodes whose longest way from a source has the same number of links, so a pass over several
calendars may treat all nodes of a level in one stroke.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from luzhi.core.backplan.compiled import compiled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from luzhi.core.backplan.axis import Ints


class CycleError(ValueError):
    """There is no order. ``nodes`` runs once round a cycle."""

    def __init__(self, nodes: list[int]) -> None:
        super().__init__(str(nodes))
        self.nodes = nodes


@dataclass(frozen=True)
class Order:
    """Nodes level by level, so that every link runs forward, and the links in the order of their sources.

    ``bounds`` and ``link_bounds`` are the borders between levels in ``nodes`` and ``links``.
    """

    nodes: Ints
    bounds: list[int]
    links: Ints
    link_bounds: list[int]


def order(size: int, sources: Ints, targets: Ints) -> Order:
    """An order of the nodes; raises ``CycleError``."""
    by_source = sort_order(sources)
    heads = targets[by_source].astype(np.int64)
    degree = np.bincount(sources, minlength=size)
    first = np.concatenate(([0], np.cumsum(degree))).astype(np.int64)
    nodes, level = queue_up(heads, first, np.bincount(targets, minlength=size).astype(np.int64))
    if len(nodes) < size:
        left = np.ones(size, bool)
        left[nodes] = False
        raise CycleError(_cycle(left.tolist(), sources.tolist(), targets.tolist()))
    bounds = np.concatenate(([0], np.cumsum(np.bincount(level[nodes])))) if size else np.zeros(1, np.int64)
    counts = degree[nodes]
    link_bounds = np.concatenate(([0], np.cumsum(counts)))[bounds]
    return Order(nodes, bounds.tolist(), by_source[spread(first[nodes], counts)], link_bounds.tolist())


@compiled
def queue_up(heads: Any, first: Any, waiting: Any) -> tuple[Any, Any]:
    """Nodes that nothing holds, then those they free, and so on; and the level of each node.

    The links of node n lead to ``heads[first[n] : first[n + 1]]``; ``waiting`` counts the links into each node and is
    used up.
    """
    size, count, at = len(waiting), 0, 0
    nodes, level = np.empty(size, np.int64), np.zeros(size, np.int64)
    for node in range(size):
        if waiting[node] == 0:
            nodes[count] = node
            count += 1
    while at < count:
        node = nodes[at]
        at += 1
        for link in range(first[node], first[node + 1]):
            head = heads[link]
            waiting[head] -= 1
            if waiting[head] == 0:
                level[head] = level[node] + 1  # its last link comes from its highest predecessor
                nodes[count] = head
                count += 1
    return nodes[:count], level


def find_cycle(size: int, pairs: Sequence[tuple[int, int]]) -> list[int]:
    """The nodes once round a cycle of links from first to second; empty when there is none."""
    links = np.array(pairs, np.int64).reshape(-1, 2)
    try:
        order(size, links[:, 0], links[:, 1])
    except CycleError as error:
        return error.nodes
    return []


def sort_order(values: Ints) -> Ints:
    """The places of small whole numbers in ascending order: two strokes of radix sort, faster than argsort."""
    if len(values) < 2 or bool((values[1:] >= values[:-1]).all()):
        return np.arange(len(values))
    low = np.argsort((values & 0xFFFF).astype(np.uint16), kind="stable")
    if values.max() <= 0xFFFF:
        return low
    high = (values >> 16)[low]
    kind = np.uint16 if high[-1] <= 0xFFFF else np.int64
    return low[np.argsort(high.astype(kind), kind="stable")]


def spread(starts: Ints, counts: Ints) -> Ints:
    """The numbers of several ranges, one after the other: start, start + 1, … each ``count`` long."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    return np.arange(total) + np.repeat(starts - ends + counts, counts)


def _cycle(left: list[bool], sources: list[int], targets: list[int]) -> list[int]:
    """A shortest cycle through one of the nodes that no order frees."""
    after: dict[int, list[int]] = {node: [] for node, is_left in enumerate(left) if is_left}
    before: dict[int, int] = {}
    for source, target in zip(sources, targets, strict=True):
        if left[source] and left[target]:
            after[source].append(target)
            before.setdefault(target, source)
    # walking back along links that cannot be freed must meet itself: that node lies on a cycle
    seen: set[int] = set()
    node = next(iter(after))
    while node not in seen:
        seen.add(node)
        node = before[node]
    return _round_trip(node, after)


def _round_trip(start: int, after: dict[int, list[int]]) -> list[int]:
    came: dict[int, int] = {}
    queue = deque([start])
    while start not in came:
        node = queue.popleft()
        for head in after[node]:
            if head not in came:
                came[head] = node
                queue.append(head)
    trip = [start]
    while came[trip[-1]] != start:
        trip.append(came[trip[-1]])
    return trip[::-1]
