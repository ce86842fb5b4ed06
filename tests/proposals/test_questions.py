"""Every page of handling and proposals asks the database as often for one row as for three."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.at_once.scenes import fill, fresh, make_proposal, with_units
from bench.session_year.cast import YEAR, Cast, make_cast
from luzhi.handling.models import Answer, Commitment, Handover, Matter, Referral, RuleSet, Talk
from luzhi.proposals.key_services import name_candidate
from luzhi.proposals.models import Instruction, InstructionTask, Proposal, SupervisionEntry
from luzhi.proposals.publicity import answer_consent, begin
from luzhi.records.services import create_record
from luzhi.workflow.engine import perform


class Town:
    """A body to which one of everything can be added again and again."""

    def __init__(self) -> None:
        self.cast: Cast = make_cast(4, 6, 1)
        RuleSet.objects.update(contact_limit="15w", ruling_limit="7d", feedback_limit="15w", key_share=100)
        self.first = self.propose()
        self.meeting = create_record(Handover(title="m", year=YEAR), by=self.cast.dispatcher)
        self.note = create_record(
            Instruction(year=YEAR, level="city", office=self.cast.units[0], gist="g"), by=self.cast.staff
        )
        self.key = perform(
            name_candidate(self.first, by=self.cast.staff), "choose", by=self.cast.staff, answers={"decided_by": "c"}
        )
        self.grow()

    def propose(self) -> Proposal:
        """A dispatched proposal with two recommendations, signed by two."""
        made = make_proposal(self.cast, f"proposal-{Proposal.objects.count():04}", *self.cast.persons[:2])
        return with_units(self.cast, made, 1)

    def grow(self) -> None:
        """One more of everything that the pages list."""
        cast, unit = self.cast, self.cast.units[0]
        waiting = self.propose()
        create_record(Talk(matter=waiting.matter, held_on=timezone.localdate(), form="phone", text="t"), by=cast.staff)
        back = Referral.objects.get(matter=self.propose().matter_id)
        perform(back, "object", by=cast.officers[unit.pk], reason="r", answers={"unit": cast.units[1]})
        done = self.propose()
        fill(cast, done.matter_id or 0, unit.pk)
        answer = Answer.objects.filter(item__matter=done.matter_id).first()
        create_record(
            Commitment(matter=done.matter, answer=answer, owner=unit, year=YEAR, text="p", keep_by="2024-01-01"),
            by=cast.staff,
        )
        asked = begin(fresh(done), by=cast.staff)
        filed = make_proposal(cast, "filed", cast.persons[2])
        perform(fresh(filed), "submit", by=cast.staff)
        in_review = make_proposal(cast, "in review", cast.persons[3])
        perform(fresh(in_review), "submit", by=cast.staff)
        perform(fresh(filed), "file", by=cast.staff)
        self.meeting.matters.add(fresh(filed).matter)
        name_candidate(fresh(filed), by=cast.staff)
        create_record(SupervisionEntry(supervision=self.key, happened_on=timezone.localdate(), text="v"), by=cast.staff)
        create_record(InstructionTask(instruction=self.note, unit=unit, text="t"), by=cast.staff)
        public = self.propose()
        fill(cast, public.matter_id or 0, unit.pk)
        Proposal.objects.filter(pk=public.pk).update(open_to_public=True)
        publication = begin(fresh(public), by=cast.staff)
        answer_consent(publication.unit_consents.get(), agree=True, reason="", by=cast.officers[unit.pk])
        perform(publication, "publish", by=cast.staff)
        assert asked.pk

    def widen(self) -> None:
        """One more unit for the first proposal's matter, so that its page has another column."""
        matter = Matter.objects.get(pk=self.first.matter_id)
        taken = Referral.objects.filter(matter=matter).values_list("unit", flat=True)
        unit = next(unit for unit in self.cast.units if unit.pk not in set(taken))
        create_record(Referral(matter=matter, unit=unit, mode="separate"), by=self.cast.dispatcher)


@pytest.fixture
def town(db: None) -> Town:
    return Town()


PAGES: dict[str, tuple[str, Callable[[Town], str]]] = {
    "inbox of a unit": ("officer", lambda t: "/inbox/"),
    "inbox of the office": ("dispatcher", lambda t: "/inbox/"),
    "promised": ("staff", lambda t: "/promised/"),
    "matters": ("staff", lambda t: "/matters/"),
    "matter": ("staff", lambda t: f"/matters/{t.first.matter_id}/"),
    "matter, for its unit": ("officer", lambda t: f"/matters/{t.first.matter_id}/"),
    "cell": ("officer", lambda t: f"/matters/{t.first.matter_id}/cells/1/{t.cast.units[0].pk}/"),
    "referral": ("dispatcher", lambda t: f"/referrals/{Referral.objects.get(matter=t.first.matter_id, unit=t.cast.units[0]).pk}/"),
    "clock": ("dispatcher", lambda t: f"/referrals/{Referral.objects.get(matter=t.first.matter_id, unit=t.cast.units[0]).pk}/clock/"),
    "handover meeting": ("dispatcher", lambda t: f"/handovers/{t.meeting.pk}/"),
    "rules tried": ("staff", lambda t: f"/rule-sets/{t.cast.rules.pk}/preview/"),
    "proposals": ("staff", lambda t: "/proposals/"),
    "proposals, for a member": ("member", lambda t: "/proposals/"),
    "proposal": ("staff", lambda t: f"/proposals/{t.first.pk}/"),
    "proposal, for its author": ("member", lambda t: f"/proposals/{t.first.pk}/"),
    "review desk": ("staff", lambda t: "/proposals/desk/"),
    "letters": ("staff", lambda t: "/proposals/letters/"),
    "consents": ("officer", lambda t: "/proposals/consents/"),
    "publications": ("staff", lambda t: "/publications/"),
    "published": ("nobody", lambda t: f"/open/{t.cast.body.code}/"),
    "key proposals": ("leader", lambda t: "/proposals/key/"),
    "key proposal": ("staff", lambda t: f"/supervisions/{t.key.pk}/"),
    "instruction": ("staff", lambda t: f"/instructions/{t.note.pk}/"),
    "follow-up": ("officer", lambda t: "/instruction-tasks/"),
    "returns": ("dispatcher", lambda t: "/referrals/?state=objected"),
}  # fmt: skip


def count_questions(client: Client, address: str) -> tuple[int, list[str]]:
    """How often the page asks once it has been opened before."""
    client.get(address)
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200, address
    return len(queries), [query["sql"][:160] for query in queries.captured_queries]


@pytest.fixture
def open_as(town: Town) -> Callable[[str], Client]:
    def make(role: str) -> Client:
        cast = town.cast
        actors: dict[str, Any] = {
            "staff": cast.staff, "dispatcher": cast.dispatcher, "leader": cast.leader, "member": cast.members[0],
            "officer": cast.officers[cast.units[0].pk],
        }  # fmt: skip
        client = Client()
        if role != "nobody":
            client.force_login(actors[role].user)
        return client

    return make


def test_pages_ask_as_often_for_one_row_as_for_three(town: Town, open_as: Callable[[str], Client]) -> None:
    clients = {role: open_as(role) for role in {role for role, _address in PAGES.values()}}
    before = {name: count_questions(clients[role], address(town)) for name, (role, address) in PAGES.items()}
    for _more in range(2):
        town.grow()
        town.widen()
    grown = {}
    for name, (role, address) in PAGES.items():
        asked, questions = count_questions(clients[role], address(town))
        if asked != before[name][0]:
            grown[name] = (before[name][0], asked, sorted(set(questions) - set(before[name][1]))[:3])
    assert grown == {}
