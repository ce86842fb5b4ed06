"""Where is it now? Who holds a proposal, since when, until when, and what comes next; all read from the workflow."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from luzhi.access.roles import CLOCK, Role
from luzhi.handling.models import Referral
from luzhi.handling.queries import WITH_UNIT, days_left
from luzhi.proposals.models import Proposal, Signature
from luzhi.proposals.workflow import AUTHOR, PROPOSAL, UNIT

MOST = 50
BACKWARDS = frozenset({"undo", "miss", "recall", "correct"})


@dataclass(frozen=True)
class Holder:
    """Who has it: a unit with its own due day, an office, or the proposer."""

    name: str
    due_on: dt.date | None = None
    days_left: int | None = None  # working days; negative when the day has passed

    @property
    def is_late(self) -> bool:
        return self.days_left is not None and self.days_left < 0


@dataclass(frozen=True)
class Whereabouts:
    """A proposal and where it stands. A merged one stands where its main proposal stands."""

    proposal: Proposal
    main: Proposal
    state: Any
    tone: str
    since: dt.date | None
    holders: tuple[Holder, ...]
    next_step: Any

    @property
    def is_merged(self) -> bool:
        return self.main.pk != self.proposal.pk


def find_whereabouts(proposals: Iterable[Proposal]) -> list[Whereabouts]:
    """Where each proposal stands; three queries however many there are."""
    wanted = list(proposals)
    mains = Proposal.objects.in_bulk([p.merged_into_id for p in wanted if p.merged_into_id])
    ends = {p.pk: mains.get(p.merged_into_id or 0, p) for p in wanted}
    units = find_units(ends.values())
    authors = find_authors(end.pk for end in ends.values() if turn_of(end) == AUTHOR)
    found = []
    for proposal in wanted:
        end = ends[proposal.pk]
        state = PROPOSAL.states[end.state]
        since = timezone.localtime(end.state_since).date() if end.state_since else None
        found.append(
            Whereabouts(
                proposal, end, state.public_label or state.label, state.tone, since,
                find_holders(end, units, authors), find_next(end),
            )
        )  # fmt: skip
    return found


def turn_of(proposal: Proposal) -> str:
    stay = PROPOSAL.stays.get(proposal.state)
    return str(stay.duty_of) if stay else ""


def find_holders(proposal: Proposal, units: dict[int, list[Referral]], authors: dict[int, str]) -> tuple[Holder, ...]:
    """The units that have not answered yet; else whose turn the table says it is; nobody once it is closed."""
    turn, today = turn_of(proposal), timezone.localdate()
    if turn == UNIT:
        return tuple(Holder(str(r.unit), r.due_on, days_left(r.due_on, today)) for r in units[proposal.matter_id or 0])
    left = days_left(proposal.due_on, today)
    if turn == AUTHOR:
        return (Holder(authors.get(proposal.pk, "") or _("the proposer"), proposal.due_on, left),)
    if turn in Role.values:
        return (Holder(str(Role(turn).label), proposal.due_on, left),)
    return ()


def find_next(proposal: Proposal) -> Any:
    """What the table lets happen next: the first step ahead of those whose turn it is, else of the clock or the office;
    nothing where the way ends."""
    turn = turn_of(proposal)
    if not turn or PROPOSAL.states[proposal.state].final:
        return ""
    ahead = [
        row for row in PROPOSAL.steps
        if proposal.state in row.sources and row.tone not in ("warn", "stop") and row.name not in BACKWARDS
    ]  # fmt: skip
    for who in (turn, CLOCK, Role.STAFF):
        for row in ahead:
            if who in row.who:
                return row.label
    return ""


def find_units(proposals: Iterable[Proposal]) -> dict[int, list[Referral]]:
    """The referrals still with a unit, by matter."""
    matters = [p.matter_id for p in proposals if p.matter_id]
    found: dict[int, list[Referral]] = defaultdict(list)
    waiting = Referral.objects.filter(matter__in=matters, state__in=WITH_UNIT).select_related("unit")
    for referral in waiting.order_by("due_on", "pk"):
        found[referral.matter_id].append(referral)
    return found


def find_authors(pks: Iterable[int]) -> dict[int, str]:
    rows = Signature.objects.filter(proposal__in=list(pks)).order_by("-order", "-pk")
    return dict(rows.values_list("proposal", "person__name"))


def proposals_of(person_ids: Iterable[int], *, most: int = MOST) -> list[Proposal]:
    """The proposals these persons signed or are asked to sign, the latest first."""
    mine = Signature.objects.filter(person__in=list(person_ids)).exclude(answer="declined")
    return list(Proposal.objects.filter(pk__in=mine.values("proposal")).order_by("-pk")[:most])


def key_proposals(body_id: int, year: int, *, most: int = MOST) -> list[Proposal]:
    """The key proposals of a year, by number."""
    found = Proposal.objects.filter(body=body_id, year=year, key=True)
    return list(found.order_by("number", "pk")[:most])
