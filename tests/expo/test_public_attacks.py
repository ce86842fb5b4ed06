"""What the public sends to the expo's open doors: the application form, personal links, meeting links, desks.

Each test is one attack of the table in ``docs/security.md`` on the pages that need no account.
"""

import json
import re
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from luzhi.access.actors import Actor
from luzhi.common.models import AuditEvent
from luzhi.expo.halls.services import start_draft
from luzhi.expo.invitations.answers import issue_link
from luzhi.expo.models import (
    Application,
    BoothTelling,
    Exhibitor,
    Expo,
    Guest,
    Hall,
    Invitation,
    InvitationChannel,
    Zone,
)
from luzhi.expo.models.applications import make_ticket
from luzhi.matchmaking.links import give_link
from luzhi.matchmaking.models import Party, ProfileLine, Request, Session
from luzhi.onsite.models import Badge, Desk, Scan
from luzhi.people.models import Organisation, Person
from luzhi.records.kinds import KINDS
from luzhi.records.services import change_record, create_record
from luzhi.workflow.engine import perform
from tests.expo.test_applications import GIVEN
from tests.expo.test_halls import freeze, put
from tests.records.test_hostile_files import HOSTILE

MARKUP = '"><img src=x onerror=alert(1)>'
SHOWN = "&gt;&lt;img src=x onerror=alert(1)&gt;"
PAGE_OF = {"application": "/apply/status/{}/", "invitation": "/invited/{}/", "meeting": "/meet/{}/"}


@pytest.fixture(autouse=True)
def _no_counts(db: None) -> None:
    cache.clear()


@pytest.fixture
def open_expo(expo: Expo) -> Expo:
    Expo.objects.filter(pk=expo.pk).update(applications_open=True)
    expo.refresh_from_db()
    return expo


@pytest.fixture
def apply(open_expo: Expo) -> Callable[..., Any]:
    def send(client: Client | None = None, **values: Any) -> Any:
        given = {**GIVEN, "ticket": make_ticket(), **values}
        return (client or Client()).post(f"/apply/{open_expo.body.code}/{open_expo.pk}/", given)

    return send


@pytest.fixture
def invitation(staff: Actor, expo: Expo, channel: InvitationChannel) -> Invitation:
    person = create_record(Person(name="院士甲"), by=staff)
    made: Invitation = create_record(Invitation(expo=expo, channel=channel, person=person, year=2024), by=staff)
    return perform(made, "invite", by=staff)


@pytest.fixture
def session(staff: Actor, expo: Expo) -> Session:
    made: Session = create_record(Session(expo=expo, name="甲对接会", year=2024), by=staff)
    return made


@pytest.fixture
def make_party(staff: Actor, session: Session, make_firm: Callable[..., Organisation]) -> Callable[..., Party]:
    def make(name: str, **values: Any) -> Party:
        made: Party = create_record(
            Party(session=session, organisation=make_firm(name), listed=True, **values), by=staff
        )
        return made

    return make


@pytest.fixture
def doors(
    staff: Actor, apply: Callable[..., Any], invitation: Invitation, make_party: Callable[..., Party]
) -> dict[str, str]:
    """An address that works behind each kind of personal link."""
    secrets = {
        "application": apply().url.split("/")[3],
        "invitation": issue_link(invitation, by=staff),
        "meeting": give_link(make_party("乙企业"), by=staff),
    }
    return {name: PAGE_OF[name].format(secret) for name, secret in secrets.items()}


def accept(staff: Actor, application: Application) -> Exhibitor:
    answers = {"organisation": application.organisation_name, "zone": None, "booth_area": None}
    perform(application, "accept", by=staff, answers=answers)
    found: Exhibitor = Exhibitor.objects.get(expo=application.expo)
    return found


# -- A9, A10: markup and addresses


def test_a9_markup_of_an_applicant_is_shown_as_written_wherever_it_goes(
    staff: Actor, expo: Expo, apply: Callable[..., Any], client_of: Callable[..., Client]
) -> None:
    texts = dict.fromkeys(("organisation_name", "origin", "contact_name", "shows"), MARKUP)
    secret = apply(**texts).url.split("?")[0]
    exhibitor = accept(staff, Application.objects.get())
    hall = create_record(Hall(expo=expo, name=MARKUP, width=90, depth=60), by=staff)
    draft = start_draft(hall, by=staff)
    put(draft, staff, "A1", 0, 0, exhibitor=exhibitor)
    office = client_of(staff)
    editor = office.get(f"/expo/layouts/{draft.pk}/edit/").content.decode()
    freeze(draft, staff)
    perform(BoothTelling.objects.get(), "tell", by=staff)
    addresses = [
        KINDS["expo.application"].url(Application.objects.get().pk), KINDS["expo.exhibitor"].url(exhibitor.pk),
        f"/expo/layouts/{draft.pk}/changes/", f"/expo/layouts/{draft.pk}/print/", "/applications/", "/exhibitors/",
    ]  # fmt: skip
    pages = [editor, Client().get(secret).content.decode()]
    pages += [office.get(address).content.decode() for address in addresses]
    assert [page.count("<img src=x") for page in pages] == [0] * len(pages)
    assert sum("&lt;img src=x onerror" in page for page in pages) == len(pages)


def test_a9_markup_on_a_meeting_link_is_shown_as_written_to_the_other_firm(
    staff: Actor, make_party: Callable[..., Party]
) -> None:
    one, other = make_party("甲企业"), make_party("丙企业")
    mine, theirs = (PAGE_OF["meeting"].format(give_link(party, by=staff)) for party in (one, other))
    line = {"act": "line", "side": "offer", "field": "product", "chain": MARKUP, "text": MARKUP}
    assert Client().post(mine, line).status_code == 302
    asked = {"act": "ask", "party": other.pk, "weight": "3", "subject": MARKUP, "half": "", "language": ""}
    assert Client().post(mine, asked).status_code == 302
    page = Client().get(theirs).content.decode()
    assert (page.count("<img src=x"), SHOWN in page) == (0, True)


def test_a9_markup_in_the_name_of_a_substitute_is_shown_as_written(
    staff: Actor, expo: Expo, invitation: Invitation, client_of: Callable[..., Client]
) -> None:
    address = PAGE_OF["invitation"].format(issue_link(invitation, by=staff))
    sent = {"answer": "substitute", "name": MARKUP, "title": MARKUP, "diet": MARKUP}
    assert Client().post(address, sent).status_code == 302
    pages = [Client().get(address).content.decode(), client_of(staff).get(f"/expo/{expo.pk}/care/").content.decode()]
    assert [(page.count("<img src=x"), SHOWN in page) for page in pages] == [(0, True)] * 2


@pytest.mark.parametrize("website", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "\\\\evil.example"])
def test_a10_the_website_of_an_exhibitor_leads_to_the_web_only(
    staff: Actor, apply: Callable[..., Any], website: str
) -> None:
    address = apply().url.split("?")[0]
    exhibitor = accept(staff, Application.objects.get())
    sent = {"website": website, "version": exhibitor.version}
    answer = Client().post(address, sent)
    exhibitor.refresh_from_db()
    assert (
        exhibitor.website == "" if answer.status_code == 422 else exhibitor.website.startswith(("https://", "http://"))
    )
    page = Client().get(address).content.decode()
    assert 'href="javascript:' not in page
    assert 'href="//evil' not in page


# -- A11, A12, A13: files and floods


def test_a11_a_file_sent_to_a_public_form_is_not_taken(apply: Callable[..., Any], doors: dict[str, str]) -> None:
    before = Application.objects.count()
    bad = SimpleUploadedFile("x.html", b"<script>alert(1)</script>", "text/html")
    assert apply(shows=bad).status_code == 422
    for address in doors.values():
        Client().post(address, {"file": bad})
    assert Application.objects.count() == before


@pytest.mark.parametrize("what", ["long text", "many fields", "large body"])
def test_a12_a_flood_on_the_public_form_is_refused_and_nothing_kept(apply: Callable[..., Any], what: str) -> None:
    more = {
        "long text": {"shows": "x" * 100_000},
        "many fields": {f"f{n}": "x" for n in range(5000)},
        "large body": {"shows": "x" * 12_000_000},
    }[what]
    assert apply(**more).status_code in (400, 413, 422)
    assert Application.objects.count() == 0


def test_a12_a_report_of_a_desk_is_bounded(staff: Actor, expo: Expo, client_of: Callable[..., Client]) -> None:
    desk = create_record(Desk(expo=expo, name="东门", year=2024), by=staff)
    at = timezone.now().isoformat()
    rows = [{"token": str(uuid.uuid4()), "code": "X" * 400, "at": at} for _n in range(1001)]
    answer = client_of(staff).post(
        f"/expo-days/desks/{desk.pk}/report/", json.dumps({"now": at, "readings": rows}), "application/json"
    )
    assert answer.status_code >= 400
    assert Scan.objects.count() == 0


@pytest.mark.parametrize("what", ["a bomb", "a bomb that lies", "a billion laughs"])
def test_a12_a13_a_book_of_exhibitors_that_unpacks_for_ever_is_refused(
    staff: Actor, expo: Expo, client_of: Callable[..., Client], what: str
) -> None:
    upload = SimpleUploadedFile("exhibitors.xlsx", HOSTILE[what])
    assert client_of(staff).post("/exhibitors/import/", {"file": upload}).status_code == 422
    assert Exhibitor.objects.count() == 0


# -- A14, A15: formulas and templates


@pytest.mark.parametrize("name", ["=HYPERLINK(1)甲", "+1+1甲", "-2甲", "@SUM(1)甲", "\t=1甲"])
def test_a14_what_an_applicant_wrote_is_no_formula_in_a_sheet(
    staff: Actor, apply: Callable[..., Any], client_of: Callable[..., Client], name: str
) -> None:
    assert apply(organisation_name=name, contact_name=name).status_code == 302
    answer = client_of(staff).get("/applications/export.xlsx")
    book = openpyxl.load_workbook(BytesIO(b"".join(answer) if answer.streaming else answer.content))
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value and "甲" in str(cell.value)]
    assert cells
    assert {cell.data_type for cell in cells} == {"s"}


@pytest.mark.parametrize(
    "text", ["{{ event.__class__ }}", "{x.__init__}", "%(expo)s %s %", "#panic(1) $x$", "{% now 'Y' %}"]
)
def test_a15_code_in_names_stays_text_in_notices_and_papers(
    staff: Actor, expo: Expo, apply: Callable[..., Any], text: str
) -> None:
    name = f"甲{text}"
    address = apply(organisation_name=name).url.split("?")[0]
    exhibitor = accept(staff, Application.objects.get())
    draft = start_draft(create_record(Hall(expo=expo, name=name, width=90, depth=60), by=staff), by=staff)
    put(draft, staff, "A1", 0, 0, exhibitor=exhibitor)
    freeze(draft, staff)
    telling = BoothTelling.objects.get()
    assert name in telling.text
    perform(telling, "tell", by=staff)
    assert Client().get(address).status_code == 200


def test_a15_code_in_wishes_stays_text_on_the_day_sheet_of_a_firm(
    staff: Actor, session: Session, make_party: Callable[..., Party]
) -> None:
    one = make_party("甲 #panic(1) %(party)s")
    create_record(ProfileLine(party=one, side="offer", field="product", text="{{ 7|add:7 }} %(a)s"), by=staff)
    secret = give_link(one, by=staff)
    page = Client().get(PAGE_OF["meeting"].format(secret))
    assert "{{ 7|add:7 }} %(a)s" in page.content.decode()
    sheet = Client().get(f"{PAGE_OF['meeting'].format(secret)}meetings.pdf")
    assert (sheet.status_code, sheet.content[:5]) == (200, b"%PDF-")


# -- A18, A19, A20: where links lead, what strangers learn, who they say they are


@pytest.mark.parametrize(
    "target", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_a18_no_public_answer_leads_elsewhere(apply: Callable[..., Any], doors: dict[str, str], target: str) -> None:
    answers = [Client().post(f"{address}?next={target}", {"next": target, "answer": "decline", "act": "listed"})
               for address in doors.values()]  # fmt: skip
    answers.append(apply(next=target))
    assert all(answer.status_code in (302, 422) for answer in answers)
    assert [answer.url for answer in answers if answer.status_code == 302 and not answer.url.startswith("/")] == []
    assert [answer.url for answer in answers if answer.status_code == 302 and "evil" in answer.url] == []


def test_a18_a_link_is_not_made_for_another_house(
    staff: Actor, invitation: Invitation, client_of: Callable[..., Client]
) -> None:
    answer = client_of(staff).post(f"/expo/invitations/{invitation.pk}/link/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    invitation.refresh_from_db()
    assert invitation.secret_hash == ""


def test_a19_a_link_that_never_was_and_one_that_has_ended_look_alike(
    staff: Actor, expo: Expo, invitation: Invitation, make_party: Callable[..., Party]
) -> None:
    party = make_party("乙企业")
    ended = {"invitation": issue_link(invitation, by=staff), "meeting": give_link(party, by=staff)}
    issue_link(invitation, by=staff)
    give_link(party, by=staff)
    for name, secret in ended.items():
        seen = [Client().get(PAGE_OF[name].format(tried)) for tried in (secret, "x" * len(secret))]
        assert [answer.status_code for answer in seen] == [404, 404]
        pages = [re.sub(r'value="\w{64}"', "", page) for page in
                 (answer.content.decode().replace(secret, "x" * len(secret)) for answer in seen)]  # fmt: skip
        assert pages[0] == pages[1]


def test_a19_the_form_does_not_say_which_organisations_are_known(
    apply: Callable[..., Any], make_firm: Callable[..., Organisation]
) -> None:
    make_firm("已知企业")
    pages = []
    for name in ("已知企业", "未知企业"):
        with CaptureQueriesContext(connection) as asked:
            answer = apply(organisation_name=name)
        page = Client().get(answer.url.split("?")[0]).content.decode()
        token = answer.url.split("/")[3]
        pages.append((answer.status_code, len(asked), len(page.replace(token, ""))))
    assert pages[0] == pages[1]


def test_a20_a_forged_address_does_not_lift_the_limit(apply: Callable[..., Any]) -> None:
    ends = [apply(Client(headers={"x-forwarded-for": f"203.0.113.{n}"})).status_code for n in range(7)]
    assert ends == [302] * 5 + [429] * 2
    assert Application.objects.count() == 5


def test_a20_answers_from_one_address_are_limited_whatever_it_says(staff: Actor, invitation: Invitation) -> None:
    address = PAGE_OF["invitation"].format(issue_link(invitation, by=staff))
    ends = [
        Client(headers={"x-forwarded-for": f"203.0.113.{n}"}).post(address, {"answer": "accept"}).status_code
        for n in range(33)
    ]
    assert ends == [302] * 30 + [429] * 3
    assert Guest.objects.count() == 1


# -- A25: links that outlive their purpose


def test_a25_every_link_is_kept_as_a_hash_and_opens_its_own_record_only(doors: dict[str, str]) -> None:
    kept = [
        *Application.objects.values_list("secret_hash", flat=True),
        *Invitation.objects.values_list("secret_hash", flat=True),
        *Party.objects.values_list("secret_hash", flat=True),
    ]
    secrets = {name: address.split("/")[-2] for name, address in doors.items()}
    assert {len(value) for value in kept if value} == {64}
    assert [value for value in secrets.values() if value in kept] == []
    crossed = [
        Client().get(PAGE_OF[name].format(secret)).status_code
        for name in PAGE_OF
        for other, secret in secrets.items()
        if other != name
    ]
    assert set(crossed) == {404}
    told = json.dumps([event.changes for event in AuditEvent.objects.all()], default=str)
    assert [name for name, secret in secrets.items() if secret in told] == []


def test_a25_links_end_with_what_they_are_for(staff: Actor, expo: Expo, doors: dict[str, str]) -> None:
    long_ago = date.today() - timedelta(days=400)
    change_record(expo, {"starts_on": long_ago, "ends_on": long_ago}, by=staff, seen_version=expo.version)
    assert [Client().get(address).status_code for address in doors.values()] == [404] * 3
    assert Client().post(doors["application"], {}).status_code == 404
    assert Application.objects.get().state == "received"


# -- A27, A28: pictures and names of files


def test_a27_a_picture_of_no_bytes_or_endless_pixels_is_refused_by_the_page(
    staff: Actor, expo: Expo, client_of: Callable[..., Client]
) -> None:
    hall = create_record(Hall(expo=expo, name="一号馆", width=90, depth=60), by=staff)
    bomb = BytesIO()

    Image.new("1", (30_000, 30_000)).save(bomb, "PNG")
    for content in (b"", bomb.getvalue()):
        answer = client_of(staff).post(
            f"/expo/halls/{hall.pk}/picture/", {"picture": SimpleUploadedFile("x.png", content)}
        )
        assert answer.status_code >= 400
    assert client_of(staff).get(f"/expo/halls/{hall.pk}/picture/").status_code == 404


def test_a28_names_of_files_hold_nothing_that_people_wrote(
    staff: Actor, expo: Expo, make_party: Callable[..., Party], client_of: Callable[..., Client]
) -> None:
    bad = "../../x\r\nSet-Cookie: a=b"
    change_record(expo, {"name": bad, "short_name": bad[:60]}, by=staff, seen_version=expo.version)
    secret = give_link(make_party(bad + "x" * 60), by=staff)
    create_record(Badge(expo=expo, name=bad, year=2024), by=staff)
    base = PAGE_OF["meeting"].format(secret)
    answers = [Client().get(f"{base}meetings.pdf"), Client().get(f"{base}meetings.ics")]
    answers += [
        client_of(staff).get(address)
        for address in ("/expo-days/papers.pdf", "/badges/export.xlsx", "/exhibitors/export.xlsx")
    ]
    assert [answer.status_code for answer in answers] == [200] * len(answers)
    names = [answer.headers.get("Content-Disposition", "") for answer in answers]
    assert [name for name in names if ".." in name or "Set-Cookie" in name or "\n" in name or not name] == []
    assert b"\r\nSet-Cookie: a=b" not in answers[1].content


# -- A29: forms sent from elsewhere, pages in frames, reading that writes


def test_a29_every_public_form_asks_for_the_token_of_its_page(open_expo: Expo, doors: dict[str, str]) -> None:
    strict = Client(enforce_csrf_checks=True)
    addresses = [f"/apply/{open_expo.body.code}/{open_expo.pk}/", *doors.values()]
    assert [strict.post(address, GIVEN).status_code for address in addresses] == [403] * 4


def test_a29_reading_a_public_page_writes_nothing_and_is_not_framed(open_expo: Expo, doors: dict[str, str]) -> None:
    meeting = doors["meeting"]
    addresses = [f"/apply/{open_expo.body.code}/{open_expo.pk}/", *doors.values(),
                 f"{meeting}meetings.pdf", f"{meeting}meetings.ics"]  # fmt: skip
    for address in addresses:
        with CaptureQueriesContext(connection) as asked:
            answer = Client().get(address)
        assert answer.status_code == 200
        written = [row["sql"] for row in asked if row["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")]
        assert [sql for sql in written if "luzhi_cache" not in sql and "django_session" not in sql] == []
        framed = answer.headers.get("X-Frame-Options", ""), answer.headers.get("Content-Security-Policy", "")
        assert framed[0] == "DENY" or "frame-ancestors 'none'" in framed[1]
        assert "no-store" in answer.headers["Cache-Control"]


# -- the codes on badges


def test_a_code_read_at_a_desk_is_data_and_nothing_else(
    staff: Actor, expo: Expo, client_of: Callable[..., Client]
) -> None:
    desk = create_record(Desk(expo=expo, name="东门", year=2024), by=staff)
    client, address = client_of(staff), f"/expo-days/desks/{desk.pk}/"
    for code in (MARKUP, "' OR 1=1 --", "=1+1", "https://evil.example/x", "\x00\x1b[31m", "x" * 5000):
        client.post(address, {"code": code})
    assert Scan.objects.exclude(outcome="unknown").count() == 0
    assert max(map(len, Scan.objects.values_list("code", flat=True))) <= 40
    pages = [client.get(page).content.decode() for page in (address, "/scans/", "/expo-days/")]
    assert [page.count("<img src=x") for page in pages] == [0] * 3


def test_zones_of_another_expo_are_no_choice_and_a_filled_trap_keeps_nothing(
    staff: Actor, apply: Callable[..., Any]
) -> None:
    other = create_record(Expo(name="另一展会", year=2024), by=staff)
    zone = create_record(Zone(expo=other, name="别处", year=2024, area=Decimal(1)), by=staff)
    assert apply(zone=zone.pk).status_code == 422
    assert apply(website="https://spam.example").status_code == 422
    assert Request.objects.count() == Application.objects.count() == 0
