"""Passes over generated plans, beside networkx and TaskJuggler on the same plan."""

import datetime as dt
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from functools import cache, partial
from pathlib import Path
from typing import Any

import networkx as nx

from luzhi.core.backplan.graph import order
from luzhi.core.backplan.network import Network, compile_plan
from luzhi.core.backplan.passes import Passes
from luzhi.core.backplan.plan import Link, Plan, Task

TODAY = dt.date(2024, 3, 4)


def generate(size: int, layers: int = 120, seed: int = 1) -> Plan:
    """A plan of layers, each task held by one to four tasks of the layers before it, some with a lag."""
    draw = random.Random(seed)
    width = max(10, size // layers)
    tasks = [Task(f"task-{number:06}", draw.randint(1, 5)) for number in range(size)]
    links = []
    for number in range(width, size):
        layer = number // width * width
        chosen = {
            draw.randrange(layer - width, layer) if draw.random() < 0.8 else draw.randrange(layer)
            for _ in range(draw.randint(1, 4))
        }
        links += [Link(tasks[other].key, tasks[number].key, lag=draw.choice([0, 0, 0, 1, 2])) for other in chosen]
    return Plan(tasks, links, dt.date(2027, 6, 1), TODAY)


def measure_passes(size: int, rounds: int) -> dict[str, Any]:
    """Milliseconds of each step, ours and networkx in alternated rounds; the makespans must agree."""
    plan = generate(size)
    network = compile_plan(plan)
    passes = Passes(network)
    weight = network.length[network.links.sources] + network.links.lag
    rows = list(zip(network.links.sources.tolist(), network.links.targets.tolist(), weight.tolist(), strict=True))
    times: dict[str, list[float]] = {name: [] for name in ("order", "passes", "records", "nx", "nx_graph")}
    for _ in range(rounds):
        note(times["order"], lambda: order(size, network.links.sources, network.links.targets))
        note(times["passes"], passes.run)
        note(times["records"], lambda: Passes(compile_plan(plan)).run())
        graph = note(times["nx_graph"], lambda: build_graph(rows, size))
        # one pass forward, one back: networkx knows the longest path only, so it is asked twice
        note(times["nx"], partial(nx.dag_longest_path_length, graph))
    agree(network, passes, graph)
    best = {name: min(found) * 1000 for name, found in times.items()}
    whole = best["order"] + best["passes"]
    return {
        "tasks": size,
        "links": len(rows),
        "levels": len(network.order.bounds) - 1,
        "passes_ms": round(best["passes"], 2),
        "order_ms": round(best["order"], 2),
        "from_records_ms": round(best["records"], 1),
        "networkx_ms": round(2 * best["nx"], 1),
        "networkx_with_graph_ms": round(best["nx_graph"] + 2 * best["nx"], 1),
        "ratio_passes": round(2 * best["nx"] / best["passes"], 1),
        "ratio_order_and_passes": round(2 * best["nx"] / whole, 1),
        "ratio_from_records": round((best["nx_graph"] + 2 * best["nx"]) / best["records"], 1),
    }


def note(times: list[float], work: Any) -> Any:
    began = time.process_time()
    found = work()
    times.append(time.process_time() - began)
    return found


def build_graph(rows: list[tuple[int, int, int]], size: int) -> Any:
    graph = nx.DiGraph()
    graph.add_nodes_from(range(size))
    graph.add_weighted_edges_from(rows)
    return graph


def agree(network: Network, passes: Passes, graph: Any) -> None:
    """The longest path of networkx ends where our forward pass starts its last task."""
    ours = int(passes.run().early_start.max()) - int(network.floor.min())
    theirs = nx.dag_longest_path_length(graph)
    if ours != theirs:
        raise SystemExit(f"the passes disagree: {ours} and {theirs}")


@cache
def install_taskjuggler() -> bool:
    """Whether tj3 is there, after trying to install Debian's package where this may be done."""
    if shutil.which("tj3") is None and shutil.which("apt-get") and os.geteuid() == 0:
        print("installing Debian's tj3", file=sys.stderr)
        for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "tj3"]):
            done = subprocess.run(["apt-get", *words], capture_output=True, check=False)
            if done.returncode:
                print(done.stderr.decode(errors="replace")[-300:], file=sys.stderr)
    return shutil.which("tj3") is not None


def measure_taskjuggler(size: int, limit: float) -> dict[str, Any]:
    """Wall seconds of tj3 on the same plan, start of the program and reading included; none when it does not cope."""
    if not install_taskjuggler():
        return {"tasks": size, "taskjuggler_s": None, "why": "tj3 is not installed (apt-get install tj3)"}
    plan = generate(size)
    held: dict[str, list[str]] = {task.key: [] for task in plan.tasks}
    for link in plan.links:
        gap = f" {{ gaplength {link.lag}d }}" if link.lag else ""
        held[link.after].append(name(link.before) + gap)
    lines = [f'project p "p" {TODAY} +6y {{ timezone "UTC" }}']
    for task in plan.tasks:
        after = f" depends {', '.join(held[task.key])}" if held[task.key] else ""
        lines.append(f'task {name(task.key)} "{task.key}" {{ length {task.duration}d{after} }}')
    lines.append('taskreport "times" { formats csv columns id, start, end }')
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "plan.tjp").write_text("\n".join(lines))
        began = time.perf_counter()
        try:
            done = subprocess.run(
                ["tj3", "--silent", "--no-color", "plan.tjp"],
                cwd=folder,
                capture_output=True,
                timeout=limit,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return {"tasks": size, "taskjuggler_s": None, "why": f"not done after {limit:g} s"}
        took = time.perf_counter() - began
    if done.returncode:
        return {"tasks": size, "taskjuggler_s": None, "why": done.stderr.decode(errors="replace")[-200:]}
    Passes(compile_plan(plan)).run()  # once before, so that loading is in nobody's time
    began = time.perf_counter()
    Passes(compile_plan(plan)).run()
    ours = time.perf_counter() - began
    return {"tasks": size, "taskjuggler_s": round(took, 2), "luzhi_s": round(ours, 4), "ratio": round(took / ours)}


def name(key: str) -> str:
    return key.replace("-", "_")
