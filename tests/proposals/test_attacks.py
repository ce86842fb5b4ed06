"""Attacks on the pages of proposals and handling, by the numbers of `docs/security.md`."""

import datetime as dt
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from bench.at_once.scenes import answered, fill, fresh, make_proposal, with_units
from bench.session_year.cast import YEAR, Cast, make_cast, on_day
from luzhi.access.models import Grant
from luzhi.common.models import AuditEvent
from luzhi.common.problems import Conflict, Refused
from luzhi.handling.models import Answer, Handover, Matter, Referral, Verdict
from luzhi.people.models import Contact, Organisation, Person
from luzhi.proposals.key_services import name_candidate
from luzhi.proposals.models import Attachment, Instruction, InstructionTask, Proposal, Signature, Supervision
from luzhi.proposals.publicity import begin
from luzhi.proposals.writing import invite, sign
from luzhi.records.services import change_record, create_record
from luzhi.workflow.engine import perform

MARKUP = "<img src=x onerror=alert(1)>"


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast(2, 4, 1)


@pytest.fixture
def proposal(cast: Cast) -> Proposal:
    """Dispatched to the first unit, signed by the first member."""
    return with_units(cast, make_proposal(cast, "proposal-0001", cast.persons[0]), 1)


@pytest.fixture
def as_(client_of: Callable[..., Client]) -> Callable[[Any], Client]:
    return client_of


def test_a2_numbers_of_another_unit_are_not_there(cast, proposal, as_) -> None:
    mine, theirs = cast.units
    note = create_record(Instruction(year=YEAR, level="city", office=mine, gist="g"), by=cast.staff)
    task = create_record(InstructionTask(instruction=note, unit=mine, text="t"), by=cast.staff)
    referral = Referral.objects.get()
    fill(cast, proposal.matter_id or 0, mine.pk)
    answer = Answer.objects.first()
    publication = begin(fresh(proposal), by=cast.staff)
    consent = publication.unit_consents.get()
    stranger = as_(cast.officers[theirs.pk])
    gets = [
        f"/matters/{proposal.matter_id}/", f"/matters/{proposal.matter_id}/cells/1/{mine.pk}/", f"/proposals/{proposal.pk}/",
        f"/referrals/{referral.pk}/", f"/referrals/{referral.pk}/clock/", f"/answers/{answer.pk}/",
        f"/answers/{answer.pk}/progress/", f"/instruction-tasks/{task.pk}/", f"/publications/{publication.pk}/",
        f"/matters/{proposal.matter_id}/letter/{mine.pk}/", f"/proposals/{proposal.pk}/receipt/",
    ]  # fmt: skip
    assert {address: stranger.get(address).status_code for address in gets} == dict.fromkeys(gets, 404)
    posts = {
        f"/matters/{proposal.matter_id}/cells/1/{mine.pk}/": {"text": "x", "answered_on": "2024-06-01"},
        f"/referrals/{referral.pk}/do/object/": {"reason": "x"}, f"/referrals/{referral.pk}/clock/": {"kind": "extend"},
        f"/instruction-tasks/{task.pk}/do/report/": {"reason": "x"}, "/proposals/consents/": {"consent": consent.pk},
    }  # fmt: skip
    assert {address: stranger.post(address, form).status_code for address, form in posts.items()} == dict.fromkeys(
        posts, 404
    )
    assert (Answer.objects.filter(text="x").count(), InstructionTask.objects.get().state) == (0, "open")


def test_a2_exports_and_calendars_hold_the_own_only(cast, proposal, as_) -> None:
    stranger = as_(cast.officers[cast.units[1].pk])
    for address in ("/matters/", "/referrals/", "/proposals/", "/answers/", "/instruction-tasks/"):
        assert "proposal-0001" not in stranger.get(address).content.decode(), address
    assert "proposal-0001" not in stranger.get("/inbox/").content.decode()


def test_a2_nobody_of_another_body_reaches_the_newest_pages(cast, proposal, staff, as_) -> None:
    supervision = name_candidate(proposal, by=cast.staff)
    note = create_record(Instruction(year=YEAR, level="city", office=cast.units[0], gist="g"), by=cast.staff)
    task = create_record(InstructionTask(instruction=note, unit=cast.units[0], text="t"), by=cast.staff)
    other = as_(staff)
    for address in (
        f"/supervisions/{supervision.pk}/", f"/supervisions/{supervision.pk}/do/choose/", f"/instructions/{note.pk}/",
        f"/instruction-tasks/{task.pk}/",
    ):  # fmt: skip
        assert other.get(address).status_code == 404, address
    assert other.post(f"/proposals/{proposal.pk}/candidate/").status_code == 404
    assert "proposal-0001" not in other.get("/proposals/key/").content.decode()


def test_a5_fields_that_nobody_asked_for_are_not_taken(cast, proposal, as_) -> None:
    staff, officer = as_(cast.staff), as_(cast.officers[cast.units[0].pk])
    extra = {
        "state": "closed", "outcome": "filed", "number": 99, "solved": "on", "result_class": "A",
        "receipt_no": "x", "rules": 1, "level": 5, "draft": "", "now_class": "A", "satisfied": "on",
        "chosen_on": "2024-01-01",
        "decided_by": "me", "result": "all", "overdue_on": "2024-01-01", "answered_by_id": 1, "version": 1,
    }  # fmt: skip
    staff.post("/proposals/new/", {"title": "new-0001", "year": YEAR, "proposer_kind": "individual", **extra})
    made = Proposal.objects.get(title="new-0001")
    assert (made.state, made.outcome, made.number, made.key, made.solved, made.result_class, made.level) == (
        "draft", "", None, False, False, "", 0,
    )  # fmt: skip
    form = {"title": "s-0001", "year": YEAR, "proposal": "proposal-0001", **extra}
    staff.post("/supervisions/new/", form)
    key = Supervision.objects.get()
    assert (key.state, key.chosen_on, key.decided_by, key.result) == ("candidate", None, "", "")
    cell = f"/matters/{proposal.matter_id}/cells/1/{cast.units[0].pk}/"
    sent = {"text": "t", "answered_on": dt.date.today().isoformat(), "form": "writing", **extra, "version": ""}
    assert officer.post(cell, sent).status_code == 302
    answer = Answer.objects.get()
    assert (answer.unit, answer.round, answer.draft, answer.result_class) == (cast.units[0], 1, False, "A")
    assert fresh(proposal).state == "dispatched"


def test_a5_a_rater_cannot_rate_for_another_or_choose_what_it_counts_for(cast, as_) -> None:
    done = answered(cast, cast.persons[0])
    other = cast.persons[1]
    form = {"result": "3", "person": other.pk, "satisfied": "on", "content": "on", "round": 9}
    assert as_(cast.members[0]).post(f"/matters/{done.matter_id}/verdict/", form).status_code == 302
    verdict = Verdict.objects.get()
    assert (verdict.person, verdict.satisfied, verdict.content, verdict.round) == (cast.persons[0], False, False, 1)


def test_a6_nobody_touches_anothers_draft_or_its_files(cast, as_) -> None:
    draft = make_proposal(cast, "draft-0001", cast.persons[0])
    held = Attachment(proposal=draft, name="a.pdf", form="pdf", size=1, digest="x", content=b"x")
    create_record(held, by=cast.staff)
    stranger = as_(cast.members[1])
    for address in (f"/proposals/{draft.pk}/", f"/proposals/{draft.pk}/write/", f"/proposals/files/{held.pk}/"):
        assert stranger.get(address).status_code == 404, address
    for address in (
        f"/proposals/{draft.pk}/write/", f"/proposals/files/{held.pk}/remove/", f"/proposals/{draft.pk}/invite/",
        f"/proposals/{draft.pk}/confirm/", f"/proposals/{draft.pk}/do/submit/", f"/proposals/{draft.pk}/sign/",
    ):  # fmt: skip
        assert stranger.post(address, {"title": "mine", "agree": "1"}).status_code == 404, address
    assert (fresh(draft).title, Attachment.objects.count()) == ("draft-0001", 1)


def test_a7_what_was_taken_away_ends_at_the_next_request(cast, proposal, as_) -> None:
    unit = cast.units[0]
    officer = as_(cast.officers[unit.pk])
    address = f"/matters/{proposal.matter_id}/cells/1/{unit.pk}/"
    assert officer.get(address).status_code == 200
    Contact.objects.filter(organisation=unit).delete()  # no longer of this unit
    assert officer.get(address).status_code == 404
    member = as_(cast.members[0])
    assert member.get("/proposals/write/").status_code == 200
    Grant.objects.filter(user=cast.members[0].user).delete()
    assert member.get("/proposals/write/").status_code in (302, 403)


def test_a9_markup_in_names_is_shown_as_written_on_every_page_of_ours(cast, proposal, as_) -> None:
    fill(cast, proposal.matter_id or 0, cast.units[0].pk)
    waiting = with_units(cast, make_proposal(cast, "w", cast.persons[0]), 1)
    review = make_proposal(cast, "r", cast.persons[0])
    perform(fresh(review), "submit", by=cast.staff)
    key = name_candidate(waiting, by=cast.staff)
    key = change_record(key, {"leader": cast.persons[0], "supervisor": cast.persons[1]}, by=cast.staff, seen_version=1)
    begin(fresh(proposal), by=cast.staff)
    meeting = create_record(Handover(title=MARKUP, year=YEAR), by=cast.dispatcher)
    meeting.matters.add(waiting.matter)
    Proposal.objects.update(title=MARKUP, topic=MARKUP, recommendations=MARKUP)
    Matter.objects.update(title=MARKUP)
    for model in (Organisation, Person):  # no two bear one name
        for pk in model.objects.values_list("pk", flat=True):
            model.objects.filter(pk=pk).update(name=f"{MARKUP}{pk}")
    Supervision.objects.update(title=MARKUP)
    Answer.objects.update(text=MARKUP, answered_by=MARKUP)
    pages = {
        cast.staff: ("/inbox/", "/proposals/desk/", "/proposals/key/", "/promised/", "/proposals/letters/",
                     f"/handovers/{meeting.pk}/", f"/matters/{proposal.matter_id}/", f"/proposals/{waiting.pk}/"),
        cast.officers[cast.units[0].pk]: ("/inbox/", "/proposals/consents/", "/",
                                          f"/matters/{waiting.matter_id}/cells/1/{cast.units[0].pk}/"),
        cast.members[0]: ("/", f"/matters/{proposal.matter_id}/verdict/", f"/proposals/{proposal.pk}/receipt/"),
    }  # fmt: skip
    for actor, addresses in pages.items():
        client = as_(actor)
        for address in addresses:
            answer = client.get(address)
            assert answer.status_code == 200, (address, answer.status_code)
            assert "<img src=x" not in answer.content.decode(), address


def test_a10_addresses_in_texts_become_no_links(cast, as_, client) -> None:
    text = "javascript:alert(1) data:text/html,x //evil.test https://evil.test"
    made = make_proposal(cast, "proposal-0001", cast.persons[0])
    Proposal.objects.filter(pk=made.pk).update(situation=text, open_to_public=True)
    done = with_units(cast, made, 1)
    fill(cast, done.matter_id or 0, cast.units[0].pk)
    publication = begin(fresh(done), by=cast.staff)
    publication.unit_consents.update(consent="yes")
    perform(publication, "publish", by=cast.staff)
    for page in (
        client.get(f"/open/{cast.body.code}/{publication.pk}/"), client.get(f"/open/{cast.body.code}/"),
        as_(cast.staff).get(f"/proposals/{done.pk}/"),
    ):  # fmt: skip
        assert page.status_code == 200
        for wrong in ('href="javascript:', 'href="data:', 'href="//evil', 'href="https://evil'):
            assert wrong not in page.content.decode()


def test_a22_steps_left_out_and_old_forms_are_refused(cast, as_) -> None:
    proposal = with_units(cast, make_proposal(cast, "proposal-0001", cast.persons[0]), 1)
    key = name_candidate(proposal, by=cast.staff)
    for step in ("begin", "conclude", "unchoose"):
        with pytest.raises(Conflict):
            perform(key, step, by=cast.staff, reason="x", answers={"result": "x"})
    with pytest.raises(Conflict):
        perform(proposal, "close", by=cast.staff)
    referral = Referral.objects.get()
    perform(referral, "withdraw", by=cast.dispatcher, reason="x")
    officer = as_(cast.officers[cast.units[0].pk])
    old = {"text": "x", "answered_on": "2024-06-01", "form": "writing", "result_class": "A"}
    answer = officer.post(f"/matters/{proposal.matter_id}/cells/1/{cast.units[0].pk}/", old)
    assert (answer.status_code, Answer.objects.count()) == (404, 0)
    staff = as_(cast.staff)
    assert (
        staff.post(f"/referrals/{referral.pk}/do/keep/", {"reason": "x", "seen_state": "objected"}).status_code == 409
    )
    before = AuditEvent.objects.count()
    assert staff.post(f"/supervisions/{key.pk}/do/choose/", {"decided_by": "c", "seen_state": "key"}).status_code == 409
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize(
    "query",
    ["state__in=x", "body=1", "proposal__matter__rules=1", "order=;drop", "q=%27%20OR%201=1", "before=-1", "year=abc",
     "state=%00", "like=1%20or%201"],
)  # fmt: skip
def test_a23_keys_of_an_address_change_nothing_on_our_pages(cast, proposal, as_, client, query) -> None:
    staff = as_(cast.staff)
    officer = as_(cast.officers[cast.units[0].pk])
    for address in (
        "/proposals/key/",
        "/promised/",
        "/inbox/",
        "/proposals/desk/",
        "/supervisions/",
        "/instruction-tasks/",
    ):
        assert staff.get(f"{address}?{query}").status_code in (200, 302, 400), (address, query)
    cell = f"/matters/{proposal.matter_id}/cells/1/{cast.units[0].pk}/"
    assert officer.get(f"{cell}?{query}").status_code in (200, 400)
    assert client.get(f"/open/{cast.body.code}/?{query}").status_code in (200, 400)


@pytest.mark.parametrize("text", ["a" * 5000, "关于" * 2000, "(" * 800, "%_" * 800, "\\" * 900, "<" * 2000])
def test_a24_endless_words_are_answered_soon(cast, proposal, as_, client, text) -> None:
    begun = time.perf_counter()
    assert client.get(f"/open/{cast.body.code}/", {"q": text}).status_code == 200
    assert as_(cast.members[0]).get("/proposals/similar/", {"title": text, "q": text}).status_code in (200, 400)
    assert as_(cast.staff).get("/supervisions/", {"q": text}).status_code == 200
    assert time.perf_counter() - begun < 6  # three pages, two seconds each


def test_a25_an_invitation_is_answered_once_by_who_was_invited_and_in_time(cast, as_) -> None:
    draft = make_proposal(cast, "proposal-0001", cast.persons[0])
    invite(draft, [cast.persons[1]], by=cast.staff)
    with on_day(dt.date(2024, 3, 4)):
        out = perform(fresh(draft), "invite", by=cast.staff)
    link = f"/proposals/{out.pk}/sign/"
    assert as_(cast.members[2]).get(link).status_code == 404
    assert as_(cast.members[2]).post(link, {"agree": "1"}).status_code == 404
    with pytest.raises((Conflict, Refused)), on_day(dt.date(2024, 6, 3)):
        sign(fresh(draft), agree=True, by=cast.members[1])
    with on_day(dt.date(2024, 3, 5)):
        sign(fresh(draft), agree=True, by=cast.members[1])
        with pytest.raises(Conflict):
            sign(fresh(draft), agree=False, by=cast.members[1])
    assert Signature.objects.get(person=cast.persons[1]).answer == "agreed"
