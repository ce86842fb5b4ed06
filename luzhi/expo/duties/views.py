"""The evening before: who is wanted in two places tomorrow; and the roster of a day."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from luzhi.access.actors import ActingRequest
from luzhi.common.models import Notice
from luzhi.expo.duties.commitments import day_span, find_clashes, read_commitments, read_shifts
from luzhi.expo.duties.warning import TO_OFFICE, warn_of_clashes
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
        "may_add": request.actor.may("expo.staffduty.add"), "may_tell": request.actor.may("expo.staffduty.change"),
        "told": Notice.objects.filter(
            recipient=request.user, topic=TO_OFFICE, link__endswith=f"?day={day:%Y-%m-%d}"
        ).order_by("-pk").first(),
    }  # fmt: skip
    return render(request, "expo/duty_day.html", context)


@require_POST
def tell(request: ActingRequest) -> HttpResponseBase:
    """Tell everybody concerned now, as the evening's command does; what was told already is not told again."""
    request.actor.demand("expo.staffduty.change")
    day = read_day(request.POST.get("day", "")[:10])
    n = warn_of_clashes(request.actor.body, day)
    words = ngettext("%(n)s notice has gone out.", "%(n)s notices have gone out.", n) % {"n": n}
    messages.success(request, words if n else _("Everybody concerned has been told already."))
    return HttpResponseRedirect(f"{reverse('expo-duties')}?day={day:%Y-%m-%d}")
