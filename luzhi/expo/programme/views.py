"""A sub-event's seats, and what is agreed at it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from luzhi.access.actors import ActingRequest
from luzhi.common.problems import Problem
from luzhi.expo.models import SubEvent
from luzhi.expo.programme.forms import make_agreement_form
from luzhi.expo.programme.seating import add_present_guests, propose_seats
from luzhi.expo.programme.signing import record_agreement
from luzhi.records.kinds import KINDS


def find_event(request: ActingRequest, pk: int) -> SubEvent:
    found = KINDS["expo.subevent"].visible_to(request.actor).select_related("expo").filter(pk=pk).first()
    if found is None:
        raise Http404
    event: SubEvent = found
    return event


@require_POST
def expect_guests(request: ActingRequest, pk: int) -> HttpResponseBase:
    """Expect every confirmed guest who is there at the time."""
    event = find_event(request, pk)
    request.actor.demand("expo.subeventseat.change")
    n = add_present_guests(event, by=request.actor)
    words = ngettext("%(n)s guest is expected now too.", "%(n)s guests are expected now too.", n)
    messages.success(request, words % {"n": n})
    return HttpResponseRedirect(KINDS["expo.subevent"].url(event.pk))


@require_POST
def seat_guests(request: ActingRequest, pk: int) -> HttpResponseBase:
    """Propose seats by rank; fixed ones stay."""
    event = find_event(request, pk)
    request.actor.demand("expo.subeventseat.change")
    left = propose_seats(event, by=request.actor)
    messages.success(request, _("Seats have been proposed by rank."))
    if left:
        names = "、".join(str(seat.guest) for seat in left[:10])
        messages.warning(request, _("No seat is left for: %(names)s.") % {"names": names})
    return HttpResponseRedirect(KINDS["expo.subevent"].url(event.pk))


@require_http_methods(["GET", "POST"])
def agree(request: ActingRequest, pk: int) -> HttpResponseBase:
    """Record what was signed here: the agreement in projects, its follow-up, and that it came about at this event."""
    event = find_event(request, pk)
    request.actor.demand("projects.agreement.add")
    request.actor.demand("expo.outcome.add")
    form: Any = make_agreement_form(request.actor)(request.POST or None, initial={"signed_on": event.starts_at})
    if request.method == "POST" and form.is_valid():
        try:
            outcome, known = record_agreement(event, form.cleaned_data, by=request.actor)
        except Problem as problem:
            form.add_error(None, str(problem.sentence))
        else:
            if known:
                messages.info(request, _("It was on record already; it stays one, now told by one more unit."))
            else:
                messages.success(request, _("It is on record. Signed is not landed: its follow-up has been opened."))
            return HttpResponseRedirect(KINDS["projects.agreement"].url(outcome.agreement_id))
    status = 422 if request.method == "POST" else 200
    return render(request, "expo/agree.html", {"event": event, "form": form}, status=status)
