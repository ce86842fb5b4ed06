"""Proposals under load: pages for 1, 8 and 32 people, writers, a large import, letters; each beside a reference.

The last lines say which goals are met. Nothing is tuned for the run; on a machine that others use at the same time the
processor times and the ratios hold, the waiting times are longer than they would be.
"""

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

from bench.proposals.goals import judge

PARTS = ("letters", "writers", "import", "pages", "postgres")
WHOLE = {
    "sizes": "1000,100000,1000000",
    "clients": "1,8,32",
    "rows": 100_000,
    "rounds": 5,
    "requests": 64,
    "seconds": 5.0,
}
QUICK = {"sizes": "1000,20000", "clients": "1,8", "rows": 20_000, "rounds": 3, "requests": 16, "seconds": 2.0}


def main() -> None:
    parser = argparse.ArgumentParser(prog="script/bench proposals", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few minutes: fewer records, rows and rounds")
    parser.add_argument("--parts", default=",".join(PARTS), help="of: " + ", ".join(PARTS))
    parser.add_argument("--sizes", help="how many proposals the pages are measured with")
    parser.add_argument("--clients", help="how many people ask at once")
    parser.add_argument("--rows", type=int, help="rows of the imported sheet")
    parser.add_argument("--rounds", type=int, help="alternated rounds, of which the median is taken")
    parser.add_argument("--requests", type=int, help="requests in a round, by all clients together")
    parser.add_argument("--seconds", type=float, help="how long each number of writers writes")
    parser.add_argument("--only", default="", help="pages whose name contains one of these, with commas between")
    parser.add_argument("--into", type=Path, help="a data folder of bench pages, for the import into a large database")
    parser.add_argument("--keep", type=Path, help="a folder in which the generated data stay for the next run")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    options = parser.parse_args()
    for name, value in (QUICK if options.quick else WHOLE).items():
        if getattr(options, name) is None:
            setattr(options, name, value)
    parts = options.parts.split(",")
    if unknown := set(parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    found = measure(parts, options)
    found["goals"] = judge(found)
    print(json.dumps(found, ensure_ascii=False) if options.format == "json" else tell(found))


def measure(parts: list[str], options: argparse.Namespace) -> dict[str, Any]:
    found: dict[str, Any] = {"data": "generated", "rounds": options.rounds}
    if {"writers", "import"} & set(parts):
        with tempfile.TemporaryDirectory(prefix="luzhi-bench-") as scratch:
            found |= measure_writing(Path(scratch) / "base", parts, options)
    if "letters" in parts:
        from bench.proposals.letters import measure_letters

        set_up()
        found["letters"] = measure_letters(max(options.rounds, 5))
    sizes = [int(n) for n in options.sizes.split(",")]
    with tempfile.TemporaryDirectory(prefix="luzhi-bench-") as scratch:
        Path(scratch).chmod(0o755)  # PostgreSQL has a user of its own
        kept = options.keep or Path(scratch)
        kept.mkdir(parents=True, exist_ok=True)
        if "pages" in parts:
            from bench.proposals.load import measure_load

            clients = [int(n) for n in options.clients.split(",")]
            found["pages"] = measure_load(kept, sizes, clients, options.rounds, options.requests, options.only)
        if "postgres" in parts:
            from bench.proposals.postgres import measure_postgres

            n = min(max(sizes), 100_000)  # what is compared are the databases, and both hold a list flat
            found["postgres"] = measure_postgres(kept, Path(scratch), n, options.rounds, options.requests)
    return found


def measure_writing(base: Path, parts: list[str], options: argparse.Namespace) -> dict[str, Any]:
    """Writers and the import, each on copies of one prepared folder."""
    from bench.proposals.importing import measure_import, run
    from bench.proposals.writing import measure_writers

    run(f"from bench.proposals.importing import prepare_here; prepare_here({str(base)!r})")
    found: dict[str, Any] = {}
    if "writers" in parts:
        found["writers"] = measure_writers(base, options.seconds)
    if "import" in parts:
        found["import"] = measure_import(options.into or base, options.rows, min(options.rounds, 3))
    return found


def set_up() -> None:
    """Django without any data: letters need translations only."""
    import os

    os.environ.setdefault("LUZHI_MODE", "test")
    os.environ.setdefault("LUZHI_DATA_DIR", tempfile.mkdtemp(prefix="luzhi-bench-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()


def tell(found: dict[str, Any]) -> str:
    """The report as lines for a person."""
    lines = ["writers: " + ", ".join(f"{k} {v}" for k, v in row.items()) for row in found.get("writers", ())]
    parts = [part for part in ("import", "letters", "postgres") if part in found]
    lines += [f"{part}: " + ", ".join(f"{k} {v}" for k, v in found[part].items()) for part in parts]
    if "pages" in found:
        columns = {
            "page": 20, "records": 8, "clients": 7, "a_second": 8, "p95_ms": 8, "cpu_ms": 7, "bare_a_second": 13,
            "bare_p95_ms": 11, "bare_cpu_ms": 11, "p95_growth": 10, "cpu_growth": 10, "statements": 10, "slowest_ms": 10,
        }  # fmt: skip
        lines.append(" ".join(f"{name:>{width}}" for name, width in columns.items()))
        lines += [" ".join(f"{row[name]:>{width}}" for name, width in columns.items()) for row in found["pages"]]
    for row in found["goals"]:
        said = "met" if row["met"] else "MISSED"
        way = " (computed)" if row["computed"] else ""
        lines.append(f"{said:<7} {row['goal']}: {row['value']}, wanted {row['wanted']}{way}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
