"""Matters sent up or down to another body of the installation: carried on there, and the answer comes back."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from luzhi.access.roles import Role
from luzhi.handling.letters.composing import said
from luzhi.handling.models import Answer, Item, Matter, Referral
from luzhi.handling.notices import tell_roles
from luzhi.handling.queries import read_matrix
from luzhi.records.services import change_record, create_record
from luzhi.workflow.engine import perform


def pass_to_body(referral: Referral) -> Matter | None:
    """Enter the matter at the other body, with the items that are its to answer; None where it is not of this house.

    Names of proposers stay at home. In a later round the matter goes back to the units there.
    """
    if referral.to_body_id is None:
        return None
    there = Matter.objects.filter(origin=referral).first()
    if there is not None:
        if there.state == "answered":
            perform(there, "rehandle", by=None, reason=str(_("asked again by %(body)s") % {"body": referral.body}))
        return there
    home = referral.matter
    there = Matter(
        body_id=referral.to_body_id, title=home.title, topic=home.topic, occasion=home.occasion,
        year=timezone.localdate().year, raised_on=timezone.localdate(), origin=referral,
    )  # fmt: skip
    create_record(there, by=None)
    for number, item in enumerate(items_for(referral), 1):
        create_record(
            Item(
                body_id=referral.to_body_id, matter=there, number=number, text=item.text, particulars=item.particulars
            ),
            by=None,
        )
    tell_office(there, lambda: _("%(body)s has sent “%(matter)s” here.") % {"body": referral.body, "matter": there})
    return there


def items_for(referral: Referral) -> list[Item]:
    """The items that the other body has to answer, in their order."""
    matrix = read_matrix(referral.matter)
    return [cell.item for cell in matrix.cells if cell.unit.pk == referral.unit_id and (cell.expected or cell.answer)]


def tell_office(matter: Matter, write: Any) -> None:
    """The office of the body that has the matter."""
    tell_roles(matter, (Role.STAFF, Role.DISPATCHER), "matter.sent_here", write)


def bring_answers_home(there: Matter) -> None:
    """The answers given at the other body become the answer of that body in the matrix at home."""
    referral = Referral.objects.select_related("matter", "unit").get(carried_on=there)
    home = items_for(referral)
    for (_item, cells), item in zip(read_matrix(there).rows, home, strict=False):
        given = [cell.given for cell in cells if cell.given is not None]
        if not given:
            continue
        text = "\n".join(f"{answer.unit}：{said(answer)}" for answer in given)
        days = [answer.answered_on for answer in given if answer.answered_on]
        write_home(referral, item, text, max(days) if days else timezone.localdate())


def write_home(referral: Referral, item: Item, text: str, day: dt.date) -> None:
    round_no = referral.matter.round
    found = Answer.objects.filter(item=item, unit=referral.unit_id, round=round_no).first()
    if found is not None:
        change_record(found, {"text": text, "answered_on": day}, by=None, seen_version=found.version)
        return
    create_record(
        Answer(
            body_id=referral.body_id, item=item, unit_id=referral.unit_id, round=round_no, text=text, answered_on=day
        ),
        by=None,
    )


def send_back(there: Matter, reason: str) -> None:
    """The other body does not take the matter: the referral at home ends, and the office there decides anew."""
    referral = Referral.objects.select_related("matter").get(carried_on=there)
    if referral.state in ("running", "objected"):
        perform(referral, "refused_there", by=None, reason=reason)
    tell_office(
        referral.matter,
        lambda: (
            _("%(body)s has sent “%(matter)s” back: %(reason)s")
            % {"body": there.body, "matter": referral.matter, "reason": reason}
        ),
    )
