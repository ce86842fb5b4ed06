"""Attacks that concern every page alike: markup in every text, forms sent from elsewhere, reading that writes, fields
and keys that nobody asked for, long and strange words, addresses that would be fetched."""

import ast
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luzhi.access.actors import Actor
from luzhi.access.models import Body
from luzhi.access.roles import Role
from luzhi.core.bigrams import MOST_TOKENS, read_query
from luzhi.people.models import Organisation, Person
from luzhi.proposals.models import Proposal
from luzhi.records.kinds import KINDS
from luzhi.records.models import Source
from luzhi.records.services import create_record
from tests.sweeps.test_permissions import KIND_PAGES, OPEN, OWN_PAGES, address_of, patterns

MARKUP = "<img src=x onerror=alert(1)>"
# Reading is noted where that is what the page is for: an export in the audit chain, a session's clock, a notice read.
NOTED = ("django_session", "common_audit", "luzhi_cache", "usersessions", "common_notice", "access_user")


@pytest.fixture
def client(staff: Actor, client_of: Callable[..., Client]) -> Client:
    return client_of(staff)


def fill_with_markup(obj: Any) -> None:
    """Every free text of a record, as somebody would who gets past its form."""
    texts = {
        field.attname: MARKUP[: field.max_length or 60]
        for field in obj._meta.concrete_fields
        if type(field) in (models.CharField, models.TextField) and not field.choices
        and field.name not in ("ref", "state", "duty_of", "figure", "target_kind", "kind", "secret", "token")
    }  # fmt: skip
    unique = {name for group in obj._meta.total_unique_constraints for name in group.fields}
    type(obj)._default_manager.filter(pk=obj.pk).update(
        **{name: value for name, value in texts.items() if name not in unique or len(value) > 20}
    )


@pytest.mark.parametrize("key", sorted(KINDS))
def test_markup_in_texts_and_names_is_shown_as_written(
    client: Client, staff: Actor, make_any: Callable[[Actor], Any], key: str
) -> None:
    kind, maker = KINDS[key], make_any(staff)
    obj = maker.make(kind)
    for made in maker.made.values():
        if isinstance(made, models.Model) and made._meta.label_lower in KINDS:
            fill_with_markup(made)
    addresses = [reverse(page, args=[kind, obj.pk]) for page in KIND_PAGES]
    for address in [kind.url(), kind.url(page="choose") + "?q=img", "/search/?q=onerror", *addresses]:
        answer = client.get(address, follow=True)
        assert answer.status_code in (200, 403, 405), (address, answer.status_code)
        assert "<img src=x" not in answer.content.decode(), address


@pytest.mark.parametrize("name", sorted(patterns()))
def test_a_form_sent_from_elsewhere_is_refused(staff: Actor, name: str) -> None:
    client = Client(enforce_csrf_checks=True)
    if name not in OPEN:
        client.force_login(staff.user)
    answer = client.post(address_of(name), {"version": "1"}, headers={"Origin": "https://evil.test"})
    assert answer.status_code in (403, 404, 405), (name, answer.status_code)


@pytest.mark.parametrize("name", OWN_PAGES)
def test_reading_changes_nothing_and_no_frame_may_hold_a_page(client: Client, name: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address_of(name))
    written = [
        q["sql"] for q in queries
        if q["sql"].startswith(("INSERT", "UPDATE", "DELETE")) and not any(table in q["sql"] for table in NOTED)
    ]  # fmt: skip
    assert written == []
    assert answer["X-Frame-Options"] == "DENY"
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    if answer.status_code == 200:
        assert answer["Cache-Control"] == "no-store"


def test_fields_that_nobody_asked_for_are_not_taken(client: Client, staff: Actor, other_body: Body) -> None:
    client.post("/proposals/new/", {
        "title": "x", "year": "2024", "proposer_kind": "individual", "state": "closed", "outcome": "filed", "number": "7",
        "body": other_body.pk, "body_id": other_body.pk, "ref": "mine", "version": "99", "id": "5", "matter": "1",
    })  # fmt: skip
    made = Proposal.objects.get()
    assert (made.state, made.outcome, made.number, made.body_id, made.ref, made.version, made.matter_id) == (
        "draft", "", None, staff.body_id, "", 1, None,
    )  # fmt: skip


def test_keys_of_an_address_never_reach_the_query(client: Client, staff: Actor) -> None:
    """A list narrows by its declared filters and sorts by its declared columns; anything else is as if not there."""
    for name in "ab":
        create_record(Person(name=name), by=staff)
    usual = client.get("/people/").context["page"]._window
    for query in (
        {"account__password__startswith": "md5"}, {"body": "999"}, {"pk__gt": "999"}, {"name__regex": "(a+)+$"},
        {"sort": "account__password"}, {"sort": "--name"}, {"sort": "?"}, {"sort": "body__code"}, {"_connector": "OR 1=1"},
    ):  # fmt: skip
        assert client.get("/people/", query).context["page"]._window == usual, query


def test_endless_and_crafted_searches_answer_soon(client: Client, staff: Actor) -> None:
    for n in range(50):
        create_record(Organisation(name=f"甲{n}", kind="firm", note="养老" * 500), by=staff)
    begun = time.monotonic()
    for text in ("养" * 5000, " ".join("甲乙丙丁" * 3 for _n in range(300)), "(" * 500, "%_" * 400, '"' * 99, "*" * 99):
        for address in ("/organisations/", "/search/", "/organisations/choose/"):
            assert client.get(address, {"q": text}).status_code == 200
    assert time.monotonic() - begun < 20  # eighteen pages on a busy machine
    assert len(read_query("养老机构" * 5000).wanted) <= MOST_TOKENS


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//evil.test", "vbscript:x", " jAvAsCrIpT:x"]
)
def test_an_address_in_a_record_leads_to_the_web_only(client: Client, address: str) -> None:
    answer = client.post("/sources/new/", {"title": "x", "form": "article", "url": address})
    kept = list(Source.objects.values_list("url", flat=True))  # an address without its scheme gets that of the web
    assert answer.status_code == 422 or all(url.startswith(("http://", "https://")) for url in kept)


def test_nothing_that_people_write_is_fetched() -> None:
    """No module opens addresses: what a person gives can never make the server ask another one."""
    asking = {"urllib.request", "http.client", "requests", "httpx", "aiohttp", "urllib3", "ftplib", "telnetlib"}
    for path in Path(settings.BASE_DIR, "luzhi").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not asking & set(names), (path, names)


def test_nobody_but_staff_of_the_body_finds_its_names(
    staff: Actor, other_body: Body, make_actor: Callable[..., Actor], client_of: Callable[..., Client]
) -> None:
    create_record(Person(name="甲甲甲甲"), by=staff)
    for actor in (make_actor(Role.STAFF, at=other_body), make_actor(Role.SYSTEM_ADMIN), make_actor(Role.EXHIBITOR)):
        client = client_of(actor)
        for address in ("/people/choose/?q=甲甲", "/search/?q=甲甲"):
            answer = client.get(address)
            assert "甲甲甲甲" not in answer.content.decode()
