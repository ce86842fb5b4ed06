"""All meetings held, with the fewest idle periods, and the proof: a constraint model for CP-SAT.

What makes it quick beside a plain model: where a meeting may lie is narrowed first; a wait shows as a second run of
busy slots, counted by run starts against the number of meetings; the fewest waits each party must have are known from
its free slots and taken as the base, so that the search (guided by unsatisfiable cores) begins at the bound; and for a
party that need not wait at all, "busy before and busy after means busy now" is written out, under the literal that
allows a wait.
"""

import itertools
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ortools.sat.python import cp_model

from luzhi.core.matching.idle import idle_by_party, least_idle_periods
from luzhi.core.matching.problem import Problem, Timetable

Literal = Any  # a Boolean variable, its negation, or the number 0 or 1
Domains = dict[int, set[int]]
FROM_ABOVE = 1.0  # of the solver's own time, a second or two of a processor


@dataclass(frozen=True)
class Proof:
    """What the solver found. `status` is optimal, feasible, infeasible or unknown; times are wall seconds, the model's
    making included."""

    status: str
    timetable: Timetable = field(default_factory=dict)
    idle: int | None = None
    bound: int | None = None
    seconds: float = 0.0
    first: float | None = None  # until the first timetable was there

    @property
    def is_closed(self) -> bool:
        return self.status in ("optimal", "infeasible")


def hold_all(
    problem: Problem,
    seconds: float,
    *,
    workers: int = 2,
    hint: Mapping[int, int] | None = None,
    seed: int = 1,
) -> Proof:
    """Place every meeting of the problem so that the idle periods together are fewest and differ between parties by no
    more than `problem.fair`. Party limits (`most`) are not looked at: all meetings are held."""
    began = time.perf_counter()
    domains = narrow(problem)
    model = Model(problem, domains) if domains is not None else None
    if model is None or model.contradicts:
        return Proof("infeasible", seconds=time.perf_counter() - began)
    for key, slot in (hint or {}).items():
        for other, literal in model.at[key].items():
            model.cp.add_hint(literal, other == slot)
    return race(problem, model, began, seconds, workers, seed)


def race(problem: Problem, model: "Model", began: float, seconds: float, workers: int, seed: int) -> Proof:
    """One search or two beside each other, sharing nothing: the time to a proof is heavy-tailed, so two that go
    different ways beat one that is twice as fast. The second begins from above, which finds a timetable early and the
    best one soon where tables are scarce; after a while it goes up from below too, with another seed."""
    left = seconds - (time.perf_counter() - began)
    runs = [Run(model, began, left, seed), Run(model, began, left, seed + 1)][: max(1, min(workers, 2))]
    rivals = [threading.Thread(target=run.search, args=(number == 1, runs)) for number, run in enumerate(runs)]
    for rival in rivals:
        rival.start()
    for rival in rivals:
        rival.join()
    took = time.perf_counter() - began
    if any(run.status == cp_model.INFEASIBLE for run in runs):
        return Proof("infeasible", seconds=took)
    bound = max(run.bound for run in runs)
    found = [(run.cost, run.first, run.best) for run in runs if run.best is not None]
    if not found:
        return Proof("unknown", bound=bound, seconds=took)
    _cost, _first, best = min(found, key=lambda row: row[0])
    idle = sum(idle_by_party(problem, best).values())
    proven = any(run.status == cp_model.OPTIMAL for run in runs) or idle <= bound
    first = min(row[1] for row in found)
    return Proof("optimal" if proven else "feasible", best, idle, idle if proven else bound, took, first)


class Run(cp_model.CpSolverSolutionCallback):
    """One search: by unsatisfiable cores from below, without the linear relaxation, which is slow and weak here."""

    def __init__(self, model: "Model", began: float, seconds: float, seed: int) -> None:
        super().__init__()
        self.model, self.began, self.end, self.seed = model, began, time.perf_counter() + seconds, seed
        self.solver = cp_model.CpSolver()
        self.best: Timetable | None = None
        self.cost = self.first = float("inf")
        self.bound = model.base
        self.status: Any = cp_model.UNKNOWN
        self.stopped = False

    def search(self, from_above: bool, rivals: "list[Run]") -> None:
        """Run to the end of the time or to a proof, then stop the others."""
        if from_above:
            self.solve(cores=False)
        if self.status not in CLOSED and not self.stopped:
            self.solve(cores=True)
        if self.status in CLOSED:
            for run in rivals:
                if run is not self:
                    run.stopped = True
                    run.solver.stop_search()

    def solve(self, *, cores: bool) -> None:
        left = self.end - time.perf_counter()
        if left <= 0:
            return
        self.solver = cp_model.CpSolver()
        parameters = self.solver.parameters
        parameters.max_time_in_seconds = left
        parameters.num_workers = 1
        parameters.random_seed = self.seed
        parameters.linearization_level = 0
        parameters.optimize_with_core = cores
        if not cores:
            parameters.max_deterministic_time = FROM_ABOVE
        status = self.solver.solve(self.model.cp, self)
        if status == cp_model.UNKNOWN:
            return
        self.bound = max(self.bound, self.model.base + round(self.solver.best_objective_bound))
        self.status = status

    def on_solution_callback(self) -> None:
        self.first = min(self.first, time.perf_counter() - self.began)
        if self.objective_value < self.cost:
            self.cost = self.objective_value
            rows = self.model.at.items()
            self.best = {key: next(t for t, lit in row.items() if self.boolean_value(lit)) for key, row in rows}


CLOSED = (cp_model.OPTIMAL, cp_model.INFEASIBLE)


def narrow(problem: Problem) -> Domains | None:
    """Where each meeting can lie once single places and precedences have been followed up; None for a contradiction."""
    domains = {key: set(slots) for key, slots in problem.open_slots.items()}
    queue = list(domains)
    while queue:
        key = queue.pop()
        meeting, mine = problem.meeting[key], domains[key]
        if not mine:
            return None
        touched: set[int] = set()
        if len(mine) == 1:
            (slot,) = mine
            for party in meeting.parties:
                for other in problem.of_party[party]:
                    if other.key != key and slot in domains[other.key]:
                        domains[other.key].discard(slot)
                        touched.add(other.key)
        for earlier in meeting.after:
            touched |= push(domains, earlier, key)
        for later in problem.before.get(key, ()):
            touched |= push(domains, key, later)
        queue += touched
    return domains


def push(domains: Domains, earlier: int, later: int) -> set[int]:
    """Narrow two meetings in order; returns which of them changed."""
    if not domains[earlier] or not domains[later]:
        return {earlier, later}
    low, high = min(domains[earlier]), max(domains[later])
    changed = set()
    if min(domains[later]) <= low:
        domains[later] = {t for t in domains[later] if t > low}
        changed.add(later)
    if max(domains[earlier]) >= high:
        domains[earlier] = {t for t in domains[earlier] if t < high}
        changed.add(earlier)
    return changed


def negate(literal: Literal) -> Literal:
    return 1 - literal if isinstance(literal, int) else literal.negated()


class Model:
    """The constraint model: `at[meeting][slot]`, `base` forced waits, `extra` literals each worth one wait more."""

    def __init__(self, problem: Problem, domains: Domains) -> None:
        self.problem = problem
        self.cp = cp_model.CpModel()
        self.base = 0
        self.contradicts = False
        self.at = {
            key: {t: self.cp.new_bool_var(f"m{key}s{t}") for t in sorted(domains[key])} for key in problem.meeting
        }
        self.prefix: dict[int, list[Literal]] = {}
        for row in self.at.values():
            self.cp.add_exactly_one(row.values())
        self.limit_pools()
        self.order_meetings()
        waits = [self.party_waits(party.key) for party in problem.parties]
        if self.contradicts:
            return
        self.keep_fair(waits)
        self.cp.minimize(sum(literal for _least, extra in waits for literal in extra))

    def clause(self, *literals: Literal) -> None:
        """At least one holds; constants are folded."""
        if not any(isinstance(literal, int) and literal for literal in literals):
            self.cp.add_bool_or([literal for literal in literals if not isinstance(literal, int)])

    def either(self, left: Literal, right: Literal) -> Literal:
        """A literal that is true exactly when one of two is."""
        if isinstance(left, int) or isinstance(right, int):
            if (isinstance(left, int) and left) or (isinstance(right, int) and right):
                return 1
            return right if isinstance(left, int) else left
        made = self.cp.new_bool_var("")
        self.clause(left, right, negate(made))
        self.clause(negate(left), made)
        self.clause(negate(right), made)
        return made

    def limit_pools(self) -> None:
        for pool in self.problem.pools:
            for t in range(self.problem.slots):
                here = [self.at[key][t] for key in pool.members if t in self.at[key]]
                if len(here) > pool.capacity[t]:
                    self.cp.add(sum(here) <= pool.capacity[t])

    def by_then(self, key: int) -> list[Literal]:
        """For each slot, whether the meeting lies there or earlier."""
        if key not in self.prefix:
            row: list[Literal] = []
            for t in range(self.problem.slots):
                row.append(self.either(row[-1] if row else 0, self.at[key].get(t, 0)))
            self.prefix[key] = row
        return self.prefix[key]

    def order_meetings(self) -> None:
        for meeting in self.problem.meetings:
            for earlier in meeting.after:
                first, second = self.by_then(earlier), self.by_then(meeting.key)
                for t in range(self.problem.slots):
                    self.clause(negate(second[t]), first[t - 1] if t else 0)

    def days(self) -> list[range]:
        edges = [0, *sorted(self.problem.breaks_between), self.problem.slots]
        return [range(a, b) for a, b in itertools.pairwise(edges) if b > a]

    def busy(self, party: int) -> list[Literal]:
        """Whether the party meets somebody, slot by slot; at most one meeting in each."""
        rows = [self.at[m.key] for m in self.problem.of_party[party]]
        found: list[Literal] = []
        for t in range(self.problem.slots):
            here = [row[t] for row in rows if t in row]
            if not here:
                found.append(0)
            elif len(rows) == self.problem.slots or any(len(row) == 1 and t in row for row in rows):
                self.cp.add_exactly_one(here)
                found.append(1)
            else:
                busy = self.cp.new_bool_var("")
                self.cp.add_exactly_one([*here, busy.negated()])
                found.append(busy)
        return found

    def party_waits(self, party: int) -> tuple[int, list[Literal]]:
        """The waits the party cannot avoid, and ordered literals for each further one."""
        n, busy, days = len(self.problem.of_party[party]), self.busy(party), self.days()
        free = [t for t, literal in enumerate(busy) if not isinstance(literal, int) or literal]
        least = least_idle_periods(n, free) if len(days) == 1 else (0 if len(free) >= n else None)
        if least is None:
            self.contradicts = True
            return 0, []
        self.cp.add(sum(busy) == n)
        most = min(n - 1, self.problem.slots - n)
        if most <= 0:
            return 0, []
        self.base += least
        extra = [self.cp.new_bool_var("") for _ in range(least, most)]
        for first, second in itertools.pairwise(extra):
            self.clause(negate(second), first)
        runs = [self.run_starts(busy, day) for day in days]
        attended: list[Literal] = [1] if len(days) == 1 else [self.any_of(busy, day) for day in days]
        self.cp.add(sum(literal for row in runs for literal in row) - sum(attended) <= least + sum(extra))
        if least == 0:
            for day in days:
                self.forbid_gaps(busy, day, n, extra[0] if extra else 0)
        return least, extra

    def any_of(self, busy: list[Literal], day: range) -> Literal:
        found: Literal = 0
        for t in day:
            found = self.either(found, busy[t])
        return found

    def run_starts(self, busy: list[Literal], day: range) -> list[Literal]:
        """Literals that are true at least where a run of busy slots begins."""
        starts: list[Literal] = []
        for t in day:
            before, now = busy[t - 1] if t > day.start else 0, busy[t]
            if (isinstance(now, int) and not now) or (isinstance(before, int) and before):
                continue
            if isinstance(before, int):
                starts.append(now)
            elif isinstance(now, int):
                starts.append(negate(before))
            else:
                start = self.cp.new_bool_var("")
                self.clause(before, negate(now), start)
                starts.append(start)
        return starts

    def forbid_gaps(self, busy: list[Literal], day: range, n: int, unless: Literal) -> None:
        """Without a wait, a party busy before and after is busy now, and its day is no longer than its meetings."""
        before: list[Literal] = []
        for t in day:
            before.append(self.either(before[-1] if before else 0, busy[t]))
        after: Literal = 0
        for t in reversed(day):
            here = t - day.start
            if here:
                self.clause(negate(before[here - 1]), negate(after), busy[t], unless)
            if here >= n:
                self.clause(negate(before[here - n]), negate(busy[t]), unless)
            after = self.either(after, busy[t])

    def keep_fair(self, waits: list[tuple[int, list[Literal]]]) -> None:
        """The most and the fewest waits of a party differ by no more than agreed, level by level."""
        fair = self.problem.fair
        top = max((least + len(extra) for least, extra in waits), default=0)
        if fair is None or top <= fair:
            return
        some = [self.cp.new_bool_var("") for _ in range(top)]  # some party has more than j waits
        every = [self.cp.new_bool_var("") for _ in range(top)]  # every party has
        for j in range(top - 1):
            self.clause(negate(some[j + 1]), some[j])
            self.clause(negate(every[j + 1]), every[j])
        for j in range(top - fair):
            self.clause(negate(some[j + fair]), every[j])
        for least, extra in waits:
            for j in range(top):
                more: Literal = 1 if j < least else (extra[j - least] if j - least < len(extra) else 0)
                self.clause(negate(more), some[j])
                self.clause(negate(every[j]), more)
