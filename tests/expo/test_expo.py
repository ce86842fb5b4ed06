"""The expo's records: rounds of zones, funnels, duties, and what an exhibitor may see."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from luzhi.access.actors import Actor
from luzhi.access.roles import Role
from luzhi.common.problems import Conflict, Problem
from luzhi.expo.invitations.queries import compare_reach, count_funnels
from luzhi.expo.models import (
    DutyPost,
    Exhibitor,
    Expo,
    Invitation,
    InvitationChannel,
    Outcome,
    StaffDuty,
    Zone,
    ZoneRevision,
)
from luzhi.expo.queries import read_parts, read_several
from luzhi.people.models import Contact, Organisation, Person, Place, Seat
from luzhi.projects.models import Agreement, Alliance
from luzhi.records.figures import Scope, read_figure
from luzhi.records.models import Statement
from luzhi.records.services import create_record
from luzhi.workflow.engine import perform

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(hour: int) -> datetime:
    return datetime(2024, 12, 7, hour, tzinfo=SHANGHAI)


def test_redrawing_a_zone_opens_its_next_numbered_round(staff: Actor, zone: Zone) -> None:
    perform(zone, "design", by=staff)
    for n, aspects in ((1, ["area", "content"]), (2, ["layout"])):
        perform(zone, "redraw", by=staff, reason="the host asked", answers={"aspects": aspects})
        revision = ZoneRevision.objects.get(zone=zone, number=n)
        assert sorted(revision.changes.values_list("aspect", flat=True)) == sorted(aspects)
    assert ZoneRevision.objects.get(zone=zone, number=1).changes.get(aspect="area").before == "100 m²"
    scope = Scope(staff.body_id, ZoneRevision.objects.first().year, {"zone": zone.pk})
    assert read_figure("expo.zone_rounds", scope).counted == 2
    assert read_figure("expo.changed_aspects", scope).counted == 3


def test_a_zone_is_final_only_with_its_area(staff: Actor, expo: Expo) -> None:
    zone = create_record(Zone(expo=expo, name="乙展区", year=2024), by=staff)
    perform(zone, "design", by=staff)
    with pytest.raises(Conflict):
        perform(zone, "settle", by=staff)
    Zone.objects.filter(pk=zone.pk).update(area=0)
    assert perform(zone, "settle", by=staff).state == "final"


def test_a_zone_cannot_be_part_of_itself(staff: Actor, zone: Zone, client_of: Callable[..., Any]) -> None:
    inner = create_record(Zone(expo=zone.expo, name="内展区", year=2024, parent=zone), by=staff)
    form = {"expo": zone.expo.name, "name": zone.name, "year": 2024, "priority": "normal", "parent": inner.name}
    answer = client_of(staff).post(f"/zones/{zone.pk}/edit/", {**form, "version": "1"})
    assert answer.status_code == 422
    assert "parent" in answer.context["form"].errors


def test_funnel_counts_each_step_and_who_came_without_an_invitation(
    staff: Actor, expo: Expo, channel: InvitationChannel, make_firm: Callable[..., Organisation]
) -> None:
    for n, state in enumerate(["planned", "invited", "declined", "accepted", "came", "exhibited", "absent"]):
        invitation = Invitation(expo=expo, channel=channel, organisation=make_firm(f"企业{n}"), year=2024)
        create_record(invitation, by=staff, state=state)
    for name, unnamed in (("未邀企业", False), ("未点名企业", True)):
        firm = make_firm(name, unnamed=unnamed)
        create_record(Exhibitor(expo=expo, organisation=firm, channel=channel, year=2024), by=staff)
    (funnel,) = count_funnels(expo)
    assert funnel.numbers == {"invited": 6, "answered": 5, "accepted": 4, "came": 2, "exhibited": 1}
    assert funnel.uninvited == 1


def test_each_band_of_a_funnel_opens_exactly_its_records(
    staff: Actor,
    expo: Expo,
    channel: InvitationChannel,
    make_firm: Callable[..., Organisation],
    client_of: Callable[..., Any],
) -> None:
    for n, state in enumerate(["invited", "came", "exhibited"]):
        invitation = Invitation(expo=expo, channel=channel, organisation=make_firm(f"企业{n}"), year=2024)
        create_record(invitation, by=staff, state=state)
    create_record(Exhibitor(expo=expo, organisation=make_firm("未邀"), channel=channel, year=2024), by=staff)
    client = client_of(staff)
    (funnel,) = count_funnels(expo)
    for step, n in {**funnel.numbers, "uninvited": funnel.uninvited}.items():
        page = client.get(f"/expo/channels/{channel.pk}/{step}/").context["page"]
        assert page.records.count() == n
    assert client.get(f"/expo/channels/{channel.pk}/nonsense/").status_code == 404


def test_nobody_is_on_duty_in_two_places_at_once(staff: Actor, expo: Expo, client_of: Callable[..., Any]) -> None:
    person = create_record(Person(name="甲"), by=staff)
    post = create_record(DutyPost(expo=expo, name="服务台", role="reception", year=2024), by=staff)
    create_record(StaffDuty(expo=expo, person=person, post=post, starts_at=at(9), ends_at=at(12), year=2024), by=staff)
    form = {"expo": expo.name, "person": "甲", "post": "服务台", "year": 2024}
    client = client_of(staff)
    clash = client.post("/staff-duties/new/", {**form, "starts_at": "2024-12-07T11:00", "ends_at": "2024-12-07T13:00"})
    assert clash.status_code == 422
    assert "服务台" in clash.content.decode()
    after = client.post("/staff-duties/new/", {**form, "starts_at": "2024-12-07T12:00", "ends_at": "2024-12-07T13:00"})
    assert after.status_code == 302
    assert read_figure("expo.staff_on_duty", Scope(staff.body_id, 2024)).counted == 1


def test_the_share_of_staff_counts_office_staff_only(staff: Actor, expo: Expo) -> None:
    post = create_record(DutyPost(expo=expo, name="服务台", role="reception", year=2024), by=staff)
    people = [create_record(Person(name=name), by=staff) for name in ("甲", "乙", "志愿者一", "志愿者二")]
    for person in people[:2]:
        create_record(Seat(person=person, office="staff"), by=staff)
    for person in (people[0], people[2], people[3]):
        create_record(StaffDuty(expo=expo, person=person, post=post, year=2024), by=staff)
    scope = Scope(staff.body_id, 2024)
    assert read_figure("expo.staff_on_duty", scope).counted == 3
    assert read_figure("expo.office_on_duty", scope).counted == 1
    assert read_figure("expo.staff_share", scope).value.value == 50


def test_an_outcome_is_exactly_one_thing_and_each_thing_has_one_occasion(staff: Actor, expo: Expo) -> None:
    agreement = create_record(Agreement(title="甲", kind="contract", year=2024), by=staff)
    alliance = create_record(Alliance(name="甲联盟", year=2024), by=staff)
    create_record(Outcome(expo=expo, agreement=agreement, year=2024), by=staff)
    with pytest.raises(Problem):
        create_record(Outcome(expo=expo, agreement=agreement, year=2024), by=staff)
    with pytest.raises(IntegrityError), transaction.atomic():
        Outcome.objects.create(body=expo.body, expo=expo, agreement=agreement, alliance=alliance, year=2024)
    scope = Scope(staff.body_id, 2024, {"expo": expo.pk})
    assert read_figure("projects.agreements", scope).counted == 1
    assert read_figure("projects.alliances", scope).counted == 0


def test_areas_mobilised_are_held_against_origins(
    staff: Actor, expo: Expo, channel: InvitationChannel, make_exhibitor: Callable[..., Exhibitor]
) -> None:
    areas = [create_record(Place(name=name, level="country"), by=staff) for name in ("甲国", "乙国")]
    channel.areas.set(areas)
    make_exhibitor("企业", origin=areas[1])
    reach = compare_reach(expo)
    assert [str(place) for place in reach["only_mobilised"]] == ["甲国"]
    assert reach["only_origin"] == []


def test_parts_agree_with_the_figure_read_for_one_value(
    staff: Actor, zone: Zone, make_exhibitor: Callable[..., Exhibitor]
) -> None:
    other = create_record(Zone(expo=zone.expo, name="乙展区", year=2024), by=staff)
    make_exhibitor("一", zone=zone)
    Statement.objects.create(
        body=zone.body, year=2024, figure="expo.exhibitors", where={"zone": other.pk}, quantity="13"
    )
    scope = Scope(staff.body_id, 2024)
    parts = read_parts("expo.exhibitors", scope, "zone")
    for one in (zone, other):
        reading = read_figure("expo.exhibitors", Scope(staff.body_id, 2024, {"zone": one.pk}))
        assert (parts[str(one.pk)].quantity, parts[str(one.pk)].grade) == (reading.value, reading.grade)


def test_figures_read_together_are_those_read_one_by_one(
    staff: Actor, zone: Zone, make_exhibitor: Callable[..., Exhibitor]
) -> None:
    make_exhibitor("一", zone=zone)
    scope = Scope(staff.body_id, 2024)
    for reading in read_several(("expo.exhibitors", "expo.staff_share", "expo.zone_area"), scope):
        alone = read_figure(reading.figure.key, scope)
        assert (reading.value, reading.grade, reading.records) == (alone.value, alone.grade, alone.records)


def test_an_exhibitor_sees_its_own_participation_only(
    make_actor: Callable[..., Actor], client_of: Callable[..., Any], make_exhibitor: Callable[..., Exhibitor]
) -> None:
    mine, other = make_exhibitor("我方"), make_exhibitor("他方")
    contact = make_actor(Role.EXHIBITOR)
    Contact.objects.create(body=contact.body, account=contact.user, organisation=mine.organisation)
    client = client_of(contact)
    assert client.get(f"/exhibitors/{mine.pk}/").status_code == 200
    assert client.get(f"/exhibitors/{other.pk}/").status_code == 404
    assert client.get("/expo/").status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_front_page_asks_the_same_number_of_queries_at_any_size(
    staff: Actor, expo: Expo, make_exhibitor: Callable[..., Exhibitor], make_firm: Callable[..., Organisation],
    client_of: Callable[..., Any], rows: int,
) -> None:  # fmt: skip
    for n in range(rows):
        zone = create_record(Zone(expo=expo, name=f"展区{n}", year=2024), by=staff)
        make_exhibitor(f"企业{n}", zone=zone)
        channel = create_record(InvitationChannel(expo=expo, kind="other", name=f"渠道{n}", year=2024), by=staff)
        firm = make_firm(f"受邀{n}")
        create_record(Invitation(expo=expo, channel=channel, organisation=firm, year=2024), by=staff, state="came")
    client = client_of(staff)
    client.get("/expo/")
    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/expo/")
    assert answer.status_code == 200
    assert len(queries) == FRONT_QUERIES


FRONT_QUERIES = 53


def test_front_page_of_a_body_without_an_expo_says_how_to_begin(staff: Actor, client_of: Callable[..., Any]) -> None:
    answer = client_of(staff).get("/expo/")
    assert answer.status_code == 200
    assert "/expos/new/" in answer.content.decode()


def test_a_form_starts_with_the_newest_expo(staff: Actor, expo: Expo, client_of: Callable[..., Any]) -> None:
    assert expo.name in client_of(staff).get("/exhibitors/new/").content.decode()


@pytest.mark.parametrize(
    "slug",
    ["expos", "zones", "zone-rounds", "channels", "invitations", "exhibitors", "sub-events", "outcomes", "awards",
     "delegations", "delegation-matches", "duty-posts", "staff-duties", "promotions", "launches", "expo-meetings",
     "expo-decisions", "expo-aims", "expo-committees", "zone-features", "zone-changes", "expo-names"],
)  # fmt: skip
def test_lists_open(staff: Actor, expo: Expo, client_of: Callable[..., Any], slug: str) -> None:
    client = client_of(staff)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/{slug}/").status_code == 200
    assert len(queries) <= 5
    assert client.get(f"/{slug}/new/").status_code == 200
