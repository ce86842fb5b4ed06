"""What many do at the same moment at an expo: one form sent fifty times, one link answered, one badge read."""

import datetime as dt
import uuid
from functools import partial
from typing import Any

from django.utils import timezone

from bench.at_once.scenes import MANY, tell
from bench.at_once.stage import all_at_once
from bench.session_year.cast import YEAR, make_cast
from luzhi.expo.applications.services import take_application
from luzhi.expo.invitations.answers import find_invitation, give_answer, issue_link
from luzhi.expo.models import Application, Expo, Guest, Invitation, InvitationChannel
from luzhi.expo.models.applications import make_ticket
from luzhi.matchmaking.models import Party, Request, Session
from luzhi.matchmaking.models import Slot as MatchSlot
from luzhi.matchmaking.services import make_timetable
from luzhi.onsite.models import Badge, Desk, Scan
from luzhi.onsite.services import Reading, merge_scans
from luzhi.people.models import Organisation, Person
from luzhi.records.services import create_record
from luzhi.workflow.engine import perform


def make_expo() -> Any:
    cast = make_cast(1, 8, 1)
    return cast, create_record(Expo(name="演练博览会", year=YEAR), by=cast.staff)


def fifty_apply() -> dict[str, Any]:
    """One form, sent fifty times: one application, one link."""
    cast, expo = make_expo()
    ticket = make_ticket()

    def send() -> None:
        given = {"organisation_name": "演练企业", "origin": "演练城", "contact_name": "演练", "email": "a@example.org"}
        take_application(Application(body=cast.body, expo=expo, year=YEAR, shows="演练", **given), ticket=ticket)

    ends = all_at_once([send] * MANY)
    links = Application.objects.exclude(secret_hash="").count()
    return tell(*ends, applications=Application.objects.count(), links=links)


def fifty_answer() -> dict[str, Any]:
    """A substitute named fifty times on one link: one person, one guest."""
    cast, expo = make_expo()
    channel = create_record(InvitationChannel(expo=expo, kind="chamber", name="演练商会", year=YEAR), by=cast.staff)
    person = create_record(Person(name="演练嘉宾"), by=cast.staff)
    asked = create_record(Invitation(expo=expo, channel=channel, person=person, year=YEAR), by=cast.staff)
    secret = issue_link(perform(asked, "invite", by=cast.staff), by=cast.staff)

    def answer() -> None:
        invitation = find_invitation(secret)
        assert invitation is not None
        give_answer(invitation, "substitute", {"name": "演练代会者"})

    ends = all_at_once([answer] * MANY)
    people = Person.objects.filter(name="演练代会者").count()
    return tell(*ends, guests=Guest.objects.filter(confirmed=True).count(), people=people)


def fifty_read() -> dict[str, Any]:
    """One badge, read at fifty desks that report together: one sign-in, fifty readings kept."""
    cast, expo = make_expo()
    badge = create_record(Badge(expo=expo, name="演练", year=YEAR), by=cast.staff)
    now = timezone.now()
    desks = [create_record(Desk(expo=expo, name=f"演练{n}号门", year=YEAR), by=cast.staff) for n in range(MANY)]

    def read(desk: Desk, n: int) -> None:
        at = now - dt.timedelta(seconds=n)
        merge_scans(desk, [Reading(uuid.uuid4(), badge.code, at)], by=cast.staff, desk_now=timezone.now())

    ends = all_at_once([partial(read, desk, n) for n, desk in enumerate(desks)])
    firsts = Scan.objects.filter(outcome="first")
    return tell(
        *ends, readings=Scan.objects.count(), firsts=firsts.count(), earliest=firsts.get().desk_id == desks[-1].pk
    )


def fifty_accept() -> dict[str, Any]:
    """A meeting accepted fifty times at once is accepted once; the timetable holds it once."""
    cast, expo = make_expo()
    session = create_record(Session(expo=expo, name="演练对接会", year=YEAR), by=cast.staff)
    start = timezone.now()
    create_record(MatchSlot(session=session, starts_at=start, ends_at=start + dt.timedelta(minutes=20)), by=cast.staff)
    one, other = (
        create_record(
            Party(session=session, organisation=create_record(Organisation(name=name, kind="firm"), by=cast.staff), booth="A1"),
            by=cast.staff,
        )
        for name in ("演练企业一", "演练企业二")
    )  # fmt: skip
    asked = create_record(Request(session=session, asker=one, asked=other, year=YEAR), by=cast.staff)
    ends = all_at_once([partial(perform, asked, "accept", by=None)] * MANY)
    draft = make_timetable(session, by=cast.staff, seconds=1)
    return tell(*ends, agreed=Request.objects.filter(state="agreed").count(), meetings=draft.meetings.count())
