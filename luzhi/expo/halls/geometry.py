"""Rectangles in metres, what stands in the way of what, and what changed between two plans. Knows no records.

The origin is the hall's upper left corner; x runs to the right, y downwards.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

ZONE, BOOTH, STAGE, DOOR, AISLE, SERVICE = "zone", "booth", "stage", "door", "aisle", "service"
SOLID = frozenset({BOOTH, STAGE, SERVICE})  # what nobody can walk through
GROUND = frozenset({ZONE, AISLE})  # what other things may stand on


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle; all four numbers in metres."""

    x: Decimal
    y: Decimal
    width: Decimal
    depth: Decimal

    @property
    def right(self) -> Decimal:
        return self.x + self.width

    @property
    def bottom(self) -> Decimal:
        return self.y + self.depth

    @property
    def area(self) -> Decimal:
        return self.width * self.depth

    def overlaps(self, other: "Rect") -> bool:
        """Whether the two share ground; touching edges do not."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom

    def holds(self, other: "Rect") -> bool:
        return self.x <= other.x and self.y <= other.y and other.right <= self.right and other.bottom <= self.bottom

    def gap_to(self, other: "Rect") -> Decimal | None:
        """The width of the passage between two that face each other; None or 0 (touching) without one."""
        across = max(self.x, other.x) - min(self.right, other.right)
        along = max(self.y, other.y) - min(self.bottom, other.bottom)
        if across < 0 <= along:
            return along
        if along < 0 <= across:
            return across
        return None

    def room_before(self, other: "Rect") -> Decimal | None:
        """The metres from a door to what stands in front of it. One walks through a door across its longer side; what
        stands beside it is not in front."""
        if self.width >= self.depth:
            faces = self.x < other.right and other.x < self.right
            return max(other.y - self.bottom, self.y - other.bottom) if faces else None
        faces = self.y < other.bottom and other.y < self.bottom
        return max(other.x - self.right, self.x - other.right) if faces else None


@dataclass(frozen=True, slots=True)
class Piece:
    """A shape of a plan. `key` stays the same from version to version, whatever else changes."""

    key: str
    kind: str
    code: str
    rect: Rect
    zone: int | None = None
    holder: int | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Something a plan must not (or should not) have. `hard` faults stop a version from being frozen."""

    name: str  # outside | overlap | blocked | narrow | off_zone
    first: Piece
    second: Piece | None = None
    number: Decimal | None = None
    hard: bool = True


@dataclass(frozen=True, slots=True)
class Difference:
    """What happened to one shape between two versions; several things may have, and it is still one row."""

    key: str
    changes: tuple[str, ...]  # added | removed | moved | resized | relet | renamed | rezoned
    before: Piece | None
    after: Piece | None

    @property
    def piece(self) -> Piece:
        """The shape as it is now or, when it is gone, as it was."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 -- a difference has at least one side
        return found


def compare(old: Iterable[Piece], new: Iterable[Piece]) -> list[Difference]:
    """The differences from one plan to another, one for each shape touched, in the order of their codes."""
    before, after = {piece.key: piece for piece in old}, {piece.key: piece for piece in new}
    found = []
    for key in before.keys() | after.keys():
        was, now = before.get(key), after.get(key)
        changes = name_changes(was, now)
        if changes:
            found.append(Difference(key, changes, was, now))
    return sorted(found, key=lambda row: (row.piece.kind, row.piece.code, row.key))


def name_changes(was: Piece | None, now: Piece | None) -> tuple[str, ...]:
    if was is None:
        return ("added",)
    if now is None:
        return ("removed",)
    tests = {
        "moved": (was.rect.x, was.rect.y) != (now.rect.x, now.rect.y),
        "resized": (was.rect.width, was.rect.depth) != (now.rect.width, now.rect.depth),
        "relet": was.holder != now.holder,
        "renamed": (was.code, was.kind) != (now.code, now.kind),
        "rezoned": was.zone != now.zone,
    }
    return tuple(name for name, holds in tests.items() if holds)


def find_faults(pieces: Sequence[Piece], *, width: Decimal, depth: Decimal, aisle: Decimal) -> list[Fault]:
    """What is wrong with a plan of a hall. A sweep from left to right, so that 2,000 booths take a blink.

    A passage between two facing solids is too narrow when it is wider than nothing and narrower than the aisle.
    """
    hall = Rect(Decimal(0), Decimal(0), width, depth)
    found = [Fault("outside", piece) for piece in pieces if not hall.holds(piece.rect)]
    zones = {piece.zone: piece for piece in pieces if piece.kind == ZONE and piece.zone is not None}
    found += [
        Fault("off_zone", piece, zones[piece.zone], hard=False)
        for piece in pieces
        if piece.kind == BOOTH and piece.zone in zones and not zones[piece.zone].rect.holds(piece.rect)
    ]
    return found + find_clashes(pieces, aisle)


def find_clashes(pieces: Sequence[Piece], aisle: Decimal) -> list[Fault]:
    """Pairs of shapes that stand on each other, block a door, or leave too narrow a passage."""
    ordered = sorted(pieces, key=lambda piece: piece.rect.x)
    found: list[Fault] = []
    open_pieces: list[Piece] = []
    for piece in ordered:
        open_pieces = [other for other in open_pieces if other.rect.right + aisle > piece.rect.x]
        near = piece.rect.y - aisle, piece.rect.bottom + aisle
        for other in open_pieces:
            if other.rect.y < near[1] and near[0] < other.rect.bottom:
                fault = judge_pair(other, piece, aisle)
                if fault is not None:
                    found.append(fault)
        open_pieces.append(piece)
    return found


def judge_pair(first: Piece, second: Piece, aisle: Decimal) -> Fault | None:
    kinds = {first.kind, second.kind}
    if kinds & GROUND:
        same = first.kind == second.kind == ZONE
        return Fault("overlap", first, second, hard=False) if same and first.rect.overlaps(second.rect) else None
    if first.rect.overlaps(second.rect):
        return Fault("blocked" if DOOR in kinds else "overlap", first, second)
    if DOOR in kinds and kinds & SOLID:
        door, solid = (first, second) if first.kind == DOOR else (second, first)
        room = door.rect.room_before(solid.rect)
        return Fault("blocked", door, solid, room) if room is not None and room < aisle else None
    if first.kind in SOLID and second.kind in SOLID:
        gap = first.rect.gap_to(second.rect)
        if gap is not None and 0 < gap < aisle:
            return Fault("narrow", first, second, gap, hard=False)
    return None


def area_by_zone(pieces: Iterable[Piece]) -> dict[int, tuple[Decimal, Decimal, int]]:
    """For each zone: the square metres of its ground, those of its booths, and how many booths there are."""
    found: dict[int, tuple[Decimal, Decimal, int]] = {}
    for piece in pieces:
        if piece.zone is None or piece.kind not in (ZONE, BOOTH):
            continue
        ground, booths, n = found.get(piece.zone, (Decimal(0), Decimal(0), 0))
        if piece.kind == ZONE:
            ground += piece.rect.area
        else:
            booths, n = booths + piece.rect.area, n + 1
        found[piece.zone] = ground, booths, n
    return found
