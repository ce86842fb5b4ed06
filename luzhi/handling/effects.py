"""What a step of handling does besides changing the state."""

from django.utils import timezone

from luzhi.core.clock import EntryKind as Kind
from luzhi.handling import clocks
from luzhi.handling.days import base_day
from luzhi.handling.dispatch.bodies import bring_answers_home, pass_to_body, send_back
from luzhi.handling.models import Answer, ClockEntry, Commitment, Item, Matter, Referral, TransferEffect
from luzhi.handling.notices import tell_proposers, tell_unit
from luzhi.handling.services import settle_matter
from luzhi.handling.signals import matter_answered, matter_missed, matter_sent
from luzhi.records.services import create_record
from luzhi.workflow.engine import Taken, perform


def start_referrals(taken: Taken) -> None:
    """The matter keeps the rules of this day; each unit's clock starts."""
    matter: Matter = taken.obj
    clocks.fix_rules(matter)
    settle_matter(matter.pk)
    matter_sent.send(Matter, matter=matter, by=taken.by)


def begin_round(taken: Taken) -> None:
    """Every unit that had answered gets the matter back, with a new clock; what is done is not asked again."""
    matter: Matter = taken.obj
    matter.round += 1
    matter.save(update_fields=["round", "updated_at"])
    for referral in Referral.objects.filter(matter=matter, state="answered"):
        perform(referral, "again", by=None)
    settle_matter(matter.pk)


def settle(taken: Taken) -> None:
    settle_matter(getattr(taken.obj, "matter_id", taken.obj.pk))


def announce_answers(taken: Taken) -> None:
    tell_proposers(taken.obj)
    if taken.obj.origin_id is not None:
        bring_answers_home(taken.obj)
    matter_answered.send(Matter, matter=taken.obj)


def send_back_home(taken: Taken) -> None:
    send_back(taken.obj, taken.reason)


def announce_gap(taken: Taken) -> None:
    matter_missed.send(Matter, matter=taken.obj)


def start_clock(taken: Taken) -> None:
    """The first entry of the ledger; a day given beforehand is kept, for matters entered after the fact."""
    referral: Referral = taken.obj
    clocks.fix_rules(referral.matter)
    if taken.step.name == "again" or referral.sent_on is None:
        referral.sent_on = timezone.localdate()
    if taken.step.name == "again":
        referral.overdue_on = None  # of this round; that of the round before is in the history
    referral.answered_on = None
    at_once = Referral.objects.filter(body=referral.body_id, unit=referral.unit_id, sent_on=referral.sent_on)
    volume = at_once.exclude(pk=referral.pk).count() + 1
    rules = referral.matter.rules
    start = base_day(referral, rules.reply_base) if rules else referral.sent_on
    clocks.write_entry(referral, Kind.START, by=taken.by, at=start, volume=volume)
    clocks.restate(referral)
    recount_bonus(referral, volume)
    tell_unit(referral)
    pass_to_body(referral)


def recount_bonus(referral: Referral, volume: int) -> None:
    """When this referral earns its unit more time for many matters at once, the others of the day get it too."""
    rule = clocks.rule_of(referral)
    if rule is None or volume not in {bonus.at_least for bonus in rule.bonuses}:
        return
    others = Referral.objects.filter(body=referral.body_id, unit=referral.unit_id, sent_on=referral.sent_on)
    for other in others.exclude(pk=referral.pk).filter(state__in=("running", "objected")).select_related("matter"):
        ClockEntry.objects.filter(referral=other, round=other.matter.round, kind=Kind.START.value).update(volume=volume)
        clocks.restate(other)


def stop_clock(taken: Taken) -> None:
    """The day of the unit's last answer ends its time; it is unknown where the answers bear no day."""
    referral: Referral = taken.obj
    found = Answer.objects.filter(item__matter=referral.matter_id, unit=referral.unit_id, round=referral.matter.round)
    days = [day for day in found.values_list("answered_on", flat=True) if day]
    referral.answered_on = max(days) if days else None
    start = referral.entries.filter(round=referral.matter.round, kind=Kind.START.value).first()
    if start is not None:
        at = max(referral.answered_on or timezone.localdate(), start.at)
        clocks.write_entry(referral, Kind.ANSWER, by=taken.by, at=at)
    clocks.restate(referral)


def restart_clock(taken: Taken) -> None:
    """An answer has been taken back: the entry that stopped the clock has no effect any more."""
    referral: Referral = taken.obj
    referral.answered_on = None
    referral.entries.filter(round=referral.matter.round, kind=Kind.ANSWER.value).update(approved=False)
    clocks.restate(referral)


def note_objection(taken: Taken) -> None:
    referral: Referral = taken.obj
    referral.suggested_unit = taken.answers.get("unit")
    clocks.write_entry(referral, Kind.OBJECT, by=taken.by, reason=taken.reason)
    clocks.restate(referral)


def refuse_objection(taken: Taken) -> None:
    referral: Referral = taken.obj
    rule = clocks.rule_of(referral)
    if rule is not None and rule.objection_pauses:
        clocks.write_entry(referral, Kind.RESUME, by=taken.by, reason=taken.reason)
    clocks.restate(referral)


def pass_on(taken: Taken) -> None:
    """The next unit gets the matter in the same mode, and the items that were for the first unit only."""
    referral: Referral = taken.obj
    unit = taken.answers["unit"]
    clocks.write_entry(referral, Kind.TRANSFER, by=taken.by, reason=taken.reason)
    clocks.restate(referral)
    rules = referral.matter.rules
    keeps_start = rules is not None and rules.transfer == TransferEffect.CONTINUES
    for item in Item.objects.filter(matter=referral.matter_id, units=referral.unit_id):
        item.units.remove(referral.unit_id)
        item.units.add(unit)
    create_record(
        Referral(
            matter=referral.matter, unit=unit, mode=referral.mode, passed_from=referral,
            sent_on=referral.sent_on if keeps_start else None,
        ),
        by=taken.by,
    )  # fmt: skip


def note_end(taken: Taken) -> None:
    """The day on which a promise was kept, replaced or given up; none while it is open."""
    promise: Commitment = taken.obj
    promise.ended_on = None if promise.state == "open" else timezone.localdate()
    promise.save(update_fields=["ended_on", "updated_at"])


def promise_anew(taken: Taken) -> None:
    promise: Commitment = taken.obj
    today = timezone.localdate()
    create_record(
        Commitment(
            matter=promise.matter, answer=promise.answer, owner=promise.owner, replaces=promise, year=today.year,
            promised_on=today, text=taken.answers["text"], keep_by=taken.answers.get("keep_by"),
        ),
        by=taken.by,
    )  # fmt: skip
