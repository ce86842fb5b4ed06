"""Reads over reply letters."""

from collections.abc import Iterable
from typing import Any

from luzhi.access.actors import Actor
from luzhi.access.roles import Role
from luzhi.handling.letters.composing import cells_of, scope_of
from luzhi.handling.letters.workflow import JOINT, ReplyFacts
from luzhi.handling.models import Countersignature, Matter, Opinion, Reply, Scan
from luzhi.handling.queries import read_matrices
from luzhi.handling.workflow import UNIT, Gap


def facts_of_replies(replies: Iterable[Any]) -> dict[int, ReplyFacts]:
    """Facts of many replies; a fixed number of queries."""
    rows = Reply.objects.filter(pk__in=[reply.pk for reply in replies]).select_related("unit", "matter__rules")
    found_rows = list(rows)
    matters: dict[int, Matter] = {row.matter_id: row.matter for row in found_rows}
    matrices = read_matrices(matters.values())
    signatures: dict[int, list[Countersignature]] = {}
    for signature in Countersignature.objects.filter(reply__in=found_rows).select_related("unit"):
        signatures.setdefault(signature.reply_id, []).append(signature)
    scanned = set(Scan.objects.filter(reply__in=found_rows).values_list("reply", flat=True))
    found = {}
    for row in found_rows:
        matrix = matrices[row.matter_id]
        units = scope_of(matrix, row.unit)
        agreed = {s.unit_id for s in signatures.get(row.pk, []) if s.opinion == Opinion.AGREED}
        gaps = tuple(
            Gap(str(item.number), str(cell.unit))
            for item, cells in cells_of(matrix, units)
            for cell in cells
            if cell.expected and cell.answer is None
        )
        found[row.pk] = ReplyFacts(
            gaps=gaps if row.round == row.matter.round else (),
            joint=len(units) - 1,
            waiting=tuple(str(unit) for unit in units[1:] if unit.pk not in agreed),
            has_word=bool(row.word.strip()),
            has_contact=bool(row.contact.strip() and row.phone.strip()),
            class_missing=bool(row.matter.rules and row.matter.rules.codes("classes")) and not row.result_class,
            scans=int(row.pk in scanned),
        )
    return found


def roles_on_reply(actor: Actor, obj: Any) -> set[str]:
    """Unit: an officer of the signing unit. Joint: an officer of a unit asked to countersign."""
    if not actor.holds(Role.OFFICER) or not actor.unit_ids:
        return set()
    found = {UNIT} if obj.unit_id in actor.unit_ids else set()
    if Countersignature.objects.filter(reply=obj.pk, unit__in=actor.unit_ids, opinion=Opinion.ASKED).exists():
        found.add(JOINT)
    return found
