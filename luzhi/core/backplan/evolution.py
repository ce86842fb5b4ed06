"""Searching for a short schedule with a population of lists, each improved by justification.

A child is its mother's list with one stretch in the father's order (Hartmann 1998, with shorter stretches) and some
tasks moved; each schedule is pushed to the right and then to the left (double justification, Valls, Ballestín and
Quintanilla 2005), which never makes it longer; a child replaces the worst of the population, each schedule once. All
figures here were chosen by measurement on instances of PSPLIB.
"""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from luzhi.core.backplan.compiled import compiled
from luzhi.core.backplan.generator import build, lay_out, list_by

if TYPE_CHECKING:
    from luzhi.core.backplan.axis import Ints
    from luzhi.core.backplan.instance import Instance

NEVER = 1 << 30
SPREADS = (0.2, 0.6, 1.5)
"""How much the priorities of the first lists are disturbed."""
AGE = 24
"""After so many children for each list the population doubles."""
GROWN_UP = 16
"""Strangers mix among themselves for so many children each before they join."""
MOST = 2048
"""No population is larger."""


class Tuning(NamedTuple):
    """How children are made: chances and shares of the list."""

    rivals: int = 3
    shortest: float = 0.1
    longest: float = 0.6
    swaps: float = 0.06
    moves: float = 0.02


class Herd(NamedTuple):
    """The population, one list a row, with what each is worth."""

    lists: Any
    scores: Any
    prints: Any


class Evolution:
    """A population for one instance; ``best`` and ``starts`` are the best schedule so far."""

    def __init__(self, instance: Instance, count: int = 32, seed: int = 1, tuning: Tuning | None = None) -> None:
        self.instance, self.count = instance, count
        self.tuning = tuning or Tuning()
        self.random = np.random.default_rng(seed)
        self.best, self.starts = NEVER, np.zeros(instance.size, np.int64)
        self.children = 0
        self.strangers: Herd | None = None
        self.filled = self.raised = 0
        size = instance.size
        self.herd = make_herd(count, size)
        self.found = np.zeros(2 * size, np.int64)
        self._lay_out(instance.horizon)

    def _lay_out(self, horizon: int) -> None:
        instance = self.instance.until(horizon)
        self.horizon = horizon
        self.forward, self.backward = lay_out(instance), lay_out(instance, backward=True)

    def begin(self, until: float = math.inf) -> None:
        """The first population: priorities by what remains after a task, more or less disturbed.

        At ``until`` (by ``time.perf_counter``) it stays as large as it is.
        """
        for number in range(self.count):
            if number and time.perf_counter() > until:
                self.herd = Herd(*(part[:number] for part in self.herd))
                return
            spread = 0.0 if number == 0 else float(self.random.choice(SPREADS))
            self._note(first_list(self.forward, self.backward, self.herd, number, spread, self.random, self.found))
            if number == min(4, self.count - 1):
                self._tighten()

    def _tighten(self) -> None:
        """Tables need only be as long as schedules worth keeping."""
        horizon = self.best * 5 // 4 + 2 * int(self.instance.length.max(initial=1))
        if horizon < self.horizon:
            self._lay_out(horizon)

    def generation(self, children: int) -> None:
        """So many children: cross, move, justify, and keep what is good. A population that has grown old takes in
        strangers, as many as it has itself."""
        if self.strangers is not None:
            self._raise(self.strangers, children)
        else:
            self._breed(self.herd, children)
            if self.children > AGE * self.count and self.count < MOST:
                self.strangers, self.filled, self.raised = make_herd(self.count, self.instance.size), 0, 0

    def _breed(self, herd: Herd, children: int) -> None:
        self._note(evolve(self.forward, self.backward, herd, self.tuning, children, self.random, self.found))
        self.children += children

    def _raise(self, strangers: Herd, children: int) -> None:
        """Strangers are made and mix among themselves first, else the old ones would push them out at once. A small
        population finds good schedules soon, a large one better ones; so it doubles."""
        while self.filled < self.count and children > 0:
            spread = float(self.random.choice(SPREADS))
            self._note(first_list(self.forward, self.backward, strangers, self.filled, spread, self.random, self.found))
            self.filled += 1
            children -= 1
        if children:
            self._breed(strangers, children)
            self.raised += children
        if self.raised >= GROWN_UP * self.count:
            self.herd = Herd(*(np.concatenate(parts) for parts in zip(self.herd, strangers, strict=True)))
            self.strangers = None
            self.count *= 2

    def insert(self, starts: Ints) -> None:
        """Take in a schedule found elsewhere."""
        self._note(take_in(self.forward, self.backward, self.herd, starts.astype(np.int64), self.found))

    def _note(self, score: int) -> None:
        """A schedule that is better than all before lies in ``found``."""
        if score < self.best:
            self.best, self.starts = int(score), self.found[: self.instance.size].copy()


def make_herd(count: int, size: int) -> Herd:
    return Herd(np.zeros((count, size), np.int64), np.full(count, NEVER, np.int64), np.zeros(count, np.int64))


@compiled
def improve(forward: Any, backward: Any, tasks: Any, ends: Any, keys: Any) -> int:
    """Build forward, push to the right, push to the left; the objective. ``tasks`` becomes the list by start."""
    size, horizon = len(tasks), forward.horizon
    build(forward, tasks, 0, ends)
    last = 0
    for task in range(size):
        last = max(last, ends[size + task] + forward.tail[task])
        keys[task] = horizon - ends[size + task]
    list_by(backward, keys, tasks)
    build(backward, tasks, max(horizon - last, 0), ends)
    for task in range(size):
        keys[task] = horizon - ends[size + task]
    list_by(forward, keys, tasks)
    fits = build(forward, tasks, 0, ends)
    last = 0
    for task in range(size):
        last = max(last, ends[size + task] + forward.tail[task])
        keys[task] = ends[task]
    list_by(forward, keys, tasks)
    return last if fits else NEVER


@compiled
def keep(herd: Any, tasks: Any, score: int, ends: Any) -> None:
    """Let a list take the place of the worst, unless its schedule is there already."""
    mark = 0
    for task in range(len(tasks)):
        mark += ends[task] * (task + 1)
    worst = 0
    for number in range(len(herd.scores)):
        if herd.scores[number] == score and herd.prints[number] == mark:
            return
        if herd.scores[number] > herd.scores[worst]:
            worst = number
    if score <= herd.scores[worst]:
        herd.lists[worst] = tasks
        herd.scores[worst], herd.prints[worst] = score, mark


@compiled
def first_list(forward: Any, backward: Any, herd: Any, number: int, spread: float, random: Any, found: Any) -> int:
    """Fill one place of the population with a list by what remains after each task, disturbed by ``spread``."""
    size = len(forward.length)
    rest = np.zeros(size)
    for task in backward.sorted:
        length = forward.length[task] * (1 + random.random() * spread) + 1e-3
        most = float(forward.tail[task])
        for held in range(backward.held_at[task], backward.held_at[task + 1]):
            most = max(most, rest[backward.held_by[held] % size])
        rest[task] = most + length
    tasks = np.argsort(-rest)
    keys, ends = np.zeros(size, np.int64), np.zeros(2 * size, np.int64)
    rank_of(tasks, keys)
    list_by(forward, keys, tasks)
    score = improve(forward, backward, tasks, ends, keys)
    herd.lists[number], herd.scores[number] = tasks, score
    found[:] = ends
    return score


@compiled
def rank_of(tasks: Any, ranks: Any) -> None:
    for place in range(len(tasks)):
        ranks[tasks[place]] = place


@compiled
def take_in(forward: Any, backward: Any, herd: Any, starts: Any, found: Any) -> int:
    size = len(starts)
    tasks, keys = np.zeros(size, np.int64), starts.copy()
    list_by(forward, keys, tasks)
    score = improve(forward, backward, tasks, found, keys)
    keep(herd, tasks, score, found)
    return score


@compiled
def evolve(forward: Any, backward: Any, herd: Any, tuning: Any, children: int, random: Any, found: Any) -> int:
    """Make so many children; the best objective among them, its schedule in ``found``."""
    size, best = len(forward.length), NEVER
    child, keys, ends = np.zeros(size, np.int64), np.zeros(size, np.int64), np.zeros(2 * size, np.int64)
    for _ in range(children):
        mother, father = choose(herd, tuning.rivals, random), choose(herd, tuning.rivals, random)
        cross(herd.lists[mother], herd.lists[father], tuning, random, child, keys)
        disturb(forward, tuning, random, child, keys)
        score = improve(forward, backward, child, ends, keys)
        keep(herd, child, score, ends)
        if score < best:
            best = score
            found[:] = ends
    return best


@compiled
def choose(herd: Any, rivals: int, random: Any) -> int:
    """The best of a few drawn at random."""
    best = int(random.random() * len(herd.scores))
    for _ in range(rivals - 1):
        other = int(random.random() * len(herd.scores))
        if herd.scores[other] < herd.scores[best]:
            best = other
    return best


@compiled
def cross(mother: Any, father: Any, tuning: Any, random: Any, child: Any, keys: Any) -> None:
    """The mother's list, one stretch of it in the father's order."""
    size = len(child)
    stretch = int(size * (tuning.shortest + random.random() * (tuning.longest - tuning.shortest)))
    head = int(random.random() * (size - stretch + 1))
    taken = keys
    taken[:] = 0
    for place in range(head):
        child[place] = mother[place]
        taken[mother[place]] = 1
    place = head
    for task in father:
        if place == head + stretch:
            break
        if not taken[task]:
            child[place] = task
            taken[task] = 1
            place += 1
    for task in mother:
        if not taken[task]:
            child[place] = task
            place += 1


@compiled
def disturb(side: Any, tuning: Any, random: Any, tasks: Any, keys: Any) -> None:
    """Swap some neighbours and move some tasks, as far as what holds them lets them."""
    size = len(tasks)
    for place in range(size - 1):
        if random.random() < tuning.swaps and not holds(side, tasks[place], tasks[place + 1]):
            tasks[place], tasks[place + 1] = tasks[place + 1], tasks[place]
    for place in range(size):
        if random.random() < tuning.moves:
            task, at = tasks[place], place
            steps = int(random.random() * size / 6)
            while at > 0 and steps > 0 and not holds(side, tasks[at - 1], task):
                tasks[at] = tasks[at - 1]
                at -= 1
                steps -= 1
            tasks[at] = task


@compiled
def holds(side: Any, first: int, second: int) -> bool:
    size = len(side.length)
    for held in range(side.held_at[second], side.held_at[second + 1]):  # noqa: SIM110 -- machine code knows no any()
        if side.held_by[held] % size == first:
            return True
    return False
