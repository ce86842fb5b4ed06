"""Rules of the day at submission, levels of review, advice accepted in one go, letters, chains of mergers."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone

from luzhi.access.roles import Role
from luzhi.common.models import Notice
from luzhi.common.problems import Conflict, Problem
from luzhi.handling.models import Item, Matter, RuleSet
from luzhi.handling.rulebook import open_edition
from luzhi.handling.trials import try_rules
from luzhi.people.models import Person, Session, Term
from luzhi.proposals import review
from luzhi.proposals.models import Advice, Letter, OpinionReport, Proposal, Signature
from luzhi.proposals.period import find_period
from luzhi.proposals.writing import begin_draft, confirm, save_draft, second, sign_on_paper
from luzhi.records.services import create_record
from luzhi.workflow.engine import perform

DAY = dt.timedelta(days=1)


@pytest.fixture
def make_rules(staff):
    def make(**values):
        return create_record(RuleSet(name="r", clause="c", valid_from=dt.date(2020, 1, 1), **values), by=staff)

    return make


@pytest.fixture
def member(make_member):
    return make_member("member-0001")


@pytest.fixture
def hand_in(staff, member, make_proposal):
    """Proposals in review."""

    def make(*titles, **values):
        made = [make_proposal(title, member[1], **values) for title in titles]
        return [perform(proposal, "submit", by=staff) for proposal in made]

    return make


@pytest.mark.parametrize(
    ("rules", "values", "count"),
    [
        ({"title_pattern": "关于…的提案"}, {}, 1), ({"longest_part": 4}, {"analysis": "12345"}, 1),
        ({"most_recommendations": 1}, {}, 1), ({"parts": "recommendations"}, {"situation": "", "analysis": ""}, 0),
        ({"between_proposers": "party", "session_proposers": "party"}, {}, 1),
        ({}, {"proposer_kind": "sector"}, 1), ({}, {"proposer_kind": "group", "group_name": "g"}, 0),
        ({"most_cosigners": 1, "cosigners": 1}, {"proposer_kind": "joint"}, 0), ({"longest_title": 2}, {}, 1),
    ],
)  # fmt: skip
def test_the_rules_of_today_hold_for_what_is_submitted(
    staff, member, make_rules, make_proposal, rules, values, count
) -> None:
    made = make_rules(**rules)
    proposal = make_proposal("title", member[1], **values)
    if not count:
        assert perform(proposal, "submit", by=staff).state == "submitted"
        assert Proposal.objects.get().rules == made
        return
    with pytest.raises(Conflict) as refused:
        perform(proposal, "submit", by=staff)
    assert len(refused.value.details) == count


def test_a_member_proposes_as_often_as_the_rules_allow(staff, member, make_rules, make_proposal) -> None:
    make_rules(quota=1)
    perform(make_proposal("one", member[1]), "submit", by=staff)
    with pytest.raises(Conflict):
        perform(make_proposal("two", member[1]), "submit", by=staff)
    assert perform(make_proposal("three", member[1], year=2025), "submit", by=staff).state == "submitted"


@pytest.mark.parametrize(
    "case",
    [
        (10, 14, "between", False, False), (100, 104, "between", True, False), (-5, 5, "between", True, False),
        (-5, 5, "refused", True, True), (-9, -3, "refused", True, False),
    ],
)  # fmt: skip
def test_the_session_decides_how_a_proposal_counts(staff, make_rules, hand_in, case) -> None:
    """The window opens a month before the session; the deadline is the day after its opening."""
    opens, closes, late, between, refused = case
    make_rules(window_opens="1 month", late=late)
    term = create_record(Term(number=14), by=staff)
    now = timezone.now()
    create_record(
        Session(
            term=term, number=3, opens_on=timezone.localdate() + opens * DAY,
            closes_on=timezone.localdate() + closes * DAY, proposals_until=now + (opens + 1) * DAY,
        ),
        by=staff,
    )  # fmt: skip
    if refused:
        with pytest.raises(Conflict):
            hand_in("p")
        return
    (proposal,) = hand_in("p")
    proposal.refresh_from_db()
    assert proposal.between_sessions is between
    assert (proposal.session_no == 3) is (opens <= 30)
    assert find_period(staff.body_id, None, now + 400 * DAY).between is True


def test_levels_are_passed_before_anything_is_decided(staff, make_rules, hand_in, client_of) -> None:
    make_rules(levels="1 预审\n2 复审\n3 审定")
    made = hand_in("a", "b")
    with pytest.raises(Conflict):
        perform(made[0], "file", by=staff)
    client = client_of(staff)
    ids = [p.pk for p in made]
    for step in ("pass_on", "pass_on", "file"):
        assert client.post("/proposals/desk/", {"pk": ids, "step": step}).status_code == 302
    assert list(Proposal.objects.order_by("number").values_list("number", "level")) == [(1, 2), (2, 2)]


def test_a_disposition_the_rules_do_not_know_is_refused(staff, make_rules, hand_in) -> None:
    make_rules(dispositions="file return")
    (proposal,) = hand_in("p")
    with pytest.raises(Conflict):
        perform(proposal, "opinions", by=staff, reason="x")


def test_a_list_of_advice_is_accepted_in_one_go_and_taken_back_whole(staff, hand_in, client_of, unit) -> None:
    first, second_one, third, fourth, plain = hand_in("main", "joins", "opinion", "refused", "open")
    client = client_of(staff)
    advice = (
        ([first.pk], {"advice": "file"}), ([third.pk], {"advice": "opinions", "unit": "unit-0001", "reason": "r"}),
        ([fourth.pk], {"advice": "return", "ground": "空泛"}),
    )  # fmt: skip
    for ids, values in advice:
        assert client.post("/proposals/desk/", {"pk": ids, "step": "advise", **values}).status_code == 302
    Advice.objects.create(proposal=second_one, step="merge", main=first)
    assert client.post("/proposals/desk/", {"step": "accept"}).status_code == 302
    states = dict(Proposal.objects.values_list("title", "state"))
    assert states == {
        "main": "filed",
        "joins": "merged",
        "opinion": "opinions",
        "refused": "returned",
        "open": "submitted",
    }
    assert sorted(Letter.objects.values_list("form", flat=True)) == ["filed", "merged", "opinions", "returned"]
    assert "unit-0001" in Letter.objects.get(form="opinions").text
    assert review.take_back(review.last_decision(staff).pk, by=staff) == 4
    assert set(Proposal.objects.exclude(pk=plain.pk).values_list("state", "number", "merged_into", "opinions_to")) == {
        ("review", None, None, None)
    }
    assert (Matter.objects.count(), Item.objects.count()) == (0, 0)
    assert set(Letter.objects.values_list("queue", flat=True)) == {"recalled"}


def test_two_hundred_are_filed_in_two_actions(staff, body, member, client_of) -> None:
    rows = Proposal.objects.bulk_create([
        Proposal(body=body, title=f"p{n}", year=2024, state="submitted", receipt_no=f"2024-{n:04}", situation="s",
                 analysis="a", recommendations="r", no_secrets=True) for n in range(200)
    ])  # fmt: skip
    Signature.objects.bulk_create([Signature(body=body, proposal=row, person=member[1]) for row in rows])
    client = client_of(staff)
    shown = client.get("/proposals/desk/").context["rows"]
    assert client.post("/proposals/desk/", {"pk": [r["pk"] for r in shown], "step": "file"}).status_code == 302
    assert list(Proposal.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 201))


def test_the_desk_refuses_what_makes_no_sense(staff, hand_in, client_of) -> None:
    (proposal,) = hand_in("p")
    client = client_of(staff)
    for values in ({"step": "merge"}, {"step": "merge", "main": "nobody"}, {"step": "x"}, {"step": "undo"},
                   {"step": "advise", "advice": "x"}, {"step": "advise", "advice": "merge"}):  # fmt: skip
        assert client.post("/proposals/desk/", {"pk": [proposal.pk], **values}).status_code == 400
    assert Proposal.objects.get().state == "submitted"


def test_letters_are_printed_once(staff, hand_in, client_of, make_actor) -> None:
    (proposal,) = hand_in("关于养老的提案")
    perform(proposal, "file", by=staff)
    client = client_of(staff)
    letter = Letter.objects.get()
    page = client.get("/proposals/letters/")
    assert f"第{Proposal.objects.get().number}号提案" in page.content.decode()
    assert client.get(f"/proposals/letters/{letter.pk}/pdf/").content[:5] == b"%PDF-"
    assert client.post("/proposals/letters/", {"pk": letter.pk}).status_code == 302
    assert client.post("/proposals/letters/", {"pk": letter.pk}).status_code == 400
    assert client_of(make_actor(Role.MEMBER)).get("/proposals/letters/").status_code == 403


def merge(proposal, main, staff):
    return perform(proposal, "merge", by=staff, answers={"main": main})


def test_a_chain_of_mergers_keeps_everybody(staff, make_member, make_proposal) -> None:
    """c into b, b into a: all texts and proposers are in a's matter, and b leaves with c."""
    people = [make_member(f"member-{n:04}")[1] for n in range(1, 4)]
    a, b, c = (
        perform(perform(make_proposal(t, p, recommendations=f"from {t}"), "submit", by=staff), "file", by=staff)
        for t, p in zip("abc", people, strict=True)
    )
    merge(c, b, staff)
    merge(Proposal.objects.get(pk=b.pk), a, staff)
    items = Item.objects.filter(matter=a.matter).order_by("number")
    assert [(i.text, i.proposers.get().name) for i in items] == [
        ("from a", "member-0001"), ("from b", "member-0002"), ("from c", "member-0003"),
    ]  # fmt: skip
    assert list(Proposal.objects.order_by("pk").values_list("number", flat=True)) == [1, 2, 3]
    assert Matter.objects.filter(state="closed").count() == 2
    back = perform(Proposal.objects.get(pk=b.pk), "split", by=staff, reason="its own")
    assert set(items.filter(state="closed").values_list("text", flat=True)) == {"from b", "from c"}
    again = perform(back, "file", by=staff)
    assert list(Item.objects.filter(matter=again.matter).values_list("text", flat=True)) == ["from b", "from c"]
    assert (again.number, Proposal.objects.get(pk=c.pk).merged_into_id) == (2, b.pk)


def test_nothing_is_merged_in_a_circle(staff, hand_in) -> None:
    a, b = (perform(p, "file", by=staff) for p in hand_in("a", "b"))
    merge(b, a, staff)
    with pytest.raises(Conflict):
        merge(Proposal.objects.get(pk=a.pk), b, staff)
    with pytest.raises(Conflict):
        merge(Proposal.objects.get(pk=a.pk), a, staff)


def test_a_main_proposal_is_not_taken_back_under_its_mergers(staff, hand_in) -> None:
    a, b = hand_in("a", "b")
    decision = review.decide_many([a.pk], "file", by=staff).decision
    merge(b, Proposal.objects.get(pk=a.pk), staff)
    with pytest.raises(Conflict):
        review.take_back(decision.pk, by=staff)
    assert Proposal.objects.get(pk=a.pk).state == "filed"


def test_turned_into_a_report_it_goes_on_with_its_authors(staff, hand_in) -> None:
    (proposal,) = hand_in("p")
    perform(proposal, "scpo", by=staff, reason="quick")
    report = OpinionReport.objects.get()
    assert (report.from_proposal, [a.name for a in report.authors.all()]) == (proposal, ["member-0001"])


def test_what_the_office_enters_the_member_confirms(staff, member, client_of) -> None:
    author, person = member[0], Person.objects.get()
    draft = begin_draft("t", 2024, by=staff, person=person)
    assert Notice.objects.get(topic="proposal.proxy").link == f"/proposals/{draft.pk}/confirm/"
    text = {"situation": "s", "analysis": "a", "recommendations": "r", "no_secrets": True}
    draft = save_draft(draft, text, by=staff, seen_version=draft.version)
    with pytest.raises(Conflict):
        perform(draft, "submit", by=staff)
    assert client_of(staff).get(f"/proposals/{draft.pk}/confirm/").status_code == 403
    assert client_of(author).post(f"/proposals/{draft.pk}/confirm/").status_code == 302
    with pytest.raises(Conflict):
        confirm(draft, by=author)
    draft = Proposal.objects.get()
    changed = save_draft(draft, {"situation": "other"}, by=staff, seen_version=draft.version)
    assert changed.confirmed_at is None
    sign_on_paper(Signature.objects.get(), by=staff)
    assert perform(changed, "submit", by=staff).state == "submitted"
    assert client_of(author).get(f"/proposals/{draft.pk}/receipt/").status_code == 200


def test_others_second_it_once(staff, hand_in, make_member, make_rules) -> None:
    other, person = make_member("member-0002")
    (proposal,) = hand_in("p")
    second(proposal, by=other)
    assert Signature.objects.get(person=person).answer == "seconded"
    with pytest.raises(Problem):
        second(proposal, by=other)
    filed = perform(proposal, "file", by=staff)
    assert [p.name for p in Item.objects.filter(matter=filed.matter)[0].proposers.all()] == ["member-0001"]


def test_silence_signs_where_the_rules_say_so(staff, member, make_member, make_rules, make_proposal) -> None:
    make_rules(silence="yes")
    proposal = make_proposal("p", member[1])
    create_record(Signature(proposal=proposal, person=make_member("m2")[1], order=2, answer="invited"), by=staff)
    perform(perform(proposal, "invite", by=staff), "submit", by=None)
    assert set(Signature.objects.values_list("answer", flat=True)) == {"agreed"}
    assert Proposal.objects.get().sign_by == timezone.localdate() + 7 * DAY


def test_who_wrote_what_could_not_go_is_told_once(staff, member, make_member, make_rules, make_proposal) -> None:
    make_rules(auto_submit=False)
    proposal = make_proposal("p", member[1])
    create_record(Signature(proposal=proposal, person=make_member("m2")[1], order=2, answer="invited"), by=staff)
    perform(proposal, "invite", by=staff)
    Proposal.objects.update(sign_by=timezone.localdate() - DAY)
    for _day in range(2):
        call_command("keep_time", verbosity=0)
    assert (Proposal.objects.get().state, Notice.objects.filter(topic="proposal.stuck").count()) == ("cosigning", 1)


def test_what_was_submitted_is_not_rewritten(staff, hand_in, client_of) -> None:
    (proposal,) = hand_in("p")
    form = client_of(staff).get(f"/proposals/{proposal.pk}/edit/").context["form"]
    assert {"title", "situation", "analysis", "recommendations"} & set(form.fields) == set()


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        ("../../a b.pdf", b"%PDF-1.7 x", 302), ("a.pdf", b"<html>", 400), ("a.html", b"<script>", 400),
        ("a.png", b"no picture", 400), ("a.docx", b"PK", 400), ("a.pdf", b"", 400), ("a.svg", b"<svg/>", 400),
    ],
)  # fmt: skip
def test_attachments_are_looked_into(member, client_of, name, content, status) -> None:
    draft = begin_draft("t", 2024, by=member[0])
    client, address = client_of(member[0]), f"/proposals/{draft.pk}/files/"
    given = {"file": SimpleUploadedFile(name, content), "not_secret": "1"}
    assert client.post(address, {"file": SimpleUploadedFile(name, content)}).status_code == 400
    assert client.post(address, given).status_code == status
    if status == 302:
        kept = draft.attachments.get()
        got = client.get(f"/proposals/files/{kept.pk}/")
        assert (kept.name, got.content, got["X-Content-Type-Options"]) == ("a b.pdf", content, "nosniff")
        assert got["Content-Disposition"].startswith("attachment")
        assert got["Content-Security-Policy"].startswith("sandbox")
        assert client.post(address, {**given, "file": SimpleUploadedFile(name, content)}).status_code == 400


def test_files_of_a_draft_are_its_signers_alone(member, make_member, client_of) -> None:
    draft = begin_draft("t", 2024, by=member[0])
    given = {"file": SimpleUploadedFile("a.pdf", b"%PDF-"), "not_secret": "1"}
    client_of(member[0]).post(f"/proposals/{draft.pk}/files/", given)
    address = f"/proposals/files/{draft.attachments.get().pk}/"
    stranger = client_of(make_member("member-0002")[0])
    assert (stranger.get(address).status_code, stranger.post(f"{address}remove/").status_code) == (404, 404)
    assert client_of(member[0]).post(f"{address}remove/").status_code == 302
    assert draft.attachments.count() == 0


def test_rules_are_tried_on_what_was_submitted(staff, make_rules, hand_in) -> None:
    made = open_edition(make_rules(), by=staff)
    RuleSet.objects.filter(pk=made.pk).update(title_pattern="关于…的提案")
    hand_in("关于养老的提案", "other")
    made.refresh_from_db()
    trial = next(t for t in try_rules(made) if t.looked_at == 2)
    assert [change.label for change in trial.changes] == ["other"]
