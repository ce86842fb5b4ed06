"""The history of an answer's class, on its page."""

from django.template.loader import render_to_string
from django.urls import reverse

from luzhi.access.actors import ActingRequest
from luzhi.handling.following.rules import may_report
from luzhi.handling.models import Answer


def draw_history(request: ActingRequest, answer: Answer) -> str:
    """How the class moved on since the answer was given, with a door to report more."""
    if answer.draft:
        return ""
    reports = list(answer.progress.select_related("commitment").order_by("reported_on", "pk"))
    door = reverse("add-progress", args=[answer.pk]) if may_report(request.actor, answer) else ""
    if not reports and not door:
        return ""
    return render_to_string("handling/_history.html", {"answer": answer, "reports": reports, "door": door}, request)
