"""Guests and their attendants: one page of what is open, the proposal, and each attendant's sheet."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from luzhi.access.actors import ActingRequest
from luzhi.common.keeping import send_keeper
from luzhi.expo.guests.itineraries import Itineraries, Line, make_sheet
from luzhi.expo.guests.services import CAUSES, Rota, moment_of, propose_care
from luzhi.expo.models import Expo, Guest, StaffDuty
from luzhi.expo.views import find_expo
from luzhi.records.kinds import KINDS

MOST_SHOWN = 30  # further ones are unfolded
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
    loads: list[dict[str, Any]] = [{"attendant": a, "rows": rota.by_attendant[a.pk]} for a in rota.attendants]
    plans = Itineraries(rota.guests)
    misfits = [(guest, found) for guest in rota.guests if (found := plans.misfits(guest))]
    kinds = {"guests": "guest", "attendants": "attendant", "care": "guestcare", "legs": "leg", "vehicles": "vehicle"}
    context = {
        "expo": expo, "rota": rota, "loads": loads, "overfull": plans.overfull(),
        "troubles": troubles[:MOST_SHOWN], "more_troubles": troubles[MOST_SHOWN:],
        "counts": [
            {"words": words, "tone": tone, "n": sum(item["words"] == words for item in troubles)}
            for words, tone in NAMES.values()
        ],
        "misfits": misfits[:MOST_SHOWN], "more_misfits": misfits[MOST_SHOWN:],
        **{name: KINDS[f"expo.{key}"] for name, key in kinds.items()},
    }  # fmt: skip
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
    """One attendant's sheet, for the pocket: own duties and the days of the guests in care; it stays readable
    without network once it has been opened."""
    request.actor.demand("expo.care")
    attendant = KINDS["expo.attendant"].visible_to(request.actor).select_related("person", "expo").filter(pk=pk).first()
    if attendant is None:
        raise Http404
    related = ("guest__person", "guest__organisation", "attendant__person", "deputy__person")
    care = list(attendant.care.select_related(*related).order_by("starts_at", "pk"))
    duties = StaffDuty.objects.filter(
        expo=attendant.expo, person=attendant.person, starts_at__isnull=False, ends_at__isnull=False
    )
    own = [
        Line(duty.starts_at, duty.ends_at, "duty", str(duty.post), " · ".join(
            str(part) for part in (duty.hall, duty.zone, duty.place) if part
        ), duty)
        for duty in duties.select_related("post", "hall", "zone", "place")
        if duty.starts_at and duty.ends_at
    ]  # fmt: skip
    context = {"attendant": attendant, "days": make_sheet(care, own), "made_at": timezone.now()}
    return render(request, "expo/care_sheet.html", context)


@require_GET
def serve_worker(request: ActingRequest) -> HttpResponse:
    """The script that keeps sheets readable without network; its address says for which pages it may answer."""
    request.actor.demand("expo.care")
    return send_keeper()


@require_GET
def show_slip(request: ActingRequest, pk: int) -> HttpResponse:
    """The slip with which a guest is handed from one attendant to the next, to be printed and signed."""
    request.actor.demand("expo.care")
    related = ("guest__person", "guest__organisation", "guest__expo", "attendant__person", "deputy__person")
    care = KINDS["expo.guestcare"].visible_to(request.actor).select_related(*related).filter(pk=pk).first()
    if care is None:
        raise Http404
    guest: Guest = care.guest
    plans = Itineraries([guest])
    following = guest.care.filter(starts_at__gte=care.ends_at).exclude(pk=care.pk).order_by("starts_at")
    lines = [line for line in plans.of(guest) if line.end >= care.ends_at]
    context = {
        "care": care, "guest": guest, "next": following.select_related("attendant__person").first(),
        "lines": lines[:8], "stay": plans.hotel_on(guest, timezone.localdate(care.ends_at)),
        "unsettled": plans.misfits(guest),
    }  # fmt: skip
    return render(request, "expo/slip.html", context)
