"""The class of what a unit answered as a whole, and of a whole matter: what cities publish as A, B and C.

The signed letter's class is the unit's. Without a letter it is that of the item furthest from done: the last in the
order of the rules. A matter has the class of its sole or lead unit; of separate units again the one furthest from done.
"""

from collections.abc import Iterable, Sequence

from django.db import transaction

from luzhi.handling.models import Answer, Matter, Mode, Referral, Reply
from luzhi.handling.queries import Cell, Matrix, read_matrix
from luzhi.handling.signals import matter_classed

Result = tuple[str, str]  # the code and its meaning
NONE: Result = ("", "")
MOST_AT_ONCE = 5000


def note_results(matrix: Matrix, *, complete: bool) -> None:
    """Keep the classes of the units that have answered, and of the matter once all have; one query if none is new."""
    matter = matrix.matter
    signed = dict(
        Reply.objects.filter(matter=matter, round=matter.round, state="signed")
        .exclude(result_class="")
        .values_list("unit", "result_class")
    )
    by_unit: dict[int, Result] = {}
    for unit, referral in matrix.referrals.items():
        cells = [cell for cell in matrix.cells if cell.unit.pk == unit]
        by_unit[unit] = result_of_unit(matter, cells, signed.get(unit, ""))
        keep(referral, by_unit[unit])
    found = result_of_matter(matter, matrix.referrals.values(), by_unit) if complete else NONE
    if keep(matter, found):
        matter_classed.send(Matter, matter=matter)


def keep(record: Matter | Referral, result: Result) -> bool:
    """Write a class where it is another one than before; whether it was."""
    if (record.result_class, record.result_meaning) == result:
        return False
    record.result_class, record.result_meaning = result
    type(record)._default_manager.filter(pk=record.pk).update(result_class=result[0], result_meaning=result[1])
    return True


def result_of_unit(matter: Matter, cells: Sequence[Cell], signed: str) -> Result:
    """The class of a unit's column; none while a cell is empty."""
    if not any(cell.given for cell in cells) or any(cell.is_empty for cell in cells):
        return NONE
    given = [(a.result_class, a.class_meaning) for cell in cells if (a := cell.given) is not None and a.result_class]
    meaning = matter.rules.meaning("classes", signed) if signed and matter.rules else ""
    return (signed, meaning) if signed else furthest(matter, given)


def result_of_matter(matter: Matter, referrals: Iterable[Referral], by_unit: dict[int, Result]) -> Result:
    """That of the sole or lead unit, or of the separate ones the furthest from done; joint units have no say."""
    rows = list(referrals)
    first = [by_unit[r.unit_id] for r in rows if r.mode in (Mode.SOLE, Mode.LEAD)]
    found = first or [by_unit[r.unit_id] for r in rows if r.mode != Mode.JOINT]
    return furthest(matter, [result for result in found if result[0]])


def furthest(matter: Matter, results: Sequence[Result]) -> Result:
    """The last in the order of the rules' classes; where they name none, in the order of the codes."""
    order = [code.code for code in matter.rules.codes("classes")] if matter.rules else []
    return max(results, key=lambda r: (order.index(r[0]) if r[0] in order else len(order), r[0]), default=NONE)


def note_missing_results() -> int:
    """Give matters that were answered before classes were kept their class; how many got one. Safe to run again."""
    classed = Answer.objects.filter(draft=False).exclude(result_class="").values("item__matter")
    open_ones = Matter.objects.filter(state__in=("answered", "closed"), result_class="", pk__in=classed)
    found = 0
    for matter in open_ones.select_related("rules").order_by("pk")[:MOST_AT_ONCE]:
        with transaction.atomic():
            note_results(read_matrix(matter), complete=True)
        found += bool(matter.result_class)
    return found
