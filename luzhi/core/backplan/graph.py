"""Directed graphs as arrays: an order of the nodes, and the cycle when there is none.

A level holds the nodes whose longest way from a source has the same number of links, so a pass may treat
all nodes of a level in one stroke. A graph of long thin chains has too many levels for that; it gets a
plain order.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from luzhi.core.backplan.axis import Ints

NARROW = 12
"""Below so many nodes a level, array operations cost more than a plain loop (measured)."""


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

    @property
    def is_narrow(self) -> bool:
        return len(self.bounds) > 50 + len(self.nodes) / NARROW


def order(size: int, sources: Ints, targets: Ints) -> Order:
    """An order of the nodes; raises ``CycleError``."""
    by_source = sort_order(sources)
    heads = targets[by_source]
    degree = np.bincount(sources, minlength=size)
    waiting = np.bincount(targets, minlength=size)
    nodes, bounds, places = _by_levels(heads, degree, waiting.copy())
    if nodes is None:
        nodes, bounds, places = _by_queue(heads.tolist(), degree.tolist(), waiting.tolist())
    if len(nodes) < size:
        left = np.ones(size, bool)
        left[nodes] = False
        raise CycleError(_cycle(left.tolist(), sources.tolist(), targets.tolist()))
    link_bounds = np.concatenate(([0], np.cumsum(degree[nodes])))[bounds]
    return Order(nodes, bounds, by_source[places], link_bounds.tolist())


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


def _by_levels(heads: Ints, degree: Ints, waiting: Ints) -> tuple[Ints | None, list[int], Ints]:
    """Free all nodes of a level at once; none if levels turn out to be narrow."""
    size = len(degree)
    first = np.cumsum(degree) - degree
    writer = np.empty(size, np.int64)
    front = np.flatnonzero(waiting == 0)
    nodes, bounds, links = [front], [0, len(front)], [front[:0]]
    while len(front):
        if len(bounds) > 50 + bounds[-1] / NARROW:
            return None, bounds, first
        places = spread(first[front], degree[front])
        links.append(places)
        reached = heads[places]
        np.subtract.at(waiting, reached, 1)
        free = reached[waiting[reached] == 0]
        # several links may free a node in the same stroke: keep the one that wrote last
        slots = np.arange(len(free))
        writer[free] = slots
        front = free[writer[free] == slots]
        nodes.append(front)
        bounds.append(bounds[-1] + len(front))
    return np.concatenate(nodes), bounds[:-1], np.concatenate(links)


def _by_queue(heads: list[int], degree: list[int], waiting: list[int]) -> tuple[Ints, list[int], Ints]:
    first = [0, *accumulate(degree)]
    queue = [node for node, count in enumerate(waiting) if not count]
    level = [0] * len(degree)
    for node in queue:
        above = level[node] + 1
        for head in heads[first[node] : first[node + 1]]:
            waiting[head] -= 1
            if not waiting[head]:
                level[head] = above  # its last link comes from its highest predecessor
                queue.append(head)  # the list is the queue itself
    sizes = np.bincount([level[node] for node in queue]) if queue else np.zeros(0, np.int64)
    nodes = np.array(queue, np.int64)
    counts = np.array(degree, np.int64)
    places = spread((np.cumsum(counts) - counts)[nodes], counts[nodes])
    return nodes, [0, *np.cumsum(sizes).tolist()], places


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
