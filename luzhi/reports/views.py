"""The pages of reports: the text with its open numbers, the editor with live preview, editions and their drift."""

import difflib
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luzhi.access.actors import ActingRequest
from luzhi.common.problems import Problem
from luzhi.core.tokens import Token, write_token
from luzhi.records.detail import show_field
from luzhi.records.figures import FIGURES
from luzhi.records.kinds import KINDS, Kind
from luzhi.records.listing import ListPage
from luzhi.records.services import Stale
from luzhi.reports.composing import ComposedSection, Composer
from luzhi.reports.documents import describe_draft, describe_edition, write_pdf
from luzhi.reports.editions import Drift, compose_report, find_drift, plain_sentences
from luzhi.reports.models import Edition, Language, Report, Section
from luzhi.reports.printing import MEANINGS, say_grade, tone_of
from luzhi.reports.proofs import proofread
from luzhi.reports.workflow import Stage
from luzhi.reports.writing import (
    PROPOSALS,
    add_section,
    drop_section,
    make_annual_report,
    move_section,
    write_section,
)
from luzhi.workflow.engine import offer_steps

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST_FOUND = 12


def report_kind() -> Kind:
    return KINDS["reports.report"]


def get_report_or_404(request: ActingRequest, pk: int) -> Report:
    """The report of the actor's body, if the actor may see reports."""
    report = report_kind().visible_to(request.actor).select_related("body").filter(pk=pk).first()
    if report is None:
        raise Http404
    return report  # type: ignore[no-any-return]


def get_section_or_404(report: Report, pk: int) -> Section:
    section = report.sections.filter(pk=pk).select_related("report").first()
    if section is None:
        raise Http404
    return section


def get_edition_or_404(report: Report, number: int) -> Edition:
    edition = report.editions.filter(number=number).first()
    if edition is None:
        raise Http404
    return edition  # type: ignore[no-any-return]


@require_GET
def show_reports(request: ActingRequest) -> HttpResponse:
    page = ListPage(report_kind(), request.GET, request.actor, address=request.path)
    context = {"kind": report_kind(), "page": page, "may_add": request.actor.may("reports.report.add")}
    part = request.headers.get("HX-Target") == "list"
    return render(request, "records/_list.html" if part else "reports/reports.html", context)


@require_POST
def make_report(request: ActingRequest) -> HttpResponseBase:
    """Make the report of the working year from the template."""
    request.actor.demand("reports.report.add")
    language = request.POST.get("language", "")
    report = make_annual_report(
        year=request.year, by=request.actor, language=language if language in Language.values else Language.CHINESE,
        about=PROPOSALS if request.POST.get("about") == PROPOSALS else "year",
    )  # fmt: skip
    messages.success(request, _("“%(record)s” is on record.") % {"record": report})
    return HttpResponseRedirect(reverse("report-detail", args=[report.pk]))


@require_GET
def show_report(request: ActingRequest, pk: int) -> HttpResponse:
    report = get_report_or_404(request, pk)
    sections = report.composed = compose_report(report)
    editions = list(report.editions.order_by("-number")[:20])
    context = {
        "kind": report_kind(), "obj": report, "sections": sections, "offers": offer_steps(report, request.actor),
        "notes": [describe_fill(fill) for section in sections for fill in section.fills],
        "stops": sum(section.stops for section in sections),
        "warnings": sum(len(section.complaints) - section.stops for section in sections),
        "editions": editions, "may_write": may_write(request, report),
        "state": show_field(report_kind(), report, "state").value,
    }  # fmt: skip
    return render(request, "reports/report.html", context)


def may_write(request: ActingRequest, report: Report) -> bool:
    return request.actor.may("reports.section.change") and report.state == Stage.DRAFT


def describe_fill(fill: Any) -> dict[str, Any]:
    """A note beneath the text: the figure, its printed value and what it rests on."""
    reading = fill.reading
    return {
        "number": fill.number, "title": fill.figure.title if fill.figure else fill.token.key, "text": fill.text,
        "url": fill.url, "grade": say_grade(reading) if reading else "", "records": reading.records if reading else 0,
        "tone": tone_of(reading.grade) if reading else "stop", "meaning": MEANINGS[reading.grade] if reading else "",
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
def edit_section(request: ActingRequest, pk: int, section_pk: int | None = None) -> HttpResponseBase:
    """One section with its preview beside it; without a number a new one."""
    report = get_report_or_404(request, pk)
    request.actor.demand("reports.section.change")
    section = get_section_or_404(report, section_pk) if section_pk is not None else None
    title = request.POST.get("title", section.title if section else "")
    text = request.POST.get("text", section.text if section else "").replace("\r\n", "\n")
    problem: Problem | None = None
    if request.method == "POST":
        try:
            kept = keep_section(request, report, section, title, text)
        except Stale as stale:
            problem, section = stale, stale.current
        except Problem as found:
            problem = found
        else:
            messages.success(request, _("“%(record)s” has been changed.") % {"record": kept})
            return HttpResponseRedirect(f"{reverse('report-detail', args=[pk])}#section-{kept.pk}")
    context = {
        "report": report, "section": section, "title": title, "text": text, "problem": problem,
        "composed": compose_section(report, title, text), "draft": report.state == Stage.DRAFT,
        "found": find_tokens(""), "theirs": section.text if problem and isinstance(problem, Stale) and section else "",
    }  # fmt: skip
    return render(request, "reports/section.html", context, status=problem.status if problem else 200)


def keep_section(request: ActingRequest, report: Report, section: Section | None, title: str, text: str) -> Section:
    if section is None:
        return add_section(report, title=title, text=text, by=request.actor)
    seen = request.POST.get("version", "")
    version = int(seen) if seen.isdecimal() else 0
    return write_section(section, title=title, text=text, by=request.actor, seen_version=version)


def compose_section(report: Report, title: str, text: str) -> ComposedSection:
    composer = Composer(body_id=report.body_id, year=report.year, chinese=report.language == Language.CHINESE)
    composed = composer.compose(title, text)
    proofread([composed], report)
    return composed


@require_POST
def preview_section(request: ActingRequest, pk: int) -> HttpResponse:
    """The text as it would be printed, with what the records do not support; nothing is kept."""
    report = get_report_or_404(request, pk)
    request.actor.demand("reports.section.change")
    text = request.POST.get("text", "")[:60_000]
    composed = compose_section(report, request.POST.get("title", ""), text)
    return render(request, "reports/_preview.html", {"composed": composed})


@require_GET
def choose_token(request: ActingRequest, pk: int) -> HttpResponse:
    """Figures whose words contain what was typed, each with the token to put into the text."""
    get_report_or_404(request, pk)
    return render(request, "reports/_tokens.html", {"found": find_tokens(request.GET.get("figure", ""))})


def find_tokens(text: str) -> list[dict[str, Any]]:
    words = text.casefold().split()[:6]
    found = []
    for key, figure in FIGURES.items():
        hay = " ".join([key, str(figure.title), *figure.nouns]).casefold()
        if all(word in hay for word in words):
            dimensions = " ".join(f"{name}=…" for name in list(figure.dimensions)[:4])
            token = write_token(Token("figure", key))
            found.append({"title": figure.title, "token": token, "narrowed": dimensions})
        if len(found) == MOST_FOUND:
            break
    return found


@require_POST
def shift_section(request: ActingRequest, pk: int, section_pk: int) -> HttpResponseBase:
    """Move a section up or down."""
    report = get_report_or_404(request, pk)
    request.actor.demand("reports.section.change")
    move_section(get_section_or_404(report, section_pk), up=request.POST.get("to") == "up", by=request.actor)
    return HttpResponseRedirect(f"{reverse('report-detail', args=[pk])}#section-{section_pk}")


@require_POST
def remove_section(request: ActingRequest, pk: int, section_pk: int) -> HttpResponseBase:
    """Take a section out, with a reason."""
    report = get_report_or_404(request, pk)
    request.actor.demand("reports.section.change")
    seen = request.POST.get("version", "")
    drop_section(
        get_section_or_404(report, section_pk), reason=request.POST.get("reason", ""), by=request.actor,
        seen_version=int(seen) if seen.isdecimal() else 0,
    )  # fmt: skip
    return HttpResponseRedirect(reverse("report-detail", args=[pk]))


@require_GET
def show_edition(request: ActingRequest, pk: int, number: int) -> HttpResponse:
    """An edition as published, and how far the records have drifted since."""
    report = get_report_or_404(request, pk)
    edition = get_edition_or_404(report, number)
    document = describe_edition(edition)
    printed = {p.number: p for p in edition.printed.all()}
    context = {
        "report": report, "edition": edition, "document": document, "printed": printed,
        "sections": number_runs(document), "drifts": [show_drift(drift) for drift in find_drift(edition)],
        "others": report.editions.exclude(pk=edition.pk).order_by("-number")[:20],
    }  # fmt: skip
    return render(request, "reports/edition.html", context)


def number_runs(document: Any) -> list[tuple[str, list[list[dict[str, Any]]]]]:
    """Runs as the template reads them: a text and, for a printed figure, its note."""
    return [
        (
            title,
            [[{"text": r, "note": 0} if isinstance(r, str) else {"text": r[0], "note": r[1]} for r in p] for p in text],
        )
        for title, text in document.sections
    ]


def show_drift(drift: Drift) -> dict[str, Any]:
    """A drift in words: the value then and now, and links to the records that came or went."""
    figure = FIGURES.get(drift.printed.figure)

    def links(rows: list[tuple[str, int, str]]) -> list[tuple[str, str]]:
        return [(KINDS[kind].url(pk) if kind in KINDS else "", label) for kind, pk, label in rows[:50]]

    return {
        "number": drift.printed.number, "title": figure.title if figure else drift.printed.figure,
        "then": drift.printed.text, "was": drift.printed.value, "now": drift.now, "came": links(drift.came),
        "went": [(label) for _kind, _pk, label in drift.went[:50]], "redefined": drift.redefined, "lost": drift.lost,
        "against": drift.against,
    }  # fmt: skip


@require_GET
def show_diff(request: ActingRequest, pk: int, number: int, other: int) -> HttpResponse:
    """What changed from one edition to another: sentences, and values of the same figures."""
    report = get_report_or_404(request, pk)
    old, new = (get_edition_or_404(report, n) for n in sorted((number, other)))
    lines = [
        (line[0], line[2:]) for line in difflib.ndiff(plain_sentences(old), plain_sentences(new)) if line[0] in "+-"
    ]
    context = {"report": report, "old": old, "new": new, "lines": lines, "values": diff_values(old, new)}
    return render(request, "reports/diff.html", context)


def diff_values(old: Edition, new: Edition) -> list[tuple[Any, str, str]]:
    """Figures printed in both editions with different texts, or in one of them only."""

    def texts(edition: Edition) -> dict[tuple[str, str, str], str]:
        return {(p.form, p.figure, str(sorted(p.where.items()))): p.text for p in edition.printed.order_by("number")}

    before, after = texts(old), texts(new)
    rows = []
    for key in dict.fromkeys([*before, *after]):
        then, now = before.get(key, ""), after.get(key, "")
        if then != now:
            figure = FIGURES.get(key[1])
            rows.append((figure.title if figure else key[1], then, now))
    return rows


def send_file(content: bytes, name: str, kind: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_GET
def download_report(request: ActingRequest, pk: int, ending: str) -> HttpResponse:
    """The report as it stands, marked as a draft."""
    report = get_report_or_404(request, pk)
    document = describe_draft(report, compose_report(report))
    return send_document(document, f"report-{report.year}-draft", ending)


@require_GET
def download_edition(request: ActingRequest, pk: int, number: int, ending: str) -> HttpResponse:
    """An edition as published."""
    edition = get_edition_or_404(get_report_or_404(request, pk), number)
    return send_document(describe_edition(edition), f"report-{edition.year}-{edition.number}", ending)


def send_document(document: Any, name: str, ending: str) -> HttpResponse:
    if ending == "docx":
        from luzhi.reports.word_file import write_word  # noqa: PLC0415 -- heavy, and few pages need it

        return send_file(write_word(document), f"{name}.docx", DOCX)
    if ending == "pdf":
        return send_file(write_pdf(document), f"{name}.pdf", "application/pdf")
    raise Http404
