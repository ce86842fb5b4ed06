"""The report as an editable Word file, on the page and in the styles of official papers."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from luzhi.common.papers import ooxml
from luzhi.common.papers.ooxml import CENTER, paragraph, run
from luzhi.common.papers.word import HEI, TYPE_AREA, write_file
from luzhi.reports.documents import Document, Run, note_titles

SHARES = (1, 5, 3, 2, 1.6, 2.4)  # of the columns of the notes
RAISED = ooxml.font(HEI) + '<w:vertAlign w:val="superscript"/>'


def write_word(document: Document) -> bytes:
    """The file's bytes; the title block, the sections, and the table of what stands behind each number."""
    text, heading = ("BodyText", "Heading1") if document.chinese else ("EnglishText", "EnglishHeading1")
    parts = [paragraph(run(document.mark), "Draft")] if document.mark else []
    parts += [paragraph(run(document.title), "Title"), paragraph(run(document.subtitle), align=CENTER)]
    for title, paragraphs in document.sections:
        parts.append(paragraph(run(title), heading))
        parts += [paragraph("".join(map(_write_run, runs)), text) for runs in paragraphs]
    if document.notes:
        with override("zh-hans" if document.chinese else "en"):
            parts += _write_notes(document)
    return write_file(
        body="".join(parts), title=document.title, author=document.body, day=document.day, chinese=document.chinese
    )


def _write_run(piece: Run) -> str:
    if isinstance(piece, str):
        return run(piece)
    text, number = piece
    return run(text) + (run(str(number), RAISED) if number else "")


def _write_notes(document: Document) -> Sequence[str]:
    rows = [[str(n.number), n.figure, n.value, n.grade, str(n.records), n.code] for n in document.notes]
    return [
        paragraph(run(str(_("Where the numbers come from"))), "Label", new_page=True),
        ooxml.table([note_titles(), *rows], ooxml.share_out(SHARES, TYPE_AREA), size_points=10.5),
        *(paragraph(run(line), "Remark") for line in document.remarks or [""]),
    ]
