"""The review desk: many in one go, numbers without gaps, back within a minute."""

import datetime as dt

import pytest
from django.utils import timezone

from luzhi.access.roles import Role
from luzhi.common.models import AuditEvent
from luzhi.common.problems import Conflict
from luzhi.handling.models import Item, Matter
from luzhi.proposals import review
from luzhi.proposals.models import Decision, Numbering, Proposal
from luzhi.workflow.engine import perform


def decide(ids, step, **given):
    """The decision as kept, and what was skipped."""
    outcome = review.decide_many(ids, step, **given)
    return outcome.decision, outcome.skipped


@pytest.fixture
def waiting(staff, make_member, make_proposal):
    """Twelve submitted proposals."""
    _actor, person = make_member("member-0001")
    made = [make_proposal(f"proposal-{n:04}", person) for n in range(12)]
    for proposal in made:
        perform(proposal, "submit", by=staff)
    return made


def test_all_are_filed_in_two_actions(staff, client_of, waiting) -> None:
    client = client_of(staff)
    page = client.get("/proposals/desk/")  # 1
    ids = [row["pk"] for row in page.context["rows"]]
    assert client.post("/proposals/desk/", {"pk": ids, "step": "file"}).status_code == 302  # 2
    assert list(Proposal.objects.order_by("receipt_no").values_list("number", flat=True)) == list(range(1, 13))
    assert (Matter.objects.count(), Item.objects.count()) == (12, 24)
    assert client.get("/proposals/desk/").context["rows"] == []


def test_a_decision_is_taken_back_whole_within_a_minute(staff, client_of, waiting) -> None:
    decision, skipped = decide([p.pk for p in waiting], "file", by=staff)
    assert skipped == []
    client = client_of(staff)
    assert client.post(f"/proposals/desk/{decision.pk}/undo/").status_code == 302
    assert set(Proposal.objects.values_list("state", "outcome", "number", "matter")) == {("review", "", None, None)}
    assert (Matter.objects.count(), Item.objects.count()) == (0, 0)
    assert Numbering.objects.get(kind="case").last == 0
    assert AuditEvent.objects.filter(verb="proposal.undo", actor_id=staff.user_id).count() == 1
    again, _skipped = decide([waiting[3].pk], "file", by=staff)
    assert again.proposals.get().number == 1
    assert client.post(f"/proposals/desk/{decision.pk}/undo/").status_code == 409


def test_after_a_minute_nothing_is_taken_back(staff, waiting) -> None:
    decision, _skipped = decide([waiting[0].pk], "file", by=staff)
    Decision.objects.update(created_at=timezone.now() - dt.timedelta(seconds=61))
    with pytest.raises(Conflict):
        review.take_back(decision.pk, by=staff)
    assert review.last_decision(staff) is None


def test_a_later_number_keeps_the_earlier_decision(staff, waiting) -> None:
    decision, _skipped = decide([waiting[0].pk], "file", by=staff)
    perform(waiting[1], "file", by=staff)
    with pytest.raises(Conflict):
        review.take_back(decision.pk, by=staff)
    assert Proposal.objects.get(pk=waiting[0].pk).number == 1


def test_anothers_decision_is_not_mine_to_take_back(staff, make_actor, waiting) -> None:
    decision, _skipped = decide([waiting[0].pk], "file", by=staff)
    with pytest.raises(Conflict):
        review.take_back(decision.pk, by=make_actor(Role.STAFF))


def test_what_cannot_be_decided_is_told_and_the_rest_is_decided(staff, client_of, waiting) -> None:
    Proposal.objects.filter(pk=waiting[5].pk).update(recommendations="")
    page = client_of(staff).post("/proposals/desk/", {"pk": [p.pk for p in waiting], "step": "file"})
    assert [each.proposal.pk for each in page.context["skipped"]] == [waiting[5].pk]
    assert list(Proposal.objects.exclude(number=None).order_by("number").values_list("number", flat=True)) == list(
        range(1, 12)
    )


def test_not_filing_needs_a_reason(staff, waiting) -> None:
    decision, skipped = decide([waiting[0].pk], "return", by=staff, answers={"ground": "空泛"})
    assert (decision, len(skipped)) == (None, 1)
    decision, skipped = decide([waiting[0].pk], "return", by=staff, answers={"ground": "空泛"}, reason="no measure")
    assert (skipped, Proposal.objects.get(pk=waiting[0].pk).return_ground) == ([], "空泛")


def test_only_staff_decide(staff, make_actor, client_of, waiting) -> None:
    for role in (Role.MEMBER, Role.LEADER, Role.DISPATCHER, Role.OFFICER):
        client = client_of(make_actor(role))
        assert client.get("/proposals/desk/").status_code == 403
        assert client.post("/proposals/desk/", {"pk": [waiting[0].pk], "step": "file"}).status_code == 403


def test_proposals_of_another_body_are_not_decided(make_actor, other_body, waiting) -> None:
    stranger = make_actor(Role.STAFF, at=other_body)
    assert decide([p.pk for p in waiting], "file", by=stranger) == (None, [])


def test_the_desk_costs_the_same_queries_at_any_size(staff, waiting, django_assert_num_queries) -> None:
    with django_assert_num_queries(2):
        assert len(review.waiting_for_review(staff.body_id)) == 12
