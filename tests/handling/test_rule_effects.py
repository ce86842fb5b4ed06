"""One rule is changed, and what happens is another thing."""

import datetime as dt
from contextlib import suppress

import pytest
from django.conf import settings
from django.utils import translation

from bench.session_year.cast import on_day
from luzhi.access.roles import Role
from luzhi.common.models import Notice
from luzhi.common.problems import Conflict, Refused
from luzhi.handling.days import object_until
from luzhi.handling.dispatch.alerts import note_late_rulings, note_late_talks
from luzhi.handling.dues import find_rulings, find_talks
from luzhi.handling.following.services import report_progress
from luzhi.handling.models import Answer, Handover, Item, Matter, Referral, RuleSet, Talk, Verdict
from luzhi.handling.rules import raters_of
from luzhi.handling.services import answer_cell, give_verdict
from luzhi.people.models import Organisation, Person, Session, Term
from luzhi.records.services import change_record, create_record
from luzhi.workflow.engine import offer_steps, perform

MONDAY = dt.date(2024, 3, 4)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def client_of(client_of):
    """A browser that asks for English."""

    def sign_in(actor):
        client = client_of(actor)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        return client

    return sign_in


@pytest.fixture
def member(house, make_actor):
    actor = make_actor(Role.MEMBER)
    Person.objects.filter(name="member-0001").update(account=actor.user)
    return actor


@pytest.fixture
def person(house):
    return Person.objects.get(name="member-0001")


def say(**values):
    RuleSet.objects.update(**values)


def send(house, unit=0, day=MONDAY):
    with on_day(day):
        house.refer(unit)
        perform(house.matter, "send", by=house.dispatcher)
    house.reload()
    return Referral.objects.select_related("matter__rules").get(unit=house.units[unit])


def answer(house, day=dt.date(2024, 3, 11), code="A"):
    with on_day(day):
        for item in house.items:
            values = {"text": "x", "answered_on": day, "result_class": code}
            answer_cell(item, house.units[0], values, by=house.officers[0])
    return house.reload()


def offers(obj, actor) -> set[str]:
    return {offer.name for offer in offer_steps(obj, actor) if offer.enabled}


def test_kinds_of_units(house, rules, client_of) -> None:
    for name in ("firm-0001", "firm-0002"):
        create_record(Organisation(name=name, kind="company"), by=house.staff)
    client = client_of(house.staff)
    form = {"matter": "matter-0001", "unit": "firm-0001", "mode": "sole"}
    say(unit_kinds="department")
    refused = client.post("/referrals/new/", form)
    assert (refused.status_code, Referral.objects.count()) == (422, 0)
    say(unit_kinds="department company")
    assert client.post("/referrals/new/", form).status_code == 302
    say(unit_kinds="department")
    referral = Referral.objects.get()
    perform(house.matter, "send", by=house.dispatcher)
    for step in ("transfer", "object"):
        page = client.post(f"/referrals/{referral.pk}/do/{step}/", {"unit": "firm-0002", "reason": "x"})
        assert (page.status_code, Referral.objects.count()) == (422, 1)


@pytest.mark.parametrize("ticked", ["staff", "dispatcher", "staff dispatcher"])
def test_who_may_pass_a_matter_on(house, rules, ticked) -> None:
    say(reassigners=ticked)
    referral = send(house)
    may = {name for name, actor in (("staff", house.staff), ("dispatcher", house.dispatcher)) if "transfer" in offers(referral, actor)}  # fmt: skip
    assert may == set(ticked.split())
    if "dispatcher" not in ticked:
        with pytest.raises(Refused):
            perform(referral, "transfer", by=house.dispatcher, reason="x", answers={"unit": house.units[1]})
    assert "transfer" not in offers(referral, house.officers[0])


def meet(house, day):
    meeting = create_record(Handover(title="handover-0001", year=2024, held_on=day), by=house.dispatcher)
    meeting.matters.add(house.matter)
    house.refer(0)
    perform(meeting, "hold", by=house.dispatcher)
    return Referral.objects.select_related("matter__rules").get()


def test_time_to_object_counts_from_the_sending_or_the_meeting(house, rules) -> None:
    with on_day(dt.date(2024, 3, 8)):
        referral = meet(house, MONDAY)
    assert object_until(referral) == dt.date(2024, 3, 15)
    say(objection_base="meeting")
    assert object_until(Referral.objects.get()) == dt.date(2024, 3, 11)
    with on_day(dt.date(2024, 3, 12)):
        assert "object" not in offers(Referral.objects.get(), house.officers[0])


def test_a_unit_to_which_it_was_passed_on_has_its_own_time_to_object(house, rules) -> None:
    say(objection_base="meeting", transfer="continues")
    with on_day(MONDAY):
        referral = meet(house, MONDAY)
        perform(referral, "object", by=house.officers[0], reason="x")
    perform(referral, "transfer", by=house.dispatcher, reason="x", answers={"unit": house.units[1]})
    assert "object" in offers(Referral.objects.get(unit=house.units[1]), house.officers[1])


def test_time_to_answer_counts_from_sending_meeting_or_session(house, rules) -> None:
    term = create_record(Term(number=1), by=house.staff)
    session = create_record(
        Session(term=term, number=1, opens_on=dt.date(2024, 1, 15), closes_on=dt.date(2024, 1, 19)), by=house.staff
    )
    due = {}
    for base in ("sent", "session", "meeting"):
        say(reply_base=base, session_limit="3m", rolls=False)
        matter = create_record(Matter(title=base, year=2024, occasion="session", session=session), by=house.staff)
        create_record(Item(matter=matter, number=1, text="x"), by=house.staff)
        with on_day(MONDAY):
            meeting = create_record(Handover(title=base, year=2024, held_on=dt.date(2024, 2, 20)), by=house.dispatcher)
            meeting.matters.add(matter)
            create_record(Referral(matter=matter, unit=house.units[0]), by=house.dispatcher)
            perform(meeting, "hold", by=house.dispatcher)
        due[base] = Referral.objects.get(matter=matter).due_on
    assert due == {
        "sent": dt.date(2024, 6, 4), "session": dt.date(2024, 4, 19), "meeting": dt.date(2024, 5, 20),
    }  # fmt: skip


def test_a_return_not_ruled_on_in_time_is_told_once(house, rules, make_actor, client_of) -> None:
    leader = make_actor(Role.LEADER)
    referral = send(house)
    with on_day(MONDAY):
        perform(referral, "object", by=house.officers[0], reason="not ours")
    late = dt.date(2024, 3, 20)
    with on_day(late):
        assert (note_late_rulings(), list(find_rulings(house.dispatcher))) == (0, [])
        say(ruling_limit="7d")
        assert [due.starts_on for due in find_rulings(house.dispatcher)] == [dt.date(2024, 3, 11)]
        Notice.objects.all().delete()
        assert (note_late_rulings(), note_late_rulings()) == (1, 0)
    assert {n.recipient for n in Notice.objects.all()} == {house.dispatcher.user, leader.user}
    assert "2024-03-11" in client_of(house.dispatcher).get("/inbox/").content.decode()
    assert "2024-03-11" in client_of(house.dispatcher).get(f"/referrals/{referral.pk}/").content.decode()
    perform(Referral.objects.get(), "keep", by=house.dispatcher, reason="yours")
    assert list(find_rulings(house.dispatcher)) == []


def test_a_first_talk_not_held_in_time_is_told_once(house, rules, client_of) -> None:
    send(house)
    with on_day(dt.date(2024, 4, 1)):
        assert (note_late_talks(), list(find_talks(house.officers[0]))) == (0, [])
        say(contact_limit="15w")
        assert [due.starts_on for due in find_talks(house.officers[0])] == [dt.date(2024, 3, 25)]
        Notice.objects.all().delete()
        assert (note_late_talks(), note_late_talks()) == (1, 0)
    assert {n.recipient for n in Notice.objects.all()} == {house.officers[0].user, house.dispatcher.user}
    page = client_of(house.officers[0]).get("/inbox/").content.decode()
    assert "by 2024-03-25: not on record" in page
    create_record(
        Talk(matter=house.matter, unit=house.units[0], held_on=dt.date(2024, 3, 20), form="phone", text="x"),
        by=house.officers[0],
    )
    assert list(find_talks(house.officers[0])) == []
    assert "First talk with the proposers on 2024-03-20" in client_of(house.officers[0]).get("/inbox/").content.decode()


@pytest.mark.parametrize(("ticked", "may"), [("unit", {"unit"}), ("staff", {"staff"}), ("", {"unit", "staff"})])
def test_who_may_change_a_class_once_it_was_given(house, rules, ticked, may) -> None:
    say(class_changers=ticked)
    send(house)
    answer(house)
    found = set()
    for name, actor, code in (("unit", house.officers[0], "B"), ("staff", house.staff, "C")):
        row = Answer.objects.get(item=house.items[0])
        values = {"text": "y", "answered_on": dt.date(2024, 3, 12)}
        answer_cell(
            house.items[0], house.units[0], {**values, "result_class": row.result_class}, by=actor,
            seen_version=row.version,
        )  # fmt: skip
        row = Answer.objects.get(item=house.items[0])
        with suppress(Refused):
            answer_cell(
                house.items[0], house.units[0], {**values, "result_class": code}, by=actor, seen_version=row.version
            )
            found.add(name)
    assert found == may


def test_a_report_of_progress_moves_the_class_only_where_the_rules_allow(house, rules) -> None:
    say(class_changers="unit")
    send(house)
    answer(house, code="B")
    row = Answer.objects.get(item=house.items[0])
    report = {"reported_on": dt.date(2024, 5, 6), "text": "x", "class_after": "A"}
    with pytest.raises(Refused):
        report_progress(row, report, by=house.dispatcher)
    report_progress(row, {**report, "class_after": "B"}, by=house.dispatcher)
    assert report_progress(row, report, by=house.officers[0]).class_after == "A"


def test_a_field_that_may_not_be_changed_is_not_open(house, rules, client_of) -> None:
    say(class_changers="dispatcher")
    send(house)
    answer(house)
    page = client_of(house.officers[0]).get(f"/matters/{house.matter.pk}/cells/1/{house.units[0].pk}/")
    assert page.context["form"].fields["result_class"].disabled
    say(class_changers="unit")
    page = client_of(house.officers[0]).get(f"/matters/{house.matter.pk}/cells/1/{house.units[0].pk}/")
    assert not page.context["form"].fields["result_class"].disabled


def test_a_verdict_after_the_time_for_it_counts_as_not_evaluated(house, rules, member, person, client_of) -> None:
    send(house)
    with on_day(dt.date(2024, 3, 11)):
        answer(house)
    client = client_of(member)
    with on_day(dt.date(2024, 4, 2)):
        assert give_verdict(house.matter, person, {"result": "1"}, by=member).satisfied
        say(feedback_limit="15w")
        with pytest.raises(Conflict) as refused:
            give_verdict(house.matter, person, {"result": "2"}, by=member)
        assert "until 2024-04-01" in str(refused.value.sentence)
        assert client.post(f"/matters/{house.matter.pk}/verdict/", {"result": "2"}).status_code == 409
        page = client.get(f"/matters/{house.matter.pk}/verdict/").content.decode()
        assert ("not evaluated" in page, "<select" in page.split("<main")[1]) == (True, False)
        assert f"/matters/{house.matter.pk}/verdict/" not in client.get(f"/matters/{house.matter.pk}/").content.decode()
    assert Verdict.objects.get().result == "1"


def test_units_see_who_rated_only_where_the_rules_are_open(house, rules, member, person, client_of) -> None:
    send(house)
    answer(house)
    give_verdict(house.matter, person, {"result": "2", "remark": "too-slow"}, by=member)
    address = f"/matters/{house.matter.pk}/"
    seen = {}
    for secret in (True, False):
        say(secret_ratings=secret)
        page = client_of(house.officers[0]).get(address).content.decode()
        seen[secret] = ("not satisfied <strong>1" in page, "too-slow" in page)
    assert seen == {True: (True, False), False: (True, True)}


def test_all_proposers_rate_or_the_first_alone(house, rules, person) -> None:
    second = create_record(Person(name="member-0002"), by=house.staff)
    house.items[0].proposers.add(second)
    send(house)
    matter = Matter.objects.select_related("rules").get(pk=house.matter.pk)
    assert raters_of(matter) == [person.pk, second.pk]
    say(raters="first")
    assert raters_of(Matter.objects.get(pk=house.matter.pk)) == [person.pk]


def test_what_follows_the_last_round_is_said_as_the_rules_say_it(house, rules) -> None:
    say(rounds=1, after_rounds="a hearing before the committee")
    send(house)
    answer(house)
    with pytest.raises(Conflict) as refused:
        perform(house.matter, "rehandle", by=house.staff, reason="x")
    assert str(refused.value.details[0]) == "The rules allow 1 rounds; what follows: a hearing before the committee"


def test_ways_to_dispatch_before_a_matter_has_rules_of_its_own(house, rules, client_of) -> None:
    say(modes="sole")
    form = {"matter": "matter-0001", "unit": "unit-0001", "mode": "separate"}
    assert client_of(house.staff).post("/referrals/new/", form).status_code == 422
    assert change_record(rules, {"modes": ""}, by=house.staff, seen_version=1).modes == ""
    assert client_of(house.staff).post("/referrals/new/", form).status_code == 302
