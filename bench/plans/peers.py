"""The solvers measured beside ours: a plain constraint model, and PyJobShop."""

import os
import time

from bench.plans.instances import Project

os.environ.setdefault("TQDM_DISABLE", "1")


def solve_ours(project: Project, seconds: float) -> tuple[int | None, bool]:
    """Our engine, everything included in the time, on two cores."""
    from luzhi.core.backplan.solver import solve

    found = solve(project.instance(), seconds, workers=2)
    return project.check(found.starts.tolist()), found.is_proven


def solve_plain(project: Project, seconds: float) -> tuple[int | None, bool]:
    """CP-SAT with one interval a job and one cumulative a resource; building the model is not counted."""
    from ortools.sat.python import cp_model

    model, horizon = cp_model.CpModel(), sum(project.length)
    starts = [model.new_int_var(0, horizon - length, "") for length in project.length]
    intervals = [
        model.new_fixed_size_interval_var(start, length, "")
        for start, length in zip(starts, project.length, strict=True)
    ]
    makespan = model.new_int_var(0, horizon, "")
    for before, after in project.pairs:
        model.add(starts[after] >= starts[before] + project.length[before])
    for start, length in zip(starts, project.length, strict=True):
        model.add(makespan >= start + length)
    for resource, capacity in enumerate(project.capacity):
        users = [job for job, needs in enumerate(project.needs) if needs[resource]]
        model.add_cumulative([intervals[j] for j in users], [project.needs[j][resource] for j in users], capacity)
    model.minimize(makespan)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, False
    return project.check([solver.value(start) for start in starts]), status == cp_model.OPTIMAL


def solve_pyjobshop(project: Project, seconds: float) -> tuple[int | None, bool]:
    """PyJobShop with its own model of the same instance; building it is not counted."""
    from pyjobshop import Model

    model = Model()
    resources = [model.add_renewable(capacity) for capacity in project.capacity]
    tasks = [model.add_task() for _ in project.length]
    for task, length, needs in zip(tasks, project.length, project.needs, strict=True):
        model.add_mode(task, resources, length, needs)
    for before, after in project.pairs:
        model.add_end_before_start(tasks[before], tasks[after])
    result = model.solve(solver="ortools", time_limit=seconds, num_workers=2, display=False)
    if result.best is None or not result.best.tasks:
        return None, False
    return project.check([task.start for task in result.best.tasks]), result.status.value == "Optimal"


SOLVERS = {"luzhi": solve_ours, "CP-SAT": solve_plain, "PyJobShop": solve_pyjobshop}


def warm_up() -> None:
    """Load what each solver needs, so that imports are in nobody's time."""
    from luzhi.core.backplan.warming import warm_up as get_ready

    get_ready()
    tiny = Project("tiny", [2, 2, 2, 2, 1], [[2], [1], [2], [2], [2]], [3], [(0, 1)], 7)
    for solver in SOLVERS.values():
        solver(tiny, 0.2)


def timed(solver: str, project: Project, seconds: float) -> tuple[int | None, bool, float]:
    """Makespan, proof, and the wall seconds it took."""
    began = time.perf_counter()
    makespan, proven = SOLVERS[solver](project, seconds)
    return makespan, proven, time.perf_counter() - began
