"""The public application form: open or closed, limits, one form one application, review, the personal link."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from luzhi.access.actors import Actor
from luzhi.access.roles import Role
from luzhi.common.models import AuditEvent
from luzhi.common.problems import Problem, Refused
from luzhi.expo.models import Application, Exhibitor, Expo, InvitationChannel, Zone
from luzhi.expo.models.applications import make_ticket
from luzhi.people.models import Organisation, OrganisationAlias
from luzhi.records.services import create_record
from luzhi.workflow.engine import perform

GIVEN = {
    "organisation_name": "甲 公司", "origin": "新加坡", "contact_name": "某人", "email": "a@example.org",
    "shows": "医疗器械", "area": "18",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _no_counts(db: None) -> None:
    cache.clear()


@pytest.fixture
def open_expo(expo: Expo) -> Expo:
    Expo.objects.filter(pk=expo.pk).update(applications_open=True)
    expo.refresh_from_db()
    return expo


def address(expo: Expo) -> str:
    return f"/apply/{expo.body.code}/{expo.pk}/"


def send(client: Client, expo: Expo, **values: str) -> Any:
    return client.post(address(expo), {**GIVEN, "ticket": make_ticket(), **values})


def test_an_application_arrives_and_is_found_by_its_link_only(open_expo: Expo, client: Client) -> None:
    assert client.get(address(open_expo)).status_code == 200
    answer = send(client, open_expo)
    assert answer.status_code == 302
    application = Application.objects.get()
    assert (application.organisation_name, application.state) == ("甲 公司", "received")
    status = client.get(answer.url)
    assert status.status_code == 200
    assert "甲 公司" in status.content.decode()
    assert status["Referrer-Policy"] == "same-origin"  # the address is a key; it never leaves the house
    assert client.get("/apply/status/" + "x" * 32 + "/").status_code == 404
    assert client.get(f"/apply/status/{application.secret_hash}/").status_code == 404


@pytest.mark.parametrize(("language", "words"), [("en", "Apply as an exhibitor"), ("zh-hans", "</form>")])
def test_the_form_speaks_both_languages(open_expo: Expo, client: Client, language: str, words: str) -> None:
    client.cookies["django_language"] = language
    answer = client.get(address(open_expo))
    assert answer["Content-Language"] == language
    assert words in answer.content.decode()


def test_a_closed_expo_says_so_and_an_unknown_one_is_not_there(open_expo: Expo, client: Client) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Expo.objects.filter(pk=open_expo.pk).update(applications_until=yesterday)
    assert send(client, open_expo).status_code == 410
    Expo.objects.filter(pk=open_expo.pk).update(applications_open=False, applications_until=None)
    assert client.get(address(open_expo)).status_code == 404
    assert client.get(f"/apply/nobody/{open_expo.pk}/").status_code == 404
    assert Application.objects.count() == 0


def test_the_same_form_sent_twice_is_one_application(open_expo: Expo, client: Client) -> None:
    ticket = make_ticket()
    assert send(client, open_expo, ticket=ticket).status_code == 302
    again = send(client, open_expo, ticket=ticket)
    assert again.status_code == 200
    assert Application.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [("email", "nobody"), ("area", "99999"), ("area", "NaN"), ("organisation_name", "　—　"), ("organisation_name", "x" * 121),
     ("shows", ""), ("zone", "999999"), ("website", "http://example.org"), ("ticket", "1"), ("origin", "a\x00b")],
)  # fmt: skip
def test_a_wrong_field_is_named_and_nothing_is_saved(open_expo: Expo, client: Client, field: str, value: str) -> None:
    answer = send(client, open_expo, **{field: value})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert Application.objects.count() == 0


def test_a_zone_of_another_expo_is_refused(open_expo: Expo, staff: Actor, client: Client) -> None:
    other = create_record(Expo(name="别的展会", year=2024), by=staff)
    foreign = create_record(Zone(expo=other, name="别的展区", year=2024), by=staff)
    assert send(client, open_expo, zone=str(foreign.pk)).status_code == 422


def test_too_many_from_one_address_are_told_so(open_expo: Expo, client: Client) -> None:
    answers = [send(client, open_expo).status_code for _n in range(6)]
    assert answers == [302] * 5 + [429]
    assert Application.objects.count() == 5
    assert send(client, open_expo, email="nobody").status_code == 422  # a mistake is explained, and does not count


def test_what_was_written_is_escaped(
    open_expo: Expo, staff: Actor, client: Client, client_of: Callable[..., Any]
) -> None:
    answer = send(client, open_expo, organisation_name="<script>x</script>", shows='"><img src=x>')
    pages = [client.get(answer.url), client_of(staff).get(f"/applications/{Application.objects.get().pk}/")]
    for page in pages:
        assert "<script>x" not in page.content.decode()
        assert "<img" not in page.content.decode()


def test_accepting_makes_one_exhibitor_of_an_organisation_that_exists_once(
    open_expo: Expo, staff: Actor, client: Client, client_of: Callable[..., Any]
) -> None:
    firm = create_record(Organisation(name="甲公司", kind="firm"), by=staff)
    create_record(OrganisationAlias(organisation=firm, name="甲 公司"), by=staff)
    send(client, open_expo)
    send(client, open_expo)
    for application in Application.objects.all():
        page = f"/applications/{application.pk}/do/accept/"
        inside = client_of(staff)
        assert inside.get(page).status_code == 200
        given = {"organisation": "甲 公司", "booth_area": "18", "seen_state": "received"}
        assert inside.post(page, given).status_code == 302
    exhibitor = Exhibitor.objects.get()
    assert (exhibitor.organisation, exhibitor.channel.kind, exhibitor.booth_area) == (firm, "public", 18)
    assert set(Application.objects.values_list("state", "exhibitor")) == {("accepted", exhibitor.pk)}
    assert InvitationChannel.objects.filter(kind="public").count() == 1


def test_an_unknown_organisation_is_made_on_acceptance(open_expo: Expo, staff: Actor, client: Client) -> None:
    send(client, open_expo)
    application = Application.objects.get()
    perform(application, "accept", by=staff, answers={"organisation": "甲 公司"})
    assert Organisation.objects.get().name == "甲 公司"


def test_declining_needs_a_reason_and_the_link_shows_the_answer(open_expo: Expo, staff: Actor, client: Client) -> None:
    link = send(client, open_expo).url
    application = Application.objects.get()
    with pytest.raises(Problem):
        perform(application, "decline", by=staff)
    perform(application, "decline", by=staff, reason="the zone is full")
    assert "chip-stop" in client.get(link).content.decode()


def test_the_applicant_withdraws_and_frees_the_place(open_expo: Expo, staff: Actor, client: Client) -> None:
    link = send(client, open_expo).url.split("?")[0]
    perform(Application.objects.get(), "accept", by=staff, answers={"organisation": "甲"})
    assert client.post(link).status_code == 302
    assert Application.objects.get().state == "withdrawn"
    assert Exhibitor.objects.get().withdrawn_on is not None
    assert client.post(link).status_code == 302  # once more changes nothing
    assert AuditEvent.objects.filter(verb="application.withdraw").count() == 1


def test_members_and_exhibitors_do_not_read_applications(
    open_expo: Expo, client: Client, make_actor: Callable[..., Actor], client_of: Callable[..., Any]
) -> None:
    send(client, open_expo)
    application = Application.objects.get()
    for role in (Role.MEMBER, Role.LEADER, Role.EXHIBITOR, Role.OFFICER):
        actor = make_actor(role)
        assert client_of(actor).get(f"/applications/{application.pk}/").status_code in (403, 404)
        with pytest.raises(Refused):
            perform(application, "accept", by=actor, answers={"organisation": "甲"})


def test_a_forged_form_without_the_token_of_the_page_is_refused(open_expo: Expo) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert send(strict, open_expo).status_code == 403
