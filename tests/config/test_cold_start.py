"""Starting the server loads what every page needs and nothing else: libraries of single pages come with those pages."""

import json
import os
import subprocess
import sys

FIRST_PAGE = """
import io, json, sys
from config.wsgi import application
told = {}
environ = {
    "REQUEST_METHOD": "GET", "PATH_INFO": "/accounts/login/", "QUERY_STRING": "", "SERVER_NAME": "testserver",
    "SERVER_PORT": "80", "HTTP_HOST": "testserver", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
    "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr, "wsgi.url_scheme": "http",
}
page = b"".join(application(environ, lambda status, headers: told.update(status=status))).decode()
print(json.dumps({"status": told["status"], "form": 'name="password"' in page, "modules": sorted(sys.modules)}))
"""
HEAVY = {
    "PIL", "chinese_calendar", "docx", "icalendar", "llvmlite", "lxml", "numba", "numpy", "ortools", "pandas", "psycopg",
    "pypdfium2", "python_calamine", "rustpy_xlsxwriter", "segno", "typst", "yaml", "zxingcpp",
}  # fmt: skip


def run(code: str, folder: str, **more: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LUZHI_", "DJANGO_"))}
    kept.pop("DATABASE_URL", None)
    return subprocess.run(
        [sys.executable, "-c", code], env=kept | {"LUZHI_MODE": "test", "LUZHI_DATA_DIR": folder} | more,
        check=False, capture_output=True, text=True,
    )  # fmt: skip


def test_the_first_page_comes_without_libraries_of_single_pages(tmp_path):
    done = run(FIRST_PAGE, str(tmp_path))
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["status"] == "200 OK"
    assert told["form"]
    assert HEAVY & {name.partition(".")[0] for name in told["modules"]} == set()


def test_serving_loads_the_application_in_the_workers_only(tmp_path):
    code = """
import os, sys
from luzhi.web import cli
def stop(path, words):
    print(path, *words)
    print(sorted({name.split(".")[0] + "." + name.split(".")[1] for name in sys.modules if name.startswith("luzhi.")}))
    raise SystemExit(0)
os.execv = stop
sys.argv = ["luzhi", "serve", "--port", "8765"]
cli.main()
"""
    (tmp_path / "static").mkdir()
    (tmp_path / "static/staticfiles.json").touch()  # what is not set up is not served
    done = run(code, str(tmp_path), LUZHI_WORKERS="3")
    assert done.returncode == 0, done.stderr
    address, command, modules = done.stdout.splitlines()
    assert address == "luzhi: http://127.0.0.1:8765/"
    assert " --workers 3 " in command
    assert command.endswith("config.wsgi:application")
    assert modules in ("['luzhi.web']", "['luzhi.common', 'luzhi.web']")


def test_settings_that_cannot_be_used_stop_the_server_with_a_sentence(tmp_path):
    done = run(
        "import sys; sys.argv = ['luzhi', 'serve']; from luzhi.web.cli import main; main()",
        str(tmp_path),
        LUZHI_WORKERS="many",
    )
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "luzhi cannot start: LUZHI_WORKERS is 'many', but must be a whole number from 1 to 64."
    ]


def test_help_is_answered(tmp_path):
    done = run("import sys; sys.argv = ['luzhi', '--help']; from luzhi.web.cli import main; main()", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "load_sample" in done.stdout
