"""For whom accounts stand: set by the security administrator, one at a time or pasted, and what it opens."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luzhi.access.actors import Actor, find_actor
from luzhi.access.models import Body, Grant, User
from luzhi.access.roles import Role
from luzhi.common.models import AuditEvent
from luzhi.people.models import Contact, Organisation, Person
from luzhi.people.ties import accounts_with_roles

Signed = Callable[[Actor], Client]
Make = Callable[..., Actor]


@pytest.fixture
def security(make_actor: Make) -> Actor:
    return make_actor(Role.SECURITY_ADMIN)


@pytest.fixture
def desk(security: Actor, client_of: Signed) -> Client:
    return client_of(security)


@pytest.fixture
def person(body: Body) -> Person:
    return Person.objects.create(body=body, name="赵某")


@pytest.fixture
def unit(body: Body) -> Organisation:
    return Organisation.objects.create(body=body, name="甲局", kind="department")


def account(body: Body, name: str, *roles: Role) -> User:
    user = User.objects.create_user(name, password="x", home=body)
    for role in roles:
        Grant.objects.create(user=user, body=body, role=role)
    return user


def test_an_account_is_tied_to_a_person_and_a_unit(
    desk: Client, body: Body, person: Person, unit: Organisation
) -> None:
    user = account(body, "zhao", Role.MEMBER, Role.OFFICER)
    page = desk.get(reverse("account-ties", args=[user.pk])).content.decode()
    assert '<option value="赵某">' in page
    answer = desk.post(reverse("account-ties", args=[user.pk]), {"person": "赵某", "units": "甲局"})
    assert answer.status_code == 302
    actor = find_actor(user)
    assert actor is not None
    assert (actor.person_ids, actor.unit_ids) == ((person.pk,), (unit.pk,))
    event = AuditEvent.objects.get(verb="account.tied")
    assert event.changes == {"person": ["", "赵某"], "units": ["", "甲局"]}
    desk.post(reverse("account-ties", args=[user.pk]), {"person": "", "units": ""})
    again = find_actor(user)
    assert again is not None
    assert (again.person_ids, again.unit_ids) == ((), ())


@pytest.mark.parametrize(
    ("person_name", "units", "sentence"),
    [("钱某", "", "钱某"), ("", "乙局、甲局", "乙局"), ("孙某", "", "#")],
)
def test_unknown_and_doubtful_names_are_said(
    desk: Client, body: Body, unit: Organisation, person_name: str, units: str, sentence: str
) -> None:
    Person.objects.create(body=body, name="孙某", hint="教育界")
    Person.objects.create(body=body, name="孙某", hint="医卫界")
    user = account(body, "zhao", Role.MEMBER)
    page = desk.post(reverse("account-ties", args=[user.pk]), {"person": person_name, "units": units})
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert not Contact.objects.exists()


def test_a_person_has_one_account(desk: Client, body: Body, person: Person) -> None:
    first, second = account(body, "first", Role.MEMBER), account(body, "second", Role.MEMBER)
    Person.objects.filter(pk=person.pk).update(account=first)
    page = desk.post(reverse("account-ties", args=[second.pk]), {"person": "赵某", "units": ""})
    assert page.status_code == 422
    assert "first" in page.content.decode()
    person.refresh_from_db()
    assert person.account == first


def test_nobody_ties_his_or_her_own_account(desk: Client, security: Actor, person: Person) -> None:
    page = desk.post(reverse("account-ties", args=[security.user_id]), {"person": "赵某", "units": ""})
    assert page.status_code == 422
    person.refresh_from_db()
    assert person.account is None


def test_accounts_of_other_bodies_are_not_there(desk: Client, other_body: Body) -> None:
    foreign = account(other_body, "foreign", Role.MEMBER)
    assert desk.get(reverse("account-ties", args=[foreign.pk])).status_code == 404


@pytest.mark.parametrize("role", [Role.STAFF, Role.LEADER, Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN])
def test_only_the_security_administrator_ties(make_actor: Make, client_of: Signed, role: Role) -> None:
    client = client_of(make_actor(role))
    assert client.get(reverse("tie-list")).status_code == 403
    assert client.get(reverse("grant-paste")).status_code == 403


def test_those_that_stand_for_nobody_are_found(desk: Client, body: Body, person: Person, unit: Organisation) -> None:
    member, officer, leader = (account(body, r, r) for r in (Role.MEMBER, Role.OFFICER, Role.LEADER))
    assert set(accounts_with_roles(body, lacking=True)) == {member, officer}
    Person.objects.filter(pk=person.pk).update(account=member)
    Contact.objects.create(body=body, account=officer, organisation=unit)
    assert not accounts_with_roles(body, lacking=True).exists()
    assert leader in accounts_with_roles(body)
    assert "没有符合条件" in desk.get(reverse("tie-list"), {"lacking": "1"}).content.decode()


def test_list_asks_the_same_for_one_and_for_three(desk: Client, body: Body) -> None:
    counts = []
    for n in (1, 3):
        for i in range(n):
            account(body, f"m{n}{i}", Role.MEMBER)
        desk.get(reverse("tie-list"))
        with CaptureQueriesContext(connection) as asked:
            desk.get(reverse("tie-list"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_role_that_asks_for_somebody_leads_to_the_page_that_says_for_whom(desk: Client, body: Body) -> None:
    user = account(body, "zhao")
    answer = desk.post(reverse("grant-new"), {"username": "zhao", "role": Role.MEMBER})
    assert answer.headers["Location"] == reverse("account-ties", args=[user.pk])


def test_many_grants_at_once(desk: Client, body: Body, person: Person, unit: Organisation) -> None:
    member, officer, staff = account(body, "m"), account(body, "o"), account(body, "s")
    rows = "m\t委员\t赵某\t\n\no\tofficer\t甲局\t2034-12-31\ns\t机关干部\n"
    assert desk.post(reverse("grant-paste"), {"rows": rows}).status_code == 302
    assert [a.pk for a in accounts_with_roles(body).order_by("pk")][-3:] == [member.pk, officer.pk, staff.pk]
    acting = find_actor(officer)
    assert acting is not None
    assert acting.unit_ids == (unit.pk,)
    assert str(Grant.objects.get(user=officer).ends_on) == "2034-12-31"


def test_one_wrong_row_and_nothing_is_granted(desk: Client, body: Body, person: Person) -> None:
    account(body, "m"), account(body, "o")
    rows = "m,委员,赵某\no,officer,无此局\nnobody,委员,赵某\no,国王\no,officer\nm,委员,赵某,31 September"
    page = desk.post(reverse("grant-paste"), {"rows": rows})
    text = page.content.decode()
    assert page.status_code == 422
    assert all(place in text for place in ("第2行", "无此局", "第3行", "第4行", "国王", "第5行", "第6行"))
    assert "第1行" not in text
    assert rows.splitlines()[0] in text
    assert not Grant.objects.filter(user__username__in=["m", "o"]).exists()
    person.refresh_from_db()
    assert person.account is None


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [("", "没有粘贴"), ("a,b,c,d,e", "5个单元格"), ("x\n" * 1001, "1001行"), ("y" * 201, "超过200")],
)
def test_what_cannot_be_read_is_said(desk: Client, rows: str, sentence: str) -> None:
    page = desk.post(reverse("grant-paste"), {"rows": rows})
    assert page.status_code == 422
    assert sentence in page.content.decode()
