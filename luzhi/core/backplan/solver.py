"""Solving an instance: a population of lists on one core, a constraint solver looking for proof on the other."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from luzhi.core.backplan.evolution import NEVER, Evolution
from luzhi.core.backplan.exact import Exact

if TYPE_CHECKING:
    from luzhi.core.backplan.axis import Ints
    from luzhi.core.backplan.instance import Instance

BREATH = 0.02
"""Seconds after which the population looks at the clock and at what the prover found."""
PATIENCE = 0.2
"""Seconds the answer waits for a prover that was told to stop; what it finds later is left."""
FIRST_SLICE = 1.0
"""Seconds of the prover's first run; each next one is twice as long and starts from the best known by then."""


@dataclass
class Solution:
    """The best schedule found. ``objective`` is its largest finish plus tail; no schedule is below ``bound``.

    ``trace`` holds the seconds at which a better one was found, with its objective.
    """

    starts: Ints
    objective: int
    bound: int
    trace: list[tuple[float, int]] = field(default_factory=list)

    @property
    def is_proven(self) -> bool:
        """No schedule is shorter."""
        return self.objective <= self.bound

    @property
    def gap(self) -> float:
        """How much shorter a schedule might still be, as a share of this one."""
        return 0.0 if self.is_proven else (self.objective - self.bound) / self.objective


class Prover(threading.Thread):
    """The constraint solver in a thread of its own; it computes outside the interpreter's lock."""

    def __init__(self, instance: Instance, bound: int, until: float, workers: int) -> None:
        super().__init__(daemon=True)
        self.instance, self.bound, self.until, self.workers = instance, bound, until, workers
        self.best = NEVER
        self.known: Ints | None = None
        self.found: list[Ints] = []
        self.ended = threading.Event()
        self.model: Exact | None = None
        self.error: Exception | None = None

    def run(self) -> None:
        try:
            self._search()
        except Exception as error:  # noqa: BLE001 -- raised again in the thread that waits
            self.error = error

    def _search(self) -> None:
        length = FIRST_SLICE
        while not self.ended.is_set() and self.best > self.bound:
            left = self.until - time.perf_counter()
            if left <= 0:
                return
            upper = self.best - 1
            self.model = Exact(self.instance, self.bound, upper)
            if self.ended.is_set():
                return
            verdict = self.model.run(min(length, left), self.workers, self.known)
            self.bound = max(self.bound, verdict.bound)
            if verdict.starts is not None:
                self.found.append(verdict.starts)
            length *= 2

    def end(self) -> None:
        """Stop the solver and wait a moment until it lets go; do not wait for one that is only being loaded."""
        self.ended.set()
        if self.model is not None:
            self.model.stop()
            self.join(PATIENCE)
        if self.error is not None:
            raise self.error


def solve(
    instance: Instance,
    seconds: float,
    *,
    target: int = 0,
    workers: int = 2,
    seed: int = 1,
    hint: Ints | None = None,
) -> Solution:
    """Search until the objective is proven, does not pass ``target``, or the time is over.

    ``workers`` counts cores: one for the population, the others for the prover. A ``hint`` is a list to start
    from, as starts.
    """
    began = time.perf_counter()
    bound = instance.lower_bound()
    search = Evolution(instance, seed=seed)
    solution = Solution(search.starts, NEVER, bound)
    if not instance.size:
        return Solution(search.starts, bound, bound)
    search.begin(began + seconds)
    if hint is not None:
        search.insert(hint)
    _note(solution, search, began)
    prover = Prover(instance, bound, began + seconds, max(workers - 1, 1))
    prover.known, prover.best = search.starts, search.best
    if workers > 1 and search.best > max(bound, target) and time.perf_counter() - began < seconds:
        prover.start()
    children = 1
    while search.best > max(prover.bound, target) and (at := time.perf_counter()) - began < seconds:
        search.generation(children)
        children = max(1, min(2 * children, int(children * BREATH / (time.perf_counter() - at + 1e-6))))
        while prover.found:
            search.insert(prover.found.pop())
        if search.best < prover.best:
            prover.known, prover.best = search.starts, search.best
        _note(solution, search, began)
    prover.end()
    for starts in prover.found:
        search.insert(starts)
    _note(solution, search, began)
    solution.bound = min(prover.bound, solution.objective)
    return solution


def _note(solution: Solution, search: Evolution, began: float) -> None:
    if search.best < solution.objective:
        solution.objective, solution.starts = search.best, search.starts
        solution.trace.append((time.perf_counter() - began, search.best))
