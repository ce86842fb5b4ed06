"""Guests and their attendants: one page of what is open, the proposal, and each attendant's sheet."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from luzhi.access.actors import ActingRequest
from luzhi.expo.guests.services import CAUSES, Rota, moment_of, propose_care
from luzhi.expo.models import Expo, StaffDuty
from luzhi.expo.views import find_expo
from luzhi.records.kinds import KINDS

NAMES = {
    "undated": (gettext_lazy("arrival or departure is not known"), "warn"),
    "gap": (gettext_lazy("nobody attends"), "stop"),
    "double": (gettext_lazy("two attend at once"), "warn"),
    "overload": (gettext_lazy("more guests at once than agreed"), "stop"),
    "clash": (gettext_lazy("on duty elsewhere at the same time"), "stop"),
}


def demand_expo(request: ActingRequest, pk: int) -> Expo:
    request.actor.demand("expo.care")
    expo = find_expo(request, pk)
    if expo is None:
        raise Http404
    return expo


@require_GET
def show_care(request: ActingRequest, pk: int) -> HttpResponse:
    """What is not covered, what clashes, and who has how many guests."""
    expo = demand_expo(request, pk)
    rota = Rota(expo)
    troubles = [{"trouble": t, "words": NAMES[t.name][0], "tone": NAMES[t.name][1]} for t in rota.troubles()]
    loads: list[dict[str, Any]] = [
        {"attendant": a, "rows": [row for row in rota.rows if row.attendant_id == a.pk]} for a in rota.attendants
    ]
    context = {"expo": expo, "rota": rota, "troubles": troubles, "loads": loads, "guests": KINDS["expo.guest"],
               "attendants": KINDS["expo.attendant"], "care": KINDS["expo.guestcare"]}  # fmt: skip
    return render(request, "expo/care.html", context)


@require_POST
def propose(request: ActingRequest, pk: int) -> HttpResponseBase:
    """Fill what is open; fixed choices stay."""
    expo = demand_expo(request, pk)
    request.actor.demand("expo.guestcare.change")
    proposal = propose_care(expo, by=request.actor)
    n = len(proposal.choices)
    words = ngettext("%(n)s attendance has been proposed.", "%(n)s attendances have been proposed.", n)
    messages.success(request, words % {"n": n})
    names = {guest.pk: guest for guest in Rota(expo).guests}
    for need, cause in proposal.unmet[:10]:
        line = {
            "guest": names[need.guest], "start": f"{moment_of(need.span.start):%m-%d %H:%M}",
            "end": f"{moment_of(need.span.end):%m-%d %H:%M}", "cause": CAUSES[cause](),
        }  # fmt: skip
        messages.warning(request, _("%(guest)s, %(start)s – %(end)s: %(cause)s.") % line)
    return HttpResponseRedirect(reverse("expo-care", args=[expo.pk]))


@require_GET
def show_sheet(request: ActingRequest, pk: int) -> HttpResponse:
    """One attendant's sheet, for the pocket: guests with times, and own duties, in order."""
    request.actor.demand("expo.care")
    attendant = KINDS["expo.attendant"].visible_to(request.actor).select_related("person", "expo").filter(pk=pk).first()
    if attendant is None:
        raise Http404
    care = attendant.care.select_related("guest__person", "guest__organisation", "deputy__person")
    duties = StaffDuty.objects.filter(expo=attendant.expo, person=attendant.person).select_related(
        "post", "place", "zone"
    )
    lines = [{"at": row.starts_at, "until": row.ends_at, "care": row} for row in care]
    lines += [{"at": duty.starts_at, "until": duty.ends_at, "duty": duty} for duty in duties if duty.starts_at]
    lines.sort(key=lambda line: line["at"])
    return render(request, "expo/care_sheet.html", {"attendant": attendant, "lines": lines})
