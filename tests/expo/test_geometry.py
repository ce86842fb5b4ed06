"""Rectangles in metres: what overlaps, what blocks, what changed. Laws over random plans."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from luzhi.expo.halls.geometry import Piece, Rect, area_by_zone, compare, find_clashes, find_faults, judge_pair

METRES = st.integers(0, 40).map(Decimal)
SIZES = st.integers(1, 9).map(Decimal)
RECTS = st.builds(Rect, METRES, METRES, SIZES, SIZES)
PIECES = st.builds(
    Piece, key=st.uuids().map(str), kind=st.sampled_from(["booth", "stage", "door", "zone", "aisle"]),
    code=st.text("ABC123", min_size=1, max_size=3), rect=RECTS, zone=st.sampled_from([None, 1, 2]),
    holder=st.sampled_from([None, 7, 8]),
)  # fmt: skip
PLANS = st.lists(PIECES, max_size=12, unique_by=lambda piece: piece.key)
AISLE = Decimal(3)


def booth(code: str, x: float, y: float, width: float = 3, depth: float = 3, kind: str = "booth") -> Piece:
    return Piece(code, kind, code, Rect(*(Decimal(str(n)) for n in (x, y, width, depth))))


def names_of(faults: list) -> list[tuple[str, str, str]]:
    return [(f.name, f.first.code, f.second.code if f.second else "") for f in faults]


def test_touching_booths_are_fine_and_overlapping_ones_are_not() -> None:
    assert judge_pair(booth("A", 0, 0), booth("B", 3, 0), AISLE) is None
    fault = judge_pair(booth("A", 0, 0), booth("B", 2.99, 0), AISLE)
    assert fault is not None
    assert (fault.name, fault.hard) == ("overlap", True)


def test_a_passage_narrower_than_the_aisle_is_measured() -> None:
    fault = judge_pair(booth("A", 0, 0), booth("B", 4.2, 1), AISLE)
    assert fault is not None
    assert (fault.name, fault.number, fault.hard) == ("narrow", Decimal("1.2"), False)
    assert judge_pair(booth("A", 0, 0), booth("B", 6, 1), AISLE) is None
    assert judge_pair(booth("A", 0, 0), booth("B", 4, 4), AISLE) is None  # corner to corner: nobody walks there


def test_a_door_must_stay_free_and_walls_hold() -> None:
    pieces = [booth("A", 0, 0), booth("D", 1, 2, kind="door"), booth("B", 48, 0)]
    faults = find_faults(pieces, width=Decimal(50), depth=Decimal(30), aisle=AISLE)
    assert names_of(faults) == [("outside", "B", ""), ("blocked", "A", "D")]


def test_areas_are_summed_by_zone() -> None:
    zone = Piece("z", "zone", "Z", Rect(Decimal(0), Decimal(0), Decimal(31), Decimal(20)), 1)
    stands = [Piece(c, "booth", c, Rect(Decimal(0), Decimal(0), Decimal(3), Decimal(3)), 1) for c in "AB"]
    assert area_by_zone([zone, *stands]) == {1: (Decimal(620), Decimal(18), 2)}


@given(PLANS)
def test_a_plan_does_not_differ_from_itself(plan: list[Piece]) -> None:
    assert compare(plan, plan) == []


@given(PLANS, PLANS)
def test_a_difference_names_each_touched_shape_once_and_reads_backwards(old: list[Piece], new: list[Piece]) -> None:
    there, back = compare(old, new), compare(new, old)
    assert len({row.key for row in there}) == len(there)
    assert {row.key for row in there} == {row.key for row in back}
    assert {row.key for row in there if row.before is None} == {row.key for row in back if row.after is None}


@given(PLANS)
def test_the_sweep_finds_what_looking_at_every_pair_finds(plan: list[Piece]) -> None:
    swept = {frozenset((f.first.key, f.second.key)) for f in find_clashes(plan, AISLE) if f.second}
    pairs = [(a, b) for i, a in enumerate(plan) for b in plan[i + 1 :]]
    assert swept == {frozenset((a.key, b.key)) for a, b in pairs if judge_pair(a, b, AISLE)}


@given(RECTS, RECTS)
def test_overlap_and_gap_are_symmetric_and_exclude_each_other(one: Rect, other: Rect) -> None:
    assert one.overlaps(other) == other.overlaps(one)
    assert one.gap_to(other) == other.gap_to(one)
    assert not (one.overlaps(other) and one.gap_to(other) is not None)
