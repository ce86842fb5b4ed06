"""What a figure is worth: records on one side, statements on the other, and the honest conclusion."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import StrEnum

from luzhi.core.quantity import Agreement, Form, Quantity


class Grade(StrEnum):
    """How well a figure is founded."""

    COUNTED = "counted"  # every record behind it is there
    PARTLY = "partly"  # some are there, and it is known or possible that there are more
    REPORTED = "reported"  # a source says so; none of the records is there
    DISPUTED = "disputed"  # records and statement contradict each other, and nobody has decided
    MISSING = "missing"  # nothing is recorded


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement about a figure, reduced to what the conclusion needs."""

    quantity: Quantity
    closed: bool = True  # the source's list is complete
    prevails: str = ""  # '' | statement | records, as a person decided
    key: int = 0


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The value to show, its grade, and the claim that contradicts it, if one does."""

    value: Quantity | None
    grade: Grade
    against: Claim | None = None


def conclude(
    counted: Decimal, records: int, claims: Sequence[Claim], *, complete: bool, single: bool = False
) -> Conclusion:
    """Weigh the count over records against what sources state.

    `counted` is the measure over the records, `records` how many there are, `complete` whether the body keeps
    every record of the year, `single` whether a number was measured on the one record that there can be (the area
    of a zone), so that less than claimed is not merely a part.

    Rules: a claim may raise a count of an incomplete year, never lower it silently; a
    contradiction, with the records or between sources, is shown until a person decides; nothing recorded is
    "missing", not zero, unless the year is complete.
    """
    own = Quantity.exact(counted)
    decided = next((claim for claim in claims if claim.prevails), None)
    if decided is not None:
        if decided.prevails == "records":
            return Conclusion(own, Grade.COUNTED)
        return Conclusion(decided.quantity, Grade.PARTLY if records else Grade.REPORTED)
    if not claims:
        if complete:
            return Conclusion(own, Grade.COUNTED)
        return Conclusion(Quantity.at_least(counted), Grade.PARTLY) if records else Conclusion(None, Grade.MISSING)
    best = min(claims, key=width)
    against = next((c for c in claims if contradicts(c, counted, records, complete=complete or single)), None)
    if against is None:
        against = next((c for c in claims if c.quantity.agrees_with(best.quantity) is Agreement.DIFFERS), None)
    if against is not None:
        return Conclusion(own if complete else best.quantity, Grade.DISPUTED, against)
    if not records:
        return Conclusion(best.quantity, Grade.REPORTED)
    if complete or (best.quantity.is_exact and best.quantity.low == counted):
        return Conclusion(own, Grade.COUNTED)
    return Conclusion(raise_to(best.quantity, counted), Grade.PARTLY)


def raise_to(claimed: Quantity, counted: Decimal) -> Quantity:
    """What is left of a claim once this many are counted: never fewer than these, never more than it allows."""
    low, high = claimed.bounds()
    if low is not None and low >= counted:
        return claimed
    if high is None:
        return Quantity.at_least(counted)
    return Quantity.exact(counted) if high <= counted else Quantity.interval(counted, high)


def contradicts(claim: Claim, counted: Decimal, records: int, *, complete: bool) -> bool:
    """Whether the records cannot be reconciled with the claim: more than it allows or, in a year whose records are
    complete, fewer. No records at all in an incomplete year contradict nothing."""
    if claim.quantity.allows(counted):
        return False
    _low, high = claim.quantity.bounds()
    too_many = high is not None and counted >= high
    return too_many or (complete and bool(records or claim.closed))


def width(claim: Claim) -> Decimal:
    """How much a claim leaves open; the narrowest is the most informative."""
    low, high = claim.quantity.bounds()
    if low is None and high is None:
        return Decimal("Infinity")
    if low is None or high is None:
        return Decimal(10) ** 18
    return high - low


def compute_share(part: Quantity | None, whole: Quantity | None) -> Quantity | None:
    """Part of whole in per cent, as an interval where either is one; None when it cannot be known."""
    if part is None or whole is None or Form.WORDS in (part.form, whole.form):
        return None
    (low, high), (least, most) = part.bounds(), whole.bounds()
    if not least or least <= 0:
        return None
    hundred = Decimal(100)
    if part.is_exact and whole.is_exact:
        return Quantity.exact(part.low * hundred / least) if part.low is not None else None
    floor = (low or Decimal(0)) / most * hundred if most else Decimal(0)
    ceiling = min(hundred, high / least * hundred) if high is not None else hundred
    return Quantity.interval(min(floor, ceiling), ceiling)


def round_share(value: Decimal, places: int = 1, *, truncate: bool = False) -> Decimal:
    """A share as printed: rounded half up, or cut off where an office never rounds a rate up to 100."""
    step = Decimal(1).scaleb(-places)
    return value.quantize(step, rounding=ROUND_DOWN if truncate else ROUND_HALF_UP)


def balance_shares(parts: Sequence[Decimal], places: int = 1) -> list[Decimal]:
    """Shares of their sum in per cent that add up to exactly 100 (largest remainders); zeros for an empty sum."""
    total = sum(parts, Decimal(0))
    if total <= 0:
        return [Decimal(0) for _ in parts]
    step = Decimal(1).scaleb(-places)
    exact = [part * 100 / total for part in parts]
    floors = [value.quantize(step, rounding=ROUND_DOWN) for value in exact]
    missing = int((Decimal(100) - sum(floors, Decimal(0))) / step)
    by_remainder = sorted(range(len(parts)), key=lambda i: (floors[i] - exact[i], i))
    for i in by_remainder[:missing]:
        floors[i] += step
    return floors
