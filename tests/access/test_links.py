"""Personal links: unguessable, told to no cache and no search engine, read so often, and over with the expo."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from luzhi.access import links
from luzhi.access.actors import Actor
from luzhi.expo.applications.services import find_by_secret
from luzhi.expo.invitations.answers import find_invitation, issue_link
from luzhi.expo.models import Application, Expo, Invitation, InvitationChannel
from luzhi.matchmaking.links import find_party, give_link
from luzhi.matchmaking.models import Party, Session, Slot
from luzhi.people.models import Organisation
from luzhi.records.services import change_record, create_record
from luzhi.workflow.engine import perform

SECRET = "a" * 32
TODAY = date.today()


@pytest.fixture
def expo(staff: Actor) -> Expo:
    made: Expo = create_record(Expo(name="甲市博览会", year=TODAY.year, starts_on=TODAY, ends_on=TODAY), by=staff)
    return made


@pytest.fixture
def addresses(staff: Actor, expo: Expo) -> dict[str, str]:
    """One of each public page that opens by a secret."""
    firm = create_record(Organisation(name="甲厂", kind="firm"), by=staff)
    channel = create_record(InvitationChannel(expo=expo, kind="chamber", name="商会", year=expo.year), by=staff)
    invitation = create_record(Invitation(expo=expo, channel=channel, organisation=firm, year=expo.year), by=staff)
    invited = issue_link(perform(invitation, "invite", by=staff), by=staff)
    session = create_record(Session(expo=expo, name="对接会", year=expo.year), by=staff)
    met = give_link(create_record(Party(session=session, organisation=firm), by=staff), by=staff)
    create_record(
        Application(expo=expo, organisation_name="乙厂", origin="长春", contact_name="乙", email="a@b.cn", shows="参",
                    year=expo.year, secret_hash=links.hash_secret(SECRET)), by=staff,
    )  # fmt: skip
    return {
        "invited": f"/invited/{invited}/", "status": f"/apply/status/{SECRET}/", "meet": f"/meet/{met}/",
        "pdf": f"/meet/{met}/meetings.pdf", "ics": f"/meet/{met}/meetings.ics",
    }  # fmt: skip


def test_no_link_is_kept_or_found_by_machines(addresses: dict[str, str], client: Client) -> None:
    for address in addresses.values():
        answer = client.get(address)
        assert (answer.status_code, answer["X-Robots-Tag"]) == (200, "noindex"), address
        assert "no-store" in answer["Cache-Control"], address


def test_a_link_is_read_so_often_and_no_more(
    addresses: dict[str, str], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "READS", (3, 3600))
    for name in ("invited", "status", "meet"):
        statuses = [client.get(addresses[name]).status_code for _n in range(4)]
        assert statuses == [200, 200, 200, 429], name
    assert client.get(addresses["pdf"]).status_code == 429  # the same secret, so the same count


def test_tries_of_links_that_open_nothing_are_counted(
    addresses: dict[str, str], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "MISSES", (3, 3600))
    statuses = [client.get(f"/meet/{'x' * 28}{n:04}/").status_code for n in range(5)]
    assert statuses == [404, 404, 404, 429, 429]
    assert client.get(addresses["meet"]).status_code == 200  # a guest behind the same address is not shut out
    assert client.get("/invited/short/").status_code == 429


def test_links_end(staff: Actor, expo: Expo, addresses: dict[str, str], make_slot: Callable[[date], Slot]) -> None:
    secrets = {name: address.split("/")[-2] for name, address in addresses.items() if name in ("invited", "meet")}
    expo.refresh_from_db()
    for back, opens in ((1, (False, True, True)), (29, (False, True, True)), (31, (False, False, False))):
        day = TODAY - timedelta(days=back)
        expo = change_record(expo, {"starts_on": day, "ends_on": day}, by=staff, seen_version=expo.version)
        found = (find_invitation(secrets["invited"]), find_by_secret(SECRET), find_party(secrets["meet"]))
        assert tuple(row is not None for row in found) == opens, back
    make_slot(TODAY)  # a session of its own after the expo
    assert find_party(secrets["meet"]) is not None


@pytest.fixture
def make_slot(staff: Actor) -> Callable[[date], Slot]:

    def make(day: date) -> Slot:
        start = datetime(day.year, day.month, day.day, 9, tzinfo=timezone.get_current_timezone())
        made: Slot = create_record(
            Slot(session=Session.objects.get(), starts_at=start, ends_at=start + timedelta(minutes=20)), by=staff
        )
        return made

    return make
