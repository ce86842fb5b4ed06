"""Finding records by words: in lists and everywhere, kept up to date inside each transaction, on both databases."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from luzhi.access.actors import Actor
from luzhi.access.models import Body
from luzhi.access.roles import Role
from luzhi.people.models import Organisation, OrganisationAlias, Person, Seat
from luzhi.records.kinds import KINDS
from luzhi.records.listing import ListPage
from luzhi.records.models import SearchEntry
from luzhi.records.search import search_everywhere
from luzhi.records.services import change_record, create_record, remove_record


def make(staff: Actor, *names: str) -> list[Person]:
    return [create_record(Person(name=name), by=staff) for name in names]


def listed(client: Any, text: str, page: str = "people") -> list[str]:
    answer = client.get(f"/{page}/", {"q": text})
    assert answer.status_code == 200
    return [row["name"] for row in answer.context["page"]._window[0]]


def found(actor: Actor, text: str) -> dict[str, list[str]]:
    hits = search_everywhere(actor, text)
    return {group.kind.key: ["".join(t for t, _ in hit.label) for hit in group.hits] for group in hits}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("人参", ["人参展区筹备", "吉林人参"]),
        ("参", ["参与者", "人参展区筹备", "吉林人参"]),
        ("C-12公", []),
        ("ABC-12", ["ABC-12 公司"]),
        ("人参展", ["人参展区筹备"]),
        ("人参 筹备", ["人参展区筹备"]),
        ("展区人参", []),
        ("abc", ["ABC-12 公司", "ａｂｃ"]),
        ("ab", ["ABC-12 公司", "ａｂｃ"]),
        ("bc", []),
        ("12", ["ABC-12 公司"]),
        ("ＡＢＣ", ["ABC-12 公司", "ａｂｃ"]),
        ("、", []),
        ('"*) OR', []),
        ("¶1", ["ABC-12 公司"]),
    ],
)
def test_words_are_found_as_a_person_expects(
    staff: Actor, client_of: Callable[..., Any], text: str, names: list[str]
) -> None:
    make(staff, "吉林人参", "人参展区筹备", "参与者", "ABC-12 公司", "ａｂｃ", "人民参加展览和区")
    assert sorted(n for n in listed(client_of(staff), text) if n != "人民参加展览和区") == sorted(names)


def test_pairs_found_apart_are_not_taken_for_the_word(staff: Actor, client_of: Callable[..., Any]) -> None:
    make(staff, "人参与参展的展区", "人参展区")
    assert listed(client_of(staff), "人参展区") == ["人参展区"]
    assert found(staff, "人参展区") == {"people.person": ["人参展区"]}


def test_the_index_follows_every_change_and_falls_with_its_transaction(
    staff: Actor, client_of: Callable[..., Any]
) -> None:
    person = make(staff, "张三丰")[0]
    person = change_record(person, {"name": "李四光"}, by=staff, seen_version=1)
    assert found(staff, "张三") == {}
    assert found(staff, "李四") == {"people.person": ["李四光"]}
    with transaction.atomic():
        change_record(person, {"name": "王五"}, by=staff, seen_version=2)
        transaction.set_rollback(True)
    assert found(staff, "李四") == {"people.person": ["李四光"]}
    remove_record(person, by=staff, reason="entered twice", seen_version=2)
    assert found(staff, "李四") == {}
    assert not SearchEntry.objects.exists()


def test_a_record_is_found_by_the_names_of_what_it_points_to_and_of_what_points_to_it(staff: Actor) -> None:
    person = make(staff, "赵六合")[0]
    create_record(Seat(person=person, office="member"), by=staff)
    organisation = create_record(Organisation(name="甲大学", kind="university"), by=staff)
    alias = create_record(OrganisationAlias(organisation=organisation, name="乙学院"), by=staff)
    assert found(staff, "赵六合")["people.seat"] == ["赵六合"]
    assert found(staff, "乙学院")["people.organisation"] == ["甲大学"]
    change_record(person, {"name": "钱七"}, by=staff, seen_version=1)
    assert found(staff, "赵六合") == {}
    assert set(found(staff, "钱七")) == {"people.person", "people.seat"}
    remove_record(alias, by=staff, reason="wrong", seen_version=1)
    assert found(staff, "乙学院") == {}


def test_another_body_and_a_role_without_the_right_find_nothing(
    staff: Actor, other_body: Body, make_actor: Callable[..., Actor]
) -> None:
    make(staff, "养老服务")
    assert found(make_actor(Role.STAFF, at=other_body), "养老") == {}
    assert found(make_actor(Role.SYSTEM_ADMIN), "养老") == {}
    assert found(make_actor(Role.MEMBER), "养老") == {"people.person": ["养老服务"]}


def test_paging_a_search_visits_every_match_once_in_both_directions(staff: Actor) -> None:
    from django.http import QueryDict

    for n in range(130):
        create_record(Person(name=f"养老{n:03}" if n % 2 else f"托育{n:03}"), by=staff)
    kind = KINDS["people.person"]
    address, seen, pages = "?q=养老&size=25", [], []
    while address:
        page = ListPage(kind, QueryDict(address.lstrip("?").split("?")[-1]), staff, address="")
        pages.append([row["name"] for row in page._window[0]])
        seen += pages[-1]
        address, last = page.older, page
    assert seen == sorted((f"养老{n:03}" for n in range(130) if n % 2), reverse=True)
    back = ListPage(kind, QueryDict(last.newer.lstrip("?").split("?")[-1]), staff, address="")
    assert [row["name"] for row in back._window[0]] == pages[-2]


def test_reindex_makes_the_same_index_from_the_records(staff: Actor) -> None:
    organisation = create_record(Organisation(name="甲大学", kind="university", note="生物医药"), by=staff)
    create_record(OrganisationAlias(organisation=organisation, name="乙学院"), by=staff)
    make(staff, "张三")
    before = sorted(SearchEntry.objects.values_list("pk", "label", "text"))
    Person.objects.bulk_create([Person(body=staff.body, name="批量甲")])
    assert found(staff, "批量") == {}
    call_command("reindex", verbosity=0)
    after = sorted(SearchEntry.objects.exclude(label="批量甲").values_list("pk", "label", "text"))
    assert after == before
    assert found(staff, "批量") == {"people.person": ["批量甲"]}
    assert found(staff, "乙学院")["people.organisation"] == ["甲大学"]
