"""The tables of a new installation, made in seconds from the models as they are.

Playing all migrations on an empty database takes Django a minute of processor time: nearly every model points to the
body, so each operation renders all models anew. The outcome is the same; a test compares the two.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations import RunPython
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def bring_up_to_date() -> None:
    """Make the tables of an empty database, or migrate one that has some."""
    if MigrationRecorder(connection).applied_migrations():
        call_command("migrate", verbosity=0)
    else:
        create_tables()
    call_command("createcachetable", verbosity=0)


def create_tables() -> None:
    """Tables from the models, then what migrations do beyond models; all migrations count as applied."""
    with without_migrations():
        call_command("migrate", run_syncdb=True, verbosity=0)
    run_code()
    MigrationRecorder(connection).ensure_schema()
    with transaction.atomic():  # all or none: what is broken off before is begun anew
        call_command("migrate", fake=True, verbosity=0)


def run_code() -> None:
    """Run the code of our migrations on the finished tables; other apps' code moves old data, and there is none."""
    graph = MigrationLoader(connection).graph
    plan = dict.fromkeys(node for leaf in graph.leaf_nodes() for node in graph.forwards_plan(leaf))
    for node in plan:
        migration = graph.nodes[node]
        if not type(migration).__module__.startswith("luzhi."):
            continue
        for operation in migration.operations:
            if isinstance(operation, RunPython):
                with connection.schema_editor() as editor:
                    operation.code(apps, editor)  # type: ignore[arg-type]  # the models as they are


@contextmanager
def without_migrations() -> Iterator[None]:
    """As if no app had migrations, which makes Django create its tables from the models."""
    before: dict[str, Any] = settings.MIGRATION_MODULES
    settings.MIGRATION_MODULES = {config.label: None for config in apps.get_app_configs()}
    try:
        yield
    finally:
        settings.MIGRATION_MODULES = before
