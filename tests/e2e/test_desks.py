"""Two sign-in desks that lose the network for four hours: nothing lost, nobody twice."""

import json

import pytest

MAKE = """
from luzhi.access.models import Body
from luzhi.expo.models import Expo
from luzhi.onsite.models import Badge, Desk
body = Body.objects.get(code="changchun")
expo = Expo.objects.filter(body=body).latest("pk")
for name in ("e2e-east", "e2e-west"):
    Desk.objects.get_or_create(body=body, expo=expo, name=name, defaults={"year": expo.year})
Badge.objects.bulk_create(
    [Badge(body=body, expo=expo, year=expo.year, name=f"visitor-{n:04}", code=f"E2E{n:07}") for n in range(1200)],
    ignore_conflicts=True,
)
"""
ASK = """
import json
from luzhi.onsite.models import Scan
rows = Scan.objects.filter(code__startswith="E2E")
firsts = rows.filter(outcome="first")
doubles = firsts.count() - firsts.values("badge", "day").distinct().count()
print(json.dumps([rows.count(), firsts.values("badge").distinct().count(), doubles]))
"""
# Types each code into the field and sends the form, as a scanner does, and waits until the desk has kept it.
READ = """async (codes) => {
  const form = document.getElementById("desk-form"), root = document.getElementById("desk");
  for (const code of codes) {
    const before = Number(root.dataset.waiting);
    form.elements.code.value = code;
    form.requestSubmit();
    while (Number(root.dataset.waiting) <= before) await new Promise((done) => setTimeout(done, 0));
  }
}"""
HOURS = 4


@pytest.fixture
def desks(server):
    server.run("shell", "-c", MAKE)
    return ("e2e-east", "e2e-west")


def open_desk(page, name):
    page.goto("/desks/?q=" + name)
    page.get_by_role("link", name=name).first.click()
    page.locator("a[href*='/expo-days/desks/']").click()
    page.wait_for_selector("#desk[data-ready='1'][data-kept='1']")


def test_two_desks_without_network_for_hours_lose_nothing_and_count_nobody_twice(sign_in, browsing, server, desks):
    browsing.expect("ERR_INTERNET_DISCONNECTED|could not load|Failed to fetch")
    east, west = (sign_in("staff", fresh=True) for _desk in desks)
    for page, name in zip((east, west), desks, strict=True):
        page.clock.install()
        open_desk(page, name)
        page.context.set_offline(True)
    codes = [f"E2E{n:07}" for n in range(1200)]
    for part in range(HOURS):
        east.evaluate(READ, codes[part * 300 : (part + 1) * 300])
        west.evaluate(READ, codes[400 + part * 200 : 400 + (part + 1) * 200])
        for page in (east, west):
            page.clock.fast_forward("01:00:00")
    assert [page.get_attribute("#desk", "data-waiting") for page in (east, west)] == ["1200", "800"]
    # The page itself comes back without network too, with what it kept.
    west.reload()
    west.wait_for_selector("#desk[data-ready='1'][data-waiting='800']")
    west.fill("#id_code", "visitor-0003")
    west.keyboard.press("Enter")
    assert west.locator("#desk-found button").first.inner_text() == "visitor-0003"
    for page in (east, west):
        page.context.set_offline(False)
    for page in (east, west):
        page.clock.run_for(20_000)
        page.wait_for_selector("#desk[data-waiting='0']", timeout=60_000)
    assert json.loads(server.run("shell", "-c", ASK).splitlines()[-1]) == [2000, 1200, 0]


@pytest.mark.parametrize(("device", "language"), [("desktop", "zh-hans"), ("phone", "en")])
def test_the_command_room_and_a_desk_are_sound(sign_in, check_page, desks, device, language):
    page = sign_in("staff", device, language)
    page.goto("/expo-days/")
    check_page(page)
    page.goto("/expo-days/badges/")
    check_page(page)
    open_desk(page, desks[0])
    page.fill("#id_code", "NOBODY0000")
    page.keyboard.press("Enter")
    page.wait_for_selector(".desk-unknown")
    check_page(page)
