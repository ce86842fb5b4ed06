"""Fixtures shared by all tests: a body with one actor for each role, and the sample year."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from luzhi.access.actors import Actor
from luzhi.access.models import Body, Grant, User
from luzhi.access.roles import Role
from luzhi.web.management.commands.setup import compile_catalogues


def pytest_configure(config: pytest.Config) -> None:
    """Tests read the Chinese pages too; a checkout holds no compiled catalogues. Workers find them made."""
    if not hasattr(config, "workerinput"):
        compile_catalogues()


@pytest.fixture(scope="session", autouse=True)
def _cache_table(django_db_setup: None, django_db_blocker: Any) -> None:
    """The sign-in lock-out counts in a cache table that migrations do not make."""
    with django_db_blocker.unblock():
        call_command("createcachetable", verbosity=0)


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
    with django_db_blocker.unblock():
        block = transaction.atomic()
        block.__enter__()
        call_command("load_sample", "changchun_2024", verbosity=0)
        yield
        transaction.set_rollback(True)
        block.__exit__(None, None, None)


@pytest.fixture
def sample(_sample_year: None, db: None) -> Body:
    """The body of the sample year, with all its records in place."""
    assert settings.MODE == "test"
    return Body.objects.get(code="changchun")
