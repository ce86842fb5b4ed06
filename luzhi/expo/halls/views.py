"""Drawing a hall's plan: by list and number fields, by buttons, by arrow keys, by dragging; and what it changed."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luzhi.access.actors import ActingRequest
from luzhi.common.problems import Problem
from luzhi.expo.halls.forms import STEPS, BlockForm, MoveForm, WhyForm
from luzhi.expo.halls.geometry import compare
from luzhi.expo.halls.letting_services import find_unmet
from luzhi.expo.halls.panels import list_areas, names_on, picture_address
from luzhi.expo.halls.pictures import draw_legend, draw_overlay, draw_plan
from luzhi.expo.halls.services import (
    add_block,
    add_shape,
    change_shape,
    differences_of,
    explain_change,
    explain_rest,
    faults_of,
    move_shape,
    remove_shape,
    start_draft,
)
from luzhi.expo.halls.words import DifferenceWords, say_fault
from luzhi.expo.models import Layout, Shape, Zone
from luzhi.expo.vocabulary import LayoutState, ShapeKind
from luzhi.records.forms import make_form
from luzhi.records.kinds import KINDS

SHOWN_FAULTS = 30
ALL_THE_REST = "rest"  # instead of a shape's key: every change that has no reason yet


def find(request: ActingRequest, key: str, pk: int, *related: str) -> Any:
    """A record of a kind, if the actor may see it; 404 otherwise."""
    found = KINDS[key].visible_to(request.actor).select_related(*related).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def find_layout(request: ActingRequest, pk: int) -> Layout:
    layout: Layout = find(request, "expo.layout", pk, "hall__expo", "based_on")
    return layout


def find_shape(request: ActingRequest, pk: int) -> Shape:
    shape: Shape = find(request, "expo.shape", pk, "layout__hall", "exhibitor__organisation")
    return shape


def editor_url(layout: Layout, key: str = "") -> str:
    address = reverse("layout-edit", args=[layout.pk])
    return f"{address}?{urlencode({'shape': key})}#plan" if key else address


@require_POST
def start(request: ActingRequest, pk: int) -> HttpResponseBase:
    """Begin a draft of a hall's plan."""
    request.actor.demand("expo.halls.edit")
    layout = start_draft(find(request, "expo.hall", pk), by=request.actor)
    return HttpResponseRedirect(editor_url(layout))


@require_GET
def edit(request: ActingRequest, pk: int) -> HttpResponse:
    request.actor.demand("expo.halls.edit")
    layout = find_layout(request, pk)
    if layout.state != LayoutState.DRAFT:
        raise Problem(_("A frozen plan is never changed; start a new draft from it."))
    return show_editor(request, layout)


def show_editor(
    request: ActingRequest, layout: Layout, *, chosen: str = "", form: Any = None, block: Any = None, status: int = 200
) -> HttpResponse:
    """The plan with the selected shape's fields beside it; without a selection, the fields of a new one."""
    key = chosen or request.GET.get("shape", "")[:32]
    shape = layout.shapes.filter(key=key).select_related("exhibitor__organisation").first()
    pieces = layout.pieces()
    faults = faults_of(layout, pieces)
    wrong = {piece.key for fault in faults if fault.hard for piece in (fault.first, fault.second) if piece}
    marked = dict.fromkeys(wrong, "hall-wrong")
    if shape is not None:
        marked[shape.key] = f"{marked.get(shape.key, '')} hall-chosen".strip()
    shape_form = make_form(KINDS["expo.shape"], request.actor)
    here = reverse("layout-edit", args=[layout.pk])
    start_at = {"kind": ShapeKind.BOOTH, "width": 3, "depth": 3, "x": 0, "y": 0}
    context = {
        "layout": layout, "hall": layout.hall, "shape": shape, "steps": STEPS,
        "form": form or (shape_form(instance=shape) if shape else shape_form(initial=start_at)),
        "many": block or BlockForm(layout),
        "picture": draw_plan(
            layout.hall, pieces, link=lambda piece: f"{here}?shape={piece.key}#plan", marked=marked,
            names=names_on(layout), behind=picture_address(layout.hall),
        ),
        "hard": [say_fault(fault) for fault in faults if fault.hard][:SHOWN_FAULTS],
        "soft": [*(say_fault(fault) for fault in faults if not fault.hard), *find_unmet(pieces)][:SHOWN_FAULTS],
        "areas": list_areas(layout, pieces), "zones": Zone.objects.filter(expo=layout.hall.expo_id).order_by("name"),
        "shapes": layout.shapes.select_related("zone", "exhibitor__organisation").order_by("kind", "code")[:400],
    }  # fmt: skip
    return render(request, "expo/layout_edit.html", context, status=status)


@require_POST
def add(request: ActingRequest, pk: int) -> HttpResponseBase:
    """Put one shape on the plan."""
    request.actor.demand("expo.halls.edit")
    layout = find_layout(request, pk)
    form_class = make_form(KINDS["expo.shape"], request.actor)
    form: Any = form_class(request.POST, instance=Shape(body=layout.body, layout=layout))
    if form.is_valid():
        try:
            shape = add_shape(layout, form.values(), by=request.actor)
        except Problem as problem:
            form.add_error(None, str(problem.sentence))
        else:
            return HttpResponseRedirect(editor_url(layout, shape.key))
    return show_editor(request, layout, form=form, status=422)


@require_POST
def add_many(request: ActingRequest, pk: int) -> HttpResponseBase:
    """Put a block of equal booths on the plan."""
    request.actor.demand("expo.halls.edit")
    layout = find_layout(request, pk)
    block = BlockForm(layout, request.POST)
    if block.is_valid():
        given = block.cleaned_data
        first = Shape(**{name: given[name] for name in ("x", "y", "width", "depth", "zone")})
        try:
            made = add_block(
                layout,
                by=request.actor,
                prefix=given["letters"],
                columns=given["columns"],
                rows=given["rows"],
                first=first,
                between=given["between"] or Decimal(0),
            )
        except Problem as problem:
            block.add_error(None, str(problem.sentence))
        else:
            messages.success(request, _("%(n)s booths have been added.") % {"n": made})
            return HttpResponseRedirect(editor_url(layout))
    return show_editor(request, layout, block=block, status=422)


@require_POST
def change(request: ActingRequest, pk: int) -> HttpResponseBase:
    """Write the fields of the selected shape."""
    request.actor.demand("expo.halls.edit")
    shape = find_shape(request, pk)
    form_class = make_form(KINDS["expo.shape"], request.actor, editing=True)
    form: Any = form_class(request.POST, instance=find_shape(request, pk))
    if form.is_valid():
        try:
            change_shape(shape, form.values(), by=request.actor, seen_version=read_version(request))
        except Problem as problem:
            form.add_error(None, str(problem.sentence))
        else:
            return HttpResponseRedirect(editor_url(shape.layout, shape.key))
    return show_editor(request, shape.layout, chosen=shape.key, form=form, status=422)


def read_version(request: ActingRequest) -> int:
    seen = request.POST.get("version", "")
    return int(seen) if seen.isdecimal() and len(seen) < 9 else 0


@require_POST
def move(request: ActingRequest, pk: int) -> HttpResponseBase:
    """Shift the selected shape."""
    request.actor.demand("expo.halls.edit")
    shape = find_shape(request, pk)
    form = MoveForm(request.POST)
    if not form.is_valid():
        raise Problem(_("A shift needs two numbers in metres."))
    given = form.cleaned_data
    move_shape(shape, given["right"], given["down"], by=request.actor, seen_version=given["version"])
    return HttpResponseRedirect(editor_url(shape.layout, shape.key))


@require_POST
def remove(request: ActingRequest, pk: int) -> HttpResponseBase:
    """Take the selected shape off the plan."""
    request.actor.demand("expo.halls.edit")
    shape = find_shape(request, pk)
    reason = request.POST.get("reason", "")[:300]
    remove_shape(shape, by=request.actor, reason=reason, seen_version=read_version(request))
    return HttpResponseRedirect(editor_url(shape.layout))


@require_http_methods(["GET", "POST"])
def show_changes(request: ActingRequest, pk: int) -> HttpResponseBase:
    """What this version changed, over the version before or another one, with the reason of each change."""
    layout = find_layout(request, pk)
    may_explain = layout.state == LayoutState.DRAFT and request.actor.may("expo.halls.edit")
    wrong: tuple[str, Any] = ("", None)
    if request.method == "POST":
        request.actor.demand("expo.halls.edit")
        key, form = request.POST.get("key", "")[:32], WhyForm(request.POST)
        if form.is_valid():
            rows = [row for row in differences_of(layout) if key in (row.key, ALL_THE_REST)]
            words = DifferenceWords(rows)
            gists = {row.key: words.gist(row) for row in rows}
            if key == ALL_THE_REST:
                explain_rest(layout, form.cleaned_data, by=request.actor, gists=gists)
                return HttpResponseRedirect(request.path)
            explain_change(layout, key, form.cleaned_data, by=request.actor, gist=gists.get(key, ""))
            return HttpResponseRedirect(f"{request.path}#c-{key}")
        wrong = (key, form)
    return render(request, "expo/layout_changes.html", gather_changes(request, layout, may_explain, wrong),
                  status=422 if wrong[0] else 200)  # fmt: skip


def gather_changes(request: ActingRequest, layout: Layout, may_explain: bool, wrong: tuple[str, Any]) -> dict[str, Any]:
    against = request.GET.get("against", "")
    base = layout.based_on
    others = layout.hall.layouts.exclude(pk=layout.pk).exclude(state=LayoutState.DROPPED).order_by("-number")
    if against.isdecimal() and len(against) < 19:
        base = others.filter(pk=int(against)).first()
        if base is None:
            raise Http404
    pieces = layout.pieces()
    rows = compare(base.pieces() if base is not None else (), pieces)
    words = DifferenceWords(rows)
    reasons = {change.key: change for change in layout.changes.all()}
    shown = [
        {
            "row": row, "changes": words.changes(row), "before": words.side(row.before), "after": words.side(row.after),
            "why": reasons.get(row.key) if base == layout.based_on else None,
            "form": wrong[1] if wrong[0] == row.key else WhyForm(prefix=None, auto_id=f"{row.key}_%s"),
        }
        for row in rows
    ]  # fmt: skip
    return {
        "layout": layout, "base": base, "others": others, "rows": shown, "first": layout.based_on is None,
        "may_explain": may_explain and base == layout.based_on and base is not None,
        "unexplained": sum(row.key not in reasons for row in rows), "rest": ALL_THE_REST,
        "rest_form": wrong[1] if wrong[0] == ALL_THE_REST else WhyForm(auto_id="rest_%s"),
        "picture": draw_overlay(layout.hall, pieces, rows), "legend": draw_legend(),
    }  # fmt: skip


@require_GET
def print_plan(request: ActingRequest, pk: int) -> HttpResponse:
    """The plan alone, for an A3 sheet, and on the next one who stands where."""
    layout = find_layout(request, pk)
    picture = draw_plan(layout.hall, layout.pieces(), names=names_on(layout), behind=picture_address(layout.hall))
    let = layout.shapes.filter(exhibitor__isnull=False).select_related("exhibitor__organisation").order_by("code")
    return render(request, "expo/layout_print.html", {"layout": layout, "picture": picture, "let": let})
