"""The page kit on the kinds of people: lists, forms, conflicts, history, foreign ids."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luzhi.access.actors import Actor
from luzhi.access.models import Body
from luzhi.access.roles import Role
from luzhi.common.audit import record_event, verify_chain
from luzhi.common.models import AppendOnly, AuditEvent
from luzhi.people.models import Organisation, Person
from luzhi.records.services import Stale, change_record, create_record


def make_person(staff: Actor, name: str) -> Person:
    person: Person = create_record(Person(name=name), by=staff)
    return person


@pytest.mark.parametrize("rows", [0, 1, 3])
def test_list_asks_the_same_number_of_queries_at_any_size(
    staff: Actor, client_of: Callable[..., Any], rows: int
) -> None:
    for n in range(rows):
        make_person(staff, f"person-{n}")
    client = client_of(staff)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.get("/people/")
    assert answer.status_code == 200
    assert len(queries) == 4  # session, account, grants, rows


def test_paging_by_key_visits_every_row_once(staff: Actor, client_of: Callable[..., Any]) -> None:
    names = {make_person(staff, f"person-{n:03}").name for n in range(60)}
    client, address, seen = client_of(staff), "/people/", []
    while address:
        page = client.get(address).context["page"]
        seen += [row["name"] for row in page._window[0]]
        address = page.older
    assert len(seen) == 60
    assert set(seen) == names
    assert client.get("/people/?after=%25%25").status_code == 400


def test_form_names_the_nearest_for_an_unknown_name(staff: Actor, client_of: Callable[..., Any]) -> None:
    create_record(Organisation(name="甲大学", kind="university"), by=staff)
    client = client_of(staff)
    answer = client.post("/people/new/", {"name": "x", "organisation": "甲大"})
    assert answer.status_code == 422
    assert "甲大学" in str(answer.context["form"].errors["organisation"])
    answer = client.post("/people/new/", {"name": "x", "organisation": "甲大学"})
    assert answer.status_code == 302
    assert Person.objects.get().organisation.name == "甲大学"


def test_stale_edit_gets_a_conflict_page_and_loses_nothing(staff: Actor, client_of: Callable[..., Any]) -> None:
    person = make_person(staff, "a")
    client = client_of(staff)
    change_record(person, {"note": "theirs"}, by=staff, seen_version=1)
    answer = client.post(f"/people/{person.pk}/edit/", {"name": "a", "note": "mine", "version": "1"})
    assert answer.status_code == 409
    assert "mine" in answer.content.decode()
    assert "theirs" in answer.content.decode()
    person.refresh_from_db()
    assert person.note == "theirs"
    with pytest.raises(Stale):
        change_record(person, {"note": "x"}, by=staff, seen_version=1)


def test_foreign_and_unknown_ids_look_the_same(
    staff: Actor, other_body: Body, make_actor: Callable[..., Actor], client_of: Callable[..., Any]
) -> None:
    person = make_person(staff, "a")
    stranger = client_of(make_actor(Role.STAFF, at=other_body))
    for page in ("", "edit/", "history/", "trace/", "remove/"):
        assert stranger.get(f"/people/{person.pk}/{page}").status_code == 404
        assert stranger.get(f"/people/999999/{page}").status_code == 404
    assert "person" not in stranger.get("/people/choose/?q=a").content.decode()


def test_every_change_is_in_the_chain_and_a_changed_byte_is_named(staff: Actor) -> None:
    person = make_person(staff, "a")
    change_record(person, {"name": "b"}, by=staff, seen_version=1)
    assert list(verify_chain()) == []
    event = AuditEvent.objects.get(verb="changed")
    assert event.changes == {"name": ["a", "b"]}
    with pytest.raises(AppendOnly):
        event.save()
    with pytest.raises(AppendOnly):
        AuditEvent.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE common_auditevent SET changes = %s WHERE id = %s",
            [json.dumps({"name": ["a", "c"]}), event.pk],
        )
    found = list(verify_chain())
    assert [(f.sequence, f.what) for f in found] == [(event.sequence, "changed")]


def test_removal_needs_a_reason_and_names_what_rests_on_the_record(staff: Actor, client_of: Callable[..., Any]) -> None:
    organisation = create_record(Organisation(name="甲大学", kind="university"), by=staff)
    create_record(Person(name="a", organisation=organisation), by=staff)
    client = client_of(staff)
    address = f"/organisations/{organisation.pk}/remove/"
    assert client.post(address, {"version": "1"}).status_code == 400
    answer = client.post(address, {"version": "1", "reason": "entered twice"})
    assert answer.status_code == 400
    assert ": a" in answer.content.decode()
    assert Organisation.objects.count() == 1


def test_export_holds_the_filtered_rows_and_no_formula(staff: Actor, client_of: Callable[..., Any]) -> None:
    import io

    import openpyxl

    make_person(staff, "=1+1")
    make_person(staff, "b")
    answer = client_of(staff).get("/people/export.xlsx?q=1")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = list(sheet.iter_rows())
    assert [row[0].value for row in rows[1:]] == ["=1+1"]
    assert rows[1][0].data_type == "s"


def test_history_tells_what_an_event_says_beside_the_fields(staff: Actor, client_of: Callable[..., Any]) -> None:
    person = create_record(Person(name="甲"), by=staff)
    record_event(actor=staff, verb="edition", obj=person, changes={"edition": 3, "no_such_field": ["a", "b"]})
    for tail in ("history", "trace"):
        page = client_of(staff).get(f"/people/{person.pk}/{tail}/", headers={"Accept-Language": "en"})
        assert page.status_code == 200
    shown = client_of(staff).get(f"/people/{person.pk}/history/").content.decode()
    assert "no_such_field" in shown
