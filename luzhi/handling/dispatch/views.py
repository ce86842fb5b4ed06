"""Pages of a handover meeting besides its own: taking the waiting matters in, its papers."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from luzhi.access.actors import ActingRequest
from luzhi.common.papers import write_pdf, write_word
from luzhi.handling.dispatch import rules
from luzhi.handling.dispatch.services import gather, make_minutes
from luzhi.handling.letters.views import WORD
from luzhi.handling.models import Handover
from luzhi.handling.views import get_or_404
from luzhi.records.kinds import KINDS


@require_POST
def gather_matters(request: ActingRequest, pk: int) -> HttpResponseBase:
    """Take in every matter of the year that waits to be sent."""
    request.actor.demand(rules.GATHER)
    handover: Handover = get_or_404(request, "handling.handover", pk)
    count = gather(handover, by=request.actor)
    messages.success(request, _("%(n)s matters have been taken into the list.") % {"n": count})
    return HttpResponseRedirect(KINDS["handling.handover"].url(pk))


@require_GET
def show_minutes(request: ActingRequest, pk: int, ending: str) -> HttpResponseBase:
    """The minutes with the list, as PDF or as a Word file that can be edited."""
    request.actor.demand(rules.MINUTES)
    handover: Handover = get_or_404(request, "handling.handover", pk)
    kinds = {"pdf": ("application/pdf", write_pdf), "docx": (WORD, write_word)}
    if ending not in kinds:
        raise Http404
    media_type, write = kinds[ending]
    answer = HttpResponse(write(make_minutes(handover)), content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="handover-{pk}.{ending}"'
    return answer
