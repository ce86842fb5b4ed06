"""Reports on social conditions: from members to the rungs of adoption, each counted once."""

import pytest

from luzhi.common.models import Notice
from luzhi.common.problems import Conflict
from luzhi.handling.models import RuleSet
from luzhi.proposals.models import Adoption, OpinionReport
from luzhi.records.figures import Scope, read_figure
from luzhi.records.kinds import KINDS
from luzhi.records.services import create_record
from luzhi.workflow.engine import perform


@pytest.fixture
def author(make_member):
    return make_member("member-0001")


@pytest.fixture
def report(author, client_of):
    answer = client_of(author[0]).post("/opinion-reports/new/", {
        "title": "t", "text": "words", "authors": "member-0001", "year": "2024",
    })  # fmt: skip
    assert answer.status_code == 302
    return OpinionReport.objects.get()


def take(report, staff, *steps):
    answers = {"sign": {"signed_by": "主席"}, "issue": {"issued_to": "市委"}, "send_up": {"issued_to": "省政协"}}
    for step in steps:
        report = perform(report, step, by=staff, answers=answers.get(step), reason="r")
    return report


def test_from_the_member_to_the_issue(report, staff, author) -> None:
    assert [a.name for a in report.authors.all()] == ["member-0001"]
    issued = take(report, staff, "edit", "sign", "issue")
    issued.refresh_from_db()
    assert (issued.issue_no, issued.issued_to, issued.signed_by) == (1, "市委", "主席")
    assert Notice.objects.filter(topic="opinion.result", recipient=author[0].user).count() == 1


def test_others_see_it_when_it_is_issued(report, staff, make_member, client_of) -> None:
    stranger = client_of(make_member("member-0002")[0])
    assert stranger.get(f"/opinion-reports/{report.pk}/").status_code == 404
    take(report, staff, "edit", "sign", "issue")
    assert stranger.get(f"/opinion-reports/{report.pk}/").status_code == 200


def test_a_report_is_counted_once_by_its_highest_rung(report, staff, body, client_of) -> None:
    create_record(
        RuleSet(name="r", clause="c", valid_from="2020-01-01", ladder="A 区采用\nB 市采用\nC 全国采用"), by=staff
    )
    OpinionReport.objects.update(rules=RuleSet.objects.get())
    take(report, staff, "edit", "sign", "issue", "send_up")
    client = client_of(staff)
    for rung in "BCA":
        assert client.post("/adoptions/new/", {"report": "t", "rung": rung}).status_code == 302
    assert client.post("/adoptions/new/", {"report": "t", "rung": "Z"}).status_code == 422
    assert Adoption.objects.get(highest=True).meaning == "全国采用"
    scope = Scope(body.pk, 2024)
    keys = ("opinions", "opinions_issued", "opinions_adopted")
    assert [read_figure(f"proposals.{key}", scope).counted for key in keys] == [1, 1, 1]
    best = Adoption.objects.get(highest=True)
    client.post(f"/adoptions/{best.pk}/remove/", {"version": best.version, "reason": "x"})
    assert Adoption.objects.get(highest=True).rung == "B"


def test_parts_of_a_composite_report(report, staff, make_member) -> None:
    _actor, other = make_member("member-0002")
    composite = create_record(OpinionReport(title="c", text="all", year=2024), by=staff, links={"authors": [other]})
    perform(report, "join", by=staff, answers={"composite": composite})
    assert sorted(a.name for a in composite.authors.all()) == ["member-0001", "member-0002"]
    with pytest.raises(Conflict):
        perform(composite, "join", by=staff, answers={"composite": composite})
    perform(report, "leave", by=staff, reason="alone")
    assert [a.name for a in composite.authors.all()] == ["member-0002"]


def test_a_text_too_long_is_not_signed_off(report, staff) -> None:
    create_record(RuleSet(name="r", clause="c", valid_from="2020-01-01", longest_report=3), by=staff)
    with pytest.raises(Conflict):
        perform(report, "edit", by=staff)


def test_a_member_is_not_asked_what_the_office_decides(staff, make_member, client_of) -> None:
    author, _person = make_member("member-0009")
    address = KINDS["proposals.opinionreport"].url(page="new")
    assert 'name="signed_by"' in client_of(staff).get(address).content.decode()
    page = client_of(author).get(address).content.decode()
    assert 'name="text"' in page
    assert 'name="signed_by"' not in page
    assert 'name="issued_to"' not in page
