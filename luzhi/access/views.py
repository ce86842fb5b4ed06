"""The system administrator's pages: accounts and the body; and the table of permissions for whoever administers."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luzhi.access import accounts
from luzhi.access.actors import ActingRequest
from luzhi.access.forms import AccountForm, BodyForm, NamingForm
from luzhi.access.models import Body, Grant, User
from luzhi.access.permissions import TABLE, Extent
from luzhi.access.roles import DESCRIPTIONS, Role
from luzhi.common.audit import record_event
from luzhi.common.paging import take_page
from luzhi.common.pasting import read_rows
from luzhi.common.problems import Problem

MOST_SHOWN = 200_000


def get_account_or_404(request: ActingRequest, pk: int) -> User:
    """An account of this body; those of other bodies are not there."""
    request.actor.demand("access.accounts")
    user = accounts.accounts_of(request.actor.body).select_related("home").filter(pk=pk).first()
    if user is None:
        raise Http404
    return user


@require_GET
def list_accounts(request: ActingRequest) -> HttpResponse:
    request.actor.demand("access.accounts")
    text = request.GET.get("q", "").strip()[:60]
    found = accounts.accounts_of(request.actor.body)
    if text:
        found = found.filter(Q(username__icontains=text) | Q(display_name__icontains=text))
    page = take_page(found.select_related("home"), request.GET)
    return render(request, "access/account_list.html", {"page": page, "text": text})


@require_http_methods(["GET", "POST"])
def add_account(request: ActingRequest) -> HttpResponseBase:
    request.actor.demand("access.accounts")
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user, password = accounts.create_account(**form.cleaned_data, by=request.actor, home=request.actor.body)
        except Problem as problem:
            form.add_error("username", str(problem.sentence))
        else:
            return show_password(request, user, password)
    status = 422 if form.errors else 200
    return render(request, "access/account_form.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def paste_accounts(request: ActingRequest) -> HttpResponse:
    """Many accounts at once, pasted from a spreadsheet; their passwords are shown this once."""
    request.actor.demand("access.accounts")
    text, problem = request.POST.get("rows", ""), None
    if request.method == "POST":
        try:
            made = accounts.create_accounts(read_rows(text, 3), by=request.actor, home=request.actor.body)
        except Problem as found:
            problem = found
        else:
            return render(request, "access/passwords.html", {"made": made})
    context = {"text": text[:MOST_SHOWN], "problem": problem}
    return render(request, "access/account_paste.html", context, status=422 if problem else 200)


def show_password(request: ActingRequest, user: User, password: str) -> HttpResponse:
    """The one page on which a password to hand out is shown; it is kept nowhere."""
    return render(request, "access/password.html", {"user_shown": user, "password": password})


@require_GET
def show_account(request: ActingRequest, pk: int) -> HttpResponse:
    user = get_account_or_404(request, pk)
    context = {
        "user_shown": user,
        "ours": accounts.is_kept_by(user, request.actor.body),
        "myself": user.pk == request.user.pk,
        "grants": Grant.objects.filter(user=user, body=request.actor.body).order_by("role"),
        "second_factor": accounts.has_second_factor(user),
    }
    return render(request, "access/account_detail.html", context)


@require_http_methods(["GET", "POST"])
def edit_account(request: ActingRequest, pk: int) -> HttpResponseBase:
    """What the account is called, and where its notices are mailed."""
    user = get_account_or_404(request, pk)
    form = NamingForm(request.POST or None, initial={"display_name": user.display_name, "email": user.email})
    if request.method == "POST" and form.is_valid():
        accounts.rename_account(user, **form.cleaned_data, by=request.actor)
        messages.success(request, _("“%(account)s” has been changed.") % {"account": user})
        return HttpResponseRedirect(reverse("account-detail", args=[pk]))
    context = {"form": form, "user_shown": user}
    return render(request, "access/account_edit.html", context, status=422 if form.errors else 200)


@require_POST
def act_on_account(request: ActingRequest, pk: int, action: str) -> HttpResponseBase:
    """Close, open, renew the password of, or take the second factor from an account."""
    user = get_account_or_404(request, pk)
    if action == "reset-password":
        return show_password(request, user, accounts.reset_password(user, by=request.actor))
    if action == "reset-second-factor":
        accounts.reset_second_factor(user, by=request.actor)
        messages.success(request, _("The second factor of “%(account)s” has been removed.") % {"account": user})
    elif action in ("close", "open"):
        accounts.set_active(user, active=action == "open", by=request.actor)
        sentence = _("“%(account)s” is open again.") if action == "open" else _("“%(account)s” is closed.")
        messages.success(request, sentence % {"account": user})
    else:
        raise Http404
    return HttpResponseRedirect(reverse("account-detail", args=[pk]))


@require_http_methods(["GET", "POST"])
def edit_body(request: ActingRequest) -> HttpResponseBase:
    """The body's own names and working year; the bodies below are listed."""
    request.actor.demand("access.body")
    form = BodyForm(request.POST or None, instance=Body.objects.get(pk=request.actor.body_id))
    if request.method == "POST" and form.is_valid():
        changes = {name: [str(form.initial[name]), str(form.cleaned_data[name])] for name in form.changed_data}
        with transaction.atomic():
            form.save()
            record_event(
                actor=request.actor, verb="body.changed", obj=form.instance, body_id=form.instance.pk, changes=changes
            )
        messages.success(request, _("The body's data have been changed."))
        return HttpResponseRedirect(reverse("body-detail"))
    below = Body.objects.filter(parent=request.actor.body_id).order_by("pk")
    context = {"form": form, "below": below}
    return render(request, "access/body.html", context, status=422 if form.errors else 200)


@require_GET
def show_permissions(request: ActingRequest) -> HttpResponse:
    request.actor.demand("access.table")
    roles = [(role.label, DESCRIPTIONS[role]) for role in Role]
    return render(request, "access/permissions.html", {"roles": roles, "groups": group_permissions()})


def group_permissions() -> list[tuple[str, list[tuple[Any, str, list[Extent | None]]]]]:
    """The table by app: label, name, and how far each role's permission reaches."""
    groups: dict[str, list[tuple[Any, str, list[Extent | None]]]] = {}
    for permission in sorted(TABLE.values(), key=lambda p: p.name):
        row = (permission.label, permission.name, [permission.extents.get(role) for role in Role])
        groups.setdefault(permission.name.split(".", 1)[0], []).append(row)
    return list(groups.items())
