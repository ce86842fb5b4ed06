"""Hall plans: drafts, frozen versions, reasons, and who is told."""

import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luzhi.access.actors import Actor
from luzhi.access.roles import Role
from luzhi.common.models import AuditEvent, Notice, NoticeState
from luzhi.common.outbox import deliver_notices, release_notice
from luzhi.common.problems import Conflict, Problem
from luzhi.expo.halls.pictures import draw_plan
from luzhi.expo.halls.services import (
    add_block,
    add_shape,
    change_shape,
    differences_of,
    explain_change,
    faults_of,
    move_shape,
    remove_shape,
    start_draft,
)
from luzhi.expo.models import BoothTelling, Exhibitor, Expo, Hall, Layout, LayoutChange, Shape, Zone
from luzhi.people.models import Contact
from luzhi.records.services import Stale, create_record
from luzhi.workflow.engine import perform

WHY = {"reason": "fire brigade", "asked_by": "hall office", "approved_by": "committee office"}


@pytest.fixture
def hall(staff: Actor, expo: Expo) -> Hall:
    made: Hall = create_record(Hall(expo=expo, name="一号馆", width=90, depth=60), by=staff)
    return made


def put(layout: Layout, by: Actor, code: str, x: int, y: int, **values: Any) -> Shape:
    return add_shape(
        layout, {"kind": "booth", "code": code, "x": Decimal(x), "y": Decimal(y), "width": Decimal(3), "depth": Decimal(3), **values},
        by=by,
    )  # fmt: skip


def freeze(layout: Layout, by: Actor) -> Layout:
    for row in differences_of(layout) if layout.based_on_id else ():
        explain_change(layout, row.key, WHY, by=by, gist="")
    return perform(layout, "freeze", by=by)


@pytest.fixture
def filled(staff: Actor, hall: Hall, make_exhibitor: Callable[..., Exhibitor]) -> Layout:
    """A frozen first version with four let booths."""
    layout = start_draft(hall, by=staff)
    for n in range(4):
        put(layout, staff, f"A{n}", n * 10, 0, exhibitor=make_exhibitor(f"企业{n}"))
    return freeze(layout, staff)


def tell_all(by: Actor) -> None:
    for telling in BoothTelling.objects.filter(state="draft"):
        perform(telling, "tell", by=by)


def test_moving_two_booths_makes_two_rows_and_two_notices(staff: Actor, hall: Hall, filled: Layout) -> None:
    assert BoothTelling.objects.filter(state="draft").count() == 4
    tell_all(staff)
    draft = start_draft(hall, by=staff)
    for code in ("A1", "A2"):
        shape = draft.shapes.get(code=code)
        move_shape(shape, Decimal(0), Decimal(12), by=staff, seen_version=shape.version)
    assert [(row.piece.code, row.changes) for row in differences_of(draft)] == [("A1", ("moved",)), ("A2", ("moved",))]
    freeze(draft, staff)
    touched = BoothTelling.objects.filter(state="draft").order_by("pk")
    assert [str(telling.exhibitor) for telling in touched] == ["企业1", "企业2"]
    assert LayoutChange.objects.filter(layout=draft).count() == 2


def test_notices_are_held_against_what_was_last_told_not_the_last_version(
    staff: Actor, hall: Hall, filled: Layout
) -> None:
    tell_all(staff)
    for step in (Decimal(12), Decimal(-12)):
        draft = start_draft(hall, by=staff)
        shape = draft.shapes.get(code="A1")
        move_shape(shape, Decimal(0), step, by=staff, seen_version=shape.version)
        freeze(draft, staff)
    # moved away and back before anybody was told: nothing is left to tell
    assert BoothTelling.objects.filter(state="draft").count() == 0
    assert BoothTelling.objects.filter(state="outdated").count() == 1


def test_what_waits_to_be_told_is_not_drafted_twice(staff: Actor, hall: Hall, filled: Layout) -> None:
    first = set(BoothTelling.objects.filter(state="draft").values_list("pk", flat=True))
    draft = start_draft(hall, by=staff)
    shape = draft.shapes.get(code="A3")
    change_shape(shape, {"width": Decimal(6)}, by=staff, seen_version=shape.version)
    freeze(draft, staff)
    now = set(BoothTelling.objects.filter(state="draft").values_list("pk", flat=True))
    assert len(now) == 4
    assert len(now & first) == 3


def test_a_sent_notice_marks_its_exhibitor_as_told(
    staff: Actor, hall: Hall, make_actor: Callable[..., Actor], make_exhibitor: Callable[..., Exhibitor]
) -> None:
    exhibitor = make_exhibitor("企业")
    contact = make_actor(Role.EXHIBITOR)
    Contact.objects.create(body=contact.body, account=contact.user, organisation=exhibitor.organisation)
    layout = start_draft(hall, by=staff)
    put(layout, staff, "A1", 0, 0, exhibitor=exhibitor)
    freeze(layout, staff)
    notice = Notice.objects.get(recipient=contact.user)
    assert notice.state == NoticeState.DRAFT
    assert "A1" in notice.text
    release_notice(notice)
    deliver_notices()
    assert BoothTelling.objects.get(exhibitor=exhibitor).state == "told"


def test_a_frozen_plan_is_never_changed(staff: Actor, filled: Layout) -> None:
    shape = filled.shapes.get(code="A1")
    with pytest.raises(Conflict):
        move_shape(shape, Decimal(1), Decimal(0), by=staff, seen_version=shape.version)
    with pytest.raises(Conflict):
        put(filled, staff, "B1", 50, 50)
    with pytest.raises(Conflict):
        remove_shape(shape, by=staff, reason="x", seen_version=shape.version)


def test_an_occupied_booth_cannot_vanish(staff: Actor, hall: Hall, filled: Layout) -> None:
    draft = start_draft(hall, by=staff)
    shape = draft.shapes.get(code="A1")
    with pytest.raises(Conflict, match="企业1"):
        remove_shape(shape, by=staff, reason="x", seen_version=shape.version)
    exhibitor = shape.exhibitor
    shape = change_shape(shape, {"exhibitor": None}, by=staff, seen_version=shape.version)
    remove_shape(shape, by=staff, reason="the aisle is widened", seen_version=shape.version)
    with pytest.raises(Conflict) as refused:
        freeze(draft, staff)
    assert "企业1" in str(refused.value.details)
    Exhibitor.objects.filter(pk=exhibitor.pk).update(withdrawn_on="2024-11-01")
    assert freeze(draft, staff).state == "frozen"


def test_a_change_needs_reason_asker_and_approver(staff: Actor, hall: Hall, filled: Layout) -> None:
    draft = start_draft(hall, by=staff)
    shape = draft.shapes.get(code="A1")
    move_shape(shape, Decimal(0), Decimal(12), by=staff, seen_version=shape.version)
    with pytest.raises(Conflict) as refused:
        perform(draft, "freeze", by=staff)
    assert "A1" in str(refused.value.details)
    with pytest.raises(Problem):
        explain_change(draft, draft.shapes.get(code="A2").key, WHY, by=staff, gist="")


def test_overlaps_stop_the_freezing_and_are_named(staff: Actor, hall: Hall) -> None:
    layout = start_draft(hall, by=staff)
    with pytest.raises(Conflict):
        perform(layout, "freeze", by=staff)
    put(layout, staff, "A1", 0, 0)
    put(layout, staff, "A2", 2, 0)
    assert [(fault.name, fault.hard) for fault in faults_of(layout)] == [("overlap", True)]
    with pytest.raises(Conflict) as refused:
        perform(layout, "freeze", by=staff)
    assert "A1" in str(refused.value.details)


def test_one_draft_at_a_time_and_it_starts_as_a_copy(staff: Actor, hall: Hall, filled: Layout) -> None:
    draft = start_draft(hall, by=staff)
    assert (draft.number, draft.based_on_id) == (2, filled.pk)
    assert differences_of(draft) == []
    with pytest.raises(Conflict):
        start_draft(hall, by=staff)
    perform(draft, "drop", by=staff, reason="not needed")
    assert start_draft(hall, by=staff).number == 3


def test_two_people_moving_one_booth_do_not_overwrite_each_other(staff: Actor, hall: Hall) -> None:
    layout = start_draft(hall, by=staff)
    shape = put(layout, staff, "A1", 0, 0)
    move_shape(shape, Decimal(1), Decimal(0), by=staff, seen_version=shape.version)
    with pytest.raises(Stale):
        move_shape(shape, Decimal(5), Decimal(0), by=staff, seen_version=shape.version)


def test_a_shape_stops_at_the_wall(staff: Actor, hall: Hall) -> None:
    layout = start_draft(hall, by=staff)
    shape = put(layout, staff, "A1", 80, 0)
    moved = move_shape(shape, Decimal(50), Decimal(-50), by=staff, seen_version=shape.version)
    assert (moved.x, moved.y) == (87, 0)


def test_a_block_is_numbered_on_and_all_or_nothing(staff: Actor, hall: Hall) -> None:
    layout = start_draft(hall, by=staff)
    put(layout, staff, "B02", 0, 50)
    first = Shape(x=Decimal(0), y=Decimal(0), width=Decimal(3), depth=Decimal(3))
    assert add_block(layout, by=staff, prefix="B", columns=3, rows=2, first=first) == 6
    codes = sorted(layout.shapes.values_list("code", flat=True))
    assert codes == ["B01", "B02", "B03", "B04", "B05", "B06", "B07"]
    with pytest.raises(Problem):
        add_block(layout, by=staff, prefix="C", columns=31, rows=1, first=first)
    assert layout.shapes.count() == 7
    assert AuditEvent.objects.filter(verb="changed", kind="expo.layout").count() == 1


def test_the_editor_walks_through_add_change_move_remove(
    staff: Actor, hall: Hall, zone: Zone, client_of: Callable[..., Any]
) -> None:
    client = client_of(staff)
    assert client.post(f"/expo/halls/{hall.pk}/draft/").status_code == 302
    layout = Layout.objects.get()
    root = f"/expo/layouts/{layout.pk}/"
    given = {"kind": "booth", "code": "A1", "zone": zone.name, "x": "1", "y": "1", "width": "3", "depth": "3"}
    assert client.post(f"{root}shapes/", given).status_code == 302
    assert client.post(f"{root}shapes/", given).status_code == 422  # the number is taken
    assert client.post(f"{root}shapes/", {**given, "code": "A2", "width": "0"}).status_code == 422
    assert (
        client.post(
            f"{root}shapes/", {**given, "code": "Z", "kind": "zone", "x": "0", "y": "0", "width": "30", "depth": "20"}
        ).status_code
        == 302
    )
    shape = Shape.objects.get(code="A1")
    page = client.get(f"{root}edit/?shape={shape.key}")
    assert page.status_code == 200
    assert "hall-chosen" in page.content.decode()
    changed = client.post(f"/expo/shapes/{shape.pk}/change/", {**given, "code": "A9", "version": shape.version})
    assert changed.status_code == 302
    shape.refresh_from_db()
    moved = client.post(f"/expo/shapes/{shape.pk}/move/", {"right": "0.5", "down": "0", "version": shape.version})
    assert moved.status_code == 302
    shape.refresh_from_db()
    assert (shape.code, shape.x) == ("A9", Decimal("1.5"))
    assert client.post(f"/expo/shapes/{shape.pk}/move/", {"right": "NaN", "down": "0", "version": 9}).status_code == 400
    stale = client.post(f"/expo/shapes/{shape.pk}/move/", {"right": "1", "down": "0", "version": 1})
    assert stale.status_code == 409
    block = {"letters": "B", "columns": 2, "rows": 1, "x": 10, "y": 10, "width": 3, "depth": 3}
    assert client.post(f"{root}block/", block).status_code == 302
    assert client.post(f"{root}block/", {**block, "columns": 999}).status_code == 422
    removed = client.post(f"/expo/shapes/{shape.pk}/remove/", {"reason": "wrong hall", "version": shape.version})
    assert removed.status_code == 302
    assert sorted(layout.shapes.values_list("code", flat=True)) == ["B01", "B02", "Z"]
    for page in (f"{root}changes/", f"{root}print/", f"/halls/{hall.pk}/", f"/hall-plans/{layout.pk}/"):
        assert client.get(page).status_code == 200


def test_a_reason_is_given_on_the_page_of_changes(
    staff: Actor, hall: Hall, filled: Layout, client_of: Callable[..., Any]
) -> None:
    draft = start_draft(hall, by=staff)
    shape = draft.shapes.get(code="A1")
    move_shape(shape, Decimal(0), Decimal(12), by=staff, seen_version=shape.version)
    client, page = client_of(staff), f"/expo/layouts/{draft.pk}/changes/"
    assert client.post(page, {"key": shape.key, "reason": "x"}).status_code == 422
    assert client.post(page, {"key": shape.key, **WHY}).status_code == 302
    why = LayoutChange.objects.get(layout=draft)
    assert (why.code, why.asked_by) == ("A1", "hall office")
    assert "A1" in why.gist
    assert client.get(f"{page}?against={filled.pk}").status_code == 200
    assert client.get(f"{page}?against=99999").status_code == 404


def test_one_reason_is_given_for_all_changes_without_any(
    staff: Actor, hall: Hall, filled: Layout, client_of: Callable[..., Any]
) -> None:
    draft = start_draft(hall, by=staff)
    for code in ("A1", "A2", "A3"):
        shape = draft.shapes.get(code=code)
        move_shape(shape, Decimal(0), Decimal(12), by=staff, seen_version=shape.version)
    client, page = client_of(staff), f"/expo/layouts/{draft.pk}/changes/"
    key = draft.shapes.get(code="A1").key
    client.post(page, {"key": key, **WHY, "reason": "its own"})
    assert client.get(page).context["unexplained"] == 2
    assert client.post(page, {"key": "rest", "reason": "x"}).status_code == 422
    assert client.post(page, {"key": "rest", **WHY}).status_code == 302
    found = {change.code: change for change in LayoutChange.objects.filter(layout=draft)}
    assert sorted(found) == ["A1", "A2", "A3"]
    assert (found["A1"].reason, found["A2"].reason) == ("its own", WHY["reason"])
    assert "A2" in found["A2"].gist
    assert client.get(page).context["unexplained"] == 0
    assert perform(draft, "freeze", by=staff).state == "frozen"


def test_members_look_and_do_not_draw(
    hall: Hall, filled: Layout, make_actor: Callable[..., Actor], client_of: Callable[..., Any]
) -> None:
    client = client_of(make_actor(Role.MEMBER))
    assert client.get(f"/halls/{hall.pk}/").status_code == 200
    assert client.get(f"/expo/layouts/{filled.pk}/changes/").status_code == 200
    assert client.post(f"/expo/halls/{hall.pk}/draft/").status_code == 403
    stranger = client_of(make_actor(Role.OFFICER))
    assert stranger.get(f"/expo/layouts/{filled.pk}/print/").status_code == 403


def test_foreign_plans_look_as_if_they_were_not_there(
    filled: Layout, other_body: Any, make_actor: Callable[..., Actor], client_of: Callable[..., Any]
) -> None:
    client = client_of(make_actor(Role.STAFF, at=other_body))
    shape = filled.shapes.first()
    assert client.get(f"/expo/layouts/{filled.pk}/print/").status_code == 404
    assert client.post(f"/expo/shapes/{shape.pk}/move/", {"right": 1, "down": 0, "version": 1}).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_editor_asks_the_same_number_of_queries_at_any_size(
    staff: Actor,
    hall: Hall,
    zone: Zone,
    make_exhibitor: Callable[..., Exhibitor],
    client_of: Callable[..., Any],
    rows: int,
) -> None:
    layout = start_draft(hall, by=staff)
    for n in range(rows):
        put(layout, staff, f"A{n}", n * 10, 0, zone=zone, exhibitor=make_exhibitor(f"企业{n}"))
    client = client_of(staff)
    client.get(f"/expo/layouts/{layout.pk}/edit/")
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/expo/layouts/{layout.pk}/edit/").status_code == 200
    assert len(queries) == EDITOR_QUERIES


EDITOR_QUERIES = 13


def test_two_thousand_booths_are_checked_compared_and_drawn_in_a_blink(staff: Actor, hall: Hall) -> None:
    Hall.objects.filter(pk=hall.pk).update(width=400, depth=400)
    hall.refresh_from_db()
    layout = start_draft(hall, by=staff)
    for block in range(5):
        first = Shape(x=Decimal(0), y=Decimal(block * 70), width=Decimal(3), depth=Decimal(3))
        add_block(layout, by=staff, prefix=f"{block}-", columns=20, rows=20, first=first)
    assert layout.shapes.count() == 2000
    begun = time.perf_counter()
    assert faults_of(layout) == []
    assert len(differences_of(layout)) == 2000
    assert draw_plan(hall, layout.pieces()).count("<rect") == 2001
    assert time.perf_counter() - begun < 3


def test_a_block_has_its_zone_and_an_aisle_after_every_two_rows(
    staff: Actor, hall: Hall, zone: Zone, client_of: Callable[[Actor], Any]
) -> None:
    draft = start_draft(hall, by=staff)
    sent = {
        "letters": "Q",
        "columns": 2,
        "rows": 5,
        "x": 0,
        "y": 0,
        "width": 3,
        "depth": 3,
        "between": 4,
        "zone": zone.pk,
    }
    assert client_of(staff).post(f"/expo/layouts/{draft.pk}/block/", sent).status_code == 302
    tops = sorted({shape.y for shape in draft.shapes.filter(code__startswith="Q", zone=zone)})
    assert tops == [0, 3, 10, 13, 20]
