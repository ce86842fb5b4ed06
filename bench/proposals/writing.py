"""1, 8 and 32 people write at once, each commit on the disk: nothing lost, nobody refused, how long one waits."""

import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.kit.measure import ROOT
from bench.proposals.importing import open_here

WRITERS = (1, 8, 32)


def measure_writers(base: Path, seconds: float) -> list[dict[str, Any]]:
    """For each number of writers, in a process and a copy of the prepared folder: proposals a second, the longest
    wait."""
    rows = []
    for writers in WRITERS:
        with tempfile.TemporaryDirectory(prefix="luzhi-bench-") as scratch:
            folder = Path(scratch) / "data"
            shutil.copytree(base, folder)
            code = f"from bench.proposals.writing import write_here; write_here({str(folder)!r}, {writers}, {seconds})"
            done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
            rows.append(json.loads(done.stdout.splitlines()[-1]))
    return rows


def write_here(folder: str, writers: int, seconds: float) -> None:
    open_here(folder)
    from django.db import connection
    from django.urls import get_resolver

    from luzhi.access.actors import Actor
    from luzhi.access.models import Body, User
    from luzhi.common.audit import verify_chain
    from luzhi.proposals.models import Numbering, Proposal

    get_resolver().url_patterns  # noqa: B018 -- loaded before the processes part
    actor = Actor(User.objects.get(username="staff"), Body.objects.get(code="jia"), ["staff"])
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        full = cursor.fetchone()[0] == 2
    connection.close()
    fork = multiprocessing.get_context("fork")
    start, told = fork.Barrier(writers), fork.SimpleQueue()
    processes = [fork.Process(target=write_on, args=(actor, start, told, seconds)) for _n in range(writers)]
    for process in processes:
        process.start()
    found = [told.get() for _process in processes]
    for process in processes:
        process.join()
    made, timed = sum(n for n, *_rest in found), sum(n - 1 for n, *_rest in found)
    worst = max(worst for _n, worst, *_rest in found)
    errors = [error for _n, _worst, each, _cpu in found for error in each]
    cpu = sum(cpu for *_rest, cpu in found) * 1000 / max(1, 2 * timed)
    last = Numbering.objects.get(kind="receipt").last
    receipts = Proposal.objects.exclude(receipt_no="").values("receipt_no").distinct().count()
    print(json.dumps({
        "writers": writers, "synchronous_full": full, "submitted": made, "a_second": round(timed / seconds, 1),
        "worst_wait_s": round(worst, 3), "cpu_ms_a_transaction": round(cpu, 1), "lost": made - receipts, "counter": last, "errors": errors[:3],
        "chain_findings": len(list(verify_chain())),
    }))  # fmt: skip


def write_on(actor: Any, start: Any, told: Any, seconds: float) -> None:
    """Writes a proposal and submits it, again and again: a record, a receipt number from a shared counter, audit
    events, the search index."""
    from luzhi.proposals.models import Proposal
    from luzhi.records.services import create_record
    from luzhi.workflow.engine import perform

    def write(n: int) -> None:
        draft = Proposal(
            title=f"proposal-{os.getpid()}-{n}", year=2024, situation="s", analysis="a", recommendations="1. r",
            no_secrets=True,
        )  # fmt: skip
        perform(create_record(draft, by=actor), "submit", by=actor)

    write(0)  # a server that runs has loaded what a step needs
    made, worst, errors = 1, 0.0, []
    start.wait(120)
    end, cpu = time.perf_counter() + seconds, time.process_time()
    while time.perf_counter() < end:
        begun = time.perf_counter()
        try:
            write(made)
            made += 1
        except Exception as error:  # noqa: BLE001 -- counted and told
            errors.append(f"{type(error).__name__}: {error}")
        worst = max(worst, (time.perf_counter() - begun) / 2)  # two transactions
    told.put((made, worst, errors, time.process_time() - cpu))
    os._exit(0)
