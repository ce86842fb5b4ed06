"""What the public may read: only with every consent, without contact data, and nothing else through any address."""

import time

import pytest
from django.test import Client
from django.urls import reverse

from luzhi.access.roles import Role
from luzhi.common.problems import Conflict, Problem
from luzhi.handling.models import Referral
from luzhi.handling.services import answer_cell
from luzhi.people.models import Contact
from luzhi.proposals import publicity
from luzhi.proposals.models import Proposal, Publication, UnitConsent
from luzhi.proposals.redacting import redact
from luzhi.records.services import create_record
from luzhi.workflow.engine import perform


@pytest.mark.parametrize(
    "words",
    ["13812345678", "138 1234 5678", "+86-138-1234-5678", "１３８１２３４５６７８", "0431-88776655", "(0431)88776655",
     "a.b@example.com", "ａ＠example.com", "220102198001011234", "22010219800101123X", "400-810-1234",
     "微信号：luzhi_2024", "QQ:12345678", "6222 0202 0000 1234 567", "电话：8877 6655"],
)  # fmt: skip
def test_contact_data_is_taken_out(words) -> None:
    found = redact(f"请联系张三，{words}，谢谢")
    assert found.text == "请联系张三，［略］，谢谢"
    assert len(found.taken_out) == 1


@pytest.mark.parametrize(
    "words", ["第12号提案", "政办〔2024〕5号", "1234万元", "2024年12月31日", "12345 热线", "投资 138.5 亿元", "3—5 个",
              "人民大街", "GB/T 9704-2012"],
)  # fmt: skip
def test_what_is_no_contact_stays(words) -> None:
    assert redact(words).taken_out == ()


def test_house_numbers_go_where_the_rules_say_so() -> None:
    assert redact("人民大街1234号3栋502室").text == "人民大街［略］"
    assert redact("人民大街1234号", "").text == "人民大街1234号"


def test_a_long_text_is_redacted_at_once() -> None:
    began = time.monotonic()
    for text in ("1" * 100_000, "a@" * 50_000, "电话：" * 30_000, "0431-" * 20_000, "路1号" * 30_000):
        redact(text)
    assert time.monotonic() - began < 5


@pytest.fixture
def officer(make_actor, unit, body):
    actor = make_actor(Role.OFFICER)
    Contact.objects.create(body=body, account=actor.user, organisation=unit)
    return actor


@pytest.fixture
def answered(staff, dispatcher, unit, make_member, make_proposal):
    """A filed proposal whose unit has answered, with contact data in text and answer."""
    _actor, person = make_member("member-0001")
    draft = make_proposal(
        "关于社区养老的提案", person, situation="请打 13812345678", recommendations="1. 建食堂", open_to_public=True
    )
    filed = perform(perform(draft, "submit", by=staff), "file", by=staff)
    create_record(Referral(matter=filed.matter, unit=unit), by=dispatcher)
    perform(filed, "dispatch", by=dispatcher)
    item = filed.matter.items.get()
    answer_cell(
        item, unit,
        {"text": "已建 3 家 <b>食堂</b>，联系人 李四 0431-88776655", "form": "writing", "answered_on": filed.submitted_on},
        by=staff, seen_version=0,
    )  # fmt: skip
    return Proposal.objects.get(pk=filed.pk)


@pytest.fixture
def publication(answered, staff, officer):
    assert answered.state == "replied"
    return publicity.begin(answered, by=staff)


def address(publication=None):
    return f"/open/jia/{publication.pk}/" if publication else "/open/jia/"


def test_published_only_with_the_consent_of_all_and_a_check(publication, staff, officer, client_of) -> None:
    with pytest.raises(Conflict) as refused:
        perform(publication, "publish", by=staff)
    assert "unit-0001" in str(refused.value.details)
    assert Client().get(address(publication)).status_code == 404
    page = client_of(officer).get("/proposals/consents/")
    assert [c.publication for c in page.context["consents"]] == [publication]
    consent = UnitConsent.objects.get()
    assert client_of(officer).post("/proposals/consents/", {"consent": consent.pk, "agree": "1"}).status_code == 302
    perform(publication, "publish", by=staff)
    page = Client().get(address(publication)).content.decode()
    assert ("建食堂" in page, "&lt;b&gt;食堂" in page) == (True, True)
    for hidden in ("13812345678", "88776655", "<b>食堂"):
        assert hidden not in page
    assert "关于社区养老的提案" in Client().get(address()).content.decode()


def test_what_a_unit_is_asked_stands_among_what_its_officer_must_do(publication, officer, client_of) -> None:
    client, door = client_of(officer), reverse("unit-consents")
    assert f'<a href="{door}">' in client.get("/").content.decode()
    publicity.answer_consent(UnitConsent.objects.get(), agree=True, reason="", by=officer)
    assert f'<a href="{door}">' not in client.get("/").content.decode()


def test_without_the_proposers_nothing_is_published(publication, staff) -> None:
    UnitConsent.objects.update(consent="yes")
    Proposal.objects.update(open_to_public=False)
    with pytest.raises(Conflict):
        perform(publication, "publish", by=staff)


def test_a_unit_that_refuses_says_why_and_answers_once(publication, staff, officer) -> None:
    consent = UnitConsent.objects.get()
    with pytest.raises(Problem):
        publicity.answer_consent(consent, agree=False, reason=" ", by=officer)
    publicity.answer_consent(consent, agree=False, reason="unfinished", by=officer)
    with pytest.raises(Conflict):
        publicity.answer_consent(consent, agree=True, reason="", by=officer)
    with pytest.raises(Conflict):
        perform(publication, "publish", by=staff)


def test_contact_data_that_was_typed_in_again_stops_it(publication, staff) -> None:
    UnitConsent.objects.update(consent="yes")
    Publication.objects.update(answers="打 13912345678")
    with pytest.raises(Conflict) as refused:
        perform(publication, "publish", by=staff)
    assert "13912345678" in str(refused.value.details)


def test_another_units_consent_is_not_mine_to_give(publication, make_actor, client_of) -> None:
    consent = UnitConsent.objects.get()
    stranger = client_of(make_actor(Role.OFFICER))
    assert stranger.post("/proposals/consents/", {"consent": consent.pk, "agree": "1"}).status_code == 404
    assert UnitConsent.objects.get().consent == "open"


def test_units_are_asked_again_when_their_answer_reads_otherwise(publication, staff) -> None:
    UnitConsent.objects.update(consent="yes")
    Publication.objects.update(answers="cut short")
    perform(publication, "copy", by=staff)
    assert UnitConsent.objects.get().consent == "open"


def test_withdrawn_it_is_gone_at_once_and_public_it_is_not_edited(publication, staff, client_of) -> None:
    UnitConsent.objects.update(consent="yes")
    perform(publication, "publish", by=staff)
    form = client_of(staff).get(f"/publications/{publication.pk}/edit/").context["form"]
    assert {"title", "text", "answers"} & set(form.fields) == set()
    perform(publication, "withdraw", by=staff, reason="wrong")
    assert Client().get(address(publication)).status_code == 404
    assert "养老" not in Client().get(address(), {"q": "养老"}).content.decode().split("</form>")[-1]


def test_the_public_search_finds_published_texts_only(publication, staff, make_proposal) -> None:
    make_proposal("关于食堂的秘密草稿")
    client = Client()
    assert client.get(address(), {"q": "食堂"}).context["lines"] == []
    UnitConsent.objects.update(consent="yes")
    perform(publication, "publish", by=staff)
    assert [row.pk for row, _pieces in client.get(address(), {"q": "食堂"}).context["lines"]] == [publication.pk]
    assert client.get(address(), {"q": "13812345678"}).context["lines"] == []


@pytest.mark.parametrize(
    "query",
    [{"q": "'; drop table"}, {"q": "%"}, {"q": "<script>alert(1)</script>"}, {"before": "x"}, {"before": "9" * 40},
     {"state": "asked"}, {"body__code": "yi"}, {"q": "养" * 5000}, {"q": "\x00"}, {"q": "(a+)+$" * 20}],
)  # fmt: skip
def test_public_pages_take_any_query(publication, query) -> None:
    began = time.monotonic()
    answer = Client().get(address(), query)
    assert (answer.status_code, answer.context["lines"]) == (200, [])
    assert "<script>alert" not in answer.content.decode()
    assert time.monotonic() - began < 2


def test_public_pages_show_nothing_of_other_bodies_and_take_no_posts(publication, staff, other_body) -> None:
    UnitConsent.objects.update(consent="yes")
    perform(publication, "publish", by=staff)
    client = Client()
    assert client.get(f"/open/yi/{publication.pk}/").status_code == 404
    assert client.get("/open/nobody/").status_code == 404
    assert client.get("/open/yi/").context["lines"] == []
    assert (client.post(address()).status_code, client.post(address(publication)).status_code) == (405, 405)


def test_names_are_escaped_wherever_the_public_reads_them(publication, staff) -> None:
    UnitConsent.objects.update(consent="yes")
    evil = '<img src=x onerror="alert(1)">'
    Publication.objects.update(title=evil, proposers=evil, text=f"javascript:alert(1) {evil}")
    perform(publication, "publish", by=staff)
    for page in (Client().get(address()), Client().get(address(publication))):
        assert "<img src=x" not in page.content.decode()


def test_the_public_list_costs_the_same_at_any_size(body, publication, django_assert_max_num_queries) -> None:
    rows = [
        Proposal(body=body, title=f"p{n}", year=2024, state="closed", outcome="filed") for n in range(45)
    ]  # fmt: skip
    made = Proposal.objects.bulk_create(rows)
    Publication.objects.bulk_create([
        Publication(body=body, proposal=p, year=2024, title=p.title, text="t", state="public", published_on="2024-06-01")
        for p in made
    ])  # fmt: skip
    with django_assert_max_num_queries(4):
        page = Client().get(address())
    assert (len(page.context["lines"]), page.context["next"] is not None) == (20, True)
    last = Client().get(address(), {"before": page.context["next"]})
    assert len(last.context["lines"]) == 20


def test_only_what_is_answered_is_prepared_and_once(publication, answered, staff, make_proposal) -> None:
    for proposal in (answered, make_proposal("draft")):
        with pytest.raises(Conflict):
            publicity.begin(proposal, by=staff)
