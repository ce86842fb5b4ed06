"""Key proposals: who is a candidate, how many may be chosen, who leads and supervises, what the log says."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.access.models import Body, User
from luzhi.common.problems import Conflict
from luzhi.handling.days import find_rules
from luzhi.handling.models import RuleSet
from luzhi.handling.notices import tell
from luzhi.people.models import Person
from luzhi.proposals.key_workflow import CHOSEN, KeyFacts, say_share
from luzhi.proposals.models import Outcome, Proposal, Supervision, SupervisionEntry
from luzhi.records.services import change_record, create_record
from luzhi.workflow.engine import Taken

STANDING = ("candidate", *CHOSEN)
Year = tuple[int, int]  # body and year


@transaction.atomic
def name_candidate(proposal: Proposal, *, by: Actor) -> Supervision:
    """Name a filed proposal as a candidate, once. Raises Conflict where it is one already or has not been filed."""
    locked = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if locked.outcome != Outcome.FILED:
        raise Conflict(_("Only a proposal that has been filed can be a key proposal."))
    if Supervision.objects.filter(proposal=locked, state__in=STANDING).exists():
        raise Conflict(_("It is a candidate or a key proposal already."))
    made = Supervision(title=locked.title, year=locked.year, proposal=locked)
    return create_record(made, by=by)  # type: ignore[no-any-return]


def may_name(proposal: Proposal) -> bool:
    """Filed, and neither a candidate nor a key proposal."""
    if proposal.outcome != Outcome.FILED:
        return False
    return not Supervision.objects.filter(proposal=proposal, state__in=STANDING).exists()


def count_cases(years: Iterable[Year], **marks: Any) -> Counter[Year]:
    """Filed proposals after merging, by body and year; those with `marks` only, such as ``key=True``."""
    wanted = set(years)
    rows = Proposal.objects.filter(
        outcome=Outcome.FILED, body__in={b for b, _y in wanted}, year__in={y for _b, y in wanted}, **marks
    )
    counted = rows.values_list("body", "year").annotate(n=Count("pk"))
    return Counter({(body, year): n for body, year, n in counted})


def count_chosen(years: Iterable[Year]) -> Counter[Year]:
    """Filed proposals that bear the mark: what the published share counts."""
    return count_cases(years, key=True)


def most_allowed(rules: RuleSet | None, cases: int) -> int | None:
    """How many key proposals the rules allow among so many filed ones; None where they set no share."""
    if rules is None or rules.key_share is None:
        return None
    return int(Decimal(cases) * rules.key_share / 100)


def year_of(supervision: Supervision) -> Year:
    """The year among whose proposals it is counted."""
    proposal = supervision.proposal
    return (supervision.body_id, proposal.year if proposal is not None else supervision.year)


def find_facts(records: Iterable[Any]) -> dict[int, KeyFacts]:
    """Facts of many key proposals; a fixed number of queries for each body."""
    rows = {
        s.pk: s
        for s in Supervision.objects.filter(pk__in=[r.pk for r in records])
        .select_related("proposal__rules")
        .annotate(more_leaders=Count("further_leaders", distinct=True))
        .annotate(more_supervisors=Count("further_supervisors", distinct=True))
    }
    years = {year_of(s) for s in rows.values()}
    cases, chosen = count_cases(years), count_chosen(years)
    today = timezone.localdate()
    current = {body: find_rules(body, today) for body in {body for body, _year in years}}
    logged = Counter(
        dict(
            SupervisionEntry.objects.filter(supervision__in=rows, happened_on__lte=today)
            .values_list("supervision")
            .annotate(n=Count("pk"))
        )
    )
    proposals = {s.proposal_id for s in rows.values()}
    counted = Supervision.objects.filter(proposal__in=proposals, state__in=STANDING).values_list("proposal")
    standing = Counter(dict(counted.annotate(n=Count("pk"))))
    found = {}
    for pk, s in rows.items():
        rules = (s.proposal.rules if s.proposal else None) or current[s.body_id]
        year = year_of(s)
        found[pk] = KeyFacts(
            named=s.proposal is not None, filed=s.proposal is None or s.proposal.outcome == Outcome.FILED,
            chosen=chosen[year] - (s.proposal is not None and s.proposal.key), cases=cases[year],
            most=most_allowed(rules, cases[year]), share=say_percent(rules),
            leaders=(s.leader_id is not None) + s.more_leaders, least_leaders=rules.key_leaders or 0 if rules else 0,
            supervisors=(s.supervisor_id is not None) + s.more_supervisors,
            least_supervisors=rules.key_supervisors or 0 if rules else 0, entries=logged[pk],
            others=standing[s.proposal_id] - (s.state in STANDING) if s.proposal_id else 0,
        )  # fmt: skip
    return found


def say_percent(rules: RuleSet | None) -> str:
    return f"{rules.key_share.normalize():f}" if rules is not None and rules.key_share is not None else ""


def mark_key(taken: Taken) -> None:
    """The proposal bears the mark of a key proposal. Two that are chosen at once do not pass the share together."""
    supervision: Supervision = taken.obj
    Body.objects.select_for_update(of=("self",), no_key=True).get(pk=supervision.body_id)
    facts = find_facts([supervision])[supervision.pk]
    if facts.most is not None and facts.chosen >= facts.most:
        raise Conflict(say_share(facts))
    supervision.chosen_on = timezone.localdate()
    supervision.decided_by = taken.answers.get("decided_by", "")
    supervision.save(update_fields=["chosen_on", "decided_by", "updated_at"])
    write_mark(taken, key=True)


def unmark_key(taken: Taken) -> None:
    supervision: Supervision = taken.obj
    supervision.chosen_on, supervision.decided_by = None, ""
    supervision.save(update_fields=["chosen_on", "decided_by", "updated_at"])
    write_mark(taken, key=False)


def write_mark(taken: Taken, *, key: bool) -> None:
    proposal = Proposal.objects.get(pk=taken.obj.proposal_id)
    change_record(proposal, {"key": key}, by=taken.by, seen_version=proposal.version)


def tell_named(taken: Taken) -> None:
    """Those who lead and supervise learn of it, if they have accounts here."""
    supervision: Supervision = taken.obj
    for user in User.objects.filter(person__in=[person.pk for person in people_of(supervision)]).distinct():
        tell(
            user, "supervision.begun", supervision,
            lambda: _("The supervision of the key proposal “%(title)s” has begun.") % {"title": supervision.title},
        )  # fmt: skip


def people_of(supervision: Supervision) -> list[Person]:
    """Who leads and who supervises, each once."""
    named = [supervision.leader, *supervision.further_leaders.all(), supervision.supervisor]
    named += supervision.further_supervisors.all()
    return list({person.pk: person for person in named if person is not None}.values())


def note_result(taken: Taken) -> None:
    supervision: Supervision = taken.obj
    supervision.result = taken.answers.get("result", "")
    supervision.save(update_fields=["result", "updated_at"])
