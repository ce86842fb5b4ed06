"""Searching for a short schedule with a population of lists, each improved by justification.

A child is its mother's list with one stretch in the father's order (Hartmann 1998, with shorter stretches) and some
neighbours swapped; each schedule is pushed to the right and then to the left (double justification, Valls,
Ballestín and Quintanilla 2005), which never makes it longer; the best of parents and children live on, each
schedule once. All figures here were chosen by measurement on instances of PSPLIB.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from luzhi.core.backplan.generator import Board, Side
from luzhi.core.backplan.lists import Lister

if TYPE_CHECKING:
    from luzhi.core.backplan.axis import Ints
    from luzhi.core.backplan.instance import Instance

SWAPS = 0.12
"""How often neighbours in a list change places."""
RIVALS = 4
"""How many are drawn for each parent; the best of them is taken."""
STRETCH = (0.1, 0.6)
"""Shortest and longest stretch taken from the father, as a share of the list."""
NEVER = 1 << 30


class Evolution:
    """A population for one instance; ``best`` and ``starts`` are the best schedule so far."""

    def __init__(self, instance: Instance, count: int = 256, seed: int = 1) -> None:
        self.instance, self.count = instance, count
        self.random = np.random.default_rng(seed)
        self.best, self.starts = NEVER, np.zeros(instance.size, np.int64)
        self.schedules = 0
        self.lists = np.zeros((instance.size, 0), np.int64)
        self.scores = np.zeros(0, np.int64)
        self.prints = np.zeros(0, np.int64)
        self.lister = Lister(instance)
        arcs = instance.arcs
        self.holds = np.zeros((instance.size, instance.size), bool)
        self.holds[arcs.before, arcs.after] = True
        self._lay_out(instance.horizon)

    def _lay_out(self, horizon: int) -> None:
        instance = self.instance.until(horizon)
        self.horizon = horizon
        self.forward, self.backward = Side(instance), Side(instance, backward=True)

    def begin(self) -> None:
        """The first population: priorities by what remains after a task, more or less disturbed."""
        few = max(self.count // 16, 1)
        self._keep(*self.improve(self._first_lists(few)))
        self._tighten()
        if self.count > few:
            self._keep(*self.improve(self._first_lists(self.count - few, plain=False)))

    def _tighten(self) -> None:
        """Arrays need only be as long as schedules worth keeping."""
        horizon = self.best * 5 // 4 + 2 * self.forward.span
        if horizon < self.horizon:
            self._lay_out(horizon)

    def _first_lists(self, count: int, *, plain: bool = True) -> Ints:
        instance = self.instance
        spread = self.random.choice([0.2, 0.6, 1.5], count)
        noise = 0.7 + self.random.random((instance.size, count)) * spread
        if plain:
            noise[:, 0] = 1
        length = instance.length[:, None] * noise + 1e-3
        return self.lister.by_rest(length + instance.tail[:, None], length)

    def generation(self) -> None:
        """Cross, swap, justify, and keep the best."""
        # the population is sorted: the smallest number is the best rival
        mothers, fathers = self.random.integers(0, len(self.scores), (2, RIVALS, self.count)).min(axis=1)
        children = self._cross(self.lists[:, mothers], self.lists[:, fathers])
        self._swap(children)
        self._keep(*self.improve(children))

    def insert(self, starts: Ints) -> None:
        """Take in a schedule found elsewhere."""
        column = starts[:, None]
        self._keep(*self.improve(self.lister.forward(column, column)))

    def improve(self, lists: Ints) -> tuple[Ints, Ints, Ints]:
        """Build forward, push to the right, push to the left: lists, scores and fingerprints."""
        instance = self.instance
        start, finish = Board(self.forward, lists).build()
        ends = np.minimum((finish + instance.tail[:, None]).max(axis=0, initial=0), self.horizon)
        back = Board(self.backward, self.lister.backward(start, finish), self.horizon - ends)
        start, finish = back.build()
        final = Board(self.forward, self.lister.forward(-finish, -start))
        start, finish = final.build()
        scores = (finish + instance.tail[:, None]).max(axis=0, initial=0).astype(np.int64)
        scores[final.overflow] = NEVER
        self.schedules += 3 * lists.shape[1]
        winner = int(scores.argmin())
        if scores[winner] < self.best:
            self.best, self.starts = int(scores[winner]), start[:, winner].astype(np.int64)
        return self.lister.forward(start, finish), scores, start.sum(axis=0, dtype=np.int64)

    def _keep(self, lists: Ints, scores: Ints, prints: Ints) -> None:
        lists = np.concatenate([self.lists, lists], axis=1)
        scores = np.concatenate([self.scores, scores])
        prints = np.concatenate([self.prints, prints])
        # sorted by score; two schedules with the same score and sum of starts are taken for one
        _, chosen = np.unique(scores * (1 << 32) + prints, return_index=True)
        if len(chosen) < self.count:
            again = np.setdiff1d(np.arange(len(scores)), chosen)
            chosen = np.concatenate([chosen, again])
        chosen = chosen[: self.count]
        self.lists, self.scores, self.prints = lists[:, chosen], scores[chosen], prints[chosen]

    def _cross(self, mothers: Ints, fathers: Ints) -> Ints:
        """The mother's list, one stretch of it in the father's order."""
        size, count = mothers.shape
        columns, places = np.arange(count), np.arange(size)[:, None]
        of_mother, of_father = np.empty_like(mothers), np.empty_like(fathers)
        of_mother[mothers, columns], of_father[fathers, columns] = places, places
        stretch = (size * self.random.uniform(*STRETCH, count)).astype(np.int64)
        head = (self.random.random(count) * (size - stretch)).astype(np.int64)
        rest = of_mother >= head
        open_here = rest[fathers, columns]
        early = open_here & (np.cumsum(open_here, axis=0) <= stretch)
        taken = np.zeros((size, count), bool)
        taken[fathers, columns] = early
        key = np.where(taken, size + of_father, 2 * size + of_mother)
        return np.argsort(np.where(rest, key, of_mother), axis=0)

    def _swap(self, lists: Ints) -> None:
        """Swap neighbours that do not hold each other."""
        size, count = lists.shape
        chances = self.random.random((max(size - 1, 0), count)) < SWAPS
        for place in range(size - 1):
            columns = np.flatnonzero(chances[place])
            first, second = lists[place, columns], lists[place + 1, columns]
            free = ~self.holds[first, second]
            columns = columns[free]
            lists[place, columns], lists[place + 1, columns] = second[free], first[free]
