"""A person's own sessions: where the account is open, and how to close it there."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

BROWSERS = (
    ("MicroMessenger", "微信 / WeChat"), ("Edg/", "Edge"), ("Firefox/", "Firefox"), ("QQBrowser", "QQ"),
    ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)  # fmt: skip


def name_client(user_agent: str) -> str:
    """The browser and the system in two words; the whole line where neither is known."""
    found = [next((name for mark, name in marks if mark in user_agent), "") for marks in (BROWSERS, SYSTEMS)]
    return " · ".join(filter(None, found)) or user_agent[:60]


@require_GET
def list_sessions(request: HttpRequest) -> HttpResponse:
    sessions = UserSession.objects.purge_and_list(request.user)
    rows = [
        {
            "pk": session.pk,
            "client": name_client(session.user_agent),
            "address": session.ip,
            "since": session.created_at,
            "current": session.session_key == request.session.session_key,
        }
        for session in sorted(sessions, key=lambda s: s.created_at, reverse=True)
    ]
    return render(request, "access/sessions.html", {"rows": rows, "others": sum(not row["current"] for row in rows)})


@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of one's own sessions; anybody else's is not there."""
    session = UserSession.objects.filter(pk=pk, user=request.user.pk).first()
    if session is None:
        raise Http404
    session.end()
    messages.success(request, _("The session has been ended."))
    return HttpResponseRedirect(reverse("usersessions_list"))


@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    for session in UserSession.objects.filter(user=request.user.pk).exclude(session_key=request.session.session_key):
        session.end()
    messages.success(request, _("All other sessions have been ended."))
    return HttpResponseRedirect(reverse("usersessions_list"))
