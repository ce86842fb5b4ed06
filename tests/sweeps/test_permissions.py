"""Every address, for every role, on own, foreign and unknown records: whether it answers as the permission table says.

The addresses come from the resolver and the kinds, so a page added tomorrow is examined tomorrow. A page that demands no
permission of the table fails, unless it is named below as one that everybody needs in order to come in or go out.
"""

import itertools
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from luzhi.access.actors import Actor
from luzhi.access.models import Body
from luzhi.access.permissions import TABLE, Extent
from luzhi.access.roles import Role
from luzhi.records.figures import FIGURES
from luzhi.records.kinds import KINDS, Kind
from luzhi.workflow.engine import BINDINGS

# Coming in, going out, and an account's own sign-in; nothing of the records is shown there.
OPEN = {"account_login", "account_logout", "account_inactive", "set-preference", "health"}
OWN_SIGN_IN = {
    "account_reauthenticate", "account_change_password", "mfa_index", "mfa_authenticate", "mfa_reauthenticate",
    "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes", "usersessions_list", "usersessions_end", "usersessions_end_others",
}  # fmt: skip
# Pages that are public on purpose, each guarded by something else than an account: a secret in the address, or the
# opening of an expo's applications.
PUBLIC_ON_PURPOSE = {
    "task-feed",
    "team-feed",
    "application-status",
    "expo-apply",
    "match-link",
    "match-link-pdf",
    "match-link-ics",
    "published-list",
    "published-proposal",
    "invitation-answer",
}
UNKNOWN = 987654321
KIND_PAGES = ("record-detail", "record-edit", "record-remove", "record-history", "record-trace")


def walk(patterns: Any, outer: tuple[Any, ...] = ()) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, (*outer, pattern))
        else:
            yield pattern.name or "", pattern


@cache
def patterns() -> dict[str, URLPattern]:
    found = list(walk(get_resolver().url_patterns))
    unnamed = [str(pattern.pattern) for name, pattern in found if not name]
    assert unnamed == []
    names = [name for name, _pattern in found]
    assert sorted(names) == sorted(set(names))
    return dict(found)


def parameters(pattern: URLPattern) -> dict[str, Any]:
    """Something for each parameter of an address: an unknown record, a known kind, figure or word."""
    found: dict[str, Any] = {}
    for name, converter in pattern.pattern.converters.items():
        kind = type(converter).__name__
        if kind == "IntConverter":
            found[name] = UNKNOWN
        elif kind == "KindConverter":
            found[name] = KINDS["people.person"]
        elif kind == "FigureConverter":
            found[name] = next(iter(FIGURES))
        else:
            found[name] = "x"
    return found


def address_of(name: str) -> str:
    return reverse(name, kwargs=parameters(patterns()[name]))


OWN_PAGES = sorted(name for name in patterns() if name not in OPEN | OWN_SIGN_IN | PUBLIC_ON_PURPOSE)


@pytest.fixture
def clients(make_actor: Callable[..., Actor], client_of: Callable[[Actor], Client]) -> dict[Role, tuple[Actor, Client]]:
    actors = {role: make_actor(role) for role in Role}
    return {role: (actor, client_of(actor)) for role, actor in actors.items()}


@pytest.fixture
def stranger(other_body: Body, make_actor: Callable[..., Actor], client_of: Callable[[Actor], Client]) -> Client:
    """Office staff of another body, signed in."""
    return client_of(make_actor(Role.STAFF, at=other_body))


def test_every_permission_has_a_holder() -> None:
    """But for records that are written by steps only, which nobody adds or changes by hand."""
    by_steps = {f"{key}.{verb}" for key in KINDS for verb in ("add", "change")}
    assert [n for n, row in TABLE.items() if not row.extents and not row.public and n not in by_steps] == []


@pytest.mark.parametrize("name", sorted(patterns()))
def test_nobody_comes_in_without_signing_in(db: None, name: str) -> None:
    if name in OPEN | PUBLIC_ON_PURPOSE | {"mfa_authenticate"} or name.startswith("account_reset"):
        return
    address = address_of(name)
    for method in ("get", "post"):
        answer = getattr(Client(), method)(address)
        assert answer.status_code == 302, (name, method, answer.status_code)
        assert answer["Location"].startswith("/accounts/login/"), (name, answer["Location"])


@pytest.mark.parametrize("name", OWN_PAGES)
def test_every_page_demands_a_permission_and_refuses_who_does_not_hold_it(
    clients: dict[Role, tuple[Actor, Client]], name: str
) -> None:
    address, allowed, refused = address_of(name), 0, 0
    for role, (_actor, client) in clients.items():
        for method in ("get", "post"):
            answer = getattr(client, method)(address)
            assert answer.status_code < 500, (name, role, method)
            if answer.status_code == 405:
                continue
            asked = answer.wsgi_request.actor.asked
            lacking = [p for p in asked if TABLE[p].extent_for({role}) is None]
            if answer.status_code == 403:
                assert lacking, (name, role, method, sorted(asked))
                refused += 1
            elif asked:
                assert not lacking or answer.status_code == 404, (name, role, method, lacking)
                allowed += 1
            else:
                # without a demand nothing may be said but that nothing is there
                assert answer.status_code == 404, f"{name} answers {role} without demanding a permission"
    by_number = "pk" in patterns()[name].pattern.converters  # may say "not here" before it asks for a right
    assert allowed or refused or by_number, f"{name} never demanded a permission"


@pytest.mark.parametrize("key", sorted(KINDS))
def test_pages_of_a_kind_follow_its_three_permissions(
    clients: dict[Role, tuple[Actor, Client]], make_any: Callable[[Actor], Any], key: str
) -> None:
    """List, form and record of each kind, own and unknown, for each role."""
    kind = KINDS[key]
    obj = make_any(clients[Role.STAFF][0]).make(kind)
    for role, (actor, client) in clients.items():
        view, add, change = (TABLE[f"{key}.{verb}"].extent_for({role}) for verb in ("view", "add", "change"))
        expected = 200 if view else 403
        if not kind.own_list:
            assert client.get(kind.url()).status_code == expected, (role, "list")
        assert client.get(kind.url(page="export")).status_code == expected, (role, "export")
        assert client.get(kind.url(page="choose")).status_code == expected, (role, "choose")
        assert client.get(kind.url(page="new")).status_code in ((200, 302) if add else (403,)), (role, "new")
        seen = view == Extent.ALL or (view == Extent.OWN and kind.visible_to(actor).filter(pk=obj.pk).exists())
        for page in KIND_PAGES:
            address = reverse(page, args=[kind, obj.pk])
            status = client.get(address).status_code
            unknown = client.get(reverse(page, args=[kind, UNKNOWN])).status_code
            if view is None:
                assert (status, unknown) == (403, 403), (role, page)
            elif not seen:
                assert (status, unknown) == (404, 404), (role, page)
            else:
                writing = page in ("record-edit", "record-remove")
                may_write = change == Extent.ALL or (change == Extent.OWN and kind.may_change(actor, obj))
                fitting = (200, 302) if not writing or may_write else (403, 302, 404, 405)
                assert status in fitting, (role, page, status)
                assert unknown == 404, (role, page)


@pytest.mark.parametrize("key", sorted(KINDS))
def test_records_of_another_body_are_not_there(
    staff: Actor, make_any: Callable[[Actor], Any], stranger: Client, key: str
) -> None:
    """Swapped numbers, in every method and page: as if the record did not exist, and unchanged afterwards."""
    kind = KINDS[key]
    obj = make_any(staff).make(kind)
    before = list(kind.model._default_manager.filter(pk=obj.pk).values())
    for page, method in itertools.product(KIND_PAGES, ("get", "post")):
        answer = getattr(stranger, method)(
            reverse(page, args=[kind, obj.pk]), {"version": "1", "reason": "x"}, headers={"HX-Request": "true"}
        )
        assert answer.status_code in (404, 405), (page, method, answer.status_code)
    binding = BINDINGS.get(key)
    for step in binding.workflow.steps if binding else ():
        answer = stranger.post(reverse("record-step", args=[kind, obj.pk, step.name]), {"reason": "x"})
        assert answer.status_code == 404, step.name
    assert f"/{obj.pk}/" not in links_in(stranger.get(kind.url()), kind)
    assert list(kind.model._default_manager.filter(pk=obj.pk).values()) == before


def links_in(answer: Any, kind: Kind) -> str:
    return answer.content.decode() if answer.status_code == 200 and not kind.own_list else ""


@pytest.mark.parametrize("name", [n for n in OWN_PAGES if "pk" in patterns()[n].pattern.converters])
def test_own_pages_with_a_number_know_nothing_of_other_bodies(
    staff: Actor, make_any: Callable[[Actor], Any], stranger: Client, name: str
) -> None:
    """Hand-made pages that take a number: whatever of this body has that number, a stranger gets what an unknown
    number gets."""
    maker = make_any(staff)
    numbers = {maker.make(kind).pk for kind in KINDS.values()}
    given = parameters(patterns()[name])
    unknown = {m: getattr(stranger, m)(reverse(name, kwargs=given)).status_code for m in ("get", "post")}
    for pk in numbers:
        address = reverse(name, kwargs=given | {"pk": pk})
        for method, status in unknown.items():
            assert getattr(stranger, method)(address).status_code == status, (name, method, pk)
