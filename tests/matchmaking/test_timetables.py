"""Making, freezing, mending timetables; what each firm is told."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from luzhi.access.actors import Actor
from luzhi.access.roles import Role
from luzhi.common.problems import Conflict, Problem, Refused
from luzhi.expo.models import Expo, SubEvent
from luzhi.matchmaking.models import Absence, Interpreter, Party, PartyNotice, Place, Request, Session, Slot, Timetable
from luzhi.matchmaking.services import differences_of, make_timetable, mend_timetable
from luzhi.people.models import Organisation, Person
from luzhi.records.services import create_record
from luzhi.workflow.engine import perform


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2024, 12, 7, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))


def slots_of(timetable: Timetable) -> dict[int, int]:
    return dict(timetable.meetings.values_list("request_id", "slot_id"))


def test_everybody_meets_everybody_and_nobody_waits_twice(
    staff: Actor, session: Session, requests: list[Request]
) -> None:
    draft = make_timetable(session, by=staff, seconds=2)
    assert (draft.state, draft.number, draft.meetings.count(), draft.unmet.count()) == ("draft", 1, 15, 0)
    assert (draft.weight, draft.bound, draft.proven) == (45, 45, True)
    places = list(Place.objects.filter(timetable=draft).values_list("party_id", "slot_id"))
    assert len(places) == len(set(places)) == 30
    desks = list(draft.meetings.values_list("slot_id", "desk_id"))
    assert len(desks) == len(set(desks)) == 15


def test_the_database_refuses_anybody_twice_in_a_slot(staff: Actor, session: Session, requests: list[Request]) -> None:
    draft = make_timetable(session, by=staff, seconds=1)
    place = Place.objects.filter(timetable=draft).first()
    other = draft.meetings.exclude(request__asker=place.party).exclude(request__asked=place.party).first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.create(timetable=draft, meeting=other, party=place.party, slot=place.slot)


def test_only_what_both_want_is_placed_and_each_other_has_its_cause(
    staff: Actor, session: Session, make_party: Callable[..., Party], make_request: Callable[..., Request]
) -> None:
    one, other, third, away = (make_party(name) for name in ("甲", "乙", "丙", "丁"))
    Party.objects.filter(pk=one.pk).update(most=1)
    create_record(Absence(party=away, starts_at=at(8), ends_at=at(13)), by=staff)
    held = make_request(one, other, weight=5)
    enough = make_request(one, third, weight=1)
    never = make_request(third, away)
    make_request(other, third, state="waits_asked")
    draft = make_timetable(session, by=staff, seconds=1)
    assert set(slots_of(draft)) == {held.pk}
    unmet = {u.request_id: u for u in draft.unmet.all()}
    assert {pk: u.cause for pk, u in unmet.items()} == {enough.pk: "enough", never.pk: "never"}
    assert unmet[enough.pk].fix == [{"act": "more", "party": one.pk, "meeting": None}]
    assert unmet[never.pk].fix == [{"act": "come", "party": away.pk, "meeting": None}]


def test_forums_halves_order_interpreters_and_fixed_slots_are_kept(
    staff: Actor, expo: Expo, session: Session, make_party: Callable[..., Party], make_request: Callable[..., Request]
) -> None:
    one, other, third = (make_party(name) for name in ("甲", "乙", "丙"))
    forum = create_record(
        SubEvent(expo=expo, name="论坛", kind="forum", year=2024, starts_at=at(9), ends_at=at(10)), by=staff
    )
    one.attends.add(forum)
    late = create_record(Slot(session=session, starts_at=at(14), ends_at=at(14, 20)), by=staff)
    person = create_record(Person(name="译员"), by=staff)
    create_record(Interpreter(session=session, person=person, languages="English, 日本語"), by=staff)
    first = make_request(one, other, half="afternoon", language="english")
    second = make_request(other, third, fixed_slot=session.slots.order_by("starts_at")[2])
    third_one = make_request(one, third, after=second)
    draft = make_timetable(session, by=staff, seconds=1)
    found = {m.request_id: m for m in draft.meetings.select_related("slot", "interpreter")}
    assert found[first.pk].slot == late
    assert found[first.pk].interpreter.person == person
    assert found[second.pk].slot == session.slots.order_by("starts_at")[2]
    assert found[third_one.pk].slot.starts_at > found[second.pk].slot.starts_at
    assert found[third_one.pk].slot.starts_at >= at(10)


def test_a_booth_needs_no_table(
    staff: Actor, session: Session, make_party: Callable[..., Party], make_request: Callable[..., Request]
) -> None:
    session.desks.all().delete()
    guest, host = make_party("甲"), make_party("乙", booth="A01")
    request = make_request(guest, host)
    make_request(guest, make_party("丙"))
    draft = make_timetable(session, by=staff, seconds=1)
    (meeting,) = draft.meetings.all()
    assert (meeting.request, meeting.booth, meeting.desk) == (request, "A01", None)
    assert draft.unmet.get().cause == "no_table"


def test_freezing_drafts_notices_and_a_second_version_tells_only_whom_it_touches(
    staff: Actor, session: Session, requests: list[Request]
) -> None:
    first = make_timetable(session, by=staff, seconds=1)
    frozen = perform(first, "freeze", by=staff)
    assert frozen.state == "frozen"
    assert PartyNotice.objects.filter(state="draft").count() == 6
    for notice in PartyNotice.objects.all():
        perform(notice, "tell", by=staff)
    gone = requests[0]
    perform(gone, "withdraw", by=staff, reason="不再需要")
    second = mended_without(session, staff, gone)
    assert [(d.change, d.request) for d in differences_of(second)] == [("removed", gone)]
    perform(second, "freeze", by=staff)
    waiting = PartyNotice.objects.filter(state="draft")
    assert set(waiting.values_list("party_id", flat=True)) == {gone.asker_id, gone.asked_id}


def mended_without(session: Session, staff: Actor, gone: Request) -> Timetable:
    """A version that differs by one withdrawn meeting only: an absence in which that firm meets nobody is mended."""
    base = Timetable.objects.get(session=session, state="frozen")
    slot = base.meetings.get(request=gone).slot
    return mend_timetable(session, gone.asker, slot, slot, by=staff, reason="退出").draft


def test_a_no_show_moves_at_most_two_others_and_nothing_in_the_past(
    staff: Actor, session: Session, firms: list[Party], requests: list[Request]
) -> None:
    base = perform(make_timetable(session, by=staff, seconds=1), "freeze", by=staff)
    slots = list(session.slots.order_by("starts_at"))
    mended = mend_timetable(session, firms[0], slots[1], slots[2], by=staff, reason="航班延误")
    assert mended.moved <= 2
    assert mended.proven
    assert mended.held_again == mended.affected
    before, after = slots_of(base), slots_of(mended.draft)
    past = {pk for pk, slot in before.items() if slot == slots[0].pk}
    assert all(after[pk] == slots[0].pk for pk in past)
    others = {d.request.pk for d in differences_of(mended.draft) if d.change == "moved"}
    assert len(others - {pk for pk, s in before.items() if s in (slots[1].pk, slots[2].pk)}) <= 2
    assert [d for d in differences_of(mended.draft) if d.change == "reseated"] == []
    with pytest.raises(Conflict):
        mend_timetable(session, firms[1], slots[1], slots[2], by=staff, reason="")


def test_a_draft_that_no_longer_holds_is_not_frozen(staff: Actor, session: Session, requests: list[Request]) -> None:
    draft = make_timetable(session, by=staff, seconds=1)
    perform(requests[3], "withdraw", by=staff, reason="退出")
    with pytest.raises(Conflict):
        perform(draft, "freeze", by=staff)
    again = make_timetable(session, by=staff, seconds=1)
    assert again == draft
    assert perform(again, "freeze", by=staff).state == "frozen"


def test_nothing_to_place_and_contradictions_are_said(
    staff: Actor, session: Session, make_party: Callable[..., Party], make_request: Callable[..., Request]
) -> None:
    with pytest.raises(Problem):
        make_timetable(session, by=staff)
    slot = session.slots.order_by("starts_at")[0]
    one = make_party("甲")
    make_request(one, make_party("乙"), fixed_slot=slot)
    make_request(one, make_party("丙"), fixed_slot=slot)
    with pytest.raises(Problem):
        make_timetable(session, by=staff, seconds=1)
    assert Timetable.objects.count() == 0


def test_pages_of_a_session(
    staff: Actor, session: Session, requests: list[Request], client_of: Callable[[Actor], Client]
) -> None:
    client = client_of(staff)
    assert client.get("/matchmaking/").url == f"/matchmaking/{session.pk}/"
    assert client.get(f"/matchmaking/{session.pk}/").status_code == 200
    made = client.post(f"/matchmaking/{session.pk}/make/")
    assert made.status_code == 302
    draft = Timetable.objects.get()
    page = client.get(made.url).content.decode()
    assert page.count('class="match-met"') >= 45  # fifteen at tables, thirty by firm
    perform(draft, "freeze", by=staff)
    assert client.get(f"/matchmaking/timetables/{draft.pk}/cards/").status_code == 200
    assert client.get(f"/matchmaking/timetables/{draft.pk}/cards.pdf").content[:5] == b"%PDF-"
    party = requests[0].asker
    assert client.get(f"/matchmaking/firms/{party.pk}/sheet/").content.decode().count("企业") >= 6
    assert client.get(f"/matchmaking/firms/{party.pk}/sheet.pdf").content[:5] == b"%PDF-"
    calendar = client.get(f"/matchmaking/firms/{party.pk}/sheet.ics").content.decode()
    assert calendar.count("BEGIN:VEVENT") == 5
    mend = client.post(f"/matchmaking/{session.pk}/mend/", {"party": party.pk})
    assert mend.status_code == 422
    slot = session.slots.order_by("starts_at")[0]
    data = {"party": party.pk, "first": slot.pk, "last": slot.pk, "most_moves": 2, "reason": "晚到"}
    assert client.post(f"/matchmaking/{session.pk}/mend/", data).status_code == 302
    assert client.post(f"/matchmaking/{session.pk}/slots/", {"n": "900"}).status_code == 422
    first = {"first": "2024-12-08T09:00", "minutes": 20, "pause": 5, "n": 4}
    assert client.post(f"/matchmaking/{session.pk}/slots/", first).status_code == 302
    assert session.slots.count() == 12
    assert (
        client.post(f"/matchmaking/{session.pk}/tables/", {"letter": "T", "n_desks": 2, "seats": 4}).status_code == 302
    )
    assert session.desks.count() == 5


def test_only_staff_make_timetables(
    make_actor: Callable[..., Actor], session: Session, client_of: Callable[[Actor], Client]
) -> None:
    member = client_of(make_actor(Role.MEMBER))
    assert member.post(f"/matchmaking/{session.pk}/make/").status_code == 403
    assert member.get(f"/matchmaking/{session.pk}/").status_code == 200
    with pytest.raises(Refused):
        make_actor(Role.MEMBER).demand("matchmaking.plan")


def test_reading_a_session_takes_the_same_queries_whatever_its_size(
    staff: Actor, session: Session, make_party: Callable[..., Party], make_request: Callable[..., Request]
) -> None:
    from luzhi.matchmaking.reading import Reading

    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            _problem = Reading(session).problem
        return len(found)

    one = make_party("甲")
    make_request(one, make_party("乙"))
    before = count()
    make_request(one, make_party("丙"))
    make_request(one, make_party("丁"))
    assert count() == before


def test_the_page_of_a_timetable_names_what_is_not_met(
    staff: Actor, session: Session, firms: list[Party], make_request: Callable[..., Request],
    client_of: Callable[[Actor], Client],
) -> None:  # fmt: skip
    """More wishes of one firm than there are slots: each that is left out stands there with its cause and the change."""
    guests = [Party.objects.get(pk=firms[0].pk)]
    for n in range(14):
        firm = create_record(Organisation(name=f"另企业{n}", kind="firm"), by=staff)
        make_request(guests[0], create_record(Party(session=session, organisation=firm), by=staff))
    timetable = make_timetable(session, by=staff, seconds=1)
    unmet = list(timetable.unmet.all())
    assert len(unmet) == 14 - session.slots.count()
    page = client_of(staff).get(f"/match-timetables/{timetable.pk}/").content.decode()
    assert all(f"/match-requests/{row.request_id}/" in page for row in unmet)
    assert "<h2>未排入的申请及解决办法</h2>" in page
