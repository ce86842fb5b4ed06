"""The same pages on PostgreSQL and on the embedded database, asked in turn; a private cluster that lives as long as the run."""

import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.kit.measure import ROOT, Server
from bench.kit.synthetic import PASSWORD
from bench.pages.fill import make_folders
from bench.pages.rounds import pages_of_ours, serve_ours
from bench.proposals.load import ask_at_once

PORT = 8775
PAGES = ("list", "detail", "create")


def as_postgres(*command: str) -> None:
    """PostgreSQL refuses to run as root."""
    who = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] if os.getuid() == 0 else []
    subprocess.run([*who, *command], check=True, cwd="/", stdout=subprocess.DEVNULL)


@contextmanager
def private_cluster(folder: Path) -> Iterator[str]:
    """The address of a database server in this folder; commits reach the disk, as the embedded database's do."""
    tools = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    folder.mkdir(parents=True)
    folder.chmod(0o755)
    if os.getuid() == 0:
        shutil.chown(folder, "postgres")
    data = str(folder / "data")
    as_postgres(f"{tools}/initdb", "-D", data, "-U", "luzhi", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
    options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c shared_buffers=256MB"
    as_postgres(f"{tools}/pg_ctl", "start", "-D", data, "-l", str(folder / "log"), "-w", "-s", "-o", options)
    try:
        yield f"postgres://luzhi@/postgres?host={folder}"
    finally:
        as_postgres(f"{tools}/pg_ctl", "stop", "-D", data, "-m", "immediate", "-s")


def fill_here(folder: str, database: str, n: int) -> None:
    """Fill the named database. Runs in a process of its own."""
    from bench.kit.synthetic import insert, prepare
    from bench.pages.fill import SECTORS, proposals

    prepare(Path(folder), database=database)
    from luzhi.people.models import Sector
    from luzhi.proposals.models import Proposal
    from luzhi.records.index import rebuild

    insert(Sector, ({"body_id": 1, "name": f"sector-{i:02}"} for i in range(SECTORS)))
    insert(Proposal, proposals(0, n))
    rebuild()


def measure_postgres(kept: Path, scratch: Path, n: int, rounds: int, requests: int) -> dict[str, Any]:
    """Requests a second of both, medians of alternated rounds, and PostgreSQL's share."""
    ours, _small, _reference = make_folders(kept, n)
    with private_cluster(scratch / "cluster") as address:
        folder = scratch / "on-postgres"
        code = f"from bench.proposals.postgres import fill_here; fill_here({str(folder)!r}, {address!r}, {n})"
        subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
        servers = (serve_ours("embedded", ours, PORT), serve_ours("postgres", folder, PORT + 1, address))
        try:
            for server in servers:
                server.start()
                server.sign_in("/accounts/login/", "staff", PASSWORD)
            return {"records": n} | {key: v for name in PAGES for key, v in measure(name, servers, n, rounds, requests)}
        finally:
            for server in servers:
                if server.process is not None:
                    server.stop()


def measure(
    name: str, servers: tuple[Server, Server], n: int, rounds: int, requests: int
) -> Iterator[tuple[str, float]]:
    taken: tuple[list[float], list[float]] = ([], [])
    page = pages_of_ours(n)[name]
    for turn in range(rounds + 1):  # the first round warms up
        for server, into in zip(servers, taken, strict=True):
            rate, _p95, _cpu = ask_at_once(server, page, 1, requests if turn else 3)
            if turn:
                into.append(rate)
    embedded, other = map(statistics.median, taken)
    yield f"{name}_embedded_a_second", round(embedded, 1)
    yield f"{name}_postgres_a_second", round(other, 1)
    yield name, round(other / embedded, 2)
