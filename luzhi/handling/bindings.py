"""Ties the tables of handling to their records."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from luzhi.access.actors import Actor
from luzhi.access.roles import Role
from luzhi.handling import effects, rulebook
from luzhi.handling.days import object_until
from luzhi.handling.forms import NewPromise, new_unit_form, suggest_unit_form
from luzhi.handling.models import Answer, Commitment, Item, Matter, Referral, RuleSet
from luzhi.handling.queries import GONE, find_facts
from luzhi.handling.rule_workflow import RULE_SET
from luzhi.handling.workflow import COMMITMENT, ITEM, MATTER, REASSIGNER, REFERRAL, UNIT, ReferralFacts
from luzhi.workflow.engine import Binding, bind


def roles_on_referral(actor: Actor, obj: Any) -> set[str]:
    """An officer of the unit; and whom the matter's rules let pass it to another unit."""
    found = {UNIT} if actor.serves(obj.unit_id) else set()
    if actor.holds(Role.STAFF, Role.DISPATCHER):
        rules = obj.matter.rules
        may = [role for role in (Role.STAFF, Role.DISPATCHER) if rules is None or rules.allows("reassigners", role)]
        found |= {REASSIGNER} if may and actor.holds(*may) else set()
    return found


def roles_on_item(actor: Actor, obj: Any) -> set[str]:
    if not actor.holds(Role.OFFICER) or not actor.unit_ids:
        return set()
    mine = Referral.objects.filter(matter=obj.matter_id, unit__in=actor.unit_ids).exclude(state__in=GONE)
    return {UNIT} if mine.exists() else set()


def roles_on_commitment(actor: Actor, obj: Any) -> set[str]:
    return {UNIT} if actor.serves(obj.owner_id) else set()


def facts_of_referrals(referrals: Iterable[Any]) -> dict[int, ReferralFacts]:
    """Facts of many referrals in three queries."""
    wanted = {referral.pk: referral for referral in referrals}
    rows = Referral.objects.filter(pk__in=wanted).select_related("matter__rules", "matter__session", "passed_from")
    rows = rows.prefetch_related("matter__handovers")
    pairs = Q(pk__in=[])
    for row in rows:
        pairs |= Q(item__matter=row.matter_id, unit=row.unit_id, round=row.matter.round)
    counts = {
        (matter, unit): n
        for matter, unit, n in Answer.objects.filter(pairs).values_list("item__matter", "unit").annotate(n=Count("pk"))
    }
    found = {}
    for row in rows:
        until = object_until(row)
        in_time = until is None or timezone.localdate() <= until
        found[row.pk] = ReferralFacts(in_time, until, counts.get((row.matter_id, row.unit_id), 0))
    return found


bind(
    Binding(
        MATTER,
        Matter,
        facts_of=find_facts,
        effects={
            "start_referrals": effects.start_referrals,
            "begin_round": effects.begin_round,
            "settle": effects.settle,
            "announce_answers": effects.announce_answers,
            "announce_gap": effects.announce_gap,
            "send_back": effects.send_back_home,
        },
    )
)
bind(Binding(ITEM, Item, roles_of=roles_on_item, effects={"settle": effects.settle}))
bind(
    Binding(
        REFERRAL,
        Referral,
        facts_of=facts_of_referrals,
        roles_of=roles_on_referral,
        effects={
            "start_clock": effects.start_clock,
            "stop_clock": effects.stop_clock,
            "restart_clock": effects.restart_clock,
            "note_objection": effects.note_objection,
            "refuse_objection": effects.refuse_objection,
            "pass_on": effects.pass_on,
            "settle": effects.settle,
        },
        forms={"suggested_unit": suggest_unit_form, "new_unit": new_unit_form},
    )
)
bind(
    Binding(
        COMMITMENT,
        Commitment,
        roles_of=roles_on_commitment,
        effects={"note_end": effects.note_end, "promise_anew": effects.promise_anew},
        forms={"new_promise": NewPromise},
    )
)

bind(
    Binding(
        RULE_SET,
        RuleSet,
        facts_of=rulebook.find_facts,
        effects={"end_former": rulebook.end_former, "restore_former": rulebook.restore_former},
    )
)
