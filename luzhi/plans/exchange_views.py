"""Files in and out, the people page, calendar feeds."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_http_methods

from luzhi.access.actors import ActingRequest, Actor, find_actor
from luzhi.common.audit import record_event
from luzhi.common.feeds import Due, gather_dues, write_calendar
from luzhi.common.problems import Problem
from luzhi.plans.charts import draw_load
from luzhi.plans.checking import check_rows
from luzhi.plans.counting import CountedPlan
from luzhi.plans.dues import find_team_dues
from luzhi.plans.entry import match_known
from luzhi.plans.exchange import file_name, read_project, write_project
from luzhi.plans.models import CalendarFeed, Workstream
from luzhi.plans.sheets import read_sheet, write_sheet
from luzhi.plans.staffing import Staffed, find_pressed, fit_people, read_busy_days, read_loads
from luzhi.plans.versions import write_fitted
from luzhi.plans.views import get_plan_or_404, seen_version, show_list

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "POST"])
def show_people(request: ActingRequest, pk: int) -> HttpResponseBase:
    """Who has too much, and a plan that everybody can keep: searched on request, applied on request."""
    plan = get_plan_or_404(request, pk)
    context: dict[str, Any] = {"plan": plan, "may_change": request.actor.may("plans.board.change")}
    try:
        counted = CountedPlan(plan)
        fitted: Staffed | None = fit_people(counted) if "fit" in request.GET or request.method == "POST" else None
        if request.method == "POST" and fitted is not None:
            request.actor.demand("plans.board.change")
            version = write_fitted(
                plan,
                fitted.places,
                by=request.actor,
                reason=request.POST.get("reason", ""),
                seen_version=seen_version(request),
            )
            messages.success(request, _("%(version)s is the plan now; the notices are drafted.") % {"version": version})
            return HttpResponseRedirect(reverse("plan-board", args=[pk]))
        loads = read_loads(counted)
        context |= {
            "counted": counted, "pressed": find_pressed(counted), "busy": read_busy_days(loads),
            "loads": draw_load(loads), "fitted": fitted,
        }  # fmt: skip
    except Problem as problem:
        return render(request, "plans/people.html", {**context, "problem": problem}, status=problem.status)
    return render(request, "plans/people.html", context)


@require_GET
def send_sheet(request: ActingRequest, pk: int) -> HttpResponse:
    plan = get_plan_or_404(request, pk)
    answer = HttpResponse(write_sheet(CountedPlan(plan)), content_type=SHEET)
    answer["Content-Disposition"] = file_name(plan, "xlsx")
    return answer


@require_GET
def send_project(request: ActingRequest, pk: int) -> HttpResponse:
    plan = get_plan_or_404(request, pk)
    answer = HttpResponse(write_project(CountedPlan(plan)), content_type="application/xml")
    answer["Content-Disposition"] = file_name(plan, "xml")
    return answer


@require_http_methods(["GET", "POST"])
def bring_file(request: ActingRequest, pk: int) -> HttpResponseBase:
    """Read a sheet or a project file into the typing page, where it is looked at before anything is saved."""
    plan = get_plan_or_404(request, pk, "plans.board.change")
    problem: Problem | None = None
    if request.method == "POST":
        try:
            upload = request.FILES.get("file")
            if upload is None:
                raise Problem(_("Choose a file first."))  # noqa: TRY301 -- shown where all other problems are
            sheet = (upload.name or "").lower().endswith((".xlsx", ".xlsm", ".xls", ".ods"))
            rows = match_known(plan, read_sheet(upload) if sheet else read_project(upload))
        except Problem as found:
            problem = found
        else:
            check_rows(plan, rows)
            return show_list(request, plan, rows, plan.version)
    return render(request, "plans/bring.html", {"plan": plan, "problem": problem}, status=422 if problem else 200)


@require_http_methods(["GET", "POST"])
def send_my_calendar(request: ActingRequest) -> HttpResponseBase:
    """GET: what is due for me as an .ics file. POST: a new secret feed address (the old one stops)."""
    request.actor.demand("plans.mine.view")
    if request.method == "POST":
        feed, _made = CalendarFeed.objects.update_or_create(
            account=request.user, body=request.actor.body, defaults={"secret": get_random_string(40)}
        )
        record_event(actor=request.actor, verb="feed made", body_id=request.actor.body_id)
        request.session["feed"] = feed.secret
        return HttpResponseRedirect(reverse("my-account" if request.POST.get("from") == "account" else "my-tasks"))
    answer = send_calendar(request, gather_dues(request.actor), name_feed(request.actor))
    answer["Content-Disposition"] = 'attachment; filename="luzhi.ics"'
    return answer


def name_feed(actor: Actor) -> str:
    return _("%(body)s: what is due") % {"body": actor.body.short_name or actor.body.name}


def send_calendar(request: HttpRequest, dues: list[Due], name: str) -> HttpResponse:
    root = request.build_absolute_uri("/").rstrip("/")
    return HttpResponse(write_calendar(dues, name, root=root), content_type="text/calendar; charset=utf-8")


@login_not_required
@require_GET
def send_feed(request: HttpRequest, secret: str, team: int = 0) -> HttpResponse:
    """The feed a calendar program subscribes to: what is due for the account today, or the tasks of a team. It ends
    with the account and with its roles at the body."""
    feed = CalendarFeed.objects.filter(secret=secret, account__is_active=True).select_related("account").first()
    actor = find_actor(feed.account, feed.body_id) if feed is not None else None
    if feed is None or actor is None or actor.body_id != feed.body_id:
        raise Http404
    with override(feed.account.language or settings.LANGUAGE_CODE):
        if not team:
            return send_calendar(request, gather_dues(actor), name_feed(actor))
        line = Workstream.objects.filter(pk=team, body_id=feed.body_id).first()
        if line is None:
            raise Http404
        return send_calendar(request, find_team_dues(line), line.title)
