"""Fixtures shared by all tests: the migrated database, a body with one actor for each role, the sample year."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import translation
from django.utils.translation import trans_real

from luzhi.access.actors import Actor
from luzhi.access.models import Body, Grant, User
from luzhi.access.roles import Role
from luzhi.web.management.commands.setup import compile_catalogues


def pytest_configure(config: pytest.Config) -> None:
    """Tests read the Chinese pages too; a checkout holds no compiled catalogues. Workers find them made."""
    if not hasattr(config, "workerinput"):
        compile_catalogues()
        trans_real._translations.clear()


def digest_migrations() -> str:
    """Names a migrated database: the same migrations of ours and of the libraries give the same digest."""
    root = settings.BASE_DIR
    digest = hashlib.sha256()
    ours = [*root.glob("luzhi/*/migrations/*.py"), *root.glob("luzhi/*/models*"), *root.glob("luzhi/*/models/*.py")]
    for path in [root / "requirements.lock", *sorted(path for path in ours if path.is_file())]:
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def migrate_apart(data: str, url: str = "") -> None:
    """Fill an empty database in a process of its own, since this one is not to be bound to it."""
    told = {"LUZHI_MODE": "test", "LUZHI_DATA_DIR": data, "DATABASE_URL": url}
    environment = os.environ | told | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    code = "import django; django.setup(); from luzhi.common.schema import bring_up_to_date as go; go()"
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)


def provide_file(kept: Path) -> str:
    """A copy of the migrated SQLite file, for one process of tests."""
    if not kept.exists():
        with tempfile.TemporaryDirectory(dir=kept.parent) as data:
            migrate_apart(data)
            Path(data, "luzhi.sqlite3").rename(kept)
    own = tempfile.mkdtemp(prefix="luzhi-database-")
    return str(shutil.copy(kept, own))


def provide_template(name: str) -> str:
    """The migrated PostgreSQL database from which each process of tests copies its own."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            cursor.execute(f'CREATE DATABASE "{name}"')
            with tempfile.TemporaryDirectory() as data:
                url = urlsplit(settings.DATABASE_URL)._replace(path=f"/{name}").geturl()
                migrate_apart(data, url)
            # Numbers are not given back when a test's work is; an installation holds 1,024 bodies at most.
            with psycopg.connect(url, autocommit=True) as made:
                made.execute("ALTER TABLE access_body ALTER COLUMN id SET MAXVALUE 1000 SET CYCLE")
    return name


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """A copied SQLite file is filled already; a PostgreSQL database is always made anew from its template."""
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: Any, request: Any
) -> None:
    """Migrate once for each state of the migrations, not once for each process: it takes seconds."""
    folder = request.config.cache.mkdir("migrated")
    with (folder / "lock").open("w") as lock, django_db_blocker.unblock():
        fcntl.flock(lock, fcntl.LOCK_EX)
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = provide_file(folder / f"{digest_migrations()}.sqlite3")
        else:
            connection.settings_dict["TEST"]["TEMPLATE"] = provide_template(f"migrated_{digest_migrations()}")


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    """What a test reads outside a page is in English, whatever an earlier test's page was read in."""
    with translation.override("en"):
        yield


@pytest.fixture
def body(db: None) -> Body:
    """A plainly synthetic city body."""
    return Body.objects.create(code="jia", name="甲市政协", name_en="Body A", short_name="甲市", current_year=2024)


@pytest.fixture
def other_body(db: None) -> Body:
    """A district body in the same installation."""
    return Body.objects.create(code="yi", name="乙区政协", name_en="Body B", short_name="乙区", level="district")


@pytest.fixture
def make_actor(body: Body) -> Callable[..., Actor]:
    """An actor with roles at a body (the city body unless said otherwise), with a real account and grants."""

    def make(*roles: Role, at: Body | None = None, name: str = "") -> Actor:
        where = at or body
        user = User.objects.create_user(name or f"{'-'.join(roles)}-{where.code}-{User.objects.count()}", password="x")
        for role in roles:
            Grant.objects.create(user=user, body=where, role=role)
        return Actor(user, where, roles)

    return make


@pytest.fixture
def staff(make_actor: Callable[..., Actor]) -> Actor:
    return make_actor(Role.STAFF)


@pytest.fixture
def client_of() -> Callable[[Actor], Client]:
    """A browser signed in as an actor."""

    def sign_in(actor: Actor) -> Client:
        client = Client()
        client.force_login(actor.user)
        return client

    return sign_in


@pytest.fixture(scope="module")
def _sample_year(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The sample year, loaded once for a module and taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_sample", "changchun_2024", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def sample(_sample_year: None, db: None) -> Body:
    """The body of the sample year, with all its records in place."""
    assert settings.MODE == "test"
    return Body.objects.get(code="changchun")
