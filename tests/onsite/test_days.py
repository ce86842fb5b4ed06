"""Badges, the command room, incidents, counts and papers."""

import datetime as dt
import io
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from luzhi.access.actors import Actor
from luzhi.common.problems import Problem
from luzhi.expo.models import DutyPost, Exhibitor, Expo, Guest, StaffDuty
from luzhi.onsite.models import Badge, Desk, GateCount, Incident
from luzhi.onsite.papers import print_papers
from luzhi.onsite.queries import count_down, last_seen, list_movements, show_movements
from luzhi.onsite.services import Reading, make_badges, merge_scans
from luzhi.people.models import Organisation, Person
from luzhi.records.figures import Scope, read_figure
from luzhi.records.services import create_record
from luzhi.workflow.engine import perform

NOON = dt.datetime(2024, 12, 7, 12, tzinfo=dt.UTC)


@pytest.fixture
def firm(staff: Actor, expo: Expo) -> Exhibitor:
    made: Exhibitor = create_record(
        Exhibitor(expo=expo, organisation=create_record(Organisation(name="甲公司", kind="firm"), by=staff), year=2024),
        by=staff,
    )
    return made


def test_badges_are_made_once_for_whom_they_are_missing(
    staff: Actor, expo: Expo, firm: Exhibitor, make_guest: Callable[..., Guest]
) -> None:
    make_guest("甲嘉宾", confirmed=True)
    make_guest("未确认嘉宾")
    post = create_record(DutyPost(expo=expo, name="协调", role="coordinator", year=2024), by=staff)
    clerk = create_record(Person(name="甲干部"), by=staff)
    for _n in range(2):
        create_record(StaffDuty(expo=expo, person=clerk, post=post, year=2024), by=staff)
    assert make_badges(expo, by=staff, for_each_firm=3) == 5
    assert make_badges(expo, by=staff, for_each_firm=3) == 0
    lost = Badge.objects.get(name="甲嘉宾")
    lost.void = True
    lost.save()
    assert make_badges(expo, by=staff, for_each_firm=3) == 1
    with pytest.raises(Problem):
        make_badges(expo, by=staff, for_each_firm=21)


def test_badges_are_printed_as_a_file_that_another_program_reads(
    staff: Actor, expo: Expo, make_badge: Callable[..., Badge], client_of: Callable[..., Any]
) -> None:
    for n in range(11):
        make_badge(f"观众{n}")
    client = client_of(staff)
    assert client.post("/expo-days/badges/print/", {"badge_class": "staff"}).status_code == 400
    answer = client.post("/expo-days/badges/print/", {"badge_class": "visitor", "only_new": "on"})
    assert answer["Content-Type"] == "application/pdf"
    with pdfplumber.open(io.BytesIO(answer.content)) as pdf:
        assert len(pdf.pages) == 2
        text = pdf.pages[0].extract_text()
    assert "观众1" in text.replace(" ", "")
    assert Badge.objects.filter(printed_at=None).count() == 0
    assert client.post("/expo-days/badges/print/", {"badge_class": "visitor", "only_new": "on"}).status_code == 400
    assert client.post("/expo-days/badges/make/", {"for_each_firm": "many"}).status_code == 422


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2024, 12, 1), "6 days to the opening"), (dt.date(2024, 12, 6), "1 day to the opening"),
        (dt.date(2024, 12, 8), "Day 2 of 3"), (dt.date(2024, 12, 11), "Closed 2 days ago"),
    ],
)  # fmt: skip
def test_the_countdown_says_how_far_the_opening_is(expo: Expo, day: dt.date, words: str) -> None:
    assert count_down(expo, day).words == words


@pytest.mark.parametrize("rows", [1, 3])
def test_the_board_asks_the_same_number_of_questions_at_any_size(
    staff: Actor, expo: Expo, desk: Desk, make_badge: Callable[..., Badge], make_guest: Callable[..., Guest],
    client_of: Callable[..., Any], rows: int,
) -> None:  # fmt: skip
    now = timezone.now()
    for n in range(rows):
        guest = make_guest(f"嘉宾{n}", confirmed=True, arrives_at=NOON)
        make_badge(f"嘉宾{n}", guest=guest, badge_class="guest")
        merge_scans(desk, [Reading(uuid.uuid4(), Badge.objects.latest("pk").code, now)], by=staff,
                    desk_now=now)  # fmt: skip
        create_record(
            GateCount(expo=expo, desk=desk, day=dt.date(2024, 12, 7), hour=9 + n, count=5, year=2024), by=staff
        )
        create_record(Incident(expo=expo, gist=f"停电{n}", kind="lost_contact", guest=guest, year=2024), by=staff)
    client = client_of(staff)
    client.get("/expo-days/")
    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/expo-days/?day=2024-12-07")
    assert answer.status_code == 200
    assert len(queries) == BOARD_QUERIES
    assert client.get("/expo-days/?day=2024-02-31").status_code == 400
    part = client.get("/expo-days/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "停电0" in part


BOARD_QUERIES = 18


def test_a_body_without_an_expo_is_told_so(staff: Actor, client_of: Callable[..., Any]) -> None:
    for page in ("", "papers.pdf", "badges/"):
        assert client_of(staff).get(f"/expo-days/{page}").status_code == 400


def test_visitors_are_counted_by_hour_and_gate_and_no_hour_twice(staff: Actor, expo: Expo, desk: Desk) -> None:
    day = dt.date(2024, 12, 7)
    create_record(GateCount(expo=expo, desk=desk, day=day, hour=9, count=120, year=2024), by=staff)
    create_record(GateCount(expo=expo, desk=desk, day=day, hour=10, count=80, year=2024), by=staff)
    with pytest.raises(Problem, match="already"):
        create_record(GateCount(expo=expo, desk=desk, day=day, hour=9, count=1, year=2024), by=staff)
    assert read_figure("onsite.visitors", Scope(expo.body_id, 2024)).counted == 200
    assert read_figure("onsite.visitors", Scope(expo.body_id, 2024, {"hour": 9})).counted == 120


def test_an_incident_is_taken_in_hand_by_somebody_and_settled_with_a_reason(staff: Actor, expo: Expo) -> None:
    incident = create_record(Incident(expo=expo, gist="三号馆停电", kind="equipment", gravity=2, year=2024), by=staff)
    with pytest.raises(Problem, match="not possible"):
        perform(incident, "take", by=staff)
    incident.handler = create_record(Person(name="甲干部"), by=staff)
    incident.save()
    incident = perform(incident, "take", by=staff)
    assert perform(incident, "settle", by=staff, reason="已恢复供电").state == "settled"


def test_where_a_guest_out_of_contact_was_last_seen(
    staff: Actor, expo: Expo, desk: Desk, make_guest: Callable[..., Guest], make_badge: Callable[..., Badge],
    client_of: Callable[..., Any],
) -> None:  # fmt: skip
    guest = make_guest("乙嘉宾", confirmed=True)
    assert last_seen(guest) is None
    badge = make_badge("乙嘉宾", guest=guest)
    now = timezone.now()
    merge_scans(desk, [Reading(uuid.uuid4(), badge.code, now)], by=staff, desk_now=now)
    incident = create_record(
        Incident(expo=expo, gist="联系不上", kind="lost_contact", guest=guest, year=2024), by=staff
    )
    page = client_of(staff).get(f"/incidents/{incident.pk}/").content.decode()
    assert "东门" in page
    assert "东门" in client_of(staff).get("/expo-days/").content.decode()


def test_the_papers_of_a_day_hold_what_the_screen_holds(
    staff: Actor, expo: Expo, make_badge: Callable[..., Badge], make_guest: Callable[..., Guest], tmp_path: Path
) -> None:
    make_guest("丁嘉宾", confirmed=True, arrives_at=NOON)
    badge = make_badge("戊观众")
    create_record(Incident(expo=expo, gist="二号馆漏水", year=2024), by=staff)
    with translation.override("zh-hans"):
        made = print_papers(expo, dt.date(2024, 12, 7))
    with pdfplumber.open(io.BytesIO(made)) as pdf:
        text = "\n".join(page.extract_text() for page in pdf.pages)
    for words in ("丁嘉宾", "戊观众", badge.code, "二号馆漏水", "20:00", "签到名单"):
        assert words in text, words
    call_command("print_papers", str(tmp_path), body="jia", day="2024-12-08", verbosity=0)
    assert (tmp_path / "expo-20241208.pdf").read_bytes().startswith(b"%PDF")
    with pytest.raises(Problem):
        call_command("print_papers", str(tmp_path), body="bing", verbosity=0)
    with pytest.raises(Problem):
        call_command("print_papers", str(tmp_path / "none"), body="jia", verbosity=0)


def test_a_screen_shows_the_next_movements_and_the_papers_all_of_them(
    expo: Expo, make_guest: Callable[..., Guest]
) -> None:
    for n in range(45):
        make_guest(
            f"嘉宾{n}",
            confirmed=True,
            arrives_at=NOON + dt.timedelta(minutes=n),
            leaves_at=NOON + dt.timedelta(hours=3),
        )
    day = timezone.localdate(NOON)
    shown = show_movements(expo, day)
    assert (len(shown["movements"]), shown["more_movements"]) == (40, 50)
    assert [row["at"] for row in shown["movements"]] == [NOON + dt.timedelta(minutes=n) for n in range(40)]
    assert len(list_movements(expo, day)) == 90
