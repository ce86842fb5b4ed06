"""The page that checks a draft: the text with its marks, and beside each mark its records or the form to enter them."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from luzhi.access.actors import ActingRequest, Actor
from luzhi.common.problems import Problem
from luzhi.core.mentions import Kind, Persona, Reason
from luzhi.records.kinds import KINDS
from luzhi.reports.addresses import figure_address
from luzhi.reports.drafts import CheckedDraft, DraftChecker, Mark, Status
from luzhi.reports.texts import check_text, read_upload

SHOWN: dict[Status, tuple[Any, str, str]] = {
    Status.AGREES: (gettext_lazy("agrees"), "good", "agrees"),
    Status.DIFFERS: (gettext_lazy("differs"), "stop", "differs"),
    Status.NO_SOURCE: (gettext_lazy("no source"), "warn", "no-source"),
    Status.WORDING: (gettext_lazy("wording"), "busy", "wording"),
    Status.NOT_A_COUNT: (gettext_lazy("not a count"), "plain", "not-a-count"),
}
NEW_BY_PERSONA = {
    Persona.PERSON: ("people.person", "name"),
    Persona.PLACE: ("people.place", "name"),
    Persona.ORGANISATION: ("people.organisation", "name"),
    Persona.QUOTED: ("mandate.document", "title"),
    Persona.OTHER: ("people.organisation", "name"),
}
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
    context: dict[str, Any] = {"text": "", "year": request.year}
    status = 200
    if request.method == "POST":
        try:
            text = read_request(request)
            checked = DraftChecker(request.actor.body, request.year).check(text)
        except Problem as problem:
            context |= {"problem": problem, "text": request.POST.get("text", "")[:5000]}
            status = 422
        else:
            lines = describe_lines(checked, request.actor, request.year)
            context |= {
                "text": text, "checked": checked, "lines": [line for line in lines if not line.quiet],
                "quiet": [line for line in lines if line.quiet], "marked": draw_text(checked, lines),
                "counts": [(SHOWN[s][0], SHOWN[s][1], checked.count(s)) for s in Status],
            }  # fmt: skip
    return render(request, "reports/check.html", context, status=status)


def read_request(request: ActingRequest) -> str:
    """The pasted text, or that of the file."""
    upload = request.FILES.get("file")
    return read_upload(upload) if upload is not None else check_text(request.POST.get("text", ""))


def describe_lines(checked: CheckedDraft, actor: Actor, year: int) -> list[Line]:
    return [describe_line(number, mark, actor, year) for number, mark in enumerate(checked.marks, start=1)]


def describe_line(number: int, mark: Mark, actor: Actor, year: int) -> Line:
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
        list(find_actions(mark, actor, year)),
    )  # fmt: skip


def find_actions(mark: Mark, actor: Actor, year: int) -> list[tuple[Any, str]]:
    """What one click can do about a mark: enter the missing record, or the statement, with what the text says."""
    mention = mark.mention
    if mark.status not in (Status.NO_SOURCE, Status.DIFFERS):
        return []
    found: list[tuple[Any, str]] = []
    if mention.kind in (Kind.COUNT, Kind.VAGUE) and actor.may("records.statement.add"):
        given = {"year": str(year), "quantity": mention.value, "words": mention.text[:60]}
        if mark.figure is not None:
            given["figure"] = mark.figure.key
            given["where"] = "；".join(f"{name}={value}" for name, value in mark.where.items())
        found.append((_("Enter as a statement"), new_address("records.statement", given)))
    if mention.kind in (Kind.NAME, Kind.LIST):
        unknown = [mention.text] if mention.kind is Kind.NAME else unknown_items(mark)
        for name in unknown[:8]:
            key, field = NEW_BY_PERSONA[mention.persona or Persona.OTHER]
            if key in KINDS and actor.may(f"{key}.add"):
                label = _("Enter “%(name)s” (%(kind)s)") % {"name": name[:40], "kind": KINDS[key].title}
                found.append((label, new_address(key, {field: name[:120]})))
    return found


def unknown_items(mark: Mark) -> list[str]:
    known = {named.label for named in mark.records}
    return [item.text for item in mark.mention.items if item.text not in known]


def new_address(key: str, given: dict[str, str]) -> str:
    return f"{KINDS[key].url(page='new')}?{urlencode({k: v for k, v in given.items() if v})}"


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
