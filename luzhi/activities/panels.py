"""Parts of an activity's page drawn by this app."""

from typing import Any

from django.db.models import Count
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from luzhi.access.actors import ActingRequest
from luzhi.activities.models import Activity
from luzhi.activities.vocabulary import Attendance
from luzhi.mandate.panels import draw_orders


def draw_series(request: ActingRequest, activity: Activity) -> str:
    """Says so where one record stands for many activities."""
    return render_to_string("activities/_series.html", {"activity": activity}) if activity.series else ""


def draw_orders_of_activity(request: ActingRequest, activity: Activity) -> str:
    """On whose order: the documents it follows and what stands above them."""
    documents = list(activity.follows.select_related("issuer").order_by("pk"))
    return draw_orders(documents) if documents else ""


def draw_people(request: ActingRequest, activity: Activity) -> str:
    """Who came, in numbers, with the way to the attendance and to who spoke on what."""
    counts: dict[Any, int] = dict(
        activity.participants.filter(person__isnull=False).order_by().values_list("attendance").annotate(n=Count("pk"))
    )
    marks: list[tuple[SafeString | str, int]] = [
        (str(Attendance(mark).label), counts[mark]) for mark in Attendance.values if counts.get(mark)
    ]
    speeches = activity.speeches.count()
    unmatched = activity.speeches.filter(topic=None).count()
    context = {
        "activity": activity, "marks": marks, "speeches": speeches, "unmatched": unmatched,
        "title": _("People"), "may_change": request.actor.may("activities.participant.change"),
    }  # fmt: skip
    return render_to_string("activities/_people.html", context)
