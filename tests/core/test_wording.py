"""Which words may be printed for a true number, and which word is chosen."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from luzhi.core.quantity import Quantity
from luzhi.core.wording import Cause, choose_share_word, choose_word, supports


@pytest.mark.parametrize(
    ("word", "code", "cause"),
    [
        ("数十次", "35", Cause.SUPPORTED),
        ("数十次", "7", Cause.OUTSIDE),
        ("数十次", "20..99", Cause.SUPPORTED),
        ("数十次", ">=25", Cause.UNCERTAIN),
        ("十余次", "11", Cause.SUPPORTED),
        ("十余次", "10", Cause.OUTSIDE),
        ("多项", "2", Cause.SUPPORTED),
        ("多项", "1", Cause.OUTSIDE),
        ("53家", "53", Cause.SUPPORTED),
        ("53家", "52", Cause.OUTSIDE),
        ("近百家", "95", Cause.SUPPORTED),
        ("近百家", "100", Cause.OUTSIDE),
        ("超过50家", "50", Cause.OUTSIDE),
        ("50家以上", "50", Cause.SUPPORTED),
        ("约620平方米", "600", Cause.SUPPORTED),
        ("dozens of meetings", "30", Cause.SUPPORTED),
        ("nearly 300 firms", "299", Cause.SUPPORTED),
        ("nearly 300 firms", "300", Cause.OUTSIDE),
        ("一批项目", "3", Cause.SUPPORTED),
        ("一批项目", "2", Cause.TOO_FEW),
        ("一系列建议", ">=2", Cause.UNCERTAIN),
        ("a series of reports", ">=4", Cause.SUPPORTED),
        ("一批", "words:一批", Cause.SUPPORTED),
        ("一批", "words:若干", Cause.UNCERTAIN),
        ("第三届", "3", Cause.UNKNOWN_WORD),
        ("全力", "3", Cause.UNKNOWN_WORD),
        ("蓝天", "3", Cause.UNKNOWN_WORD),
    ],
)
def test_word_for_an_amount(word, code, cause):
    verdict = supports(word, Quantity.from_code(code))
    assert (verdict.ok, verdict.cause) == (cause is Cause.SUPPORTED, cause)


@pytest.mark.parametrize(
    ("word", "part", "whole", "cause"),
    [
        ("一一回应", 12, 12, Cause.SUPPORTED),
        ("一一回应", 11, 12, Cause.NOT_ALL),
        ("逐一答复", 0, 0, Cause.NOTHING_TO_COUNT),
        ("全部办结", 999, 1000, Cause.NOT_ALL),
        ("几乎全员", 95, 100, Cause.SUPPORTED),
        ("几乎全员上阵", 70, 100, Cause.SHARE_OUTSIDE),
        ("过半", 50, 100, Cause.SHARE_OUTSIDE),
        ("过半", 51, 100, Cause.SUPPORTED),
        ("半数以上", 50, 100, Cause.SUPPORTED),
        ("三分之二", 2, 3, Cause.SUPPORTED),
        ("三分之二", 3, 5, Cause.SHARE_OUTSIDE),
        ("98.5%", 197, 200, Cause.SUPPORTED),
        ("九成以上", 91, 100, Cause.SUPPORTED),
        ("绝大多数", 79, 100, Cause.SHARE_OUTSIDE),
        ("almost all", 9, 10, Cause.SUPPORTED),
        ("one by one", 4, 5, Cause.NOT_ALL),
        ("百分之百", 5, 5, Cause.SUPPORTED),
    ],
)
def test_word_for_a_share(word, part, whole, cause):
    verdict = supports(word, Quantity.exact(part), whole=Quantity.exact(whole))
    assert (verdict.ok, verdict.cause) == (cause is Cause.SUPPORTED, cause)


def test_share_without_its_whole_is_not_judged():
    assert supports("一一回应", Quantity.exact(5)).cause is Cause.WHOLE_UNKNOWN
    assert supports("过半", Quantity.at_least(5), whole=Quantity.exact(8)).cause is Cause.WHOLE_UNKNOWN


def test_refusal_names_its_parameters():
    verdict = supports("一一回应", Quantity.exact(11), whole=Quantity.exact(12))
    assert verdict.params == {"word": "一一回应", "part": "11", "whole": "12", "missing": "1"}
    verdict = supports("数十次", Quantity.exact(7))
    assert verdict.params == {"word": "数十次", "quantity": "7", "low": "20", "high": "99"}


@given(st.integers(0, 10**7), st.sampled_from([("zh", "次"), ("en", "visits")]))
def test_chosen_word_is_supported(number, wording):
    language, unit = wording
    quantity = Quantity.exact(number)
    assert supports(choose_word(quantity, unit, language=language), quantity).ok


@given(st.integers(0, 10**5), st.integers(0, 10**5))
def test_chosen_word_for_an_interval_is_supported(first, second):
    assume(first != second)
    quantity = Quantity.interval(min(first, second), max(first, second))
    assert supports(choose_word(quantity, "家"), quantity).ok


@given(st.integers(0, 2000), st.integers(1, 2000))
def test_chosen_share_word_is_supported(part, whole):
    assume(part <= whole)
    for language in ("zh", "en"):
        word = choose_share_word(part, whole, language=language)
        if word.endswith("%"):
            assert (float(word[:-1]) == 0) == (part == 0)
            assert float(word[:-1]) < 100
        else:
            assert supports(word, Quantity.exact(part), whole=Quantity.exact(whole)).ok


@pytest.mark.parametrize(
    ("number", "chinese", "english"),
    [
        (1, "1次", "1 visits"),
        (3, "数次", "several visits"),
        (10, "10次", "10 visits"),
        (14, "十余次", "14 visits"),
        (35, "数十次", "dozens of visits"),
        (140, "百余次", "140 visits"),
        (100, "100次", "100 visits"),
        (2500, "数千次", "thousands of visits"),
    ],
)
def test_word_for_a_number(number, chinese, english):
    assert choose_word(Quantity.exact(number), "次") == chinese
    assert choose_word(Quantity.exact(number), "visits", language="en") == english


def test_unknown_numbers_keep_their_form():
    assert choose_word(Quantity.at_least(3), "次") == "至少3次"
    assert choose_word(Quantity.words_only("一批"), "个") == "一批"


@pytest.mark.parametrize(("part", "whole"), [(1, 0), (3, 2), (-1, 2)])
def test_no_share_of_nothing(part, whole):
    with pytest.raises(ValueError):
        choose_share_word(part, whole)
