"""The evening before: who is wanted in two places tomorrow; and the roster of a day."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from luzhi.access.actors import ActingRequest
from luzhi.expo.duties.commitments import day_span, find_clashes, read_commitments, read_shifts
from luzhi.records.kinds import KINDS


def read_day(text: str) -> date:
    """The day asked for; tomorrow when none or nothing sensible was."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return timezone.localdate() + timedelta(days=1)


@require_GET
def show_day(request: ActingRequest) -> HttpResponse:
    """The shifts of a day by hall, post and role, and every person who is wanted twice."""
    request.actor.demand("expo.roster")
    day = read_day(request.GET.get("day", "")[:10])
    span = day_span(day)
    body = request.actor.body_id
    shifts = sorted(
        read_shifts(body, *span), key=lambda row: (str(row.what.hall or ""), str(row.what.post), row.start, row.person)
    )
    context = {
        "day": day, "before": day - timedelta(days=1), "after": day + timedelta(days=1), "shifts": shifts,
        "clashes": find_clashes(read_commitments(body, *span)), "duties": KINDS["expo.staffduty"],
        "may_add": request.actor.may("expo.staffduty.add"),
    }  # fmt: skip
    return render(request, "expo/duty_day.html", context)
