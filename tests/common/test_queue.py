"""The queue of the embedded database's writers: whoever writes, in a transaction or outside one, stands in it."""

import fcntl
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from luzhi.common.sqlite.base import DatabaseWrapper

HELD = 0.3  # seconds for which somebody else has the first place
INSERT = "INSERT INTO line(name) VALUES (%s)"


@pytest.fixture
def database(db: None, tmp_path: Path) -> Iterator[DatabaseWrapper]:
    told = dict(connections["default"].settings_dict)
    options = {"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL"}
    made = DatabaseWrapper({**told, "NAME": str(tmp_path / "queue.sqlite3"), "OPTIONS": options}, alias="queue")
    with made.cursor() as cursor:
        cursor.execute("CREATE TABLE line(name text)")
    yield made
    made.close()


def wait_for(database: DatabaseWrapper, act: Callable[[Any], Any]) -> float:
    """Seconds that an action takes while another holds the first place for a while."""
    with Path(f"{database.settings_dict['NAME']}.queue").open("ab") as place, database.cursor() as cursor:
        fcntl.flock(place, fcntl.LOCK_EX)
        timer = threading.Timer(HELD, lambda: fcntl.flock(place, fcntl.LOCK_UN))
        timer.start()
        begun = time.perf_counter()
        act(cursor)
        took = time.perf_counter() - begun
        timer.join()
    return took


@pytest.mark.parametrize(
    "act",
    [
        lambda cursor: cursor.execute(INSERT, ["a"]),
        lambda cursor: cursor.executemany(INSERT, [["a"], ["b"]]),
        lambda cursor: cursor.execute("UPDATE line SET name = %s", ["c"]),
        lambda cursor: cursor.execute("DELETE FROM line"),
    ],
)
def test_a_single_statement_that_writes_waits_for_its_turn(
    database: DatabaseWrapper, act: Callable[[Any], Any]
) -> None:
    assert wait_for(database, act) >= HELD * 0.9


def test_reading_never_waits(database: DatabaseWrapper) -> None:
    assert wait_for(database, lambda cursor: cursor.execute("SELECT * FROM line").fetchall()) < HELD * 0.9


def test_a_place_is_left_when_a_statement_is_refused(database: DatabaseWrapper) -> None:
    with database.cursor() as cursor:
        with pytest.raises(Exception, match="no such table"):
            cursor.execute("INSERT INTO nowhere VALUES (1)")
        with Path(f"{database.settings_dict['NAME']}.queue").open("ab") as place:
            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)  # raises when it is taken
