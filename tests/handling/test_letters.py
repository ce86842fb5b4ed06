"""The signed letter: drafted, countersigned, audited, numbered, signed, matched; answers take effect with it."""

import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation
from PIL import Image
from pypdfium2 import PdfDocument

from luzhi.access.roles import Role
from luzhi.common.papers import write_pdf
from luzhi.common.problems import Conflict, Problem, Refused
from luzhi.handling.letters.composing import make_paper
from luzhi.handling.letters.returns import bring_scan, bring_scans
from luzhi.handling.letters.services import begin_reply, change_reply, countersign
from luzhi.handling.models import Answer, LetterSeries, Mode, Referral, Reply, RuleSet, Scan
from luzhi.handling.queries import read_matrix
from luzhi.handling.services import answer_cell
from luzhi.records.figures import Scope, read_figure
from luzhi.workflow.engine import offer_steps, perform

HEAD = {"word": "甲教提", "contact": "某人", "phone": "0000", "result_class": "B"}


@pytest.fixture(autouse=True)
def _english(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with translation.override("en"):
        yield


@pytest.fixture
def signed(rules):
    RuleSet.objects.update(letters=True)
    return rules


def send(house, **modes):
    for n, mode in enumerate(modes.values()):
        house.refer(n, mode)
    perform(house.matter, "send", by=house.dispatcher)
    return house.reload()


def draft(house, item, unit, **values):
    return answer_cell(
        house.items[item], house.units[unit], {"text": f"answer {item}-{unit}", "result_class": "B", **values},
        by=house.officers[unit],
    )  # fmt: skip


def fill(house, *units):
    for item in range(3):
        for unit in units:
            draft(house, item, unit)


def letter(house, unit=0, **values):
    reply = begin_reply(house.matter, house.units[unit], by=house.officers[unit])
    return change_reply(reply, {**HEAD, **values}, by=house.officers[unit], seen_version=reply.version)


def to_sign(house, reply, unit=0):
    perform(reply, "submit", by=house.officers[unit])
    return perform(reply, "pass", by=house.dispatcher)


def as_upload(reply, name="signed.pdf", data=None):
    return SimpleUploadedFile(name, data or write_pdf(make_paper(Reply.objects.get(pk=reply.pk))))


def picture_of(reply, page=0):
    buffer = io.BytesIO()
    PdfDocument(write_pdf(make_paper(reply)))[page].render(scale=2).to_pil().save(buffer, "PNG")
    return buffer.getvalue()


def test_answers_take_effect_with_the_signed_letter(house, signed) -> None:
    send(house, a=Mode.SOLE)
    fill(house, 0)
    assert house.reload().state == "sent"
    assert len(read_matrix(house.matter).gaps) == 3
    scope = Scope(house.matter.body_id, 2024)
    assert read_figure("handling.answers", scope).counted == 0
    reply = to_sign(house, letter(house))
    assert (reply.number, reply.year, reply.pages) == (1, timezone.localdate().year, 2)
    scan = bring_scan(reply, as_upload(reply), timezone.localdate(), by=house.officers[0])
    assert (scan.matched, scan.differences) == (True, [])
    reply.refresh_from_db()
    assert (reply.state, reply.signed_on, house.reload().state) == ("signed", timezone.localdate(), "answered")
    assert set(Answer.objects.values_list("draft", "answered_on")) == {(False, timezone.localdate())}
    assert read_figure("handling.answers", scope).counted == 3


def test_without_that_rule_answers_count_at_once(house, rules) -> None:
    send(house, a=Mode.SOLE)
    fill(house, 0)
    assert house.reload().state == "answered"


def test_what_the_office_enters_has_happened(house, signed) -> None:
    send(house, a=Mode.SOLE)
    for item in range(3):
        answer_cell(house.items[item], house.units[0], {"text": "said in the meeting"}, by=house.staff)
    assert house.reload().state == "answered"


def test_a_letter_with_an_unwritten_item_names_it(house, signed) -> None:
    send(house, a=Mode.SOLE)
    draft(house, 0, 0)
    reply = begin_reply(house.matter, house.units[0], by=house.officers[0])
    offer = next(o for o in offer_steps(reply, house.officers[0]) if o.name == "submit")
    assert [str(r) for r in offer.reasons] == [
        "Item 2 has no answer from unit-0001. Item 3 has no answer from unit-0001.",
        "The word of the number is missing; write it first.",
        "A reply names a contact person and a telephone; write them first.",
    ]


def test_the_lead_unit_stitches_the_parts_and_waits_for_countersignatures(house, signed, client_of) -> None:
    send(house, a=Mode.LEAD, b=Mode.JOINT)
    fill(house, 1)
    joint = Referral.objects.get(unit=house.units[1])
    assert (joint.state, house.reload().state) == ("answered", "sent")  # its part is with the lead unit
    page = client_of(house.officers[0]).get(f"/matters/{house.matter.pk}/cells/1/{house.units[0].pk}/?stitch=1")
    assert "unit-0002：answer 0-1" in page.content.decode()
    translation.activate("en")  # the page was read in Chinese
    fill(house, 0)
    reply = letter(house)
    with pytest.raises(Conflict) as refused:
        perform(reply, "submit", by=house.officers[0])
    assert [str(d) for d in refused.value.details] == ["Not countersigned yet: unit-0002."]
    perform(reply, "circulate", by=house.officers[0])
    with pytest.raises(Refused):
        countersign(reply, house.units[1], agrees=True, remark="", by=house.officers[2])
    countersign(reply, house.units[1], agrees=False, remark="wrong figure", by=house.officers[1])
    with pytest.raises(Conflict):
        perform(reply, "submit", by=house.officers[0])
    perform(reply, "circulate", by=house.officers[0])
    countersign(reply, house.units[1], agrees=True, remark="", by=house.officers[1])
    reply = to_sign(house, reply)
    rows = make_paper(reply).annex.rows
    assert [row[2] for row in rows] == ["unit-0001", "unit-0002"] * 3
    bring_scan(reply, as_upload(reply), timezone.localdate(), by=house.officers[0])
    assert house.reload().state == "answered"
    assert Answer.objects.filter(draft=True).count() == 0


def test_a_joint_unit_begins_no_letter_of_its_own(house, signed, client_of) -> None:
    send(house, a=Mode.LEAD, b=Mode.JOINT)
    client = client_of(house.officers[1])
    assert client.post(f"/matters/{house.matter.pk}/letter/{house.units[1].pk}/").status_code == 403
    assert client.post(f"/matters/{house.matter.pk}/letter/{house.units[0].pk}/").status_code == 403
    assert Reply.objects.count() == 0


def test_numbers_have_no_gaps_and_a_returned_letter_keeps_its_own(house, signed) -> None:
    send(house, a=Mode.SEPARATE, b=Mode.SEPARATE)
    fill(house, 0, 1)
    first = to_sign(house, letter(house))
    back = perform(first, "back", by=house.dispatcher, reason="too short")
    assert (back.content, back.number) == ({}, 1)
    assert to_sign(house, back).number == 1
    other = to_sign(house, letter(house, 1), 1)
    assert other.number == 1  # a series of each unit
    perform(first, "void", by=house.dispatcher, reason="the unit begins anew")
    again = to_sign(house, letter(house))
    assert (again.number, LetterSeries.objects.get(unit_id=house.units[0].pk).last) == (2, 2)
    assert Reply.objects.get(pk=first.pk).number == 1  # the void one still accounts for it


def test_the_letter_says_what_it_said_when_it_was_numbered(house, signed) -> None:
    send(house, a=Mode.SOLE)
    fill(house, 0)
    reply = to_sign(house, letter(house))
    before = write_pdf(make_paper(reply))
    answer = Answer.objects.filter(item=house.items[0]).get()
    answer_cell(
        house.items[0], house.units[0], {"text": "changed", "result_class": "A"}, by=house.officers[0],
        seen_version=answer.version,
    )  # fmt: skip
    assert write_pdf(make_paper(Reply.objects.get(pk=reply.pk))) == before


def test_a_copy_that_differs_does_not_sign(house, signed) -> None:
    send(house, a=Mode.SEPARATE, b=Mode.SEPARATE)
    fill(house, 0, 1)
    reply, other = to_sign(house, letter(house)), to_sign(house, letter(house, 1), 1)
    today = timezone.localdate()
    strange = bring_scan(reply, as_upload(other), today, by=house.officers[0])
    assert not strange.matched
    assert strange.differences[0].split(",")[0] == f"The code on it is {other.code}"
    one_page = bring_scan(reply, as_upload(reply, "page.png", picture_of(reply)), today, by=house.officers[0])
    assert one_page.differences == ["It has 1 pages; the letter has 2."]
    blank = bring_scan(reply, as_upload(reply, "page.png", picture_of(reply, 1)), today, by=house.officers[0])
    assert blank.differences == ["No code can be read on its first pages.", "It has 1 pages; the letter has 2."]
    assert Reply.objects.get(pk=reply.pk).state == "to_sign"
    perform(reply, "accept", by=house.staff, reason="compared page by page", answers={"signed_on": today})
    assert Reply.objects.get(pk=reply.pk).state == "signed"


def test_a_changed_text_is_found(house, signed) -> None:
    send(house, a=Mode.SOLE)
    fill(house, 0)
    reply = to_sign(house, letter(house))
    true = make_paper(reply)
    changed = {
        **reply.content,
        "blocks": [{**b, "text": b["text"].replace("answer 1-0", "answer 9-9")} for b in reply.content["blocks"]],
    }
    Reply.objects.filter(pk=reply.pk).update(content=changed)
    forged = write_pdf(make_paper(Reply.objects.get(pk=reply.pk)))
    Reply.objects.filter(pk=reply.pk).update(content=reply.content)
    scan = bring_scan(reply, as_upload(reply, data=forged), timezone.localdate(), by=house.officers[0])
    assert scan.differences == ["Its text is not that of the letter: “三、关于“item-0003”” is missing."]
    assert "answer 1-0" in [block.text for block in true.blocks]


@pytest.mark.parametrize(
    "data", [b"", b"<html><script>alert(1)</script>", b"%PDF-1.7 not one", b"PK\x03\x04zip", b"\x89PNG\r\n\x1a\nbroken"]
)
def test_what_is_no_letter_is_refused_with_a_sentence(house, signed, data) -> None:
    send(house, a=Mode.SOLE)
    fill(house, 0)
    reply = to_sign(house, letter(house))
    with pytest.raises(Problem) as refused:
        bring_scan(reply, SimpleUploadedFile("../../evil.pdf", data), timezone.localdate(), by=house.officers[0])
    assert "evil.pdf" in str(refused.value)
    assert Scan.objects.count() == 0


def test_a_picture_too_large_is_not_opened(house, signed) -> None:
    send(house, a=Mode.SOLE)
    fill(house, 0)
    reply = to_sign(house, letter(house))
    buffer = io.BytesIO()
    Image.new("1", (8000, 8000)).save(buffer, "PNG")
    with pytest.raises(Problem):
        bring_scan(reply, SimpleUploadedFile("big.png", buffer.getvalue()), timezone.localdate(), by=house.officers[0])


def test_a_pile_finds_its_letters_and_no_foreign_ones(house, signed) -> None:
    send(house, a=Mode.SEPARATE, b=Mode.SEPARATE)
    fill(house, 0, 1)
    mine, other = to_sign(house, letter(house)), to_sign(house, letter(house, 1), 1)
    uploads = [as_upload(other, "b.pdf"), as_upload(mine, "a.pdf"), SimpleUploadedFile("c.txt", b"no")]
    found = bring_scans(uploads, timezone.localdate(), by=house.officers[0])
    assert [(f.name, f.reply, bool(f.problem)) for f in found] == [
        ("b.pdf", None, True),
        ("a.pdf", mine, False),
        ("c.txt", None, True),
    ]
    assert Reply.objects.get(pk=mine.pk).state == "signed"
    again = bring_scans([as_upload(mine, "a.pdf")], timezone.localdate(), by=house.officers[0])
    assert "does not wait for its signature" in again[0].problem
    with pytest.raises(Problem):
        bring_scan(other, as_upload(other), timezone.localdate() + timedelta(days=1), by=house.staff)
    with pytest.raises(Problem):
        bring_scan(other, as_upload(other), date(2020, 1, 1), by=house.staff)


def test_drafts_are_seen_by_the_units_and_the_office_only(house, signed, make_actor, client_of) -> None:
    send(house, a=Mode.LEAD, b=Mode.JOINT, c=Mode.SEPARATE)
    answer = draft(house, 0, 1, text="not yet decided")
    address = f"/matters/{house.matter.pk}/cells/1/{house.units[1].pk}/"
    seen = {}
    for name, actor in {
        "staff": house.staff, "lead": house.officers[0], "own": house.officers[1], "member": make_actor(Role.MEMBER),
        "leader": make_actor(Role.LEADER),
    }.items():  # fmt: skip
        page = client_of(actor).get(address)
        seen[name] = "not yet decided" in page.content.decode()
    assert seen == {"staff": True, "lead": True, "own": True, "member": False, "leader": False}
    assert client_of(house.officers[2]).get(address).status_code == 404
    assert client_of(make_actor(Role.MEMBER)).get(f"/answers/{answer.pk}/").status_code == 404
    matrix_page = client_of(make_actor(Role.MEMBER)).get(f"/matters/{house.matter.pk}/").content.decode()
    assert "not yet decided" not in matrix_page


def test_pages_of_a_letter(house, signed, make_actor, client_of, body) -> None:
    send(house, a=Mode.SOLE)
    fill(house, 0)
    client = client_of(house.officers[0])
    begun = client.post(f"/matters/{house.matter.pk}/letter/{house.units[0].pk}/")
    reply = Reply.objects.get()
    assert begun["Location"] == f"/reply-letters/{reply.pk}/write/"
    form = {"mark": "甲局", "title": "t", "salutation": "s", "opening": "o", "version": reply.version, **HEAD}
    assert client.post(begun["Location"], {**form, "state": "signed", "number": 9}).status_code == 302
    reply.refresh_from_db()
    assert (reply.mark, reply.state, reply.number) == ("甲局", "drafting", None)
    assert client.post(begun["Location"], form).status_code == 422  # somebody was faster
    for ending, mark in (("pdf", b"%PDF"), ("docx", b"PK")):
        paper = client.get(f"/reply-letters/{reply.pk}/letter.{ending}")
        assert (paper.status_code, paper.content[: len(mark)]) == (200, mark)
    assert client.get(f"/reply-letters/{reply.pk}/letter.exe").status_code == 404
    stranger = client_of(house.officers[1])
    for page in ("", "write/", "letter.pdf", "signed-copy/", "countersign/"):
        assert stranger.get(f"/reply-letters/{reply.pk}/{page}").status_code == 404
    member = client_of(make_actor(Role.MEMBER))
    assert member.get(f"/reply-letters/{reply.pk}/letter.pdf").status_code == 404  # not signed yet
    to_sign(house, reply)
    sent = client.post(
        f"/reply-letters/{reply.pk}/signed-copy/", {"file": as_upload(reply), "signed_on": timezone.localdate()}
    )
    assert sent.status_code == 302
    assert member.get(f"/reply-letters/{reply.pk}/letter.pdf").status_code == 200
    copy = member.get(f"/signed-copies/{Scan.objects.get().pk}/file")
    assert (copy.status_code, copy["Content-Disposition"].split(";")[0]) == (200, "attachment")
    assert copy["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert copy["X-Content-Type-Options"] == "nosniff"
    assert stranger.get(f"/signed-copies/{Scan.objects.get().pk}/file").status_code == 404


def test_a_matter_with_a_letter_in_hand_is_not_closed(house, rules) -> None:
    send(house, a=Mode.SOLE)
    fill(house, 0)
    reply = letter(house)
    offer = next(o for o in offer_steps(house.reload(), house.staff) if o.name == "close")
    assert [str(r) for r in offer.reasons] == ["The reply of unit-0001 has not been signed yet."]
    perform(reply, "void", by=house.officers[0], reason="not needed")
    assert perform(house.matter, "close", by=house.staff).state == "closed"
