"""Hand-made parts of detail pages: the matrix of a matter, the clock of a referral."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from luzhi.access.actors import ActingRequest
from luzhi.access.roles import Role
from luzhi.common.tables import render_chip
from luzhi.handling import rules
from luzhi.handling.clocks import clock_of
from luzhi.handling.days import object_until, rate_until, rule_until
from luzhi.handling.models import Answer, Matter, Referral, Verdict
from luzhi.handling.queries import Cell, Matrix, days_left, first_talk, read_matrix
from luzhi.records.kinds import KINDS
from luzhi.workflow.engine import binding_of

EXCERPT = 80


@dataclass(frozen=True)
class ShownCell:
    """A cell as the page shows it."""

    cell: Cell
    link: str
    may_fill: bool
    excerpt: str


@dataclass(frozen=True)
class ShownUnit:
    """The head of a column: the unit, how it has the matter, and how long it has."""

    unit: Any
    mode: Any
    state: Any
    link: str
    deadline: Any


def draw_matrix(request: ActingRequest, matter: Matter) -> str:
    """Items × units, with an open door in each empty cell that the reader may fill."""
    context = show_matrix(request, read_matrix(matter))
    context |= {
        "add_item": add_link(request, "handling.item", matter),
        "add_unit": add_link(request, "handling.referral", matter),
    }
    context["verdict"] = verdict_link(request, matter)
    return render_to_string("handling/_matrix.html", context, request)


def draw_verdicts(request: ActingRequest, matter: Matter) -> str:
    """How many were satisfied, and how many gave no verdict; who, only where the rules leave that open."""
    if matter.state not in ("answered", "closed") or not request.actor.holds(
        Role.STAFF, Role.DISPATCHER, Role.LEADER, Role.OFFICER
    ):
        return ""
    raters = rules.raters_of(matter)
    given = list(Verdict.objects.filter(matter=matter, round=matter.round).select_related("person").order_by("result"))
    if not raters:
        return ""
    counts = Counter(verdict.result_meaning or verdict.result for verdict in given)
    context = {
        "counts": list(counts.items()), "silent": max(0, len(raters) - len(given)), "raters": len(raters),
        "round": matter.round, "until": rate_until(matter), "named": () if rules.is_secret(matter) else given,
    }  # fmt: skip
    return render_to_string("handling/_verdicts.html", context, request)


def verdict_link(request: ActingRequest, matter: Matter) -> str:
    """The way to the own verdict for those who raised the items, while it can be given."""
    if matter.state != "answered" or not request.actor.may(rules.VERDICT):
        return ""
    until = rate_until(matter)
    if until is not None and timezone.localdate() > until:
        return ""
    return reverse("give-verdict", args=[matter.pk]) if rules.proposer_of(request.actor, matter) else ""


def add_link(request: ActingRequest, kind: str, matter: Matter) -> str:
    """Where another item or unit is added; '' for those who may not, and once the matter is closed."""
    if matter.state == "closed" or not request.actor.may(f"{kind}.add"):
        return ""
    return f"{KINDS[kind].url(page='new')}?matter={matter.pk}"


def show_matrix(request: ActingRequest, matrix: Matrix) -> dict[str, Any]:
    """What the matrix template needs; officers see their own column, those of the lead unit all of them."""
    whole = rules.sees_whole_matrix(request.actor, matrix.referrals)
    units = [unit for unit in matrix.units if whole or unit.pk in request.actor.unit_ids]
    shown = {unit.pk for unit in units}
    rows = []
    for item, cells in matrix.rows:
        mine = [show_cell(request, matrix, cell) for cell in cells if cell.unit.pk in shown]
        if whole or any(cell.cell.expected or cell.cell.answer for cell in mine):
            rows.append((item, KINDS["handling.item"].url(item.pk), show_state(item), mine))
    return {
        "matter": matrix.matter, "rows": rows, "whole": whole,
        "units": [show_unit(matrix, unit) for unit in units],
        "answered": matrix.answered, "raised": matrix.raised,
        "one_by_one": bool(matrix.raised) and not matrix.gaps,
        "homeless": {item.pk for item in matrix.homeless}, "gaps": len(matrix.gaps),
    }  # fmt: skip


def show_cell(request: ActingRequest, matrix: Matrix, cell: Cell) -> ShownCell:
    link = reverse("answer-cell", args=[matrix.matter.pk, cell.item.number, cell.unit.pk])
    if not rules.sees_draft(request.actor, cell, matrix.referrals):
        cell = type(cell)(cell.item, cell.unit, None, cell.expected)
    may = rules.may_answer_for(request.actor, matrix.matter, cell.unit.pk, matrix.referrals.get(cell.unit.pk))
    text = cell.answer.text or cell.answer.measure if cell.answer else ""
    return ShownCell(cell, link, may and cell.expected, text if len(text) <= EXCERPT else f"{text[: EXCERPT - 1]}…")


def show_state(obj: Any) -> Any:
    """The state of an item or a referral as a chip."""
    binding = binding_of(obj)
    if binding is None:
        return ""
    state = binding.workflow.states[obj.state]
    return render_chip(state.label, state.tone)


def show_unit(matrix: Matrix, unit: Any) -> ShownUnit:
    referral = matrix.referrals.get(unit.pk)
    if referral is None:
        return ShownUnit(unit, "", "", "", "")
    deadline = show_deadline(referral) if referral.state in ("running", "objected") else ""
    link = reverse("referral-clock", args=[referral.pk])
    return ShownUnit(unit, referral.get_mode_display(), show_state(referral), link, deadline)


def show_deadline(referral: Referral) -> Any:
    """The working days left as a chip; '' where no limit runs."""
    left = days_left(referral.due_on, timezone.localdate())
    if left is None:
        return ""
    day = f"{referral.due_on:%Y-%m-%d}"
    if left < 0 or (referral.due_on and referral.due_on < timezone.localdate()):
        return render_chip(_("overdue since %(day)s") % {"day": day}, "stop")
    tone = "warn" if left <= 7 else "plain"
    return render_chip(_("%(day)s · %(n)s working days left") % {"day": day, "n": left}, tone)


def draw_clock(request: ActingRequest, referral: Referral) -> str:
    """The state of the clock in one line, with the way to the day-by-day count."""
    if not request.actor.may(rules.CLOCK):
        return ""
    today = timezone.localdate()
    context = {
        "referral": referral, "clock": clock_of(referral, today), "deadline": show_deadline(referral),
        "object_until": object_until(referral) if referral.state == "running" else None,
        "rule_until": rule_until(referral), "today": today, "talk": first_talk(referral),
    }  # fmt: skip
    return render_to_string("handling/_clock.html", context, request)


def draw_answer_links(request: ActingRequest, answer: Answer) -> str:
    """From an answer to its cell in the matrix."""
    item = answer.item
    link = reverse("answer-cell", args=[item.matter_id, item.number, answer.unit_id])
    return render_to_string("handling/_answer_links.html", {"answer": answer, "link": link}, request)
