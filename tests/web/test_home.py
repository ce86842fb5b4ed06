"""The first page asks a bounded number of questions, whatever is on record, and counts much only after it is there."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings

from luzhi.activities.models import Activity
from luzhi.handling.models import Item, Matter
from luzhi.proposals.models import Proposal
from luzhi.records.holding import most_there_can_be, which_hold
from luzhi.records.services import create_record
from luzhi.web import home

YEAR = 2024


def fill(staff, n: int) -> None:
    for i in range(n):
        create_record(Proposal(title=f"proposal-{i:04}", year=YEAR), by=staff)
        matter = create_record(Matter(title=f"matter-{i:04}", year=YEAR), by=staff)
        create_record(Item(matter=matter, number=1, text=f"item-{i:04}"), by=staff)
        create_record(Activity(title=f"activity-{i:04}", year=YEAR, kind="visit"), by=staff)


def ask(client) -> tuple[str, list[str]]:
    with CaptureQueriesContext(connection) as asked:
        answer = client.get("/")
    assert answer.status_code == 200
    return answer.content.decode(), [query["sql"] for query in asked]


@pytest.mark.parametrize("role", ["staff", "leader", "dispatcher", "member"])
def test_home_asks_as_much_of_one_record_as_of_three(staff, make_actor, client_of, role):
    client = client_of(make_actor(role, name=f"who-{role}"))
    fill(staff, 1)
    ask(client)
    _page, one = ask(client)
    fill(staff, 2)
    _page, three = ask(client)
    assert len(three) == len(one) <= 34


def test_home_counts_no_table_and_skips_no_rows(staff, client_of, monkeypatch):
    fill(staff, 2)
    monkeypatch.setattr(home, "COUNTED_AT_ONCE", 1)
    page, asked = ask(client_of(staff))
    assert "/year/loop/" in page
    assert [sql for sql in asked if "COUNT(" in sql.upper() or "OFFSET" in sql.upper()] == []


def test_the_loop_comes_after_the_page_where_much_is_on_record(staff, make_actor, client_of, monkeypatch):
    fill(staff, 2)
    client = client_of(staff)
    assert "/year/loop/" not in client.get("/").content.decode()
    part = client.get("/year/loop/").content.decode()
    assert "<html" not in part
    assert "<svg" in part
    monkeypatch.setattr(home, "COUNTED_AT_ONCE", 1)
    leader = client_of(make_actor("leader", name="leader-1"))
    page = leader.get("/").content.decode()
    assert "/year/page/" in page
    assert "<svg" not in page.partition("<main")[2].partition("</main")[0]
    assert "<svg" in leader.get("/year/page/").content.decode()
    assert leader.get("/year/other/").status_code == 404
    assert client_of(make_actor("officer", name="officer-1")).get("/year/loop/").status_code == 403


def test_an_empty_year_begins_with_what_to_write_down_first(staff, client_of):
    client = client_of(staff)
    empty = client.get("/").content.decode()
    fill(staff, 1)
    filled = client.get("/").content.decode()
    assert "/documents/new/" in empty
    assert "/documents/new/" not in filled


def test_another_bodys_records_fill_nobodys_home(staff, other_body, make_actor, client_of):
    fill(make_actor("staff", at=other_body, name="other"), 1)
    assert "/documents/new/" in client_of(staff).get("/").content.decode()


def test_which_questions_have_an_answer(staff):
    asked = {"activities": Activity.objects.all(), "proposals": Proposal.objects.all(), "none": Item.objects.none()}
    assert which_hold(asked) == []
    fill(staff, 1)
    assert which_hold(asked) == ["activities", "proposals"]
    assert most_there_can_be([Activity, Item]) >= Activity.objects.latest("pk").pk


@override_settings(DEBUG=False)
def test_the_frame_is_the_persons_own(staff, other_body, make_actor, client_of):
    """Two accounts with the same roles share what is kept of the frame, and nothing that is theirs."""
    mine, theirs = client_of(staff), client_of(make_actor("staff", at=other_body, name="somebody-else"))
    for path in ("/", "/proposals/", "/people/"):
        first, second = (client.get(path).content.decode() for client in (mine, theirs))
        assert str(staff.user) in first
        assert str(staff.user) not in second
        assert "somebody-else" in second
        assert "somebody-else" not in first
        assert other_body.short_name not in first
    tokens = {client.cookies["csrftoken"].value for client in (mine, theirs)}
    assert len(tokens) == 2
