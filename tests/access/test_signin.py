"""Coming in and staying in: lock-out, one sentence for all, forged addresses, foreign targets, the second factor."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from django.utils.html import strip_tags

from luzhi.access.actors import Actor
from luzhi.access.models import Grant, User
from luzhi.access.roles import Role
from luzhi.common.models import AuditEvent

PASSWORD = "Right-password-0001"
SIGN_IN = "/accounts/login/"


@pytest.fixture(autouse=True)
def _no_counts(db: None) -> None:
    cache.clear()


@pytest.fixture
def person(make_actor: Callable[..., Actor]) -> Actor:
    actor = make_actor(Role.STAFF, name="person")
    actor.user.set_password(PASSWORD)
    actor.user.save()
    return actor


def sign_in(client: Client, name: str = "person", password: str = PASSWORD, **more: Any) -> Any:
    return client.post(SIGN_IN, {"login": name, "password": password}, **more)


def sentences(answer: Any) -> str:
    """What the page says, without the tokens that differ each time."""
    return re.sub(r"\s+", " ", strip_tags(answer.content.decode()))


def test_five_wrong_passwords_close_the_door_even_to_the_right_one(person: Actor) -> None:
    for _try in range(5):
        assert sign_in(Client(), password="wrong").status_code == 200
    answer = sign_in(Client())
    assert answer.status_code != 302
    assert "_auth_user_id" not in answer.client.session
    assert AuditEvent.objects.filter(verb="sign-in.refused").count() >= 5


def test_a_forged_address_does_not_open_it_again(person: Actor, settings: Any) -> None:
    settings.TRUSTED_PROXIES = 1
    for n in range(6):
        sign_in(Client(), password="wrong", headers={"X-Forwarded-For": f"10.0.0.{n}, 192.0.2.7"})
    answer = sign_in(Client(), headers={"X-Forwarded-For": "10.9.9.9, 192.0.2.7"})
    assert answer.status_code != 302
    told = AuditEvent.objects.filter(verb="sign-in.refused").values_list("changes__address", flat=True)
    assert set(told) == {"192.0.2.7"}


def test_one_address_cannot_try_every_account(person: Actor) -> None:
    for n in range(31):
        sign_in(Client(), name=f"nobody-{n}", password="wrong", headers={"X-Forwarded-For": f"10.0.0.{n}"})
    assert sign_in(Client()).status_code != 302


def test_an_unknown_account_gets_the_same_answer_as_a_wrong_password(person: Actor) -> None:
    known, unknown = sign_in(Client(), password="wrong"), sign_in(Client(), name="nobody", password="wrong")
    assert known.status_code == unknown.status_code
    assert sentences(known) == sentences(unknown)
    closed = User.objects.create_user("closed", password=PASSWORD)
    closed.is_active = False
    closed.save()
    assert sentences(sign_in(Client(), name="closed", password="wrong")) == sentences(known)


@pytest.mark.parametrize(
    "target",
    ["https://evil.test/", "//evil.test/", "/\\evil.test/", "javascript:alert(1)", "http:evil.test", "\t//evil"],
)
def test_the_way_after_signing_in_stays_here(person: Actor, target: str) -> None:
    answer = Client().post(SIGN_IN, {"login": "person", "password": PASSWORD, "next": target})
    assert (answer.status_code, answer["Location"]) == (302, "/")


@pytest.mark.parametrize("what", ["role", "account", "password"])
def test_what_is_withdrawn_stops_at_the_next_request(person: Actor, what: str) -> None:
    client = Client()
    sign_in(client)
    assert client.get("/people/").status_code == 200
    if what == "role":
        Grant.objects.filter(user=person.user).delete()
        assert client.get("/people/").status_code == 403
        return
    if what == "account":
        User.objects.filter(pk=person.user_id).update(is_active=False)
    else:
        person.user.set_password("Another-password-0002")
        person.user.save()
    answer = client.get("/people/")
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, SIGN_IN)


@pytest.mark.parametrize(
    ("role", "minutes", "stays"),
    [(Role.STAFF, 29, True), (Role.STAFF, 31, False), (Role.SYSTEM_ADMIN, 14, True), (Role.SYSTEM_ADMIN, 16, False)],
)
def test_idle_sessions_end(
    make_actor: Callable[..., Actor], client_of: Callable[..., Client], role: Role, minutes: int, stays: bool
) -> None:
    client = client_of(make_actor(role))
    client.get("/")
    session = client.session
    session["seen"] = int(time.time()) - minutes * 60
    session.save()
    assert (client.get("/").status_code == 200) == stays


def test_twelve_hours_are_the_longest_however_busy(person: Actor, client_of: Callable[..., Client]) -> None:
    client = client_of(person)
    client.get("/")
    session = client.session
    session["began"] = int(time.time()) - 12 * 3600 - 5
    session.save()
    assert client.get("/")["Location"].startswith(SIGN_IN)
    assert client.get("/people/").status_code == 302


# -- one's own sessions


@pytest.fixture
def two_places(person: Actor) -> tuple[Client, Client]:
    clients = Client(), Client()
    for client, browser in zip(clients, ("Firefox/130 Windows", "MicroMessenger Android"), strict=True):
        sign_in(client, headers={"User-Agent": browser})
        client.get("/", headers={"User-Agent": browser})
    return clients


def test_sessions_are_listed_and_one_can_be_ended(two_places: tuple[Client, Client]) -> None:
    here, there = two_places
    page = here.get("/accounts/sessions/")
    rows = {row["client"]: row for row in page.context["rows"]}
    assert {name: row["current"] for name, row in rows.items()} == {
        "Firefox · Windows": True, "微信 / WeChat · Android": False,
    }  # fmt: skip
    assert here.post(f"/accounts/sessions/{rows['微信 / WeChat · Android']['pk']}/end/").status_code == 302
    assert there.get("/")["Location"].startswith(SIGN_IN)
    assert here.get("/").status_code == 200


def test_all_others_can_be_ended(two_places: tuple[Client, Client]) -> None:
    here, there = two_places
    here.post("/accounts/sessions/end-others/")
    assert (here.get("/").status_code, there.get("/").status_code) == (200, 302)


def test_nobody_ends_another_persons_session(
    two_places: tuple[Client, Client], make_actor: Callable[..., Actor], client_of: Callable[..., Client]
) -> None:
    stranger = client_of(make_actor(Role.SYSTEM_ADMIN))
    for pk in UserSession.objects.values_list("pk", flat=True):
        assert stranger.post(f"/accounts/sessions/{pk}/end/").status_code == 404
        assert stranger.get(f"/accounts/sessions/{pk}/end/").status_code == 405
    stranger.post("/accounts/sessions/end-others/")
    assert [client.get("/").status_code for client in two_places] == [200, 200]


# -- the second factor


def code_of(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def begin_second_factor(client: Client) -> str:
    """The secret of the page that sets one up; it asks for the password once more."""
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert client.get("/accounts/2fa/totp/activate/").status_code == 200
    return str(client.session["mfa.totp.secret"])


def test_who_must_have_a_second_factor_gets_nothing_before(person: Actor, settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    client = Client()
    sign_in(client)
    assert client.get("/people/")["Location"] == "/accounts/2fa/totp/activate/"
    assert client.get("/people/", headers={"HX-Request": "true"})["HX-Redirect"] == "/accounts/2fa/totp/activate/"
    assert client.get("/accounts/2fa/totp/activate/")["Location"].startswith("/accounts/reauthenticate/")
    secret = begin_second_factor(client)
    assert client.post("/accounts/2fa/totp/activate/", {"code": "000000"}).status_code == 200
    assert not Authenticator.objects.exists()
    client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    assert client.get("/people/").status_code == 200
    kept = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    assert secret not in kept  # encrypted with the installation's key


def test_the_password_alone_does_not_come_in_once_a_second_factor_is_set(person: Actor, settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    first = Client()
    sign_in(first)
    secret = begin_second_factor(first)
    first.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    later = Client()
    assert sign_in(later)["Location"].startswith("/accounts/2fa/authenticate/")
    assert later.get("/people/").status_code == 302
    assert later.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert later.get("/people/").status_code == 302
    # the code that set it up has been used: it is not taken a second time, the next one is
    cache.clear()
    counters = list(yield_hotp_counters_from_time())
    fresh = [format_hotp_value(hotp_value(secret, c)) for c in counters]
    answers = [later.post("/accounts/2fa/authenticate/", {"code": code}).status_code for code in fresh]
    assert 302 in answers
    assert later.get("/people/").status_code == 200
