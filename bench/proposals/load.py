"""The pages of proposals for several people at once, at several sizes, beside the bare reference of the same run."""

import http.client
import statistics
import sys
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench.kit.measure import Server, cpu_seconds
from bench.kit.synthetic import PASSWORD
from bench.pages.fill import make_folders
from bench.pages.rounds import Pages, Request, get, pages_of_ours, pages_of_reference, serve_ours, serve_reference

PORT = 8771
FILTERS = {
    "year": "2023", "state": "filed", "outcome": "filed", "proposer_kind": "individual", "key": "True", "topic": "养老",
    "sector": "sector-07", "committee": "nothing",
}  # fmt: skip


def pages(n: int) -> Pages:
    """List, deep in the list, each filter of the list, words of two characters and rare ones, detail, a new one."""
    known = pages_of_ours(n)
    found = {name: known[name] for name in ("list", "list, deep", "search", "search rare", "detail", "create")}

    def by(name: str, value: str) -> Any:
        return lambda i: get("/proposals/", **{name: value})

    return found | {f"filter {name}": by(name, value) for name, value in FILTERS.items()}


def reference_for(name: str, n: int) -> Any:
    bare = pages_of_reference(n)
    return bare.get(name) or bare["list"]


def measure_load(
    kept: Path, sizes: list[int], clients: list[int], rounds: int, requests: int, only: str
) -> list[dict[str, Any]]:
    rows = []
    for size in sizes:
        ours, _small, reference = make_folders(kept, size)
        queries = {row["page"]: row["statements"] for row in look_in_a_process(ours, size)}
        servers = (serve_ours("ours", ours, PORT), serve_reference(reference, PORT + 1))
        try:
            for server in servers:
                server.start()
            servers[0].sign_in("/accounts/login/", "staff", PASSWORD)
            servers[1].sign_in("/accounts/login/", "staff", "reference")
            for name, page in pages(size).items():
                if only in name:
                    rows += measure_page(
                        name, size, servers, (page, reference_for(name, size)), clients, rounds, requests
                    )
                    rows[-1]["queries"] = rows[-len(clients)]["queries"] = queries.get(name, "")
        finally:
            for server in servers:
                if server.process is not None:
                    server.stop()
    return rows


def look_in_a_process(folder: Path, size: int) -> list[dict[str, Any]]:
    """Statements of each page; in a process of its own, since Django is bound to one folder."""
    import json
    import subprocess

    from bench.kit.measure import ROOT

    code = (
        "import json; from pathlib import Path; from bench.pages.statements import look_at_statements as f; "
        f"print(json.dumps([{{k: r[k] for k in ('page', 'statements')}} for r in f(Path({str(folder)!r}), {size}, '')]))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    found: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return found


def measure_page(
    name: str, size: int, servers: tuple[Server, Server], asked: tuple[Any, Any], clients: list[int], rounds: int,
    requests: int,
) -> list[dict[str, Any]]:  # fmt: skip
    """Medians of alternated rounds, for each number of people who ask at once."""
    rows = []
    for people in clients:
        taken: tuple[list[Any], list[Any]] = ([], [])
        for turn in range(rounds + 1):  # the first round warms up
            for server, page, into in zip(servers, asked, taken, strict=True):
                sample = ask_at_once(server, page, people, requests if turn else 3)
                if turn:
                    into.append(sample)
        ours, bare = ([statistics.median(values) for values in zip(*side, strict=True)] for side in taken)
        rows.append({
            "page": name, "records": size, "clients": people, "a_second": round(ours[0], 1), "p95_ms": round(ours[1], 1),
            "cpu_ms": round(ours[2], 1), "bare_a_second": round(bare[0], 1), "bare_p95_ms": round(bare[1], 1),
            "bare_cpu_ms": round(bare[2], 1), "queries": "",
        })  # fmt: skip
    print(f"  {size} {name}", file=sys.stderr)
    return rows


def ask_at_once(server: Server, page: Any, people: int, requests: int) -> tuple[float, float, float]:
    """Requests a second, their 95th percentile in milliseconds, CPU milliseconds of the server for each."""
    times: list[float] = []
    wrong: list[str] = []

    def one(person: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
        for i in range(requests):
            request = page(person * requests + i)
            begun = time.perf_counter()
            status = send(connection, server, request)
            times.append((time.perf_counter() - begun) * 1000)
            if status not in (200, 302):
                wrong.append(f"{request[1]}: {status}")
        connection.close()

    threads = [threading.Thread(target=one, args=(person,)) for person in range(people)]
    before, begun = cpu_seconds(server.process.pid), time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wall, cpu = time.perf_counter() - begun, cpu_seconds(server.process.pid) - before
    if wrong:
        sys.exit(f"{server.name}: {wrong[0]}")
    times.sort()
    return len(times) / wall, times[min(len(times) - 1, int(len(times) * 0.95))], cpu * 1000 / len(times)


def send(connection: http.client.HTTPConnection, server: Server, request: Request) -> int:
    method, path, form = request
    headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in server.cookies.items())}
    body = None
    if form is not None:
        token = server.cookies.get("csrftoken", "")
        headers |= {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": token}
        body = urlencode(form)
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    answer.read()
    return answer.status
