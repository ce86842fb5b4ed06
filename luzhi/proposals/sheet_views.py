"""The offices' sheets as workbooks."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from luzhi.access.actors import ActingRequest
from luzhi.common.audit import record_event
from luzhi.proposals import rules
from luzhi.proposals.sheets import Rows, list_handover, list_register, write_sheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEETS: dict[str, tuple[Any, Callable[[int, int], Rows]]] = {
    "register": (_("Register of proposals"), list_register),
    "handover": (_("Handover list by unit"), list_handover),
}


@require_GET
def send_sheet(request: ActingRequest, name: str) -> HttpResponse:
    """One of the sheets of the working year; the export is an event in the audit chain."""
    request.actor.demand(rules.SHEETS)
    if name not in SHEETS:
        raise Http404
    title, make = SHEETS[name]
    content = write_sheet(make(request.actor.body_id, request.year), f"{title} {request.year}")
    changes = {"kind": f"proposals.{name}", "query": str(request.year)}
    record_event(actor=request.actor, verb="exported", body_id=request.actor.body_id, changes=changes)
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}-{request.year}-{timezone.localdate():%Y%m%d}.xlsx"'
    return answer
