"""What many do at the same moment, and what must have come of it. Each scene returns plain numbers for the test."""

import random
from collections import Counter
from functools import partial
from typing import Any

from django.utils import timezone

from bench.at_once.stage import all_at_once, kill_in_the_middle
from bench.session_year.cast import YEAR, Cast, make_cast
from luzhi.common.audit import verify_chain
from luzhi.common.models import AuditEvent
from luzhi.handling.models import Answer, Item, Matter, Mode, Referral, Verdict
from luzhi.handling.queries import read_matrix
from luzhi.handling.services import answer_cell, give_verdict, settle_matter
from luzhi.people.models import Person
from luzhi.proposals.models import Numbering, Proposal, Signature, SignatureState
from luzhi.proposals.writing import invite, sign
from luzhi.records.services import create_record
from luzhi.workflow.engine import perform

MANY = 50
OFFICERS = 32


def make_proposal(cast: Cast, title: str, *people: Person, items: int = 2) -> Proposal:
    parts = "\n".join(f"{n}. item-{n:04}" for n in range(1, items + 1))
    proposal = Proposal(
        title=title, year=YEAR, situation="s", analysis="a", recommendations=parts, no_secrets=True,
    )  # fmt: skip
    create_record(proposal, by=cast.staff)
    for order, person in enumerate(people or cast.persons[:1], 1):
        create_record(Signature(proposal=proposal, person=person, order=order), by=cast.staff)
    return proposal


def fresh(proposal: Proposal) -> Proposal:
    return Proposal.objects.get(pk=proposal.pk)


def events(verb: str) -> int:
    return AuditEvent.objects.filter(verb=verb).count()


def tell(ends: Counter[str], longest: float, **more: Any) -> dict[str, Any]:
    return {"ends": dict(ends), "longest": round(longest, 2), "chain": len(list(verify_chain())), **more}


def out_for_signatures(cast: Cast) -> Proposal:
    proposal = make_proposal(cast, "proposal-0001", cast.persons[0])
    invite(proposal, cast.persons[1 : MANY + 1], by=cast.staff)
    return perform(fresh(proposal), "invite", by=cast.staff)  # type: ignore[no-any-return]


def fifty_sign() -> dict[str, Any]:
    """Each of fifty invited members signs; the last one's signature submits the proposal."""
    cast = make_cast(1, MANY + 1, 1)
    proposal = out_for_signatures(cast)
    ends = all_at_once([partial(sign, proposal, agree=True, by=member) for member in cast.members[1:]])
    agreed = Signature.objects.filter(proposal=proposal, answer=SignatureState.AGREED).count()
    now = fresh(proposal)
    return tell(*ends, agreed=agreed, state=now.state, submitted=events("proposal.submit"), receipt=now.receipt_no)


def one_signs_fifty_times() -> dict[str, Any]:
    cast = make_cast(1, MANY + 1, 1)
    proposal = out_for_signatures(cast)
    ends = all_at_once([partial(sign, proposal, agree=True, by=cast.members[1])] * MANY)
    return tell(*ends, signed=events("signed"))


def with_units(cast: Cast, proposal: Proposal, units: int) -> Proposal:
    """Submitted, filed, referred, dispatched."""
    perform(fresh(proposal), "submit", by=cast.staff)
    perform(fresh(proposal), "file", by=cast.staff)
    filed = fresh(proposal)
    for unit in cast.units[:units]:
        mode = Mode.SOLE if units == 1 else Mode.SEPARATE
        create_record(Referral(matter=filed.matter, unit=unit, mode=mode), by=cast.dispatcher)
    perform(fresh(proposal), "dispatch", by=cast.dispatcher)
    return fresh(proposal)


def fill(cast: Cast, matter_id: int, unit_id: int) -> None:
    """The officer of a unit answers every item of the unit's column."""
    for cell in read_matrix(Matter.objects.get(pk=matter_id)).cells:
        if cell.unit.pk == unit_id and cell.is_empty:
            values = {"result_class": "A", "text": f"answer-{unit_id}", "answered_on": timezone.localdate()}
            answer_cell(cell.item, cell.unit, values, by=cast.officers[unit_id])


def answered(cast: Cast, *people: Person) -> Proposal:
    proposal = with_units(cast, make_proposal(cast, "proposal-0001", *people), 1)
    fill(cast, proposal.matter_id or 0, cast.units[0].pk)
    return fresh(proposal)


RATING = {"result": "1", "attitude": "", "remark": ""}


def fifty_rate() -> dict[str, Any]:
    cast = make_cast(1, MANY, 1)
    proposal = answered(cast, *cast.persons)
    pairs = zip(cast.persons, cast.members, strict=True)
    ends = all_at_once([partial(give_verdict, proposal.matter, p, RATING, by=m) for p, m in pairs])
    return tell(*ends, verdicts=Verdict.objects.count(), people=Verdict.objects.values("person").distinct().count())


def one_rates_fifty_times() -> dict[str, Any]:
    cast = make_cast(1, 2, 1)
    proposal = answered(cast, cast.persons[0])
    ends = all_at_once([partial(give_verdict, proposal.matter, cast.persons[0], RATING, by=cast.members[0])] * MANY)
    made = AuditEvent.objects.filter(kind="handling.verdict")
    return tell(*ends, verdicts=Verdict.objects.count(), written=made.count())


def fifty_close() -> dict[str, Any]:
    """Fifty sign the same proposal off: one does, the others are told that it is done."""
    cast = make_cast(1, 2, 1)
    proposal = answered(cast)
    ends = all_at_once([partial(perform, proposal, "close", by=cast.staff, seen_state="replied")] * MANY)
    state = Matter.objects.get(pk=proposal.matter_id).state
    return tell(*ends, closed=events("proposal.close"), matter=state, matters=events("matter.close"))


def fifty_are_filed() -> dict[str, Any]:
    """Fifty proposals are filed at once: numbers without gaps and without doubles."""
    cast = make_cast(1, 2, 1)
    made = [make_proposal(cast, f"proposal-{n:04}") for n in range(MANY)]
    for proposal in made:
        perform(fresh(proposal), "submit", by=cast.staff)
    ends = all_at_once([partial(perform, proposal, "file", by=cast.staff) for proposal in made])
    numbers = sorted(Proposal.objects.values_list("number", flat=True))
    return tell(*ends, numbers=numbers, last=Numbering.objects.get(kind="case").last, items=Item.objects.count())


def officers_answer() -> dict[str, Any]:
    """The officers of 32 units answer the four items of one matter at the same moment."""
    cast = make_cast(OFFICERS, 2, 1)
    proposal = with_units(cast, make_proposal(cast, "proposal-0001", items=4), OFFICERS)
    ends = all_at_once([partial(fill, cast, proposal.matter_id, unit.pk) for unit in cast.units])
    pairs = Answer.objects.values("item", "unit").distinct().count()
    return tell(
        *ends, answers=Answer.objects.count(), pairs=pairs, state=fresh(proposal).state,
        replied=events("proposal.reply"), answered=events("matter.answer"),
        stopped=Referral.objects.filter(state="answered").count(), moved=moved_by_settling(),
    )  # fmt: skip


# -- killed in the middle of a step


def killed() -> dict[str, Any]:
    """Somebody files, refers, dispatches, answers and closes without pause, and the process is killed, thirty times."""
    cast = make_cast(3, 3, 1)
    alive = kill_in_the_middle(partial(work_once, cast), 20, 1)
    done = events("proposal.file")
    return {
        "alive": alive, "filed": done, "answers": Answer.objects.count(), "chain": len(list(verify_chain())),
        "moved": moved_by_settling(), "strange": strange_records(),
    }  # fmt: skip


def work_once(cast: Cast, dice: random.Random) -> None:
    units = dice.randint(1, 3)
    proposal = with_units(cast, make_proposal(cast, f"proposal-{dice.random()}", items=2), units)
    for unit in cast.units[:units]:
        fill(cast, proposal.matter_id or 0, unit.pk)
    perform(fresh(proposal), "close", by=cast.staff)


def moved_by_settling() -> int:
    """How many states of matters, items and referrals do not follow from the answers on record."""
    before = all_states()
    for pk in Matter.objects.values_list("pk", flat=True):
        settle_matter(pk)
    after = all_states()
    return sum(after[key] != state for key, state in before.items())


def all_states() -> dict[tuple[str, int], str]:
    return {
        (model.__name__, pk): state
        for model in (Matter, Item, Referral)
        for pk, state in model._default_manager.values_list("pk", "state")
    }


def strange_records() -> list[str]:
    """What a step leaves only when it was cut in two."""
    found = []
    for proposal in Proposal.objects.select_related("matter"):
        last = AuditEvent.objects.filter(kind="proposals.proposal", object_id=proposal.pk).order_by("-sequence").first()
        noted = last.changes.get("state", "draft") if last else "draft"
        noted = noted[1] if isinstance(noted, list) else noted  # a change has before and after, a beginning one state
        if noted != proposal.state:
            found.append(f"{proposal} is {proposal.state}, its last event says {noted}")
        if (proposal.number is None) != (proposal.matter is None):
            found.append(f"{proposal}: number {proposal.number}, matter {proposal.matter}")
        if proposal.matter is not None and proposal.items.count() != proposal.matter.items.count():
            found.append(f"{proposal}: items")
        if proposal.state == "closed" and proposal.matter and proposal.matter.state != "closed":
            found.append(f"{proposal}: closed, its matter is {proposal.matter.state}")
    running = Referral.objects.filter(state="running").exclude(entries__kind="start")
    found += [f"{referral}: running without a clock" for referral in running]
    numbers = sorted(Proposal.objects.exclude(number=None).values_list("number", flat=True))
    if numbers != list(range(1, len(numbers) + 1)):
        found.append("numbers with gaps")
    receipts = Proposal.objects.exclude(receipt_no="").values("receipt_no").distinct().count()
    counted = Numbering.objects.filter(kind="receipt").values_list("last", flat=True).first() or 0
    return [*found, *([] if receipts == counted else [f"{counted} receipts given, {receipts} there"])]
