"""From candidate to the end of supervision: who may be chosen, how many, who leads, what the log says."""

import datetime as dt

import pytest
from django.conf import settings
from django.utils import timezone, translation

from bench.session_year.cast import on_day
from luzhi.access.roles import Role
from luzhi.activities.models import Activity
from luzhi.common.feeds import gather_dues
from luzhi.common.models import Notice
from luzhi.common.problems import Conflict
from luzhi.handling.models import RuleSet
from luzhi.people.models import Person
from luzhi.proposals.key_services import name_candidate
from luzhi.proposals.models import Proposal, Supervision, SupervisionEntry
from luzhi.records.figures import Scope, read_figure
from luzhi.records.services import change_record, create_record
from luzhi.workflow.engine import offer_steps, perform

COUNCIL = {"decided_by": "council no. 3"}


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def client_of(client_of):
    """A browser that asks for English."""

    def sign_in(actor):
        client = client_of(actor)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        return client

    return sign_in


@pytest.fixture
def rules(staff):
    return create_record(
        RuleSet(name="rules-0001", clause="c", valid_from=dt.date(2020, 1, 1), session_limit="3 months"), by=staff
    )


@pytest.fixture
def filed(staff, make_member, make_proposal):
    """A function that makes so many filed proposals."""
    _actor, person = make_member("member-0001")

    def make(n: int) -> list[Proposal]:
        found = []
        for i in range(n):
            proposal = make_proposal(f"proposal-{i:04}", person)
            perform(proposal, "submit", by=staff)
            found.append(perform(Proposal.objects.get(pk=proposal.pk), "file", by=staff))
        return [Proposal.objects.get(pk=p.pk) for p in found]

    return make


def reasons(obj, staff, name: str) -> list[str]:
    return [str(r) for offer in offer_steps(obj, staff) if offer.name == name for r in offer.reasons]


def choose(proposal, staff):
    return perform(name_candidate(proposal, by=staff), "choose", by=staff, answers=COUNCIL)


def test_a_candidate_is_chosen_led_supervised_and_concluded(staff, rules, filed, make_member) -> None:
    (proposal,) = filed(1)
    RuleSet.objects.update(key_leaders=1, key_supervisors=1)
    found = choose(proposal, staff)
    assert (Proposal.objects.get().key, found.decided_by, found.chosen_on) == (
        True, "council no. 3", timezone.localdate(),
    )  # fmt: skip
    assert reasons(found, staff, "begin") == [
        "The rules want 1 leaders who lead the handling; 0 are named.",
        "The rules want 1 chairpersons who supervise; 0 are named.",
    ]
    chair, person = make_member("chair-0001")
    leader = create_record(Person(name="leader-0001"), by=staff)
    found = change_record(found, {"leader": leader, "supervisor": person}, by=staff, seen_version=found.version)
    found = perform(found, "begin", by=staff)
    assert {n.recipient for n in Notice.objects.filter(topic="supervision.begun")} == {chair.user}
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    create_record(SupervisionEntry(supervision=found, happened_on=tomorrow, text="planned"), by=staff)
    assert reasons(found, staff, "conclude") == ["The log says nothing yet; enter a visit or a meeting."]
    create_record(SupervisionEntry(supervision=found, happened_on=timezone.localdate(), text="x"), by=staff)
    done = perform(found, "conclude", by=staff, answers={"result": "two of three carried out"})
    assert (done.state, done.result) == ("concluded", "two of three carried out")


@pytest.mark.parametrize(("share", "fits"), [(None, 3), ("50", 1), ("66.7", 2), ("10", 0)])
def test_no_more_are_chosen_than_the_rules_share_allows(staff, rules, filed, share, fits) -> None:
    RuleSet.objects.update(key_share=share)
    chosen = 0
    for proposal in filed(3):
        candidate = name_candidate(proposal, by=staff)
        if not reasons(candidate, staff, "choose"):
            perform(candidate, "choose", by=staff, answers=COUNCIL)
            chosen += 1
        else:
            with pytest.raises(Conflict):
                perform(candidate, "choose", by=staff, answers=COUNCIL)
            assert f"of 3 filed: {fits}; {fits} are chosen" in reasons(candidate, staff, "choose")[0]
    assert (chosen, Proposal.objects.filter(key=True).count()) == (fits, fits)


def test_a_choice_taken_back_takes_the_mark_away(staff, rules, filed) -> None:
    (proposal,) = filed(1)
    found = choose(proposal, staff)
    back = perform(found, "unchoose", by=staff, reason="x")
    assert (back.state, back.chosen_on, Proposal.objects.get().key) == ("candidate", None, False)
    found = perform(back, "choose", by=staff, answers=COUNCIL)
    create_record(SupervisionEntry(supervision=found, happened_on=timezone.localdate(), text="x"), by=staff)
    assert reasons(found, staff, "unchoose") == ["Its log has entries already; conclude it instead."]


def test_a_proposal_is_a_candidate_once(staff, rules, filed, client_of) -> None:
    (proposal,) = filed(1)
    first = name_candidate(proposal, by=staff)
    with pytest.raises(Conflict):
        name_candidate(proposal, by=staff)
    perform(first, "decline", by=staff, reason="too narrow")
    name_candidate(proposal, by=staff)
    with pytest.raises(Conflict):
        perform(first, "reconsider", by=staff)
    client = client_of(staff)
    assert client.post(f"/proposals/{proposal.pk}/candidate/").status_code == 409
    form = {"title": "t", "year": 2024, "proposal": "proposal-0000"}
    assert client.post("/supervisions/new/", form).status_code == 422
    assert Supervision.objects.count() == 2


def test_what_is_not_filed_is_no_candidate(staff, make_member, make_proposal, client_of) -> None:
    _actor, person = make_member("member-0001")
    draft = make_proposal("p", person)
    with pytest.raises(Conflict):
        name_candidate(draft, by=staff)
    by_hand = create_record(Supervision(title="t", year=2024, proposal=draft), by=staff)
    assert reasons(by_hand, staff, "choose") == ["Only a proposal that has been filed can be a key proposal."]
    without = create_record(Supervision(title="t", year=2024), by=staff)
    assert reasons(without, staff, "choose") == ["Name the proposal first."]
    assert "Name as candidate" not in client_of(staff).get(f"/proposals/{draft.pk}/").content.decode()


def test_the_mark_is_not_set_by_hand(staff, rules, filed, client_of) -> None:
    (proposal,) = filed(1)
    client = client_of(staff)
    assert "key" not in client.get(f"/proposals/{proposal.pk}/edit/").context["form"].fields
    client.post(
        f"/proposals/{proposal.pk}/edit/", {"version": proposal.version, "key": "on", "topic": "t", "year": 2024}
    )
    assert Proposal.objects.get().key is False


def test_an_entry_bears_the_day_of_its_activity(staff, rules, filed, client_of) -> None:
    (proposal,) = filed(1)
    found = choose(proposal, staff)
    create_record(
        Activity(
            title="inspection-0001", year=2024, dating="exact", starts_on=dt.date(2024, 5, 6), ends_on=dt.date(2024, 5, 6)
        ),
        by=staff,
    )  # fmt: skip
    form = {"supervision": found.title, "form": "visit", "activity": "inspection-0001", "text": "seen"}
    assert client_of(staff).post("/supervision-log/new/", form).status_code == 302
    assert SupervisionEntry.objects.get().happened_on == dt.date(2024, 5, 6)


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_of_all_key_proposals(staff, rules, filed, make_member, client_of, django_assert_max_num_queries, many) -> None:  # fmt: skip
    RuleSet.objects.update(key_share="100")
    _actor, person = make_member("chair-0001")
    for proposal in filed(many + 2)[:many]:
        found = choose(proposal, staff)
        found = change_record(
            found, {"supervisor": person}, by=staff, seen_version=found.version, links={"further_leaders": [person]}
        )
        for days in (-3, -1, 4):
            day = timezone.localdate() + dt.timedelta(days=days)
            create_record(SupervisionEntry(supervision=found, happened_on=day, text="x"), by=staff)
    name_candidate(Proposal.objects.order_by("-pk")[0], by=staff)
    client = client_of(staff)
    session = client.session
    session["year"] = 2024
    session.save()
    client.get("/proposals/key/")
    with django_assert_max_num_queries(26):
        page = client.get("/proposals/key/")
    assert [len(page.context["chosen"]), len(page.context["candidates"])] == [many, 1]
    line = page.context["chosen"][0]
    assert (line.visits, str(line.leaders[0]), str(line.supervisors[0]), line.items) == (2, "chair-0001", "chair-0001", 2)  # fmt: skip
    assert f"{many} chosen, at most {many + 2}: 100 %" in page.content.decode()


@pytest.mark.parametrize(("role", "status"), [(Role.MEMBER, 200), (Role.LEADER, 200), (Role.OFFICER, 403)])
def test_who_sees_the_page(make_actor, client_of, role, status) -> None:
    assert client_of(make_actor(role)).get("/proposals/key/").status_code == status
    assert client_of(make_actor(role)).post("/proposals/1/candidate/").status_code == 403


def test_planned_visits_stand_in_the_calendar_of_those_named(staff, rules, filed, make_member) -> None:
    (proposal,) = filed(1)
    chair, person = make_member("chair-0001")
    other, _person = make_member("member-0002")
    found = choose(proposal, staff)
    found = change_record(found, {}, by=staff, seen_version=found.version, links={"further_supervisors": [person]})
    today = timezone.localdate()
    for days in (-2, 5):
        day = today + dt.timedelta(days=days)
        create_record(SupervisionEntry(supervision=found, happened_on=day, form="meeting", text="x"), by=staff)
    dues = [due for due in gather_dues(chair) if due.uid.startswith("supervision-")]
    assert [(due.starts_on, due.title) for due in dues] == [
        (today + dt.timedelta(days=5), "meeting for the key proposal “proposal-0000”")
    ]
    assert [due for due in gather_dues(other) if due.uid.startswith("supervision-")] == []


def test_candidates_chosen_and_led_are_different_figures(staff, rules, filed, body) -> None:
    one, two, three = filed(3)
    leader = create_record(Person(name="leader-0001"), by=staff)
    with on_day(dt.date(2024, 4, 1)):
        perform(name_candidate(one, by=staff), "decline", by=staff, reason="x")
        choose(two, staff)
        found = choose(three, staff)
        found = change_record(found, {"leader": leader}, by=staff, seen_version=found.version)
        perform(found, "begin", by=staff)
    scope = Scope(body.pk, 2024)
    keys = ("key_candidates", "key_cases", "key_led", "supervisions")
    assert [read_figure(f"proposals.{key}", scope).counted for key in keys] == [3, 2, 1, 1]
