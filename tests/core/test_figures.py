"""What a figure is worth: laws of the conclusion, of shares and of rounding."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luzhi.core.figures import Claim, Grade, balance_shares, compute_share, conclude, round_share
from luzhi.core.quantity import Agreement, Quantity

NUMBERS = st.integers(0, 10_000)


def fuzzy(number: int, form: str, slack: int) -> Quantity:
    """A quantity of this form that allows the number."""
    if form == "exact":
        return Quantity.exact(number)
    if form == "at_least":
        return Quantity.at_least(max(0, number - slack))
    if form == "at_most":
        return Quantity.at_most(number + slack)
    if form == "interval":
        return Quantity.interval(max(0, number - slack), number + slack)
    return Quantity.about(number)


FORMS = st.sampled_from(["exact", "at_least", "at_most", "interval", "about"])
QUANTITIES = st.builds(fuzzy, NUMBERS, FORMS, st.integers(0, 50))
CLAIMS = st.lists(st.builds(Claim, QUANTITIES, st.booleans(), st.just("")), max_size=4)


def claim(code: str, *, closed: bool = True, prevails: str = "") -> Claim:
    return Claim(Quantity.from_code(code), closed, prevails)


@pytest.mark.parametrize(
    ("counted", "records", "claims", "complete", "value", "grade"),
    [
        (53, 53, [], True, "53", Grade.COUNTED),
        (0, 0, [], True, "0", Grade.COUNTED),
        (0, 0, [], False, None, Grade.MISSING),
        (7, 7, [], False, ">=7", Grade.PARTLY),
        (0, 0, [claim("53")], False, "53", Grade.REPORTED),
        (7, 7, [claim("53")], False, "53", Grade.PARTLY),
        (6, 6, [claim("6")], False, "6", Grade.COUNTED),
        (7, 7, [claim(">=7", closed=False)], False, ">=7", Grade.PARTLY),
        (9, 9, [claim(">=7", closed=False)], False, ">=9", Grade.PARTLY),
        (30, 30, [claim("20..99")], False, "30..99", Grade.PARTLY),
        (99, 99, [claim("20..99")], False, "99", Grade.PARTLY),
        (640, 640, [claim("~620")], False, "640..682", Grade.PARTLY),
        (54, 54, [claim("53")], False, "53", Grade.DISPUTED),
        (52, 52, [claim("53")], True, "52", Grade.DISPUTED),
        (0, 0, [claim("53"), claim("52")], False, "53", Grade.DISPUTED),
        (52, 52, [claim("53", prevails="records")], True, "52", Grade.COUNTED),
        (52, 52, [claim("53", prevails="statement")], True, "53", Grade.PARTLY),
        (0, 0, [claim("53", prevails="statement")], True, "53", Grade.REPORTED),
        (0, 0, [claim("words:一批")], False, "words:一批", Grade.REPORTED),
        (2, 2, [claim("words:一批")], False, ">=2", Grade.PARTLY),
        (10, 10, [claim("<10")], False, "<10", Grade.DISPUTED),
    ],
)
def test_conclusion_by_case(
    counted: int, records: int, claims: list[Claim], complete: bool, value: str | None, grade: Grade
) -> None:
    found = conclude(Decimal(counted), records, claims, complete=complete)
    assert (found.value.to_code() if found.value else None, found.grade) == (value, grade)


def test_less_on_the_one_record_there_can_be_is_a_contradiction_and_no_part() -> None:
    area = [claim("620")]
    assert conclude(Decimal(600), 1, area, complete=False).grade is Grade.PARTLY
    assert conclude(Decimal(600), 1, area, complete=False, single=True).grade is Grade.DISPUTED
    assert conclude(Decimal(620), 1, area, complete=False, single=True).grade is Grade.COUNTED


@given(NUMBERS, CLAIMS, st.booleans())
def test_a_conclusion_never_denies_what_is_counted_unless_it_is_disputed(
    counted: int, claims: list[Claim], complete: bool
) -> None:
    found = conclude(Decimal(counted), counted, claims, complete=complete)
    if found.grade in (Grade.COUNTED, Grade.PARTLY):
        assert found.value is not None
        if found.grade is Grade.COUNTED:
            assert found.value.allows(counted)
        _low, high = found.value.bounds()
        assert high is None or high >= counted or found.value.allows(counted)
    assert (found.against is not None) == (found.grade is Grade.DISPUTED)


@given(NUMBERS, CLAIMS, st.booleans())
def test_a_dispute_is_found_exactly_where_a_claim_excludes_the_count_or_another_claim(
    counted: int, claims: list[Claim], complete: bool
) -> None:
    grade = conclude(Decimal(counted), counted, claims, complete=complete).grade
    too_many = [c for c in claims if not c.quantity.allows(counted) and (c.quantity.bounds()[1] or 10**9) <= counted]
    if too_many:
        assert grade is Grade.DISPUTED
    if not claims:
        assert grade is not Grade.DISPUTED
    if len(claims) == 1 and claims[0].quantity.allows(counted):
        assert grade is not Grade.DISPUTED


@given(NUMBERS, st.integers(1, 10_000), FORMS, FORMS, st.integers(0, 30))
def test_a_share_of_fuzzy_quantities_allows_the_true_share(
    part: int, whole: int, part_form: str, whole_form: str, slack: int
) -> None:
    part = min(part, whole)
    share = compute_share(fuzzy(part, part_form, slack), fuzzy(whole, whole_form, slack))
    if share is None:
        return
    true = Decimal(part) * 100 / whole
    low, high = share.bounds()
    tiny = Decimal("1e-15")
    assert low is None or low <= true + tiny
    assert high is None or high >= true - tiny


def test_a_share_that_cannot_be_known_is_none() -> None:
    six, zero, some = Quantity.exact(6), Quantity.exact(0), Quantity.words_only("一批")
    assert compute_share(None, six) is None
    assert compute_share(six, zero) is None
    assert compute_share(some, six) is None
    assert compute_share(six, Quantity.exact(6)) == Quantity.exact(100)


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=40), st.integers(0, 2))
def test_balanced_shares_add_up_to_a_hundred_and_stay_close(parts: list[int], places: int) -> None:
    shares = balance_shares([Decimal(p) for p in parts], places)
    total = sum(parts)
    if total == 0:
        assert shares == [0] * len(parts)
        return
    step = Decimal(1).scaleb(-places)
    assert sum(shares) == 100
    for part, share in zip(parts, shares, strict=True):
        assert abs(share - Decimal(part) * 100 / total) < step
        assert part or share == 0


@given(st.decimals(0, 100, places=6), st.integers(0, 3))
def test_a_truncated_share_is_never_above_the_true_one(value: Decimal, places: int) -> None:
    step = Decimal(1).scaleb(-places)
    assert 0 <= value - round_share(value, places, truncate=True) < step
    assert abs(value - round_share(value, places)) <= step / 2


def test_rates_are_not_rounded_up_to_a_hundred_where_an_office_truncates() -> None:
    assert round_share(Decimal("99.96"), truncate=True) == Decimal("99.9")
    assert round_share(Decimal("99.96")) == Decimal("100.0")


def test_agreement_of_words_cannot_be_told() -> None:
    assert Quantity.words_only("一批").agrees_with(Quantity.exact(3)) is Agreement.CANNOT_TELL
