"""Two texts beside each other: nothing is lost, nothing is invented, and what is alike is shown as changed."""

from hypothesis import given
from hypothesis import strategies as st

from luzhi.core.textdiff import MOST_INSIDE, Row, Run, Sign, compare_inside, compare_texts, fold, split_paragraphs

LINES = st.lists(st.sampled_from(["甲乙丙丁", "甲乙丙戊", "一、总体要求", "二、时间", "x", ""]), max_size=8).map(
    "\n".join
)


def text_of(rows: list[Row], without: Sign) -> list[str]:
    found = ("".join(run.text for run in row.runs if run.sign != without) for row in rows)
    return [text for text in found if text]


@given(LINES, LINES)
def test_both_texts_can_be_read_out_of_the_comparison(old: str, new: str) -> None:
    rows = compare_texts(old, new)
    assert text_of(rows, Sign.NEW) == split_paragraphs(old)
    assert text_of(rows, Sign.GONE) == split_paragraphs(new)
    assert [row.old for row in rows if row.old] == list(range(1, len(split_paragraphs(old)) + 1))
    assert [row.new for row in rows if row.new] == list(range(1, len(split_paragraphs(new)) + 1))


@given(LINES, LINES)
def test_folding_hides_only_what_is_the_same(old: str, new: str) -> None:
    rows = compare_texts(old, new)
    shown = fold(rows)
    assert sum(row if isinstance(row, int) else 1 for row in shown) == len(rows)
    assert [row for row in shown if isinstance(row, Row) and row.sign != Sign.SAME] == [
        row for row in rows if row.sign != Sign.SAME
    ]


@given(LINES)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert {row.sign for row in compare_texts(text, text + "\n\n")} <= {Sign.SAME}


def test_a_changed_sentence_shows_what_changed_in_it() -> None:
    rows = compare_texts("设五个专班，每周二调度。\n经费照旧。", "设六个专班，每周二调度。\n公安进驻。\n经费照旧。")
    assert [row.sign for row in rows] == [Sign.CHANGED, Sign.NEW, Sign.SAME]
    assert rows[0].runs == (
        Run(Sign.SAME, "设"), Run(Sign.GONE, "五"), Run(Sign.NEW, "六"), Run(Sign.SAME, "个专班，每周二调度。"),
    )  # fmt: skip
    assert list(compare_inside("a" * (MOST_INSIDE + 1), "b")) == [
        Run(Sign.GONE, "a" * (MOST_INSIDE + 1)),
        Run(Sign.NEW, "b"),
    ]
