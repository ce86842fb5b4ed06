"""A server killed in the middle of writing: what was told to be saved is there, nothing is half there, and the next
writer goes on at once."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

WRITER = """
import os
import django
django.setup()
from luzhi.access.actors import Actor
from luzhi.access.models import Body, User
from luzhi.people.models import Person
from luzhi.records.services import create_record
body, _ = Body.objects.get_or_create(code="jia", defaults={"name": "甲市政协", "short_name": "甲市", "current_year": 2024})
user, _ = User.objects.get_or_create(username="writer")
actor = Actor(user, body, ["staff"])
for n in range(100_000):
    create_record(Person(name=f"person-{os.getpid()}-{n:06}"), by=actor)
    print(n, flush=True)
"""
KILLS, BEFORE_EACH = 2, 25


@pytest.fixture
def folder(django_db_setup: None, tmp_path: Path) -> Path:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its own promise; this is about the embedded database and its queue")
    shutil.copy(str(connection.settings_dict["NAME"]), tmp_path / "luzhi.sqlite3")
    return tmp_path


def environment(folder: Path) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("LUZHI_", "DATABASE_", "DJANGO_"))
    }
    return kept | {
        "LUZHI_DATA_DIR": str(folder), "LUZHI_MODE": "test", "DJANGO_SETTINGS_MODULE": "config.settings",
    }  # fmt: skip


def write_until_killed(folder: Path) -> int:
    """How many records the writer said it had saved, before it was killed between two words."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER], env=environment(folder), stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        told = [writer.stdout.readline() for _n in range(BEFORE_EACH)]
        writer.kill()
        told += writer.stdout.readlines()
    return len([line for line in told if line.endswith("\n")])


def test_nothing_is_lost_and_nothing_is_half_there(folder: Path) -> None:
    saved = sum(write_until_killed(folder) for _kill in range(KILLS))
    assert saved >= KILLS * BEFORE_EACH
    with sqlite3.connect(folder / "luzhi.sqlite3") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        persons, events, entries, words = (
            database.execute(sql).fetchone()[0]
            for sql in (
                "SELECT count(*) FROM people_person",
                "SELECT count(*) FROM common_auditevent WHERE kind = 'people.person' AND verb = 'created'",
                "SELECT count(*) FROM records_searchentry",
                "SELECT count(*) FROM records_words WHERE records_words MATCH 'person'",
            )
        )
    assert persons == events == entries == words
    assert saved <= persons <= saved + KILLS  # the one being written when it was killed may have been saved
    luzhi = Path(sys.executable).with_name("luzhi")
    done = subprocess.run(
        [luzhi, "verify-audit", "--format", "json"], env=environment(folder), capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout)["findings"] == []
