"""Fold the indexes and constraints of a new model into its creation, where Django leaves them apart.

    tools/migrations.py            rewrite the migrations that can be shortened
    tools/migrations.py --check    change nothing; name them

The schema stays the same. Each operation left apart makes Django build some fifty models anew, because nearly all
of them point to the body: 400 operations took 52 s of processor time on a new database, 150 take 17 s, and each
test run begins with a new database. Django's optimiser leaves them apart because its index operations do not say
which model they concern; here they do.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from pathlib import Path

import django
from django.core.management import call_command
from django.db.migrations.operations.models import IndexOperation


def concerns_model(operation: IndexOperation, name: str, app_label: str) -> bool:
    """Whether an index or constraint operation is about the model of this name."""
    return name.lower() == operation.model_name_lower


def shorten(label: str, name: str, *, check: bool) -> bool:
    """Rewrite one migration, or with `check` only look; True when there was something to fold."""
    told = io.StringIO()
    try:
        call_command("optimizemigration", label, name, check=check, stdout=told)
    except SystemExit:
        return True
    return "No optimizations possible" not in told.getvalue()


def main() -> None:
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("--check", action="store_true", help="change nothing, only name what can be shortened")
    check = parser.parse_args().check
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    IndexOperation.references_model = concerns_model
    root = Path(__file__).resolve().parent.parent
    found = [
        path.relative_to(root)
        for path in sorted(root.glob("luzhi/*/migrations/[0-9]*.py"))
        if shorten(path.parent.parent.name, path.stem, check=check)
    ]
    for path in found:
        print(f"{path} can be shortened: run tools/migrations.py." if check else f"{path} is shorter now.")
    sys.exit(1 if found and check else 0)


if __name__ == "__main__":
    main()
