"""The page that checks a draft: the text with its marks, and beside each mark its records or the form to enter them."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from luzhi.access.actors import ActingRequest, Actor
from luzhi.common.problems import Problem
from luzhi.core.mentions import Reason
from luzhi.records.kinds import KINDS
from luzhi.reports.addresses import figure_address
from luzhi.reports.drafts import CheckedDraft, DraftChecker, Mark, Status
from luzhi.reports.missing import find_actions
from luzhi.reports.texts import check_text, read_upload

SHOWN: dict[Status, tuple[Any, str, str]] = {
    Status.AGREES: (gettext_lazy("agrees"), "good", "agrees"),
    Status.DIFFERS: (gettext_lazy("differs"), "stop", "differs"),
    Status.NO_SOURCE: (gettext_lazy("no source"), "warn", "no-source"),
    Status.WORDING: (gettext_lazy("wording"), "busy", "wording"),
    Status.NOT_A_COUNT: (gettext_lazy("not a count"), "plain", "not-a-count"),
}
MOST_SOURCES = 100
LIVELY = (Reason.IDIOM, Reason.ARTICLE)  # passed over, but part of the article itself


@dataclass(frozen=True)
class Line:
    """One entry of the list beside the text."""

    number: int
    mark: Mark
    text: str
    status: Any
    tone: str
    css: str
    figure: str
    figure_url: str
    records: list[tuple[str, str]]
    actions: list[tuple[Any, str]]

    @property
    def quiet(self) -> bool:
        """Whether there is nothing to decide: dates, ordinals and the like stand at the end of the list."""
        return self.mark.status is Status.NOT_A_COUNT


@require_http_methods(["GET", "POST"])
def check_draft(request: ActingRequest) -> HttpResponse:
    """The form; and, once a text is there, the text with its marks. Nothing of it is kept."""
    request.actor.demand("reports.check")
    source = find_source(request)
    context: dict[str, Any] = {
        "text": "", "year": request.year, "source": source, "sources": list_sources(request.actor),
        "new_source": KINDS["records.source"].url(page="new"),
    }  # fmt: skip
    status = 200
    if request.method == "POST":
        try:
            text = read_request(request)
            checked = DraftChecker(request.actor.body, request.year).check(text)
        except Problem as problem:
            context |= {"problem": problem, "text": request.POST.get("text", "")[:5000]}
            status = 422
        else:
            lines = describe_lines(checked, request.actor, request.year, source)
            context |= {
                "text": text, "checked": checked, "lines": [line for line in lines if not line.quiet],
                "quiet": [line for line in lines if line.quiet], "marked": draw_text(checked, lines),
                "wanting": checked.count(Status.DIFFERS) + checked.count(Status.NO_SOURCE),
                "counts": [(SHOWN[s][0], SHOWN[s][1], checked.count(s)) for s in Status],
            }  # fmt: skip
    return render(request, "reports/check.html", context, status=status)


def read_request(request: ActingRequest) -> str:
    """The pasted text, or that of the file."""
    upload = request.FILES.get("file")
    return read_upload(upload) if upload is not None else check_text(request.POST.get("text", ""))


def list_sources(actor: Actor) -> list[tuple[int, str]]:
    """The newest sources on record, for who may keep passages of them as evidence."""
    if not actor.may("records.evidence.add"):
        return []
    rows = KINDS["records.source"].visible_to(actor).order_by("-pk").values_list("pk", "title")
    return list(rows[:MOST_SOURCES])


def find_source(request: ActingRequest) -> int | None:
    """The number of the source that the text was published as, if one was chosen and is there."""
    number = request.POST.get("source", "") or request.GET.get("source", "")
    if not number.isdecimal() or len(number) > 18:
        return None
    sources = KINDS["records.source"].visible_to(request.actor)
    return int(number) if sources.filter(pk=number).exists() else None


def describe_lines(checked: CheckedDraft, actor: Actor, year: int, source: int | None) -> list[Line]:
    return [describe_line(n, mark, actor, year, checked.text, source) for n, mark in enumerate(checked.marks, start=1)]


def describe_line(number: int, mark: Mark, actor: Actor, year: int, text: str, source: int | None) -> Line:
    status, tone, css = SHOWN[mark.status]
    if mark.status is Status.WORDING and not mark.supported:
        status, tone = _("wording, not borne out"), "stop"
    figure = mark.figure
    url = figure_address(figure.key, year, mark.where) if figure and actor.may("reports.figures.view") else ""
    records = [
        (KINDS[n.kind].url(n.pk), n.label)
        for n in mark.records
        if n.kind in KINDS and actor.may(f"{n.kind}.view")
    ]  # fmt: skip
    return Line(
        number, mark, mark.mention.text, status, tone, css, str(figure.title) if figure else "", url, records,
        find_actions(mark, actor, year, text, source),
    )  # fmt: skip


def draw_text(checked: CheckedDraft, lines: list[Line]) -> SafeString:
    """The text with each mark coloured, underlined and numbered; known names are plain links; debris is grey."""
    spans: list[tuple[int, int, SafeString]] = [
        (
            line.mark.start, line.mark.end,
            format_html(
                '<a class="mark mark-{}" id="t{}" href="#m{}" title="{}">{}<sup>{}</sup></a>', line.css, line.number,
                line.number, line.status, line.text, line.number,
            ),
        )
        for line in lines
    ]  # fmt: skip
    spans += [(i.start, i.end, format_html('<span class="passed">{}</span>', i.text)) for i in checked.ignored if
              i.reason not in LIVELY]  # fmt: skip
    for seen in checked.links:
        named = seen.named[0]
        if named.kind in KINDS:
            link = format_html(
                '<a class="known" href="{}">{}</a>',
                KINDS[named.kind].url(named.pk),
                checked.text[seen.start : seen.end],
            )
            spans.append((seen.start, seen.end, link))
    parts, at = [], 0
    for start, end, html in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start < at:
            continue
        parts += [format_html("{}", checked.text[at:start]), html]
        at = end
    parts.append(format_html("{}", checked.text[at:]))
    return mark_safe("".join(parts))
