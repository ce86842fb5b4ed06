"""The review desk and the letters that come of it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luzhi.access.actors import ActingRequest
from luzhi.common.papers.pdf import write_pdf
from luzhi.common.problems import Problem
from luzhi.handling.days import find_rules
from luzhi.handling.models import Disposition, ProposerKind
from luzhi.proposals import outcome_letters, review, rules
from luzhi.proposals.forms import MainField
from luzhi.proposals.models import Letter
from luzhi.proposals.workflow import PROPOSAL
from luzhi.records.forms import NameField
from luzhi.records.kinds import KINDS


@require_http_methods(["GET", "POST"])
def show_desk(request: ActingRequest) -> HttpResponseBase:
    """All proposals in review on one page, worked through with the keyboard."""
    request.actor.demand(rules.DESK)
    outcome = review.Outcome()
    problem: Problem | None = None
    if request.method == "POST":
        try:
            outcome = decide(request)
        except Problem as found:
            problem = found
        if problem is None and not outcome.skipped:
            return HttpResponseRedirect(reverse("review-desk"))
    context = {**read_desk(request), "skipped": outcome.skipped, "problem": problem}
    return render(request, "proposals/desk.html", context, status=problem.status if problem else 200)


def read_desk(request: ActingRequest) -> dict[str, Any]:
    """What the page shows, whatever has just been decided."""
    last = review.last_decision(request.actor)
    found = find_rules(request.actor.body_id, timezone.localdate())
    levels = [code.meaning for code in found.codes("levels")] if found else []
    kinds, steps = dict(ProposerKind.choices), dict(Disposition.choices)
    rows = review.waiting_for_review(request.actor.body_id)
    for row in rows:
        row["kind"] = kinds.get(row["proposer_kind"], "")
        row["advice"] = steps.get(row["advice__step"] or "", "")
        row["level_name"] = levels[row["level"]] if row["level"] < len(levels) else ""
    known = {name for name in Disposition.values if found is None or found.allows("dispositions", name)}
    return {
        "rows": rows, "advised": sum(1 for row in rows if row["advice"]), "levels": levels if len(levels) > 1 else [],
        "last": last, "last_label": step_label(last.step) if last else "",
        "last_count": last.proposals.count() if last else 0, "seconds": review.seconds_left(last) if last else 0,
        "grounds": found.codes("grounds") if found else (), "known": known,
        "main_kind": KINDS["proposals.proposal"], "unit_kind": KINDS["people.organisation"],
        "letters": Letter.objects.filter(body=request.actor.body_id, queue="queued").count(),
    }  # fmt: skip


def decide(request: ActingRequest) -> review.Outcome:
    """What a button or a key of the desk asks for. Advice is told by its count only."""
    ids = [int(pk) for pk in request.POST.getlist("pk") if pk.isdecimal() and len(pk) < 18]
    step, reason = request.POST.get("step", ""), request.POST.get("reason", "")[:2000]
    if step == review.ACCEPT:
        outcome = review.accept_advice(ids or None, by=request.actor)
    elif step == "advise":
        advice, answers = request.POST.get("advice", ""), read_answers(request)
        n = review.advise(ids, advice, by=request.actor, reason=reason, answers=answers)
        messages.success(request, ngettext("Advice on %(n)s proposal.", "Advice on %(n)s proposals.", n) % {"n": n})
        return review.Outcome()
    else:
        answers = read_answers(request) if step in ("merge", "opinions", "return") else {}
        if step == "merge" and answers.get("main") is None:
            raise Problem(_("Name the proposal into which they are to be merged."))
        outcome = review.decide_many(ids, step, by=request.actor, reason=reason, answers=answers)
    if outcome.done:
        sentence = ngettext("%(step)s: %(n)s proposal.", "%(step)s: %(n)s proposals.", outcome.done)
        messages.success(request, sentence % {"step": step_label(step), "n": outcome.done})
    return outcome


def read_answers(request: ActingRequest) -> dict[str, Any]:
    """Ground, main proposal and unit as typed; a name that is not known is refused with the nearest ones."""
    fields = {
        "main": MainField(KINDS["proposals.proposal"], request.actor, required=False),
        "unit": NameField(KINDS["people.organisation"], request.actor, required=False),
    }
    answers: dict[str, Any] = {"ground": request.POST.get("ground", "")[:120]}
    for name, field in fields.items():
        try:
            answers[name] = field.clean(request.POST.get(name, "")[:200])
        except ValidationError as error:
            raise Problem(" ".join(error.messages)) from error
    return answers


def step_label(name: str) -> Any:
    row = PROPOSAL.step_named(name)
    return _("What was advised") if name == review.ACCEPT else row.label if row else name


@require_POST
def undo_decision(request: ActingRequest, pk: int) -> HttpResponseBase:
    request.actor.demand(rules.DESK)
    n = review.take_back(pk, by=request.actor)
    messages.success(
        request, ngettext("%(n)s proposal is in review again.", "%(n)s proposals are in review again.", n) % {"n": n}
    )
    return HttpResponseRedirect(reverse("review-desk"))


@require_http_methods(["GET", "POST"])
def show_letters(request: ActingRequest) -> HttpResponseBase:
    """The letters that wait, each on a page of its own, to be printed together and then marked."""
    request.actor.demand(rules.LETTERS)
    if request.method == "POST":
        ids = [int(pk) for pk in request.POST.getlist("pk") if pk.isdecimal() and len(pk) < 18]
        n = outcome_letters.mark_printed(ids, by=request.actor)
        messages.success(request, ngettext("%(n)s letter is out.", "%(n)s letters are out.", n) % {"n": n})
        return HttpResponseRedirect(request.path)
    return render(request, "proposals/letters.html", {"letters": outcome_letters.queued_letters(request.actor.body_id)})


@require_GET
def print_letter(request: ActingRequest, pk: int) -> HttpResponse:
    """One letter in the official letter layout, as PDF."""
    request.actor.demand(rules.LETTERS)
    letter = Letter.objects.filter(body=request.actor.body_id, pk=pk).select_related("body").first()
    if letter is None:
        raise Http404
    answer = HttpResponse(write_pdf(outcome_letters.paper_of(letter)), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="letter-{pk}.pdf"'
    return answer
