"""An export of 100,000 rows as the page sends it, against openpyxl writing the same cells."""

import io
import json
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from bench.kit.measure import ROOT
from bench.kit.synthetic import open_folder

ROWS = 100_000


def measure_export(folder: Path, rounds: int) -> dict[str, Any]:
    """CPU seconds of both, alternated, each in a process of its own; the peak of ours above what it had before."""
    taken: dict[str, list[dict[str, float]]] = {"ours": [], "openpyxl": []}
    for _round in range(min(rounds, 3)):  # a quarter of a minute each; they differ by little
        for name, runs in taken.items():
            code = f"from bench.pages.exporting import write; write({name!r}, {str(folder)!r})"
            done = subprocess.run(
                [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
            )  # fmt: skip
            runs.append(json.loads(done.stdout.splitlines()[-1]))
    cpu = {name: round(statistics.median(r["cpu"] for r in runs), 2) for name, runs in taken.items()}
    peak = round(statistics.median(r["peak"] for r in taken["ours"]), 0)
    return {"rows": ROWS, **{f"{k}_cpu_s": v for k, v in cpu.items()}, "peak_mib": peak,
            "ratio": round(cpu["openpyxl"] / cpu["ours"], 2)}  # fmt: skip


def write(name: str, folder: str) -> None:
    open_folder(Path(folder))
    from django.http import QueryDict

    from luzhi.access.actors import Actor
    from luzhi.access.models import Body, User
    from luzhi.proposals.models import Proposal
    from luzhi.records import exports
    from luzhi.records.kinds import kind_of
    from luzhi.records.listing import ListPage

    kind = kind_of(Proposal)
    actor = Actor(User.objects.get(username="staff"), Body.objects.get(code="jia"), ["staff"])
    exports.MOST_ROWS = ROWS
    page = ListPage(kind, QueryDict(""), actor, address="/proposals/")
    begun = time.process_time()
    if name == "ours":
        content = exports.send_workbook(page).content
    else:
        content = write_by_openpyxl(exports.titles_of(page), exports.rows_of(page))
    cpu = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"cpu": cpu, "peak": peak, "bytes": len(content)}))


def write_by_openpyxl(titles: list[str], rows: Any) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(titles)
    for row in rows:
        sheet.append(list(row.values()))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
