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
from luzhi.handling.dispatch.services import gather
from luzhi.handling.models import (
    Answer,
    ClockEntry,
    Commitment,
    Handover,
    Item,
    Matter,
    Mode,
    Referral,
    RuleSet,
    Verdict,
)
from luzhi.handling.queries import read_matrix
from luzhi.handling.services import answer_cell, give_verdict, settle_matter
from luzhi.people.models import Person
from luzhi.proposals.key_services import name_candidate
from luzhi.proposals.models import (
    Instruction,
    InstructionTask,
    Numbering,
    Proposal,
    Publication,
    Signature,
    SignatureState,
    Supervision,
    SupervisionEntry,
    UnitConsent,
)
from luzhi.proposals.publicity import answer_consent, begin
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


def one_cell_fifty_times() -> dict[str, Any]:
    """Fifty forms opened on the same empty cell of the matrix are sent: one fills it, the others see that it is full."""
    cast = make_cast(1, 2, 1)
    proposal = with_units(cast, make_proposal(cast, "proposal-0001"), 1)
    cell = read_matrix(Matter.objects.get(pk=proposal.matter_id)).cells[0]
    values = {"result_class": "B", "text": "answer", "answered_on": timezone.localdate()}
    promise = {"text": "promise-0001", "keep_by": None}
    work = partial(answer_cell, cell.item, cell.unit, values, by=cast.officers[cell.unit.pk], promise=promise)
    ends = all_at_once([work] * MANY)
    return tell(*ends, answers=Answer.objects.count(), promises=Commitment.objects.count())


def fifty_consent() -> dict[str, Any]:
    """A unit's consent to publication is given fifty times at once; then fifty publish it."""
    cast = make_cast(1, 2, 1)
    proposal = answered(cast)
    Proposal.objects.filter(pk=proposal.pk).update(open_to_public=True)
    publication = begin(fresh(proposal), by=cast.staff)
    officer = cast.officers[cast.units[0].pk]
    consent = publication.unit_consents.get()
    given = all_at_once([partial(answer_consent, consent, agree=True, reason="", by=officer)] * MANY)
    ends = all_at_once([partial(perform, publication, "publish", by=cast.staff, seen_state="asked")] * MANY)
    return tell(
        *ends, given=dict(given[0]), consents=events("publication.consent"), published=events("publication.publish")
    )


def fifty_begin_publication() -> dict[str, Any]:
    cast = make_cast(1, 2, 1)
    proposal = answered(cast)
    ends = all_at_once([partial(begin, proposal, by=cast.staff)] * MANY)
    return tell(*ends, publications=Publication.objects.count(), consents=UnitConsent.objects.count())


def filed_ones(cast: Cast, many: int) -> list[Proposal]:
    made = [make_proposal(cast, f"proposal-{n:04}") for n in range(many)]
    for proposal in made:
        perform(fresh(proposal), "submit", by=cast.staff)
        perform(fresh(proposal), "file", by=cast.staff)
    return [fresh(proposal) for proposal in made]


def fifty_name_a_candidate() -> dict[str, Any]:
    cast = make_cast(1, 2, 1)
    (proposal,) = filed_ones(cast, 1)
    ends = all_at_once([partial(name_candidate, proposal, by=cast.staff)] * MANY)
    return tell(*ends, candidates=Supervision.objects.count())


def fifty_are_considered_again() -> dict[str, Any]:
    """Fifty files of one proposal that were declined are taken up again at once; only one of them can stand."""
    cast = make_cast(1, 2, 1)
    (proposal,) = filed_ones(cast, 1)
    made = [
        perform(name_candidate(proposal, by=cast.staff), "decline", by=cast.staff, reason="r") for _n in range(MANY)
    ]
    ends = all_at_once([partial(perform, one, "reconsider", by=cast.staff) for one in made])
    return tell(*ends, candidates=Supervision.objects.filter(state="candidate").count())


def fifty_are_chosen() -> dict[str, Any]:
    """Fifty candidates are chosen at once where the rules allow a tenth of fifty."""
    cast = make_cast(1, 2, 1)
    RuleSet.objects.update(key_share=10)
    made = [name_candidate(proposal, by=cast.staff) for proposal in filed_ones(cast, MANY)]
    answers = {"decided_by": "council-0001"}
    ends = all_at_once([partial(perform, one, "choose", by=cast.staff, answers=answers) for one in made])
    marked, chosen = Proposal.objects.filter(key=True).count(), Supervision.objects.filter(state="key").count()
    return tell(*ends, marked=marked, chosen=chosen, told=events("key_proposal.choose"))


def fifty_write_the_log() -> dict[str, Any]:
    """Fifty entries of one log are all there; concluding it fifty times does so once."""
    cast = make_cast(1, 2, 1)
    (proposal,) = filed_ones(cast, 1)
    made = perform(name_candidate(proposal, by=cast.staff), "choose", by=cast.staff, answers={"decided_by": "c"})
    made = perform(made, "begin", by=cast.staff)
    day = timezone.localdate()
    rows = [SupervisionEntry(supervision=made, happened_on=day, text=f"visit-{n:04}") for n in range(MANY)]
    written = all_at_once([partial(create_record, row, by=cast.staff) for row in rows])
    conclude = partial(perform, made, "conclude", by=cast.staff, answers={"result": "r"}, seen_state="supervised")
    ends = all_at_once([conclude] * MANY)
    entries = SupervisionEntry.objects.count()
    return tell(*ends, written=dict(written[0]), entries=entries, concluded=events("key_proposal.conclude"))


def fifty_report_a_task() -> dict[str, Any]:
    """A unit reports the same follow-up of an instruction fifty times at once."""
    cast = make_cast(1, 2, 1)
    unit = cast.units[0]
    note = create_record(Instruction(year=YEAR, level="city", office=unit, gist="g"), by=cast.staff)
    task = create_record(InstructionTask(instruction=note, unit=unit, text="t"), by=cast.staff)
    ends = all_at_once([partial(perform, task, "report", by=cast.officers[unit.pk], reason="done")] * MANY)
    return tell(*ends, reported=events("instruction_task.report"), state=InstructionTask.objects.get().state)


def fifty_hand_over() -> dict[str, Any]:
    """A handover meeting of ten matters is held fifty times at once: each matter is sent once, each clock started once."""
    cast = make_cast(2, 2, 1)
    meeting = create_record(Handover(title="m", year=YEAR, held_on=timezone.localdate()), by=cast.dispatcher)
    for proposal in filed_ones(cast, 10):
        create_record(Referral(matter=proposal.matter, unit=cast.units[0]), by=cast.dispatcher)
        meeting.matters.add(proposal.matter)
    ends = all_at_once([partial(perform, meeting, "hold", by=cast.dispatcher, seen_state="planned")] * MANY)
    starts = ClockEntry.objects.filter(kind="start").count()
    return tell(*ends, held=events("handover.hold"), sent=events("matter.send"), starts=starts)


def fifty_gather() -> dict[str, Any]:
    """Fifty take the waiting matters into the list of one meeting: each stands on it once."""
    cast = make_cast(1, 2, 1)
    meeting = create_record(Handover(title="m", year=YEAR), by=cast.dispatcher)
    filed_ones(cast, 10)
    ends = all_at_once([partial(gather, meeting, by=cast.dispatcher)] * MANY)
    return tell(*ends, gathered=events("handover.gathered"), on_list=meeting.matters.count())


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
    key = perform(name_candidate(proposal, by=cast.staff), "choose", by=cast.staff, answers={"decided_by": "c"})
    create_record(SupervisionEntry(supervision=key, happened_on=timezone.localdate(), text="v"), by=cast.staff)
    for unit in cast.units[:units]:
        fill(cast, proposal.matter_id or 0, unit.pk)
    consent = begin(fresh(proposal), by=cast.staff).unit_consents.all()[0]
    answer_consent(consent, agree=True, reason="", by=cast.officers[consent.unit_id])
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
        moves = AuditEvent.objects.filter(kind="proposals.proposal", object_id=proposal.pk, changes__has_key="state")
        last = moves.order_by("-sequence").first()
        noted = last.changes.get("state", "draft") if last else "draft"
        noted = noted[1] if isinstance(noted, list) else noted  # a change has before and after, a beginning one state
        if noted != proposal.state:
            found.append(f"{proposal} is {proposal.state}, its last event says {noted}")
        if (proposal.number is None) != (proposal.matter is None):
            found.append(f"{proposal}: number {proposal.number}, matter {proposal.matter}")
        if proposal.matter is not None and proposal.items.count() != proposal.matter.items.count():
            found.append(f"{proposal}: items")
        if proposal.key != (proposal.supervisions.filter(state="key").count() == 1):
            found.append(f"{proposal}: key {proposal.key}, the choice says otherwise")
        if proposal.matter is not None and proposal.result_class != proposal.matter.result_class:
            found.append(f"{proposal}: class {proposal.result_class}, its matter {proposal.matter.result_class}")
        if proposal.state == "closed" and proposal.matter and proposal.matter.state != "closed":
            found.append(f"{proposal}: closed, its matter is {proposal.matter.state}")
    alone = Publication.objects.filter(unit_consents=None)
    found += [f"{publication}: nobody was asked" for publication in alone]
    running = Referral.objects.filter(state="running").exclude(entries__kind="start")
    found += [f"{referral}: running without a clock" for referral in running]
    numbers = sorted(Proposal.objects.exclude(number=None).values_list("number", flat=True))
    if numbers != list(range(1, len(numbers) + 1)):
        found.append("numbers with gaps")
    receipts = Proposal.objects.exclude(receipt_no="").values("receipt_no").distinct().count()
    counted = Numbering.objects.filter(kind="receipt").values_list("last", flat=True).first() or 0
    return [*found, *([] if receipts == counted else [f"{counted} receipts given, {receipts} there"])]
