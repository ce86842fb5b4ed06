"""Writing and signing: the draft saves itself, silence is no signature, similar proposals are shown."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.utils import timezone

from luzhi.access.roles import Role
from luzhi.common.models import Notice
from luzhi.common.problems import Conflict
from luzhi.people.models import Person
from luzhi.proposals.models import Proposal, Signature
from luzhi.proposals.similar import find_similar
from luzhi.proposals.writing import sign
from luzhi.records.services import create_record
from luzhi.workflow.engine import perform


@pytest.fixture
def author(make_member):
    return make_member("member-0001")[0]


@pytest.fixture
def draft(author, client_of):
    client_of(author).post("/proposals/write/", {"title": "关于加强社区养老服务的提案"})
    return Proposal.objects.get()


TEXT = {"situation": "s", "analysis": "a", "recommendations": "1. x", "no_secrets": "on"}


def test_a_title_begins_a_draft_signed_by_its_author(draft, author) -> None:
    assert (draft.state, [s.person.name for s in draft.signatures.all()]) == ("draft", ["member-0001"])


def test_the_draft_saves_itself_and_tells_the_version(draft, author, client_of) -> None:
    client, address = client_of(author), f"/proposals/{draft.pk}/write/"
    version = client.get(address).context["version"]
    saved = client.post(
        address, {"title": draft.title, "version": version, "situation": "now"}, headers={"HX-Request": "true"}
    )
    assert saved.context["version"] == version + 1
    draft.refresh_from_db()
    assert draft.situation == "now"
    stale = client.post(
        address, {"title": draft.title, "version": version, "situation": "old"}, headers={"HX-Request": "true"}
    )
    assert stale.context["stale"] is not None
    draft.refresh_from_db()
    assert draft.situation == "now"


def test_others_neither_see_nor_write_a_draft(draft, make_member, make_actor, client_of) -> None:
    stranger = client_of(make_member("member-0002")[0])
    assert stranger.get(f"/proposals/{draft.pk}/").status_code == 404
    assert stranger.get(f"/proposals/{draft.pk}/write/").status_code == 404
    assert draft.title not in stranger.get("/proposals/").content.decode()
    assert client_of(make_actor(Role.OFFICER)).get(f"/proposals/{draft.pk}/").status_code == 404


def test_inviting_signing_and_going_in_when_all_have_answered(draft, author, make_member, client_of) -> None:
    client = client_of(author)
    others = [make_member(f"member-{n:04}") for n in (2, 3)]
    client.post(f"/proposals/{draft.pk}/write/", {"title": draft.title, "version": str(draft.version), **TEXT})
    client.post(f"/proposals/{draft.pk}/invite/", {"people": "member-0002、member-0003"})
    draft.refresh_from_db()
    assert draft.proposer_kind == "joint"
    perform(draft, "invite", by=author)
    assert Notice.objects.filter(topic="proposal.invite").count() == 2
    first, second = (client_of(actor) for actor, _person in others)
    assert first.get(f"/proposals/{draft.pk}/sign/").status_code == 200
    assert first.post(f"/proposals/{draft.pk}/sign/", {"agree": "1"}).status_code == 302
    assert first.post(f"/proposals/{draft.pk}/sign/", {"decline": "1"}).status_code == 409
    assert second.post(f"/proposals/{draft.pk}/sign/", {"decline": "1"}).status_code == 302
    draft.refresh_from_db()
    assert (draft.state, draft.receipt_no != "") == ("submitted", True)
    assert list(draft.signatures.order_by("order").values_list("answer", flat=True)) == ["agreed", "agreed", "declined"]
    assert client.get(f"/proposals/{draft.pk}/write/").status_code == 302  # nothing can be changed any more


def test_the_deadline_submits_with_those_who_signed(draft, author, staff, make_member) -> None:
    other = make_member("member-0002")[1]
    create_record(Signature(proposal=draft, person=other, order=2, answer="invited"), by=staff)
    Proposal.objects.update(situation="s", analysis="a", recommendations="r", no_secrets=True)
    perform(draft, "invite", by=author)
    Proposal.objects.update(sign_by=timezone.localdate() - dt.timedelta(days=1))
    call_command("keep_time", verbosity=0)
    draft.refresh_from_db()
    assert draft.state == "submitted"
    assert Signature.objects.get(person=other).answer == "silent"


def test_who_was_not_asked_cannot_sign(draft, author, make_member, client_of) -> None:
    stranger, _person = make_member("member-0002")
    assert client_of(stranger).post(f"/proposals/{draft.pk}/sign/", {"agree": "1"}).status_code == 404
    with pytest.raises(Conflict):
        sign(draft, agree=True, by=author)


def test_an_account_without_a_person_is_told_so(make_actor, client_of) -> None:
    answer = client_of(make_actor(Role.MEMBER)).post("/proposals/write/", {"title": "x"})
    assert answer.status_code == 403
    assert Proposal.objects.count() == 0


def test_earlier_proposals_alike_are_found(staff, make_member, make_proposal) -> None:
    actor, person = make_member("member-0001")
    for title in ("关于完善社区居家养老服务的提案", "关于治理城市内涝的提案", "关于发展冰雪旅游的提案"):
        perform(make_proposal(title, person), "submit", by=staff)
    found = find_similar(actor, "关于加强社区养老服务体系建设的提案")
    assert [each.proposal.title for each in found] == ["关于完善社区居家养老服务的提案"]
    assert find_similar(actor, "关于建设") == []


def test_similar_drafts_of_others_are_not_shown(draft, make_member, staff) -> None:
    other, _person = make_member("member-0002")
    assert find_similar(other, draft.title) == []
    assert Person.objects.count() == 2
    assert find_similar(staff, draft.title) == []
