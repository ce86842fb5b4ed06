"""Badges: those that are missing made in one go, and printed."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from luzhi.access.actors import ActingRequest
from luzhi.common.audit import record_event
from luzhi.onsite.forms import MakeForm, PrintForm
from luzhi.onsite.models import Badge
from luzhi.onsite.papers import print_badges
from luzhi.onsite.queries import count_badges
from luzhi.onsite.services import make_badges
from luzhi.onsite.views import demand_newest
from luzhi.records.kinds import KINDS


def show(request: ActingRequest, make_form: MakeForm, print_form: PrintForm, status: int = 200) -> HttpResponse:
    expo = demand_newest(request, "onsite.badges")
    context = {
        "expo": expo, "classes": count_badges(expo, timezone.localdate()), "make_form": make_form,
        "print_form": print_form, "kind": KINDS["onsite.badge"],
        "unprinted": Badge.objects.filter(expo=expo, void=False, printed_at=None).count(),
    }  # fmt: skip
    return render(request, "onsite/badges.html", context, status=status)


@require_GET
def show_badges(request: ActingRequest) -> HttpResponse:
    """How many there are, what is missing, what is not printed."""
    return show(request, MakeForm(), PrintForm(initial={"only_new": True}))


@require_POST
def make(request: ActingRequest) -> HttpResponseBase:
    expo = demand_newest(request, "onsite.badges")
    form = MakeForm(request.POST)
    if not form.is_valid():
        return show(request, form, PrintForm(), status=422)
    n = make_badges(expo, by=request.actor, for_each_firm=form.cleaned_data["for_each_firm"])
    messages.success(request, ngettext("%(n)s badge was made.", "%(n)s badges were made.", n) % {"n": n})
    return HttpResponseRedirect(reverse("onsite-badges"))


@require_POST
def send_badges(request: ActingRequest) -> HttpResponseBase:
    """The badges as a file to print; they count as printed from now on."""
    expo = demand_newest(request, "onsite.badges")
    form = PrintForm(request.POST)
    if not form.is_valid():
        return show(request, MakeForm(), form, status=422)
    chosen = Badge.objects.filter(expo=expo, void=False).order_by("badge_class", "organisation", "name", "pk")
    if form.cleaned_data["badge_class"]:
        chosen = chosen.filter(badge_class=form.cleaned_data["badge_class"])
    if form.cleaned_data["only_new"]:
        chosen = chosen.filter(printed_at=None)
    ids = list(chosen.values_list("pk", flat=True))
    made = print_badges(expo, chosen)
    Badge.objects.filter(pk__in=ids).update(printed_at=timezone.now())
    record_event(actor=request.actor, verb="printed badges", obj=expo, changes={"badges": len(ids)})
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="badges-{timezone.localtime():%Y%m%d-%H%M}.pdf"'
    return answer
