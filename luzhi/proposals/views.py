"""Pages of proposals that are not made from a kind: writing, signing, seconding, receipts, earlier proposals alike."""

import hashlib
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
from luzhi.access.roles import Role
from luzhi.common.problems import Problem
from luzhi.handling.cutting import cut_items
from luzhi.handling.days import find_rules
from luzhi.handling.models import Silence
from luzhi.proposals import rules
from luzhi.proposals.attachments import attach, detach, send_file
from luzhi.proposals.facts import measure_text
from luzhi.proposals.forms import OWNERS, begin_form, draft_form, invite_form
from luzhi.proposals.models import Attachment, Proposal, Signature, SignatureState
from luzhi.proposals.queries import is_first_signer
from luzhi.proposals.similar import find_similar
from luzhi.proposals.writing import (
    begin_draft,
    confirm,
    invite,
    may_write,
    save_draft,
    second,
    sign,
    sign_on_paper,
)
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
def begin(request: ActingRequest) -> HttpResponseBase:
    """A title, and the draft is there; everything after it saves itself."""
    request.actor.demand(rules.WRITE)
    form = begin_form(request.actor)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = form.cleaned_data.get("person")
        made = begin_draft(form.cleaned_data["title"], request.year, by=request.actor, person=person)
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
    form: Any = draft_form(request.actor)(request.POST or None, instance=proposal, initial=links_of(proposal))
    script = request.headers.get("HX-Request") == "true"
    if request.method == "POST":
        return save(request, proposal, form, script=script)
    return render_draft(request, proposal, form)


def links_of(proposal: Proposal) -> dict[str, Any]:
    """The records a draft names, for the fields that take names."""
    return {"advised_units": proposal.advised_units.all(), **{name: getattr(proposal, name) for name in OWNERS}}


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
                    request,
                    "proposals/_saved.html",
                    {"version": current.version, "at": timezone.localtime(), "counts": measure(current)},
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
        "offers": offer_steps(proposal, request.actor), "files": files_of(proposal),
        "counts": measure(proposal), "staff": request.actor.holds(Role.STAFF),
        "items": cut_items(proposal.recommendations),
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
    found = find_rules(proposal.body_id, timezone.localdate())
    context = {
        "proposal": proposal, "mine": mine, "open": mine.answer == SignatureState.INVITED,
        "silence_signs": found is not None and found.silence == Silence.YES,
    }  # fmt: skip
    return render(request, "proposals/sign.html", context)


@require_POST
def enter_paper(request: ActingRequest, pk: int) -> HttpResponseBase:
    """The office holds the paper that a member has signed."""
    request.actor.demand(rules.PAPER)
    proposal = get_or_404(request, pk)
    number = request.POST.get("signature", "")
    chosen = proposal.signatures.filter(pk=int(number) if number.isdecimal() and len(number) < 18 else 0).first()
    if chosen is None:
        raise Http404
    sign_on_paper(chosen, by=request.actor)
    messages.success(request, _("The signature on paper is on record."))
    return HttpResponseRedirect(reverse("write-proposal", args=[pk]))


@require_http_methods(["GET", "POST"])
def confirm_proposal(request: ActingRequest, pk: int) -> HttpResponseBase:
    """The first signer reads what the office entered, and confirms it."""
    request.actor.demand(rules.SIGN)
    proposal = get_or_404(request, pk)
    if not proposal.by_proxy or not is_first_signer(proposal, request.actor.person_ids):
        raise Http404
    if request.method == "POST":
        confirm(proposal, by=request.actor)
        messages.success(request, _("Thank you. You have confirmed it."))
        return HttpResponseRedirect(KINDS["proposals.proposal"].url(pk))
    return render(request, "proposals/confirm.html", {"proposal": proposal})


@require_POST
def second_proposal(request: ActingRequest, pk: int) -> HttpResponseBase:
    """A member supports a proposal after it was submitted."""
    request.actor.demand(rules.SIGN)
    second(get_or_404(request, pk), by=request.actor)
    messages.success(request, _("You have seconded it."))
    return HttpResponseRedirect(KINDS["proposals.proposal"].url(pk))


@require_GET
def show_receipt(request: ActingRequest, pk: int) -> HttpResponse:
    """The receipt of a submitted proposal: number, moment, and what was handed in."""
    request.actor.demand("proposals.proposal.view")
    proposal = get_or_404(request, pk)
    if not proposal.receipt_no:
        raise Http404
    text = f"{proposal.title}\n{proposal.situation}\n{proposal.analysis}\n{proposal.recommendations}"
    context = {
        "proposal": proposal, "items": len(cut_items(proposal.recommendations)),
        "signers": proposal.signatures.filter(answer=SignatureState.AGREED).select_related("person").order_by("order"),
        "files": files_of(proposal), "digest": hashlib.sha256(text.encode()).hexdigest()[:16],
    }  # fmt: skip
    return render(request, "proposals/receipt.html", context)


@require_POST
def add_file(request: ActingRequest, pk: int) -> HttpResponseBase:
    request.actor.demand(rules.WRITE)
    proposal = get_or_404(request, pk)
    upload = request.FILES.get("file")
    if upload is None:
        raise Problem(_("Choose a file first."))
    if "not_secret" not in request.POST:
        raise Problem(_("Declare that the file contains nothing secret; secret papers must not be kept here."))
    made = attach(proposal, upload, by=request.actor)
    messages.success(request, _("“%(name)s” is attached.") % {"name": made.name})
    return HttpResponseRedirect(reverse("write-proposal", args=[pk]))


def get_file(request: ActingRequest, pk: int) -> Attachment:
    """An attachment of a proposal the actor may see."""
    visible = KINDS["proposals.proposal"].visible_to(request.actor)
    found = Attachment.objects.filter(pk=pk, proposal__in=visible).select_related("proposal").first()
    if found is None:
        raise Http404
    return found


@require_GET
def read_file(request: ActingRequest, pk: int) -> HttpResponse:
    return send_file(get_file(request, pk))


@require_POST
def remove_file(request: ActingRequest, pk: int) -> HttpResponseBase:
    request.actor.demand(rules.WRITE)
    found = get_file(request, pk)
    detach(found, by=request.actor)
    return HttpResponseRedirect(reverse("write-proposal", args=[found.proposal_id]))


def files_of(proposal: Proposal) -> list[Attachment]:
    """The attachments without their bytes."""
    return list(proposal.attachments.defer("content").order_by("pk"))


def measure(proposal: Proposal) -> dict[str, Any]:
    """How long the text is, and what the rules allow."""
    found = proposal.rules or find_rules(proposal.body_id, timezone.localdate())
    return {**measure_text(proposal, found), "rules": found}


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
