"""Plans: passes beside networkx and TaskJuggler, a plan of 5,000 tasks shown, schedules beside other solvers.

The scheduling instances are not part of the project: name their folder (the one with best_known.csv and the sets j30,
j60, j120) with --data or LUZHI_PSPLIB. Rounds of the solvers alternate instance by instance.
"""

import argparse
import json
import os
import statistics
import sys
from pathlib import Path
from typing import Any

from bench.plans.graphs import measure_passes, measure_taskjuggler
from bench.plans.instances import read_set
from bench.plans.pages import measure_page
from bench.plans.peers import SOLVERS, timed, warm_up

TITLES = {
    "passes": "Both passes, CPU milliseconds (networkx: its longest path, twice)",
    "taskjuggler": "TaskJuggler on the same plan, wall seconds",
    "page": "A plan of 5,000 tasks counted back and shown",
}
PARTS = ("passes", "taskjuggler", "page", "schedules")


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--quick", action="store_true", help="small sizes, 6 instances, 1 and 5 seconds")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--data", type=Path, default=os.environ.get("LUZHI_PSPLIB"))
    parser.add_argument("--set", nargs="+", default=["j120"], help="which sets of instances")
    parser.add_argument("--instances", type=int, help="so many of each set, evenly spread (default: all)")
    parser.add_argument("--seconds", nargs="+", type=float)
    parser.add_argument("--solvers", nargs="+", choices=list(SOLVERS), default=list(SOLVERS))
    options = parser.parse_args()
    options.seconds = options.seconds or ([1, 5] if options.quick else [1, 5, 20])
    options.instances = options.instances or (6 if options.quick else None)
    return options


def measure_schedules(options: argparse.Namespace, name: str) -> dict[str, Any]:
    """Mean deviation from the best known makespan, in percent, by solver and seconds."""
    projects = read_set(Path(options.data), name)
    if options.instances:
        step = max(len(projects) / options.instances, 1)
        projects = [projects[int(n * step)] for n in range(min(options.instances, len(projects)))]
    warm_up()
    rows = []
    for project in projects:
        for seconds in options.seconds:
            for solver in options.solvers:
                makespan, proven, took = timed(solver, project, seconds)
                # a solver without any schedule is counted as one job after the other
                length = makespan or sum(project.length)
                off = 100 * (length / project.best - 1)
                rows.append({"instance": project.name, "solver": solver, "seconds": seconds, "makespan": makespan,
                             "best": project.best, "off": off, "proven": proven, "took": round(took, 2)})  # fmt: skip
        print(f"{name} {project.name} done", file=sys.stderr)
    summary = []
    for seconds in options.seconds:
        for solver in options.solvers:
            own = [row for row in rows if (row["solver"], row["seconds"]) == (solver, seconds)]
            summary.append({
                "set": name, "seconds": seconds, "solver": solver,
                "deviation": round(statistics.mean(row["off"] for row in own), 2),
                "proven": f"{sum(row['proven'] for row in own)}/{len(own)}",
                "took": round(max(row["took"] for row in own), 2),
            })  # fmt: skip
    return {"summary": summary, "instances": rows}


def show(title: str, rows: list[dict[str, Any]]) -> None:
    print(f"\n{title}")
    names = list(dict.fromkeys(name for row in rows for name in row))
    wide = {name: max(len(name), *(len(str(row.get(name, ""))) for row in rows)) for name in names}
    print("  ".join(name.rjust(wide[name]) for name in names))
    for row in rows:
        print("  ".join(str(row.get(name, "")).rjust(wide[name]) for name in names))


def main() -> None:
    options = read_options()
    found: dict[str, Any] = {}
    if "passes" in options.parts:
        sizes = [1_000, 10_000] if options.quick else [1_000, 10_000, 100_000]
        found["passes"] = [measure_passes(size, 3 if size > 50_000 else 7) for size in sizes]
    if "taskjuggler" in options.parts:
        sizes, limit = ([500], 60.0) if options.quick else ([500, 1_000, 5_000], 120.0)
        found["taskjuggler"] = [measure_taskjuggler(size, limit) for size in sizes]
    if "page" in options.parts:
        found["page"] = [measure_page(5_000, 3 if options.quick else 7)]
    if "schedules" in options.parts and options.data:
        found["schedules"] = [measure_schedules(options, name) for name in options.set]
    if options.format == "json":
        print(json.dumps(found, indent=1))
        return
    for part, title in TITLES.items():
        if part in found:
            show(title, found[part])
    for part in found.get("schedules", []):
        show("Schedules: mean deviation from the best known makespan, percent, 2 cores", part["summary"])
    if "schedules" in options.parts and not options.data:
        print("\nSchedules: not measured; name the folder of the instances with --data.")


if __name__ == "__main__":
    main()
