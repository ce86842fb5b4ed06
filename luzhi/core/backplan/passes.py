"""The two passes: as early as today allows, as late as the opening allows.

Both are longest-path recursions in the order of the levels. ``Passes`` can be run again with other lengths or
link kinds at no more cost than the arithmetic, which is how the effect of a relief is computed.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from luzhi.core.backplan.compiled import compiled
from luzhi.core.backplan.network import DONE

if TYPE_CHECKING:
    from luzhi.core.backplan.axis import Ints
    from luzhi.core.backplan.network import Links, Network

WHOLE = slice(None)


@dataclass(frozen=True)
class Times:
    """Positions by the plan's place of each task: earliest and latest start and finish of what is left."""

    early_start: Ints
    early_finish: Ints
    late_start: Ints
    late_finish: Ints
    ceiling: Ints
    """the last finish by the task's own date, the opening, or the end of the whole plan"""


class Passes:
    """A network laid out for its passes."""

    def __init__(self, network: Network) -> None:
        self.network = network
        links, sequence = network.links, network.order
        self.sources, self.targets = links.sources[sequence.links], links.targets[sequence.links]
        borders = sequence.link_bounds
        self.spans = [slice(a, b) for a, b in pairwise(borders) if b > a]

    def run(self, *, length: Ints | None = None, links: Links | None = None, ceiling: Ints | None = None) -> Times:
        """Both passes, if wanted with other lengths, link kinds or ceilings."""
        network = self.network
        length = network.length if length is None else length
        links = network.links if links is None else links
        weight = self._weights(length, links) if network.axis.tables is None else None
        early = self.forward(length, links, weight)
        early_finish = network.axis.finish(early, length, network.row)
        ceiling = network.ceiling if ceiling is None else ceiling
        if network.after_opening.any():
            end = early_finish[network.state != DONE].max(initial=0)
            ceiling = np.where(network.after_opening, np.minimum(ceiling, end), ceiling)
        late = self.backward(length, links, ceiling, weight)
        late_finish = network.axis.finish(late, length, network.row)
        return self._with_history(Times(early, early_finish, late, late_finish, ceiling))

    def _with_history(self, times: Times) -> Times:
        """What is done lies where it happened, in both directions."""
        network, done = self.network, self.network.state == DONE
        if not done.any():
            return times
        began, ended = network.began, network.ended
        return Times(
            np.where(done, began, times.early_start),
            np.where(done, ended, times.early_finish),
            np.where(done, began, times.late_start),
            np.where(done, ended, times.late_finish),
            times.ceiling,
        )

    def forward(self, length: Ints, links: Links, weight: Ints | None) -> Ints:
        """The earliest start of what is left of each task."""
        network = self.network
        start = network.axis.start(network.floor, network.row).copy()
        if weight is not None:
            return self._uniform(start, weight, forward=True)
        for span in self.spans:
            np.maximum.at(start, self.targets[span], self.pushed(start, length, links, span))
        return self._guarded(start)

    def backward(self, length: Ints, links: Links, ceiling: Ints, weight: Ints | None) -> Ints:
        """The latest start of what is left of each task."""
        network = self.network
        start = network.axis.last_start(ceiling, length, network.row)
        if weight is not None:
            return self._uniform(start, weight, forward=False)
        for span in reversed(self.spans):
            np.minimum.at(start, self.sources[span], self.pulled(start, length, links, span))
        return self._guarded(start)

    def pushed(self, start: Ints, length: Ints, links: Links, span: slice = WHOLE) -> Ints:
        """For each link of the order: how early its second task may start, given when the first does."""
        axis, row, places = self.network.axis, self.network.row, self.network.order.links[span]
        source, target = self.sources[span], self.targets[span]
        left = start[source]
        left = np.where(links.from_start[places], left, axis.finish(left, length[source], row[source]))
        held = axis.advance(left, links.lag[places])
        by_finish = axis.start_for(held, length[target], row[target])
        return np.where(links.to_finish[places], by_finish, axis.start(held, row[target]))

    def pulled(self, start: Ints, length: Ints, links: Links, span: slice = WHOLE) -> Ints:
        """For each link of the order: how late its first task may start, given when the second does."""
        axis, row, places = self.network.axis, self.network.row, self.network.order.links[span]
        source, target = self.sources[span], self.targets[span]
        right = start[target]
        right = np.where(links.to_finish[places], axis.finish(right, length[target], row[target]), right)
        held = axis.retreat(right, links.lag[places])
        by_finish = axis.last_start(held, length[source], row[source])
        return np.where(links.from_start[places], axis.last_slot(held, row[source]), by_finish)

    def _weights(self, length: Ints, links: Links) -> Ints:
        """Links as distances from start to start."""
        places = self.network.order.links
        from_finish = length[self.sources] * ~links.from_start[places]
        found: Ints = links.lag[places] + from_finish - length[self.targets] * links.to_finish[places]
        return found

    def _uniform(self, start: Ints, weight: Ints, *, forward: bool) -> Ints:
        """One pass with one calendar, where a link is a distance."""
        follow = push if forward else pull
        follow(start, self.sources, self.targets, weight)
        return start

    def _guarded(self, start: Ints) -> Ints:
        """A position at the edge of the tables is not a date but the end of what is known."""
        axis = self.network.axis
        if len(start) and (start.min() <= 0 or start.max() >= axis.far):
            raise axis.beyond()
        return start


@compiled
def push(start: Any, sources: Any, targets: Any, weight: Any) -> None:
    """Move every task behind what holds it; the links come in the order of their sources."""
    for link in range(len(sources)):
        held = start[sources[link]] + weight[link]
        start[targets[link]] = max(start[targets[link]], held)


@compiled
def pull(start: Any, sources: Any, targets: Any, weight: Any) -> None:
    """Move every task before what it holds; the same links, the last first."""
    for link in range(len(sources) - 1, -1, -1):
        held = start[targets[link]] - weight[link]
        start[sources[link]] = min(start[sources[link]], held)
