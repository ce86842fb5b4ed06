"""What waits, what was answered, what became of it: reads over matters, items, units and answers."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import F, Prefetch, Q
from django.utils import timezone

from luzhi.core.calendar import prc_calendar
from luzhi.handling.days import rule_until, talk_until
from luzhi.handling.models import Answer, Commitment, Item, Matter, Referral, Reply, Talk
from luzhi.handling.workflow import Gap, MatterFacts
from luzhi.people.models import Organisation

GONE = ("transferred", "withdrawn")
WITH_UNIT = ("running", "objected")
MOST_WAITING = 200
MOST_SHOWN = 50


@dataclass(frozen=True)
class Cell:
    """One field of the matrix. `expected`: the unit owes an answer to this item."""

    item: Item
    unit: Organisation
    answer: Answer | None
    expected: bool

    @property
    def given(self) -> Answer | None:
        """The answer, once it is in effect; None while it is a draft for a letter."""
        return self.answer if self.answer is not None and not self.answer.draft else None

    @property
    def is_empty(self) -> bool:
        """The unit still owes the answer; a draft is none."""
        return self.expected and self.given is None

    @property
    def is_unwritten(self) -> bool:
        """The unit has not even drafted it."""
        return self.expected and self.answer is None


@dataclass(frozen=True)
class Matrix:
    """Items × units of one matter in its present round."""

    matter: Matter
    units: tuple[Organisation, ...]
    referrals: dict[int, Referral]  # by unit
    rows: tuple[tuple[Item, tuple[Cell, ...]], ...]
    homeless: tuple[Item, ...] = ()  # items that no unit has
    earlier: dict[tuple[int, int], Answer] = field(default_factory=dict)  # answers of rounds before this one
    unsigned: tuple[str, ...] = ()  # units whose letter of this round is in hand

    @property
    def cells(self) -> list[Cell]:
        return [cell for _item, cells in self.rows for cell in cells]

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Every empty cell, in the order of the items."""
        lost = {item.pk for item in self.homeless}
        found: list[Gap] = []
        for item, cells in self.rows:
            if item.pk in lost:
                found.append(Gap(str(item.number), ""))
            found += [Gap(str(item.number), str(cell.unit)) for cell in cells if cell.is_empty]
        return tuple(found)

    @property
    def raised(self) -> int:
        """Items that call for an answer."""
        return sum(item.state != "closed" for item, _cells in self.rows)

    @property
    def answered(self) -> int:
        """Items that every unit concerned has answered in this round."""
        return sum(is_full(item, cells) for item, cells in self.rows)

    def facts(self) -> MatterFacts:
        rules = self.matter.rules
        most = rules.rounds if rules else None
        return MatterFacts(
            items=len(self.rows), gaps=self.gaps, unsigned=self.unsigned,
            from_elsewhere=self.matter.origin_id is not None,
            rounds_left=most is None or self.matter.round < most, most_rounds=most or 0,
            after_rounds=rules.after_rounds if rules else "",
        )  # fmt: skip


def is_full(item: Item, cells: Sequence[Cell]) -> bool:
    """Whether an item has an answer from each unit that owes one, and at least one."""
    if item.state == "closed":
        return False
    return any(cell.given for cell in cells) and not any(cell.is_empty for cell in cells)


def read_matrix(matter: Matter) -> Matrix:
    """The matrix of one matter; four queries whatever its size."""
    return read_matrices([matter])[matter.pk]


def read_matrices(matters: Iterable[Matter]) -> dict[int, Matrix]:
    """Matrices of many matters at once; four queries whatever their number."""
    wanted = {matter.pk: matter for matter in matters}
    items: dict[int, list[Item]] = defaultdict(list)
    for item in Item.objects.filter(matter__in=wanted).order_by("number").prefetch_related("units"):
        items[item.matter_id].append(item)
    referrals: dict[int, list[Referral]] = defaultdict(list)
    for referral in Referral.objects.filter(matter__in=wanted).exclude(state__in=GONE).select_related("unit"):
        referrals[referral.matter_id].append(referral)
    answers: dict[int, list[Answer]] = defaultdict(list)
    for answer in Answer.objects.filter(item__matter__in=wanted).select_related("unit", "item").order_by("round"):
        answers[answer.item.matter_id].append(answer)
    return {pk: _assemble(matter, items[pk], referrals[pk], answers[pk]) for pk, matter in wanted.items()}


def _assemble(matter: Matter, items: list[Item], referrals: list[Referral], answers: list[Answer]) -> Matrix:
    order = {"lead": 0, "sole": 0}
    by_unit = {r.unit_id: r for r in sorted(referrals, key=lambda r: (order.get(r.mode, 1), r.pk))}
    units = {pk: referral.unit for pk, referral in by_unit.items()}
    given: dict[tuple[int, int], Answer] = {}
    earlier: dict[tuple[int, int], Answer] = {}
    for answer in answers:
        units.setdefault(answer.unit_id, answer.unit)
        place = given if answer.round == matter.round else earlier
        place[answer.item_id, answer.unit_id] = answer
    rows, homeless = [], []
    for item in items:
        only = {unit.pk for unit in item.units.all()}
        cells = tuple(
            Cell(item, unit, given.get((item.pk, pk)), owes_answer(item, matter, pk, by_unit, only))
            for pk, unit in units.items()
        )
        rows.append((item, cells))
        if calls_for_answer(item, matter) and not any(cell.expected or cell.answer for cell in cells):
            homeless.append(item)
    return Matrix(matter, tuple(units.values()), by_unit, tuple(rows), tuple(homeless), earlier)


def calls_for_answer(item: Item, matter: Matter) -> bool:
    """A closed item asks nothing more; what is done is not asked again in a later round."""
    return item.state != "closed" and not (matter.round > 1 and item.state == "done")


def owes_answer(item: Item, matter: Matter, unit_id: int, referrals: dict[int, Referral], only: set[int]) -> bool:
    return calls_for_answer(item, matter) and unit_id in referrals and (not only or unit_id in only)


def find_facts(matters: Iterable[Any]) -> dict[int, MatterFacts]:
    """Facts of many matters; five queries."""
    matrices = read_matrices(matters)
    unsigned = letters_in_hand(matrices)
    return {pk: replace(matrix, unsigned=unsigned.get(pk, ())).facts() for pk, matrix in matrices.items()}


def letters_in_hand(matters: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """By matter: the units whose letter of the present round is neither signed nor void."""
    rows = Reply.objects.filter(matter__in=list(matters), round=F("matter__round"))
    found: dict[int, tuple[str, ...]] = {}
    for matter, unit in rows.exclude(state__in=("signed", "void")).order_by("pk").values_list("matter", "unit__name"):
        found[matter] = (*found.get(matter, ()), unit)
    return found


# -- workplaces


@dataclass(frozen=True)
class FirstTalk:
    """By when a unit has to have talked with the proposers, and when it did (None: not on record)."""

    until: dt.date
    held_on: dt.date | None

    @property
    def is_late(self) -> bool:
        return self.held_on is None and timezone.localdate() > self.until


def first_talks(referrals: Sequence[Referral]) -> dict[int, FirstTalk]:
    """By referral, where the rules set a time for the first talk and the matter has proposers; two queries."""
    wanted = {r.pk: until for r in referrals if (until := talk_until(r)) is not None}
    matters = {r.matter_id for r in referrals if r.pk in wanted}
    raised = set(Item.proposers.through.objects.filter(item__matter__in=matters).values_list("item__matter", flat=True))
    held: dict[tuple[int, int], dt.date] = {}
    for matter, unit, day in Talk.objects.filter(matter__in=raised, unit__isnull=False).values_list(
        "matter", "unit", "held_on"
    ):
        held[matter, unit] = min(day, held.get((matter, unit), day))
    return {
        r.pk: FirstTalk(wanted[r.pk], held.get((r.matter_id, r.unit_id)))
        for r in referrals
        if r.pk in wanted and r.matter_id in raised
    }


def first_talk(referral: Referral) -> FirstTalk | None:
    """The same for one referral that its unit has."""
    return first_talks([referral]).get(referral.pk) if referral.state in WITH_UNIT else None


def returns_to_rule(body_id: int) -> list[tuple[Referral, dt.date | None]]:
    """Returns that units have asked for and nobody has ruled on, the oldest first, with the last day for it."""
    asked = Referral.objects.filter(body=body_id, state="objected").order_by("state_since", "pk")
    rows = asked.select_related("matter__rules", "unit", "suggested_unit")[:MOST_WAITING]
    return [(referral, rule_until(referral)) for referral in rows]


@dataclass(frozen=True)
class Waiting:
    """A matter that waits for a unit: which items it has not answered, and how long it has."""

    referral: Referral
    items: tuple[Item, ...]
    days_left: int | None  # working days; negative when the day has passed, None where no limit runs
    talk: FirstTalk | None = None

    @property
    def is_overdue(self) -> bool:
        return self.days_left is not None and self.days_left < 0


def waiting_for_units(unit_ids: Iterable[int], today: dt.date | None = None) -> list[Waiting]:
    """What the units have to answer, the most urgent first; seven queries."""
    day = today or timezone.localdate()
    referrals = list(
        Referral.objects.filter(unit__in=list(unit_ids), state__in=WITH_UNIT)
        .select_related("matter__rules", "unit")
        .order_by("due_on", "pk")[:MOST_WAITING]
    )
    matrices = read_matrices(referral.matter for referral in referrals)
    talks = first_talks(referrals)
    found = []
    for referral in referrals:
        cells = (cell for cell in matrices[referral.matter_id].cells if cell.unit.pk == referral.unit_id)
        unwritten = tuple(c.item for c in cells if c.is_unwritten)
        found.append(Waiting(referral, unwritten, days_left(referral.due_on, day), talks.get(referral.pk)))
    return sorted(found, key=lambda w: (w.days_left is None, w.days_left or 0, w.referral.pk))


def days_left(due: dt.date | None, today: dt.date) -> int | None:
    """Working days from today to the due day; None where there is none."""
    return None if due is None else prc_calendar().working_days_between(today, due)


def open_commitments_of(unit_ids: Iterable[int]) -> list[Commitment]:
    """Promises of the units that are neither kept, replaced nor given up, the earliest first."""
    found = Commitment.objects.filter(owner__in=list(unit_ids), state__in=("open", "reported"))
    return list(found.select_related("owner", "matter").order_by("keep_by", "pk")[:MOST_SHOWN])


@dataclass(frozen=True)
class Contribution:
    """What a person recommended and what came of it."""

    item: Item
    answers: tuple[Answer, ...]
    commitments: tuple[Commitment, ...]

    @property
    def matter(self) -> Matter:
        return self.item.matter


def contributions_of(person_ids: Iterable[int]) -> list[Contribution]:
    """What came of what these persons said: their items, the answers, the promises; the latest first, four queries."""
    items = (
        Item.objects.filter(pk__in=Item.proposers.through.objects.filter(person__in=list(person_ids)).values("item"))
        .select_related("matter")
        .prefetch_related(
            Prefetch("answers", Answer.objects.filter(draft=False).select_related("unit").order_by("-round", "pk")),
            Prefetch("matter__commitments", Commitment.objects.select_related("owner").order_by("pk")),
        )
        .order_by("-pk")[:MOST_SHOWN]
    )
    found = []
    for item in items:
        answers = tuple(item.answers.all())
        own = {answer.pk for answer in answers}
        promises = (c for c in item.matter.commitments.all() if c.answer_id is None or c.answer_id in own)
        found.append(Contribution(item, answers, tuple(promises)))
    return found


@dataclass(frozen=True)
class Silent:
    """Something open about which nothing has been heard since a day."""

    obj: Any
    since: dt.date
    days: int


def silent_longest(body_id: int, year: int, *, most: int = 10) -> list[Silent]:
    """The open recommendations and promises of a year in which nothing has moved for longest; two queries."""
    today = timezone.localdate()
    items = Item.objects.filter(body=body_id, matter__year=year, state__in=("sent", "answered", "in_action"))
    promises = Commitment.objects.filter(body=body_id, year=year, state__in=("open", "reported"))
    found: list[Silent] = []
    for records in (items.select_related("matter"), promises.select_related("matter", "owner")):
        for obj in records.order_by("state_since", "pk")[:most]:
            since = timezone.localtime(obj.state_since).date() if obj.state_since else today
            found.append(Silent(obj, since, (today - since).days))
    return sorted(found, key=lambda s: (s.since, s.obj.pk))[:most]


def overdue_commitments(body_id: int, today: dt.date | None = None) -> list[Commitment]:
    """Promises whose day has passed and which nobody has reported as kept: the alarm "answered but not done"."""
    day = today or timezone.localdate()
    found = Commitment.objects.filter(Q(keep_by__lt=day), body=body_id, state="open")
    return list(found.select_related("owner", "matter").order_by("keep_by", "pk")[:MOST_SHOWN])
