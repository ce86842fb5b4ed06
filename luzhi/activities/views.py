"""The year at a glance, the attendance of an activity, and who spoke on what."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from luzhi.access.actors import ActingRequest
from luzhi.activities.forms import AttendanceForm, SpeechesForm
from luzhi.activities.models import Activity
from luzhi.activities.services import add_participants, add_speeches, add_topics, match_topics, note_attendance
from luzhi.activities.timeline import draw_year, list_undated
from luzhi.records.kinds import KINDS
from luzhi.records.listing import ListPage


def get_activity_or_404(request: ActingRequest, pk: int) -> Activity:
    found: Any = KINDS["activities.activity"].visible_to(request.actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found  # type: ignore[no-any-return]


@require_GET
def show_timeline(request: ActingRequest) -> HttpResponse:
    """The activities of the working year on a strip of twelve months; those without days beside it."""
    request.actor.demand("activities.timeline")
    kind = KINDS["activities.activity"]
    base = kind.visible_to(request.actor).filter(year=request.year)
    page = ListPage(kind, request.GET, request.actor, address=request.path, base=base)
    chosen = [f for f in page.filters if f.path in ("kind", "state", "assignments", "committee")]
    picture, dated, left_out = draw_year(page.records, request.year)
    context = {
        "year": request.year, "kind": kind, "page": page, "filters": chosen, "picture": picture, "dated": dated,
        "left_out": left_out, "undated": list_undated(page.records), "may_add": request.actor.may(f"{kind.key}.add"),
    }  # fmt: skip
    return render(request, "activities/timeline.html", context)


@require_http_methods(["GET", "POST"])
def take_attendance(request: ActingRequest, pk: int) -> HttpResponseBase:
    """Mark who came and add who is missing from the list, all on one page."""
    activity = get_activity_or_404(request, pk)
    request.actor.demand("activities.participant.change")
    listed = activity.participants.exclude(person=None, organisation=None)
    people = list(listed.select_related("person", "organisation").order_by("pk"))
    form = AttendanceForm(request.POST or None, actor=request.actor, participants=people)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        with transaction.atomic():
            changed = note_attendance(activity, form.marks(), by=request.actor)
            added = add_participants(
                activity, values["names"], group=values["group"], role=values["role"],
                attendance=values["attendance"], by=request.actor,
            )  # fmt: skip
        tell_changes(request, changed, len(added))
        return HttpResponseRedirect(KINDS["activities.activity"].url(pk))
    rows = [(participant, form[f"a-{participant.pk}"]) for participant in people]
    context = {"activity": activity, "kind": KINDS["activities.activity"], "form": form, "rows": rows}
    return render(request, "activities/attendance.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def match_speeches(request: ActingRequest, pk: int) -> HttpResponseBase:
    """Add speakers and topics, and say who spoke on what as far as it is known."""
    activity = get_activity_or_404(request, pk)
    request.actor.demand("activities.speech.change")
    speeches = list(activity.speeches.select_related("person").order_by("position", "pk"))
    topics = list(activity.topics.order_by("position", "pk"))
    form = SpeechesForm(request.POST or None, actor=request.actor, speeches=speeches, topics=topics)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            changed = match_topics(activity, form.choices_made(), by=request.actor)
            new_topics = add_topics(activity, form.cleaned_data["topics"], by=request.actor)
            new_speeches = add_speeches(activity, form.cleaned_data["speakers"], by=request.actor)
        tell_changes(request, changed, len(new_topics) + len(new_speeches))
        return HttpResponseRedirect(KINDS["activities.activity"].url(pk))
    rows = [(speech, form[f"t-{speech.pk}"]) for speech in speeches]
    context = {"activity": activity, "kind": KINDS["activities.activity"], "form": form, "rows": rows, "topics": topics}
    return render(request, "activities/speeches.html", context, status=422 if form.errors else 200)


def tell_changes(request: ActingRequest, changed: int, added: int) -> None:
    """One sentence for what was written; none when nothing was."""
    parts = []
    if changed:
        parts.append(ngettext("%(n)s entry changed", "%(n)s entries changed", changed) % {"n": changed})
    if added:
        parts.append(ngettext("%(n)s entry added", "%(n)s entries added", added) % {"n": added})
    messages.success(request, "；".join(parts) or _("Nothing was changed."))
