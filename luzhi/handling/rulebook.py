"""Rule sets and their editions: a draft is written, compared, put in force; what is in force stays as it is."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from luzhi.access.actors import Actor
from luzhi.handling.models import RuleSet
from luzhi.handling.rule_workflow import RuleSetFacts
from luzhi.records.kinds import KINDS
from luzhi.records.services import change_record, create_record
from luzhi.records.values import shower_for
from luzhi.workflow.engine import Taken

FREE = ("valid_until", "note")  # what may be changed of a rule set in force
OF_THE_EDITION = {"id", "body", "ref", "version", "created_at", "updated_at", "edition", "follows"}
OF_THE_STATE = {"state", "state_since", "duty_of", "due_on"}


def kept_fields(rules: RuleSet) -> tuple[str, ...]:
    """What a rule set keeps as it is: everything but its end, unless it is a draft."""
    if rules.state == "draft":
        return ()
    return tuple(name for name in KINDS["handling.ruleset"].fields if name not in FREE)


def count_cases(pks: Iterable[int]) -> dict[int, int]:
    """How many records of any kind carry each rule set."""
    found = dict.fromkeys(pks, 0)
    for relation in RuleSet._meta.related_objects:
        if relation.field.name == "rules":
            carried = relation.related_model._default_manager.filter(rules__in=found)
            for pk, n in carried.order_by().values_list("rules").annotate(n=models.Count("pk")):
                found[pk] += n
    return found


def find_facts(records: Iterable[Any]) -> dict[int, RuleSetFacts]:
    wanted = {rules.pk: rules for rules in records}
    cases = count_cases(wanted)
    found = {}
    for pk, rules in wanted.items():
        later = RuleSet.objects.filter(body=rules.body_id, state="in_force", valid_from__gte=rules.valid_from)
        found[pk] = RuleSetFacts(cases[pk], str(later.exclude(pk=pk).order_by("valid_from").first() or ""))
    return found


def former_of(rules: RuleSet) -> RuleSet | None:
    """The rule set in force that this one takes the place of: the one valid on the day before it begins."""
    former = RuleSet.objects.filter(body=rules.body_id, state="in_force", valid_from__lt=rules.valid_from)
    return former.exclude(pk=rules.pk).order_by("-valid_from", "-pk").first()


@transaction.atomic
def open_edition(rules: RuleSet, *, by: Actor) -> RuleSet:
    """A draft with everything this rule set says, valid from tomorrow until somebody says otherwise."""
    values = {
        field.name: getattr(rules, field.name)
        for field in RuleSet._meta.concrete_fields
        if field.name not in OF_THE_EDITION | OF_THE_STATE
    }
    edition = RuleSet.objects.filter(body=rules.body_id, name=rules.name).aggregate(n=models.Max("edition"))["n"] or 1
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    values |= {"valid_from": max(tomorrow, rules.valid_from + dt.timedelta(days=1)), "valid_until": None}
    made = RuleSet(edition=edition + 1, follows=rules, **values)
    return create_record(made, by=by, state="draft")  # type: ignore[no-any-return]


def end_former(taken: Taken) -> None:
    """What was in force ends on the day before."""
    rules: RuleSet = taken.obj
    former = former_of(rules)
    eve = rules.valid_from - dt.timedelta(days=1)
    if former is not None:
        if former.valid_until is None or former.valid_until > eve:
            change_record(former, {"valid_until": eve}, by=taken.by, seen_version=former.version)
        rules.follows = former
        rules.save(update_fields=["follows", "updated_at"])


def restore_former(taken: Taken) -> None:
    """What it had ended goes on."""
    rules: RuleSet = taken.obj
    former = former_of(rules)
    if former is not None and former.valid_until == rules.valid_from - dt.timedelta(days=1):
        change_record(former, {"valid_until": None}, by=taken.by, seen_version=former.version)


@dataclass(frozen=True)
class Difference:
    """A line that differs between two rule sets, as a person reads it."""

    label: Any
    before: Any
    after: Any


def compare(former: RuleSet | None, rules: RuleSet) -> list[Difference]:
    """What the rules would change, in the order of their page; of a first rule set, all it says."""
    found = []
    skip = {"name", "valid_from", "valid_until", "note"}
    for name in KINDS["handling.ruleset"].fields:
        if name in skip:
            continue
        field: Any = RuleSet._meta.get_field(name)
        if not field.editable:
            continue
        show = shower_for(RuleSet, name)
        before = getattr(former, name) if former else field.get_default()
        after = getattr(rules, name)
        if (before or "") != (after or ""):
            found.append(Difference(field.verbose_name, show(before) if before or former else "", show(after)))
    return found
