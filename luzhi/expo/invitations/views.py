"""The records behind each band of a funnel."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from luzhi.access.actors import ActingRequest
from luzhi.expo.invitations.queries import STEPS
from luzhi.expo.models import Exhibitor, Invitation
from luzhi.records.kinds import KINDS
from luzhi.records.listing import ListPage


@require_GET
def show_funnel(request: ActingRequest, pk: int, step: str) -> HttpResponse:
    """The records behind one band of a channel's funnel, as an ordinary list."""
    key = "expo.exhibitor" if step == "uninvited" else "expo.invitation"
    kind = KINDS[key]
    channel = get_object_or_404(KINDS["expo.invitationchannel"].visible_to(request.actor), pk=pk)
    if step == "uninvited":
        base: Any = Exhibitor.objects.filter(invitation=None, organisation__unnamed=False)
    elif step in STEPS:
        base = Invitation.objects.filter(state__in=STEPS[step])
    else:
        raise Http404
    found = kind.visible_to(request.actor).filter(pk__in=base.filter(channel=channel).values("pk"))
    page = ListPage(kind, request.GET, request.actor, address=request.path, base=found)
    return render(request, "records/list.html", {"kind": kind, "page": page, "may_add": False})
