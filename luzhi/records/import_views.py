"""Bringing a sheet in: upload, preview, enter, take back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luzhi.access.actors import ActingRequest
from luzhi.common.problems import Problem
from luzhi.common.tables import Header, render_table
from luzhi.records.entering import count_entered, enter_import, undo_import
from luzhi.records.forms import make_form
from luzhi.records.imports import number_rows, stage_import
from luzhi.records.kinds import KINDS, Kind
from luzhi.records.models import ImportBatch

PREVIEW_ROWS = 50


@require_http_methods(["GET", "POST"])
def bring_sheet(request: ActingRequest, kind: Kind) -> HttpResponseBase:
    request.actor.demand(f"{kind.key}.add")
    problem: Problem | None = None
    if request.method == "POST":
        try:
            upload = request.FILES.get("file")
            if upload is None:
                raise Problem(_("Choose a file first."))  # noqa: TRY301 -- shown where all other problems are
            batch = stage_import(kind, upload, request.actor, year=request.year)
        except Problem as found:
            problem = found
        else:
            return HttpResponseRedirect(reverse("import-preview", args=[batch.pk]))
    fields = make_form(kind, request.actor).base_fields.values()
    context = {"kind": kind, "problem": problem, "fields": fields}
    return render(request, "records/import.html", context, status=422 if problem else 200)


def get_batch_or_404(request: ActingRequest, pk: int) -> tuple[Kind, ImportBatch]:
    """The file without its cells, which may be millions: they are read where they are asked for."""
    batch = ImportBatch.objects.filter(pk=pk, body_id=request.actor.body_id).defer("rows", "problems").first()
    if batch is None or batch.kind not in KINDS or not request.actor.may(f"{batch.kind}.add"):
        raise Http404
    return KINDS[batch.kind], batch


@require_GET
def preview_import(request: ActingRequest, pk: int) -> HttpResponse:
    kind, batch = get_batch_or_404(request, pk)
    labels = make_form(kind, request.actor).base_fields
    wrong = {row for row, _column, _sentence in batch.problems}
    headers = [Header(_("Row")), *(Header(labels[name].label if name in labels else name) for name in batch.names)]
    cells: list[list[Any]] = [
        [f"{n} ✕" if n in wrong else str(n), *row]
        for n, row in zip(number_rows(batch.n_rows, batch.blank_rows), batch.rows[:PREVIEW_ROWS], strict=False)
    ]
    context = {
        "kind": kind, "batch": batch, "problems": batch.problems if batch.state == "preview" else (),
        "entered": count_entered(batch) if batch.state == "entering" else 0, "shown_rows": len(cells),
        "table": render_table(headers, cells, caption=_("Preview")),
    }  # fmt: skip
    return render(request, "records/import_preview.html", context)


@require_GET
def watch_import(request: ActingRequest, pk: int) -> JsonResponse:
    """How many rows are entered so far, asked for while a long file is being entered or taken back."""
    _kind, batch = get_batch_or_404(request, pk)
    return JsonResponse({"entered": count_entered(batch), "rows": batch.n_rows})


@require_POST
def decide_import(request: ActingRequest, pk: int) -> HttpResponseBase:
    _kind, batch = get_batch_or_404(request, pk)
    if request.POST.get("do") == "undo":
        undo_import(batch, request.actor)
        messages.success(request, _("Everything from “%(file)s” has been taken back.") % {"file": batch})
    else:
        done = enter_import(batch, request.actor)
        messages.success(request, _("%(n)s records entered from “%(file)s”.") % {"n": done.n_rows, "file": batch})
    return HttpResponseRedirect(reverse("import-preview", args=[batch.pk]))
