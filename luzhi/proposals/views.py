"""Pages of proposals that are not made from a kind: the review desk, writing, signing, earlier proposals alike."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luzhi.access.actors import ActingRequest
from luzhi.handling.clocks import find_rules
from luzhi.proposals import review, rules
from luzhi.proposals.forms import BeginForm, draft_form, invite_form
from luzhi.proposals.models import Proposal, Signature, SignatureState
from luzhi.proposals.similar import find_similar
from luzhi.proposals.workflow import PROPOSAL
from luzhi.proposals.writing import begin_draft, invite, may_write, save_draft, sign
from luzhi.records.kinds import KINDS
from luzhi.records.services import Stale
from luzhi.workflow.engine import offer_steps


def get_or_404(request: ActingRequest, pk: int) -> Proposal:
    """A proposal the actor may see; what is not there and what is not the actor's look the same."""
    found: Proposal | None = KINDS["proposals.proposal"].visible_to(request.actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
def show_desk(request: ActingRequest) -> HttpResponseBase:
    """All proposals in review on one page, worked through with the keyboard."""
    request.actor.demand(rules.DESK)
    skipped: list[review.Skipped] = []
    if request.method == "POST":
        ids = [int(pk) for pk in request.POST.getlist("pk") if pk.isdecimal() and len(pk) < 18]
        decision, skipped = review.decide_many(
            ids, request.POST.get("step", ""), by=request.actor,
            reason=request.POST.get("reason", ""), ground=request.POST.get("ground", ""),
        )  # fmt: skip
        if decision is not None:
            n = decision.proposals.count()
            label = step_label(decision.step)
            messages.success(
                request,
                ngettext("%(step)s: %(n)s proposal.", "%(step)s: %(n)s proposals.", n) % {"step": label, "n": n},
            )
        if not skipped:
            return HttpResponseRedirect(reverse("review-desk"))
    last = review.last_decision(request.actor)
    found = find_rules(request.actor.body_id, timezone.localdate())
    context = {
        "rows": review.waiting_for_review(request.actor.body_id), "skipped": skipped, "last": last,
        "last_label": step_label(last.step) if last else "", "last_count": last.proposals.count() if last else 0,
        "seconds": review.seconds_left(last) if last else 0, "grounds": found.codes("grounds") if found else (),
    }  # fmt: skip
    return render(request, "proposals/desk.html", context)


def step_label(name: str) -> Any:
    row = PROPOSAL.step_named(name)
    return row.label if row else name


@require_POST
def undo_decision(request: ActingRequest, pk: int) -> HttpResponseBase:
    request.actor.demand(rules.DESK)
    n = review.take_back(pk, by=request.actor)
    messages.success(
        request, ngettext("%(n)s proposal is in review again.", "%(n)s proposals are in review again.", n) % {"n": n}
    )
    return HttpResponseRedirect(reverse("review-desk"))


@require_http_methods(["GET", "POST"])
def begin(request: ActingRequest) -> HttpResponseBase:
    """A title, and the draft is there; everything after it saves itself."""
    request.actor.demand(rules.WRITE)
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = begin_draft(form.cleaned_data["title"], request.year, by=request.actor)
        return HttpResponseRedirect(reverse("write-proposal", args=[made.pk]))
    mine = Proposal.objects.filter(state__in=("draft", "cosigning"), signatures__person__in=request.actor.person_ids)
    context = {"form": form, "drafts": mine.distinct().order_by("-pk")[:20]}
    return render(request, "proposals/begin.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def write(request: ActingRequest, pk: int) -> HttpResponseBase:
    """The draft's own page. A POST by the page's script saves and answers with a line; one by the button moves on."""
    request.actor.demand(rules.WRITE)
    proposal = get_or_404(request, pk)
    if not may_write(request.actor, proposal):
        return HttpResponseRedirect(KINDS["proposals.proposal"].url(pk))
    form: Any = draft_form(request.actor)(
        request.POST or None, instance=proposal, initial={"advised_units": proposal.advised_units.all()}
    )
    script = request.headers.get("HX-Request") == "true"
    if request.method == "POST":
        return save(request, proposal, form, script=script)
    return render_draft(request, proposal, form)


def save(request: ActingRequest, proposal: Proposal, form: Any, *, script: bool) -> HttpResponseBase:
    seen = request.POST.get("version", "")
    stale = None
    if form.is_valid():
        values, units = form.values(), form.cleaned_data["advised_units"]
        current = Proposal.objects.get(pk=proposal.pk)
        try:
            current = save_draft(
                current, values, by=request.actor, links={"advised_units": units},
                seen_version=int(seen) if seen.isdecimal() and len(seen) < 9 else 0,
            )  # fmt: skip
        except Stale as found:
            stale = found
        else:
            if script:
                return render(
                    request, "proposals/_saved.html", {"version": current.version, "at": timezone.localtime()}
                )
            return HttpResponseRedirect(request.path)
    if script:
        return render(request, "proposals/_saved.html", {"form": form, "stale": stale, "version": seen})
    if stale is not None:
        form.add_error(None, str(stale.sentence))
    return render_draft(request, proposal, form, status=422)


def render_draft(request: ActingRequest, proposal: Proposal, form: Any, status: int = 200) -> HttpResponse:
    context = {
        "proposal": proposal, "form": form, "version": request.POST.get("version") or proposal.version,
        "invite_form": invite_form(request.actor)(), "kind": KINDS["proposals.proposal"], "obj": proposal,
        "signatures": proposal.signatures.select_related("person").order_by("order", "pk"),
        "offers": offer_steps(proposal, request.actor),
        "alike": find_similar(request.actor, proposal.title, leave_out=proposal.pk),
    }  # fmt: skip
    return render(request, "proposals/write.html", context, status=status)


@require_POST
def ask_signers(request: ActingRequest, pk: int) -> HttpResponseBase:
    request.actor.demand(rules.WRITE)
    proposal = get_or_404(request, pk)
    form: Any = invite_form(request.actor)(request.POST)
    if form.is_valid():
        n = invite(proposal, form.cleaned_data["people"], by=request.actor)
        messages.success(request, ngettext("%(n)s member will be asked.", "%(n)s members will be asked.", n) % {"n": n})
    else:
        messages.error(request, " ".join(" ".join(map(str, lines)) for lines in form.errors.values()))
    return HttpResponseRedirect(reverse("write-proposal", args=[pk]))


@require_http_methods(["GET", "POST"])
def sign_proposal(request: ActingRequest, pk: int) -> HttpResponseBase:
    """Whoever was asked reads the text and says yes or no, once."""
    request.actor.demand(rules.SIGN)
    proposal = get_or_404(request, pk)
    mine = Signature.objects.filter(proposal=proposal, person__in=request.actor.person_ids).first()
    if mine is None:
        raise Http404
    if request.method == "POST":
        sign(proposal, agree="agree" in request.POST, by=request.actor)
        messages.success(request, _("Thank you. Your answer is on record."))
        return HttpResponseRedirect(KINDS["proposals.proposal"].url(pk))
    context = {"proposal": proposal, "mine": mine, "open": mine.answer == SignatureState.INVITED}
    return render(request, "proposals/sign.html", context)


@require_GET
def show_similar(request: ActingRequest) -> HttpResponse:
    """Earlier proposals like what is being written."""
    request.actor.demand(rules.READ)
    own = request.GET.get("own", "")
    alike = find_similar(
        request.actor, request.GET.get("title", "")[:200], request.GET.get("recommendations", ""),
        leave_out=int(own) if own.isdecimal() and len(own) < 18 else None,
    )  # fmt: skip
    return render(request, "proposals/_similar.html", {"alike": alike})
