"""Rules of other cities, typed on the page as their offices write them; each counts the day that its source means."""

import datetime as dt

import pytest
from django.test import Client

from bench.session_year.cast import on_day
from luzhi.handling.days import object_until
from luzhi.handling.models import Handover, Item, Matter, Mode, Referral, RuleSet
from luzhi.people.models import Session, Term
from luzhi.records.services import create_record
from luzhi.workflow.engine import perform

FRIDAY = dt.date(2024, 3, 1)


def enter(client: Client, **values) -> None:
    """Type the rules on the page, and put them in force."""
    plain = {"name": "r", "clause": "c", "valid_from": "2020-01-01", "extensions": "1", **values}
    answer = client.post("/rule-sets/new/", plain)
    assert answer.status_code == 302, answer.context["form"].errors
    made = RuleSet.objects.get()
    assert client.post(f"/rule-sets/{made.pk}/do/release/").status_code == 302


def send(house, *modes: str, day: dt.date = FRIDAY, meeting: dt.date | None = None, **values) -> list[Referral]:
    """A new matter goes to as many units as there are modes."""
    matter = create_record(Matter(title="m", year=2024, occasion="session", **values), by=house.staff)
    create_record(Item(matter=matter, number=1, text="x"), by=house.staff)
    for unit, mode in zip(house.units, modes or (Mode.SOLE,), strict=False):
        create_record(Referral(matter=matter, unit=unit, mode=mode), by=house.dispatcher)
    with on_day(day):
        if meeting is not None:
            held = create_record(Handover(title="h", year=2024, held_on=meeting), by=house.dispatcher)
            held.matters.add(matter)
            perform(held, "hold", by=house.dispatcher)
        else:
            perform(matter, "send", by=house.dispatcher)
    return list(Referral.objects.filter(matter=matter).select_related("matter__rules").order_by("pk"))


@pytest.mark.parametrize(
    ("written", "last"),
    [
        ("3个工作日", "2024-03-06"), ("5 working days", "2024-03-08"), ("7个工作日", "2024-03-12"),
        ("10天", "2024-03-11"), ("10个工作日", "2024-03-15"), ("1周", "2024-03-08"),
    ],
)  # fmt: skip
def test_time_to_object(house, client_of, written, last) -> None:
    enter(client_of(house.staff), objection_limit=written)
    (referral,) = send(house)
    assert str(object_until(referral)) == last


@pytest.mark.parametrize(
    ("written", "due"),
    [
        ("2个月", "2024-05-01"), ("3个月", "2024-06-01"), ("4个月", "2024-07-01"), ("5个月", "2024-08-01"),
        ("90天", "2024-05-30"), ("6月30日", "2024-06-30"), ("8月5日", "2024-08-05"),
    ],
)  # fmt: skip
def test_time_to_answer(house, client_of, written, due) -> None:
    enter(client_of(house.staff), session_limit=written, hard_stop="6个月")
    RuleSet.objects.update(rolls=False)
    (referral,) = send(house)
    assert str(referral.due_on) == due


def test_a_day_of_its_own_for_each_kind_of_proposer(house, client_of) -> None:
    enter(client_of(house.staff), session_limit="6月30日", kind_limits="民主党派、人民团体：5月10日\nsector: 16 April")
    RuleSet.objects.update(rolls=False)
    found = {kind: str(send(house, proposer_kind=kind)[0].due_on) for kind in ("party", "people", "sector", "joint")}
    assert found == {"party": "2024-05-10", "people": "2024-05-10", "sector": "2024-04-16", "joint": "2024-06-30"}


@pytest.mark.parametrize(
    ("written", "due"), [("1个月", "2024-04-01"), ("2 months", "2024-05-01"), ("提前20天", "2024-05-12")]
)
def test_a_joint_unit_has_a_time_of_its_own_or_so_many_days_before_the_lead_unit(
    house, client_of, written, due
) -> None:
    enter(client_of(house.staff), session_limit="3个月", joint_limit=written)
    lead, joint = send(house, Mode.LEAD, Mode.JOINT)
    assert (str(lead.due_on), str(joint.due_on)) == ("2024-06-01", due)


def test_time_counts_from_the_close_of_the_session_or_the_meeting(house, client_of) -> None:
    term = create_record(Term(number=1), by=house.staff)
    closes = dt.date(2024, 1, 19)
    session = create_record(Session(term=term, number=1, opens_on=closes, closes_on=closes), by=house.staff)
    enter(client_of(house.staff), session_limit="3个月", reply_base="session")
    RuleSet.objects.update(rolls=False)
    assert str(send(house, session=session)[0].due_on) == "2024-04-19"
    RuleSet.objects.update(reply_base="meeting")
    assert str(send(house, session=session, meeting=dt.date(2024, 2, 26))[0].due_on) == "2024-05-26"


def test_many_at_once_earn_two_steps_of_more_time(house, client_of) -> None:
    enter(client_of(house.staff), session_limit="3个月", bonuses="2 10天\n3 15天")
    RuleSet.objects.update(rolls=False)
    for n, due in enumerate(("2024-06-01", "2024-06-11", "2024-06-16"), 1):
        send(house)
        days = {str(day) for day in Referral.objects.filter(unit=house.units[0]).values_list("due_on", flat=True)}
        assert (n, days) == (n, {due})


def test_what_a_new_rule_set_usually_says_is_ticked(house, client_of) -> None:
    """Nobody publishes without consent because a box was empty when the page was opened."""
    form = client_of(house.staff).get("/rule-sets/new/").context["form"]
    ticked = {name: form[name].value() for name in ("consents", "parts", "redactions", "class_changers", "reassigners")}
    assert ticked == {
        "consents": ["proposer", "unit", "office"], "parts": ["situation", "analysis", "recommendations"],
        "redactions": ["accounts", "addresses"], "class_changers": ["unit", "staff"],
        "reassigners": ["staff", "dispatcher"],
    }  # fmt: skip
