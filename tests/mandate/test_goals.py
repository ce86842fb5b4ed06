"""Goals: their table, their slogans; documents: on whose order."""

from collections.abc import Callable
from typing import Any

import pytest

from luzhi.access.actors import Actor
from luzhi.access.roles import Role
from luzhi.common.problems import Conflict, Problem, Refused
from luzhi.core.quantity import Quantity
from luzhi.mandate.models import Campaign, CampaignAction, Document, Goal
from luzhi.mandate.queries import find_campaigns, measure_reach, trace_orders
from luzhi.mandate.workflow import GOAL
from luzhi.people.models import Person, Seat
from luzhi.records.figures import Scope, read_figure
from luzhi.records.services import change_record, create_record
from luzhi.workflow.engine import offer_steps, perform


def make_goal(staff: Actor, title: str, **more: Any) -> Goal:
    made: Goal = create_record(Goal(**{"title": title, "kind": "target", "year": 2024, **more}), by=staff)
    return made


def make_document(staff: Actor, title: str, kind: str = "party", basis: Any = (), **more: Any) -> Document:
    document = Document(title=title, kind=kind, year=2024, **more)
    made: Document = create_record(document, by=staff, links={"basis": basis})
    return made


def test_table_offers_each_role_its_steps() -> None:
    facts = type("Facts", (), {"target": None, "achieved": None, "open_members": 0})()
    matrix = {state: [o.name for o in GOAL.offers(state, {"staff"}, facts)] for state in GOAL.states}
    assert matrix == {
        "set": ["pursue", "give_up"], "pursued": ["reach", "give_up"], "reached": ["resume"], "given_up": ["resume"],
    }  # fmt: skip
    assert [GOAL.offers(state, {role}, facts) for state in GOAL.states for role in Role.values if role != "staff"] == (
        [()] * len(GOAL.states) * (len(Role.values) - 1)
    )


def test_a_target_is_reached_only_with_what_was_achieved(staff: Actor) -> None:
    goal = make_goal(staff, "a", target=Quantity.at_least(1000))
    goal = perform(goal, "pursue", by=staff)
    (offer, _give_up) = offer_steps(goal, staff)
    assert (offer.name, offer.enabled, len(offer.reasons)) == ("reach", False, 1)
    with pytest.raises(Conflict):
        perform(goal, "reach", by=staff)
    goal = change_record(goal, {"achieved": Quantity.exact(1200)}, by=staff, seen_version=goal.version)
    assert perform(goal, "reach", by=staff).state == "reached"


def test_a_frame_waits_for_its_members(staff: Actor) -> None:
    frame = make_goal(staff, "双城", kind="frame", members_declared=2)
    member = make_goal(staff, "a", kind="member", parent=frame)
    frame = perform(frame, "pursue", by=staff)
    with pytest.raises(Conflict):
        perform(frame, "reach", by=staff)
    perform(member, "give_up", by=staff, reason="merged")
    assert perform(frame, "reach", by=staff).state == "reached"


def test_giving_up_needs_a_reason_and_a_role(staff: Actor, make_actor: Callable[..., Actor]) -> None:
    goal = make_goal(staff, "a")
    with pytest.raises(Problem):
        perform(goal, "give_up", by=staff)
    with pytest.raises(Refused):
        perform(goal, "give_up", by=make_actor(Role.LEADER), reason="x")


def test_page_says_how_many_members_are_not_recorded(staff: Actor, client_of: Callable[..., Any]) -> None:
    frame = make_goal(staff, "五高地", kind="frame", members_declared=5)
    for name in ("甲", "乙"):
        make_goal(staff, name, kind="member", parent=frame)
    client = client_of(staff)
    client.cookies["django_language"] = "en"
    assert "3 of 5 not recorded" in client.get(f"/goals/{frame.pk}/").content.decode()
    scope = Scope(staff.body_id, 2024, {"parent": frame.pk})
    assert read_figure("mandate.goal_members_named", scope).counted == 2
    assert read_figure("mandate.goal_members_declared", Scope(staff.body_id, 2024)).counted == 5


def test_orders_are_traced_level_by_level_and_end_in_a_circle(staff: Actor) -> None:
    plenum = make_document(staff, "plenum", "plenum")
    opinion = make_document(staff, "opinion", adopted_at=plenum)
    decision = make_document(staff, "decision", "decision", basis=[opinion])
    appeal = make_document(staff, "appeal", "appeal", basis=[opinion, decision])
    assert [[d.title for d in level] for level in trace_orders([appeal])] == [
        ["appeal"], ["opinion", "decision"], ["plenum"],
    ]  # fmt: skip
    change_record(plenum, {}, by=staff, seen_version=plenum.version, links={"basis": [appeal]})
    assert sum(len(level) for level in trace_orders([plenum])) == 4


def test_campaign_names_do_not_repeat_by_punctuation(staff: Actor, body: Any) -> None:
    create_record(Campaign(name="聚合力、助振兴，求突破", year=2024), by=staff)
    assert [c.name for c in find_campaigns(body.pk, "“聚合力,助振兴 求突破”")] == ["聚合力、助振兴，求突破"]
    with pytest.raises(Problem):
        create_record(Campaign(name="聚合力,助振兴,求突破", year=2024), by=staff)
    assert Campaign.objects.get().clauses == ["聚合力", "助振兴", "求突破"]


def test_reach_and_solved_problems(staff: Actor) -> None:
    campaign = create_record(Campaign(name="a", year=2024), by=staff)
    people = [create_record(Person(name=name), by=staff) for name in "abc"]
    for person in people:
        create_record(Seat(person=person, office="member"), by=staff)
    for n, outcome in enumerate(["solved", "unsolved", ""]):
        action = CampaignAction(
            campaign=campaign, title=f"action-{n}", kind="service", role="lead", person=people[n // 2],
            problem="x" if outcome else "", outcome=outcome, year=2024,
        )  # fmt: skip
        create_record(action, by=staff)
    reach = measure_reach(campaign)
    assert (reach.acted, reach.members, [p.name for p in reach.missing]) == (2, 3, ["c"])
    scope = Scope(staff.body_id, 2024)
    assert read_figure("mandate.campaign_people", scope).counted == 2
    assert read_figure("mandate.solved_share", scope).value == Quantity.exact(50)


def test_an_outcome_needs_a_problem(staff: Actor) -> None:
    campaign = create_record(Campaign(name="a", year=2024), by=staff)
    with pytest.raises(Problem):
        create_record(CampaignAction(campaign=campaign, title="x", kind="other", outcome="solved", year=2024), by=staff)
