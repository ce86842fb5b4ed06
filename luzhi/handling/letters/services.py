"""Writes over a reply letter: its first draft, its countersignatures, its number, and what takes effect with it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.access.roles import Role
from luzhi.common.papers import write_pdf
from luzhi.common.problems import Conflict, Refused
from luzhi.handling.letters.composing import describe_subject, make_paper, scope_of, write_content
from luzhi.handling.letters.scanning import count_pages
from luzhi.handling.models import Answer, Countersignature, LetterSeries, Matter, Opinion, Reply
from luzhi.handling.notices import tell_officers
from luzhi.handling.queries import read_matrix
from luzhi.handling.services import settle_matter
from luzhi.people.models import Organisation
from luzhi.records.services import change_record, create_record
from luzhi.workflow.engine import Taken, perform

WRITTEN = ("drafting", "countersigning")
CARRIED = ("mark", "word", "signer", "contact", "phone", "copies")  # what a unit's letters have in common
CLOSING = "感谢你们对我们工作的关心和支持。"


@transaction.atomic
def begin_reply(matter: Matter, unit: Organisation, *, by: Actor) -> Reply:
    """The unit's reply in the matter's present round; the one in hand if there is one, else a new draft.

    What the unit's last letter said about itself stands in the new one. Raises Conflict once the matter is closed.
    """
    locked = Matter.objects.select_for_update(of=("self",)).get(pk=matter.pk)
    found = Reply.objects.filter(matter=locked, unit=unit, round=locked.round).exclude(state="void").first()
    if found is not None:
        return found
    if locked.state == "closed":
        raise Conflict(_("“%(matter)s” is closed; no further letter can be begun.") % {"matter": locked})
    last = Reply.objects.filter(body=locked.body_id, unit=unit).order_by("-pk").first()
    head = {name: getattr(last, name) for name in CARRIED} if last else {"mark": str(unit)}
    subject = describe_subject(locked)
    reply = Reply(
        matter=locked, unit=unit, round=locked.round, title=subject.title, salutation=subject.salutation[:200],
        opening=subject.opening, closing=CLOSING, result_class=weakest_class(locked, unit), **head,
    )  # fmt: skip
    return create_record(reply, by=by)  # type: ignore[no-any-return]


def weakest_class(matter: Matter, unit: Organisation) -> str:
    """The class of the answer that is furthest from done, as a beginning for the class of the whole letter."""
    order = [code.code for code in matter.rules.codes("classes")] if matter.rules else []
    given = Answer.objects.filter(item__matter=matter, unit=unit, round=matter.round).values_list(
        "result_class", flat=True
    )
    known = [code for code in given if code in order]
    return max(known, key=order.index) if known else ""


def change_reply(reply: Reply, values: Mapping[str, Any], *, by: Actor, seen_version: int) -> Reply:
    """Change the words of a letter while it is drafted. Raises Conflict afterwards, Stale when somebody was faster."""
    if Reply.objects.get(pk=reply.pk).state not in WRITTEN:
        raise Conflict(_("The letter has been handed in; it can be changed when it has been returned to the unit."))
    return change_record(reply, values, by=by, seen_version=seen_version)  # type: ignore[no-any-return]


# -- what the steps of a reply do besides


def ask_joint_units(taken: Taken) -> None:
    """Each joint unit is asked anew, since the draft may have changed; its officers are told."""
    reply: Reply = taken.obj
    for unit in joint_units(reply):
        Countersignature.objects.update_or_create(
            reply=reply, unit=unit,
            defaults={
                "body_id": reply.body_id, "opinion": Opinion.ASKED, "remark": "", "given_on": None, "given_by": "",
            },
        )  # fmt: skip
        tell_officers(
            unit.pk, "reply.countersign", reply,
            lambda: _("Please countersign the reply of %(unit)s to “%(matter)s”.")
            % {"unit": reply.unit, "matter": reply.matter},
        )  # fmt: skip


def joint_units(reply: Reply) -> list[Organisation]:
    return [unit for unit in scope_of(read_matrix(reply.matter), reply.unit) if unit.pk != reply.unit_id]


def reserve_number(taken: Taken) -> None:
    """The unit's next number of the year under its word. A letter that was returned keeps the number it has."""
    reply: Reply = taken.obj
    if reply.number is not None:
        return
    year = timezone.localdate().year
    key: dict[str, Any] = {"body_id": reply.body_id, "unit_id": reply.unit_id, "word": reply.word, "year": year}
    LetterSeries.objects.get_or_create(**key)
    series = LetterSeries.objects.select_for_update(of=("self",)).get(**key)
    series.last += 1
    series.save(update_fields=["last"])
    reply.number, reply.year = series.last, year
    reply.save(update_fields=["number", "year", "updated_at"])


def freeze(taken: Taken) -> None:
    """From now on the letter says what it says now, whatever happens in the matrix; its pages are counted."""
    reply: Reply = taken.obj
    reply.content = {**write_content(reply), "day": timezone.localdate().isoformat()}
    reply.pages = count_pages(write_pdf(make_paper(reply)))
    reply.save(update_fields=["content", "pages", "updated_at"])


def thaw(taken: Taken) -> None:
    reply: Reply = taken.obj
    reply.content, reply.pages = {}, None
    reply.save(update_fields=["content", "pages", "updated_at"])


def take_effect(taken: Taken) -> None:
    """The drafts in the letter become the unit's answers, dated on the day of the signature."""
    reply: Reply = taken.obj
    reply.signed_on = taken.answers.get("signed_on") or timezone.localdate()
    reply.save(update_fields=["signed_on", "updated_at"])
    units = scope_of(read_matrix(reply.matter), reply.unit)
    drafts = Answer.objects.filter(item__matter=reply.matter_id, round=reply.round, unit__in=units, draft=True)
    for answer in drafts:
        own = answer.unit_id == reply.unit_id
        day = reply.signed_on if own else answer.answered_on
        change_record(answer, {"draft": False, "answered_on": day}, by=taken.by, seen_version=answer.version)
    settle_matter(reply.matter_id)


@transaction.atomic
def countersign(reply: Reply, unit: Organisation, *, agrees: bool, remark: str, by: Actor) -> Countersignature:
    """A joint unit's opinion on the lead unit's draft. An objection says why; the lead unit is told of it."""
    locked = Reply.objects.select_for_update(of=("self",)).get(pk=reply.pk)
    if locked.state != "countersigning":
        raise Conflict(_("The letter is not out for countersigning any more."))
    if not (by.holds(Role.STAFF) or by.serves(unit.pk)):
        raise Refused(_("Only an officer of the unit countersigns for it."))
    row = locked.countersignatures.filter(unit=unit).first()
    if row is None:
        raise Refused(_("This unit has not been asked."))
    values = {
        "opinion": Opinion.AGREED if agrees else Opinion.OBJECTED, "remark": remark,
        "given_on": timezone.localdate(), "given_by": str(by),
    }  # fmt: skip
    row = change_record(row, values, by=by, seen_version=row.version)
    if not agrees:
        tell_officers(
            locked.unit_id, "reply.objection", locked,
            lambda: _("%(unit)s does not countersign the reply to “%(matter)s”.")
            % {"unit": unit, "matter": locked.matter},
        )  # fmt: skip
    return row  # type: ignore[no-any-return]


def sign_by_scan(reply: Reply, signed_on: dt.date) -> None:
    """The signed copy is the letter that was sent out: the installation itself takes the step."""
    perform(reply, "match", by=None, answers={"signed_on": signed_on})
