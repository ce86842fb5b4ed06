"""Quantities: their codes, comparison, arithmetic and print, and reading them from words."""

from decimal import Decimal

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from luzhi.core.mentions import Kind, parse_quantity
from luzhi.core.quantity import Agreement, BadQuantityCodeError, Form, Quantity, total

NUMBERS = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False)
WHOLE = st.integers(min_value=0, max_value=10**9)


@st.composite
def bounded(draw, numbers=NUMBERS):
    """A quantity in any form but words, and one value that it allows."""
    low, high = sorted((draw(numbers), draw(numbers)))
    form = draw(st.sampled_from([form for form in Form if form is not Form.WORDS]))
    if form is Form.EXACT:
        return Quantity.exact(low), Decimal(low)
    if form is Form.AT_LEAST:
        strict = draw(st.booleans()) and high > low
        return Quantity.at_least(low, strict=strict), Decimal(high)
    if form is Form.AT_MOST:
        strict = draw(st.booleans()) and high > low
        return Quantity.at_most(high, strict=strict), Decimal(low)
    if form is Form.INTERVAL:
        return Quantity.interval(low, high), Decimal(low)
    return Quantity.about(low), Decimal(low)


QUANTITIES = bounded().map(lambda pair: pair[0]) | st.text("一批若干ab", min_size=1, max_size=6).map(
    Quantity.words_only
)
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=12)


@given(QUANTITIES, WORDS)
def test_code_round_trip(quantity, words):
    named = (
        quantity
        if quantity.form is Form.WORDS
        else Quantity(quantity.form, quantity.low, quantity.high, words, quantity.strict)
    )
    assert Quantity.from_code(named.to_code()) == named


@pytest.mark.parametrize(
    ("quantity", "code"),
    [
        (Quantity.exact(53), "53"),
        (Quantity.exact(Decimal("98.50")), "98.5"),
        (Quantity.exact(Decimal("1.2E+4")), "12000"),
        (Quantity.at_least(3), ">=3"),
        (Quantity.at_least(50, strict=True), ">50"),
        (Quantity.at_most(5), "<=5"),
        (Quantity.at_most(10, strict=True), "<10"),
        (Quantity.interval(20, 99, "数十次"), "20..99|数十次"),
        (Quantity.about(620), "~620"),
        (Quantity.words_only("一批"), "words:一批"),
    ],
)
def test_code_is_canonical(quantity, code):
    assert quantity.to_code() == code
    assert Quantity.from_code(code) == quantity


@pytest.mark.parametrize(
    "code", ["", "abc", "-3", ">", "5..2", "words:", "~1..2", ">=1..2", "1e5", "NaN", "３", "<0", "9" * 40]
)
def test_code_of_nothing_is_refused(code):
    with pytest.raises(BadQuantityCodeError):
        Quantity.from_code(code)


@pytest.mark.parametrize("bad", [-1, Decimal("NaN"), Decimal("Infinity"), 10**18])
def test_number_out_of_range_is_refused(bad):
    with pytest.raises(ValueError):
        Quantity.exact(bad)


@pytest.mark.parametrize(
    ("claim", "known", "answer"),
    [
        ("53", "53", Agreement.AGREES),
        ("53", "52", Agreement.DIFFERS),
        ("53", ">=7", Agreement.CANNOT_TELL),
        ("53", ">=54", Agreement.DIFFERS),
        ("20..99", "35", Agreement.AGREES),
        ("20..99", "7", Agreement.DIFFERS),
        ("20..99", ">=25", Agreement.CANNOT_TELL),
        (">=2", ">=4", Agreement.AGREES),
        (">50", "50", Agreement.DIFFERS),
        (">50", ">=50", Agreement.CANNOT_TELL),
        (">50", ">50", Agreement.AGREES),
        ("<10", "10", Agreement.DIFFERS),
        ("<=10", "10", Agreement.AGREES),
        ("~620", "600", Agreement.AGREES),
        ("~620", "500", Agreement.DIFFERS),
        ("620", "~620", Agreement.CANNOT_TELL),
        (">=0", "<=5", Agreement.AGREES),
        ("words:一批", "3", Agreement.CANNOT_TELL),
    ],
)
def test_claim_against_what_is_known(claim, known, answer):
    assert Quantity.from_code(claim).agrees_with(Quantity.from_code(known)) is answer


def test_rounded_claim_agrees_within_half_a_step():
    claim, step = Quantity.exact(12600), Decimal(100)
    assert claim.agrees_with(Quantity.exact(12634), step=step) is Agreement.AGREES
    assert claim.agrees_with(Quantity.exact(12700), step=step) is Agreement.DIFFERS
    assert claim.agrees_with(Quantity.exact(12634)) is Agreement.DIFFERS


@given(bounded())
def test_every_quantity_agrees_with_itself(pair):
    quantity, _ = pair
    assert quantity.agrees_with(quantity) is Agreement.AGREES


@given(bounded(), bounded())
def test_verdict_matches_the_allowed_values(first, second):
    claim, known, value = first[0], second[0], second[1]
    answer = claim.agrees_with(known)
    if answer is Agreement.AGREES:
        assert claim.allows(value)
    if answer is Agreement.DIFFERS:
        assert not claim.allows(value)


@given(bounded(), bounded())
def test_sum_allows_the_sum_of_allowed_values(first, second):
    assert (first[0] + second[0]).allows(first[1] + second[1])
    assert first[0] + second[0] == second[0] + first[0]


@given(st.lists(WHOLE, max_size=6))
def test_sum_of_exact_numbers_is_exact(numbers):
    assert total(Quantity.exact(number) for number in numbers) == Quantity.exact(sum(numbers))


@given(bounded())
def test_sum_with_something_fuzzy_is_never_exact(pair):
    quantity, _ = pair
    if not quantity.is_exact:
        assert not (quantity + Quantity.exact(5)).is_exact


@pytest.mark.parametrize(
    ("first", "second", "result"),
    [
        ("53", "13", "66"),
        ("53", ">=3", ">=56"),
        ("53", ">50", ">103"),
        (">=3", "<10", ">=3"),
        ("5", "<=5", "5..10"),
        ("<=5", "<3", "<8"),
        ("20..99", "1", "21..100"),
        ("~620", "53", "~673"),
        ("~100", "1..5", "91..115"),
        ("5", "words:一批", ">=5"),
        ("<=5", "words:一批", ">=0"),
        ("words:一批", "words:若干", "words:一批 + 若干"),
    ],
)
def test_honest_arithmetic(first, second, result):
    expected = Quantity.from_code(result) if result != ">=0" else Quantity.words_only("至多5 + 一批")
    assert Quantity.from_code(first) + Quantity.from_code(second) == expected


@given(bounded(), st.integers(1, 1000))
def test_product_allows_the_product(pair, factor):
    quantity, value = pair
    assert quantity.times(factor).allows(value * factor)


def test_product_with_zero_is_refused():
    with pytest.raises(ValueError):
        Quantity.exact(3).times(0)


@example(Quantity.interval(100_000_000, 100_000_001))
@given(bounded(numbers=WHOLE).map(lambda pair: pair[0]))
def test_print_reads_back(quantity):
    assume(quantity.form is not Form.INTERVAL or quantity.low != quantity.high)
    for text in (quantity.in_chinese("家"), quantity.in_english("firms")):
        parsed = parse_quantity(text)
        assert parsed is not None
        assert parsed.quantity.without_words() == quantity


def test_print():
    assert Quantity.exact(2000).in_english("firms") == "2,000 firms"
    assert Quantity.at_least(50, strict=True).in_chinese("家") == "超过50家"
    assert Quantity.words_only("一批").in_chinese("个") == "一批"
    assert str(Quantity.interval(20, 99)) == "20..99"


READINGS = {
    "53家": "53", "１，２０４件": "1204", "1.26万户": "12600", "3000余人": "3001..3999", "两百余次": "201..299",
    "二十多家": "21..29", "十余次": "11..19", "数十次": "20..99", "几十家": "20..99", "上百家": ">=100",
    "近百家": "90..100", "约620平方米": "~620", "超过50家": ">50", "逾2亿元": ">200000000", "50家以上": ">=50",
    "不足10件": "<10", "不到40岁": "<40", "至少3次": ">=3", "百余人": "101..199", "数百名": "200..999",
    "多次": ">=2", "多项": ">=2", "三四十家": "30..40", "七八个": "7..8", "3至5次": "3..5", "20-30家": "20..30",
    "10家至20家": "10..20", "百分之十八点五": "18.5", "98.5%": "98.5", "三分之二": "66.6667", "过半": ">50",
    "半数": "~50", "几乎全员": "90..100", "全部": "100", "两家": "2", "廿五人": "25", "三成": "30", "1.5倍": "1.5",
    "十来个": "~10", "数千万元": "20000000..99999999", "3万多人": "30001..39999", "20多万元": "200001..299999",
    "一万二千亩": "12000", "60条左右": "~60", "千亿级": "100000000000..999999999999", "十": "10", "约三": "~3",
    "five to ten agreements": "5..10", "more than 50 firms": ">50", "dozens of meetings": "20..99",
    "nearly 300 firms": "270..300", "at least 20": ">=20", "over 2,000": ">2000", "2.5 million yuan": "2500000",
    "a dozen reports": "~12", "half": "~50", "two-thirds": "66.6667", "twenty-six countries": "26",
    "fewer than 10 cases": "<10", "up to 40 people": "<=40", "several reports": "3..9", "100+": ">=100",
    "one in five": "20", "1.34 billion yuan": "1340000000", "$2.5 million": "2500000", "30 or more members": ">=30",
}  # fmt: skip


@pytest.mark.parametrize(("words", "code"), READINGS.items())
def test_words_are_read(words, code):
    parsed = parse_quantity(words)
    assert parsed is not None
    assert parsed.is_quantity
    assert parsed.quantity.without_words().to_code() == code


@pytest.mark.parametrize(
    ("words", "code"), [("一批", "words:一批"), ("若干", "words:若干"), ("a series of", "words:a series of")]
)
def test_rhetoric_is_words_only(words, code):
    assert parse_quantity(words).quantity.to_code() == code


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("第三届", Kind.ORDINAL), ("十四届六次全会", Kind.ORDINAL), ("二十届二中、三中全会", Kind.ORDINAL),
        ("third", Kind.ORDINAL), ("15th", Kind.ORDINAL), ("首届", Kind.ORDINAL), ("2024年", Kind.DATE),
        ("9月下旬", Kind.DATE), ("今年以来", Kind.DATE), ("下半年", Kind.DATE), ("2024-2026", Kind.DATE),
        ("7–9 Dec", Kind.DATE), ("三年", Kind.DATE), ("“三物循环”", Kind.SLOGAN), ("“3转4强7新”", Kind.SLOGAN),
        ("“一中心、五高地”", Kind.SLOGAN), ("1+4", Kind.SLOGAN), ("三农", Kind.SLOGAN), ("90后", Kind.IDENTIFIER),
        ("G20", Kind.IDENTIFIER), ("〔2024〕5号", Kind.IDENTIFIER), ("13800001234", Kind.IDENTIFIER),
        ("0431-12345678", Kind.IDENTIFIER),
    ],
)  # fmt: skip
def test_what_is_no_count_comes_back_with_its_kind(words, kind):
    parsed = parse_quantity(words)
    assert parsed is not None
    assert parsed.kind is kind
    assert not parsed.is_quantity


@pytest.mark.parametrize("words", ["", "企业", "hello", "统一", "四川", "一盘棋", "第一时间", "千方百计"])
def test_words_without_a_number_say_nothing(words):
    assert parse_quantity(words) is None
