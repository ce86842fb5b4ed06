"""Handing over: the meeting and its list, alerts told once, matters sent to another body and back, talks."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from luzhi.access.roles import Role
from luzhi.common.models import Notice
from luzhi.common.problems import Conflict
from luzhi.core.calendar import prc_calendar
from luzhi.handling.clocks import note_overdue
from luzhi.handling.dispatch.alerts import send_alerts
from luzhi.handling.dispatch.ladder import read_ladder
from luzhi.handling.dispatch.services import gather, list_rows, make_minutes
from luzhi.handling.models import Alert, Answer, Handover, Item, Matter, Referral, RuleSet, Talk
from luzhi.handling.services import answer_cell
from luzhi.people.models import Organisation
from luzhi.records.services import change_record, create_record
from luzhi.workflow.engine import offer_steps, perform


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def meeting(house):
    return create_record(Handover(title="handover-0001", year=2024), by=house.dispatcher)


def test_a_meeting_hands_over_its_whole_list(house, rules, meeting) -> None:
    house.matter.advised_units.add(house.units[1])
    other = create_record(Matter(title="matter-0002", year=2024), by=house.staff)
    create_record(Item(matter=other, number=1, text="x"), by=house.staff)
    create_record(Matter(title="another year", year=2023), by=house.staff)
    assert (gather(meeting, by=house.dispatcher), gather(meeting, by=house.dispatcher)) == (2, 0)
    house.refer(0)
    offer = next(o for o in offer_steps(meeting, house.dispatcher) if o.name == "hold")
    assert [str(r) for r in offer.reasons] == [
        "No unit has been decided for “matter-0002”.", "The day of the meeting is missing.",
    ]  # fmt: skip
    create_record(Referral(matter=other, unit=house.units[1]), by=house.dispatcher)
    meeting = change_record(
        meeting, {"held_on": date(2024, 3, 1), "minutes": "一、按时答复。"}, by=house.staff, seen_version=1
    )
    rows = list_rows(meeting)
    assert [(str(r["matter"]), [str(u) for u in r["advised"]], r["differs"]) for r in rows] == [
        ("matter-0001", ["unit-0002"], True), ("matter-0002", [], False),
    ]  # fmt: skip
    perform(meeting, "hold", by=house.dispatcher)
    assert set(Matter.objects.filter(year=2024).values_list("state", flat=True)) == {"sent"}
    assert set(Referral.objects.values_list("state", flat=True)) == {"running"}
    with pytest.raises(Conflict):
        gather(meeting, by=house.dispatcher)
    paper = make_minutes(Handover.objects.get())
    assert (paper.draft, len(paper.annex.rows), "一、按时答复。" in [b.text for b in paper.blocks]) == ("草稿", 2, True)
    assert make_minutes(perform(meeting, "approve", by=house.staff)).draft == ""


def test_the_papers_of_a_meeting(house, meeting, client_of) -> None:
    gather(meeting, by=house.staff)
    client = client_of(house.dispatcher)
    assert client.get(f"/handovers/{meeting.pk}/").status_code == 200
    for ending, mark in (("pdf", b"%PDF"), ("docx", b"PK")):
        assert client.get(f"/handovers/{meeting.pk}/minutes.{ending}").content[: len(mark)] == mark
    assert client_of(house.officers[0]).get(f"/handovers/{meeting.pk}/minutes.pdf").status_code == 403


def test_the_ladder_as_an_office_writes_it() -> None:
    found = read_ladder(
        "7 working days\n黄色 3个工作日\n红色：1天\n逾期后每7天\n1 day after\nevery 10 working days after"
    )
    assert [(r.name, r.count, str(r.unit), r.late, r.every) for r in found] == [
        ("", 7, "working_days", False, False), ("黄色", 3, "working_days", False, False), ("红色", 1, "calendar_days", False, False),
        ("", 7, "calendar_days", True, True), ("", 1, "calendar_days", True, False), ("", 10, "working_days", True, True),
    ]  # fmt: skip
    for wrong in ("soon", "31 September", "3 lightyears"):
        with pytest.raises(ValidationError):
            read_ladder(wrong)


def test_each_alert_is_told_once_and_only_the_latest(house, rules) -> None:
    RuleSet.objects.update(alerts="蓝色 10个工作日\n黄色 5 working days\n逾期后每7天")
    house.refer(0)
    perform(house.matter, "send", by=house.dispatcher)
    due = Referral.objects.get().due_on
    Notice.objects.all().delete()
    calendar = prc_calendar()
    assert send_alerts(calendar.add_working_days(due, -11)) == 0
    assert send_alerts(calendar.add_working_days(due, -10)) == 1
    assert send_alerts(calendar.add_working_days(due, -10)) == 0
    assert {n.recipient for n in Notice.objects.all()} == {house.officers[0].user}
    assert send_alerts(calendar.add_working_days(due, -4)) == 1  # yellow was reached a day ago
    Notice.objects.all().delete()
    assert send_alerts(due + timedelta(days=15)) == 1  # of two weeks late only the second is told
    assert Alert.objects.count() == 4
    told = {n.recipient for n in Notice.objects.all()}
    assert told == {house.officers[0].user, house.dispatcher.user, house.staff.user}


def test_overdue_is_written_once_in_each_round(house, rules) -> None:
    referral = house.refer(0)
    change_record(referral, {"sent_on": date(2024, 1, 8)}, by=house.staff, seen_version=1)
    perform(house.matter, "send", by=house.dispatcher)
    assert (note_overdue(), note_overdue()) == (1, 0)
    referral.refresh_from_db()
    assert referral.overdue_on == referral.due_on + timedelta(days=1)
    for item in house.items:
        answer_cell(item, house.units[0], {"text": "x", "answered_on": timezone.localdate()}, by=house.officers[0])
    perform(house.reload(), "rehandle", by=house.staff, reason="not satisfied")
    referral.refresh_from_db()
    assert (referral.overdue_on, referral.due_on > timezone.localdate()) == (None, True)


@pytest.fixture
def sent_down(house, other_body, make_actor):
    """The matter of the city body, sent down to the district body."""
    there = make_actor(Role.STAFF, at=other_body)
    unit = create_record(Organisation(name="乙区政协", kind="department"), by=house.staff)
    referral = create_record(
        Referral(matter=house.matter, unit=unit, way="down", to_body=other_body), by=house.dispatcher
    )
    perform(house.matter, "send", by=house.dispatcher)
    return there, referral


def test_a_matter_sent_down_is_carried_on_there_and_answered_here(house, sent_down, client_of) -> None:
    there, referral = sent_down
    carried = Matter.objects.get(origin=referral)
    assert (carried.body, carried.items.count(), carried.title) == (there.body, 3, "matter-0001")
    assert [p for item in carried.items.all() for p in item.proposers.all()] == []
    assert Notice.objects.filter(recipient=there.user).exists()
    unit = create_record(Organisation(name="district unit", kind="department"), by=there)
    create_record(Referral(matter=carried, unit=unit), by=there)
    perform(carried, "send", by=there)
    for item in carried.items.all():
        answer_cell(item, unit, {"text": f"done {item.number}", "answered_on": date(2024, 6, 3)}, by=there)
    assert house.reload().state == "answered"
    assert list(
        Answer.objects.filter(item__matter=house.matter).order_by("item__number").values_list("text", flat=True)
    ) == [f"district unit：done {n}" for n in (1, 2, 3)]
    assert client_of(house.staff).get(f"/matters/{carried.pk}/").status_code == 404  # another body's record
    assert client_of(there).get(f"/matters/{house.matter.pk}/").status_code == 404
    assert client_of(house.staff).get(f"/referrals/{referral.pk}/").status_code == 200
    perform(house.matter, "rehandle", by=house.staff, reason="not satisfied")
    assert Matter.objects.get(pk=carried.pk).state == "sent"


def test_a_matter_sent_back_returns_with_its_reason(house, sent_down) -> None:
    there, referral = sent_down
    carried = Matter.objects.get(origin=referral)
    perform(carried, "send_back", by=there, reason="not ours")
    assert Referral.objects.get(pk=referral.pk).state == "withdrawn"
    assert any("not ours" in n.subject for n in Notice.objects.filter(recipient=house.staff.user))
    offer = next(o for o in offer_steps(house.reload(), house.staff) if o.name == "close")
    assert "Item 1 has not been referred to any unit." in str(offer.reasons[0])


def test_only_what_came_from_elsewhere_is_sent_back(house) -> None:
    offer = next(o for o in offer_steps(house.matter, house.staff) if o.name == "send_back")
    assert not offer.enabled


def test_the_rules_end_the_rounds(house, rules) -> None:
    RuleSet.objects.update(rounds=1)
    house.refer(0)
    perform(house.matter, "send", by=house.dispatcher)
    for item in house.items:
        answer_cell(item, house.units[0], {"text": "x", "answered_on": timezone.localdate()}, by=house.officers[0])
    with pytest.raises(Conflict) as refused:
        perform(house.reload(), "rehandle", by=house.staff, reason="x")
    assert "allow 1 rounds" in str(refused.value.details[0])


def test_an_officer_enters_talks_of_the_own_unit_only(house, client_of) -> None:
    house.refer(0)
    perform(house.matter, "send", by=house.dispatcher)
    client = client_of(house.officers[0])
    form = {
        "matter": "matter-0001",
        "unit": "unit-0001",
        "held_on": "2024-05-01",
        "form": "phone",
        "text": "asked what is meant",
    }
    assert client.post("/talks/new/", {**form, "unit": "unit-0002"}).status_code == 422
    assert client.post("/talks/new/", {**form, "form": "meeting", "settles": "on"}).status_code == 422
    assert client.post("/talks/new/", form).status_code == 302
    assert Talk.objects.get().round == 1
    assert client_of(house.officers[1]).get(f"/talks/{Talk.objects.get().pk}/").status_code == 404


def test_the_rules_say_which_ways_to_dispatch_there_are(house, rules, client_of) -> None:
    RuleSet.objects.update(modes="sole separate")
    Matter.objects.update(rules=rules)
    client = client_of(house.staff)
    form = {"matter": "matter-0001", "unit": "unit-0001", "mode": "lead"}
    assert client.post("/referrals/new/", form).status_code == 422
    assert client.post("/referrals/new/", {**form, "mode": "sole"}).status_code == 302
