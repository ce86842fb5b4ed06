"""The evening before: whoever is wanted twice is told, and the office; each finding once."""

from collections.abc import Callable
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from luzhi.access.actors import Actor
from luzhi.access.models import Body
from luzhi.access.roles import Role
from luzhi.common.models import Notice
from luzhi.common.problems import Problem
from luzhi.expo.duties.commitments import day_span, find_clashes, read_commitments
from luzhi.expo.duties.warning import warn_of_clashes
from luzhi.expo.models import Attendant, DutyPost, Expo, Guest, GuestCare, Leg, StaffDuty, SubEvent, SubEventSeat
from luzhi.people.models import Person
from luzhi.records.services import create_record
from tests.expo.test_care import at

DAY = date(2024, 12, 8)


@pytest.fixture
def carer(staff: Actor, expo: Expo, make_actor: Callable[..., Actor]) -> Attendant:
    """An attendant with an account, on duty at a desk and with three guests at the same hours."""
    person = create_record(Person(name="员甲"), by=staff)
    Person.objects.filter(pk=person.pk).update(account=make_actor(Role.MEMBER, name="yuanjia").user)
    made: Attendant = create_record(Attendant(expo=expo, person=person), by=staff)
    post = create_record(DutyPost(expo=expo, name="服务台", role="reception", year=2024), by=staff)
    create_record(
        StaffDuty(expo=expo, person=person, post=post, starts_at=at(8, 9), ends_at=at(8, 12), year=2024), by=staff
    )
    for n in range(3):
        guest = create_record(
            Guest(expo=expo, person=create_record(Person(name=f"客{n}"), by=staff), year=2024, confirmed=True), by=staff
        )
        create_record(GuestCare(guest=guest, attendant=made, starts_at=at(8, 11), ends_at=at(8, 13)), by=staff)
    return made


def test_several_guests_against_one_shift_are_one_clash(body: Body, carer: Attendant) -> None:
    (clash,) = find_clashes(read_commitments(body.pk, *day_span(DAY)))
    assert [len(side) for side in clash.sides] in ([1, 3], [3, 1])
    assert (clash.start, clash.end) == (at(8, 11), at(8, 12))


def test_each_finding_is_told_once_to_the_person_and_the_office(
    staff: Actor, body: Body, carer: Attendant, expo: Expo
) -> None:
    assert warn_of_clashes(body, DAY) == 2
    assert warn_of_clashes(body, DAY) == 0
    told = {notice.topic: notice for notice in Notice.objects.all()}
    assert told["expo.clash"].recipient_id == Person.objects.get(name="员甲").account_id
    assert told["expo.clashes"].recipient_id == staff.user_id
    assert told["expo.clashes"].link.endswith("?day=2024-12-08")
    for words in ("服务台", "客0", "客2", "09:00"):
        assert words in told["expo.clash"].text
    # something new on the same day is told, in full
    event = create_record(
        SubEvent(expo=expo, name="论坛", kind="forum", year=2024, starts_at=at(8, 9), ends_at=at(8, 10)), by=staff
    )
    guest = Guest.objects.get(person__name="客0")
    create_record(SubEventSeat(sub_event=event, guest=guest), by=staff)
    create_record(
        Leg(guest=guest, leaves_from="北京", goes_to="长春", departs_at=at(8, 8), arrives_at=at(8, 11)), by=staff
    )
    assert warn_of_clashes(body, DAY) == 1  # the guest has no account; the person concerned before has nothing new
    assert "论坛" in Notice.objects.filter(topic="expo.clashes").latest("pk").text
    assert warn_of_clashes(body, date(2024, 12, 20)) == 0


def test_the_command_and_the_button(
    staff: Actor, carer: Attendant, client_of: Callable[..., Any], make_actor: Callable[..., Actor]
) -> None:
    out = StringIO()
    call_command("warn_clashes", day="2024-12-08", format="json", stdout=out)
    assert '"told": 2' in out.getvalue()
    with pytest.raises(Problem):
        call_command("warn_clashes", day="morgen")
    client = client_of(staff)
    page = client.get("/expo/duties/?day=2024-12-08").content.decode()
    assert "客0" in page
    assert client.post("/expo/duties/tell/", {"day": "2024-12-08"}).status_code == 302
    assert client.post("/expo/duties/tell/", {"day": "<b>"}).status_code == 302
    assert client_of(make_actor(Role.LEADER)).post("/expo/duties/tell/", {"day": "2024-12-08"}).status_code == 403
    assert Notice.objects.count() == 2
