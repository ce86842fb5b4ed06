"""Pages of reply letters: writing, countersigning, the paper itself, the signed copy."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luzhi.access.actors import ActingRequest
from luzhi.access.roles import Role
from luzhi.common.papers import write_pdf, write_word
from luzhi.common.problems import Refused
from luzhi.handling.letters import rules
from luzhi.handling.letters.composing import make_paper
from luzhi.handling.letters.forms import HEAD, TEXT, CountersignForm, LetterForm, ScanForm, ScansForm
from luzhi.handling.letters.returns import bring_scan, bring_scans
from luzhi.handling.letters.services import WRITTEN, begin_reply, change_reply, countersign
from luzhi.handling.models import Countersignature, Matter, Reply, Scan
from luzhi.handling.views import get_or_404, version_given
from luzhi.people.models import Organisation
from luzhi.records.kinds import KINDS
from luzhi.records.services import Stale

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def letter_or_404(request: ActingRequest, pk: int) -> Reply:
    reply: Reply = get_or_404(request, "handling.reply", pk)
    return reply


@require_http_methods(["GET", "POST"])
def begin_letter(request: ActingRequest, pk: int, unit: int) -> HttpResponseBase:
    """Begin the reply of a unit, or go to the one in hand."""
    request.actor.demand(rules.WRITE)
    matter: Matter = get_or_404(request, "handling.matter", pk)
    found = Organisation.objects.filter(pk=unit, body=request.actor.body_id).first()
    if found is None:
        raise Http404
    if not rules.may_begin(request.actor, matter, unit):
        raise Refused(_("A letter is written for a unit that has the matter and signs its own reply."))
    if request.method == "GET":
        return HttpResponseRedirect(KINDS["handling.matter"].url(pk))
    reply = begin_reply(matter, found, by=request.actor)
    page = "write-letter" if reply.state in WRITTEN else ""
    return HttpResponseRedirect(reverse(page, args=[reply.pk]) if page else KINDS["handling.reply"].url(reply.pk))


@require_http_methods(["GET", "POST"])
def write_letter(request: ActingRequest, pk: int) -> HttpResponseBase:
    """The words of the head beside what the letter will say."""
    request.actor.demand(rules.WRITE)
    reply = letter_or_404(request, pk)
    if not rules.may_write(request.actor, reply.unit_id):
        raise Refused(_("This letter is not one of your unit."))
    form = LetterForm(request.POST or None, instance=letter_or_404(request, pk))
    clash = None
    if request.method == "POST" and form.is_valid():
        try:
            change_reply(reply, form.cleaned_data, by=request.actor, seen_version=version_given(request))
        except Stale as stale:
            clash = stale.current
            form.add_error(None, _("Somebody has changed the letter meanwhile; look at it before you save again."))
        else:
            messages.success(request, _("The letter has been saved."))
            return HttpResponseRedirect(KINDS["handling.reply"].url(pk))
    context = {
        "reply": reply, "form": form, "head": HEAD, "text": TEXT, "paper": make_paper(reply),
        "version": clash.version if clash else request.POST.get("version") or reply.version,
    }  # fmt: skip
    return render(request, "handling/letter_write.html", context, status=422 if form.errors else 200)


@require_GET
def show_paper(request: ActingRequest, pk: int, ending: str) -> HttpResponseBase:
    """The letter as PDF, or as a Word file that can be edited."""
    request.actor.demand(rules.PAPER)
    reply = letter_or_404(request, pk)
    paper = make_paper(reply)
    kinds = {"pdf": ("application/pdf", write_pdf), "docx": (WORD, write_word)}
    if ending not in kinds:
        raise Http404
    media_type, write = kinds[ending]
    answer = HttpResponse(write(paper), content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="reply-{reply.pk}.{ending}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_http_methods(["GET", "POST"])
def countersign_letter(request: ActingRequest, pk: int) -> HttpResponseBase:
    """A joint unit reads the draft and says yes, or what has to be changed."""
    request.actor.demand(rules.COUNTERSIGN)
    reply = letter_or_404(request, pk)
    rows = reply.countersignatures.select_related("unit").order_by("pk")
    if not request.actor.holds(Role.STAFF):
        rows = rows.filter(unit__in=request.actor.unit_ids)
    chosen = request.POST.get("unit", "") or request.GET.get("unit", "")
    row: Countersignature | None = (
        rows.filter(unit=int(chosen)).first() if chosen.isdecimal() and len(chosen) < 18 else rows.first()
    )
    if row is None:
        raise Http404
    form = CountersignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values: dict[str, Any] = form.cleaned_data
        countersign(reply, row.unit, agrees=values["agrees"] == "yes", remark=values["remark"], by=request.actor)
        messages.success(request, _("Your opinion is on record."))
        return HttpResponseRedirect(KINDS["handling.reply"].url(pk))
    context = {"reply": reply, "row": row, "rows": rows, "form": form, "paper": make_paper(reply)}
    return render(request, "handling/letter_countersign.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def bring_copy(request: ActingRequest, pk: int) -> HttpResponseBase:
    """The signed copy of one letter."""
    request.actor.demand(rules.SCAN)
    reply = letter_or_404(request, pk)
    if not rules.may_bring(request.actor, reply):
        raise Refused(_("This letter is not one of your unit."))
    form = ScanForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        scan = bring_scan(reply, values["file"], values["signed_on"], by=request.actor)
        if scan.matched:
            messages.success(request, _("It is the letter that was sent out; the reply is signed."))
        else:
            messages.warning(request, _("The copy has been kept, but it differs: %(why)s") % {
                "why": " ".join(scan.differences),
            })  # fmt: skip
        return HttpResponseRedirect(KINDS["handling.reply"].url(pk))
    context = {"reply": reply, "form": form}
    return render(request, "handling/letter_scan.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def bring_copies(request: ActingRequest) -> HttpResponseBase:
    """A pile of signed letters; each finds its place by the code printed on it."""
    request.actor.demand(rules.SCAN)
    form = ScansForm(request.POST or None, request.FILES or None)
    found = None
    if request.method == "POST" and form.is_valid():
        found = bring_scans(form.cleaned_data["copies"], form.cleaned_data["signed_on"], by=request.actor)
    waiting = Reply.objects.filter(body=request.actor.body_id, state="to_sign").select_related("unit", "matter")
    if not request.actor.holds(Role.STAFF):
        waiting = waiting.filter(unit__in=request.actor.unit_ids)
    context = {"form": form, "found": found, "waiting": waiting.order_by("-pk")[:100]}
    return render(request, "handling/letter_scans.html", context, status=422 if form.errors else 200)


@require_GET
def send_copy(request: ActingRequest, pk: int) -> HttpResponseBase:
    """The file of a signed copy, as it came, for keeping; never shown inside a page."""
    request.actor.demand(rules.PAPER)
    visible = KINDS["handling.reply"].visible_to(request.actor)
    scan = Scan.objects.filter(pk=pk, reply__in=visible.values("pk")).first()
    if scan is None:
        raise Http404
    ending = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg", "image/tiff": "tif"}
    name = f"signed-{scan.reply_id}-{scan.pk}.{ending[scan.media_type]}"
    answer = FileResponse(scan.file.open("rb"), as_attachment=True, filename=name, content_type=scan.media_type)
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cache-Control"] = "private, no-store"
    return answer
