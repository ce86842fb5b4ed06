"""Values of the environment: a wrong or unknown one stops the start with one sentence, and nothing half begun."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.environ import Environment, EnvironmentProblem, read_database_url

LUZHI = Path(sys.executable).with_name("luzhi")
SOUND = {"LUZHI_MODE": "production", "LUZHI_SECRET_KEY": "k7Qz-Vb3_mT9" * 5, "LUZHI_HOSTS": "luzhi.example"}


def start(folder: Path, *command: str, **values: str) -> subprocess.CompletedProcess[str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("LUZHI_", "DATABASE_", "DJANGO_"))
    }
    return subprocess.run(
        [LUZHI, *(command or ("check",))], env=kept | {"LUZHI_DATA_DIR": str(folder)} | values, capture_output=True,
        text=True, check=False, cwd=folder,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("values", "part"),
    [
        ({"LUZHI_MODE": "prodution"}, "LUZHI_MODE is 'prodution', but must be one of: trial, production, test."),
        ({"LUZHI_MOED": "trial"}, "LUZHI_MOED is not a setting of luzhi. Known: "),
        ({**SOUND, "LUZHI_SECRET_KEY": ""}, "LUZHI_SECRET_KEY must be set in production"),
        ({**SOUND, "LUZHI_SECRET_KEY": "short"}, "LUZHI_SECRET_KEY must have at least 50 characters."),
        ({**SOUND, "LUZHI_HOSTS": " , "}, "LUZHI_HOSTS must name the host names"),
        ({"LUZHI_WORKERS": "two"}, "LUZHI_WORKERS is 'two', but must be a whole number from 1 to 64."),
        ({"DATABASE_URL": "mysql://h/luzhi"}, "DATABASE_URL is 'mysql://…', but must be postgres://"),
        ({"DATABASE_URL": "postgres://h:5x/luzhi"}, "DATABASE_URL"),
    ],
)
def test_the_start_stops_with_a_sentence(tmp_path: Path, values: dict[str, str], part: str) -> None:
    done = start(tmp_path, **values)
    assert done.returncode == 1
    assert done.stderr.startswith("luzhi cannot start: ")
    assert part in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert "k7Qz" not in done.stderr
    assert not (tmp_path / "luzhi.sqlite3").exists()


def test_production_settings_pass_the_deployment_check(tmp_path: Path) -> None:
    done = start(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **SOUND)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr


@pytest.mark.parametrize("value", ["0", "65", "-1", "", "２", "1.5", "1_0", "9" * 5000])
def test_whole_numbers_are_bounded(value: str) -> None:
    with pytest.raises(EnvironmentProblem):
        Environment({"N": value}).whole("N", 2, 1, 64)


@pytest.mark.parametrize("value", ["On", "true", "1", "yes", ""])
def test_a_switch_is_on_or_off(value: str) -> None:
    with pytest.raises(EnvironmentProblem):
        Environment({"B": value}).boolean("B", "off")


def test_a_database_address_is_read_in_full_and_never_told_back() -> None:
    read = read_database_url("postgres://us%40er:p%3Aw@db.example:6543/lu%20zhi?host=/run/pg")
    assert (read["USER"], read["PASSWORD"], read["PORT"], read["NAME"], read["HOST"]) == (
        "us@er", "p:w", "6543", "lu zhi", "/run/pg",
    )  # fmt: skip
    with pytest.raises(EnvironmentProblem) as told:
        read_database_url("oracle://user:secret@h/x")
    assert "secret" not in str(told.value)
