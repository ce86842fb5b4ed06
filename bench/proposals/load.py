"""The pages of proposals for several people at once, at several sizes, beside the bare reference of the same run."""

import http.client
import itertools
import json
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench.kit.measure import ROOT, Server, cpu_seconds
from bench.kit.synthetic import PASSWORD
from bench.pages.fill import FIELDS, RARE, make_folders
from bench.pages.rounds import Pages, Request, get, pages_of_ours, pages_of_reference, serve_ours, serve_reference

PORT = 8771
FILTERS = {
    "year": "2023", "state": "filed", "outcome": "filed", "proposer_kind": "individual", "key": "True", "topic": "养老",
    "sector": "sector-07", "committee": "nothing",
}  # fmt: skip
SUBMIT = "submit"  # sends in a proposal that was written before, outside the measured time


def pages(n: int) -> Pages:
    """List, deep in the list, each filter of the list, words of two characters, rare ones and mixed scripts, detail, a
    new one."""
    known = pages_of_ours(n)
    found = {name: known[name] for name in ("list", "list, deep", "search", "search rare", "detail", "create")}
    found["search mixed"] = lambda i: get("/proposals/", q=f"{FIELDS[i % len(FIELDS)]} {i % n:07}")

    def by(name: str, value: str) -> Any:
        return lambda i: get("/proposals/", **{name: value})

    return found | {f"filter {name}": by(name, value) for name, value in FILTERS.items()}


def reference_for(name: str, n: int) -> Any:
    """The reference's page of the same kind: a search looks through all titles, a submission writes a row."""
    bare = pages_of_reference(n)
    if name == "search rare":
        return lambda i: get("/list", q=RARE)
    return bare.get("create" if name == SUBMIT else name) or bare["list"]


def measure_load(
    kept: Path, sizes: list[int], clients: list[int], rounds: int, requests: int, only: str
) -> list[dict[str, Any]]:
    """A row for each page, size and number of people; what is asked of the database only in the first of them."""
    rows = []
    for size in sizes:
        ours, _small, reference = make_folders(kept, size)
        asked = {row["page"]: row for row in look_in_a_process(ours, size, only)}
        servers = (serve_ours("ours", ours, PORT), serve_reference(reference, PORT + 1))
        try:
            for server in servers:
                server.start()
            servers[0].sign_in("/accounts/login/", "staff", PASSWORD)
            servers[1].sign_in("/accounts/login/", "staff", "reference")
            for name in (*pages(size), SUBMIT):
                if is_wanted(name, only):
                    found = [measure_page(name, size, servers, people, rounds, requests) for people in clients]
                    seen = asked.get(name, {})
                    found[0] |= {k: seen.get(k, "") for k in ("statements", "slowest_ms", "forbidden")}
                    rows += found
                    print(f"  {size} {name}", file=sys.stderr)
        finally:
            for server in servers:
                if server.process is not None:
                    server.stop()
    return add_growth(rows)


def is_wanted(name: str, only: str) -> bool:
    """Whether a page is among those that were named, by parts of their names."""
    return any(part in name for part in only.split(","))


def add_growth(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """How much longer a page takes than with the fewest records: its 95th percentile and its processor time."""
    first = {(r["page"], r["clients"]): r for r in sorted(rows, key=lambda r: -r["records"])}
    for row in rows:
        least = first[row["page"], row["clients"]]
        row["p95_growth"] = round(row["p95_ms"] / least["p95_ms"], 2)
        row["cpu_growth"] = round(row["cpu_ms"] / least["cpu_ms"], 2)
    return rows


def look_in_a_process(folder: Path, size: int, only: str) -> list[dict[str, Any]]:
    """Statements of each page; in a process of its own, since Django is bound to one folder."""
    code = f"from bench.proposals.load import look_here; look_here({str(folder)!r}, {size}, {only!r})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    found: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return found


def look_here(folder: str, size: int, only: str) -> None:
    from bench.pages.statements import look_at_statements

    wanted = {name: page for name, page in pages(size).items() if is_wanted(name, only)}
    found = look_at_statements(Path(folder), size, "", wanted) if wanted else []
    print(json.dumps([{k: r[k] for k in ("page", "statements", "slowest_ms", "forbidden")} for r in found]))


def measure_page(
    name: str, size: int, servers: tuple[Server, Server], people: int, rounds: int, requests: int
) -> dict[str, Any]:
    """Medians of alternated rounds."""
    asked = (pages(size).get(name), reference_for(name, size))
    taken: tuple[list[Any], list[Any]] = ([], [])
    for turn in range(rounds + 1):  # the first round warms up
        each = max(2, requests // people) if turn else 2
        for server, page, into in zip(servers, asked, taken, strict=True):
            sample = ask_at_once(server, page or written_before(server, people * each), people, each)
            if turn:
                into.append(sample)
    ours, bare = ([statistics.median(values) for values in zip(*side, strict=True)] for side in taken)
    return {
        "page": name, "records": size, "clients": people, "a_second": round(ours[0], 1), "p95_ms": round(ours[1], 1),
        "cpu_ms": round(ours[2], 2), "bare_a_second": round(bare[0], 1), "bare_p95_ms": round(bare[1], 1),
        "bare_cpu_ms": round(bare[2], 2), "statements": "", "slowest_ms": "", "forbidden": "",
    }  # fmt: skip


def written_before(server: Server, n: int) -> Callable[[int], Request]:
    """Requests that submit proposals, which are written here."""
    form = {
        "title": "关于提交的提案", "year": "2024", "proposer_kind": "individual", "situation": "一", "analysis": "二",
        "recommendations": "1. 三", "topic": "养老", "no_secrets": "on",
    }  # fmt: skip
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
    made = []
    for _i in range(n):
        status, to = send(connection, server, ("POST", "/proposals/new/", form))
        if status != 302:
            sys.exit(f"a proposal to submit was not taken: {status}")
        made.append(f"{to}do/submit/")
    connection.close()
    counter = itertools.count()
    return lambda _i: ("POST", made[next(counter)], {"seen_state": "draft"})


def ask_at_once(server: Server, page: Any, people: int, requests: int) -> tuple[float, float, float]:
    """Requests a second, their 95th percentile in milliseconds, CPU milliseconds of the server for each."""
    times: list[float] = []
    wrong: list[str] = []

    def one(person: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
        for i in range(requests):
            request = page(person * requests + i)
            begun = time.perf_counter()
            status, _to = send(connection, server, request)
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


def send(connection: http.client.HTTPConnection, server: Server, request: Request) -> tuple[int, str]:
    """The status, and where the answer sends the reader."""
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
    return answer.status, answer.headers.get("Location", "")
