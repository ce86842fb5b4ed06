"""List, detail, create and search at 1k and 1M records against a bare Django of the same run; cold start, memory, export."""

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

from bench.pages.exporting import measure_export
from bench.pages.fill import LARGE, make_folders
from bench.pages.rounds import (
    measure_cold,
    measure_memory,
    measure_pages,
    serve_ours,
    serve_reference,
    sign_in_all,
)
from bench.pages.statements import look_at_statements

PARTS = ("statements", "pages", "cold", "memory", "export")
PORT = 8751


def main() -> None:
    parser = argparse.ArgumentParser(prog="script/bench pages", description=__doc__)
    parser.add_argument("--records", type=int, default=LARGE, help="how many the large data set has")
    parser.add_argument("--rounds", type=int, default=5, help="alternated rounds, of which the median is taken")
    parser.add_argument("--requests", type=int, default=40, help="requests to each page in a round")
    parser.add_argument("--mixed", type=int, default=2000, help="mixed requests before the memory is read, and after")
    parser.add_argument("--parts", default=",".join(PARTS), help="of: " + ", ".join(PARTS))
    parser.add_argument("--only", default="", help="pages whose name contains this")
    parser.add_argument("--keep", type=Path, help="a folder in which the generated data stay for the next run")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    options = parser.parse_args()
    parts = options.parts.split(",")
    if unknown := set(parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory(prefix="luzhi-bench-") as scratch:
        kept = options.keep or Path(scratch)
        kept.mkdir(parents=True, exist_ok=True)
        found = measure(kept, parts, options)
    print(json.dumps(found, ensure_ascii=False) if options.format == "json" else tell(found))


def measure(kept: Path, parts: list[str], options: argparse.Namespace) -> dict[str, Any]:
    large = options.records
    ours, small, reference = make_folders(kept, large)
    found: dict[str, Any] = {"records": large, "data": "generated", "rounds": options.rounds}
    if "cold" in parts:
        makers = {
            "ours": lambda: serve_ours("ours", small, PORT),
            "reference": lambda: serve_reference(reference, PORT),
        }
        found["cold"] = measure_cold(makers, options.rounds)
    if "pages" in parts or "memory" in parts:
        servers = (
            serve_ours("large", ours, PORT), serve_ours("small", small, PORT + 1), serve_reference(reference, PORT + 2),
        )  # fmt: skip
        try:
            for server in servers:
                server.start()
            sign_in_all(servers)
            if "pages" in parts:
                found["pages"] = measure_pages(servers, large, options.rounds, options.requests, options.only)
            if "memory" in parts:
                found["memory"] = measure_memory(servers[0], large, options.mixed)
        finally:
            for server in servers:
                if server.process is not None:
                    server.stop()
    if "export" in parts:
        found["export"] = measure_export(ours, options.rounds)
    if "statements" in parts:
        found["statements"] = look_at_statements(ours, large, options.only)
    return found


def tell(found: dict[str, Any]) -> str:
    """The report as lines for a person."""
    lines = [f"{found['records']} generated proposals, medians of {found['rounds']} alternated rounds"]
    if "pages" in found:
        lines.append(
            f"{'page':<12} {'CPU ms':>7} {'bare':>6} {'ratio':>6} {'p95 1M':>7} {'p95 1k':>7} {'growth':>7} {'CPU g.':>6} {'KB':>6}"
        )
        lines += [
            f"{r['page']:<12} {r['cpu_ms']:>7} {r['bare_cpu_ms']:>6} {r['cpu_ratio']:>6} {r['p95_ms']:>7} "
            f"{r['p95_small_ms']:>7} {r['growth']:>7} {r['cpu_growth']:>6} {r['kilobytes']:>6}"
            for r in found["pages"]
        ]
    for row in found.get("statements", ()):
        lines.append(
            f"{row['page']:<12} {row['statements']:>3} statements, slowest {row['slowest_ms']:>7} ms"
            + (f", forbidden: {', '.join(row['forbidden'])}" if row["forbidden"] else "")
        )
    for part in ("cold", "memory", "export"):
        if part in found:
            lines.append(f"{part}: " + ", ".join(f"{k} {v}" for k, v in found[part].items()))
    return "\n".join(lines)


if __name__ == "__main__":
    main()
