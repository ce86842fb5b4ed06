"""A sheet of many rows brought in with all checks, against the time its parsing alone takes; others write meanwhile."""

import io
import json
import multiprocessing
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.kit.measure import ROOT

FIELDS = ("养老", "交通", "教育", "文旅", "冰雪", "汽车", "种业", "医疗", "社区", "水利", "科创", "就业")
COLUMNS = (
    "title", "proposer_kind", "topic", "sector", "between_sessions", "situation", "analysis", "recommendations",
    "key", "no_secrets", "submitted_on", "session_no",
)  # fmt: skip


def make_sheet(rows: int) -> bytes:
    """A generated sheet of 12 columns."""
    from rustpy_xlsxwriter import write_worksheet

    def line(i: int) -> dict[str, Any]:
        values = (
            f"关于{FIELDS[i % 12]}工作的提案{i:07}", "individual", FIELDS[i * 7 % 12], f"sector-{i % 30:02}", "否",
            f"情况{i:07}", f"分析{i % 500:03}", f"1. 建议{i:07}", "否", "是", f"2024-01-{i % 28 + 1:02}", 2,
        )  # fmt: skip
        return dict(zip(COLUMNS, values, strict=True))

    buffer = io.BytesIO()
    write_worksheet((line(i) for i in range(rows)), buffer, sheet_name="rows")
    return buffer.getvalue()


def measure_import(folder: Path, rows: int, rounds: int) -> dict[str, Any]:
    """CPU seconds of parsing and of the whole import, alternated, each import in a process and a copy of its own."""
    with tempfile.TemporaryDirectory(prefix="luzhi-bench-") as scratch:
        sheet = Path(scratch) / "rows.xlsx"
        sheet.write_bytes(make_sheet(rows))
        taken: dict[str, list[Any]] = {"parse": [], "import": []}
        for turn in range(rounds):
            copy = Path(scratch) / f"copy-{turn}"
            shutil.copytree(folder, copy)
            for what, found in taken.items():
                code = f"from bench.proposals.importing import {what}_here as f; f({str(copy)!r}, {str(sheet)!r})"
                found.append(json.loads(run(code)))
            shutil.rmtree(copy)
    parse = statistics.median(found["cpu"] for found in taken["parse"])
    parts = {name: round(statistics.median(f[name] for f in taken["import"]), 2) for name in taken["import"][0]}
    return {"rows": rows, "parse_cpu_s": round(parse, 2), **parts, "ratio": round(parts["cpu"] / parse, 2)}


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout.splitlines()[-1] if done.stdout else ""


def prepare_here(folder: str) -> None:
    from bench.kit.synthetic import insert, prepare

    prepare(Path(folder))
    from luzhi.people.models import Sector

    insert(Sector, ({"body_id": 1, "name": f"sector-{i:02}"} for i in range(30)))
    from django.db import connection

    connection.close()


def parse_here(_folder: str, sheet: str) -> None:
    from python_calamine import CalamineWorkbook

    content = io.BytesIO(Path(sheet).read_bytes())
    begun = time.process_time()
    CalamineWorkbook.from_filelike(content).get_sheet_by_index(0).to_python(skip_empty_area=True)
    print(json.dumps({"cpu": time.process_time() - begun}))


def open_here(folder: str) -> None:
    """Bind Django to a data folder that is there already."""
    os.environ.update(LUZHI_DATA_DIR=folder, LUZHI_MODE="trial", DJANGO_SETTINGS_MODULE="config.settings")
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()


def import_here(folder: str, sheet: str) -> None:
    open_here(folder)
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.db import connection

    from luzhi.access.actors import Actor
    from luzhi.access.models import Body, User
    from luzhi.proposals.models import Proposal
    from luzhi.records.entering import enter_import
    from luzhi.records.imports import stage_import
    from luzhi.records.kinds import kind_of

    kind = kind_of(Proposal)
    assert kind is not None
    actor = Actor(User.objects.get(username="staff"), Body.objects.get(code="jia"), ["staff"])
    before = Proposal.objects.count()
    connection.close()
    fork = multiprocessing.get_context("fork")
    stop, waits = fork.Event(), fork.SimpleQueue()
    other = fork.Process(target=write_meanwhile, args=(stop, waits))
    other.start()
    upload = SimpleUploadedFile("rows.xlsx", Path(sheet).read_bytes())
    begun, wall = time.process_time(), time.perf_counter()
    batch = stage_import(kind, upload, actor)
    staged = time.process_time()
    if batch.n_problems:
        raise SystemExit(f"{batch.n_problems} problems: {batch.problems[:3]}")
    enter_import(batch, actor)
    ended, walled = time.process_time(), time.perf_counter()
    stop.set()
    worst, written = waits.get()
    other.join()
    if Proposal.objects.count() != before + batch.n_rows:
        raise SystemExit("rows are missing")
    print(json.dumps({
        "cpu": ended - begun, "checked_cpu_s": staged - begun, "entered_cpu_s": ended - staged,
        "wall_s": walled - wall, "others_wrote": written, "others_worst_wait_s": worst,
    }))  # fmt: skip


def write_meanwhile(stop: Any, waits: Any) -> None:
    """Somebody else writes a record every twentieth of a second and notes the longest wait."""
    from luzhi.access.models import Body
    from luzhi.people.models import Sector

    body, worst, n = Body.objects.get(code="jia"), 0.0, 0
    while not stop.is_set():
        begun = time.perf_counter()
        Sector.objects.create(body=body, name=f"meanwhile-{n:06}")
        worst = max(worst, time.perf_counter() - begun)
        n += 1
        time.sleep(0.05)
    waits.put((worst, n))
