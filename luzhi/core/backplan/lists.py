"""Lists of tasks in the order of a schedule, such that nobody comes before what holds him."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from luzhi.core.backplan.graph import order

if TYPE_CHECKING:
    from luzhi.core.backplan.axis import Ints
    from luzhi.core.backplan.graph import Order
    from luzhi.core.backplan.instance import Instance

STEP = 1 << 20


class Lister:
    """Turns schedules (task by column) into lists for the generator, in both directions of time.

    Sorting by start is enough where every arc makes its second task start later. It is not for milestones, leads
    and links that hold a finish: there a task is moved behind what holds it.
    """

    def __init__(self, instance: Instance) -> None:
        arcs = instance.arcs
        self.before, self.after = arcs.before, arcs.after
        distance = instance.weight
        at_finish = distance + instance.length[arcs.after] - instance.length[arcs.before]
        self.is_strict = bool((distance > 0).all() and (at_finish > 0).all())
        self.order: Order = order(instance.size, arcs.before, arcs.after)

    def forward(self, start: Ints, finish: Ints) -> Ints:
        """By start, then by finish."""
        keys = start.astype(np.int64) * STEP + finish
        if not self.is_strict:
            for links in self._levels():
                np.maximum.at(keys, self.after[links], keys[self.before[links]] + 1)
        return np.argsort(keys, axis=0)

    def backward(self, start: Ints, finish: Ints) -> Ints:
        """By finish, then by start, the last first."""
        keys = finish.astype(np.int64) * STEP + start
        if not self.is_strict:
            for links in reversed(self._levels()):
                np.minimum.at(keys, self.before[links], keys[self.after[links]] - 1)
        return np.argsort(-keys, axis=0)

    def by_rest(self, rest: Ints, length: Ints) -> Ints:
        """By what remains from each task on, ``rest`` being what remains by its own, the most first."""
        rest = rest.copy()
        for links in reversed(self._levels()):
            np.maximum.at(rest, self.before[links], rest[self.after[links]] + length[self.before[links]])
        return np.argsort(-rest, axis=0, kind="stable")

    def _levels(self) -> list[Ints]:
        bounds = self.order.link_bounds
        return [self.order.links[a:b] for a, b in pairwise(bounds) if b > a]
