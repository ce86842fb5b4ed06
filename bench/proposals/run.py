"""Proposals under load: pages for 1, 8 and 32 people, writers, a large import, letters; each beside a reference."""

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

PARTS = ("letters", "writers", "import", "pages")
SIZES = "1000,100000,1000000"


def main() -> None:
    parser = argparse.ArgumentParser(prog="script/bench proposals", description=__doc__)
    parser.add_argument("--parts", default=",".join(PARTS), help="of: " + ", ".join(PARTS))
    parser.add_argument("--sizes", default=SIZES, help="how many proposals the pages are measured with")
    parser.add_argument("--clients", default="1,8,32", help="how many people ask at once")
    parser.add_argument("--rows", type=int, default=100_000, help="rows of the imported sheet")
    parser.add_argument("--rounds", type=int, default=5, help="alternated rounds, of which the median is taken")
    parser.add_argument("--requests", type=int, default=40, help="requests of each client in a round")
    parser.add_argument("--seconds", type=float, default=5, help="how long each number of writers writes")
    parser.add_argument("--only", default="", help="pages whose name contains this")
    parser.add_argument("--into", type=Path, help="a data folder of bench pages, for the import into a large database")
    parser.add_argument("--keep", type=Path, help="a folder in which the generated data stay for the next run")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    options = parser.parse_args()
    parts = options.parts.split(",")
    if unknown := set(parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    found = measure(parts, options)
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
    if "pages" in parts:
        from bench.proposals.load import measure_load

        with tempfile.TemporaryDirectory(prefix="luzhi-bench-") as scratch:
            kept = options.keep or Path(scratch)
            kept.mkdir(parents=True, exist_ok=True)
            sizes = [int(n) for n in options.sizes.split(",")]
            clients = [int(n) for n in options.clients.split(",")]
            found["pages"] = measure_load(kept, sizes, clients, options.rounds, options.requests, options.only)
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
    lines = ["writers " + ", ".join(f"{k} {v}" for k, v in row.items()) for row in found.get("writers", ())]
    parts = [part for part in ("import", "letters") if part in found]
    lines += [f"{part}: " + ", ".join(f"{k} {v}" for k, v in found[part].items()) for part in parts]
    if "pages" in found:
        lines.append(
            f"{'page':<22} {'records':>8} {'clients':>7} {'a second':>9} {'p95 ms':>8} {'CPU ms':>7} {'bare a s':>9} {'bare CPU':>8} {'queries':>7}"
        )
        lines += [
            f"{r['page']:<22} {r['records']:>8} {r['clients']:>7} {r['a_second']:>9} {r['p95_ms']:>8} {r['cpu_ms']:>7} "
            f"{r['bare_a_second']:>9} {r['bare_cpu_ms']:>8} {r['queries']:>7}"
            for r in found["pages"]
        ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
