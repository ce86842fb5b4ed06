"""The workplaces of handling and key proposals are sound on a desk and on a phone, in both languages."""

import pytest

PAGES = {
    "staff": ("/proposals/key/", "/inbox/", "/promised/", "/proposals/desk/", "/rule-sets/new/", "/supervisions/",
              "/supervisions/new/", "/instruction-tasks/", "/instruction-tasks/new/", "/handovers/"),
    "dispatcher": ("/inbox/", "/referrals/"),
    "officer": ("/inbox/", "/proposals/consents/", "/instruction-tasks/"),
    "member": ("/proposals/key/", "/proposals/write/"),
    "leader": ("/proposals/key/", "/supervisions/"),
}  # fmt: skip


@pytest.mark.parametrize(("device", "language"), [("desktop", "zh-hans"), ("phone", "en"), ("phone", "zh-hans")])
@pytest.mark.parametrize("role", PAGES)
def test_workplaces_are_sound(sign_in, check_page, role, device, language):
    page = sign_in(role, device, language)
    for address in PAGES[role]:
        assert page.goto(address).status == 200, address
        check_page(page)


def test_a_candidate_is_named_and_chosen_with_the_keyboard(sign_in, check_page):
    page = sign_in("staff", "desktop", "zh-hans")
    page.goto("/supervisions/new/?title=e2e-0001")
    page.locator("main button[type=submit]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/supervisions/*/")
    check_page(page)
    page.locator("a[href$='/do/decline/']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/do/decline/")
    check_page(page)
    page.fill("[name=reason]", "too narrow")
    page.locator("main button[type=submit]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/supervisions/*/")
    check_page(page)
