"""Browser tests can be trusted only if what they watch for is really seen: each kind of problem, planted."""

import pytest

HOME = "http://luzhi.test"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'"
SOUND = """<!doctype html><html lang="en"><head><title>Page</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>Page</h1>{}</main></body></html>"""


@pytest.fixture
def show(start_browsing):
    """``show(body, device, files)`` opens a page with this body and these scripts, under the policy."""
    browsing = start_browsing(HOME)

    def open_page(body, device="desktop", **files):
        page = browsing.open(device, "en")

        def answer(route):
            path = route.request.url.removeprefix(HOME + "/")
            if not path:
                html = {"Content-Type": "text/html", "Content-Security-Policy": POLICY}
                route.fulfill(body=SOUND.format(body), headers=html)
            elif path in files:
                route.fulfill(body=files[path], content_type="text/javascript")
            else:
                route.fulfill(status=404, body="")

        page.route("**/*", answer)
        page.goto("/")
        page.wait_for_load_state("networkidle")
        return page

    open_page.browsing = browsing
    yield open_page
    for context in browsing.contexts:
        context.close()


def problems(show):
    return [problem.removeprefix(f"{HOME}/: ") for problem in show.browsing.close()]


def test_a_sound_page_has_no_problem_even_when_photographed_and_examined(show, check_page):
    page = show("<p>All is well.</p>", "phone")
    check_page(page)
    page.screenshot()
    assert problems(show) == []


@pytest.mark.parametrize(
    ("body", "directive"),
    [
        ("<script>document.title = 'inline'</script>", "script-src-elem"),
        ("<p style='color: red'>inline style</p>", "style-src-attr"),
        ("<button onclick='alert(1)'>inline handler</button>", "script-src-attr"),
    ],
)
def test_a_breach_of_the_policy_is_seen(show, body, directive):
    page = show(body)
    if directive == "script-src-attr":
        page.click("button")
    found = problems(show)
    assert any(problem.startswith(f"policy: {directive} refused inline") for problem in found), found


def test_errors_of_scripts_and_missing_files_are_seen(show):
    scripts = '<script src="/bad" defer></script><script src="/told" defer></script>'
    show(
        f'{scripts}<img src="/gone.png" alt="gone">',
        bad="throw new Error('planted')",
        told="console.error('said so')",
    )
    assert sorted(problems(show)) == [
        "console: said so",
        "script error: planted",
        f"status 404 for {HOME}/gone.png",
    ]


def test_a_request_to_another_host_is_seen(show):
    show('<a href="https://elsewhere.test/">out</a>').click("a")
    found = show.browsing.close()
    assert any("asked another host: https://elsewhere.test/" in problem for problem in found), found


def test_an_expected_problem_is_let_through_and_no_other(show):
    show('<script src="/told" defer></script><img src="/gone.png" alt="gone">', told="console.error('said so')")
    show.browsing.expect("gone.png")
    assert problems(show) == ["console: said so"]


def test_a_page_that_sticks_out_fails_and_a_scrolling_table_does_not(show, no_sideways_scroll):
    wide = '<svg width="900" height="9"></svg>'
    files = {"scroll": "document.querySelector('div').style.overflowX = 'auto'"}
    no_sideways_scroll(show(f'<div>{wide}</div><script src="/scroll" defer></script>', "phone", **files))
    with pytest.raises(AssertionError, match=r"page is \d+ wide on a screen of"):
        no_sideways_scroll(show(wide, "phone"))


def test_a_breach_of_accessibility_is_named(show, axe):
    page = show('<img src="/told">', told="")
    with pytest.raises(AssertionError, match="image-alt"):
        axe(page)


@pytest.mark.parametrize("elder", [False, True])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_the_sign_in_page_is_sound(browsing, check_page, device, language, elder):
    page = browsing.open(device, language, elder=elder)
    page.goto("/")
    assert page.locator("input[name=password]").count() == 1
    check_page(page)


def test_every_sample_account_comes_in_by_the_sign_in_page(sign_in, server, sample_roles):
    for role in sample_roles:
        page = sign_in(role)
        assert page.url == f"{server.url}/", role
        assert page.locator("form[action='/accounts/logout/']").count() == 1, role
