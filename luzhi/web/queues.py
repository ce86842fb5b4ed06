"""What waits in the house, as numbers that open their list: the desk of the office and of the dispatchers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from luzhi.access.actors import Actor
from luzhi.access.roles import Role
from luzhi.handling.models import ClockEntry, Commitment, Referral
from luzhi.handling.queries import WITH_UNIT
from luzhi.proposals.models import Proposal
from luzhi.proposals.queries import WAITS_FOR_REVIEW
from luzhi.records.holding import which_hold
from luzhi.records.kinds import KINDS
from luzhi.reports.addresses import figure_address

MOST_COUNTED = 100
BOTH = frozenset({Role.STAFF, Role.DISPATCHER})


@dataclass(frozen=True)
class Queue:
    """Records that wait for one of the roles; `link` opens them."""

    label: Any
    roles: frozenset[Role]
    records: Callable[[], QuerySet[Any]]
    link: Callable[[int], str]


@dataclass(frozen=True)
class Waiting:
    """A queue that is not empty: how many, as far as it is worth counting."""

    label: Any
    count: int
    link: str

    @property
    def shown(self) -> str:
        return f"{MOST_COUNTED - 1}+" if self.count >= MOST_COUNTED else str(self.count)


def in_list(key: str, /, **chosen: str) -> Callable[[int], str]:
    """The list of a kind with these filters set."""

    def link(year: int) -> str:
        query = "&".join(f"{name}={value}" for name, value in chosen.items())
        return f"{KINDS[key].url()}?{query}"

    return link


def in_figure(key: str) -> Callable[[int], str]:
    return lambda year: figure_address(key, year, {})


def overdue_referrals() -> QuerySet[Any]:
    return Referral.objects.filter(state__in=WITH_UNIT, due_on__lt=timezone.localdate())


def overdue_promises() -> QuerySet[Any]:
    return Commitment.objects.filter(state__in=("open", "reported"), keep_by__lt=timezone.localdate())


def in_states(model: Any, *states: str) -> Callable[[], QuerySet[Any]]:
    return lambda: model.objects.filter(state__in=states)


STAFF = frozenset({Role.STAFF})
PROPOSALS, REFERRALS = "proposals.proposal", "handling.referral"
QUEUES = (
    Queue(_("Proposals to review"), STAFF, in_states(Proposal, *WAITS_FOR_REVIEW), lambda year: reverse("review-desk")),
    Queue(_("Filed, to be dispatched"), BOTH, in_states(Proposal, "filed"), in_list(PROPOSALS, state="filed")),
    Queue(_("Returns to rule on"), BOTH, in_states(Referral, "objected"), in_list(REFERRALS, state="objected")),
    Queue(
        _("Extensions to decide on"), BOTH, lambda: ClockEntry.objects.filter(approved=None),
        in_list("handling.clockentry", kind="extend"),
    ),
    Queue(_("Overdue with units"), BOTH, overdue_referrals, in_figure("handling.referrals_overdue")),
    Queue(
        _("Answered, proposers to be asked"), STAFF, in_states(Proposal, "replied"), in_list(PROPOSALS, state="replied")
    ),
    Queue(_("Waiting for verdicts"), STAFF, in_states(Proposal, "feedback"), in_list(PROPOSALS, state="feedback")),
    Queue(
        _("Promises reported as kept"), STAFF, in_states(Commitment, "reported"),
        in_list("handling.commitment", state="reported"),
    ),
    Queue(_("Promises overdue"), BOTH, overdue_promises, in_figure("handling.commitments_overdue")),
)  # fmt: skip


def find_queues(actor: Actor, year: int) -> list[Waiting]:
    """The queues of the actor's roles that are not empty: one query, and a bounded one for each of them."""
    mine = {
        i: queue.records().filter(body=actor.body_id).order_by()
        for i, queue in enumerate(QUEUES)
        if queue.roles & actor.roles
    }
    found = []
    for i in which_hold(mine) if mine else ():
        n = len(mine[i].values_list("pk", flat=True)[:MOST_COUNTED])
        found.append(Waiting(QUEUES[i].label, n, QUEUES[i].link(year)))
    return found
