"""The pages of every kind of record."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luzhi.access.actors import ActingRequest
from luzhi.common.problems import Problem, Refused
from luzhi.records.detail import (
    find_filled,
    join_words,
    load_record,
    show_evidence,
    show_field,
    show_groups,
    show_look_alikes,
    show_sections,
)
from luzhi.records.exports import send_workbook
from luzhi.records.forms import make_form, suggest_names
from luzhi.records.history import read_history
from luzhi.records.kinds import EVERYWHERE, Group, Kind
from luzhi.records.listing import ListPage
from luzhi.records.quotations import read_quotation
from luzhi.records.services import Stale, change_record, create_record, remove_record
from luzhi.records.trace import walk_back, walk_forward
from luzhi.workflow.engine import BINDINGS, form_of, offer_steps, perform


def get_record_or_404(request: ActingRequest, kind: Kind, pk: int) -> Any:
    """The record, if it exists and the actor may see it. Both failures look the same from outside."""
    obj = load_record(kind, pk, request.actor)
    if obj is None:
        raise Http404
    return obj


def demand_change(request: ActingRequest, kind: Kind, obj: Any) -> None:
    """Refused with the sentence to read, unless the actor may edit this record."""
    request.actor.demand(f"{kind.key}.change")
    if not kind.may_change(request.actor, obj):
        raise Refused(_("You may edit only records of your own here."))


@require_GET
def show_list(request: ActingRequest, kind: Kind) -> HttpResponse:
    page = ListPage(kind, request.GET, request.actor, address=request.path)
    sheets = [
        (label, reverse(u, args=words)) for u, words, label, permission in kind.sheets if request.actor.may(permission)
    ]
    return send_list(request, page, may_add=request.actor.may(f"{kind.key}.add"), sheets=sheets, whole=True)


def show_some(request: ActingRequest, kind: Kind, found: Any) -> HttpResponse:
    """The records behind a number of another page, as a list; `found` are their numbers or a query of them."""
    base = kind.visible_to(request.actor).filter(pk__in=found)
    return send_list(request, ListPage(kind, request.GET, request.actor, address=request.path, base=base))


def send_list(request: ActingRequest, page: ListPage, **more: Any) -> HttpResponse:
    """A list as a page, or the rows alone where only the filters have changed."""
    part = request.headers.get("HX-Target") == "list"
    return render(
        request, "records/_list.html" if part else "records/list.html", {"kind": page.kind, "page": page, **more}
    )


@require_GET
def export_list(request: ActingRequest, kind: Kind) -> HttpResponseBase:
    page = ListPage(kind, request.GET, request.actor, address=request.path)
    return send_workbook(page)


@require_GET
def show_record(request: ActingRequest, kind: Kind, pk: int) -> HttpResponse:
    obj = get_record_or_404(request, kind, pk)
    filled = find_filled(kind, obj, request.actor)
    panels = [
        (panel, panel.draw(request, obj))
        for panel in (*kind.panels, *EVERYWHERE)
        if panel.lists is None or f"panel:{panel.name}" in filled
    ]
    sections = show_sections(kind, obj, request.actor, filled)
    context = {
        "kind": kind,
        "obj": obj,
        "groups": show_groups(kind, obj, filled),
        "sections": sections,
        "blank": [section for section in sections if section.table is None],
        "without": join_words(str(s.title) for s in sections if s.table is None and not s.add_link),
        "evidence": show_evidence(obj) if "evidence" in filled else None,
        "look_alikes": show_look_alikes(kind, obj, request.actor) if "look_alikes" in filled else None,
        "offers": offer_steps(obj, request.actor),
        "state": show_field(kind, obj, "state").value if hasattr(obj, "state_since") else None,
        "before": [html for panel, html in panels if html and panel.place == "before"],
        "after": [html for panel, html in panels if html and panel.place == "after"],
        "aside": [html for panel, html in panels if html and panel.place == "aside"],
        "may_change": kind.may_change(request.actor, obj),
    }
    return render(request, "records/detail.html", context)


@require_http_methods(["GET", "POST"])
def add_record(request: ActingRequest, kind: Kind) -> HttpResponseBase:
    request.actor.demand(f"{kind.key}.add")
    form_class = make_form(kind, request.actor)
    given: dict[str, Any] = {name: value for name, value in request.GET.items() if name in form_class.base_fields}
    if kind.has_year and "year" in form_class.base_fields:
        given.setdefault("year", str(request.year))
    if kind.initial is not None:
        given |= kind.initial(request.actor, given)
    start = {
        name: int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 19 else value
        for name, value in given.items()
    }
    form: Any = form_class(request.POST or None, initial=start)
    quotation = read_quotation(request.POST or request.GET, request.actor, asked=request.method == "POST")
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                obj = create_record(form.instance, by=request.actor, links=form.links(), state=kind.first_state)
                if quotation is not None:
                    quotation.keep(obj, by=request.actor)
        except Problem as problem:
            form.add_error(None, str(problem.sentence))
        else:
            messages.success(request, _("“%(record)s” is on record.") % {"record": obj})
            return HttpResponseRedirect(kind.url(obj.pk))
    context = {
        "kind": kind,
        "groups": groups_in(kind, form),
        "form": form,
        "title": _("New: %(kind)s") % {"kind": kind.title},
        "back": kind.url(),
        "quotation": quotation,
    }
    return render(request, "records/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit_record(request: ActingRequest, kind: Kind, pk: int) -> HttpResponseBase:
    obj = get_record_or_404(request, kind, pk)
    demand_change(request, kind, obj)
    form_class = make_form(kind, request.actor, editing=True, obj=obj)
    form: Any = form_class(request.POST or None, instance=load_record(kind, pk, request.actor))
    if request.method == "POST":
        seen = request.POST.get("version", "")
        if form.is_valid():
            try:
                change_record(
                    obj,
                    form.values(),
                    by=request.actor,
                    links=form.links(),
                    seen_version=int(seen) if seen.isdecimal() else 0,
                )
            except Stale as stale:
                return show_conflict(request, kind, stale.current, form)
            except Problem as problem:
                form.add_error(None, str(problem.sentence))
            else:
                messages.success(request, _("“%(record)s” has been changed.") % {"record": obj})
                return HttpResponseRedirect(kind.url(pk))
    context = {
        "kind": kind, "groups": groups_in(kind, form), "obj": obj, "form": form,
        "title": _("Edit: %(record)s") % {"record": obj},
        "back": kind.url(pk), "version": request.POST.get("version") or obj.version,
    }  # fmt: skip
    return render(request, "records/form.html", context, status=422 if form.errors else 200)


def groups_in(kind: Kind, form: Any) -> list[Group]:
    """The groups of which the form has at least one field."""
    return [group for group in kind.groups if any(name in form.fields for name in group.fields)]


def show_conflict(request: ActingRequest, kind: Kind, current: Any, form: Any) -> HttpResponse:
    """Both versions side by side; nothing typed is lost, and nothing is overwritten unseen."""
    rows = []
    theirs = make_form(kind, request.actor, editing=True, obj=current)(instance=current)
    for name in form.fields:
        mine, now = form[name].value() or "", theirs[name].value()
        shown = theirs.fields[name].prepare_value(now) if now is not None else ""
        if str(form.fields[name].prepare_value(mine) or "") != str(shown or ""):
            rows.append((form.fields[name].label, form.fields[name].prepare_value(mine), shown))
    context = {"kind": kind, "obj": current, "form": form, "rows": rows, "version": current.version}
    return render(request, "records/conflict.html", context, status=409)


@require_http_methods(["GET", "POST"])
def remove(request: ActingRequest, kind: Kind, pk: int) -> HttpResponseBase:
    obj = get_record_or_404(request, kind, pk)
    demand_change(request, kind, obj)
    problem: Problem | None = None
    if request.method == "POST":
        seen = request.POST.get("version", "")
        try:
            remove_record(
                obj,
                by=request.actor,
                reason=request.POST.get("reason", ""),
                seen_version=int(seen) if seen.isdecimal() else 0,
            )
        except Problem as found:
            problem = found
        else:
            messages.success(request, _("“%(record)s” has been removed.") % {"record": obj})
            return HttpResponseRedirect(kind.url())
    status = problem.status if problem else 200
    return render(request, "records/remove.html", {"kind": kind, "obj": obj, "problem": problem}, status=status)


@require_GET
def show_history(request: ActingRequest, kind: Kind, pk: int) -> HttpResponse:
    obj = get_record_or_404(request, kind, pk)
    return render(request, "records/history.html", {"kind": kind, "obj": obj, "events": read_history(kind, obj)})


@require_GET
def show_trace(request: ActingRequest, kind: Kind, pk: int) -> HttpResponse:
    obj = get_record_or_404(request, kind, pk)
    context = {
        "kind": kind, "obj": obj,
        "back": walk_back(obj, request.actor), "forward": walk_forward(obj, request.actor),
        "offers": offer_steps(obj, request.actor), "events": read_history(kind, obj, most=20),
        "state": show_field(kind, obj, "state").value if hasattr(obj, "state_since") else None,
    }  # fmt: skip
    return render(request, "records/trace.html", context)


@require_http_methods(["GET", "POST"])
def take_step(request: ActingRequest, kind: Kind, pk: int, name: str) -> HttpResponseBase:
    """One page for every step of every workflow: its form and reason, its refusals, its effect."""
    obj = get_record_or_404(request, kind, pk)
    binding = BINDINGS.get(kind.key)
    row = binding.workflow.step_named(name) if binding else None
    if binding is None or row is None:
        raise Http404
    form_class = form_of(binding, row, request.actor, obj)
    form = form_class(request.POST or None) if form_class else None
    ready = request.method == "POST" and (form is None or form.is_valid())
    if ready and not (row.needs_reason and not request.POST.get("reason", "").strip()):
        perform(
            obj, name, by=request.actor, reason=request.POST.get("reason", ""),
            answers=form.cleaned_data if form else None, seen_state=request.POST.get("seen_state", ""),
        )  # fmt: skip
        messages.success(request, _("Done: %(step)s.") % {"step": row.label})
        return HttpResponseRedirect(kind.url(pk))
    offer = next((o for o in offer_steps(obj, request.actor) if o.name == name), None)
    context = {
        "kind": kind, "obj": obj, "row": row, "form": form, "offer": offer,
        "reason_missing": request.method == "POST" and row.needs_reason,
    }  # fmt: skip
    return render(request, "records/step.html", context, status=422 if request.method == "POST" else 200)


@require_GET
def choose(request: ActingRequest, kind: Kind) -> HttpResponse:
    """Options for a name field: labels the actor may see that contain what was typed."""
    text = next((str(value) for key, value in request.GET.items() if key != "kind"), "")
    names = suggest_names(kind, kind.visible_to(request.actor), text.split("、")[-1].strip()[:60])
    head = "、".join(text.split("、")[:-1])
    prefix = f"{head}、" if head else ""
    return HttpResponse(format_html_join("", '<option value="{}"></option>', ((f"{prefix}{n}",) for n in names)))
