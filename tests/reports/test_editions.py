"""A published report: what is frozen, what drifts afterwards, what cannot be published."""

import datetime as dt
import io
from typing import Any

import pytest
from docx import Document as WordFile

from luzhi.access.actors import Actor
from luzhi.access.models import Body, Grant, User
from luzhi.access.roles import Role
from luzhi.expo.models import Award, Expo, Zone
from luzhi.records.services import change_record, create_record
from luzhi.reports.documents import Document, Note
from luzhi.reports.editions import Drift, compose_report, find_drift, freeze_edition
from luzhi.reports.models import Report
from luzhi.reports.word_file import write_word
from luzhi.reports.writing import add_section


@pytest.fixture
def writer(sample: Body) -> Actor:
    user = User.objects.create_user("writer", password="x")
    Grant.objects.create(user=user, body=sample, role=Role.STAFF)
    return Actor(user, sample, (Role.STAFF,))


@pytest.fixture
def publish(sample: Body, writer: Actor) -> Any:
    def freeze(text: str) -> Any:
        report: Report = create_record(Report(body=sample, year=2024, title="甲报告"), by=writer)
        add_section(report, title="一", text=text, by=writer)
        return freeze_edition(report, by=writer)

    return freeze


def drift_of(edition: Any) -> list[Drift]:
    return find_drift(edition)


def test_nothing_drifts_before_a_record_changes(publish: Any) -> None:
    assert (
        drift_of(publish("展区面积{{figure expo.zone_area zone=港澳侨展区}}平方米，奖项{{list expo.awards}}。")) == []
    )


def test_a_record_that_comes_is_named(publish: Any, sample: Body, writer: Actor) -> None:
    edition = publish("奖项{{list expo.awards}}。")
    expo, zone = Expo.objects.get(body=sample), Zone.objects.get(body=sample, name="人参展区")
    create_record(Award(body=sample, year=2024, expo=expo, zone=zone, name="最佳展台"), by=writer)
    (drift,) = drift_of(edition)
    assert [label for _kind, _pk, label in drift.came] == ["最佳展台"]
    assert drift.went == []


def test_a_record_that_contradicts_what_was_printed_is_drift(publish: Any, sample: Body, writer: Actor) -> None:
    edition = publish("展区面积{{figure expo.zone_area zone=港澳侨展区}}平方米。")
    zone = Zone.objects.get(body=sample, name="港澳侨展区")
    change_record(zone, {"area": 600}, by=writer, seen_version=zone.version)
    (drift,) = drift_of(edition)
    assert (drift.now, drift.printed.value, drift.against) == ("620", "620", "600")


@pytest.mark.parametrize(
    "sentence",
    [
        "意见建议{{word handling.coverage say=一一回应}}。",
        "建设展区{{word expo.zones say=数十个}}。",
        "港澳侨展区有54家企业参展。",
        "奖项{{figure expo.no_such}}项。",
    ],
)
def test_a_sentence_that_the_records_do_not_support_is_refused(sample: Body, writer: Actor, sentence: str) -> None:
    report = create_record(Report(body=sample, year=2024, title="乙报告"), by=writer)
    add_section(report, title="一", text=sentence, by=writer)
    (section,) = compose_report(report)
    assert [complaint.level for complaint in section.complaints].count("stop") >= 1


def test_the_word_file_of_a_report_has_its_numbers_raised_and_the_table_behind_them() -> None:
    note = Note(1, "Proposals", "53", "counted", 53, "1-abcdef")
    made = Document(
        "Report", "subtitle", "body-0001", dt.date(2024, 5, 1), chinese=True,
        sections=[("One", [["We filed ", ("53", 1), " <b>&"]])], notes=[note], mark="DRAFT", remarks=["frozen"],
    )  # fmt: skip
    found = WordFile(io.BytesIO(write_word(made)))
    assert [p.text for p in found.paragraphs if p.text] == [
        "DRAFT", "Report", "subtitle", "One", "We filed 531 <b>&", "数据来源", "frozen",
    ]  # fmt: skip
    line = next(p for p in found.paragraphs if p.text.startswith("We"))
    assert [run.text for run in line.runs if run.font.superscript] == ["1"]
    shown = [cell.text for cell in found.tables[0].rows[1].cells]
    assert shown == ["1", "Proposals", "53", "counted", "53", "1-abcdef"]
