"""Booths proposed from sizes and wishes; the picture behind a plan; the list edited as a whole; doors kept free; heat."""

import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from luzhi.access.actors import Actor
from luzhi.access.models import Body
from luzhi.access.roles import Role
from luzhi.common.problems import Problem
from luzhi.expo.halls.backgrounds import put_picture, redraw_picture
from luzhi.expo.halls.geometry import BOOTH, DOOR, Piece, Rect, find_faults
from luzhi.expo.halls.heat import find_bands
from luzhi.expo.halls.letting import Tenant, Wish, propose_letting
from luzhi.expo.halls.letting_services import find_unmet, let_booths
from luzhi.expo.halls.services import start_draft
from luzhi.expo.models import Exhibitor, Expo, Hall, HallPicture, Layout, PlaceWish, Zone
from luzhi.records.services import create_record
from tests.expo.test_halls import put

D = Decimal


def booth(key: str, x: int, y: int = 0, width: int = 3, depth: int = 3, kind: str = BOOTH) -> Piece:
    return Piece(key, kind, key, Rect(D(x), D(y), D(width), D(depth)))


def test_sizes_and_wishes_decide_who_stands_where() -> None:
    booths = [booth("near", 0), booth("far", 40), booth("large", 20, width=6, depth=6)]
    landmarks = {"door": [booth("d", 0, 6, kind=DOOR)]}
    tenants = [Tenant(1, D(9), (Wish(near=True, kind="door"),)), Tenant(2, D(36)), Tenant(3, D(9))]
    letting = propose_letting(tenants, booths, landmarks, {})
    assert {let.tenant: let.booth for let in letting.lets} == {1: "near", 2: "large", 3: "far"}
    assert [(let.met, let.wishes) for let in letting.lets if let.tenant == 1] == [(1, 1)]
    assert letting.unplaced == []


def test_two_who_wish_to_stand_together_do_and_one_too_many_is_named() -> None:
    booths = [booth("a", 0), booth("b", 60), booth("c", 63)]
    tenants = [Tenant(1, None, (Wish(near=True, other=2),)), Tenant(2)]
    where = {let.tenant: let.booth for let in propose_letting(tenants, booths, {}, {}).lets}
    assert set(where.values()) == {"b", "c"}
    assert len(propose_letting([*tenants, Tenant(3), Tenant(4)], booths, {}, {}).unplaced) == 1
    assert propose_letting([Tenant(1)], [], {}, {}).unplaced == [1]


def test_a_door_needs_room_in_front_and_not_beside() -> None:
    door = booth("door", 10, 0, width=3, depth=1, kind=DOOR)
    room = {"width": D(60), "depth": D(40), "aisle": D(3)}
    faults = find_faults([door, booth("front", 10, 2)], **room)
    assert [(f.name, f.number, f.hard) for f in faults] == [("blocked", D(1), True)]
    assert find_faults([door, booth("front", 10, 4), booth("beside", 13, 0)], **room) == []


@pytest.fixture
def draft(staff: Actor, expo: Expo) -> Layout:
    hall = create_record(Hall(expo=expo, name="一号馆", width=90, depth=60), by=staff)
    return start_draft(hall, by=staff)


def test_the_proposal_is_written_and_what_is_let_stays(
    staff: Actor, draft: Layout, zone: Zone, make_exhibitor: Callable[..., Exhibitor]
) -> None:
    held, new = make_exhibitor("先到", zone=zone), make_exhibitor("后到", zone=zone)
    put(draft, staff, "A1", 0, 0, zone=zone, exhibitor=held)
    put(draft, staff, "A2", 3, 0, zone=zone)
    put(draft, staff, "A3", 60, 0, zone=zone)
    create_record(PlaceWish(exhibitor=new, kind="away", target="exhibitor", other=held), by=staff)
    letting = let_booths(draft, zone, by=staff)
    assert dict(draft.shapes.values_list("code", "exhibitor__organisation__name")) == {
        "A1": "先到",
        "A2": None,
        "A3": "后到",
    }
    assert letting.unplaced == []
    assert find_unmet(draft.pieces()) == []
    assert let_booths(draft, zone, by=staff).lets == []


def picture(form: str = "PNG", size: tuple[int, int] = (40, 30), **more: Any) -> SimpleUploadedFile:
    buffer = io.BytesIO()
    Image.new("RGB", size, "white").save(buffer, form, **more)
    return SimpleUploadedFile(f"plan.{form.lower()}", buffer.getvalue())


def test_a_picture_is_drawn_anew_without_what_hides_in_it() -> None:
    exif = Image.Exif()
    exif[0x010E] = "GPS 43.8N 125.3E"
    upload = picture("JPEG", exif=exif)
    upload.seek(0, io.SEEK_END)
    upload.write(b"<script>alert(1)</script>PK\x03\x04")
    content, across, down = redraw_picture(upload)
    assert (across, down) == (40, 30)
    assert content.startswith(b"\x89PNG")
    assert b"script" not in content
    assert b"GPS" not in content
    assert b"PK" not in content
    assert not Image.open(io.BytesIO(content)).getexif()


@pytest.mark.parametrize(
    "upload",
    [
        SimpleUploadedFile("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        SimpleUploadedFile("a.png", b"<html><script>1</script></html>"),
        SimpleUploadedFile("a.png", b""),
        SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50),
        SimpleUploadedFile("a.gif", b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"),
    ],
)
def test_what_is_no_picture_is_refused_in_words(upload: SimpleUploadedFile) -> None:
    with pytest.raises(Problem):
        redraw_picture(upload)


def test_a_picture_of_endless_pixels_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(Problem):
        redraw_picture(picture("PNG", (30_000, 2_000)))


def test_only_those_who_draw_put_a_picture_and_it_is_served_plainly(
    staff: Actor, draft: Layout, make_actor: Callable[..., Actor], client_of: Callable[..., Any], other_body: Body
) -> None:
    hall, client = draft.hall, client_of(staff)
    address = f"/expo/halls/{hall.pk}/picture/"
    assert client.get(address).status_code == 404
    assert client.post(address, {"picture": picture()}).status_code == 302
    answer = client.get(address)
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert client_of(make_actor(Role.LEADER)).post(address, {"picture": picture()}).status_code == 403
    assert client_of(make_actor(Role.STAFF, at=other_body)).get(address).status_code == 404
    put_picture(hall, picture(size=(50, 50)), by=staff)
    assert HallPicture.objects.get(hall=hall).across == 50
    assert client.post(address, {"drop": "1"}).status_code == 302
    assert client.get(address).status_code == 404


def test_the_list_is_written_as_a_whole_or_not_at_all(
    staff: Actor, draft: Layout, client_of: Callable[..., Any]
) -> None:
    one, two = put(draft, staff, "A1", 0, 0), put(draft, staff, "A2", 3, 0)
    client, address = client_of(staff), f"/expo/layouts/{draft.pk}/list/"
    assert client.get(address).status_code == 200
    sent = {f"v-{one.pk}": "1", f"v-{two.pk}": "1", f"x-{one.pk}": "6", f"width-{two.pk}": "4.5"}
    assert client.post(address, {**sent, f"x-{two.pk}": "NaN"}).status_code == 422
    assert client.post(address, {**sent, f"x-{two.pk}": "1e9"}).status_code == 422
    one.refresh_from_db()
    assert one.x == 0
    assert client.post(address, sent).status_code == 302
    assert list(draft.shapes.order_by("code").values_list("x", "width")) == [(D(6), D(3)), (D(3), D("4.5"))]
    assert client.post(address, {**sent, f"x-{one.pk}": "9", f"x-{two.pk}": "12"}).status_code == 409
    one.refresh_from_db()
    assert one.x == 6


def test_heat_opens_at_any_measure(
    staff: Actor, draft: Layout, make_exhibitor: Callable[..., Exhibitor], client_of: Callable[..., Any]
) -> None:
    put(draft, staff, "A1", 0, 0, exhibitor=make_exhibitor("甲"))
    client = client_of(staff)
    for name in ("", "agreements", "missing", "%3Cscript%3E"):
        assert client.get(f"/expo/layouts/{draft.pk}/heat/?by={name}").status_code == 200
    assert find_bands({}) == []
    assert find_bands(dict(enumerate(range(1, 11)))) == [(1, 2), (3, 4), (5, 6), (7, 8), (9, 10)]
    assert find_bands({1: 3, 2: 3}) == [(3, 3)]


def test_who_wishes_for_no_neighbour_is_placed_at_once_and_nobody_stays_without_for_lack_of_time() -> None:
    booths = [Piece(f"k{n}", "booth", f"A{n:03}", Rect(Decimal(6 * n), Decimal(0), Decimal(3 + n % 2 * 3), Decimal(3))) for n in range(120)]  # fmt: skip
    plain = [Tenant(n, Decimal(9 if n % 2 else 18)) for n in range(100)]
    letting = propose_letting(plain, booths, {}, {}, seconds=0.001)
    assert (len(letting.lets), letting.unplaced) == (100, [])
    assert {let.area_gap for let in letting.lets} <= {Decimal(0), Decimal(9), Decimal(-9)}
    pairs = [Tenant(n, None, (Wish(True, (n + 1) % 100),)) for n in range(100)]
    assert propose_letting(pairs, booths, {}, {}, seconds=0.001).unplaced == []
