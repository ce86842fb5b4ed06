"""Profiles, suggestions, consent, the personal link, outcomes and what they open."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from luzhi.access.actors import Actor
from luzhi.common.problems import Conflict, Problem
from luzhi.matchmaking.links import find_party, give_link
from luzhi.matchmaking.models import Outcome, Party, ProfileLine, Request, Session
from luzhi.matchmaking.outcomes import disagree, enter_outcome, settle
from luzhi.matchmaking.services import make_timetable
from luzhi.projects.models import Agreement, Lead
from luzhi.records.figures import Scope, read_figure
from luzhi.records.services import create_record
from luzhi.workflow.engine import perform


@pytest.fixture(autouse=True)
def _no_counts(db: None) -> None:
    cache.clear()


@pytest.fixture
def pair(make_party: Callable[..., Party]) -> tuple[Party, Party]:
    return make_party("甲厂", listed=True), make_party("乙行", listed=True)


def offer(staff: Actor, party: Party, side: str, text: str, field: str = "product", chain: str = "医药") -> ProfileLine:
    made: ProfileLine = create_record(
        ProfileLine(party=party, side=side, field=field, chain=chain, text=text), by=staff
    )
    return made


def address(staff: Actor, party: Party) -> str:
    return f"/meet/{give_link(party, by=staff)}/"


def said(**values: Any) -> dict[str, Any]:
    return {"happened": "held", "result": "none", "amount": "", "currency": "cny", "words": "", **values}


def test_two_firms_have_one_request_whoever_asks(
    pair: tuple[Party, Party], make_request: Callable[..., Request]
) -> None:
    one, other = pair
    make_request(one, other, state="waits_asked")
    with pytest.raises(Problem):
        make_request(other, one, state="waits_asked")
    with pytest.raises(Problem):
        make_request(one, one, state="waits_asked")


def test_consent_of_both(staff: Actor, pair: tuple[Party, Party], make_request: Callable[..., Request]) -> None:
    request = make_request(*pair, state="proposed")
    assert perform(request, "accept_first", by=None).state == "waits_asker"
    with pytest.raises(Conflict):
        perform(request, "accept", by=None)
    assert perform(request, "confirm", by=staff).state == "agreed"


def test_suggestions_propose_to_both(
    staff: Actor, session: Session, pair: tuple[Party, Party], client_of: Callable[[Actor], Client]
) -> None:
    one, other = pair
    offer(staff, one, "offer", "人参提取物")
    offer(staff, other, "need", "采购人参原料")
    client, page = client_of(staff), f"/matchmaking/{session.pk}/suggestions/"
    assert "人参提取物" in client.get(page).content.decode()
    assert client.post(page, {"pair": f"{one.pk}-{other.pk}"}).status_code == 302
    request = Request.objects.get()
    assert (request.asker, request.asked, request.state) == (other, one, "proposed")
    assert "人参提取物" in request.why
    assert client.post(page, {"pair": f"{one.pk}-{other.pk}"}).status_code >= 400


def test_a_link_opens_its_own_firm_only_and_a_new_one_ends_the_old(
    staff: Actor, pair: tuple[Party, Party], client: Client
) -> None:
    one, _other = pair
    first = give_link(one, by=staff)
    assert find_party(first) == one
    assert client.get(f"/meet/{first}/").status_code == 200
    second = give_link(one, by=staff)
    assert client.get(f"/meet/{first}/").status_code == 404
    assert client.get(f"/meet/{second}/")["X-Robots-Tag"] == "noindex"
    Party.objects.filter(pk=one.pk).update(withdrawn=True)
    assert client.get(f"/meet/{second}/").status_code == 404
    assert client.get("/meet/" + "x" * 32 + "/").status_code == 404


def test_a_firm_asks_and_the_other_answers_on_their_links(
    staff: Actor, pair: tuple[Party, Party], client: Client
) -> None:
    one, other = pair
    mine, theirs = address(staff, one), address(staff, other)
    assert "乙行" in client.get(mine).content.decode()
    assert client.post(mine, {"act": "ask", "party": other.pk, "weight": 5, "subject": "代理"}).status_code == 302
    request = Request.objects.get()
    assert (request.state, request.weight) == ("waits_asked", 5)
    foreign = client.post(mine, {"act": "answer", "request": request.pk, "say": "yes"})
    assert foreign.status_code == 422
    assert client.post(theirs, {"act": "answer", "request": request.pk, "say": "yes"}).status_code == 302
    request.refresh_from_db()
    assert request.state == "agreed"
    assert client.post(mine, {"act": "take_back", "request": request.pk}).status_code == 302
    request.refresh_from_db()
    assert request.state == "withdrawn"


def test_a_firm_that_is_not_listed_is_neither_seen_nor_asked(
    staff: Actor, make_party: Callable[..., Party], client: Client
) -> None:
    one, hidden = make_party("甲厂"), make_party("隐名")
    mine = address(staff, one)
    assert "隐名" not in client.get(mine).content.decode()
    assert client.post(mine, {"act": "ask", "party": hidden.pk, "weight": 3}).status_code == 404
    assert client.post(mine, {"act": "ask", "party": one.pk, "weight": 3}).status_code == 404
    assert client.post(mine, {"act": "ask", "party": "x" * 9, "weight": 3}).status_code == 422
    assert client.post(mine, {"act": "nonsense"}).status_code == 422
    assert client.post(mine, {"act": "listed", "listed": "yes"}).status_code == 302
    one.refresh_from_db()
    assert one.listed


def test_profile_lines_on_the_link(staff: Actor, pair: tuple[Party, Party], client: Client) -> None:
    one, other = pair
    mine = address(staff, one)
    line = {"act": "line", "side": "need", "field": "capital", "chain": "", "text": "<b>基金</b>"}
    assert client.post(mine, line).status_code == 302
    assert "&lt;b&gt;基金" in client.get(mine).content.decode()
    assert client.post(mine, {**line, "field": "gold"}).status_code == 422
    foreign = offer(staff, other, "need", "别家的")
    assert client.post(mine, {"act": "drop_line", "line": foreign.pk}).status_code == 404
    assert client.post(mine, {"act": "drop_line", "line": one.lines.get().pk}).status_code == 302
    assert one.lines.count() == 0


def test_after_the_last_day_wishes_are_closed_but_outcomes_are_not(
    staff: Actor, session: Session, pair: tuple[Party, Party], make_request: Callable[..., Request], client: Client
) -> None:
    one, other = pair
    request = make_request(one, other)
    Session.objects.filter(pk=session.pk).update(requests_until=timezone.localdate() - timedelta(days=1))
    mine = address(staff, one)
    assert client.post(mine, {"act": "line", "side": "need", "field": "capital", "text": "x"}).status_code == 422
    perform(make_timetable(session, by=staff, seconds=1), "freeze", by=staff)
    page = client.get(mine).content.decode()
    assert "乙行" in page
    given = {"act": "outcome", "request": request.pk, **said(result="intention", amount="500")}
    assert client.post(mine, given).status_code == 302
    outcome = Outcome.objects.get()
    assert (outcome.said_by, outcome.result, str(outcome.amount)) == ("asker", "intention", "500")
    assert client.get(f"{mine}meetings.ics").content.count(b"BEGIN:VEVENT") == 1
    assert client.get(f"{mine}meetings.pdf").content[:5] == b"%PDF-"


def test_the_first_good_word_opens_one_lead_and_only_the_office_records_agreements(
    staff: Actor, pair: tuple[Party, Party], make_request: Callable[..., Request]
) -> None:
    request = make_request(*pair)
    first = enter_outcome(request, said(result="contract", amount="800"), said_by="asker", by=None)
    assert (Lead.objects.count(), Agreement.objects.count()) == (1, 0)
    second = enter_outcome(request, said(result="intention"), said_by="asked", by=None)
    assert second.lead == first.lead
    assert disagree([first, second])
    assert settle([first, second]) == second
    office = enter_outcome(request, said(result="intention"), said_by="office", by=staff)
    assert (Lead.objects.count(), Agreement.objects.get().kind, office.agreement.kind) == (1, "intention", "intention")
    assert not disagree([first, second, office])
    signed = enter_outcome(request, said(result="contract", amount="800"), said_by="office", by=staff)
    assert (signed.pk, signed.agreement.kind) == (office.pk, "contract")
    assert {a.kind for a in Agreement.objects.all()} == {"intention", "contract"}
    assert set(signed.agreement.parties.all()) == {request.asker.organisation, request.asked.organisation}


def test_a_meeting_not_held_has_no_result(
    staff: Actor, pair: tuple[Party, Party], make_request: Callable[..., Request], client_of: Callable[[Actor], Client]
) -> None:
    request = make_request(*pair)
    with pytest.raises(Problem):
        enter_outcome(request, said(happened="asked_absent", result="talks"), said_by="office", by=staff)
    client, page = client_of(staff), f"/matchmaking/requests/{request.pk}/outcome/"
    assert client.get(page).status_code == 200
    assert client.post(page, said(happened="neither", result="contract")).status_code == 422
    assert client.post(page, said(amount="很多吗?")).status_code == 422
    assert client.post(page, said(happened="asked_absent")).status_code == 302
    assert Outcome.objects.get().happened == "asked_absent"
    waiting = make_request(pair[0], create_other(staff, request.session), state="proposed")
    assert client.post(f"/matchmaking/requests/{waiting.pk}/outcome/", said()).status_code == 422


def create_other(staff: Actor, session: Session) -> Party:
    from luzhi.people.models import Organisation

    firm = create_record(Organisation(name="丙社", kind="firm"), by=staff)
    made: Party = create_record(Party(session=session, organisation=firm), by=staff)
    return made


def test_figures_count_each_meeting_once(
    staff: Actor, session: Session, firms: list[Party], requests: list[Request]
) -> None:
    perform(requests[0], "withdraw", by=staff, reason="退出")
    enter_outcome(requests[1], said(result="intention"), said_by="asker", by=None)
    enter_outcome(requests[1], said(result="intention"), said_by="asked", by=None)
    enter_outcome(requests[2], said(), said_by="office", by=staff)
    enter_outcome(requests[3], said(happened="asked_absent"), said_by="office", by=staff)
    scope = Scope(session.body_id, 2024, {"session": session.pk})
    names = ("requested", "agreed", "held", "no_show", "intentions", "signed", "followed")
    found = {name: int(read_figure(f"matchmaking.{name}", scope).counted) for name in names}
    assert found == {
        "requested": 14, "agreed": 14, "held": 2, "no_show": 1, "intentions": 1, "signed": 0, "followed": 1,
    }  # fmt: skip


def test_the_phone_page_of_outcomes(
    staff: Actor, session: Session, requests: list[Request], client_of: Callable[[Actor], Client]
) -> None:
    client = client_of(staff)
    assert client.get(f"/matchmaking/{session.pk}/outcomes/").status_code == 200
    perform(make_timetable(session, by=staff, seconds=1), "freeze", by=staff)
    slot = session.slots.filter(meetings__isnull=False).order_by("starts_at")[
        0
    ]  # the solver may leave the first one empty
    page = client.get(f"/matchmaking/{session.pk}/outcomes/?slot={slot.pk}").content.decode()
    assert page.count("/outcome/") == slot.meetings.count() > 0
    assert client.get(f"/matchmaking/{session.pk}/outcomes/?slot=abc").status_code == 200


def test_the_link_takes_the_same_queries_whatever_is_on_it(
    staff: Actor, make_party: Callable[..., Party], make_request: Callable[..., Request], client: Client
) -> None:
    one = make_party("甲厂", listed=True)
    mine = address(staff, one)

    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(mine).status_code == 200
        return len(found)

    make_request(one, make_party("乙", listed=True))
    make_party("丙", listed=True)
    count()  # the first reading begins the count of readings
    before = count()
    make_request(one, make_party("丁", listed=True))
    make_request(one, make_party("戊", listed=True))
    make_party("己", listed=True)
    assert count() == before
