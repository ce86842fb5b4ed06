"""Every page that the menu leads to is sound, for each kind of user, on a desk, on a phone and in large type."""

import pytest

VIEWS = {
    "desktop": ("desktop", "zh-hans", False),
    "phone": ("phone", "en", False),
    "large type": ("phone", "zh-hans", True),
}
# Office staff see the most pages, so theirs are looked at in every view; the others' in the one they use.
LOOKS = [("staff", view) for view in VIEWS] + [
    ("member", "phone"),
    ("member", "large type"),
    ("leader", "desktop"),
    ("officer", "desktop"),
    ("dispatcher", "desktop"),
    ("exhibitor", "phone"),
    ("system", "desktop"),
    ("security", "desktop"),
    ("audit", "desktop"),
]


def read_links(page, where):
    links = page.eval_on_selector_all(f"{where} a[href]", "links => links.map(link => link.getAttribute('href'))")
    return [link for link in dict.fromkeys(links) if link.startswith("/")]


@pytest.mark.parametrize(("role", "view"), LOOKS)
def test_every_page_of_the_menu_is_sound(sign_in, check_page, role, view):
    device, language, elder = VIEWS[view]
    page = sign_in(role, device, language, elder=elder)
    waiting, seen = ["/"], []
    while waiting:
        link = waiting.pop(0)
        seen.append(link)
        answer = page.goto(link)
        assert answer.status == 200, link
        check_page(page)
        found = read_links(page, "nav.menu") + read_links(page, "nav.tabs") + read_links(page, "nav.me")
        waiting += [link for link in found if link not in seen and link not in waiting]
    assert len(seen) > 1
