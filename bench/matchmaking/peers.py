"""The plain constraint model measured beside ours: the published constraints written down as they are stated."""

import time

from bench.matchmaking.instances import Instance


def solve_plain(instance: Instance, fair: int, seconds: float) -> tuple[str, int | None, float]:
    """CP-SAT with a Boolean for each meeting and slot, waits by "used before", all settings as they come, two workers."""
    from ortools.sat.python import cp_model

    began = time.perf_counter()
    model = cp_model.CpModel()
    slots = range(instance.slots)
    at = [[model.new_bool_var("") for _ in slots] for _ in instance.pairs]
    for key, row in enumerate(at):
        model.add_exactly_one(row)
        for t in slots:
            wrong = {1: t >= instance.morning, 2: t < instance.morning}.get(instance.halves[key], False)
            if wrong or instance.fixed[key] not in (-1, t):
                model.add(row[t] == 0)
        start = sum(t * row[t] for t in slots)
        for first in instance.earlier[key]:
            model.add(sum(t * at[first][t] for t in slots) < start)
    for t in slots:
        model.add(sum(row[t] for row in at) <= instance.tables)
    counts = [count_waits(model, instance, at, party) for party in range(instance.parties)]
    most, least = model.new_int_var(0, instance.slots, ""), model.new_int_var(0, instance.slots, "")
    for count in counts:
        model.add(count <= most)
        model.add(count >= least)
    model.add(most - least <= fair)
    model.minimize(sum(counts))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    status = solver.status_name(solver.solve(model)).lower()
    value = round(solver.objective_value) if status in ("optimal", "feasible") else None
    return status, value, time.perf_counter() - began


def count_waits(model, instance: Instance, at, party: int):
    """The idle periods of a party: idle now, busy before, busy in the next slot."""
    slots = range(instance.slots)
    mine = [key for key, pair in enumerate(instance.pairs) if party in pair]
    busy = [model.new_bool_var("") for _ in slots]
    before = [model.new_bool_var("") for _ in slots]
    ends = []
    for t in slots:
        model.add(sum(at[key][t] for key in mine) == busy[t])
        if t in instance.forbidden[party]:
            model.add(busy[t] == 0)
        model.add_implication(busy[t], before[t])
        if t:
            model.add_implication(before[t - 1], before[t])
            model.add_bool_or(before[t - 1], busy[t], before[t].negated())
        else:
            model.add_implication(before[0], busy[0])
    for t in slots[:-1]:
        end = model.new_bool_var("")
        model.add_bool_and(before[t], busy[t].negated(), busy[t + 1]).only_enforce_if(end)
        model.add_bool_or(before[t].negated(), busy[t], busy[t + 1].negated(), end)
        ends.append(end)
    return sum(ends)
