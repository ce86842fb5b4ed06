"""Fifty at once on one record have exactly one effect each; 32 officers lose nothing; a killed process leaves nothing
half written. Each scene plays in processes of its own on a private database of the kind under test."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

PATIENT = 600


@pytest.fixture
def private_database(
    django_db_setup: None, django_db_blocker: Any, tmp_path: Path, request: Any
) -> Iterator[dict[str, str]]:
    """An empty migrated database that no other test knows, as environment variables."""
    told = connection.settings_dict["TEST"]
    environment = {"LUZHI_MODE": "test", "LUZHI_DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"}
    if connection.vendor == "sqlite":
        folder = request.config.cache.mkdir("migrated")
        newest = max(folder.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime)
        shutil.copy(newest, tmp_path / "stage.sqlite3")
        yield {**environment, "STAGE_FILE": str(tmp_path / "stage.sqlite3")}
        return
    name = f"stage_{os.getpid()}"
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{told["TEMPLATE"]}"')
    url = urlsplit(settings.DATABASE_URL)._replace(path=f"/{name}").geturl()
    yield {**environment, "DATABASE_URL": url}
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def play(private_database: dict[str, str]) -> Callable[[str], dict[str, Any]]:
    """Play a scene and return what came of it. One at a time on a machine: fifty connections are half of what
    PostgreSQL gives."""

    def run(scene: str) -> dict[str, Any]:
        with Path(tempfile.gettempdir(), "luzhi-stage.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            done = subprocess.run(
                [sys.executable, "-m", "bench.at_once.stage", scene], cwd=settings.BASE_DIR, text=True,
                capture_output=True, timeout=PATIENT, check=False, env=os.environ | private_database,
            )  # fmt: skip
        assert done.returncode == 0, done.stderr[-3000:]
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        assert found["chain"] == 0
        return found

    return run


def test_fifty_members_sign_at_once_and_the_proposal_is_submitted_once(play: Any) -> None:
    found = play("fifty_sign")
    assert found["ends"] == {"done": 50}
    assert (found["agreed"], found["state"], found["submitted"], found["receipt"]) == (51, "submitted", 1, "2024-0001")


def test_one_member_signs_fifty_times_and_has_signed_once(play: Any) -> None:
    found = play("one_signs_fifty_times")
    assert (found["ends"], found["signed"]) == ({"done": 1, "Conflict": 49}, 1)


def test_fifty_ratings_of_fifty_members_are_all_there(play: Any) -> None:
    found = play("fifty_rate")
    assert (found["ends"], found["verdicts"], found["people"]) == ({"done": 50}, 50, 50)


def test_one_member_rates_fifty_times_and_has_one_verdict(play: Any) -> None:
    found = play("one_rates_fifty_times")
    assert (found["ends"], found["verdicts"], found["written"]) == ({"done": 50}, 1, 1)


def test_fifty_sign_off_and_it_is_closed_once(play: Any) -> None:
    found = play("fifty_close")
    assert found["ends"] == {"done": 1, "Conflict": 49}
    assert (found["closed"], found["matters"], found["matter"]) == (1, 1, "closed")


def test_fifty_are_filed_at_once_without_gap_or_double(play: Any) -> None:
    found = play("fifty_are_filed")
    assert (found["ends"], found["numbers"], found["last"]) == ({"done": 50}, list(range(1, 51)), 50)
    assert found["items"] == 100


def test_thirty_two_officers_answer_at_once_and_nothing_is_lost(play: Any) -> None:
    found = play("officers_answer")
    assert found["ends"] == {"done": 32}
    assert (found["answers"], found["pairs"], found["stopped"]) == (128, 128, 32)
    assert (found["state"], found["replied"], found["answered"], found["moved"]) == ("replied", 1, 1, 0)


def test_one_cell_is_filled_once_with_one_promise(play: Any) -> None:
    found = play("one_cell_fifty_times")
    assert (found["ends"], found["answers"], found["promises"]) == ({"done": 1, "Stale": 49}, 1, 1)


def test_a_unit_consents_once_and_it_is_published_once(play: Any) -> None:
    found = play("fifty_consent")
    assert (found["given"], found["consents"]) == ({"done": 1, "Conflict": 49}, 1)
    assert (found["ends"], found["published"]) == ({"done": 1, "Conflict": 49}, 1)


def test_publication_is_begun_once(play: Any) -> None:
    found = play("fifty_begin_publication")
    assert (found["ends"], found["publications"], found["consents"]) == ({"done": 1, "Conflict": 49}, 1, 1)


def test_a_proposal_becomes_a_candidate_once(play: Any) -> None:
    found = play("fifty_name_a_candidate")
    assert (found["ends"], found["candidates"]) == ({"done": 1, "Conflict": 49}, 1)


def test_of_several_declined_files_of_a_proposal_one_stands_again(play: Any) -> None:
    found = play("fifty_are_considered_again")
    assert (found["ends"], found["candidates"]) == ({"done": 1, "Conflict": 49}, 1)


def test_no_more_key_proposals_are_chosen_at_once_than_the_share_allows(play: Any) -> None:
    found = play("fifty_are_chosen")
    assert found["ends"] == {"done": 5, "Conflict": 45}
    assert (found["marked"], found["chosen"], found["told"]) == (5, 5, 5)


def test_fifty_entries_of_a_log_are_all_there_and_it_is_concluded_once(play: Any) -> None:
    found = play("fifty_write_the_log")
    assert (found["written"], found["entries"]) == ({"done": 50}, 50)
    assert (found["ends"], found["concluded"]) == ({"done": 1, "Conflict": 49}, 1)


def test_a_follow_up_is_reported_once(play: Any) -> None:
    found = play("fifty_report_a_task")
    assert (found["ends"], found["reported"], found["state"]) == ({"done": 1, "Conflict": 49}, 1, "reported")


def test_a_meeting_hands_over_once(play: Any) -> None:
    found = play("fifty_hand_over")
    assert found["ends"] == {"done": 1, "Conflict": 49}
    assert (found["held"], found["sent"], found["starts"]) == (1, 10, 10)


def test_a_list_takes_each_matter_in_once(play: Any) -> None:
    found = play("fifty_gather")
    assert (found["ends"], found["gathered"], found["on_list"]) == ({"done": 50}, 1, 10)


def test_a_killed_process_leaves_nothing_half_written(play: Any) -> None:
    found = play("killed")
    assert found["alive"] > 10
    assert found["filed"] > 0
    assert (found["moved"], found["strange"]) == (0, [])


def test_one_application_form_sent_fifty_times_is_one_application(play: Any) -> None:
    found = play("fifty_apply")
    assert (found["ends"], found["applications"], found["links"]) == ({"done": 50}, 1, 1)


def test_one_link_answered_fifty_times_is_one_guest(play: Any) -> None:
    found = play("fifty_answer")
    assert (found["ends"], found["guests"], found["people"]) == ({"done": 50}, 1, 1)


def test_one_badge_read_at_fifty_desks_signs_in_once(play: Any) -> None:
    found = play("fifty_read")
    assert (found["ends"], found["readings"], found["firsts"], found["earliest"]) == ({"done": 50}, 50, 1, True)


def test_one_meeting_accepted_fifty_times_is_one_meeting(play: Any) -> None:
    found = play("fifty_accept")
    assert (found["ends"], found["agreed"], found["meetings"]) == ({"done": 1, "Conflict": 49}, 1, 1)
