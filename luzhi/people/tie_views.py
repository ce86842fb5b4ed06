"""The security administrator's pages: for whom an account stands, and many grants at once."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from luzhi.access.actors import ActingRequest
from luzhi.access.models import Body
from luzhi.access.roles import Role
from luzhi.common.paging import take_page
from luzhi.common.pasting import read_rows
from luzhi.common.problems import Problem
from luzhi.people.granting import grant_many
from luzhi.people.models import Organisation, Person
from luzhi.people.ties import accounts_with_roles, find_one, read_standings, set_ties, write_name
from luzhi.records.forms import SEPARATORS

MOST_SHOWN = 200_000
MOST_NAMES = 3000


class TieForm(forms.Form):
    """A person and units of one body, by their names."""

    person = forms.CharField(label=gettext_lazy("person"), required=False, max_length=120)
    units = forms.CharField(
        label=gettext_lazy("units"), required=False, max_length=2000,
        help_text=gettext_lazy("Several with 、 or a comma between them."),
    )  # fmt: skip

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.body = body
        self.fields["person"].widget.attrs |= {"list": "persons", "autocomplete": "off"}
        self.fields["units"].widget.attrs |= {"list": "organisations", "autocomplete": "off"}

    def clean_person(self) -> Person | None:
        name = self.cleaned_data["person"].strip()
        return self._find("people.person", name) if name else None

    def clean_units(self) -> list[Organisation]:
        names = [name.strip() for name in SEPARATORS.split(self.cleaned_data["units"]) if name.strip()]
        return [self._find("people.organisation", name) for name in names]

    def _find(self, key: str, name: str) -> Any:
        try:
            return find_one(key, self.body, name)
        except Problem as problem:
            raise forms.ValidationError(str(problem.sentence)) from problem


@require_GET
def list_ties(request: ActingRequest) -> HttpResponse:
    """The accounts with a role here and for whom they stand."""
    request.actor.demand("people.ties")
    lacking, text = request.GET.get("lacking") == "1", request.GET.get("q", "").strip()[:60]
    found = accounts_with_roles(request.actor.body, lacking=lacking)
    if text:
        found = found.filter(username__icontains=text) | found.filter(display_name__icontains=text)
    page = take_page(found, request.GET)
    context = {
        "page": page, "standings": read_standings(page.rows, request.actor.body), "lacking": lacking, "text": text,
        "roles": dict(Role.choices),
    }  # fmt: skip
    return render(request, "people/tie_list.html", context)


@require_http_methods(["GET", "POST"])
def edit_ties(request: ActingRequest, pk: int) -> HttpResponseBase:
    """For whom one account stands."""
    request.actor.demand("people.ties")
    body = request.actor.body
    account = accounts_with_roles(body).filter(pk=pk).first()
    if account is None:
        raise Http404
    standing = read_standings([account], body)[0]
    start = {
        "person": write_name("people.person", body, standing.person) if standing.person else "",
        "units": "、".join(write_name("people.organisation", body, unit) for unit in standing.units),
    }
    form = TieForm(request.POST or None, body=body, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            set_ties(account, person=form.cleaned_data["person"], units=form.cleaned_data["units"], by=request.actor)
        except Problem as problem:
            form.add_error(None, str(problem.sentence))
        else:
            messages.success(request, _("It is on record for whom “%(account)s” stands.") % {"account": account})
            return HttpResponseRedirect(reverse("tie-list"))
    context = {
        "form": form, "standing": standing,
        "persons": Person.objects.filter(body=body).order_by("name")[:MOST_NAMES],
        "organisations": Organisation.objects.filter(body=body).order_by("name")[:MOST_NAMES],
    }  # fmt: skip
    return render(request, "people/tie_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def paste_grants(request: ActingRequest) -> HttpResponse:
    """Many grants at once, pasted from a spreadsheet."""
    request.actor.demand("people.ties")
    text, problem = request.POST.get("rows", ""), None
    if request.method == "POST":
        try:
            n = grant_many(read_rows(text, 4), by=request.actor, year=request.year)
        except Problem as found:
            problem = found
        else:
            messages.success(request, _("%(n)s roles have been granted.") % {"n": n})
            return HttpResponseRedirect(reverse("tie-list"))
    context = {"text": text[:MOST_SHOWN], "problem": problem, "roles": [role.label for role in Role]}
    return render(request, "people/grant_paste.html", context, status=422 if problem else 200)
