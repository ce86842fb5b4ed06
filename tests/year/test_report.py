"""The proposal work report drafts itself: every number a token that the records support."""

import pytest

from bench.session_year.cast import YEAR
from bench.session_year.story import Story
from luzhi.access.models import Body
from luzhi.core.tokens import Token, parse_text
from luzhi.records.figures import Scope, read_figure
from luzhi.reports.editions import compose_report
from luzhi.reports.writing import make_annual_report


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_report_prints_as_it_is_made(story: Story, language: str) -> None:
    report = make_annual_report(year=YEAR, by=story.cast.staff, language=language, about="proposals")
    sections = compose_report(report)
    assert [str(c.sentence) for section in sections for c in section.complaints if c.level == "stop"] == []
    assert len(sections) == 5
    text = "\n".join(s.text for section in sections for s in section.sentences)
    submitted = read_figure("proposals.submitted", Scope(story.cast.body.pk, YEAR))
    assert str(int(submitted.counted)) in text
    assert "{{" not in text
    assert "[by" not in text


def test_no_number_is_typed(story: Story) -> None:
    """What stands between the tokens holds no digit but the year."""
    report = make_annual_report(year=YEAR, by=story.cast.staff, about="proposals")
    for section in report.sections.all():
        words = "".join(piece.text for piece in parse_text(section.text) if not isinstance(piece, Token))
        names = [unit.name for unit in story.cast.units]
        for name in [str(YEAR), *names]:
            words = words.replace(name, "")
        assert [c for c in words if c.isdigit()] == []


def test_without_records_only_what_can_be_printed_is_written(story: Story, other_body: Body, make_actor) -> None:
    staff = make_actor("staff", at=other_body)
    report = make_annual_report(year=YEAR, by=staff, about="proposals")
    for section in compose_report(report):
        assert [str(c.sentence) for c in section.complaints] == []


def test_the_button_makes_it(story: Story, client_of) -> None:
    answer = client_of(story.cast.staff).post("/reports/make/", {"language": "zh", "about": "proposals"})
    assert answer.status_code == 302
    assert client_of(story.cast.staff).get(answer["Location"]).status_code == 200
