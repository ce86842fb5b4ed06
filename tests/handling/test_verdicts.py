"""What the proposers think of the answers: private, by round, never guessed."""

from datetime import date

import pytest

from luzhi.access.roles import Role
from luzhi.common.problems import Conflict
from luzhi.handling.models import Verdict
from luzhi.handling.services import answer_cell, give_verdict
from luzhi.people.models import Person
from luzhi.records.figures import Scope, read_figure
from luzhi.workflow.engine import perform


@pytest.fixture
def member(house, make_actor):
    actor = make_actor(Role.MEMBER)
    Person.objects.filter(name="member-0001").update(account=actor.user)
    return actor


@pytest.fixture
def person(house):
    return Person.objects.get(name="member-0001")


def answer_all(house):
    house.refer(0)
    perform(house.matter, "send", by=house.dispatcher)
    for item in house.items:
        answer_cell(item, house.units[0], {"text": "x", "answered_on": date(2024, 6, 3)}, by=house.officers[0])
    return house.reload()


def test_a_verdict_needs_all_answers(house, member, person) -> None:
    with pytest.raises(Conflict):
        give_verdict(house.matter, person, {"result": "1"}, by=member)


def test_a_proposer_gives_and_changes_the_verdict(house, rules, member, person, client_of) -> None:
    answer_all(house)
    client, address = client_of(member), f"/matters/{house.matter.pk}/verdict/"
    assert address in client.get(f"/matters/{house.matter.pk}/").content.decode()
    assert client.post(address, {"result": "9"}).status_code == 422
    assert client.post(address, {"result": "1"}).status_code == 302
    assert client.post(address, {"result": "2", "remark": "not to the point"}).status_code == 302
    verdict = Verdict.objects.get()
    assert (verdict.person, verdict.result_meaning, verdict.satisfied) == (person, "not satisfied", False)
    scope = Scope(house.matter.body_id, 2024)
    assert (read_figure("handling.verdicts", scope).counted, read_figure("handling.verdicts_satisfied", scope).counted) == (
        1, 0,
    )  # fmt: skip


def test_the_usual_scale_where_the_rules_name_none(house, member, person) -> None:
    answer_all(house)
    assert give_verdict(house.matter, person, {"result": "2"}, by=member).satisfied
    assert not give_verdict(house.matter, person, {"result": "3"}, by=member).satisfied


def test_who_raised_nothing_rates_nothing(house, member, make_actor, client_of) -> None:
    answer_all(house)
    address = f"/matters/{house.matter.pk}/verdict/"
    assert client_of(make_actor(Role.MEMBER)).get(address).status_code == 404
    assert client_of(house.officers[0]).get(address).status_code == 403
    assert client_of(house.staff).get(address).status_code == 403


def test_a_verdict_is_seen_by_its_author_and_the_office_only(house, member, person, make_actor, client_of) -> None:
    answer_all(house)
    verdict = give_verdict(house.matter, person, {"result": "3", "remark": "too late"}, by=member)
    address = f"/verdicts/{verdict.pk}/"
    seen = {
        "author": client_of(member).get(address).status_code,
        "office": client_of(house.staff).get(address).status_code,
        "another member": client_of(make_actor(Role.MEMBER)).get(address).status_code,
        "officer": client_of(house.officers[0]).get(address).status_code,
        "leader": client_of(make_actor(Role.LEADER)).get(address).status_code,
    }
    assert seen == {"author": 200, "office": 200, "another member": 404, "officer": 403, "leader": 403}
