"""What becomes of answers and promises: reports of progress, alarms, and the step into the next year."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.access.roles import Role
from luzhi.common.audit import record_event
from luzhi.common.problems import Conflict, Problem
from luzhi.handling.models import Answer, CarriedOver, Commitment, Progress, RuleSet
from luzhi.handling.notices import tell_officers, tell_roles
from luzhi.handling.services import may_change_class, refuse_class
from luzhi.records.services import change_record, create_record

OPEN = ("open", "reported")


@transaction.atomic
def report_progress(answer: Answer, values: Mapping[str, Any], *, by: Actor) -> Progress:
    """Add a dated report to an answer in effect; a new class is kept on the answer as its class now.

    The class with which it was answered stays. Raises Conflict for a draft, Problem for a report older than the last
    one, or for a class that the rules do not know, Refused for a new class where the rules leave it to others.
    """
    locked = (
        Answer.objects.select_for_update(of=("self",)).select_related("item__matter__rules", "unit").get(pk=answer.pk)
    )
    if locked.draft:
        raise Conflict(_("The answer has not been signed yet; change it itself."))
    day: dt.date = values["reported_on"]
    last = locked.progress.order_by("-reported_on", "-pk").first()
    earliest = last.reported_on if last else locked.answered_on
    if earliest and day < earliest:
        raise Problem(_("A report cannot be older than what was reported on %(day)s.") % {"day": earliest})
    code = values.get("class_after") or locked.now_class
    rules = locked.item.matter.rules
    if code != locked.now_class and not may_change_class(rules, by, locked.unit_id):
        refuse_class(rules)
    meaning = meaning_of(locked, code)
    row = Progress(
        answer=locked, commitment=values.get("commitment"), reported_on=day, text=values["text"],
        class_before=locked.now_class, meaning_before=locked.now_meaning, class_after=code, meaning_after=meaning,
        author=str(by),
    )  # fmt: skip
    create_record(row, by=by)
    if (code, meaning) != (locked.now_class, locked.now_meaning):
        change_record(locked, {"now_class": code, "now_meaning": meaning}, by=by, seen_version=locked.version)
    return row


def meaning_of(answer: Answer, code: str) -> str:
    """What a class means under the rules by which the answer was given."""
    rules = answer.item.matter.rules
    if rules is None or not rules.codes("classes"):
        return answer.now_meaning if code == answer.now_class else ""
    found = rules.meaning("classes", code)
    if code and not found:
        raise Problem(_("“%(code)s” is not one of the classes of the rules in force.") % {"code": code})
    return found


def followed_answers(body_id: int) -> Any:
    """Answers of a body in effect whose class now is one that its rules want followed until it is done."""

    wanted = Q(pk__in=[])
    for rules in RuleSet.objects.filter(body=body_id).exclude(followed=""):
        wanted |= Q(item__matter__rules=rules, now_class__in=rules.followed.split())
    found = Answer.objects.filter(wanted, body=body_id, draft=False).exclude(item__state__in=("done", "closed"))
    return found.select_related("item__matter", "unit")


@transaction.atomic
def carry_over(body_id: int, year: int) -> int:
    """Note what was still open when a year began: promises of earlier years, and answers that are followed.

    Returns how many lines are new; a second run adds none. A promise that ended in the year itself was carried into
    it; one that ended before was not.
    """
    new = 0
    still = Q(ended_on=None, state__in=OPEN) | Q(ended_on__gte=dt.date(year, 1, 1))
    promises = Commitment.objects.filter(still, body=body_id, year__lt=year).exclude(carried__year=year)
    for promise in promises.order_by("pk"):
        row = CarriedOver(body_id=body_id, year=year, commitment=promise, unit_id=promise.owner_id, since=promise.year)
        create_record(row, by=None)
        new += 1
    answers = followed_answers(body_id).filter(item__matter__year__lt=year).exclude(carried__year=year)
    for answer in answers.order_by("pk"):
        since = answer.item.matter.year
        create_record(
            CarriedOver(body_id=body_id, year=year, answer=answer, unit_id=answer.unit_id, since=since), by=None
        )
        new += 1
    return new


def note_broken_promises(today: dt.date | None = None) -> int:
    """Write once, for each promise past its day, since when; tell who made it and the office. How many were new."""
    day = today or timezone.localdate()
    late = Commitment.objects.filter(state="open", keep_by__lt=day, overdue_on=None).select_related("owner", "matter")
    found = 0
    for promise in late.iterator(chunk_size=500):
        if promise.keep_by is None:
            continue
        since = promise.keep_by + dt.timedelta(days=1)
        with transaction.atomic():
            if not Commitment.objects.filter(pk=promise.pk, overdue_on=None).update(overdue_on=since):
                continue
            record_event(actor=None, verb="overdue", obj=promise, changes={"overdue_on": [None, str(since)]})
            raise_alarm(promise)
        found += 1
    return found


def raise_alarm(promise: Commitment) -> None:
    def write() -> str:
        return _("%(unit)s promised “%(promise)s” by %(day)s; nothing shows that it was kept.") % {
            "unit": promise.owner, "promise": promise, "day": f"{promise.keep_by:%Y-%m-%d}",
        }  # fmt: skip

    tell_officers(promise.owner_id, "commitment.overdue", promise, write)
    tell_roles(promise, (Role.STAFF,), "commitment.overdue", write)
