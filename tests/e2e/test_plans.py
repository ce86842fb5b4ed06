"""Laying out a plan with the keyboard, as one would in a sheet, and keeping it true from a phone."""

import re
from datetime import date, timedelta

import pytest
from pypdfium2 import PdfDocument

PASTE = """([text]) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""
COLUMNS = ("name", "length", "after")


@pytest.fixture
def opening() -> str:
    return (date.today() + timedelta(days=200)).isoformat()


@pytest.fixture
def make_plan(opening):
    """``make_plan(page, title)`` makes a plan from the shipped template and leaves the page on its board."""

    def make(page, title: str) -> str:
        page.goto("/plans/start/")
        page.fill("input[name=title]", title)
        page.fill("input[name=opens_on]", opening)
        page.click("main form.record-form button[type=submit]")
        page.wait_for_url("**/board/")
        return page.url.removesuffix("board/")

    return make


def read_rows(page) -> list[dict[str, str]]:
    rows = page.eval_on_selector_all(
        "table[data-grid] tbody tr",
        "rows => rows.map(row => Object.fromEntries([...row.querySelectorAll('input')].map(i => [i.name, i.value])))",
    )
    return [{name: row[name] for name in COLUMNS} for row in rows if row["name"].strip()]


def test_a_list_is_typed_pasted_and_indented(sign_in, check_page, opening):
    page = sign_in("staff", "desktop", "zh-hans")
    page.goto("/plans/new/")
    page.fill("input[name=title]", "键盘填写的计划")
    page.fill("input[name=opens_on]", opening)
    page.click("main form.record-form button[type=submit]")
    page.wait_for_url(re.compile(r"/plans/\d+/"))
    plan = re.search(r"/plans/\d+/", page.url).group()
    page.goto(f"{plan}type/")
    check_page(page)
    page.locator("input[name=name]").first.focus()
    page.keyboard.type("写方案")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    page.keyboard.type("2")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.evaluate(PASTE, ["报方案\t\t2\t\t\t1\n开幕\t\t开幕\t\t\t2"])
    page.keyboard.press("Alt+Shift+ArrowRight")
    page.keyboard.press("Alt+Shift+ArrowLeft")
    assert read_rows(page) == [
        {"name": "写方案", "length": "3", "after": ""},
        {"name": "报方案", "length": "2", "after": "1"},
        {"name": "开幕", "length": "开幕", "after": "2"},
    ]
    page.keyboard.press("Control+Enter")
    page.keyboard.type("多余的一行")
    page.keyboard.press("Control+Delete")
    page.click("main form.record-form button[type=submit]")
    page.wait_for_url("**/board/**")
    check_page(page)
    assert page.locator("svg.gantt").count() == 1
    assert "写方案" in page.locator(".plan-table").inner_text()
    page.goto(f"{plan}type/")
    assert [row["name"] for row in read_rows(page)] == ["写方案", "报方案", "开幕"]


def test_a_wrong_cell_stays_on_the_page_with_its_sentence(sign_in, check_page, make_plan):
    page = sign_in("staff", "desktop", "en")
    plan = make_plan(page, "Plan with a wrong cell")
    page.goto(f"{plan}type/")
    page.locator("input[name=latest]").nth(2).fill("2027-09-31")
    page.click("main form.record-form button[type=submit]")
    wrong = page.locator("input.is-invalid")
    assert (wrong.count(), wrong.first.input_value()) == (1, "2027-09-31")
    assert page.locator(".field-error").count() == 1
    check_page(page)


@pytest.mark.parametrize(("role", "device", "language"), [("staff", "desktop", "en"), ("staff", "phone", "zh-hans"), ("leader", "desktop", "zh-hans")])  # fmt: skip
def test_the_pages_of_a_plan_are_sound(sign_in, check_page, make_plan, role, device, language):
    plan = make_plan(sign_in("staff"), f"Sound {role} {device}")
    page = sign_in(role, device, language)
    parts = ["board/", "week/", "timing/", "sheet/", "versions/", "people/"]
    for part in parts + (["type/", "change/", "bring/"] if role == "staff" else []):
        assert page.goto(f"{plan}{part}").status == 200, part
        check_page(page)


def test_the_opening_moves_only_after_a_look(sign_in, check_page, make_plan):
    page = sign_in("staff", "desktop", "en")
    plan = make_plan(page, "Plan that moves")
    page.goto(f"{plan}change/")
    page.fill("input[name=days]", "-10")
    page.click("text=Who would move?")
    check_page(page)
    assert page.locator("#result").count() == 1
    page.fill("#reason", "The hall is free earlier only.")
    page.click("#result button[type=submit]")
    page.goto(f"{plan}versions/")
    assert page.locator("table tbody tr").count() == 2
    check_page(page)


def test_the_chart_prints_on_one_sheet_of_a3(sign_in, make_plan):
    page = sign_in("staff", "desktop", "zh-hans")
    plan = make_plan(page, "打印在一张纸上")
    page.goto(f"{plan}sheet/")
    sheets = PdfDocument(page.pdf(prefer_css_page_size=True))
    assert [tuple(round(side / 72 * 25.4) for side in sheet.get_size()) for sheet in sheets] == [(420, 297)]
