"""A report as a document: one model, from which the page, the Word file and the PDF are made."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from luzhi.common.papers.printing import print_paper
from luzhi.core.quantity import Quantity
from luzhi.records.figures import FIGURES, Reading
from luzhi.reports.composing import ComposedSection
from luzhi.reports.models import Edition, Language, Report
from luzhi.reports.printing import GRADES, say_value

Run = str | tuple[str, int]
TEMPLATE = Path(__file__).parent / "typst" / "report.typ"


@dataclass(frozen=True, slots=True)
class Note:
    """What stands behind a printed number: the figure's name, its value, grade, number of records, short code."""

    number: int
    figure: str
    value: str
    grade: str
    records: int
    code: str


@dataclass(frozen=True)
class Document:
    """A report ready for print. A run is text, or text with the number of its note."""

    title: str
    subtitle: str
    body: str
    day: date
    chinese: bool
    sections: list[tuple[str, list[list[Run]]]]
    notes: list[Note]
    mark: str = ""  # says on each copy that it is a draft
    remarks: list[str] = field(default_factory=list)


def describe_draft(report: Report, sections: list[ComposedSection]) -> Document:
    """The report as it stands, marked as a draft."""
    chinese = report.language == Language.CHINESE
    with override("zh-hans" if chinese else "en"):
        shown = [
            (s.title, [[run for sentence in p for run in runs_of(sentence.pieces)] for p in s.paragraphs])
            for s in sections
        ]
        notes = [
            note_of(fill.number, fill.figure, fill.reading, chinese=chinese)
            for s in sections
            for fill in s.fills
            if fill.reading is not None
        ]
        today = timezone.localdate()
        subtitle = _("%(body)s · %(year)s · draft of %(day)s") % {
            "body": report.body, "year": report.year, "day": today.isoformat(),
        }  # fmt: skip
        remarks = [_("A draft: the numbers are those of the day it was printed.")]
        mark = str(_("DRAFT"))
        return Document(report.title, subtitle, str(report.body), today, chinese, shown, notes, mark, remarks)


def note_of(number: int, figure: Any, reading: Reading, *, chinese: bool) -> Note:
    value, grade = say_value(figure, reading.value, chinese=chinese), str(GRADES[reading.grade][0])
    return Note(number, str(figure.title), value, grade, reading.records, short_code(figure.definition_hash, number))


def runs_of(pieces: Iterable[Any]) -> list[Run]:
    return [piece if isinstance(piece, str) else (piece.text, piece.number) for piece in pieces]


def describe_edition(edition: Edition) -> Document:
    """The edition as it was published; nothing in it is read anew but the names of the figures."""
    chinese = edition.language == Language.CHINESE
    with override("zh-hans" if chinese else "en"):
        sections = [
            (s["title"], [[read_run(piece) for sentence in p for piece in sentence] for p in s["paragraphs"]])
            for s in edition.content
        ]
        notes = []
        for printed in edition.printed.annotate(count=Count("records")).order_by("number"):
            figure = FIGURES.get(printed.figure)
            quantity = Quantity.from_code(printed.value) if printed.value else None
            value = say_value(figure, quantity, chinese=chinese) if figure else printed.value
            title = str(figure.title) if figure else printed.figure
            grade = str(GRADES[printed.grade][0])
            notes.append(
                Note(printed.number, title, value, grade, printed.count, short_code(printed.definition, printed.number))
            )
        day = timezone.localtime(edition.published_at).date()
        body = str(edition.report.body)
        subtitle = _("%(body)s · %(year)s · edition %(number)s of %(day)s") % {
            "body": body, "year": edition.year, "number": edition.number, "day": day.isoformat(),
        }  # fmt: skip
        remarks = [_("Frozen at publication. Check code of the whole: %(digest)s") % {"digest": edition.digest[:16]}]
        return Document(edition.title, subtitle, body, day, chinese, sections, notes, remarks=remarks)


def read_run(piece: Any) -> Run:
    return piece if isinstance(piece, str) else (piece[0], piece[1])


def short_code(definition: str, number: int) -> str:
    """The code by which an authorised reader finds the list behind a printed number."""
    return f"{number}-{definition[:6]}"


def note_titles() -> list[str]:
    return [_("No."), _("Figure"), _("Value"), _("Grade"), _("Records"), _("Code")]


def write_pdf(document: Document) -> bytes:
    """The final PDF. Texts reach typst as data only; a warning (a font that is missing) is a failure."""
    with override("zh-hans" if document.chinese else "en"):
        data = {
            "title": document.title, "subtitle": document.subtitle, "body": document.body, "mark": document.mark,
            "lang": "zh" if document.chinese else "en",
            "day": [document.day.year, document.day.month, document.day.day],
            "sections": [
                {"title": title, "paragraphs": [[r if isinstance(r, str) else list(r) for r in p] for p in text]}
                for title, text in document.sections
            ],
            "notes_title": str(_("Where the numbers come from")), "heads": note_titles(),
            "notes": [[str(n.number), n.figure, n.value, n.grade, str(n.records), n.code] for n in document.notes],
            "remarks": document.remarks,
        }  # fmt: skip
    return print_paper(TEMPLATE, data, document.day)
