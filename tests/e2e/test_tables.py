"""Tables of figures are sound on a desk and on a phone, and a number leads to its records."""

import pytest

from luzhi.records.tabling import TABLES


@pytest.mark.parametrize(("device", "language"), [("desktop", "zh-hans"), ("phone", "en")])
def test_every_table_is_sound(sign_in, check_page, device, language):
    page = sign_in("leader", device, language)
    for key in TABLES:
        assert page.goto(f"/figures/tables/{key}/?year=2024").status == 200
        check_page(page)


def test_a_number_opens_its_records(sign_in, check_page):
    page = sign_in("staff", "desktop", "zh-hans")
    page.goto("/figures/tables/instructions/?year=2024")
    page.locator("table.records tbody a").first.click()
    page.wait_for_url("**/figures/proposals.instructions/**")
    check_page(page)
