"""The kinds of reports and their sections; and "counted in" on the page of every record."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luzhi.access.actors import ActingRequest
from luzhi.records.figures import FIGURES
from luzhi.records.forms import RecordForm
from luzhi.records.kinds import EVERYWHERE, Column, Group, Kind, Panel, register
from luzhi.reports.models import PrintedRecord, Report, Section
from luzhi.reports.workflow import Stage

MOST_EDITIONS = 20


class SectionForm(RecordForm):
    """A section may be written only while its report is a draft."""

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        report = values.get("report") or (self.instance.report if self.instance.report_id else None)
        if report is not None and report.state != Stage.DRAFT:
            raise ValidationError(_("“%(report)s” is not a draft; return it to draft first.") % {"report": report})
        return values


register(
    Kind(
        model=Report,
        slug="reports",
        label_path="title",
        columns=(Column("title"), Column("year", sortable=True), Column("state"), Column("language")),
        groups=(Group("", ("title", "year", "language", "note")),),
        filters=("state", "year"),
        own_list="report-list",
        help=gettext_lazy("The account of a year, with tokens in place of numbers. Make one from the template."),
    )
)
register(
    Kind(
        model=Section,
        slug="report-sections",
        label_path="title",
        columns=(Column("title"), Column("report"), Column("position")),
        groups=(Group("", ("report", "position", "title", "text", "note")),),
        filters=("report",),
        locked=("report",),
        form_base=SectionForm,
        help=gettext_lazy("Parts of reports. They are written on the report's own page."),
    )
)


def printings_of(obj: Any) -> QuerySet[PrintedRecord]:
    return PrintedRecord.objects.filter(kind=obj._meta.label_lower, record_id=obj.pk)


def draw_counted_in(request: ActingRequest, obj: Any) -> SafeString:
    """The published editions that count a record, each with the figure and its note; '' when there is none."""
    if not request.actor.may("reports.report.view"):
        return SafeString("")
    rows = (
        printings_of(obj)
        .filter(printed__edition__body_id=request.actor.body_id)
        .select_related("printed__edition")
        .order_by("-printed__edition_id", "printed__number")[:MOST_EDITIONS]
    )
    items = [(edition_link(row.printed), name_printed(row.printed)) for row in rows]
    if not items:
        return SafeString("")
    lines = format_html_join("", '<li><a href="{}">{}</a></li>', items)
    return format_html('<section class="card-box counted-in"><h2>{}</h2><ul>{}</ul></section>', _("Counted in"), lines)


def edition_link(printed: Any) -> str:
    edition = printed.edition
    return f"{reverse('report-edition', args=[edition.report_id, edition.number])}#note-{printed.number}"


def name_printed(printed: Any) -> str:
    figure = FIGURES.get(printed.figure)
    words = {
        "edition": printed.edition.title, "number": printed.edition.number, "note": printed.number,
        "figure": figure.title if figure else printed.figure,
    }  # fmt: skip
    return _("%(edition)s, edition %(number)s, note %(note)s: %(figure)s") % words


EVERYWHERE.append(Panel("counted-in", draw_counted_in, "after", lists=printings_of))
