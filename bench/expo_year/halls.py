"""The halls: booths drawn, versions frozen, booths let by proposal, two of them moved, their exhibitors told."""

import datetime as dt
import math
from collections.abc import Iterable
from decimal import Decimal

from bench.expo_year.cast import YEAR, on_day
from bench.expo_year.story import Story
from luzhi.common.models import Notice
from luzhi.common.outbox import deliver_notices, release_notice
from luzhi.expo.halls.letting_services import let_booths
from luzhi.expo.halls.services import add_block, add_shape, differences_of, explain_change, move_shape, start_draft
from luzhi.expo.models import BoothTelling, Exhibitor, Hall, Layout, PlaceWish, Shape, Zone
from luzhi.records.services import create_record

IN_ROW = 23
SIDE = 3  # metres
BLOCK_STEP, EDGE = 10, 6
WHY = {"reason": "按展商意愿安排", "asked_by": "演练展商服务组", "approved_by": "演练组委会"}


def draw_first(story: Story) -> None:
    """Halls with zones, doors, a stage and more booths than exhibitors are expected; the first version is frozen."""
    size, by = story.size, story.cast.staff
    each = math.ceil(size.exhibitors / size.zones * 1.15)
    in_row = min(IN_ROW, math.ceil(each / 4))
    blocks = 1 + math.ceil((each - 2 * (in_row // 2)) / (2 * in_row))
    across = math.ceil(size.zones / size.halls)
    with on_day(dt.date(YEAR, 5, 6)):
        for n in range(1, size.halls + 1):
            width = across * (in_row * SIDE + EDGE) + EDGE
            hall = Hall(
                expo=story.expo, name=f"演练{n}号馆", width=width, depth=EDGE + blocks * BLOCK_STEP + 20, aisle=3
            )
            draft = start_draft(create_record(hall, by=by), by=by)
            for place, zone in enumerate(story.zones[n - 1 :: size.halls]):
                fill_zone(story, draft, zone, EDGE + place * (in_row * SIDE + EDGE), in_row, blocks)
            put(story, draft, "door", "D1", width // 2, int(hall.depth) - 1, 4, 1)
            put(story, draft, "stage", "S1", 2, int(hall.depth) - 8, 6, 4)
            put(story, draft, "service", "F1", width - 10, int(hall.depth) - 8, 4, 4)
            story.take(draft, "freeze")


def put(story: Story, draft: Layout, kind: str, code: str, x: int, y: int, width: int, depth: int) -> None:
    values = {
        "kind": kind,
        "code": code,
        "x": Decimal(x),
        "y": Decimal(y),
        "width": Decimal(width),
        "depth": Decimal(depth),
    }
    add_shape(draft, values, by=story.cast.staff)


def fill_zone(story: Story, draft: Layout, zone: Zone, x: int, in_row: int, blocks: int) -> None:
    """A block of double booths, then blocks of single ones, each of two rows back to back."""
    letter = chr(ord("A") + story.zones.index(zone))
    for block in range(blocks):
        wide = 2 * SIDE if block == 0 else SIDE
        first = Shape(
            zone=zone, x=Decimal(x), y=Decimal(EDGE + block * BLOCK_STEP), width=Decimal(wide), depth=Decimal(SIDE)
        )
        columns = in_row // 2 if block == 0 else in_row
        story.done["booth"] += add_block(
            draft, by=story.cast.staff, prefix=f"{letter}{block}-", columns=columns, rows=2, first=first
        )


def let_all(story: Story) -> None:
    """Two rounds: the first half of the zones, then the others. Everybody is told when the second is frozen."""
    wish(story)
    half = math.ceil(len(story.zones) / 2)
    for day, zones in ((dt.date(YEAR, 8, 1), story.zones[:half]), (dt.date(YEAR, 9, 9), story.zones)):
        with on_day(day):
            for hall in Hall.objects.filter(expo=story.expo).order_by("pk"):
                let_hall(story, hall, zones)
    with on_day(dt.date(YEAR, 9, 10)):
        story.told["booth notices of the third version"] = tell_exhibitors(story)


def wish(story: Story) -> None:
    """Some want to stand near the stage or a neighbour, some away from the service area."""
    rows = list(Exhibitor.objects.filter(expo=story.expo).order_by("pk"))
    for one, other in zip(rows[::9], rows[1::9], strict=False):
        kind, target = story.dice.choice((("near", "stage"), ("away", "service"), ("near", "exhibitor")))
        same = target == "exhibitor" and one.zone_id == other.zone_id
        if target != "exhibitor" or same:
            wanted = PlaceWish(exhibitor=one, kind=kind, target=target, other=other if same else None)
            wanted.full_clean(exclude=["body"])
            create_record(wanted, by=story.cast.staff)
            story.done["wish for a place"] += 1


def let_hall(story: Story, hall: Hall, zones: Iterable[Zone]) -> None:
    draft = start_draft(hall, by=story.cast.staff)
    wanted, unplaced = {zone.pk for zone in zones}, set[int]()
    for pk in sorted(set(draft.shapes.filter(zone__isnull=False).values_list("zone", flat=True)) & wanted):
        letting = let_booths(draft, Zone.objects.get(pk=pk), by=story.cast.staff)
        story.done["booth let by proposal"] += len(letting.lets)
        unplaced.update(letting.unplaced)
        story.done["wish met"] += sum(let.met for let in letting.lets)
    held = set(draft.shapes.filter(exhibitor__isnull=False).values_list("exhibitor", flat=True))
    story.without_booth = (story.without_booth | unplaced) - held
    freeze(story, draft)


def freeze(story: Story, draft: Layout) -> list[str]:
    """Give every change its reason and freeze; returns the numbers of the shapes that differ."""
    rows = differences_of(draft)
    for row in rows:
        explain_change(draft, row.key, WHY, by=story.cast.staff, gist="")
    story.take(Layout.objects.get(pk=draft.pk), "freeze")
    return [row.piece.code for row in rows]


def tell_exhibitors(story: Story) -> int:
    """What waits to be told goes out: by notice to those with an account, by hand to the others."""
    waiting = BoothTelling.objects.filter(exhibitor__expo=story.expo, state="draft")
    count = waiting.count()
    notices = Notice.objects.filter(pk__in=waiting.values("notices"))
    story.done["notice about a booth"] += notices.count()
    for notice in notices:
        release_notice(notice)
    deliver_notices()
    for telling in waiting.all():
        story.take(telling, "tell")
    return count


def move_two(story: Story) -> None:
    """The fire brigade wants two booths elsewhere: the fourth version."""
    by = story.cast.staff
    before = Notice.objects.filter(body_id=story.cast.body.pk).count()
    with on_day(dt.date(YEAR, 9, 20)):
        hall = Hall.objects.filter(expo=story.expo).order_by("pk").first()
        draft = start_draft(hall, by=by)
        told = draft.shapes.filter(exhibitor__organisation__in=story.cast.contacts).order_by("pk")
        for n, shape in enumerate(told[:2]):
            right, down = Decimal(14 + 12 * n) - shape.x, hall.depth - 7 - shape.y
            move_shape(shape, right, down, by=by, seen_version=shape.version)
        codes = freeze(story, draft)
        waiting = BoothTelling.objects.filter(exhibitor__expo=story.expo, state="draft")
        story.told["moved booths"] = codes
        story.told["told of the move"] = sorted(
            str(row.exhibitor) for row in waiting.select_related("exhibitor__organisation")
        )
        story.told["notices of the move"] = Notice.objects.filter(body_id=story.cast.body.pk).count() - before
        story.told["layout"] = draft.pk
        tell_exhibitors(story)
