"""Three administrators: each does one thing, none reads records, none helps himself or herself."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from luzhi.access.accounts import FEW_ROUNDS, create_account, create_accounts
from luzhi.access.actors import Actor
from luzhi.access.grants import give_role, withdraw_role
from luzhi.access.models import Body, Grant, User
from luzhi.access.permissions import TABLE
from luzhi.access.roles import ADMINISTRATORS, Role
from luzhi.common.models import AuditEvent
from luzhi.common.pasting import read_rows
from luzhi.common.problems import OneLineFormatter, Problem, Refused
from luzhi.records.kinds import KINDS


def test_administrators_neither_read_nor_write_records() -> None:
    for key in KINDS:
        for verb in ("view", "add", "change"):
            assert TABLE[f"{key}.{verb}"].extent_for(ADMINISTRATORS) is None, (key, verb)


def test_each_office_belongs_to_one_of_them() -> None:
    held = {
        name: [role for role in ADMINISTRATORS if TABLE[name].extent_for({role}) is not None]
        for name in ("access.accounts", "access.grants", "access.audit")
    }
    assert held == {
        "access.accounts": [Role.SYSTEM_ADMIN], "access.grants": [Role.SECURITY_ADMIN], "access.audit": [Role.AUDIT_ADMIN],
    }  # fmt: skip


def test_nobody_grants_or_withdraws_for_himself(
    make_actor: Callable[..., Actor], client_of: Callable[..., Client]
) -> None:
    security = make_actor(Role.SECURITY_ADMIN, name="security")
    with pytest.raises(Refused):
        give_role(security.user, Role.STAFF, ends_on=None, by=security, body=security.body)
    answer = client_of(security).post("/admin/grants/new/", {"username": "security", "role": "staff"})
    assert answer.status_code == 422
    with pytest.raises(Refused):
        withdraw_role(Grant.objects.get(user=security.user), by=security, reason="x")
    assert Grant.objects.count() == 1


def test_three_offices_are_three_persons(make_actor: Callable[..., Actor]) -> None:
    security, audit = make_actor(Role.SECURITY_ADMIN), make_actor(Role.AUDIT_ADMIN)
    with pytest.raises(Problem):
        give_role(audit.user, Role.SYSTEM_ADMIN, ends_on=None, by=security, body=security.body)


def test_a_grant_ends_by_itself(make_actor: Callable[..., Actor], client_of: Callable[..., Client]) -> None:
    staff = make_actor(Role.STAFF)
    client = client_of(staff)
    assert client.get("/people/").status_code == 200
    Grant.objects.filter(user=staff.user).update(ends_on=timezone.localdate() - timedelta(days=1))
    assert client.get("/people/").status_code == 403


def test_a_password_that_was_handed_out_opens_one_page_only(make_actor: Callable[..., Actor]) -> None:
    admin = make_actor(Role.SYSTEM_ADMIN)
    user, password = create_account(username="new", display_name="new", email="", by=admin, home=admin.body)
    Grant.objects.create(user=user, body=admin.body, role=Role.STAFF)
    client = Client()
    client.post("/accounts/login/", {"login": "new", "password": password})
    for address in ("/", "/people/", "/search/?q=a"):
        assert client.get(address)["Location"] == "/accounts/password/change/"
    chosen = {"oldpassword": password, "password1": "Chosen-by-me-0001", "password2": "Chosen-by-me-0001"}
    assert client.post("/accounts/password/change/", chosen).status_code == 302
    assert client.get("/people/").status_code == 200
    assert not User.objects.get(pk=user.pk).check_password(password)


def test_a_log_line_is_one_line() -> None:
    import logging

    record = logging.LogRecord("x", logging.WARNING, "", 0, "name %s", ("a\nb\r\x1b[31m\x85\u202ec",), None)
    line = OneLineFormatter().format(record)
    assert line.splitlines() == [line]
    assert "\x1b" not in line
    assert "\\x1b" in line


@pytest.fixture
def system_client(make_actor: Callable[..., Actor], client_of: Callable[..., Client]) -> Client:
    return client_of(make_actor(Role.SYSTEM_ADMIN))


def test_many_accounts_at_once(system_client: Client, body: Body) -> None:
    rows = "zhao\t赵某\tzhao@example.org\r\nqian,钱某\n"
    page = system_client.post(reverse("account-paste"), {"rows": rows}).content.decode()
    assert User.objects.filter(home=body, password_is_temporary=True, username__in=["zhao", "qian"]).count() == 2
    shown = re.search(r'zhao</th><td>赵某</td><td><code class="secret">([^<]+)', page)
    assert shown is not None
    assert Client().login(username="zhao", password=shown[1])


def test_wrong_rows_make_no_account(system_client: Client, body: Body) -> None:
    User.objects.create_user("taken", password="x")
    rows = "a b,甲\ntaken,乙\nsame,丙\nsame,丁\nnameless\nmail,戊,no-address\nfine,己"
    page = system_client.post(reverse("account-paste"), {"rows": rows})
    text = page.content.decode()
    assert page.status_code == 422
    assert all(f"第{n}行" in text for n in range(1, 7))
    assert "第7行" not in text
    assert not User.objects.filter(username="fine").exists()


def test_hashes_of_many_passwords_take_few_rounds_and_are_made_anew_at_sign_in(settings: Any, body: Body) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    made = create_accounts(read_rows("zhao,赵某", 3), by=Actor(User.objects.create_user("by"), body, ()), home=body)
    user, password = made[0]
    assert user.password.split("$")[1] == str(FEW_ROUNDS)
    assert user.check_password(password)
    assert int(User.objects.get(pk=user.pk).password.split("$")[1]) > 50 * FEW_ROUNDS


def test_name_and_address_of_an_account_are_changed(system_client: Client, body: Body) -> None:
    user = User.objects.create_user("zhao", password="x", display_name="赵某", home=body)
    address = reverse("account-edit", args=[user.pk])
    assert system_client.post(address, {"display_name": "赵某某", "email": "no address"}).status_code == 422
    assert system_client.post(address, {"display_name": "赵某某", "email": "zhao@example.org"}).status_code == 302
    user.refresh_from_db()
    assert (user.display_name, user.email) == ("赵某某", "zhao@example.org")
    event = AuditEvent.objects.get(verb="account.changed")
    assert event.changes == {"display_name": ["赵某", "赵某某"], "email": ["", "zhao@example.org"]}


def test_everybody_sets_the_own_address(make_actor: Callable[..., Actor], client_of: Callable[..., Client]) -> None:
    member = make_actor(Role.MEMBER)
    client = client_of(member)
    assert client.post(reverse("my-account"), {"email": "nowhere"}).status_code == 422
    assert client.post(reverse("my-account"), {"email": "member@example.org"}).status_code == 302
    page = client.get(reverse("my-account")).content.decode()
    assert "member@example.org" in page
    assert "尚未对应" in page
