"""Coming in by the browser: two places and the ending of one, the second factor, the closed door."""

import re

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time


@pytest.mark.parametrize(("device", "language"), [("desktop", "zh-hans"), ("phone", "en")])
def test_one_place_ends_the_session_of_the_other(sign_in, check_page, device, language):
    here, there = (sign_in("leader", device, language, fresh=True) for _place in range(2))
    here.goto("/accounts/sessions/")
    check_page(here)
    rows = here.locator("ul.lines li")
    before = rows.count()
    assert before >= 2
    rows.filter(has=here.locator("form")).first.locator("button").click()
    here.wait_for_url("**/accounts/sessions/")
    assert rows.count() == before - 1
    if here.locator(".page-actions button").count():
        here.locator(".page-actions button").click()
    there.goto("/")
    assert there.locator("input[name=password]").count() == 1
    here.goto("/")
    assert here.locator("input[name=password]").count() == 0


def test_a_second_factor_is_set_up_asked_for_and_given_up(sign_in, check_page, browsing):
    page = sign_in("dispatcher", "phone", "zh-hans", fresh=True)
    page.goto("/accounts/2fa/totp/activate/")
    if page.locator("input[name=password]").count():
        page.fill("input[name=password]", "Browser-tests-2024")
        page.press("input[name=password]", "Enter")
    check_page(page)
    secret = re.search(r"\b[A-Z2-7]{16,64}\b", page.content())[0]

    def code():
        return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))

    page.fill("input[name=code]", "000000")
    page.press("input[name=code]", "Enter")
    check_page(page)
    page.fill("input[name=code]", code())
    page.press("input[name=code]", "Enter")
    page.wait_for_url(re.compile("2fa/(recovery|$)|2fa/$"))
    check_page(page)


@pytest.mark.parametrize(
    ("device", "language", "words"), [("desktop", "zh-hans", "错误次数"), ("phone", "en", "Too many wrong passwords")]
)
def test_five_wrong_passwords_close_the_door_with_a_sentence(browsing, check_page, device, language, words):
    page = browsing.open(device, language)
    for turn in range(6):
        page.goto("/accounts/login/")
        page.fill("input[name=login]", f"nobody-{language}")
        page.fill("input[name=password]", f"wrong-{turn}")
        page.press("input[name=password]", "Enter")
        page.wait_for_load_state()
        said = page.locator("main").inner_text()
        assert (words in said) == (turn == 5)
    check_page(page)
    assert page.locator("[role=alert], .invalid-feedback, .errorlist").filter(has_text=words).count() >= 1
