"""A sign-in desk: its page, the list it takes along, and its reports."""

import json
import uuid
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luzhi.access.actors import ActingRequest
from luzhi.common.keeping import send_keeper
from luzhi.common.problems import Problem
from luzhi.onsite.forms import ReadForm
from luzhi.onsite.models import Badge, Desk, Scan
from luzhi.onsite.services import Reading, merge_scans, read_readings
from luzhi.onsite.vocabulary import ScanOutcome
from luzhi.records.kinds import KINDS

LARGEST = 500_000  # bytes of a report


def demand_desk(request: ActingRequest, pk: int) -> Desk:
    request.actor.demand("onsite.desk")
    desk = KINDS["onsite.desk"].visible_to(request.actor).select_related("expo", "sub_event").filter(pk=pk).first()
    if desk is None:
        raise Http404
    found: Desk = desk
    return found


@never_cache
@require_http_methods(["GET", "POST"])
def show_desk(request: ActingRequest, pk: int) -> HttpResponseBase:
    """The page of a desk. With scripts it keeps working without network; without scripts each code is sent at once."""
    desk = demand_desk(request, pk)
    form, scan = ReadForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        reading = Reading(uuid.uuid4(), form.cleaned_data["code"], now)
        merge_scans(desk, [reading], by=request.actor, desk_now=now)
        scan = Scan.objects.select_related("badge__organisation").get(token=reading.token)
        form = ReadForm()
    return render(request, "onsite/desk.html", {"desk": desk, "form": form, "scan": scan})


@never_cache
@require_GET
def send_list(request: ActingRequest, pk: int) -> HttpResponse:
    """What a desk takes along: names by code, who has signed in already, and until when it may keep the list."""
    desk = demand_desk(request, pk)
    badges = Badge.objects.filter(expo=desk.expo_id).values_list(
        "code", "name", "organisation__name", "badge_class", "void"
    )
    signed = Scan.objects.filter(expo=desk.expo_id, sub_event=desk.sub_event_id, outcome=ScanOutcome.FIRST)
    if desk.sub_event_id is None:
        signed = signed.filter(day=timezone.localdate())
    last = desk.expo.ends_on
    return JsonResponse(
        {
            "csrf": get_token(request),
            "day": timezone.localdate().isoformat(),
            "expires": last.isoformat() if last else "",
            "badges": [list(row) for row in badges],
            "signed": [
                [code, at.isoformat(), name] for code, at, name in signed.values_list("badge__code", "at", "desk__name")
            ],
        }
    )


@never_cache
@require_POST
def take_report(request: ActingRequest, pk: int) -> HttpResponse:
    """Readings of a desk, perhaps hours old, perhaps sent before; answers which ones it may forget."""
    desk = demand_desk(request, pk)
    try:
        if len(request.body) > LARGEST:
            raise Problem(_("The report is too long; send it in parts."))  # noqa: TRY301 -- answered like all others
        told: Any = json.loads(request.body)
        desk_now = parse_datetime(told["now"])
        if desk_now is None or timezone.is_naive(desk_now):
            raise ValueError(told["now"])  # noqa: TRY301 -- the same
        report = merge_scans(desk, read_readings(told["readings"]), by=request.actor, desk_now=desk_now)
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"problem": _("This is not a report of a desk.")}, status=400)
    except Problem as problem:
        return JsonResponse({"problem": str(problem.sentence)}, status=problem.status)
    return JsonResponse({"kept": report.kept, "outcomes": report.outcomes})


@require_GET
def send_worker(request: ActingRequest) -> HttpResponse:
    """The script that gives a desk its page when there is no network; it may act for the expo days only."""
    request.actor.demand("onsite.desk")
    return send_keeper()
