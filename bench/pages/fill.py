"""A year of generated proposals, plainly synthetic, as fast as the driver takes them; the search index with them."""

import datetime as dt
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.kit.measure import ROOT
from bench.kit.synthetic import prepare

FIELDS = ("养老", "交通", "教育", "文旅", "冰雪", "汽车", "种业", "医疗", "社区", "水利", "科创", "就业")
VERBS = ("加强", "完善", "推进", "优化", "规范", "扩大", "改进")
# A word in one record of a hundred thousand, and the newest record has none of it.
RARE, RARE_EVERY = "榫卯", 100_000
SMALL, LARGE = 1_000, 1_000_000
SECTORS = 30
STATES = (("submitted", ""), ("draft", ""), ("filed", "filed"), ("closed", "filed"), ("returned", "returned"))


def proposals(start: int, stop: int) -> Iterator[dict[str, Any]]:
    """Rows of the proposals with these numbers (from `start`, before `stop`)."""
    for i in range(start, stop):
        word = RARE if i % RARE_EVERY == 17 else FIELDS[i % len(FIELDS)]
        state, outcome = STATES[i % len(STATES)]
        yield {
            "body_id": 1, "year": 2020 + i % 5, "title": f"关于{VERBS[i % 7]}{word}工作的提案{i:07}",
            "sector_id": i % SECTORS + 1, "topic": FIELDS[i * 7 % len(FIELDS)], "state": state, "outcome": outcome, "key": i % 50 == 0,
            "situation": f"生成的情况说明{i:07}，涉及{FIELDS[i * 5 % len(FIELDS)]}。", "submitted_on": dt.date(2024, 1, 1 + i % 28),
        }  # fmt: skip


def make_folders(kept: Path, large: int) -> tuple[Path, Path, Path]:
    """The data folders of ours with a thousand and with `large` records, and the reference's database with as many.

    What lies there from an earlier run is taken as it is.
    """
    ours, small, reference = kept / f"ours-{large}", kept / f"ours-{SMALL}", kept / f"reference-{large}.sqlite3"
    if not (ours / "filled").exists():
        print(f"  generating {large} proposals with their search index …", file=sys.stderr)
        fill_ours(ours, small, large)
    if not reference.exists():
        print(f"  generating {large} rows of the reference …", file=sys.stderr)
        making = reference.with_suffix(".making")
        making.unlink(missing_ok=True)
        subprocess.run(
            [sys.executable, ROOT / "bench/reference/app.py", str(large)], check=True,
            env={"REFERENCE_DATA": str(making), "PATH": "/usr/bin:/bin"},
        )  # fmt: skip
        making.rename(reference)
    return ours, small, reference


def fill_ours(folder: Path, small: Path, large: int) -> None:
    """One folder is set up; its state at a thousand records is the small one. Runs in a process of its own."""
    code = f"from bench.pages.fill import fill_here; fill_here({str(folder)!r}, {str(small)!r}, {large})"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def fill_here(folder: str, small: str, large: int) -> None:
    prepare(Path(folder))
    from bench.kit.synthetic import insert
    from luzhi.people.models import Sector
    from luzhi.proposals.models import Proposal
    from luzhi.records.index import rebuild

    def shown(_kind: Any, done: int) -> None:
        if done % 100_000 == 0:
            print(f"    indexed {done}", file=sys.stderr)

    insert(Sector, ({"body_id": 1, "name": f"sector-{i:02}"} for i in range(SECTORS)))
    insert(Proposal, proposals(0, SMALL))
    rebuild()
    settle(folder)
    if not (Path(small) / "filled").exists() and folder != small:
        shutil.rmtree(small, ignore_errors=True)
        shutil.copytree(folder, small)
        (Path(small) / "filled").touch()
    if large > SMALL:
        insert(Proposal, proposals(SMALL, large))
        rebuild(shown)
        settle(folder)
    (Path(folder) / "filled").touch()


def settle(folder: str) -> None:
    """Everything into the database file itself, so that the folder can be copied."""
    from django.db import connection

    connection.close()
    with sqlite3.connect(Path(folder) / "luzhi.sqlite3") as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
