"""The command room, and tomorrow's papers."""

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from luzhi.access.actors import ActingRequest
from luzhi.common.problems import Problem
from luzhi.expo.models import Expo
from luzhi.expo.views import find_expo
from luzhi.onsite import queries
from luzhi.onsite.papers import print_papers
from luzhi.onsite.pictures import draw_hours
from luzhi.records.kinds import KINDS


def demand_newest(request: ActingRequest, permission: str) -> Expo:
    """The expo of the days; raises Problem when the body has none."""
    request.actor.demand(permission)
    expo = find_expo(request, None)
    if expo is None:
        raise Problem(_("There is no expo on record yet. Enter it first."))
    return expo


def read_day(request: ActingRequest, expo: Expo, *, ahead: int = 0) -> dt.date:
    """The day asked for; else today, or while the expo is not open the opening day. Raises Problem for no day."""
    text = request.GET.get("day", "")
    if text:
        try:
            day = parse_date(text)
        except ValueError:
            day = None
        if day is None:
            raise Problem(_("“%(text)s” is no day.") % {"text": text})
        return day
    today = timezone.localdate() + dt.timedelta(days=ahead)
    if expo.starts_on is None:
        return today
    return min(max(today, expo.starts_on), expo.ends_on or expo.starts_on)


@require_GET
def show_board(request: ActingRequest) -> HttpResponse:
    """The day at a glance, for the wall of the command room; its middle part asks for itself every half minute."""
    expo = demand_newest(request, "onsite.board")
    day = read_day(request, expo)
    hours = queries.count_hours(expo, day)
    classes = queries.count_badges(expo, day)
    last = expo.ends_on or expo.starts_on
    context = {
        "expo": expo,
        "day": day,
        "days": [expo.starts_on + dt.timedelta(days=n) for n in range(min((last - expo.starts_on).days + 1, 10))]
        if expo.starts_on and last
        else [],
        "countdown": queries.count_down(expo, timezone.localdate()),
        "now": timezone.localtime(),
        "classes": classes,
        "came": sum(row["came"] for row in classes),
        "issued": sum(row["issued"] for row in classes),
        "picture": draw_hours(hours),
        "hours": hours,
        "visitors": sum(row["counted"] for row in hours),
        "gates": queries.count_gates(expo, day),
        "programme": queries.list_programme(expo, day),
        "duties": queries.list_duties(expo, day),
        **queries.show_movements(expo, day),
        "incidents": queries.list_incidents(expo),
        "unseen": queries.list_unseen(expo, day),
        "desks": list(expo.desks.order_by("pk")),
        "may_sign_in": request.actor.may("onsite.desk"),
        "kinds": {key: KINDS[f"onsite.{key}"] for key in ("scan", "gatecount", "incident", "desk", "badge")},
    }
    template = "onsite/_board.html" if request.headers.get("HX-Request") else "onsite/board.html"
    return render(request, template, context)


@require_GET
def send_papers(request: ActingRequest) -> HttpResponse:
    """The papers of a day as PDF; tomorrow's unless another day is asked for."""
    expo = demand_newest(request, "onsite.board")
    day = read_day(request, expo, ahead=1)
    answer = HttpResponse(print_papers(expo, day), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="expo-{day:%Y%m%d}.pdf"'
    return answer
