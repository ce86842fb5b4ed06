"""Pages of handling that are not made from a kind: a cell of the matrix, the inbox of a unit, a clock day by day."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luzhi.access.actors import ActingRequest
from luzhi.access.permissions import Extent
from luzhi.common.problems import Problem, Refused
from luzhi.handling import rules
from luzhi.handling.days import rate_until
from luzhi.handling.earlier import begin_from, find_earlier
from luzhi.handling.forms import CellForm, EntryForm, VerdictForm
from luzhi.handling.ledgers import decide_entry, enter, read_page
from luzhi.handling.letters.composing import stitch
from luzhi.handling.models import Answer, Matter, Mode, Referral, Verdict
from luzhi.handling.panels import show_deadline
from luzhi.handling.queries import (
    WITH_UNIT,
    Cell,
    Matrix,
    open_commitments_of,
    read_matrix,
    returns_to_rule,
    waiting_for_units,
)
from luzhi.handling.services import answer_cell, by_letter, give_verdict, may_change_class, ratings_of
from luzhi.people.models import Organisation
from luzhi.records.kinds import KINDS
from luzhi.records.services import Stale


def get_or_404(request: ActingRequest, kind: str, pk: int) -> Any:
    """A record the actor may see; what is not there and what is not the actor's look the same."""
    found = KINDS[kind].visible_to(request.actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
def show_cell(request: ActingRequest, pk: int, number: int, unit: int) -> HttpResponseBase:
    """One cell: the item, the answers of earlier rounds, and the form for those who may fill it."""
    request.actor.demand("handling.answer.view")
    matter: Matter = get_or_404(request, "handling.matter", pk)
    matrix = read_matrix(matter)
    cell = next((c for c in matrix.cells if c.item.number == number and c.unit.pk == unit), None)
    if cell is None or not (rules.sees_whole_matrix(request.actor, matrix.referrals) or unit in request.actor.unit_ids):
        raise Http404
    if not rules.sees_draft(request.actor, cell, matrix.referrals):
        cell = type(cell)(cell.item, cell.unit, None, cell.expected)
    referral = matrix.referrals.get(unit)
    may = rules.may_answer_for(request.actor, matter, unit, referral) and (cell.expected or cell.answer is not None)
    if request.method == "POST" and not may:
        raise Refused(_("This answer is not yours to give, or the matter is closed."))
    parts = joint_parts(matrix, cell, referral)
    start = start_of(cell.answer)
    if may and cell.answer is None:
        start |= begin_from(request.GET.get("like", ""), unit, matter.body_id)
    if parts and "stitch" in request.GET and not start.get("text"):
        start["text"] = stitch(parts, cell.unit)
    keeps = cell.given is not None and not may_change_class(matter.rules, request.actor, unit)
    form = CellForm(request.POST or None, initial=start, matter=matter, referral=referral, keeps_class=keeps)
    if request.method == "POST" and form.is_valid():
        try:
            return save_cell(request, matrix, cell.item, cell.unit, form)
        except Stale as stale:
            form.add_error(None, _("Somebody has answered meanwhile; the answer on record is shown beside yours."))
            cell = type(cell)(cell.item, cell.unit, stale.current, cell.expected)
    context = {
        "matter": matter, "cell": cell, "form": form if may else None, "referral": referral,
        "deadline": show_deadline(referral) if referral else "", "earlier": matrix.earlier.get((cell.item.pk, unit)),
        "seen": seen_version(request, cell.answer), "more": next_gap(matrix, cell.item.pk, unit) is not None,
        "clash": bool(form.non_field_errors()), "parts": parts, "letters": by_letter(matter, request.actor),
        "alike": find_earlier(cell.item, unit) if may and cell.answer is None else (),
    }  # fmt: skip
    return render(request, "handling/cell.html", context, status=422 if form.errors else 200)


def joint_parts(matrix: Matrix, cell: Cell, referral: Referral | None) -> list[Cell]:
    """What the joint units wrote on the item, for the lead unit to put together."""
    if referral is None or referral.mode != Mode.LEAD:
        return []
    mine = next((cells for item, cells in matrix.rows if item.pk == cell.item.pk), ())
    return [c for c in mine if c.answer is not None and c.unit.pk != cell.unit.pk]


def start_of(answer: Answer | None) -> dict[str, Any]:
    if answer is None:
        return {"answered_on": timezone.localdate()}
    names = (
        "result_class",
        "class_meaning",
        "text",
        "measure",
        "not_adopted_because",
        "form",
        "answered_on",
        "answered_by",
    )
    return {name: getattr(answer, name) for name in names}


def seen_version(request: ActingRequest, answer: Answer | None) -> int:
    return version_given(request) or (answer.version if answer else 0)


def version_given(request: ActingRequest) -> int:
    """The version of the record that the form was made from; 0 where it says none."""
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() and len(given) < 9 else 0


def save_cell(request: ActingRequest, matrix: Matrix, item: Any, unit: Organisation, form: CellForm) -> HttpResponse:
    """Write the answer; go on to the next empty cell when asked to, otherwise back to where the person works."""
    answer_cell(
        item, unit, form.answer(), by=request.actor, promise=form.promised(), seen_version=version_given(request)
    )
    messages.success(request, _("The answer to item %(n)s is on record.") % {"n": item.number})
    following = next_gap(matrix, item.pk, unit.pk)
    if "next" in request.POST and following is not None:
        return HttpResponseRedirect(reverse("answer-cell", args=[matrix.matter.pk, following, unit.pk]))
    if request.actor.extent(rules.ANSWER) == Extent.OWN:
        return HttpResponseRedirect(reverse("unit-inbox"))
    return HttpResponseRedirect(KINDS["handling.matter"].url(matrix.matter.pk))


def next_gap(matrix: Matrix, item: int, unit: int) -> int | None:
    """The number of the unit's next empty item, going round."""
    empty = [c.item for c in matrix.cells if c.unit.pk == unit and c.is_unwritten and c.item.pk != item]
    here = next((i.number for i, _cells in matrix.rows if i.pk == item), 0)
    numbers = [i.number for i in empty]
    return next((n for n in numbers if n > here), numbers[0] if numbers else None)


@require_GET
def show_inbox(request: ActingRequest) -> HttpResponse:
    """What waits for the actor's units; for the office, what waits for all units of the body."""
    extent = request.actor.demand(rules.INBOX)
    if extent == Extent.OWN:
        units = list(request.actor.unit_ids)
    else:
        open_ones = Referral.objects.filter(body=request.actor.body_id, state__in=WITH_UNIT)
        units = list(open_ones.values_list("unit", flat=True).distinct()[:500])
    context = {
        "waiting": [(w, show_deadline(w.referral)) for w in waiting_for_units(units)],
        "promises": open_commitments_of(units),
        "returns": [] if extent == Extent.OWN else returns_to_rule(request.actor.body_id),
        "may_talk": request.actor.may("handling.talk.add"),
        "own": extent == Extent.OWN,
        "units": Organisation.objects.filter(pk__in=units) if extent == Extent.OWN else (),
        "today": timezone.localdate(),
    }
    return render(request, "handling/inbox.html", context)


@require_http_methods(["GET", "POST"])
def show_clock(request: ActingRequest, pk: int) -> HttpResponseBase:
    """How a due day was counted, day by day, with the ledger; entries are made here."""
    request.actor.demand(rules.CLOCK)
    referral: Referral = get_or_404(request, "handling.referral", pk)
    form = EntryForm(request.POST if "kind" in request.POST else None)
    problem: Problem | None = None
    if request.method == "POST":
        request.actor.demand(rules.CLOCK_ENTRY)
        try:
            if "entry" in request.POST:
                decide_entry(referral, request.POST["entry"], approve="approve" in request.POST, by=request.actor)
                return HttpResponseRedirect(request.path)
            if form.is_valid():
                enter(referral, request.POST["kind"], form.cleaned_data, by=request.actor)
                return HttpResponseRedirect(request.path)
        except Problem as found:
            problem = found
    context = {**read_page(referral, request.actor), "form": form, "problem": problem}
    return render(request, "handling/clock.html", context, status=422 if problem or form.errors else 200)


@require_http_methods(["GET", "POST"])
def show_verdict(request: ActingRequest, pk: int) -> HttpResponseBase:
    """A proposer rates the answers, in private where the rules want it: units then see counts, never who said what."""
    request.actor.demand(rules.VERDICT)
    matter: Matter = get_or_404(request, "handling.matter", pk)
    person = rules.proposer_of(request.actor, matter)
    if person is None:
        raise Http404
    given = Verdict.objects.filter(matter=matter, person=person, round=matter.round).first()
    start = {"result": given.result, "attitude": given.attitude, "remark": given.remark} if given else None
    form = VerdictForm(
        request.POST or None, initial=start, ratings=ratings_of(matter), attitudes=ratings_of(matter, "attitudes")
    )
    if request.method == "POST" and form.is_valid():
        give_verdict(matter, person, form.cleaned_data, by=request.actor)
        secret = rules.is_secret(matter)
        private = _("Your verdict is on record. Only the office sees that it is yours.")
        messages.success(request, private if secret else _("Your verdict is on record; the units see it as yours."))
        return HttpResponseRedirect(KINDS["handling.matter"].url(pk))
    until = rate_until(matter)
    context = {
        "matter": matter, "form": form, "given": given, "matrix": read_matrix(matter), "until": until,
        "over": until is not None and timezone.localdate() > until, "secret": rules.is_secret(matter),
    }  # fmt: skip
    return render(request, "handling/verdict.html", context, status=422 if form.errors else 200)
