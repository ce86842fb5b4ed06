"""A draft held against the sample year: what agrees, what differs, what nobody can tell, and what a click would enter."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from luzhi.access.actors import Actor
from luzhi.access.models import Body, Grant, User
from luzhi.access.roles import Role
from luzhi.reports.drafts import DraftChecker, Mark, Status
from luzhi.reports.missing import find_actions

GOLD = Path(__file__).parents[2] / "bench" / "draft_check" / "gold" / "p_sample_year.json"
OWN = "长春市政协全年收到提案358件。展会上推出“智慧中医药”展区，“聚力”主题活动启动，李明霞委员提出《关于建设药谷的建议》。"


@pytest.fixture
def staff_there(sample: Body) -> Actor:
    user = User.objects.create_user("staff-there", password="x")
    Grant.objects.create(user=user, body=sample, role=Role.STAFF)
    return Actor(user, sample, (Role.STAFF,))


@pytest.fixture
def check(sample: Body) -> Any:
    checker = DraftChecker(sample, 2024)
    return lambda text: {mark.mention.text: mark for mark in checker.check(text).marks}


def read_links(actor: Actor, mark: Mark, text: str) -> list[tuple[str, dict[str, list[str]]]]:
    found = []
    for _label, url in find_actions(mark, actor, 2024, text):
        parts = urlsplit(url)
        found.append((parts.path, parse_qs(parts.query)))
    return found


def test_labelled_text_about_the_year(sample: Body) -> None:
    gold = json.loads(GOLD.read_text(encoding="utf-8"))
    marks = {mark.start: mark for mark in DraftChecker(sample, 2024).check(gold["text"]).marks}
    labels = [label for label in gold["mentions"] if "status" in label]
    right = [label for label in labels if str(marks[label["start"]].status) == label["status"]]
    assert len(labels) > 25
    assert len(right) / len(labels) >= 0.95


@pytest.mark.parametrize(
    ("text", "words", "status"),
    [
        ("港澳侨展区有53家企业参展。", "53家", Status.AGREES),
        ("港澳侨展区有五十三家企业参展。", "五十三家", Status.AGREES),
        ("港澳侨展区有54家企业参展。", "54家", Status.DIFFERS),
        ("港澳侨展区面积约600平方米。", "约600平方米", Status.AGREES),
        ("港澳侨展区面积超过700平方米。", "超过700平方米", Status.DIFFERS),
        ("长春市政协全年收到提案358件。", "358件", Status.NO_SOURCE),
        ("乙市政协全年收到提案358件。", "358件", Status.NO_SOURCE),
        ("长春市政协第三届大会", "第三届", Status.NOT_A_COUNT),
    ],
)
def test_status_of_one_number(check: Any, text: str, words: str, status: Status) -> None:
    assert check(text)[words].status is status


def test_number_of_a_figure_without_records_names_the_figure(check: Any, staff_there: Actor) -> None:
    mark = check(OWN)["358件"]
    assert (mark.status, mark.figure.key) == (Status.NO_SOURCE, "proposals.submitted")
    ((path, given),) = read_links(staff_there, mark, OWN)
    assert path == "/statements/new/"
    assert given == {"year": ["2024"], "quantity": ["358"], "words": ["358件"], "figure": ["proposals.submitted"]}


def test_wrong_number_opens_the_statement_narrowed_by_name(check: Any, staff_there: Actor) -> None:
    text = "港澳侨展区有54家企业参展。"
    ((_path, given),) = read_links(staff_there, check(text)["54家"], text)
    assert (given["figure"], given["where"]) == (["expo.exhibitors"], ["zone=港澳侨展区"])


@pytest.mark.parametrize(
    ("words", "path"),
    [("李明霞", "/people/new/"), ("《关于建设药谷的建议》", "/documents/new/"), ("聚力", "/campaigns/new/")],
)
def test_a_missing_name_opens_the_form_of_its_kind(check: Any, staff_there: Actor, words: str, path: str) -> None:
    ((found, given),) = read_links(staff_there, check(OWN)[words], OWN)
    assert found == path
    assert next(iter(given.values())) == [words.strip("《》")]


def test_nothing_is_offered_to_who_may_not_enter_it(check: Any, sample: Body) -> None:
    user = User.objects.create_user("leader-there", password="x")
    assert find_actions(check(OWN)["358件"], Actor(user, sample, (Role.LEADER,)), 2024, OWN) == []


def test_text_of_another_body_agrees_and_differs_with_nothing(check: Any) -> None:
    marks = check("乙市政协组织调研3次，走访企业53家，签订协议3份，召开常委会会议2次，成立联盟2个。")
    assert {mark.status for mark in marks.values()} == {Status.NO_SOURCE}


def test_page_shows_text_marks_and_forms(staff_there: Actor) -> None:
    client = Client()
    client.force_login(staff_there.user)
    page = client.post("/reports/check/", {"text": OWN}).content.decode()
    assert page.count('class="mark-line is-no-source"') >= 4
    assert "/statements/new/?year=2024&amp;quantity=358" in page
    assert 'id="only-open"' in page


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [("draft.pdf", b"%PDF-1.7", 422), ("draft.docx", b"no archive", 422), ("draft.txt", b"\x00\x01\x02", 422),
     ("draft.txt", "共3家".encode("gb18030"), 200), ("empty.txt", b"  \n", 422)],
)  # fmt: skip
def test_a_file_is_read_or_refused_with_a_sentence(staff_there: Actor, name: str, content: bytes, status: int) -> None:
    client = Client()
    client.force_login(staff_there.user)
    answer = client.post("/reports/check/", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == status
    assert ('role="alert"' in answer.content.decode()) == (status == 422)


def test_command_prints_rows_as_data(sample: Body, tmp_path: Path, capsys: Any) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("港澳侨展区有54家企业参展。", encoding="utf-8")
    call_command("check_draft", str(draft), "--body", "changchun", "--year", "2024", "--format", "json")
    (row,) = [row for row in json.loads(capsys.readouterr().out) if row["kind"] == "count"]
    assert (row["start"], row["end"], row["text"], row["value"], row["unit"]) == (6, 9, "54家", "54", "家")
    assert (row["status"], row["figure"], row["where"]) == ("differs", "expo.exhibitors", {"zone": "港澳侨展区"})
    assert "53" in row["note"]


def test_command_prints_figures_and_one_figure(sample: Body, capsys: Any) -> None:
    call_command("figures", "--body", "changchun", "--year", "2024", "--format", "json")
    rows = {row["figure"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["expo.staff_share"]["grade"] == "reported"
    call_command("figure", "expo.exhibitors", "--where", "zone=港澳侨展区", "--body", "changchun", "--format", "json")
    row = json.loads(capsys.readouterr().out)
    assert (row["value"], row["grade"], row["records"]) == ("53", "reported", 0)


@pytest.mark.parametrize(
    "text",
    [
        "第十二届海州国际茶产业博览会闭幕，台港澳侨展区面积1500平方米，66家企业参展，来自17个国家。",
        "海州市政协邀请客商，港澳侨展区有66家企业参展。",
    ],
)
def test_text_about_another_fair_or_body_is_not_held_against_records(check: Any, text: str) -> None:
    judged = {mark.status for mark in check(text).values()}
    assert judged <= {Status.NO_SOURCE, Status.NOT_A_COUNT}


@pytest.mark.parametrize("lead", ["本届博览会上，", "全市政协组织联系客商，", "“健博会”期间，", ""])
def test_a_passage_without_the_name_of_the_body_is_held_by_what_it_names(check: Any, lead: str) -> None:
    assert check(f"{lead}港澳侨展区有54家企业参展。")["54家"].status is Status.DIFFERS


@pytest.mark.parametrize(
    ("text", "words", "status"),
    [
        ("53 firms exhibited in the Hong Kong, Macao and overseas Chinese zone.", "53 firms", Status.AGREES),
        ("60 firms exhibited in the Hong Kong, Macao and overseas Chinese zone.", "60 firms", Status.DIFFERS),
        ("Thirteen firms showed their work in the stem-cell zone.", "Thirteen firms", Status.AGREES),
        ("The Hong Kong, Macao and overseas Chinese zone covered 620 square metres.", "620", Status.AGREES),
        ("Three framework agreements were signed and two alliances were founded.", "two alliances", Status.AGREES),
        ("Trips went to Beijing, Shanghai, Wuhan, Nanjing, Hong Kong and Macao.", "Beijing", Status.AGREES),
        ("Trips went to Beijing, Shanghai, Wuhan, Nanjing and Chicago.", "Beijing", Status.DIFFERS),
        (
            "At the session on biomedicine Cao Shanping, Li Beiwei, Xu Fei, Li Guangzhe, Zhang Haiyue and Liu Fusheng spoke.",
            "Cao Shanping",
            Status.AGREES,
        ),
    ],
)
def test_english_is_checked_like_chinese(check: Any, text: str, words: str, status: Status) -> None:
    found = check("Changchun, 2024. " + text).values()
    assert [mark.status for mark in found if mark.mention.text.startswith(words)] == [status]


@pytest.mark.parametrize(
    "text",
    [
        "The Cape Orchid Health Industries Expo closed. 58 firms filled the Hong Kong, Macao and overseas Chinese zone.",
        "The Linmouth District Committee of the CPPCC signed three framework agreements.",
    ],
)
def test_english_of_another_fair_or_body_is_not_held_against_records(check: Any, text: str) -> None:
    assert {mark.status for mark in check(text).values() if mark.mention.quantity} == {Status.NO_SOURCE}
