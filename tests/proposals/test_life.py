"""A proposal from draft to closing, and what each step leaves behind."""

import pytest
from django.urls import reverse
from django.utils import timezone

from luzhi.access.roles import CLOCK, Role
from luzhi.common.models import Notice
from luzhi.common.problems import Conflict, Refused
from luzhi.handling.models import Item, Matter, Referral, RuleSet, Verdict
from luzhi.handling.queries import contributions_of
from luzhi.handling.services import answer_cell
from luzhi.proposals.models import Outcome, Proposal, ProposerKind, Signature
from luzhi.proposals.workflow import AUTHOR, PROPOSAL, UNIT, ProposalFacts
from luzhi.records.figures import FIGURES, Scope, read_figure, split_figure
from luzhi.records.kinds import KINDS
from luzhi.records.services import create_record
from luzhi.workflow.engine import offer_steps, perform


def file(proposal, staff):
    perform(proposal, "submit", by=staff)
    return perform(proposal, "file", by=staff)


def answer_all(proposal, unit, staff):
    for item in Item.objects.filter(matter=proposal.matter):
        answer_cell(item, unit, {"text": "x", "answered_on": timezone.localdate()}, by=staff)
    return Proposal.objects.get(pk=proposal.pk)


def test_whole_life(staff, dispatcher, unit, make_member, make_proposal) -> None:
    author, person = make_member("member-0001")
    proposal = make_proposal("proposal-0001", person)
    perform(proposal, "submit", by=author)
    proposal.refresh_from_db()
    assert proposal.receipt_no == "2024-0001"
    filed = perform(proposal, "file", by=staff)
    assert (filed.number, filed.outcome, filed.matter.title) == (1, Outcome.FILED, "proposal-0001")
    assert list(Item.objects.values_list("number", "text")) == [(1, "first"), (2, "second")]
    assert [o.reasons for o in offer_steps(filed, dispatcher) if o.name == "dispatch"] != [()]
    create_record(Referral(matter=filed.matter, unit=unit), by=dispatcher)
    perform(filed, "dispatch", by=dispatcher)
    assert Matter.objects.get().state == "sent"
    replied = answer_all(filed, unit, staff)
    assert replied.state == "replied"
    perform(replied, "ask", by=staff)
    closed = perform(replied, "close", by=staff)
    assert (closed.state, Matter.objects.get().state) == ("closed", "closed")
    assert {n.recipient for n in Notice.objects.all()} == {author.user}
    assert [c.item.number for c in contributions_of([person.pk])] == [2, 1]


def test_who_raised_it_finds_the_way_to_the_verdict(
    staff, dispatcher, unit, make_member, make_proposal, client_of
) -> None:
    author, person = make_member("member-0001")
    stranger, _other = make_member("member-0002")
    filed = file(make_proposal("p", person), staff)
    create_record(Referral(matter=filed.matter, unit=unit), by=dispatcher)
    perform(filed, "dispatch", by=dispatcher)
    door = reverse("give-verdict", args=[filed.matter_id])

    def shows(actor):
        return door in client_of(actor).get(KINDS["proposals.proposal"].url(filed.pk)).content.decode()

    assert not shows(author)
    replied = answer_all(filed, unit, staff)
    assert shows(author)
    perform(replied, "ask", by=staff)
    assert shows(author)
    assert not shows(staff)
    assert not shows(stranger)


def test_an_invitation_to_sign_stands_among_what_one_must_do(make_member, make_proposal, client_of) -> None:
    _author, first = make_member("member-0001")
    asked, second = make_member("member-0002")
    proposal = make_proposal("p", first)
    Proposal.objects.filter(pk=proposal.pk).update(state="cosigning")
    signature = Signature.objects.create(
        body=proposal.body, proposal=proposal, person=second, answer="invited", order=2
    )
    door = reverse("sign-proposal", args=[proposal.pk])
    assert door in client_of(asked).get("/").content.decode()
    Signature.objects.filter(pk=signature.pk).update(answer="agreed")
    assert door not in client_of(asked).get("/").content.decode()


def test_not_satisfied_opens_the_second_round(staff, dispatcher, unit, make_member, make_proposal) -> None:
    _author, person = make_member("member-0001")
    filed = file(make_proposal("p", person), staff)
    create_record(Referral(matter=filed.matter, unit=unit), by=dispatcher)
    perform(filed, "dispatch", by=dispatcher)
    replied = answer_all(filed, unit, staff)
    perform(replied, "ask", by=staff)
    verdict = Verdict(body=staff.body, matter=filed.matter, person=person, result="2", satisfied=False)
    create_record(verdict, by=staff)
    with pytest.raises(Conflict) as refused:
        perform(replied, "close", by=staff)
    assert len(refused.value.details) == 1
    perform(replied, "rehandle", by=staff, reason="not to the point")
    assert Matter.objects.get().round == 2
    again = answer_all(filed, unit, staff)
    assert again.state == "replied"
    assert perform(again, "close", by=staff).state == "closed"


def test_numbers_have_no_gaps(staff, make_member, make_proposal) -> None:
    _a, person = make_member("member-0001")
    numbers = [file(make_proposal(f"p{n}", person), staff).number for n in range(4)]
    assert numbers == [1, 2, 3, 4]


def test_merging_keeps_every_proposer_number_and_text(staff, dispatcher, unit, make_member, make_proposal) -> None:
    first_author, first = make_member("member-0001")
    second_author, second = make_member("member-0002")
    main = file(make_proposal("main", first), staff)
    other = file(make_proposal("other", second, recommendations="only one"), staff)
    merged = perform(other, "merge", by=staff, answers={"main": main})
    assert (merged.state, merged.number, merged.merged_into) == ("merged", 2, main)
    assert Proposal.objects.get(pk=other.pk).matter is None
    items = Item.objects.filter(matter=main.matter).order_by("number")
    assert [(i.text, [p.name for p in i.proposers.all()]) for i in items] == [
        ("first", ["member-0001"]), ("second", ["member-0001"]), ("only one", ["member-0002"]),
    ]  # fmt: skip
    create_record(Referral(matter=main.matter, unit=unit), by=dispatcher)
    perform(main, "dispatch", by=dispatcher)
    Notice.objects.all().delete()
    answer_all(main, unit, staff)
    told = set(Notice.objects.filter(subject__contains="main").values_list("recipient", flat=True))
    assert told == {first_author.user_id, second_author.user_id}


def test_taking_out_of_a_merger_gives_the_text_back(staff, make_member, make_proposal) -> None:
    _a, person = make_member("member-0001")
    main = file(make_proposal("main", person), staff)
    other = make_proposal("other", person, recommendations="only one")
    perform(other, "submit", by=staff)
    perform(other, "merge", by=staff, answers={"main": main})
    back = perform(other, "split", by=staff, reason="a matter of its own")
    assert (back.state, back.outcome, back.merged_into) == ("review", "", None)
    assert Item.objects.get(text="only one").state == "closed"
    again = perform(back, "file", by=staff)
    assert Item.objects.get(matter=again.matter).text == "only one"


def test_submitting_is_refused_with_every_reason(staff, body, make_member, make_proposal) -> None:
    _a, person = make_member("member-0001")
    rules = create_record(
        RuleSet(name="r", clause="c", valid_from="2020-01-01", longest_title=5, cosigners=3), by=staff
    )
    proposal = make_proposal(
        "a long title", person, no_secrets=False, analysis="", proposer_kind=ProposerKind.JOINT, rules=rules
    )
    with pytest.raises(Conflict) as refused:
        perform(proposal, "submit", by=staff)
    assert len(refused.value.details) == 4


def test_silence_is_no_signature(staff, make_member, make_proposal) -> None:
    _a, first = make_member("member-0001")
    _b, second = make_member("member-0002")
    proposal = make_proposal("p", first)
    create_record(Signature(proposal=proposal, person=second, order=2, answer="invited"), by=staff)
    perform(proposal, "invite", by=staff)
    perform(proposal, "submit", by=None)  # the deadline has come
    assert list(Signature.objects.order_by("order").values_list("answer", flat=True)) == ["agreed", "silent"]


def test_a_stranger_cannot_withdraw(staff, make_member, make_proposal) -> None:
    _a, first = make_member("member-0001")
    stranger, _b = make_member("member-0002")
    proposal = make_proposal("p", first)
    perform(proposal, "submit", by=staff)
    with pytest.raises(Refused):
        perform(proposal, "withdraw", by=stranger, reason="x")


def test_returned_with_a_ground_and_improved(staff, make_member, make_proposal) -> None:
    author, person = make_member("member-0001")
    proposal = make_proposal("p", person)
    perform(proposal, "submit", by=staff)
    perform(proposal, "return", by=staff, reason="nothing concrete", answers={"ground": "空泛"})
    proposal.refresh_from_db()
    assert (proposal.outcome, proposal.return_ground) == (Outcome.RETURNED, "空泛")
    improved = perform(proposal, "improve", by=author)
    assert (improved.state, Proposal.objects.get().outcome) == ("draft", "")


def test_figures_by_outcome(staff, make_member, make_proposal) -> None:
    _a, person = make_member("member-0001")
    main = file(make_proposal("p1", person), staff)
    for n, step in enumerate(("merge", "opinions", "return")):
        proposal = make_proposal(f"q{n}", person)
        perform(proposal, "submit", by=staff)
        perform(proposal, step, by=staff, reason="x", answers={"main": main, "ground": "g"})
    make_proposal("draft", person)
    scope = Scope(staff.body_id, 2024)
    values = {k: read_figure(f"proposals.{k}", scope).counted for k in ("submitted", "filed", "cases", "signers")}
    assert values == {"submitted": 4, "filed": 2, "cases": 1, "signers": 1}
    split = split_figure(FIGURES["proposals.submitted"], scope, "outcome")
    assert {code: int(n) for code, _label, n in split} == {"filed": 1, "merged": 1, "opinions": 1, "returned": 1}
    assert Signature.objects.count() == 5


GOLDEN = """
draft: author=invite,submit staff=invite,submit
cosigning: author=recall,submit,withdraw staff=recall,submit,withdraw
submitted: author=withdraw staff=take_up,correct,file,merge,opinions,scpo,return,withdraw
review: author=withdraw staff=correct,file,merge,opinions,scpo,return,withdraw
filed: staff=merge,dispatch dispatcher=dispatch
merged: staff=split
opinions:
returned: author=improve staff=improve
scpo:
withdrawn:
dispatched: staff=accept dispatcher=accept unit=accept
handling:
replied: staff=ask,close
feedback: staff=rehandle,close
rehandling:
closed: staff=reopen
"""


def test_rights_matrix() -> None:
    """Who sees which step in which state; a change of rights shows here as a difference."""
    lines = []
    for state in PROPOSAL.states:
        cells = []
        for role in (AUTHOR, Role.STAFF, Role.DISPATCHER, UNIT, Role.MEMBER, Role.LEADER):
            names = [o.name for o in PROPOSAL.offers(state, {role}, ProposalFacts())]
            if names:
                cells.append(f"{role}={','.join(names)}")
        lines.append(f"{state}: {' '.join(cells)}".strip())
    assert "\n".join(lines) == GOLDEN.strip()
    assert CLOCK not in Role.values
