"""A new installation's tables are made from the models; migrations played one by one must give the same."""

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

QUICK = "import django; django.setup(); from luzhi.common.schema import bring_up_to_date as go; go()"
SLOW = (
    "import django; django.setup(); from django.core.management import call_command as go;"
    "go('migrate', verbosity=0); go('createcachetable', verbosity=0)"
)


def make(folder: Path, code: str) -> Path:
    folder.mkdir(exist_ok=True)
    told = {"LUZHI_MODE": "test", "LUZHI_DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings"}
    subprocess.run([sys.executable, "-c", code], check=True, env=os.environ | told)
    return folder / "luzhi.sqlite3"


def describe(file: Path) -> dict[str, Any]:
    """Each table with its columns and named constraints, each index; the order of columns does not matter."""
    base = sqlite3.connect(file)
    found: dict[str, Any] = {}
    for kind, name, sql in base.execute("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"):
        if kind == "table":
            columns = {tuple(row[1:]) for row in base.execute(f'PRAGMA table_info("{name}")')}
            found[name] = (frozenset(columns), frozenset(re.findall(r'CONSTRAINT "([^"]+)"', sql)))
        else:
            found[f"{kind} {name}"] = sql
    found["migrations"] = set(base.execute("SELECT app, name FROM django_migrations"))
    base.close()
    return found


def test_tables_from_models_are_the_tables_of_the_migrations(tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("compared once, on the embedded database")
    quick, slow = describe(make(tmp_path / "quick", QUICK)), describe(make(tmp_path / "slow", SLOW))
    assert quick == slow


def test_a_second_run_after_one_that_was_broken_off_finishes_it(tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the embedded database's case")
    broken = make(tmp_path / "broken", QUICK)
    with sqlite3.connect(broken) as base:
        base.execute("DELETE FROM django_migrations")
        base.execute("DROP TABLE records_words")
    assert describe(make(tmp_path / "broken", QUICK)) == describe(make(tmp_path / "whole", QUICK))
