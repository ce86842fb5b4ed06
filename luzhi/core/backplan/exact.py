"""The same problem for a constraint solver (OR-Tools CP-SAT): better schedules, and proof that none is better."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from luzhi.core.backplan.axis import Ints
    from luzhi.core.backplan.instance import Instance


@dataclass(frozen=True)
class Verdict:
    """What one run found: a schedule if any, and below which objective none exists."""

    starts: Ints | None
    bound: int


class Exact:
    """A constraint model of an instance, to be run in slices from another thread."""

    def __init__(self, instance: Instance, lower: int, upper: int) -> None:
        """Search for objectives from ``lower`` to ``upper``."""
        # OR-Tools takes a second to import: only those who search pay for it
        from ortools.sat.python import cp_model  # noqa: PLC0415 -- see above

        self.instance, self.lower, self.upper = instance, lower, upper
        self.cp: Any = cp_model
        self.model: Any = cp_model.CpModel()
        self.solver: Any = cp_model.CpSolver()
        self.objective = self.model.new_int_var(lower, upper, "objective")
        self.starts: list[Any] = []
        self.ends: list[Any] = []
        self.intervals: list[Any] = []
        for task in range(instance.size):
            self._add_task(task)
        self._add_arcs()
        for resource in range(instance.capacity.shape[0]):
            self._add_resource(resource)
        self.model.minimize(self.objective)

    def _add_task(self, task: int) -> None:
        instance, model = self.instance, self.model
        length, release = int(instance.length[task]), int(instance.release[task])
        last = self.upper - int(instance.tail[task])
        if instance.works is None or instance.row is None or not length:
            start = model.new_int_var(release, max(last - length, release), f"s{task}")
            end: Any = start + length
            interval = model.new_fixed_size_interval_var(start, length, f"i{task}")
        else:
            places = np.flatnonzero(instance.works[instance.row[task]])
            begins, ends = places[: len(places) - length + 1], places[length - 1 :] + 1
            fits = (begins >= release) & (ends <= max(last, 0))
            if not fits.any():
                fits[begins >= release] = True
            pairs = list(zip(begins[fits].tolist(), ends[fits].tolist(), strict=True))
            start = model.new_int_var(pairs[0][0], pairs[-1][0], f"s{task}")
            end = model.new_int_var(pairs[0][1], pairs[-1][1], f"e{task}")
            model.add_allowed_assignments([start, end], pairs)
            size = model.new_int_var(length, pairs[-1][1] - pairs[0][0], f"d{task}")
            interval = model.new_interval_var(start, size, end, f"i{task}")
        model.add(end + int(instance.tail[task]) <= self.objective)
        self.starts.append(start)
        self.ends.append(end)
        self.intervals.append(interval)

    def _add_arcs(self) -> None:
        arcs = self.instance.arcs
        rows = zip(
            arcs.before.tolist(),
            arcs.after.tolist(),
            arcs.from_start.tolist(),
            arcs.to_finish.tolist(),
            arcs.lag.tolist(),
            strict=True,
        )
        for before, after, from_start, to_finish, lag in rows:
            left = self.starts[before] if from_start else self.ends[before]
            right = self.ends[after] if to_finish else self.starts[after]
            self.model.add(left + lag <= right)

    def _add_resource(self, resource: int) -> None:
        """A cumulative constraint; what is missing from the full capacity is taken by fixed intervals."""
        instance = self.instance
        users = np.flatnonzero((instance.needs[:, resource] > 0) & (instance.length > 0)).tolist()
        intervals = [self.intervals[task] for task in users]
        needs = instance.needs[users, resource].tolist()
        capacity = instance.capacity[resource, : self.upper]
        most = int(instance.capacity[resource].max())
        borders = np.concatenate(([0], np.flatnonzero(np.diff(capacity)) + 1, [len(capacity)])).tolist()
        for begin, end in pairwise(borders):
            missing = most - int(capacity[begin]) if end > begin else 0
            if missing:
                intervals.append(self.model.new_fixed_size_interval_var(begin, end - begin, f"c{resource}_{begin}"))
                needs.append(missing)
        if users:
            self.model.add_cumulative(intervals, needs, most)

    def run(self, seconds: float, workers: int, hint: Ints | None = None) -> Verdict:
        """Search for so long; the bound is ``upper`` + 1 when nothing was found because there is nothing."""
        parameters = self.solver.parameters
        parameters.max_time_in_seconds = max(seconds, 0.01)
        parameters.num_workers = workers
        if hint is not None:
            self.model.clear_hints()
            for start, value in zip(self.starts, hint.tolist(), strict=True):
                self.model.add_hint(start, value)
        status = self.solver.solve(self.model)
        if status == self.cp.INFEASIBLE:
            return Verdict(None, self.upper + 1)
        bound = max(self.lower, int(self.solver.best_objective_bound))
        if status in (self.cp.OPTIMAL, self.cp.FEASIBLE):
            return Verdict(np.array([self.solver.value(start) for start in self.starts], np.int64), bound)
        return Verdict(None, bound if status == self.cp.UNKNOWN else self.lower)

    def stop(self) -> None:
        """End a run that goes on in another thread."""
        self.solver.stop_search()
