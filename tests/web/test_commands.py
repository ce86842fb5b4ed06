"""The command line: every command of ours explains itself, answers in JSON, and ends with a sentence and a code."""

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command, get_commands, load_command_class
from django.test import Client

from luzhi.access.models import Body
from luzhi.common.problems import Problem

OURS = sorted(name for name, app in get_commands().items() if app.startswith("luzhi."))
LUZHI = Path(sys.executable).with_name("luzhi")


def luzhi(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The real command on an empty data folder."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("LUZHI_", "DATABASE_", "DJANGO_"))
    }
    env = kept | {"LUZHI_DATA_DIR": str(folder), "LUZHI_MODE": "trial"}
    return subprocess.run([LUZHI, *arguments], env=env, capture_output=True, text=True, check=False)


def ask(*arguments: str, **options: Any) -> Any:
    told = StringIO()
    call_command(*arguments, format="json", stdout=told, **options)
    return json.loads(told.getvalue())


@pytest.mark.parametrize("name", OURS)
def test_every_command_explains_itself_and_speaks_json(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    command = load_command_class(get_commands()[name], name)
    assert command.help.endswith(".")
    with pytest.raises(SystemExit) as end:
        command.run_from_argv(["luzhi", name, "--help"])
    told = capsys.readouterr().out
    assert end.value.code == 0
    assert "--format {text,json}" in told


@pytest.mark.parametrize("name", OURS)
def test_a_wrong_option_is_a_sentence(name: str) -> None:
    command = load_command_class(get_commands()[name], name)
    with pytest.raises(CommandError):
        command.create_parser("luzhi", name).parse_args(["--no-such-option"])


def test_answers_in_json(body: Body, tmp_path: Path, settings: Any) -> None:
    assert ask("verify_audit")["sound"] is True
    assert ask("deliver") == {"sent": 0}
    assert ask("reindex") == {"records": 0}
    assert set(ask("keep_time").values()) == {0}
    assert ask("create_body", "yi", "乙区政协")["code"] == "yi"
    made = ask("create_admin", "first", body="yi")
    assert made["missing"] == ["audit", "security"]
    assert ask("docs", check=True) == {"pages": ask("docs", check=True)["pages"], "stale": []}
    figures = ask("figures", body="jia", year=2024)
    assert {"figure", "value", "unit", "grade", "records"} <= set(figures[0])
    assert ask("figure", "people.members", body="jia", year=2024)["records"] == 0
    draft = tmp_path / "draft.txt"
    draft.write_text("全年开展视察3次。", encoding="utf-8")
    assert [row["text"] for row in ask("check_draft", str(draft), body="jia", year=2024)] == ["全年", "3次"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("figure", "no.such", "--body", "jia"), ("create_admin", "x", "--body", "nowhere"), ("create_body", "jia", "again"),
        ("create_body", "A B", "x"), ("check_draft", "/no/such.txt", "--body", "jia"), ("load_sample", "no-such-year"),
        ("backup", "/dev/null/folder"), ("figures", "--body", "nowhere"),
    ],
)  # fmt: skip
def test_what_a_person_can_mend_is_a_problem_with_a_sentence(body: Body, arguments: tuple[str, ...]) -> None:
    with pytest.raises(Problem) as told:
        call_command(*arguments)
    assert len(str(told.value.sentence).split()) > 3


@pytest.mark.parametrize(
    ("arguments", "code", "part"),
    [
        (("figures", "--body", "changchun"), 1, "luzhi setup"),
        (("verify-audit",), 1, "luzhi setup"),
        (("serve", "--port", "1"), 1, "luzhi setup"),
        (("no-such-command",), 1, "Unknown command"),
        (("verify-audit", "--format", "xml"), 2, "invalid choice: 'xml'"),
        (("create-admin",), 2, "required: username"),
    ],
)
def test_the_command_ends_with_a_sentence_and_a_code(
    tmp_path: Path, arguments: tuple[str, ...], code: int, part: str
) -> None:
    done = luzhi(tmp_path, *arguments)
    assert (done.returncode, "Traceback" in done.stderr) == (code, False), done.stderr
    assert part in done.stderr


def test_a_backup_makes_its_folder_and_is_the_owners_alone(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    with sqlite3.connect(data / "luzhi.sqlite3") as database:
        database.execute("CREATE TABLE common_auditevent (id integer)")
        database.execute("INSERT INTO common_auditevent VALUES (1)")
    done = luzhi(data, "backup", str(tmp_path / "kept" / "today"), "--format", "json")
    answer = json.loads(done.stdout)
    copy = Path(answer["file"])
    assert answer["audit_events"] == 1
    assert answer["sha256"] == hashlib.sha256(copy.read_bytes()).hexdigest()
    assert (copy.stat().st_mode & 0o77, copy.parent.stat().st_mode & 0o77) == (0, 0)


def test_the_answer_to_a_load_balancer_needs_no_tls(client: Client, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz").content == b"ok"
    assert client.get("/accounts/login/").status_code == 301
