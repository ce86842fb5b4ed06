"""The security administrator's pages: who holds which role at this body, until when."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luzhi.access.actors import ActingRequest
from luzhi.access.forms import GrantForm
from luzhi.access.grants import give_role, withdraw_role
from luzhi.access.models import Grant
from luzhi.access.roles import DESCRIPTIONS, STANDS_FOR, Role
from luzhi.common.paging import take_page
from luzhi.common.problems import Problem


@require_GET
def list_grants(request: ActingRequest) -> HttpResponse:
    request.actor.demand("access.grants")
    role, text = request.GET.get("role", ""), request.GET.get("q", "").strip()[:60]
    found = Grant.objects.filter(body=request.actor.body_id).select_related("user")
    if role in Role.values:
        found = found.filter(role=role)
    if text:
        found = found.filter(user__username__icontains=text) | found.filter(user__display_name__icontains=text)
    context = {"page": take_page(found, request.GET), "role": role, "text": text, "roles": Role.choices}
    return render(request, "access/grant_list.html", context)


@require_http_methods(["GET", "POST"])
def add_grant(request: ActingRequest) -> HttpResponseBase:
    request.actor.demand("access.grants")
    start = {name: request.GET[name] for name in ("username", "role") if name in request.GET}
    form = GrantForm(request.POST or None, body=request.actor.body, initial=start)
    if request.method == "POST" and form.is_valid():
        user, role = form.cleaned_data["username"], Role(form.cleaned_data["role"])
        try:
            give_role(user, role, ends_on=form.cleaned_data["ends_on"], by=request.actor, body=request.actor.body)
        except Problem as problem:
            form.add_error(None, str(problem.sentence))
        else:
            messages.success(
                request, _("“%(account)s” now holds the role “%(role)s”.") % {"account": user, "role": role.label}
            )
            # The page above this app that says for whom an account stands; without it the role shows nothing.
            after = reverse("account-ties", args=[user.pk]) if role in STANDS_FOR else reverse("grant-list")
            return HttpResponseRedirect(after)
    descriptions = [(role.label, DESCRIPTIONS[role]) for role in Role]
    context = {"form": form, "descriptions": descriptions}
    return render(request, "access/grant_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def withdraw_grant(request: ActingRequest, pk: int) -> HttpResponseBase:
    request.actor.demand("access.grants")
    grant = Grant.objects.filter(body=request.actor.body_id, pk=pk).select_related("user").first()
    if grant is None:
        raise Http404
    problem: Problem | None = None
    if request.method == "POST":
        try:
            withdraw_role(grant, by=request.actor, reason=request.POST.get("reason", ""))
        except Problem as found:
            problem = found
        else:
            messages.success(request, _("The role has been withdrawn."))
            return HttpResponseRedirect(reverse("grant-list"))
    status = problem.status if problem else 200
    return render(request, "access/grant_withdraw.html", {"grant": grant, "problem": problem}, status=status)
