"""An attendant's sheet opens without network once it has been opened, and can be removed from the device."""


def enter(page, address, **values):
    """Fill the form of a kind and save it."""
    page.goto(address)
    for name, value in values.items():
        page.fill(f"[name={name}]", value)
    page.click("main form.record-form button.btn-primary")
    page.wait_for_load_state()


def test_a_sheet_opens_without_network_until_it_is_removed(sign_in, browsing, server, check_page):
    page = sign_in("staff", "phone", "en")
    enter(page, "/people/new/", name="Sheet Keeper")
    enter(page, "/attendants/new/", person="Sheet Keeper")
    number = page.url.rstrip("/").rpartition("/")[2]
    browsing.expect("could not load|ERR_INTERNET_DISCONNECTED")
    page.goto(f"/expo/attendants/{number}/")
    page.get_by_text("Kept on this device").wait_for()
    check_page(page)
    page.context.set_offline(True)
    page.reload()
    page.get_by_text("No network: this is the sheet as it was last loaded.").wait_for()
    assert page.get_by_role("heading", name="Sheet Keeper").is_visible()
    page.context.set_offline(False)
    page.reload()
    page.get_by_role("button", name="Remove it from this device").click()
    page.get_by_text("Removed from this device.").wait_for()
    assert page.evaluate("caches.keys()") == []
