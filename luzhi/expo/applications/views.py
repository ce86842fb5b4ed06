"""The public form for exhibitors, in both languages, and the personal link on which the answer is read."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from luzhi.access.links import personal_link
from luzhi.access.signin import find_address
from luzhi.common.limits import may_count_one_more
from luzhi.expo.applications.entries import EntryForm, last_told, write_entry
from luzhi.expo.applications.forms import PublicForm
from luzhi.expo.applications.services import (
    find_by_secret,
    is_open,
    is_within_limits,
    take_application,
)
from luzhi.expo.models import Application, Exhibitor, Expo
from luzhi.expo.models.applications import make_ticket
from luzhi.expo.vocabulary import ApplicationState
from luzhi.records.services import Stale
from luzhi.workflow.engine import perform


@login_not_required
@never_cache
@sensitive_post_parameters("email", "phone")
@require_http_methods(["GET", "POST"])
def apply(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """The application form of an expo that takes applications."""
    expo = Expo.objects.select_related("body").filter(pk=pk, body__code=code).first()
    if expo is None or not (expo.applications_open or expo.applications_until):
        raise Http404
    if not is_open(expo):
        return render(request, "expo/apply_closed.html", {"expo": expo}, status=410)
    blank = Application(body=expo.body, expo=expo, year=expo.year, language=get_language() or "")
    if request.method == "GET":
        form = PublicForm(expo, initial={"ticket": make_ticket()})
        return render(request, "expo/apply.html", {"expo": expo, "form": form})
    form = PublicForm(expo, request.POST, instance=blank)
    if not form.is_valid():
        return render(request, "expo/apply.html", {"expo": expo, "form": form}, status=422)
    known = Application.objects.filter(expo=expo, ticket=form.cleaned_data["ticket"]).exists()
    if not known and not is_within_limits(expo, find_address(request)):
        form.add_error(
            None, _("Too many applications came from your address; nothing was saved. Try again in an hour.")
        )
        return render(request, "expo/apply.html", {"expo": expo, "form": form}, status=429)
    _made, secret = take_application(form.instance, ticket=form.cleaned_data["ticket"])
    if not secret:
        return render(request, "expo/apply_known.html", {"expo": expo})
    return HttpResponseRedirect(f"{reverse('application-status', args=[secret])}?new=1")


@personal_link(find_by_secret)
@require_http_methods(["GET", "POST"])
def show_status(request: HttpRequest, secret: str, application: Application) -> HttpResponseBase:
    """How an application stands; the applicant may withdraw it here."""
    may_withdraw = application.state in (ApplicationState.RECEIVED, ApplicationState.ACCEPTED)
    exhibitor = application.exhibitor if application.state == ApplicationState.ACCEPTED else None
    entry, status = (EntryForm(exhibitor) if exhibitor is not None else None), 200
    if request.method == "POST" and exhibitor is not None and "version" in request.POST:
        entry, status = save_entry(exhibitor, request)
        if status == 200:
            return HttpResponseRedirect(f"{request.path}?saved=1")
    elif request.method == "POST":
        if may_withdraw:
            perform(application, "withdraw", by=None, reason=_("withdrawn by the applicant on the personal link"))
        return HttpResponseRedirect(request.path)
    context = {
        "application": application,
        "new": "new" in request.GET,
        "may_withdraw": may_withdraw,
        "address": request.build_absolute_uri(request.path),
        "exhibitor": exhibitor,
        "entry": entry,
        "saved": "saved" in request.GET,
        "told": last_told(exhibitor) if exhibitor is not None else None,
        "materials": list(exhibitor.materials.order_by("due_on", "pk")) if exhibitor is not None else [],
    }
    return render(request, "expo/apply_status.html", context, status=status)


def save_entry(exhibitor: Exhibitor, request: HttpRequest) -> tuple[EntryForm, int]:
    """The form as sent, and 200 when it was kept; otherwise the status of the refusal."""
    entry = EntryForm(Exhibitor.objects.get(pk=exhibitor.pk), request.POST)
    if not may_count_one_more(f"entry:{exhibitor.pk}", 60, 3600):
        entry.add_error(None, _("You have saved very often; nothing was saved now. Try again in an hour."))
        return entry, 429
    if not entry.is_valid():
        return entry, 422
    try:
        write_entry(exhibitor, entry.cleaned_data)
    except Stale as stale:
        entry.add_error(None, str(stale.sentence))
        return entry, 409
    return entry, 200
