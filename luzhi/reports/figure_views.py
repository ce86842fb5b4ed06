"""The pages of figures: all of a year, one opened down to its records, the decision between two values."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from luzhi.access.actors import ActingRequest
from luzhi.common.audit import record_event
from luzhi.common.workbooks import write_workbook
from luzhi.core.figures import Grade
from luzhi.core.quantity import Quantity
from luzhi.core.tokens import Token, write_token
from luzhi.records.exports import send_workbook
from luzhi.records.figures import Figure, Rate, Reading, Scope, read_figure
from luzhi.records.kinds import KINDS
from luzhi.records.models import Prevails, Statement
from luzhi.records.narrowing import base_figure, name_dimension, name_value
from luzhi.records.tabling import TABLES
from luzhi.records.values import show_quantity
from luzhi.reports.addresses import figure_address, read_scope, read_year
from luzhi.reports.decisions import decide_statement
from luzhi.reports.drilldown import DrillDown, may_open, measure_note, show_split
from luzhi.reports.overview import read_all
from luzhi.reports.printing import MEANINGS, name_unit, reads_chinese, say_grade, say_value, tone_of

AT_ONCE = 20_000  # records up to which a figure is divided with its page
AREAS: dict[str, Any] = {
    "mandate": gettext_lazy("Mandate & goals"),
    "activities": gettext_lazy("Activities"),
    "handling": gettext_lazy("Recommendations & replies"),
    "proposals": gettext_lazy("Proposals"),
    "projects": gettext_lazy("Investment projects"),
    "expo": gettext_lazy("Expo"),
    "plans": gettext_lazy("Task plan"),
    "people": gettext_lazy("People & organisations"),
}
"""The parts of the house in the order of the loop, as the menu names them."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def group_readings(readings: dict[str, Reading], text: str) -> list[tuple[str, list[dict[str, Any]]]]:
    """Figures under the app that owns their records, in the order of the loop, cut to those whose words fit."""
    words = text.casefold().split()[:6]
    groups: dict[str, list[dict[str, Any]]] = {}
    for key, reading in readings.items():
        figure = reading.figure
        hay = " ".join([key, str(figure.title), str(figure.note), *figure.nouns]).casefold()
        if all(word in hay for word in words):
            groups.setdefault(base_figure(figure).owner.model._meta.app_label, []).append(show_line(reading))
    known = [(str(AREAS[app]), groups[app]) for app in AREAS if app in groups]
    return known + [(app, lines) for app, lines in groups.items() if app not in AREAS]


def show_line(reading: Reading) -> dict[str, Any]:
    figure = reading.figure
    return {
        "key": figure.key, "title": figure.title, "note": figure.note, "value": say_value(figure, reading.value),
        "grade": say_grade(reading), "tone": tone_of(reading.grade), "meaning": MEANINGS[reading.grade],
        "records": reading.records, "url": figure_address(figure.key, reading.scope.year, {}),
    }  # fmt: skip


@require_GET
def show_figures(request: ActingRequest) -> HttpResponse:
    request.actor.demand("reports.figures.view")
    year, text = read_year(request), request.GET.get("q", "").strip()[:100]
    groups = group_readings(read_all(Scope(request.actor.body_id, year)), text)
    context = {
        "groups": groups, "year": year, "text": text, "count": sum(len(lines) for _app, lines in groups),
        "tables": TABLES.values(),
    }  # fmt: skip
    part = request.headers.get("HX-Target") == "figures"
    return render(request, "reports/_figures.html" if part else "reports/figures.html", context)


@require_GET
def export_figures(request: ActingRequest) -> HttpResponse:
    """The year's figures as a workbook; the export is an event in the audit chain."""
    request.actor.demand("reports.figures.view")
    year, text = read_year(request), request.GET.get("q", "").strip()[:100]
    rows = [
        {
            _("part"): app, _("figure"): str(line["title"]), _("key"): line["key"], _("value"): line["value"],
            _("grade"): line["grade"], _("records"): line["records"], _("meaning"): str(line["note"]),
        }
        for app, lines in group_readings(read_all(Scope(request.actor.body_id, year)), text)
        for line in lines
    ]  # fmt: skip
    content = write_workbook(rows or [{_("figure"): ""}], str(year))
    changes = {"kind": "reports.figures", "query": request.GET.urlencode()}
    record_event(actor=request.actor, verb="exported", body_id=request.actor.body_id, changes=changes)
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="figures-{year}-{timezone.localdate():%Y%m%d}.xlsx"'
    return answer


@require_GET
def show_figure(request: ActingRequest, figure: Figure | Rate) -> HttpResponse:
    request.actor.demand("reports.figures.view")
    scope = read_scope(figure, request.GET, body_id=request.actor.body_id, year=read_year(request))
    reading = read_figure(figure.key, scope)
    context = describe_figure(request, figure, reading)
    if isinstance(figure, Rate):
        context |= {"part": show_part(reading.part), "whole": show_part(reading.whole)}
        if reading.part is not None and reading.whole is not None:
            context["others"] = max(0, int(reading.whole.counted - reading.part.counted))
    else:
        context |= open_records(request, figure, reading)
    template = {"rows": "reports/_rows.html", "split": "reports/_split.html"}.get(request.headers.get("HX-Target", ""))
    return render(request, template or "reports/figure.html", context)


def describe_figure(request: ActingRequest, figure: Figure | Rate, reading: Reading) -> dict[str, Any]:
    """What every figure page says: value, grade, definition, narrowing, statements, neighbours in time."""
    scope = reading.scope
    narrowed = [
        {
            "dimension": name_dimension(figure, name), "value": name_value(figure, name, value),
            "without": figure_address(figure.key, scope.year, {n: v for n, v in scope.where.items() if n != name}),
        }
        for name, value in scope.where.items()
    ]  # fmt: skip
    chinese = reads_chinese()
    shown = [(name_dimension(figure, n), name_value(figure, n, v)) for n, v in scope.where.items()]
    return {
        "figure": figure, "reading": reading, "value": say_value(figure, reading.value),
        "grade": say_grade(reading), "tone": tone_of(reading.grade), "meaning": MEANINGS[reading.grade],
        "unit": name_unit(figure.unit, chinese=chinese), "narrowed": narrowed, "year": scope.year,
        "years": [(y, figure_address(figure.key, y, scope.where)) for y in (scope.year - 1, scope.year + 1)],
        "statements": [show_statement(s, reading) for s in reading.statements],
        "counted": say_value(figure, Quantity.exact(reading.counted)), "disputed": reading.grade is Grade.DISPUTED,
        "may_decide": request.actor.may("reports.figures.decide"), "prevails": Prevails.choices[1:],
        "may_state": request.actor.may("records.statement.add"), "how": measure_note(figure),
        "new_statement": KINDS["records.statement"].url(page="new"), "shown": shown,
        "token": write_token(Token("figure", figure.key, {n: str(v) for n, v in token_names(figure, scope)})),
        "where_text": "；".join(f"{name}={value}" for name, value in scope.where.items()),
    }  # fmt: skip


def token_names(figure: Figure | Rate, scope: Scope) -> list[tuple[str, str]]:
    """The narrowing as a report token writes it, by names that a reader of the text understands."""
    return [(name, name_value(figure, name, value)) for name, value in scope.where.items()]


def show_statement(statement: Statement, reading: Reading) -> dict[str, Any]:
    return {
        "obj": statement, "url": KINDS["records.statement"].url(statement.pk),
        "value": show_quantity(statement.quantity), "against": reading.against == statement,
        "source_url": KINDS["records.source"].url(statement.source_id) if statement.source_id else "",
    }  # fmt: skip


def show_part(reading: Reading | None) -> dict[str, Any] | None:
    if reading is None:
        return None
    line = show_line(reading)
    return {**line, "url": figure_address(reading.figure.key, reading.scope.year, reading.scope.where)}


def open_records(request: ActingRequest, figure: Figure, reading: Reading) -> dict[str, Any]:
    """The rows behind the value and one division of it; refused for kinds the actor may not see."""
    by = request.GET.get("by", "")
    open_dimensions = [name for name in figure.dimensions if name not in reading.scope.where]
    by = by if by in open_dimensions else next(iter(open_dimensions), "")
    tabs = [
        (name_dimension(figure, n), figure_address(figure.key, reading.scope.year, reading.scope.where, by=n), n == by)
        for n in open_dimensions
    ]
    part = request.headers.get("HX-Target", "")
    # A division takes longer than the value. Of many records it is fetched when the page is there, or by its tab.
    later = bool(by) and reading.records > AT_ONCE and "by" not in request.GET and part != "split"
    listed = may_open(figure.owner, request) and part != "split"
    divided = bool(by) and reading.records and part != "rows" and not later
    return {
        "kind": figure.owner,
        "page": DrillDown(figure, reading.scope, request, address=request.path) if listed else None,
        "split": show_split(figure, reading, by) if divided else None,
        "later": figure_address(figure.key, reading.scope.year, reading.scope.where, by=by) if later else "",
        "tabs_by": tabs,
        "export": figure_address(figure.key, reading.scope.year, reading.scope.where, "export"),
    }


@require_GET
def export_figure(request: ActingRequest, figure: Figure | Rate) -> HttpResponseBase:
    """The rows behind a figure as a workbook."""
    request.actor.demand("reports.figures.view")
    if isinstance(figure, Rate):
        raise Http404
    scope = read_scope(figure, request.GET, body_id=request.actor.body_id, year=read_year(request))
    return send_workbook(DrillDown(figure, scope, request, address=request.path))


@require_POST
def decide(request: ActingRequest, figure: Figure | Rate) -> HttpResponseBase:
    """Keep which of a statement and the records prevails."""
    request.actor.demand("reports.figures.decide")
    number = request.POST.get("statement", "")
    found = Statement.objects.filter(
        body_id=request.actor.body_id, figure=figure.key, pk=int(number) if number.isdecimal() else 0
    ).first()
    if found is None:
        raise Http404
    seen = request.POST.get("version", "")
    decide_statement(
        found, prevails=request.POST.get("prevails", ""), reason=request.POST.get("reason", ""), by=request.actor,
        seen_version=int(seen) if seen.isdecimal() else 0,
    )  # fmt: skip
    messages.success(request, _("The decision is kept with its reason."))
    return HttpResponseRedirect(figure_address(figure.key, found.year, found.where))
