"""A session year from the first draft to the last promise, every change made by the real transitions."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from bench.session_year.cast import FIELDS, YEAR, Cast, make_cast, on_day
from luzhi.common.problems import Problem
from luzhi.handling.clocks import note_overdue
from luzhi.handling.ledgers import decide_entry, enter
from luzhi.handling.limits import read_limit
from luzhi.handling.models import ClockEntry, Commitment, Item, Matter, Mode, Referral
from luzhi.handling.queries import read_matrix
from luzhi.handling.services import answer_cell, give_verdict
from luzhi.proposals import review
from luzhi.proposals.key_services import name_candidate
from luzhi.proposals.models import (
    Instruction,
    InstructionLevel,
    InstructionTask,
    Proposal,
    ProposerKind,
    Subject,
    Supervision,
    SupervisionEntry,
)
from luzhi.proposals.writing import begin_draft, invite, save_draft, sign, submit_due
from luzhi.records.services import change_record, create_record
from luzhi.workflow.engine import perform

JANUARY = dt.date(YEAR, 1, 15)
DISPATCHED = dt.date(YEAR, 3, 1)
ENDS = dt.date(YEAR, 12, 20)


class Story:
    """The year as it happens to one body. `done` counts what was done, so that a run can be told apart from a stub."""

    def __init__(self, *, units: int, proposals: int, seed: int = 1) -> None:
        self.cast: Cast = make_cast(units, max(8, proposals // 4), seed)
        self.dice = self.cast.dice
        self.size = proposals
        self.done: Counter[str] = Counter()

    def run(self) -> "Story":
        """The whole year, in the order of its days."""
        for act in (
            self.write, self.review, self.refer, self.object_and_extend, self.answer_all, self.ask_and_rate,
            self.second_round, self.close, self.keep_promises, self.attend,
        ):  # fmt: skip
            act()
        return self

    def chance(self, share: float) -> bool:
        return self.dice.random() < share

    def take(self, obj: Any, step: str, by: Any, **more: Any) -> Any:
        """One step of a workflow, counted."""
        made = perform(obj, step, by=by, **more)
        self.done[step] += 1
        return made

    # -- writing

    def write(self) -> None:
        for n in range(self.size):
            between = self.chance(0.1)
            with on_day(JANUARY + dt.timedelta(days=n % 10)):
                self.write_one(n, between=between)
        with on_day(JANUARY + dt.timedelta(days=13)):
            self.done["submitted by the clock"] += submit_due(self.cast.body.pk)
        for proposal in Proposal.objects.filter(body=self.cast.body, state="submitted").order_by("pk"):
            if self.chance(0.02):
                with on_day(JANUARY + dt.timedelta(days=14)):
                    self.take(proposal, "withdraw", self.cast.staff, reason="写信撤回")

    def write_one(self, n: int, *, between: bool) -> None:
        """A member's draft, alone, jointly, or for a party, a sector or a committee."""
        who = n % len(self.cast.members)
        member = self.cast.members[who]
        draft = begin_draft(f"关于事项{n:04}的提案", YEAR, by=member)
        parts = "\n".join(f"{i}. 建议{n:04}-{i}" for i in range(1, 2 + n % 3))
        text = {
            "situation": f"情况{n:04}", "analysis": f"分析{n:04}", "recommendations": parts, "no_secrets": True,
            "topic": FIELDS[n % len(FIELDS)], "between_sessions": between, "open_to_public": self.chance(0.7),
            "sign_by": JANUARY + dt.timedelta(days=11),
        }  # fmt: skip
        draft = save_draft(draft, text, by=member, seen_version=draft.version)
        kind = self.dice.choices(("individual", "joint", "party", "sector", "committee"), (50, 30, 10, 6, 4))[0]
        if kind == "joint":
            self.sign_jointly(draft, who)
            return
        values: dict[str, Any] = {"proposer_kind": kind}
        if kind == ProposerKind.PARTY:
            values["organisation"] = self.dice.choice(self.cast.parties)
        elif kind == ProposerKind.SECTOR:
            values["sector"] = self.dice.choice(self.cast.sectors)
        elif kind == ProposerKind.COMMITTEE:
            values["committee"] = self.dice.choice(self.cast.committees)
        draft = change_record(draft, values, by=self.cast.staff, seen_version=draft.version)
        self.take(draft, "submit", member)

    def sign_jointly(self, draft: Proposal, who: int) -> None:
        """Three are asked; some sign, some decline, some say nothing, which is no signature."""
        asked = [(who + i) % len(self.cast.members) for i in (1, 2, 3)]
        invite(draft, [self.cast.persons[i] for i in asked], by=self.cast.members[who])
        self.take(Proposal.objects.get(pk=draft.pk), "invite", self.cast.members[who])
        for i in asked:
            if Proposal.objects.get(pk=draft.pk).state == "cosigning" and not self.chance(0.15):
                sign(draft, agree=self.chance(0.9), by=self.cast.members[i])
                self.done["answered an invitation"] += 1

    # -- review

    def review(self) -> None:
        with on_day(JANUARY + dt.timedelta(days=20)):
            waiting = self.ids("submitted", "review")
            opinions, scpo, returned = self.lots(waiting, 0.06, 0.04, 0.06)
            self.decide(opinions, "opinions", reason="宜作工作建议")
            self.decide(scpo, "scpo", reason="反映民情")
            self.decide(returned, "return", reason="没有具体建议", ground="空泛无建议")
            filed = [pk for pk in waiting if pk not in {*opinions, *scpo, *returned}]
            if filed:
                decision = self.decide(filed[:1], "file")
                review.take_back(decision.pk, by=self.cast.staff)
                self.done["decision taken back"] += 1
            self.decide(filed, "file")
            self.improve(returned)
            self.merge()

    def decide(self, ids: list[int], step: str, *, reason: str = "", ground: str = "") -> Any:
        decision = None
        for start in range(0, len(ids), review.MOST_AT_ONCE):
            outcome = review.decide_many(
                ids[start : start + review.MOST_AT_ONCE], step, by=self.cast.staff, reason=reason,
                answers={"ground": ground},
            )  # fmt: skip
            if outcome.skipped:
                raise AssertionError(f"{step}: {outcome.skipped[0].sentence}")
            decision = outcome.decision
        self.done[step] += len(ids)
        return decision

    def improve(self, returned: list[int]) -> None:
        """Some of what was not filed is improved, submitted again and filed."""
        for proposal in Proposal.objects.filter(pk__in=returned[::3]):
            self.take(proposal, "improve", self.cast.staff)
            draft = self.fresh(proposal)
            change_record(draft, {"analysis": "补充分析"}, by=self.cast.staff, seen_version=draft.version)
            self.take(self.fresh(proposal), "submit", self.cast.staff)
            self.take(self.fresh(proposal), "file", self.cast.staff)

    def merge(self) -> None:
        """One in ten goes into another of its field; one merger is split again and filed on its own."""
        filed = list(Proposal.objects.filter(body=self.cast.body, state="filed").order_by("pk"))
        mains = [p for p in filed if p.pk % 10 != 0] or filed
        for n, proposal in enumerate(p for p in filed if p.pk % 10 == 0):
            main = self.dice.choice(mains)
            self.take(proposal, "merge", self.cast.staff, answers={"main": self.fresh(main)})
            if n == 1:
                self.take(self.fresh(proposal), "split", self.cast.staff, reason="另有所指")
                self.take(self.fresh(proposal), "file", self.cast.staff)

    # -- units

    def refer(self) -> None:
        """Sole, lead with joint units, or several separately."""
        with on_day(DISPATCHED):
            for proposal in Proposal.objects.filter(body=self.cast.body, state="filed").order_by("pk"):
                mode = self.dice.choices(("sole", "lead", "separate"), (60, 25, 15))[0]
                units = self.dice.sample(self.cast.units, 1 if mode == "sole" else 2)
                modes = {"sole": [Mode.SOLE], "lead": [Mode.LEAD, Mode.JOINT], "separate": [Mode.SEPARATE] * 2}[mode]
                for unit, how in zip(units, modes, strict=True):
                    referral = Referral(matter=proposal.matter, unit=unit, mode=how)
                    create_record(referral, by=self.cast.dispatcher)
                self.take(proposal, "dispatch", self.cast.dispatcher)

    def object_and_extend(self) -> None:
        with on_day(DISPATCHED + dt.timedelta(days=3)):
            for referral in self.referrals("running")[3::12]:
                if referral.mode != Mode.JOINT:
                    other = self.another_unit(referral)
                    officer = self.cast.officers[referral.unit_id]
                    self.take(referral, "object", officer, reason="不属本单位职责", answers={"unit": other})
        with on_day(DISPATCHED + dt.timedelta(days=7)):
            for n, referral in enumerate(self.referrals("objected")):
                if n % 3 != 1:
                    other = self.another_unit(referral)
                    reason = "改由另一单位办理"
                    self.take(referral, "transfer", self.cast.dispatcher, reason=reason, answers={"unit": other})
                else:
                    self.take(referral, "keep", self.cast.dispatcher, reason="属本单位职责")
        with on_day(DISPATCHED + dt.timedelta(days=45)):
            for referral in self.referrals("running")[1::9]:
                if referral.mode != Mode.JOINT:
                    self.extend(referral)

    def extend(self, referral: Referral) -> None:
        values = {"span": read_limit("1 month"), "reason": "需要论证"}
        try:
            enter(referral, "extend", values, by=self.cast.officers[referral.unit_id])
        except Problem:
            self.done["extension refused by the rules"] += 1
            return
        entry = ClockEntry.objects.get(referral=referral, kind="extend", approved=None)
        decide_entry(referral, str(entry.pk), approve=self.chance(0.8), by=self.cast.dispatcher)
        self.done["extension decided"] += 1

    def another_unit(self, referral: Referral) -> Any:
        """A unit that does not have the matter."""
        busy = set(Referral.objects.filter(matter=referral.matter_id).values_list("unit", flat=True))
        return self.dice.choice([unit for unit in self.cast.units if unit.pk not in busy])

    # -- answers

    def answer_all(self) -> None:
        """Month by month; four in a hundred are late, nearly two in a hundred are never answered."""
        waiting = self.referrals("running")
        slow = {r.pk for r in waiting[5::24]}
        silent = {r.pk for r in waiting[40::60]}
        for month, day in ((3, 25), (4, 25), (5, 24)):
            with on_day(dt.date(YEAR, month, day)):
                note_overdue()
                for referral in self.referrals("running"):
                    if referral.pk not in slow | silent and (month == 5 or self.chance(0.4)):
                        self.answer(referral)
        with on_day(dt.date(YEAR, 8, 5)):
            self.done["overdue noted"] += note_overdue()
            for referral in self.referrals("running"):
                if referral.pk in slow:
                    self.answer(referral)

    def answer(self, referral: Referral) -> None:
        """The unit fills every cell of its column; what it plans, it promises."""
        matrix = read_matrix(Matter.objects.get(pk=referral.matter_id))
        officer = self.cast.officers[referral.unit_id]
        for cell in matrix.cells:
            if cell.unit.pk != referral.unit_id or not cell.is_empty:
                continue
            code = self.dice.choices("ABC", (50, 35, 15))[0]
            promise = {"text": f"办好{cell.item.text}", "keep_by": self.keep_by()} if code == "B" else None
            values = {"result_class": code, "text": f"答复{cell.item.text}", "answered_on": timezone.localdate()}
            answer_cell(cell.item, cell.unit, values, by=officer, promise=promise)
            self.done["cell answered"] += 1

    def keep_by(self) -> dt.date | None:
        return self.dice.choice((dt.date(YEAR, 10, 31), dt.date(YEAR, 12, 31), dt.date(2099, 6, 30), None))

    # -- verdicts

    def ask_and_rate(self) -> None:
        with on_day(dt.date(YEAR, 8, 20)):
            for proposal in self.proposals("replied"):
                self.take(proposal, "ask", self.cast.staff)
        with on_day(dt.date(YEAR, 8, 28)):
            for proposal in self.proposals("feedback"):
                self.rate(proposal, bad=0.12)

    def rate(self, proposal: Proposal, *, bad: float) -> None:
        """Each proposer of the matter's items, in private; one in five says nothing."""
        matter = Matter.objects.get(pk=proposal.matter_id)
        through = Item.proposers.through.objects.filter(item__matter=matter)
        people = sorted(set(through.values_list("person", flat=True)))
        for person in self.cast.persons:
            if person.pk in people and self.chance(0.8):
                code = "3" if self.chance(bad) else self.dice.choice("112")
                member = self.cast.members[self.cast.persons.index(person)]
                give_verdict(matter, person, {"result": code, "attitude": "", "remark": ""}, by=member)
                self.done["verdict"] += 1

    def second_round(self) -> None:
        with on_day(dt.date(YEAR, 9, 5)):
            for proposal in self.proposals("feedback"):
                matter = proposal.matter
                if matter and matter.verdicts.filter(satisfied=False, round=matter.round).exists():
                    self.take(proposal, "rehandle", self.cast.staff, reason="提案者不满意")
        with on_day(dt.date(YEAR, 9, 25)):
            for referral in self.referrals("running"):
                if referral.matter.round > 1:
                    self.answer(referral)
        with on_day(dt.date(YEAR, 10, 8)):
            again = [p for p in self.proposals("replied") if p.matter and p.matter.round > 1]
            for proposal in again:
                self.take(proposal, "ask", self.cast.staff)
            for proposal in again:
                self.rate(proposal, bad=0)

    def close(self) -> None:
        with on_day(dt.date(YEAR, 11, 1)):
            for proposal in self.proposals("feedback"):
                if self.chance(0.9):
                    self.take(proposal, "close", self.cast.staff)

    # -- what follows

    def keep_promises(self) -> None:
        with on_day(dt.date(YEAR, 11, 20)):
            for promise in Commitment.objects.filter(body=self.cast.body, state="open").order_by("pk"):
                self.follow(promise)

    def follow(self, promise: Commitment) -> None:
        """Half are reported; of these most are found kept, some not yet; a few are replaced or given up."""
        officer, staff, dice = self.cast.officers[promise.owner_id], self.cast.staff, self.dice.random()
        if dice < 0.5:
            self.take(promise, "report", officer, reason="已经完成")
            step = "keep" if self.chance(0.85) else "doubt"
            self.take(Commitment.objects.get(pk=promise.pk), step, staff, reason="现场查看")
        elif dice < 0.58:
            new = {"text": "改期完成", "keep_by": dt.date(YEAR + 1, 6, 30)}
            self.take(promise, "replace", staff, reason="条件变化", answers=new)
        elif dice < 0.63:
            self.take(promise, "give_up", staff, reason="规划调整")

    def attend(self) -> None:
        """Key proposals with their supervision and its log; instructions of four levels."""
        staff = self.cast.staff
        with on_day(dt.date(YEAR, 4, 10)):
            chosen = self.choose_keys()
            for n, proposal in enumerate(chosen):
                level = list(InstructionLevel)[n % len(InstructionLevel)]
                for _twice in range(1 + n % 2):
                    note = Instruction(
                        year=YEAR, level=level, office=self.cast.units[n % len(self.cast.units)],
                        subject=Subject.PROPOSAL, proposal=proposal, gist="请研究办理",
                    )  # fmt: skip
                    self.follow_up(create_record(note, by=staff), n)
                    self.done["instruction"] += 1

    def choose_keys(self) -> list[Proposal]:
        """One in twelve is a candidate; of four candidates three are chosen, and most of them are concluded."""
        staff, chosen = self.cast.staff, []
        for n, proposal in enumerate(
            Proposal.objects.filter(body=self.cast.body, outcome="filed").order_by("pk")[::12]
        ):
            made = name_candidate(proposal, by=staff)
            if n % 4 == 3:
                self.take(made, "decline", staff, reason="已有同类")
                continue
            made = self.take(made, "choose", staff, answers={"decided_by": "主席会议"})
            named = {"leader": self.cast.persons[1], "supervisor": self.cast.persons[0]}
            made = change_record(made, named, by=staff, seen_version=Supervision.objects.get(pk=made.pk).version)
            made = self.take(made, "begin", staff)
            for form, day in (("visit", 3), ("meeting", 20)):
                entry = SupervisionEntry(
                    supervision=made, happened_on=dt.date(YEAR, 4, day), form=form, text="现场督办"
                )
                create_record(entry, by=staff)
            if n % 3:
                self.take(made, "conclude", staff, answers={"result": "建议已落实"})
            chosen.append(Proposal.objects.get(pk=proposal.pk))
            self.done["supervised"] += 1
        return chosen

    def follow_up(self, note: Instruction, n: int) -> None:
        """Two units have something to do; one reports and it is found done, of the other half are not."""
        for part, unit in enumerate((self.cast.units[n % len(self.cast.units)], self.cast.units[0])):
            task = create_record(
                InstructionTask(
                    instruction=note, unit=unit, text=f"落实{n:04}-{part}", noted_on=dt.date(YEAR, 4, 10),
                    act_by=dt.date(YEAR, 5, 31),
                ),
                by=self.cast.staff,
            )  # fmt: skip
            if part == 0 or n % 2:
                self.take(task, "report", self.cast.officers[unit.pk], reason="已落实")
                self.take(InstructionTask.objects.get(pk=task.pk), "finish", self.cast.staff, reason="已核实")

    # -- reading

    def fresh(self, proposal: Proposal) -> Proposal:
        return Proposal.objects.get(pk=proposal.pk)

    def ids(self, *states: str) -> list[int]:
        found = Proposal.objects.filter(body=self.cast.body, state__in=states)
        return list(found.order_by("pk").values_list("pk", flat=True))

    def proposals(self, state: str) -> list[Proposal]:
        found = Proposal.objects.filter(body=self.cast.body, state=state)
        return list(found.select_related("matter").order_by("pk"))

    def referrals(self, state: str) -> list[Referral]:
        found = Referral.objects.filter(body=self.cast.body, state=state)
        return list(found.select_related("matter", "unit").order_by("pk"))

    def lots(self, ids: list[int], *shares: float) -> Iterable[list[int]]:
        """Disjoint random lots of the numbers, at least one each."""
        rest = ids[:]
        self.dice.shuffle(rest)
        for share in shares:
            n = max(1, round(len(ids) * share))
            yield sorted(rest[:n])
            rest = rest[n:]
