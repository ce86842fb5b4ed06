"""The report as an editable Word file, in the measures of GB/T 9704 and with the official font names.

Word's own grid: 22 lines of 28 characters need a pitch of 579 twentieths of a point, text set to exactly 28.95 pt, and
five twentieths taken from between the characters (measured; four give 27 a line).
"""

import io
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from docx import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from luzhi.reports.documents import Document, Run, note_titles

FANGSONG, TITLE, HEI, LATIN = "仿宋_GB2312", "方正小标宋简体", "黑体", "Times New Roman"
BODY, PITCH = 16, 28.95


def write_word(document: Document) -> bytes:
    """The file's bytes; the title block, the sections, and the table of what stands behind each number."""
    with override("zh-hans" if document.chinese else "en"):
        made = WordDocument()
        _set_page(made)
        if document.mark:
            _add(made, [document.mark], font=HEI, size=12, align=WD_ALIGN_PARAGRAPH.RIGHT)
        _add(made, [document.title], font=TITLE, size=22, align=WD_ALIGN_PARAGRAPH.CENTER, pitch=33, snap=False)
        _add(made, [document.subtitle], size=BODY, align=WD_ALIGN_PARAGRAPH.CENTER)
        for title, paragraphs in document.sections:
            heading = _add(made, [title], font=HEI, indent=document.chinese)
            heading.paragraph_format.keep_with_next = True
            for runs in paragraphs:
                _add(made, runs, indent=document.chinese, tight=document.chinese)
        if document.notes:
            _add_notes(made, document)
        made.core_properties.title = document.title
        made.core_properties.author = document.body
        buffer = io.BytesIO()
        made.save(buffer)
    return buffer.getvalue()


def _set_page(made: Any) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(28)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), "579")
    for old in section._sectPr.findall(qn("w:docGrid")):  # noqa: SLF001 -- python-docx has no word for the grid
        section._sectPr.remove(old)  # noqa: SLF001
    section._sectPr.append(grid)  # noqa: SLF001
    _add_page_number(section.footer.paragraphs[0])


def _add_page_number(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text in ("— ", None, " —"):
        run = paragraph.add_run(text or "")
        _set_font(run, "宋体", 14)
        if text is None:
            for kind in ("begin", "instr", "end"):
                run._r.append(_field_part(kind))  # noqa: SLF001


def _field_part(kind: str) -> Any:
    if kind == "instr":
        part = OxmlElement("w:instrText")
        part.set(qn("xml:space"), "preserve")
        part.text = " PAGE "
        return part
    part = OxmlElement("w:fldChar")
    part.set(qn("w:fldCharType"), kind)
    return part


def _add(  # noqa: PLR0913 -- a paragraph's look, each part given by name
    made: Any, runs: list[Run] | list[str], *, font: str = FANGSONG, size: float = BODY, align: Any = None,
    pitch: float = PITCH, indent: bool = False, tight: bool = False, snap: bool = True,
) -> Any:  # fmt: skip
    paragraph = made.add_paragraph()
    layout = paragraph.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(pitch)
    paragraph.alignment = align if align is not None else WD_ALIGN_PARAGRAPH.JUSTIFY
    if indent:
        layout.first_line_indent = Pt(2 * size)
    if not snap:
        _no_snap(paragraph)
    for piece in runs:
        text, number = (piece, 0) if isinstance(piece, str) else piece
        run = paragraph.add_run(text)
        _set_font(run, font, size, tight=tight)
        if number:
            mark = paragraph.add_run(str(number))
            _set_font(mark, HEI, size)
            mark.font.superscript = True
    return paragraph


def _no_snap(paragraph: Any) -> None:
    """A title on the grid would take two lines; it stands off the grid. The element's place in the schema is kept."""
    snap = OxmlElement("w:snapToGrid")
    snap.set(qn("w:val"), "0")
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    after = ("w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:jc", "w:textAlignment", "w:rPr")
    properties.insert_element_before(snap, *after)


def _set_font(run: Any, font: str, size: float, *, tight: bool = False) -> None:
    run.font.name, run.font.size = LATIN, Pt(size)
    properties = run._r.get_or_add_rPr()  # noqa: SLF001
    fonts = properties.find(qn("w:rFonts"))
    fonts.set(qn("w:eastAsia"), font)
    if tight:
        spacing = OxmlElement("w:spacing")
        spacing.set(qn("w:val"), "-5")
        properties.insert_element_before(
            spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:vertAlign", "w:lang"
        )


def _add_notes(made: Any, document: Document) -> None:
    heading = _add(made, [str(_("Where the numbers come from"))], font=HEI)
    heading.paragraph_format.page_break_before = True
    heads = note_titles()
    table = made.add_table(rows=1, cols=len(heads), style="Table Grid")
    rows = [heads] + [[str(n.number), n.figure, n.value, n.grade, str(n.records), n.code] for n in document.notes]
    for i, row in enumerate(rows):
        cells = table.rows[0].cells if i == 0 else table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            run = cell.paragraphs[0].add_run(text)
            _set_font(run, HEI if i == 0 else FANGSONG, 10.5)
    for line in document.remarks:
        _add(made, [line], size=10.5, pitch=18)
