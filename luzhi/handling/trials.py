"""What a rule set would have meant for past cases, before it takes effect. Nothing is written."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from luzhi.core.clock import Entry, due
from luzhi.core.clock import EntryKind as Kind
from luzhi.handling.clocks import as_entry, calendar_of, rule_of
from luzhi.handling.days import base_day
from luzhi.handling.models import ClockEntry, Referral, RuleSet
from luzhi.records.kinds import url_of

MOST_CASES = 300
MOST_SHOWN = 40


@dataclass(frozen=True)
class Change:
    """A past case for which the rules would have meant something else."""

    label: str
    url: str
    now: Any
    then: Any


@dataclass
class Trial:
    """How many past cases were looked at, how many would have gone otherwise and in what way, and the first of
    them."""

    title: Any
    looked_at: int = 0
    counts: dict[Any, int] = field(default_factory=lambda: defaultdict(int))
    changes: list[Change] = field(default_factory=list)

    def add(self, kind: Any, change: Change) -> None:
        self.counts[kind] += 1
        if len(self.changes) < MOST_SHOWN:
            self.changes.append(change)

    @property
    def lines(self) -> list[tuple[Any, int]]:
        return list(self.counts.items())

    @property
    def more(self) -> int:
        return max(0, sum(self.counts.values()) - len(self.changes))


# Apps above add what they would have decided otherwise.
TRIALS: list[Callable[[RuleSet], Trial]] = []


def try_rules(rules: RuleSet) -> list[Trial]:
    """The rules tried on the latest cases of the body."""
    return [try_times(rules), *(trial(rules) for trial in TRIALS)]


def try_times(rules: RuleSet) -> Trial:
    """The due days of the latest referrals, as they are and as they would have been; four queries."""
    trial = Trial(_("Days by which units had to answer"))
    referrals = list(
        Referral.objects.filter(body=rules.body_id, sent_on__isnull=False)
        .select_related("matter__rules", "matter__session", "unit", "passed_from")
        .prefetch_related("matter__handovers")
        .order_by("-pk")[:MOST_CASES]
    )
    ledgers: dict[int, list[Entry]] = defaultdict(list)
    rounds = {referral.pk: referral.matter.round for referral in referrals}
    for row in ClockEntry.objects.filter(referral__in=rounds).order_by("at", "pk"):
        if row.round == rounds[row.referral_id]:
            ledgers[row.referral_id].append(as_entry(row))
    today = timezone.localdate()
    for referral in referrals:
        ledger = ledgers[referral.pk]
        now = due_of(referral, ledger)
        referral.matter.rules = rules  # in memory only
        then = due_of(referral, restart(referral, ledger, rules))
        trial.looked_at += 1
        if now == then:
            continue
        kinds = name_changes(referral, now, then, today)
        trial.add(kinds, Change(str(referral), url_of(referral), now or _("no limit"), then or _("no limit")))
    return trial


def restart(referral: Referral, ledger: list[Entry], rules: RuleSet) -> list[Entry]:
    """The ledger with its start on the day from which these rules count."""
    day = base_day(referral, rules.reply_base)
    if day is None or referral.passed_from_id is not None or referral.matter.round > 1:
        return ledger
    return [replace(entry, at=day) if entry.kind is Kind.START else entry for entry in ledger]


def due_of(referral: Referral, ledger: list[Entry]) -> Any:
    rule = rule_of(referral)
    return due(ledger, rule, calendar_of(referral)) if rule and ledger else None


def name_changes(referral: Referral, now: Any, then: Any, today: Any) -> str:
    """In words, what another due day would have meant."""
    answered = referral.answered_on or today
    if then is None:
        return _("would have no limit")
    if answered > then and (now is None or answered <= now):
        return _("would have been overdue")
    if now is not None and answered > now and answered <= then:
        return _("would have been in time")
    return _("due earlier") if now is None or then < now else _("due later")
