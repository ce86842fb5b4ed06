"""A real server with the sample year, and real browser windows that report whatever goes wrong in them.

Every test here carries the mark ``e2e`` and is left out of a plain ``pytest``; run ``script/test e2e``.
A test asks for ``sign_in`` and gets pages; at its end it fails if any page broke the security policy, threw
an error, missed a file or asked another host. ``browsing.expect("…")`` says which problem a test brings about
on purpose.
"""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import sync_playwright

ROLES = ("staff", "member", "leader", "officer", "dispatcher", "exhibitor", "system", "security", "audit")
DEVICES = {
    "desktop": {"viewport": {"width": 1280, "height": 800}},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
}
LANGUAGES = ("zh-hans", "en")
PASSWORD = "Browser-tests-2024"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE_RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
# Runs before any script of a page, and again after each navigation.
REPORT_POLICY = """document.addEventListener("securitypolicyviolation", event => window.reportPolicy(
  `${event.effectiveDirective} refused ${event.blockedURI || "inline"} (line ${event.lineNumber})`))"""
# The boxes that stick out to the right, less those inside a box that scrolls or hides by itself.
FIND_WIDE_BOXES = """() => {
  const width = document.documentElement.clientWidth;
  const clipped = element => {
    for (let box = element.parentElement; box && box !== document.body; box = box.parentElement)
      if (getComputedStyle(box).overflowX !== "visible") return true;
    return false;
  };
  if (document.scrollingElement.scrollWidth <= width) return [];
  const wide = [...document.querySelectorAll("body *")].filter(
    element => element.getBoundingClientRect().right > width + 0.5 && !clipped(element));
  const names = wide.slice(0, 8).map(element => `${element.tagName.toLowerCase()}.${element.className}`);
  return [`page is ${document.scrollingElement.scrollWidth} wide on a screen of ${width}`, ...names];
}"""


def pytest_collection_modifyitems(config, items):
    """Mark what lies in this folder, and leave it out unless browser tests were asked for by ``-m``."""
    here = Path(__file__).parent
    ours = [item for item in items if here in item.path.parents]
    for item in ours:
        item.add_marker("e2e")
    if ours and "e2e" not in config.option.markexpr:
        items[:] = [item for item in items if item not in ours]
        config.hook.pytest_deselected(items=ours)


class Server:
    """The production server as an operator starts it, on a free port, with data of its own."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "server.log"
        self.command = str(Path(sys.executable).with_name("luzhi"))
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("LUZHI_", "DJANGO_"))}
        kept.pop("DATABASE_URL", None)
        self.environment = kept | {
            "PORT": str(self.port),
            "LUZHI_MODE": "trial",
            "LUZHI_DATA_DIR": str(folder / "data"),
            "LUZHI_SAMPLE_PASSWORD": PASSWORD,
            "LUZHI_WORKERS": "1",
        }

    def run(self, *arguments: str) -> str:
        """Run a luzhi command on this server's data and return what it printed."""
        done = subprocess.run(
            [self.command, *arguments], env=self.environment, check=False, capture_output=True, text=True
        )
        assert done.returncode == 0, f"luzhi {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}"
        return done.stdout

    def start(self) -> None:
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [self.command, "serve"],
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + 60
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                pytest.fail(f"The server did not come up:\n{self.log.read_text()}")
            time.sleep(0.1)

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def stop(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)


class Browsing:
    """The windows of one test, and the problems that showed in them."""

    def __init__(self, browser, url: str) -> None:
        self.browser, self.url = browser, url
        self.contexts = []
        self.problems: list[str] = []
        self.expected: list[str] = []

    def open(self, device="desktop", language="zh-hans", *, elder=False, cookies=()):
        """A new window of its own: no cookie is shared with another one."""
        context = self.browser.new_context(
            base_url=self.url, locale="zh-CN" if language == "zh-hans" else "en-GB", **DEVICES[device]
        )
        context.set_default_timeout(30_000)
        chosen = {"django_language": language, "elder": "on" if elder else "off"}
        context.add_cookies(
            [*cookies, *({"name": name, "value": value, "url": self.url} for name, value in chosen.items())]
        )
        context.expose_binding("reportPolicy", lambda source, text: self.note(source["page"], f"policy: {text}"))
        context.add_init_script(REPORT_POLICY)
        context.on("page", self.watch)
        self.contexts.append(context)
        return context.new_page()

    def watch(self, page) -> None:
        page.on("pageerror", lambda error: self.note(page, f"script error: {error}"))
        page.on("console", lambda message: self.hear(page, message))
        page.on("request", lambda request: self.see_request(page, request))
        page.on("requestfailed", lambda request: self.see_failure(page, request))
        page.on("response", lambda response: self.see_response(page, response))

    def note(self, page, problem: str) -> None:
        self.problems.append(f"{page.url}: {problem}")

    def hear(self, page, message) -> None:
        # a status of 400 and above is judged by see_response, which knows what was asked for
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.note(page, f"console: {message.text}")

    def see_request(self, page, request) -> None:
        if not request.url.startswith((self.url + "/", "data:", "blob:", "about:")):
            self.note(page, f"asked another host: {request.url}")

    def see_failure(self, page, request) -> None:
        # leaving a page ends what it was still loading
        if "ERR_ABORTED" not in (request.failure or ""):
            self.note(page, f"could not load {request.url}: {request.failure}")

    def see_response(self, page, response) -> None:
        # a whole page with 403 or 404 is for the test to judge; a broken page or part never is
        floor = 500 if response.request.resource_type == "document" else 400
        if response.status >= floor:
            self.note(page, f"status {response.status} for {response.url}")

    def expect(self, pattern: str) -> None:
        """A problem matching this regular expression is what the test is about."""
        self.expected.append(pattern)

    def close(self) -> list[str]:
        """Close all windows; the problems nobody expected."""
        for context in self.contexts:
            for page in context.pages:
                # reports still on their way arrive while the page answers
                with contextlib.suppress(BrowserError):
                    page.evaluate("1")
            context.close()
        return [problem for problem in self.problems if not any(re.search(want, problem) for want in self.expected)]


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """luzhi with the sample year, as script/server starts it; one for the whole session."""
    server = Server(tmp_path_factory.mktemp("server"))
    server.run("setup")
    server.run("load-sample", "changchun_2024")
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def browser():
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next((found for found in map(shutil.which, names) if found), None)
    assert path, "Browser tests need Chromium; script/setup --test installs it."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def start_browsing(browser):
    """``start_browsing(url)``: windows on some other server; whoever asks closes them."""
    return lambda url: Browsing(browser, url)


@pytest.fixture
def browsing(start_browsing, server):
    """This test's windows; at the end the test fails on any problem it did not expect."""
    browsing = start_browsing(server.url)
    yield browsing
    problems = browsing.close()
    assert problems == []


@pytest.fixture(scope="session")
def sample_roles():
    """The sample year's accounts, one for each kind of user; each is called like its role."""
    return ROLES


@pytest.fixture(scope="session")
def kept_cookies():
    """Each role's session, so that a role signs in once and not once a test."""
    return {}


@pytest.fixture
def sign_in(browsing, kept_cookies):
    """``sign_in(role, device, language, elder=…)`` opens a window on the home page of a sample account.

    The session is shared by the tests of one run; a test that signs out, or changes the account, asks for
    ``fresh=True``.
    """

    def open_as(role, device="desktop", language="zh-hans", *, elder=False, fresh=False):
        cookies = [] if fresh else kept_cookies.get(role, [])
        page = browsing.open(device, language, elder=elder, cookies=cookies)
        page.goto("/")
        if page.locator("input[name=password]").count():
            page.fill("input[name=login]", role)
            page.fill("input[name=password]", PASSWORD)
            page.press("input[name=password]", "Enter")
            page.wait_for_url(f"{browsing.url}/")
            if not fresh:
                session = [cookie for cookie in page.context.cookies() if cookie["name"] == "sessionid"]
                kept_cookies[role] = [{"name": "sessionid", "value": session[0]["value"], "url": browsing.url}]
        return page

    return open_as


@pytest.fixture(scope="session")
def axe():
    """``axe(page)`` fails with each breach of WCAG 2.2 A and AA, its rule and where it is."""

    def check(page) -> None:
        found = Axe().run(page, options=AXE_RULES).response["violations"]
        breaches = [
            f"{rule['id']}: {rule['help']} ({len(rule['nodes'])}×, first {rule['nodes'][0]['target']})"
            for rule in found
        ]
        assert breaches == [], f"{page.url}\n" + "\n".join(breaches)

    return check


@pytest.fixture(scope="session")
def no_sideways_scroll():
    """``no_sideways_scroll(page)`` fails with the boxes that stick out of the screen."""

    def check(page) -> None:
        wide = page.evaluate(FIND_WIDE_BOXES)
        assert wide == [], f"{page.url}\n" + "\n".join(wide)

    return check


@pytest.fixture(scope="session")
def check_page(axe, no_sideways_scroll):
    """``check_page(page)``: what holds for every page: language, one heading, no breach, no overflow."""

    def check(page) -> None:
        chosen = next(c["value"] for c in page.context.cookies() if c["name"] == "django_language")
        assert page.locator("html").get_attribute("lang") == {"zh-hans": "zh-CN", "en": "en"}[chosen], page.url
        assert page.locator("h1").count() == 1, page.url
        no_sideways_scroll(page)
        axe(page)

    return check
