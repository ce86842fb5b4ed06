"""Matchmaking: open instances beside a plain CP-SAT model in the same run; 300 firms to a timetable with causes.

The open instances are not part of the project: name their folder (the one with best_known.csv) with --data or
LUZHI_B2B. Both solvers take turns instance by instance; every timetable is checked by code that shares nothing with them.
"""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from bench.matchmaking.firms import measure_firms
from bench.matchmaking.instances import Instance, read_set
from bench.matchmaking.peers import solve_plain
from bench.matchmaking.variants import make_variants

PARTS = ("open", "variants", "firms")


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--data", type=Path, default=os.environ.get("LUZHI_B2B"))
    parser.add_argument("--seconds", type=float, default=60, help="for each instance and solver (default: 60)")
    parser.add_argument("--quick", action="store_true", help="10 seconds for each instance, one round of firms")
    parser.add_argument("--ours", action="store_true", help="leave the plain model out")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    if options.quick:
        options.seconds = min(options.seconds, 10)
    return options


def measure(
    instance: Instance, fair: int, best: int | None, options: argparse.Namespace, *, known: bool
) -> dict[str, Any]:
    """One instance by both solvers; stops where a claim contradicts another, or the published best."""
    from luzhi.core.matching.exact import hold_all

    found = hold_all(instance.problem(fair), options.seconds, workers=options.workers)
    idle = instance.check(found.timetable, fair) if found.timetable else None
    if idle != found.idle:
        raise SystemExit(f"{instance.name}: {found.idle} idle periods claimed, {idle} counted")
    row = {
        "instance": instance.name, "fair": fair, "best": ("cannot be" if best is None else best) if known else "",
        "luzhi": found.status, "idle": idle, "bound": found.bound, "first_s": round(found.first, 2) if found.first else None,
        "luzhi_s": round(found.seconds, 2),
    }  # fmt: skip
    claims = [(found.status, idle)]
    if not options.ours:
        status, value, took = solve_plain(instance, fair, options.seconds)
        row |= {"plain": status, "plain_idle": value, "plain_s": round(took, 2)}
        claims.append((status, value))
    if known:
        claims.append(("infeasible", None) if best is None else ("optimal", best))
    closed = {claim for claim in claims if claim[0] in ("optimal", "infeasible")}
    if len(closed) > 1:
        raise SystemExit(f"{instance.name}: contradicting proofs {closed}")
    print(" ".join(f"{name}={value}" for name, value in row.items()), file=sys.stderr)
    return row


def summarise(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """How many each solver closed, and the seconds altogether."""
    found = []
    for solver in ("luzhi", "plain"):
        own = [row for row in rows if solver in row]
        if own:
            states = [row[solver] for row in own]
            found.append({
                "solver": solver, "optimal": states.count("optimal"), "infeasible": states.count("infeasible"),
                "open": len(own) - states.count("optimal") - states.count("infeasible"),
                "seconds": round(sum(row[f"{solver}_s"] for row in own), 1),
            })  # fmt: skip
    return found


def show(title: str, rows: list[dict[str, Any]]) -> None:
    print(f"\n{title}")
    if not rows:
        return
    names = list(dict.fromkeys(name for row in rows for name in row))
    wide = {name: max(len(name), *(len(str(row.get(name, ""))) for row in rows)) for name in names}
    print("  ".join(name.rjust(wide[name]) for name in names))
    for row in rows:
        print("  ".join(str(row.get(name, "")).rjust(wide[name]) for name in names))


def main() -> None:
    options = read_options()
    result: dict[str, Any] = {}
    if options.data is None and {"open", "variants"} & set(options.parts):
        print("no folder of open instances named (--data or LUZHI_B2B): only the firms are measured", file=sys.stderr)
    elif options.data is not None:
        rows = read_set(Path(options.data))
        if "open" in options.parts:
            result["open"] = [measure(i, fair, best, options, known=True) for i, fair, best in rows]
        if "variants" in options.parts:
            bases = {i.name.split(".")[0]: i for i, _fair, _best in rows if i.name.endswith(".original")}
            made = make_variants(list(bases.values()))
            result["variants"] = [measure(i, fair, None, options, known=False) for i, fair in made]
    if "firms" in options.parts:
        result["firms"] = measure_firms(1 if options.quick else 3)
    if options.format == "json":
        print(json.dumps(result, ensure_ascii=False, indent=1))
        return
    for part in ("open", "variants"):
        if part in result:
            show(f"{part.capitalize()} instances, {options.seconds:g} s each", result[part])
            show("Altogether", summarise(result[part]))
    if "firms" in result:
        show("300 firms, 1,500 requests, 40 slots", result["firms"])


if __name__ == "__main__":
    main()
