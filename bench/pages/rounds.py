"""The same pages asked of three servers in turn: the bare reference, ours with a thousand records, ours with all."""

import base64
import json
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bench.kit.measure import ROOT, Sample, Server, descends, medians, run_round
from bench.kit.synthetic import PASSWORD
from bench.pages.fill import FIELDS, RARE, SMALL

BIN = Path(sys.executable).parent
Request = tuple[str, str, dict[str, str] | None]
Pages = dict[str, Callable[[int], Request]]


def serve_ours(name: str, folder: Path, port: int, database: str = "") -> Server:
    env = {
        "LUZHI_DATA_DIR": str(folder), "LUZHI_MODE": "trial", "LUZHI_WORKERS": "1", "PYTHONPATH": str(ROOT),
        "DATABASE_URL": database,
    }  # fmt: skip
    return Server(name, [str(BIN / "luzhi"), "serve", "--port", str(port)], port, env, ready="/accounts/login/")


def serve_reference(database: Path, port: int) -> Server:
    """The reference under the same server with the same options."""
    command = [
        str(BIN / "granian"), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "1",
        "--blocking-threads", "4", "--no-ws", "--log-level", "warning", "bench.reference.app:application",
    ]  # fmt: skip
    env = {"REFERENCE_DATA": str(database), "PYTHONPATH": str(ROOT)}
    return Server("reference", command, port, env, ready="/accounts/login/")


def cursor(pk: int) -> str:
    return base64.urlsafe_b64encode(json.dumps([pk, pk]).encode()).decode()


def pages_of_ours(n: int) -> Pages:
    """Each page, by name: the i-th request for it. Deep pages, records and words change from request to request."""
    pick = random.Random(n)
    at = "/proposals/"
    form = {
        "year": "2024", "proposer_kind": "individual", "situation": "一", "analysis": "二", "recommendations": "三",
        "topic": "养老",
    }  # fmt: skip
    return {
        "list": lambda i: get(at),
        "list, deep": lambda i: get(at, after=cursor(pick.randrange(30, n))),
        "by state": lambda i: get(at, state="filed"),
        "by year": lambda i: get(at, year=str(2020 + i % 5)),
        "by nothing": lambda i: get(at, outcome="scpo"),  # an outcome that no record has
        "search": lambda i: get(at, q=FIELDS[i % len(FIELDS)]),
        "search rare": lambda i: get(at, q=RARE),
        "search all": lambda i: get("/search/", q=FIELDS[i % len(FIELDS)]),
        "detail": lambda i: get(f"{at}{pick.randrange(1, n)}/"),
        "form": lambda i: get(f"{at}new/"),
        "create": lambda i: ("POST", f"{at}new/", {"title": f"生成的新提案{i}", **form}),
        "home": lambda i: get("/"),
    }


def pages_of_reference(n: int) -> Pages:
    pick = random.Random(n)
    form = {"number": "1", "kind": "member", "state": "draft", "year": "2024", "day": "2024-03-01"}
    return {
        "list": lambda i: get("/list"),
        "list, deep": lambda i: get("/list", after=str(pick.randrange(30, n))),
        "detail": lambda i: get(f"/detail/{pick.randrange(1, n)}"),
        "form": lambda i: get("/create"),
        "create": lambda i: ("POST", "/create", {"title": f"生成的新提案{i}", **form}),
    }


def get(path: str, **query: str) -> Request:
    return "GET", path + ("?" + "&".join(f"{k}={quote(v)}" for k, v in query.items()) if query else ""), None


def measure_pages(
    servers: tuple[Server, Server, Server], large: int, rounds: int, requests: int, only: str
) -> list[dict[str, Any]]:
    """Medians of alternated rounds for each page: reference, ours small, ours large."""
    ours, small, reference = servers
    plans = (pages_of_ours(large), pages_of_ours(SMALL), pages_of_reference(large))
    names = [name for name in plans[0] if only in name]
    taken: dict[tuple[str, str], list[Sample]] = {}
    for turn in range(rounds + 1):  # the first round warms up
        for name in names:
            for server, pages in zip((ours, small, reference), plans, strict=True):
                if name in pages:
                    sample = run_round(server, pages[name], requests if turn else 5, (200, 302))
                    taken.setdefault((name, server.name), []).append(sample)
        print(f"  round {turn} of {rounds}", file=sys.stderr)
    found = {key: medians(samples[1:]) for key, samples in taken.items()}
    rows = []
    for name in names:
        big, little = found[name, ours.name], found[name, small.name]
        bare = found.get((name, reference.name)) or found["list", reference.name]
        rows.append({
            "page": name, "cpu_ms": round(big.cpu_ms, 1), "bare_cpu_ms": round(bare.cpu_ms, 1),
            "cpu_ratio": round(big.cpu_ms / bare.cpu_ms, 2), "p95_ms": round(big.p95_ms, 1),
            "p95_small_ms": round(little.p95_ms, 1), "growth": round(big.p95_ms / little.p95_ms, 2),
            "cpu_growth": round(big.cpu_ms / little.cpu_ms, 2), "kilobytes": round(big.size / 1024, 1),
        })  # fmt: skip
    return rows


def measure_cold(makers: dict[str, Callable[[], Server]], rounds: int) -> dict[str, Any]:
    """CPU seconds from the start of a server to its first answer, alternated."""
    taken: dict[str, list[float]] = {name: [] for name in makers}
    for _round in range(rounds):
        for name, make in makers.items():
            server = make().start()
            taken[name].append(server.cold_cpu)
            server.stop()
            time.sleep(0.2)
    found = {name: round(statistics.median(values), 2) for name, values in taken.items()}
    return {**found, "ratio": round(found["ours"] / found["reference"], 2)}


def sign_in_all(servers: tuple[Server, Server, Server]) -> None:
    for server in servers[:2]:
        server.sign_in("/accounts/login/", "staff", PASSWORD)
    servers[2].sign_in("/accounts/login/", "staff", "reference")


def resident_kilobytes(pid: int) -> int:
    """Proportional set size of the largest process of a server: its worker."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and descends(int(entry.name), pid):
            text = (entry / "smaps_rollup").read_text()
            found.append(int(text.split("Pss:")[1].split()[0]))
    return max(found)


def measure_memory(server: Server, large: int, requests: int) -> dict[str, Any]:
    """The worker's memory after mixed requests and an export of a fifth of all records, and its growth in as many
    requests again."""
    pages = [page for name, page in pages_of_ours(large).items() if name != "home"]

    def mixed(i: int) -> Request:
        return pages[i % len(pages)](i)

    run_round(server, mixed, requests, (200, 302))
    before = resident_kilobytes(server.process.pid)
    status, content = server.send("GET", "/proposals/export.xlsx?year=2021", None)
    if status != 200:
        sys.exit(f"the export answered {status}")
    after = resident_kilobytes(server.process.pid)
    run_round(server, mixed, requests, (200, 302))
    end = resident_kilobytes(server.process.pid)
    return {
        "requests": requests, "mib": round(before / 1024, 1), "mib_after_export": round(after / 1024, 1),
        "mib_after_as_many": round(end / 1024, 1), "growth_mib": round((end - after) / 1024, 1),
        "export_rows": large // 5, "export_kilobytes": len(content) // 1024,
    }  # fmt: skip
