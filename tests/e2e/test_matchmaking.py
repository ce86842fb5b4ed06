"""From wishes to a timetable to what a meeting brought, in the windows people use; and a firm on its personal link."""

import json

import pytest

MAKE = """
import json
from datetime import timedelta
from django.utils import timezone
from luzhi.access.actors import find_actor
from luzhi.access.models import Body, User
from luzhi.expo.models import Expo
from luzhi.matchmaking.links import give_link
from luzhi.matchmaking.models import Desk, Party, ProfileLine, Request, Session, Slot
from luzhi.people.models import Organisation
from luzhi.records.services import create_record
body = Body.objects.get(code="changchun")
by = find_actor(User.objects.get(username="staff"), body.pk)
expo = Expo.objects.filter(body=body).latest("pk")
session = Session.objects.filter(name="e2e-session").first()
if session is None:
    session = create_record(Session(expo=expo, name="e2e-session", year=expo.year), by=by)
    start = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0)
    for n in range(4):
        first = start + timedelta(minutes=30 * n)
        create_record(Slot(session=session, starts_at=first, ends_at=first + timedelta(minutes=20)), by=by)
    create_record(Desk(session=session, code="T01", seats=4), by=by)
    firms = []
    for n in range(4):
        firm = create_record(Organisation(name=f"e2e-firm-{n}", kind="firm"), by=by)
        party = create_record(Party(session=session, organisation=firm, listed=True), by=by)
        create_record(ProfileLine(party=party, side="offer" if n % 2 else "need", field="capital", text="seed money"), by=by)
        firms.append(party)
    for n, other in enumerate(firms[1:]):
        create_record(
            Request(session=session, asker=firms[0], asked=other, year=expo.year), by=by, state="agreed" if n else "proposed"
        )
link = give_link(session.parties.get(organisation__name="e2e-firm-1"), by=by)
print(json.dumps([session.pk, link]))
"""


@pytest.fixture
def session(server):
    return json.loads(server.run("shell", "-c", MAKE).splitlines()[-1])


def test_wishes_become_a_timetable_and_a_meeting_an_outcome(sign_in, check_page, session):
    number, _link = session
    desk = sign_in("staff", "desktop", "en")
    desk.goto(f"/matchmaking/{number}/suggestions/")
    check_page(desk)
    desk.goto(f"/matchmaking/{number}/")
    desk.get_by_role("button", name="Make").first.click()
    desk.get_by_role("heading", name="By table and slot").wait_for()
    check_page(desk)
    desk.get_by_role("link", name="Freeze this timetable").click()
    desk.get_by_role("button", name="Freeze this timetable").click()
    phone = sign_in("staff", "phone", "en")
    phone.goto(f"/matchmaking/{number}/outcomes/")
    check_page(phone)
    phone.get_by_role("link", name="e2e-firm-0").first.click()
    phone.get_by_label("We keep talking", exact=True).check()
    check_page(phone)
    phone.get_by_role("button", name="Save").click()
    phone.get_by_text("Recorded:").wait_for()
    assert f"/matchmaking/{number}/outcomes/" in phone.url  # the next meeting waits there


@pytest.mark.parametrize(("device", "language"), [("phone", "zh-hans"), ("desktop", "en")])
def test_a_firm_on_its_link(browsing, check_page, session, device, language):
    _number, link = session
    page = browsing.open(device, language)
    page.goto(f"/meet/{link}/")
    check_page(page)
    assert page.get_by_text("e2e-firm-0").first.is_visible()
