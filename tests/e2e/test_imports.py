"""A long file shows how far it is while it is entered, and is taken back."""

import io
import time

import openpyxl

ROWS = 1_500


def make_file() -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["name", "kind"])
    for n in range(ROWS):
        sheet.append([f"Progress {n:05}", "firm"])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def hold_back(route) -> None:
    """The answer to a file of a hundred thousand rows takes this long; a short one is held back instead."""
    time.sleep(2)
    route.continue_()


def test_a_long_file_shows_how_far_it_is(sign_in, check_page):
    page = sign_in("staff", "desktop", "en")
    page.goto("/organisations/import/")
    page.set_input_files("input[type=file]", {"name": "firms.xlsx", "mimeType": "", "buffer": make_file()})
    page.click("main form button[type=submit]")
    page.wait_for_url("**/imports/*/")
    check_page(page)
    asked = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/progress/") else None)
    page.route("**/decide/", hold_back)
    page.click("button[value=enter]")
    page.wait_for_selector("button[value=undo]")
    assert asked
    page.click("button[value=undo]")
    page.wait_for_selector("button[value=undo]", state="detached")
    page.goto("/organisations/?q=Progress+00001")
    assert page.locator("table.records tbody tr").count() == 0
