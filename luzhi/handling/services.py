"""Writes over several records of handling: answering a cell, and keeping states in step with the matrix."""

from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from luzhi.access.actors import Actor
from luzhi.access.roles import Role
from luzhi.common.problems import Conflict, Refused
from luzhi.handling.codes import Code
from luzhi.handling.days import rate_until
from luzhi.handling.models import Answer, Commitment, Desk, Item, Matter, Mode, Referral, RuleSet, Verdict
from luzhi.handling.queries import Cell, calls_for_answer, is_full, read_matrix
from luzhi.handling.results import note_results
from luzhi.people.models import Organisation, Person
from luzhi.records.services import Stale, change_record, create_record
from luzhi.workflow.engine import perform


@transaction.atomic
def answer_cell(
    item: Item, unit: Organisation, values: Mapping[str, Any], *, by: Actor, seen_version: int = 0,
    promise: Mapping[str, Any] | None = None,
) -> Answer:  # fmt: skip
    """Fill or change one cell of the matrix in the matter's present round, with a promise if one is given.

    `seen_version` 0 means the cell was empty when the form was opened. Raises Stale when somebody has filled or changed
    it since, Conflict when the matter has been closed, Refused for a class that the rules leave others to change.
    """
    matter = Matter.objects.select_for_update(of=("self",)).get(pk=item.matter_id)
    if matter.state == "closed":
        raise Conflict(_("“%(matter)s” is closed; open it again before answers are changed.") % {"matter": matter})
    answer = Answer.objects.filter(item=item, unit=unit, round=matter.round).first()
    values = {**values, "class_meaning": class_meaning(matter, values)}
    values |= {"now_class": values.get("result_class", ""), "now_meaning": values["class_meaning"]}
    if by_letter(matter, by):
        if answer is not None and not answer.draft:
            raise Conflict(_("This answer has been signed; report what has become of it since instead."))
        values["draft"] = True
    elif answer is None or answer.draft:
        values["draft"] = False
    if answer is None:
        answer = create_record(Answer(item=item, unit=unit, round=matter.round, **values), by=by)
    elif not seen_version:
        raise Stale(answer)
    else:
        check_class(answer, values.get("result_class", ""), by)
        answer = change_record(answer, values, by=by, seen_version=seen_version)
    if promise and promise.get("text"):
        day = values.get("answered_on") or timezone.localdate()
        create_record(
            Commitment(
                matter=matter, answer=answer, owner=unit, year=day.year, promised_on=day,
                text=promise["text"], keep_by=promise.get("keep_by"),
            ),
            by=by,
        )  # fmt: skip
    return answer  # type: ignore[no-any-return]


def by_letter(matter: Matter, by: Actor) -> bool:
    """Whether what the actor enters is a draft for a letter. What the office enters has happened: it came on paper or
    was said in a meeting."""
    return bool(matter.rules and matter.rules.letters) and not by.holds(Role.STAFF)


def desks_of(actor: Actor, unit_id: int) -> set[Desk]:
    """As whom the actor may touch what a unit answered."""
    found = {Desk.UNIT} if actor.serves(unit_id) else set()
    return found | {
        desk for desk, role in ((Desk.STAFF, Role.STAFF), (Desk.DISPATCHER, Role.DISPATCHER)) if actor.holds(role)
    }


def may_change_class(rules: RuleSet | None, actor: Actor, unit_id: int) -> bool:
    """Whether the rules let the actor change the class of an answer that has been given."""
    return rules is None or any(rules.allows("class_changers", desk) for desk in desks_of(actor, unit_id))


def check_class(answer: Answer, code: str, by: Actor) -> None:
    """Raise Refused when the class of an answer in effect would change by somebody whom the rules do not name."""
    rules = answer.item.matter.rules
    if not answer.draft and code != answer.result_class and not may_change_class(rules, by, answer.unit_id):
        refuse_class(rules)


def refuse_class(rules: RuleSet | None) -> NoReturn:
    names = RuleSet._meta.get_field("class_changers").to_words(rules.class_changers if rules else "")
    raise Refused(_("The rules leave changing a result class to: %(names)s.") % {"names": names})


def class_meaning(matter: Matter, values: Mapping[str, Any]) -> str:
    """What the class of an answer means under the matter's rules; as typed where it has none."""
    found = matter.rules.meaning("classes", values.get("result_class", "")) if matter.rules else ""
    return found or str(values.get("class_meaning", ""))


# Where a body's rules name no scale, the words of the national platform are used.
USUAL_RATINGS = (
    Code("1", gettext_noop("satisfied")),
    Code("2", gettext_noop("basically satisfied")),
    Code("3", gettext_noop("not satisfied")),
)
USUALLY_UNSATISFIED = ("3",)


def ratings_of(matter: Matter, name: str = "ratings") -> tuple[Code, ...]:
    """The scale by which the answers of a matter are rated: its rules', or the usual one for the result."""
    found = matter.rules.codes(name) if matter.rules else ()
    if found or name != "ratings":
        return found
    return tuple(Code(code.code, _(code.meaning)) for code in USUAL_RATINGS)


def opens_second_round(matter: Matter, code: str) -> bool:
    if matter.rules and matter.rules.ratings:
        return code in matter.rules.unsatisfied.split()
    return code in USUALLY_UNSATISFIED


def weigh_rating(matter: Matter, code: str) -> dict[str, bool]:
    """How a rating counts in the published rate of satisfaction, as the rules say."""
    rules = matter.rules
    named = rules.content.split() if rules else []
    content = code in named if named else not opens_second_round(matter, code)
    return {"content": content, "counted": rules is None or code not in rules.uncounted_ratings.split()}


@transaction.atomic
def give_verdict(matter: Matter, person: Person, values: Mapping[str, Any], *, by: Actor) -> Verdict:
    """Record what a proposer thinks of the answers of the present round; a second one replaces the first.

    Raises Conflict while answers are missing, once the matter is closed, and when the rules' time for it is over: who
    was silent until then has not evaluated.
    """
    locked = Matter.objects.select_for_update(of=("self",)).select_related("rules").get(pk=matter.pk)
    if locked.state != "answered":
        raise Conflict(_("A verdict is given when all answers are in, and before the matter is closed."))
    until = rate_until(locked)
    if until is not None and timezone.localdate() > until:
        raise Conflict(
            _("Verdicts were taken until %(day)s; who gave none by then counts as “not evaluated”.") % {"day": until}
        )
    meanings = {
        "result_meaning": next((c.meaning for c in ratings_of(locked) if c.code == values["result"]), ""),
        "attitude_meaning": next(
            (c.meaning for c in ratings_of(locked, "attitudes") if c.code == values.get("attitude")), ""
        ),
        "satisfied": not opens_second_round(locked, values["result"]),
        **weigh_rating(locked, values["result"]),
        "given_on": timezone.localdate(),
    }
    found = Verdict.objects.filter(matter=locked, person=person, round=locked.round).first()
    if found is None:
        verdict = Verdict(matter=locked, person=person, round=locked.round, **values, **meanings)
        return create_record(verdict, by=by)  # type: ignore[no-any-return]
    return change_record(found, {**values, **meanings}, by=by, seen_version=found.version)  # type: ignore[no-any-return]


@transaction.atomic
def settle_matter(matter_id: int) -> None:
    """Bring the states of items, referrals and matter into step with the matrix. Safe to call at any time."""
    matter = Matter.objects.select_for_update(of=("self",)).select_related("rules").get(pk=matter_id)
    if matter.state == "closed":
        return
    matrix = read_matrix(matter)
    for item, cells in matrix.rows:
        settle_item(matter, item, cells)
    for unit_id, referral in matrix.referrals.items():
        settle_referral(matter, referral, [cell for cell in matrix.cells if cell.unit.pk == unit_id])
    complete = bool(matrix.raised) and not matrix.gaps
    if matter.state != "raised" or matrix.answered:
        note_results(matrix, complete=complete)
    if complete and matter.state in ("raised", "sent"):
        perform(matter, "answer", by=None)
    elif not complete and matter.state == "answered":
        perform(matter, "miss", by=None)


def settle_item(matter: Matter, item: Item, cells: Sequence[Cell]) -> None:
    """An item is answered when each unit that owes an answer has given it, and sent while one is missing."""
    if not calls_for_answer(item, matter):
        return
    full = is_full(item, cells)
    known = full or (matter.round > 1 and item.fully_answered)
    if known != item.fully_answered:
        Item.objects.filter(pk=item.pk).update(fully_answered=known)
    if full and item.state in ("raised", "sent"):
        perform(item, "answer", by=None)
    elif not full and item.state == "answered":
        perform(item, "miss", by=None)
    elif item.state == "raised" and matter.state != "raised":
        perform(item, "send", by=None)


def settle_referral(matter: Matter, referral: Referral, cells: Sequence[Cell]) -> None:
    """A unit has answered when no cell of its column is empty; a referral made after sending starts at once.

    A joint unit has answered when the lead unit has its part, though it takes effect with the lead unit's letter only.
    """
    if referral.mode == Mode.JOINT:
        full = any(cell.answer for cell in cells) and not any(cell.is_unwritten for cell in cells)
    else:
        full = any(cell.given for cell in cells) and not any(cell.is_empty for cell in cells)
    if full and referral.state in ("waiting", "running", "objected"):
        perform(referral, "answer", by=None)
    elif not full and referral.state == "answered":
        perform(referral, "miss", by=None)
    elif referral.state == "waiting" and matter.state != "raised":
        perform(referral, "start", by=None)
