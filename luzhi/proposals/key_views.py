"""The page of all key proposals of a year, and naming one as a candidate."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from luzhi.access.actors import ActingRequest
from luzhi.handling.days import find_rules
from luzhi.handling.models import Item, Referral
from luzhi.handling.panels import show_state
from luzhi.handling.queries import GONE
from luzhi.proposals import key_services, rules
from luzhi.proposals.key_workflow import CHOSEN
from luzhi.proposals.models import Supervision, SupervisionEntry
from luzhi.proposals.views import get_or_404
from luzhi.records.kinds import KINDS

MOST = 500


@dataclass(frozen=True)
class Line:
    """A key proposal as the page shows it."""

    obj: Supervision
    state: Any
    handling: Any  # the state of the proposal itself
    units: tuple[str, ...]
    answered: int
    items: int
    last: SupervisionEntry | None
    next: SupervisionEntry | None
    visits: int

    @property
    def leaders(self) -> list[Any]:
        return [p for p in (self.obj.leader, *self.obj.further_leaders.all()) if p is not None]

    @property
    def supervisors(self) -> list[Any]:
        return [p for p in (self.obj.supervisor, *self.obj.further_supervisors.all()) if p is not None]


def read_lines(body_id: int, year: int) -> list[Line]:
    """The key proposals and candidates of a year with what stands of each; seven queries."""
    entries = SupervisionEntry.objects.filter(happened_on__isnull=False).order_by("happened_on", "pk")
    found = list(
        Supervision.objects.filter(body=body_id, year=year)
        .select_related("proposal", "leader", "supervisor")
        .prefetch_related("further_leaders", "further_supervisors", Prefetch("entries", entries, to_attr="dated"))
        .order_by("proposal__number", "pk")[:MOST]
    )
    matters = {s.proposal.matter_id for s in found if s.proposal is not None}
    units: dict[int, list[str]] = {}
    rows = Referral.objects.filter(matter__in=matters).exclude(state__in=GONE).order_by("pk")
    for matter, unit in rows.values_list("matter", "unit__name"):
        units.setdefault(matter, []).append(unit)
    items: dict[int, list[bool]] = {}
    for matter, full in Item.objects.filter(matter__in=matters).values_list("matter", "fully_answered"):
        items.setdefault(matter, []).append(full)
    return [read_line(s, units, items) for s in found]


def read_line(s: Any, units: dict[int, list[str]], items: dict[int, list[bool]]) -> Line:
    today = timezone.localdate()
    matter = s.proposal.matter_id if s.proposal is not None else 0
    past = [entry for entry in s.dated if entry.happened_on <= today]
    ahead = [entry for entry in s.dated if entry.happened_on > today]
    full = items.get(matter, [])
    return Line(
        s, show_state(s), show_state(s.proposal) if s.proposal else "", tuple(units.get(matter, ())), sum(full),
        len(full), past[-1] if past else None, ahead[0] if ahead else None, len(past),
    )  # fmt: skip


@require_GET
def show_keys(request: ActingRequest) -> HttpResponse:
    """Who leads which key proposal, who supervises it, how far it is; and who is a candidate."""
    request.actor.demand(rules.KEYS)
    year = (request.actor.body_id, request.year)
    lines = read_lines(*year)
    found = find_rules(request.actor.body_id, timezone.localdate())
    cases = key_services.count_cases([year])[year]
    context = {
        "year": request.year, "chosen": [line for line in lines if line.obj.state in CHOSEN],
        "candidates": [line for line in lines if line.obj.state == "candidate"],
        "declined": sum(line.obj.state == "declined" for line in lines), "cases": cases,
        "most": key_services.most_allowed(found, cases), "share": key_services.say_percent(found),
        "counted": key_services.count_chosen([year])[year],
        "may_choose": request.actor.may("proposals.supervision.change"),
        "new": KINDS["proposals.supervision"].url(page="new") if request.actor.may("proposals.supervision.add") else "",
    }  # fmt: skip
    return render(request, "proposals/keys.html", context)


@require_POST
def name_candidate(request: ActingRequest, pk: int) -> HttpResponseBase:
    """Name a filed proposal as a candidate for the key proposals."""
    request.actor.demand("proposals.supervision.add")
    made = key_services.name_candidate(get_or_404(request, pk), by=request.actor)
    messages.success(request, _("It is a candidate now. Say who would lead it and who would supervise it."))
    return HttpResponseRedirect(KINDS["proposals.supervision"].url(made.pk))
