"""Plainly synthetic load: a body called 甲市政协 with as many rows as asked for, never mixed with the sample year."""

import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
PASSWORD = "Bench-account-0001"


def prepare(folder: Path, mode: str = "trial", database: str = "") -> None:
    """Point Django at an empty data folder and create the tables, the body and one account of the staff."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    open_folder(folder, mode, database)
    from django.core.management import call_command

    call_command("setup", verbosity=0, stdout=open(os.devnull, "w"))
    from luzhi.access.models import Body, Grant, User

    body = Body.objects.create(code="jia", name="甲市政协", short_name="甲市", current_year=2024)
    user = User.objects.create_user("staff", password=PASSWORD, display_name="staff-0001")
    Grant.objects.create(user=user, body=body, role="staff")


def open_folder(folder: Path, mode: str = "trial", database: str = "") -> None:
    """Point Django at a data folder as it is; at another database than the folder's own where one is named."""
    sys.path.insert(0, str(ROOT))
    os.environ.update(LUZHI_DATA_DIR=str(folder), LUZHI_MODE=mode, DJANGO_SETTINGS_MODULE="config.settings")
    os.environ["DATABASE_URL"] = database
    import django

    django.setup()


def insert(model: Any, rows: Iterable[dict[str, Any]]) -> int:
    """Insert rows by the driver's executemany; missing columns get the model's defaults. Returns how many."""
    from django.db import connection, transaction
    from django.utils import timezone

    now = timezone.now()
    fields = [f for f in model._meta.concrete_fields if not f.primary_key]
    defaults = {f.column: plain_default(f, now) for f in fields}
    names = ", ".join(f'"{f.column}"' for f in fields)
    marks = ", ".join(["%s"] * len(fields))
    count = 0
    with transaction.atomic(), connection.cursor() as cursor:
        for chunk in chunks(rows, 5000):
            values = [[row.get(column, default) for column, default in defaults.items()] for row in chunk]
            cursor.executemany(f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({marks})', values)
            count += len(chunk)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return count


def plain_default(field: Any, now: Any) -> Any:
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return now
    value = field.get_default()
    if field.get_internal_type() == "JSONField":
        return "{}" if value in (None, {}) else "[]"
    return field.get_prep_value(value) if value is not None else None


def chunks(rows: Iterable[Any], size: int) -> Iterable[Sequence[Any]]:
    part = []
    for row in rows:
        part.append(row)
        if len(part) == size:
            yield part
            part = []
    if part:
        yield part
