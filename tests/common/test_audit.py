"""The audit chain: a changed byte anywhere is found and named, a missing event too; the command says it in both forms."""

import json
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luzhi.access.actors import Actor
from luzhi.access.models import Body
from luzhi.access.roles import Role
from luzhi.common.audit import record_event, verify_chain
from luzhi.common.models import AppendOnly, AuditEvent, AuditHead

COLUMNS = [field.column for field in AuditEvent._meta.concrete_fields if field.name not in ("id", "chain")]
CHANGED: dict[str, Any] = {
    "at": "2020-01-01 00:00:00+00:00", "actor_id": 987, "object_id": 987, "sequence": 99, "changes": '{"name": ["a", "c"]}',
}  # fmt: skip


@pytest.fixture
def events(staff: Actor, body: Body) -> list[AuditEvent]:
    return [record_event(actor=staff, verb=f"v{n}", obj=body, body_id=body.pk, changes={"n": n}) for n in range(5)]


def tamper(sql: str, *values: Any) -> None:
    """As somebody would who has the database and goes past the application."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def verify() -> tuple[int, dict[str, Any]]:
    told = StringIO()
    try:
        call_command("verify_audit", format="json", stdout=told)
    except SystemExit as end:
        return int(str(end.code)), json.loads(told.getvalue())
    return 0, json.loads(told.getvalue())


def test_a_chain_as_written_is_sound(events: list[AuditEvent]) -> None:
    status, answer = verify()
    assert (status, answer["sound"], answer["findings"]) == (0, True, [])
    assert answer["heads"][str(events[-1].chain)] == {"events": events[-1].sequence, "digest": events[-1].digest}


@pytest.mark.parametrize("column", COLUMNS)
def test_a_change_in_any_column_is_found_and_named(events: list[AuditEvent], column: str) -> None:
    value = CHANGED.get(column, "tampered")
    tamper(f'UPDATE common_auditevent SET "{column}" = %s WHERE id = %s', value, events[2].pk)
    status, answer = verify()
    assert status == 1
    named = {row["event"] for row in answer["findings"]}
    assert events[2].sequence in named, answer["findings"]
    if column != "sequence":  # an event that moved leaves a gap and stands where none should be
        assert named <= {events[2].sequence, events[3].sequence}  # the next one may no longer follow from it


@pytest.mark.parametrize(("place", "what"), [(0, "missing"), (2, "missing"), (4, "cut")])
def test_an_event_taken_out_is_missed(events: list[AuditEvent], place: int, what: str) -> None:
    tamper("DELETE FROM common_auditevent WHERE id = %s", events[place].pk)
    status, answer = verify()
    assert status == 1
    assert (events[place].sequence, what) in {(row["event"], row["what"]) for row in answer["findings"]}


def test_a_rewritten_end_and_a_chain_without_a_head_are_found(events: list[AuditEvent]) -> None:
    chain = events[0].chain
    tamper("UPDATE common_audithead SET digest = %s WHERE chain = %s", "0" * 64, chain)
    assert [f.what for f in verify_chain()] == ["head"]
    tamper("DELETE FROM common_audithead WHERE chain = %s", chain)
    assert [f.what for f in verify_chain()] == ["head"]


def test_chains_of_bodies_stand_apart(
    events: list[AuditEvent], other_body: Body, make_actor: Callable[..., Actor]
) -> None:
    other = record_event(actor=make_actor(Role.STAFF, at=other_body), verb="v", obj=other_body, body_id=other_body.pk)
    assert (other.sequence, other.chain) == (1, other_body.pk)
    tamper("UPDATE common_auditevent SET verb = %s WHERE id = %s", "w", other.pk)
    assert {f.chain for f in verify_chain()} == {other_body.pk}
    assert list(verify_chain(chain=events[0].chain)) == []


def test_the_models_refuse_to_change_or_remove(events: list[AuditEvent]) -> None:
    for attempt in (
        events[0].save, events[0].delete, AuditEvent.objects.all().delete,
        lambda: AuditEvent.objects.update(verb="x"), lambda: AuditEvent.objects.bulk_update(events, ["verb"]),
    ):  # fmt: skip
        with pytest.raises(AppendOnly):
            attempt()
    assert list(verify_chain()) == []


def test_an_event_costs_three_statements(events: list[AuditEvent], staff: Actor) -> None:
    """The head, the event, the head again: every write pays this."""
    with CaptureQueriesContext(connection) as queries:
        record_event(actor=staff, verb="v", body_id=events[0].chain)
    assert [q["sql"].split()[0] for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))] == [
        "SELECT", "INSERT", "UPDATE",
    ]  # fmt: skip
    assert AuditHead.objects.get(chain=events[0].chain).sequence == events[-1].sequence + 1
