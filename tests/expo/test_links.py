"""Personal links of the invited and of exhibitors; what is signed once; the next edition; decisions that become tasks."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from luzhi.access.actors import Actor
from luzhi.common.problems import Conflict, Problem
from luzhi.expo.applications.services import hash_secret
from luzhi.expo.invitations.answers import find_invitation, issue_link
from luzhi.expo.models import (
    Application,
    CommitteeMeeting,
    Decision,
    Exhibitor,
    ExhibitorMaterial,
    Expo,
    ExpoFigure,
    Guest,
    Hall,
    Invitation,
    InvitationChannel,
    Layout,
    Outcome,
    PreparatoryCommittee,
    SubEvent,
    Zone,
)
from luzhi.expo.preparation.carrying import find_open_promises, start_next_edition
from luzhi.expo.preparation.closing import write_report
from luzhi.people.models import Organisation, Person
from luzhi.plans.models import Plan, Task
from luzhi.projects.models import Agreement, FollowUp
from luzhi.records.services import change_record, create_record
from luzhi.workflow.engine import perform
from tests.expo.test_care import at
from tests.expo.test_halls import put

SECRET = "s" * 32
YEAR = date.today().year + 1


@pytest.fixture
def invitation(staff: Actor, expo: Expo, channel: InvitationChannel) -> Invitation:
    person = create_record(Person(name="院士甲"), by=staff)
    made: Invitation = create_record(Invitation(expo=expo, channel=channel, person=person, year=2024), by=staff)
    return perform(made, "invite", by=staff)


def test_a_link_is_made_once_replaced_and_ends_with_the_expo(staff: Actor, expo: Expo, invitation: Invitation) -> None:
    first = issue_link(invitation, by=staff)
    assert find_invitation(first) == invitation
    second = issue_link(invitation, by=staff)
    assert (find_invitation(first), find_invitation(second)) == (None, invitation)
    assert find_invitation("") is None
    assert find_invitation("x" * 500) is None
    change_record(expo, {"starts_on": date(2020, 1, 1)}, by=staff, seen_version=expo.version)
    assert find_invitation(second) is None


def test_the_invited_accept_send_a_substitute_and_decline(staff: Actor, invitation: Invitation, client: Client) -> None:
    address = f"/invited/{issue_link(invitation, by=staff)}/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"answer": "accept", "diet": "<b>素</b>"}).status_code == 302
    guest = Guest.objects.get()
    assert (guest.person_id, guest.confirmed, guest.diet) == (invitation.person_id, True, "<b>素</b>")
    assert client.post(address, {"answer": "substitute"}).status_code == 422
    assert client.post(address, {"answer": "substitute", "name": "代表 乙"}).status_code == 302
    assert list(Guest.objects.order_by("pk").values_list("person__name", "confirmed", "instead_of")) == [
        ("院士甲", False, ""), ("代表 乙", True, "院士甲"),
    ]  # fmt: skip
    assert client.post(address, {"answer": "decline"}).status_code == 302
    invitation.refresh_from_db()
    assert invitation.state == "declined"
    assert not Guest.objects.filter(confirmed=True).exists()
    assert client.post(address, {"answer": "rank", "state": "came"}).status_code == 422
    perform(perform(invitation, "accept", by=staff), "come", by=staff)
    assert client.post(address, {"answer": "decline"}).status_code == 200
    invitation.refresh_from_db()
    assert invitation.state == "came"


def test_links_ask_for_a_token_and_a_get_changes_nothing(staff: Actor, invitation: Invitation) -> None:
    strict = Client(enforce_csrf_checks=True)
    address = f"/invited/{issue_link(invitation, by=staff)}/"
    assert strict.post(address, {"answer": "accept"}).status_code == 403
    assert strict.get(f"{address}?answer=accept").status_code == 200
    invitation.refresh_from_db()
    assert invitation.state == "invited"
    assert strict.get(f"/invited/{'y' * 32}/").status_code == strict.get("/invited/short/").status_code == 404


def test_a_firm_names_who_comes_and_the_person_is_kept_once(
    staff: Actor, expo: Expo, channel: InvitationChannel, make_firm: Callable[..., Organisation], client: Client
) -> None:
    firm = make_firm("甲药业")
    known = create_record(Person(name="经理甲", organisation=firm), by=staff)
    made = create_record(Invitation(expo=expo, channel=channel, organisation=firm, year=2024), by=staff)
    address = f"/invited/{issue_link(perform(made, 'invite', by=staff), by=staff)}/"
    assert client.post(address, {"answer": "accept"}).status_code == 422
    for _again in range(2):
        assert client.post(address, {"answer": "accept", "name": "经理甲"}).status_code == 302
    assert list(Guest.objects.values_list("person", "organisation")) == [(known.pk, firm.pk)]


def test_an_exhibitor_settles_its_entry_on_its_link(
    staff: Actor, expo: Expo, make_exhibitor: Callable[..., Exhibitor], client: Client
) -> None:
    exhibitor = make_exhibitor("甲")
    create_record(ExhibitorMaterial(exhibitor=exhibitor, kind="catalogue"), by=staff)
    application = create_record(
        Application(expo=expo, organisation_name="甲", origin="长春", contact_name="乙", email="a@b.cn", shows="参", year=2024,
                    secret_hash=hash_secret(SECRET)), by=staff,
    )  # fmt: skip
    address = f"/apply/status/{SECRET}/"
    assert client.post(address, {"version": "1", "fascia": "甲"}).status_code == 302  # not accepted: it withdraws
    Application.objects.filter(pk=application.pk).update(state="accepted", exhibitor=exhibitor)
    entry = {"version": "1", "confirm": "on", "fascia": "甲", "catalogue": "<script>", "website": "javascript:alert(1)"}
    assert client.post(address, entry).status_code == 422
    assert client.post(address, {**entry, "website": "example.cn"}).status_code == 302
    exhibitor.refresh_from_db()
    assert (exhibitor.fascia, exhibitor.website) == ("甲", "https://example.cn")
    assert exhibitor.confirmed_on is not None
    assert ExhibitorMaterial.objects.get().received_on is not None
    assert client.post(address, {**entry, "website": ""}).status_code == 409
    assert "<script>" not in client.get(address).content.decode().partition("<h2>")[2]


def test_what_three_units_tell_counts_once_and_is_followed_up(
    staff: Actor, expo: Expo, make_firm: Callable[..., Organisation], client_of: Callable[..., Any]
) -> None:
    event = create_record(SubEvent(expo=expo, name="签约仪式", kind="signing", year=2024), by=staff)
    for name in ("甲药业", "乙园区", "甲局", "乙局", "丙局"):
        make_firm(name)
    client, address = client_of(staff), f"/expo/sub-events/{event.pk}/agreement/"
    assert client.get(address).status_code == 200
    given = {"title": "合作框架协议", "kind": "framework", "parties": "甲药业、乙园区", "signed_on": "2024-12-07"}
    for teller, title in (("甲局", "合作框架协议"), ("乙局", "框架协议"), ("丙局", "合作协议")):
        assert client.post(address, {**given, "title": title, "told_by": teller}).status_code == 302
    assert Agreement.objects.count() == 1
    assert sorted(unit.name for unit in Outcome.objects.get().told_by.all()) == sorted(["甲局", "乙局", "丙局"])
    assert list(FollowUp.objects.order_by("due_on").values_list("after_days", flat=True)) == [30, 90, 180, 365]
    assert client.post(address, {**given, "parties": "无此单位"}).status_code == 422


@pytest.fixture
def dated(staff: Actor, expo: Expo) -> Expo:
    plan = create_record(Plan(title="甲方案", year=YEAR, opens_on=date(YEAR, 12, 7)), by=staff)
    create_record(Task(plan=plan, year=YEAR, name="开幕", is_opening=True, duration=0), by=staff)
    values = {"starts_on": date(YEAR, 12, 7), "ends_on": date(YEAR, 12, 9), "plan": plan}
    return change_record(expo, values, by=staff, seen_version=expo.version)


def test_a_decision_becomes_a_task_once(staff: Actor, dated: Expo, client_of: Callable[..., Any]) -> None:
    committee = create_record(PreparatoryCommittee(expo=dated, name="筹委会"), by=staff)
    meeting = create_record(CommitteeMeeting(committee=committee, number=1, year=YEAR), by=staff)
    decision = create_record(Decision(meeting=meeting, number=1, text="落实展馆"), by=staff)
    client, address = client_of(staff), f"/expo/decisions/{decision.pk}/task/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"name": "落实展馆"}).status_code == 302
    assert client.post(address, {"name": "再落实"}).status_code == 422
    assert list(Task.objects.filter(decisions=decision).values_list("name", flat=True)) == ["落实展馆"]
    assert [text for text in find_open_promises(dated) if "落实展馆" in text]


def test_the_next_edition_is_shifted_and_carries_promises(staff: Actor, dated: Expo, zone: Zone, channel: Any) -> None:
    hall = create_record(Hall(expo=dated, name="一号馆", width=60, depth=40), by=staff)
    layout = create_record(Layout(hall=hall, number=1, year=YEAR), by=staff)
    put(layout, staff, "A1", 0, 0)
    perform(layout, "freeze", by=staff)
    event = create_record(
        SubEvent(expo=dated, name="论坛", kind="forum", year=YEAR, starts_at=at(7, 9), ends_at=at(7, 10)), by=staff
    )
    agreement = create_record(
        Agreement(title="协议甲", kind="contract", year=YEAR, signed_on=date(YEAR, 12, 7)), by=staff
    )
    create_record(Outcome(expo=dated, sub_event=event, agreement=agreement, year=YEAR), by=staff)
    with pytest.raises(Problem):
        start_next_edition(dated, name="第二届", starts_on=date(YEAR, 12, 7), by=staff)
    made = start_next_edition(dated, name="第二届", starts_on=date(YEAR + 1, 12, 7), by=staff)
    assert (made.ends_on, made.plan is not None) == (date(YEAR + 1, 12, 9), True)
    assert made.zones.get().target_area == zone.area
    assert made.channels.get().name == channel.name
    assert made.halls.get().layouts.get().shapes.get().exhibitor is None
    assert made.sub_events.get().starts_at == at(7, 9) + (date(YEAR + 1, 12, 7) - date(YEAR, 12, 7))
    assert Task.objects.filter(plan=made.plan, name__contains="协议甲").count() == 1
    assert not made.exhibitors.exists()


def test_the_closing_report_keeps_stages_apart_and_shows_disagreement(
    staff: Actor, expo: Expo, make_exhibitor: Callable[..., Exhibitor], client_of: Callable[..., Any]
) -> None:
    make_exhibitor("甲")
    title = write_report(expo)[0].subject
    for stage, amount, who in (("plan", "600", "方案"), ("closing", "648", "组委会"), ("closing", "650", "新闻稿")):
        create_record(ExpoFigure(expo=expo, subject=title, stage=stage, quantity=amount, said_by=who), by=staff)
    line = write_report(expo)[0]
    assert ([row.said_by for row in line.planned], len(line.closing), line.disagrees) == (["方案"], 2, True)
    assert line.on_the_way == []
    client = client_of(staff)
    assert client.get(f"/expo/{expo.pk}/closing/").status_code == 200
    assert client.get(f"/expo/{expo.pk}/next-edition/").status_code == 200
    assert client.get("/expo/99999/closing/").status_code == 404


def test_a_link_is_only_for_what_went_out(staff: Actor, expo: Expo, channel: InvitationChannel) -> None:
    person = create_record(Person(name="甲"), by=staff)
    planned = create_record(Invitation(expo=expo, channel=channel, person=person, year=2024), by=staff)
    with pytest.raises(Conflict):
        issue_link(planned, by=staff)
