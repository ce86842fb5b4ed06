"""The records behind each band of a funnel, and the personal link on which the invited answer."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luzhi.access.actors import ActingRequest
from luzhi.access.links import personal_link
from luzhi.access.signin import find_address
from luzhi.common.limits import may_count_one_more
from luzhi.expo.applications.services import is_open
from luzhi.expo.invitations.answers import ANSWERABLE, find_invitation, give_answer, issue_link
from luzhi.expo.invitations.forms import AnswerForm
from luzhi.expo.invitations.queries import STEPS, find_origins, find_uninvited
from luzhi.expo.models import Exhibitor, Invitation
from luzhi.records.kinds import KINDS
from luzhi.records.views import show_some


@require_GET
def show_funnel(request: ActingRequest, pk: int, step: str) -> HttpResponse:
    """The records behind one band of a channel's funnel, as an ordinary list."""
    key = "expo.exhibitor" if step == "uninvited" else "expo.invitation"
    channel = get_object_or_404(KINDS["expo.invitationchannel"].visible_to(request.actor), pk=pk)
    if step == "uninvited":
        base: Any = Exhibitor.objects.filter(invitation=None, organisation__unnamed=False)
    elif step in STEPS:
        base = Invitation.objects.filter(state__in=STEPS[step])
    else:
        raise Http404
    return show_some(request, KINDS[key], base.filter(channel=channel).values("pk"))


@require_GET
def show_origin(request: ActingRequest, pk: int, place: int, step: str) -> HttpResponse:
    """The records behind a number of the picture by origin; place 0 is where nobody wrote down where from."""
    request.actor.demand("expo.front")
    expo = get_object_or_404(KINDS["expo.expo"].visible_to(request.actor), pk=pk)
    wanted = place or None
    if step == "uninvited":
        kind, found = KINDS["expo.exhibitor"], [pk for pk, origin in find_uninvited(expo).items() if origin == wanted]
    elif step in STEPS:
        kind = KINDS["expo.invitation"]
        found = [pk for pk, (state, origin) in find_origins(expo).items() if origin == wanted and state in STEPS[step]]
    else:
        raise Http404
    return show_some(request, kind, found)


@require_POST
def make_link(request: ActingRequest, pk: int) -> HttpResponseBase:
    """A fresh personal link; shown once, and the one before opens nothing any more."""
    request.actor.demand("expo.invitation.change")
    invitation = get_object_or_404(KINDS["expo.invitation"].visible_to(request.actor), pk=pk)
    secret = issue_link(invitation, by=request.actor)
    address = request.build_absolute_uri(reverse("invitation-answer", args=[secret]))
    messages.success(request, _("The personal link, shown only now: %(address)s") % {"address": address})
    return HttpResponseRedirect(KINDS["expo.invitation"].url(pk))


@personal_link(find_invitation)
@sensitive_post_parameters("name", "phone", "diet")
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, secret: str, invitation: Invitation) -> HttpResponseBase:
    """The invited answer; the answer can be changed until the expo is over."""
    known = invitation.guests.filter(confirmed=True).select_related("person").first()
    may_answer = invitation.state in ANSWERABLE
    form: Any = AnswerForm(invitation, request.POST or None, instance=known)
    status = 200
    if request.method == "POST" and may_answer:
        status = 422
        if not may_count_one_more(f"answer:{find_address(request)}", 30, 3600):
            form.add_error(None, _("Too many answers came from your address; nothing was saved. Try again in an hour."))
            status = 429
        elif form.is_valid():
            give_answer(invitation, form.cleaned_data["answer"], form.cleaned_data)
            return HttpResponseRedirect(f"{request.path}?done=1")
    apply = reverse("expo-apply", args=[invitation.body.code, invitation.expo_id]) if is_open(invitation.expo) else ""
    context = {
        "invitation": invitation, "form": form, "guest": known, "may_answer": may_answer, "apply": apply,
        "done": "done" in request.GET,
    }  # fmt: skip
    return render(request, "expo/answer.html", context, status=status)
