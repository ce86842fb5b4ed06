"""What each kind of user finds on arriving: queues, own proposals and where they are, key proposals, the calendar."""

import datetime as dt

import pytest
from django.test import Client
from icalendar import Calendar

from bench.session_year.cast import YEAR, make_cast, on_day
from bench.session_year.story import Story
from luzhi.common.feeds import gather_dues
from luzhi.handling.models import Commitment, Referral
from luzhi.handling.queries import waiting_for_units
from luzhi.proposals.models import Proposal
from luzhi.proposals.whereabouts import find_whereabouts, proposals_of
from luzhi.web.queues import QUEUES, find_queues


def sign_in(actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def test_queues_count_what_waits_and_open_it(story: Story) -> None:
    client = sign_in(story.cast.staff)
    queues = find_queues(story.cast.staff, YEAR)
    waiting = Proposal.objects.filter(body=story.cast.body, state="feedback").count()
    assert {str(q.label): q.count for q in queues}["Waiting for verdicts"] == waiting
    assert [client.get(queue.link).status_code for queue in queues] == [200] * len(queues)
    assert find_queues(story.cast.members[0], YEAR) == []


def test_the_link_of_every_queue_is_a_page(story: Story) -> None:
    client = sign_in(story.cast.staff)
    assert {client.get(queue.link(YEAR)).status_code for queue in QUEUES} == {200}


def test_queues_of_another_body_are_not_counted(story: Story, other_body, make_actor) -> None:
    assert find_queues(make_actor("staff", at=other_body), YEAR) == []


@pytest.mark.parametrize("who", ["staff", "dispatcher", "leader"])
def test_home_of_the_house(story: Story, who: str) -> None:
    answer = sign_in(getattr(story.cast, who)).get("/")
    assert answer.status_code == 200


def test_a_member_sees_where_each_proposal_is(story: Story) -> None:
    member, person = story.cast.members[0], story.cast.persons[0]
    page = sign_in(member).get("/").content.decode()
    mine = proposals_of([person.pk])
    assert mine
    for where in find_whereabouts(mine[:8]):
        assert f"/proposals/{where.proposal.pk}/" in page


def test_a_merged_proposal_is_where_its_main_one_is(story: Story) -> None:
    merged = Proposal.objects.filter(body=story.cast.body, state="merged").select_related("merged_into").first()
    (where,) = find_whereabouts([merged])
    (main,) = find_whereabouts([merged.merged_into])
    assert (where.is_merged, where.main, where.state, where.holders) == (
        True,
        merged.merged_into,
        main.state,
        main.holders,
    )


def test_a_unit_that_is_late_is_named_with_its_day(story: Story) -> None:
    late = Referral.objects.filter(body=story.cast.body, state="running", overdue_on__isnull=False).first()
    proposal = Proposal.objects.get(matter=late.matter_id)
    (where,) = find_whereabouts([proposal])
    assert [(h.name, h.due_on, h.is_late) for h in where.holders] == [(str(late.unit), late.due_on, True)]
    page = sign_in(story.cast.staff).get(f"/proposals/{proposal.pk}/").content.decode()
    assert str(late.unit) in page


def test_whereabouts_cost_the_same_for_any_number(story: Story, django_assert_max_num_queries) -> None:
    some = list(Proposal.objects.filter(body=story.cast.body).order_by("pk"))
    with django_assert_max_num_queries(3):
        assert len(find_whereabouts(some)) == len(some)


def test_an_officer_has_one_inbox_with_days_left(story: Story) -> None:
    late = Referral.objects.filter(body=story.cast.body, state="running").first()
    officer = story.cast.officers[late.unit_id]
    found = waiting_for_units(officer.unit_ids)
    assert [w.is_overdue for w in found if w.referral == late] == [True]
    assert sign_in(officer).get("/inbox/").status_code == 200


# -- the calendar


def test_the_calendar_of_an_officer_has_matters_and_promises(story: Story) -> None:
    late = Referral.objects.filter(body=story.cast.body, state="running").first()
    officer = story.cast.officers[late.unit_id]
    promises = Commitment.objects.filter(owner=late.unit_id, state__in=("open", "reported"), keep_by__isnull=False)
    dues = {due.uid: due for due in gather_dues(officer)}
    assert dues[f"duty-referrals-{late.pk}"].starts_on == late.due_on
    assert {f"promise-{p.pk}" for p in promises} <= set(dues)


def test_the_feed_is_read_by_its_secret_and_ends_with_the_account(story: Story) -> None:
    officer = next(iter(story.cast.officers.values()))
    client = sign_in(officer)
    assert client.post("/my-tasks/calendar.ics", {"from": "account"})["Location"] == "/account/"
    secret = client.session["feed"]
    assert f"/feeds/{secret}.ics" in client.get("/account/").content.decode()
    feed = Client().get(f"/feeds/{secret}.ics")
    entries = Calendar.from_ical(feed.content).walk("VEVENT")
    assert {str(e["UID"]) for e in entries} == {f"{due.uid}@luzhi" for due in gather_dues(officer)}
    assert all(str(e["URL"]).startswith("http://testserver/") for e in entries)
    type(officer.user).objects.filter(pk=officer.user.pk).update(is_active=False)
    assert Client().get(f"/feeds/{secret}.ics").status_code == 404


def test_the_feed_ends_with_the_roles(story: Story) -> None:
    member = story.cast.members[0]
    client = sign_in(member)
    client.post("/my-tasks/calendar.ics")
    secret = client.session["feed"]
    assert Client().get(f"/feeds/{secret}.ics").status_code == 200
    member.user.grants.all().delete()
    assert Client().get(f"/feeds/{secret}.ics").status_code == 404


def test_a_signature_asked_for_is_in_the_calendar(db: None) -> None:
    cast = make_cast(1, 3, 7)
    from luzhi.proposals.writing import begin_draft, invite, save_draft
    from luzhi.workflow.engine import perform

    with on_day(dt.date(YEAR, 1, 20)):
        draft = begin_draft("proposal-0001", YEAR, by=cast.members[0])
        text = {"situation": "s", "analysis": "a", "recommendations": "1. r", "no_secrets": True,
                "sign_by": dt.date(YEAR, 1, 30)}  # fmt: skip
        draft = save_draft(draft, text, by=cast.members[0], seen_version=draft.version)
        invite(draft, [cast.persons[1]], by=cast.members[0])
        perform(Proposal.objects.get(pk=draft.pk), "invite", by=cast.members[0])
        (due,) = [d for d in gather_dues(cast.members[1]) if d.uid.startswith("signature-")]
        assert (due.starts_on, due.path) == (dt.date(YEAR, 1, 30), f"/proposals/{draft.pk}/sign/")
        assert [d for d in gather_dues(cast.members[2]) if d.uid.startswith("signature-")] == []
