"""The first text of a year's report: figures and lists from the records, what is stated in parts, and no empty sentence."""

import pytest

from luzhi.access.actors import Actor
from luzhi.access.models import Body, Grant, User
from luzhi.access.roles import Role
from luzhi.reports.editions import compose_report
from luzhi.reports.models import Language, Report
from luzhi.reports.writing import make_annual_report


@pytest.fixture
def staff_there(sample: Body) -> Actor:
    user = User.objects.create_user("staff-there", password="x")
    Grant.objects.create(user=user, body=sample, role=Role.STAFF)
    return Actor(user, sample, (Role.STAFF,))


def print_out(report: Report) -> str:
    return "\n".join(sentence.text for section in compose_report(report) for sentence in section.sentences)


@pytest.mark.parametrize(
    ("language", "said", "not_said"),
    [
        (
            Language.ENGLISH,
            ("港澳侨展区 53", "干细胞展区 13", "赛尔", "at least 2 sessions", "and others"),
            ("put on file",),
        ),
        (Language.CHINESE, ("港澳侨展区53家", "干细胞展区13家", "赛尔", "至少2次", "等"), ("提案立案",)),
    ],
)
def test_the_first_text_says_what_is_on_record_and_no_more(
    staff_there: Actor, language: str, said: tuple[str, ...], not_said: tuple[str, ...]
) -> None:
    Report.objects.filter(body_id=staff_there.body.pk).update(title="another")
    report = make_annual_report(year=2024, by=staff_there, language=language)
    text = print_out(report)
    assert [words for words in said if words not in text] == []
    assert [words for words in not_said if words in text] == []
    assert "{{" not in text
    assert "[by" not in text
    assert [str(c.sentence) for s in compose_report(report) for c in s.complaints if c.level == "stop"] == []


def test_a_year_without_records_has_a_first_text_too(staff_there: Actor) -> None:
    report = make_annual_report(year=2019, by=staff_there, language=Language.ENGLISH)
    text = print_out(report)
    assert text.startswith("In 2019 0 activities")
    assert [words for words in ("Firms courted", "By kind", "Alliances", "▢") if words in text] == []
    assert report.title.startswith("Changchun Municipal Committee of the CPPCC: report on the year 2019")
