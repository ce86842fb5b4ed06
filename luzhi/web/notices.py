"""A person's notices, and the outbox in which staff look at drafts before they go out."""

from django.contrib import messages
from django.db import models, transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from luzhi.access.actors import ActingRequest
from luzhi.access.models import User
from luzhi.common.audit import record_event
from luzhi.common.models import Channel, Notice, NoticeState
from luzhi.common.outbox import release_notice, withdraw_notice
from luzhi.common.paging import take_page


def inbox_of(request: ActingRequest) -> models.QuerySet[Notice]:
    """What was sent to the person inside luzhi, at any body."""
    request.actor.demand("web.notices")
    return Notice.objects.filter(recipient=request.user, channel=Channel.IN_APP, state=NoticeState.SENT)


def count_unread(user: User) -> None:
    """Write down anew how many notices the person has not read."""
    unread = Notice.objects.filter(recipient=user, channel=Channel.IN_APP, state=NoticeState.SENT, read_at=None)
    User.objects.filter(pk=user.pk).update(unread_notices=unread.count())


@require_GET
def list_notices(request: ActingRequest) -> HttpResponse:
    page = take_page(inbox_of(request), request.GET)
    return render(request, "web/notices.html", {"page": page})


@require_POST
def open_notice(request: ActingRequest, pk: int) -> HttpResponse:
    """Mark one notice as read and go to what it is about."""
    with transaction.atomic():
        notice = inbox_of(request).filter(pk=pk).first()
        if notice is None:
            raise Http404
        if notice.read_at is None:
            Notice.objects.filter(pk=pk).update(read_at=timezone.now())
            count_unread(request.user)
    inside = url_has_allowed_host_and_scheme(notice.link, allowed_hosts=None)
    return HttpResponseRedirect(notice.link if notice.link and inside else reverse("notice-list"))


@require_POST
def read_all(request: ActingRequest) -> HttpResponse:
    with transaction.atomic():
        inbox_of(request).filter(read_at=None).update(read_at=timezone.now())
        count_unread(request.user)
    return HttpResponseRedirect(reverse("notice-list"))


STATES = {"draft": NoticeState.DRAFT, "reviewed": NoticeState.REVIEWED, "sent": NoticeState.SENT,
          "withdrawn": NoticeState.WITHDRAWN}  # fmt: skip


def outbox_of(request: ActingRequest) -> models.QuerySet[Notice]:
    request.actor.demand("web.outbox")
    return Notice.objects.filter(body_id=request.actor.body_id).select_related("recipient")


@require_GET
def list_outbox(request: ActingRequest) -> HttpResponse:
    chosen = request.GET.get("state", "draft")
    state = STATES.get(chosen, NoticeState.DRAFT)
    page = take_page(outbox_of(request).filter(state=state), request.GET)
    tabs = [(code, label.label, code == state) for code, label in STATES.items()]
    return render(request, "web/outbox.html", {"page": page, "state": state, "states": tabs})


@require_POST
def decide_outbox(request: ActingRequest) -> HttpResponse:
    """Release or withdraw the drafts that were ticked; each decision is in the audit chain."""
    drafts = outbox_of(request)
    chosen = [int(pk) for pk in request.POST.getlist("notice") if pk.isdecimal() and len(pk) < 19]
    action = {"release": release_notice, "withdraw": withdraw_notice}.get(request.POST.get("action", ""))
    done = 0
    if action is not None:
        with transaction.atomic():
            for notice in drafts.filter(pk__in=chosen).select_for_update(of=("self",)):
                if action(notice):
                    verb = "notice.released" if action is release_notice else "notice.withdrawn"
                    record_event(actor=request.actor, verb=verb, obj=notice, body_id=notice.body_id)
                    done += 1
    words = {"n": done}
    messages.success(request, _("%(n)s notices decided.") % words if done else _("Nothing was chosen."))
    return HttpResponseRedirect(reverse("outbox-list"))
