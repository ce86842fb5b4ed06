"""The roster of a day."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from luzhi.access.actors import ActingRequest
from luzhi.people.days import parse_day
from luzhi.people.panels import choose_day
from luzhi.records.kinds import KINDS
from luzhi.records.listing import ListPage


def read_day(text: str, year: int) -> date:
    """The day asked for, or the one from which the working year is looked at; Problem for what is no day."""
    return parse_day(text, year) if text else choose_day(year)


@require_GET
def show_roster(request: ActingRequest) -> HttpResponse:
    """Who held which office on a day, narrowed by office, sector or committee."""
    request.actor.demand("people.roster")
    kind = KINDS["people.seat"]
    day = read_day(request.GET.get("on", "").strip(), request.year)
    base = kind.visible_to(request.actor).held_on(day)  # type: ignore[attr-defined]
    page = ListPage(kind, request.GET, request.actor, address=request.path, base=base)
    context = {
        "kind": kind, "page": page, "day": day,
        "filters": [chosen for chosen in page.filters if chosen.path != "person"],
    }  # fmt: skip
    return render(request, "people/roster.html", context)
