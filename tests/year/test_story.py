"""Every published figure of a whole year against SQL written by hand; the draft of the report; nothing left behind."""

from bench.session_year.cast import YEAR
from bench.session_year.checks import compare
from bench.session_year.story import Story
from luzhi.common.audit import verify_chain

THINGS = (
    "submit", "submitted by the clock", "answered an invitation", "file", "decision taken back", "merge", "split",
    "opinions", "scpo", "return", "improve", "withdraw", "dispatch", "object", "transfer", "keep", "extension decided",
    "overdue noted", "cell answered", "ask", "verdict", "rehandle", "close", "report", "replace", "give_up",
    "supervised", "instruction",
)  # fmt: skip


def test_everything_that_a_year_knows_happened(story: Story) -> None:
    assert [name for name in THINGS if not story.done[name]] == []


def test_every_published_figure_is_what_plain_sql_says(story: Story) -> None:
    assert [str(line) for line in compare(story.cast.body.pk, YEAR) if not line.agrees] == []


def test_the_chain_of_events_is_whole(story: Story) -> None:
    assert list(verify_chain(chain=story.cast.body.pk)) == []
