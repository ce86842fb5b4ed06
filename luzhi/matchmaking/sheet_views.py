"""Sheets, calendars and table cards; outcomes entered by the office."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luzhi.access.actors import ActingRequest
from luzhi.common.problems import Problem
from luzhi.matchmaking.forms import OutcomeForm
from luzhi.matchmaking.models import Outcome, Party, Request, Slot
from luzhi.matchmaking.outcomes import disagree, enter_outcome, settle
from luzhi.matchmaking.services import list_meetings, newest_frozen
from luzhi.matchmaking.sheets import cards_of, day_of, print_cards, print_day, write_calendar
from luzhi.matchmaking.views import find_session, standing_or_404
from luzhi.matchmaking.vocabulary import Reporter
from luzhi.records.kinds import KINDS


def find_firm(request: ActingRequest, pk: int) -> Party:
    """A firm whose day the actor may see: any for the office, its own for an exhibitor."""
    request.actor.demand("matchmaking.sheet")
    visible = KINDS["matchmaking.party"].visible_to(request.actor)
    found: Party | None = visible.select_related("session__expo", "organisation").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@require_GET
def show_sheet(request: ActingRequest, pk: int) -> HttpResponse:
    """A firm's day, for the screen and for print."""
    party = find_firm(request, pk)
    return render(request, "matchmaking/sheet.html", {"party": party, "session": party.session, "rows": day_of(party)})


@require_GET
def send_sheet(request: ActingRequest, pk: int) -> HttpResponse:
    return send(print_day(find_firm(request, pk)), "application/pdf", f"meetings-{pk}.pdf")


@require_GET
def send_calendar(request: ActingRequest, pk: int) -> HttpResponse:
    return send(write_calendar(find_firm(request, pk)), "text/calendar; charset=utf-8", f"meetings-{pk}.ics")


def send(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_GET
def show_cards(request: ActingRequest, pk: int) -> HttpResponse:
    """A card for each table: who sits there when."""
    request.actor.demand("matchmaking.board")
    timetable = standing_or_404(request, pk)
    context = {"timetable": timetable, "cards": cards_of(timetable)}
    return render(request, "matchmaking/cards.html", context)


@require_GET
def send_cards(request: ActingRequest, pk: int) -> HttpResponse:
    request.actor.demand("matchmaking.board")
    return send(print_cards(standing_or_404(request, pk)), "application/pdf", f"table-cards-{pk}.pdf")


@require_GET
def show_outcomes(request: ActingRequest, pk: int) -> HttpResponse:
    """The meetings of one slot, each one tap away from its outcome; made for a phone in the hall."""
    request.actor.demand("matchmaking.outcomes")
    session = find_session(request, pk)
    timetable = newest_frozen(session)
    held = list_meetings(timetable) if timetable else []
    used = {meeting.slot_id for meeting in held}
    slots = list(Slot.objects.filter(session=session, **({"pk__in": used} if used else {})).order_by("starts_at"))
    chosen = choose_slot(slots, request.GET.get("slot", ""))
    meetings = [m for m in held if chosen and m.slot_id == chosen.pk]
    said: dict[int, list[Outcome]] = {}
    for outcome in Outcome.objects.filter(request__in=[m.request_id for m in meetings]):
        said.setdefault(outcome.request_id, []).append(outcome)
    rows = [
        {"meeting": m, "outcome": settle(said.get(m.request_id, [])), "disagree": disagree(said.get(m.request_id, []))}
        for m in meetings
    ]
    context = {"session": session, "slots": slots, "chosen": chosen, "rows": rows, "timetable": timetable}
    return render(request, "matchmaking/outcomes.html", context)


def choose_slot(slots: list[Slot], wanted: str) -> Slot | None:
    """The slot asked for, or the last that has begun, or the first."""
    if wanted.isascii() and wanted.isdigit():
        found = next((slot for slot in slots if slot.pk == int(wanted)), None)
        if found is not None:
            return found
    begun = [slot for slot in slots if slot.starts_at <= timezone.now()]
    return begun[-1] if begun and begun[-1] != slots[-1] else (slots[0] if slots else None)


def list_of(wish: Request) -> str:
    """Back to the meetings of the slot, where the next outcome waits to be entered."""
    timetable = newest_frozen(wish.session)
    meeting = wish.meetings.filter(timetable=timetable).first() if timetable else None
    address = reverse("match-outcomes", args=[wish.session_id])
    return f"{address}?slot={meeting.slot_id}" if meeting is not None else address


@require_http_methods(["GET", "POST"])
def enter(request: ActingRequest, pk: int) -> HttpResponseBase:
    """What the office says of a meeting."""
    request.actor.demand("matchmaking.outcomes")
    wish: Request | None = (
        KINDS["matchmaking.request"]
        .visible_to(request.actor)
        .select_related("session", "asker__organisation", "asked__organisation")
        .filter(pk=pk)
        .first()
    )
    if wish is None:
        raise Http404
    rows = list(Outcome.objects.filter(request=wish).order_by("pk"))
    mine = next((row for row in rows if row.said_by == Reporter.OFFICE), None)
    form = OutcomeForm(request.POST or None, instance=mine or Outcome(body=wish.body, request=wish, year=wish.year))
    if request.method == "POST" and form.is_valid():
        try:
            outcome: Any = enter_outcome(wish, form.cleaned_data, said_by=Reporter.OFFICE, by=request.actor)
        except Problem as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Recorded: %(outcome)s.") % {"outcome": outcome})
            return HttpResponseRedirect(list_of(wish))
    context = {"wish": wish, "form": form, "rows": rows, "mine": mine}
    return render(request, "matchmaking/enter.html", context, status=422 if form.errors else 200)
