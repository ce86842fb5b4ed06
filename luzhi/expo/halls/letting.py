"""Which exhibitor gets which booth: a proposal by the solver from sizes and wishes. Knows no records.

Costs are in points. A square metre too few weighs as much as two too many; a wish counts its distance in half metres.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from luzhi.core.assignment import assign
from luzhi.expo.halls.geometry import Piece, Rect

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

SOLVE_SECONDS = 10.0
UNPLACED = 1_000_000
TOO_SMALL, TOO_LARGE = 8, 4  # points for a square metre
FAR = 60  # half metres; nothing is further than this in a wish


@dataclass(frozen=True, slots=True)
class Wish:
    """Near (or away from) another exhibitor, or the nearest shape of a kind."""

    near: bool
    other: int | None = None
    kind: str = ""


@dataclass(frozen=True)
class Tenant:
    """An exhibitor without a booth: the square metres it wants, if any, and its wishes."""

    key: int
    area: Decimal | None = None
    wishes: tuple[Wish, ...] = ()


@dataclass(frozen=True, slots=True)
class Let:
    """A proposed booth, with the facts that speak for it."""

    tenant: int
    booth: str
    area_gap: Decimal | None  # the booth's square metres less those wanted
    met: int  # wishes that are met
    wishes: int


@dataclass(frozen=True)
class Letting:
    """Booths proposed, and the exhibitors for whom none is left."""

    lets: list[Let] = field(default_factory=list)
    unplaced: list[int] = field(default_factory=list)


def distance(first: Rect, second: Rect) -> int:
    """Half metres between the edges of two rectangles, counted along the aisles; at most FAR."""
    across = max(first.x - second.right, second.x - first.right, Decimal(0))
    along = max(first.y - second.bottom, second.y - first.bottom, Decimal(0))
    return min(FAR, int((across + along) * 2))


NEAR_ENOUGH = 12  # half metres: six metres is beside it, across an aisle at most


def cost_of_area(tenant: Tenant, booth: Piece) -> int:
    if tenant.area is None:
        return 0
    gap = booth.rect.area - tenant.area
    return int(gap * TOO_LARGE if gap > 0 else -gap * TOO_SMALL)


def cost_of_kind(wish: Wish, booth: Piece, landmarks: Mapping[str, Sequence[Piece]]) -> int:
    """Points for a wish about a kind of shape: the distance to the nearest, or its lack."""
    found = landmarks.get(wish.kind, ())
    if not found:
        return 0
    nearest = min(distance(booth.rect, other.rect) for other in found)
    return nearest if wish.near else FAR - nearest


def propose_letting(
    tenants: Sequence[Tenant],
    booths: Sequence[Piece],
    landmarks: Mapping[str, Sequence[Piece]],
    standing: Mapping[int, Piece],
    *,
    seconds: float = SOLVE_SECONDS,
) -> Letting:
    """Give as many exhibitors as possible one free booth each; then sizes that fit, then wishes.

    `landmarks` are doors, stages and service areas by kind, `standing` the booths of exhibitors who have one.
    """
    if not tenants or not booths:
        return Letting([], [tenant.key for tenant in tenants])
    costs = [[cost_of(tenant, booth, landmarks, standing) for booth in booths] for tenant in tenants]
    start = assign_singly(costs)
    waiting = {tenant.key for tenant in tenants}
    if any(wish.other in waiting for tenant in tenants for wish in tenant.wishes):
        start = solve_together(tenants, booths, costs, start, seconds)
    return describe(start, tenants, booths, landmarks, standing)


def cost_of(
    tenant: Tenant, booth: Piece, landmarks: Mapping[str, Sequence[Piece]], standing: Mapping[int, Piece]
) -> int:
    """Points of one tenant in one booth, wishes about others who are still to be placed left out."""
    return cost_of_area(tenant, booth) + sum(
        cost_of_kind(wish, booth, landmarks)
        if wish.other is None
        else cost_beside(wish.near, booth, standing[wish.other])
        for wish in tenant.wishes
        if wish.other is None or wish.other in standing
    )


def assign_singly(costs: Sequence[Sequence[int]]) -> dict[int, int]:
    """The cheapest booth for each tenant as if nobody wished for a neighbour; who is left over is not in it."""
    return {tenant: booth for tenant, booth in enumerate(assign(costs)) if booth is not None}


def solve_together(
    tenants: Sequence[Tenant], booths: Sequence[Piece], costs: Sequence[Sequence[int]], start: Mapping[int, int],
    seconds: float,
) -> dict[int, int]:  # fmt: skip
    """The same with wishes for neighbours, from what was found without them; that stands if the time is too short."""
    from ortools.sat.python import cp_model  # noqa: PLC0415 -- heavy, and few pages need it

    model = cp_model.CpModel()
    place = {(t, b): model.new_bool_var(f"p{t}_{b}") for t in range(len(tenants)) for b in range(len(booths))}
    for (t, b), var in place.items():
        model.add_hint(var, start.get(t) == b)
    for b in range(len(booths)):
        model.add_at_most_one(place[t, b] for t in range(len(tenants)))
    terms: list[cp_model.LinearExprT] = []
    for t, row in enumerate(costs):
        model.add_at_most_one(place[t, b] for b in range(len(booths)))
        terms.append(UNPLACED * (1 - sum(place[t, b] for b in range(len(booths)))))
        terms += [points * place[t, b] for b, points in enumerate(row)]
    terms += [
        term for t, tenant in enumerate(tenants) for wish in tenant.wishes
        for term in weigh_pair(model, place, t, wish, tenants, booths)
    ]  # fmt: skip
    model.minimize(sum(terms))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    solver.parameters.random_seed = 1
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return dict(start)
    return {t: b for (t, b), var in place.items() if solver.boolean_value(var)}


def cost_beside(near: bool, booth: Piece, other: Piece) -> int:
    gap = distance(booth.rect, other.rect)
    return gap if near else FAR - gap


def weigh_pair(
    model: cp_model.CpModel, place: Mapping[tuple[int, int], cp_model.IntVar], t: int, wish: Wish,
    tenants: Sequence[Tenant], booths: Sequence[Piece],
) -> list[cp_model.LinearExprT]:  # fmt: skip
    """The distance to another exhibitor who is to be placed too, as a variable between the places of both."""
    others = {tenant.key: i for i, tenant in enumerate(tenants)}
    if wish.other not in others:
        return []
    o = others[wish.other]
    gap = model.new_int_var(0, FAR, f"gap{t}_{o}")
    x, y = [], []
    for who in (t, o):
        along_x = sum(int(booth.rect.x * 2) * place[who, b] for b, booth in enumerate(booths))
        along_y = sum(int(booth.rect.y * 2) * place[who, b] for b, booth in enumerate(booths))
        x.append(along_x)
        y.append(along_y)
    reach = 4 * 1000
    apart_x, apart_y = model.new_int_var(0, reach, f"x{t}_{o}"), model.new_int_var(0, reach, f"y{t}_{o}")
    model.add_abs_equality(apart_x, x[0] - x[1])
    model.add_abs_equality(apart_y, y[0] - y[1])
    model.add_min_equality(gap, [apart_x + apart_y, FAR])
    return [gap if wish.near else FAR - gap]


def describe(
    chosen: Mapping[int, int], tenants: Sequence[Tenant], booths: Sequence[Piece],
    landmarks: Mapping[str, Sequence[Piece]], standing: Mapping[int, Piece],
) -> Letting:  # fmt: skip
    """An assignment with the facts that speak for each booth."""
    where = {**standing, **{tenants[t].key: booths[b] for t, b in chosen.items()}}
    found = Letting([], [tenant.key for t, tenant in enumerate(tenants) if t not in chosen])
    for t, b in sorted(chosen.items()):
        tenant, booth = tenants[t], booths[b]
        met = sum(is_met(wish, booth, landmarks, where) for wish in tenant.wishes)
        gap = None if tenant.area is None else booth.rect.area - tenant.area
        found.lets.append(Let(tenant.key, booth.key, gap, met, len(tenant.wishes)))
    return found


def is_met(wish: Wish, booth: Piece, landmarks: Mapping[str, Sequence[Piece]], where: Mapping[int, Piece]) -> bool:
    """Whether a wish is met: within six metres for near, more for away. Nothing there is near nothing."""
    if wish.other is not None:
        others = [where[wish.other]] if wish.other in where else []
    else:
        others = list(landmarks.get(wish.kind, ()))
    near = any(distance(booth.rect, other.rect) <= NEAR_ENOUGH for other in others)
    return near == wish.near
