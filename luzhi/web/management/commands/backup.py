"""Copy the embedded database while it is in use."""

import hashlib
import sqlite3
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.db import connection
from django.utils import timezone

from luzhi.common.problems import Problem
from luzhi.common.telling import TellingCommand


class Command(TellingCommand):
    help = (
        "Write a consistent copy of the embedded database to FOLDER and prove that it opens. "
        "With PostgreSQL use pg_dump; files people brought lie in the data folder and are copied like any folder."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "sqlite":
            raise Problem("This installation uses PostgreSQL; back it up with pg_dump.")
        folder: Path = options["folder"]
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise Problem(f"{folder} is not a folder and cannot be made one: {error.strerror}.") from None
        target = folder / f"luzhi-{timezone.localtime():%Y%m%d-%H%M%S}.sqlite3"
        source = sqlite3.connect(f"file:{settings.DATABASES['default']['NAME']}?mode=ro", uri=True)
        target.touch(mode=0o600)  # it holds what the database holds
        copy = sqlite3.connect(target)
        with source, copy:
            source.backup(copy)
        state = copy.execute("PRAGMA integrity_check").fetchone()[0]
        events = copy.execute("SELECT count(*) FROM common_auditevent").fetchone()[0]
        source.close()
        copy.close()
        if state != "ok":
            target.unlink()
            raise Problem(f"The copy is not sound: {state}")
        digest = hashlib.sha256(target.read_bytes()).hexdigest()
        self.answer(
            f"{target}\nsha256 {digest}\n{events} audit events; integrity ok.",
            file=str(target), sha256=digest, audit_events=events,
        )  # fmt: skip
