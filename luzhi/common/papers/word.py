"""The editable Word file of an official paper, in the measures of GB/T 9704 and with the official font names.

Word's own grid: 22 lines of 28 characters need a pitch of 579 twentieths of a point, text set to exactly 28.95 pt, and
five twentieths taken from between the characters (measured; four give 27 a line).
"""

import io
from typing import Any

from docx import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from luzhi.common.papers.model import Annex, Paper, PaperForm
from luzhi.common.papers.pdf import size_of_mark

FANG, SONG, TITLE, HEI, KAI, LATIN = "仿宋_GB2312", "宋体", "方正小标宋简体", "黑体", "楷体_GB2312", "Times New Roman"
CHAR, PITCH = 16.0, 28.95
RED = RGBColor(0xD7, 0x00, 0x0F)
LEFT, RIGHT, CENTER = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.CENTER
AFTER_BORDER = (
    "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct", "w:topLinePunct",
    "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind",
    "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment",
    "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip


def write_word(paper: Paper) -> bytes:
    """The file's bytes. Whatever the text says is written as text."""
    made = WordDocument()
    set_language(made, "zh-CN" if paper.chinese else "en-GB")
    set_page(made, first_differs=paper.form is PaperForm.LETTER)
    _add_head(made, paper)
    for line in paper.title:
        add(made, line, font=TITLE, size=22, align=CENTER, pitch=33, snap=False)
    add(made, "")
    if paper.salutation:
        add(made, paper.salutation)
    for block in paper.blocks:
        _add_block(made, block.kind, block.label, block.text, chinese=paper.chinese)
    _add_end(made, paper)
    if paper.annex is not None:
        _add_annex(made, paper.annex)
    if paper.copies:
        add(made, "")
        add(made, paper.copies, size=14, indent=1)
    made.core_properties.title = "".join(paper.title)
    made.core_properties.author = paper.sender
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def set_language(made: Any, language: str) -> None:
    """In which language Word breaks lines and sets punctuation: the template it starts from is American."""
    defaults = made.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    told = defaults.find(qn("w:lang"))
    told.set(qn("w:eastAsia"), "zh-CN")
    told.set(qn("w:val"), language if language.startswith("en") else "en-US")


def set_page(made: Any, *, first_differs: bool) -> None:
    """A4 with the type area of the standard, its grid, and page numbers on the outer side."""
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance = Mm(30)
    section.footer_distance = Mm(20 if first_differs else 23)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), "579")
    properties = section._sectPr  # noqa: SLF001 -- python-docx has no word for the grid
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    section.different_first_page_header_footer = first_differs
    properties.append(grid)
    made.settings.odd_and_even_pages_header_footer = True
    _number(section.footer.paragraphs[0], RIGHT)
    _number(section.even_page_footer.paragraphs[0], LEFT)
    if first_differs:
        rule = section.first_page_footer.paragraphs[0]
        rule.paragraph_format.line_spacing_rule, rule.paragraph_format.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(1)
        draw_rule(rule, "top", "thinThickSmallGap")


def _number(paragraph: Any, side: Any) -> None:
    """— 2 —, one character from the outer margin; the number itself is Word's own field."""
    paragraph.alignment = side
    for text in ("　— ", "begin", "instr", "separate", "2", "end", " —　"):
        run = paragraph.add_run("" if text.isalpha() else text)
        set_font(run, SONG, 14)
        if text == "instr":
            part = OxmlElement("w:instrText")
            part.set(qn("xml:space"), "preserve")
            part.text = " PAGE "
            run._r.append(part)  # noqa: SLF001
        elif text.isalpha():
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), text)
            run._r.append(part)  # noqa: SLF001


def draw_rule(paragraph: Any, side: str, style: str, *, wide: bool = True) -> None:
    """A red rule along a paragraph: 170 mm and centred on the paper when wide, else as wide as the type area."""
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    borders = OxmlElement("w:pBdr")
    border = OxmlElement(f"w:{side}")
    for name, value in (("val", style), ("sz", "18"), ("space", "1"), ("color", "D7000F")):
        border.set(qn(f"w:{name}"), value)
    borders.append(border)
    properties.insert_element_before(borders, *AFTER_BORDER)
    if wide:
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.right_indent = Mm(-8), Mm(-6)


def _add_head(made: Any, paper: Paper) -> None:
    letter = paper.form is PaperForm.LETTER
    if letter:
        # the red name stands higher than the text may begin: in the head of the first page, 30 mm from the edge
        place = made.sections[0].first_page_header
        place.paragraphs[0]._p.getparent().remove(place.paragraphs[0]._p)  # noqa: SLF001
    else:
        place = made
    if paper.draft:
        add(place, paper.draft, font=HEI, size=12, align=RIGHT, pitch=14, snap=False)
    mark = add(
        place, paper.mark, font=TITLE, size=size_of_mark(paper.mark), align=CENTER, pitch=40, snap=False, color=RED
    )
    if letter:
        draw_rule(mark, "bottom", "thickThinSmallGap")
    else:
        mark.paragraph_format.space_before = Mm(35)
    if paper.number:
        number = add(made, paper.number, align=RIGHT if letter else CENTER)
        if not letter:
            draw_rule(number, "bottom", "single", wide=False)
    if paper.class_mark:
        add(made, paper.class_mark, font=HEI, align=RIGHT)
    add(made, "")
    if letter and not paper.class_mark:
        add(made, "")


def _add_block(made: Any, kind: str, label: str, text: str, *, chinese: bool) -> None:
    indent = 2 if chinese else 0
    if kind == "names":
        paragraph = add(made, label, font=HEI, indent=indent)
        run = paragraph.add_run(text)
        set_font(run, FANG, CHAR, tight=chinese)
        return
    font = {"h1": HEI, "h2": KAI}.get(kind, FANG)
    paragraph = add(made, text, font=font, indent=indent, tight=chinese and kind == "p")
    paragraph.paragraph_format.keep_with_next = kind != "p"


def _add_end(made: Any, paper: Paper) -> None:
    if paper.annex_note:
        add(made, "")
        add(made, paper.annex_note, indent=2)
    if paper.sender or paper.day_words:
        made.paragraphs[-1].paragraph_format.keep_with_next = True
        add(made, "").paragraph_format.keep_with_next = True
        longer = len(paper.sender) - len(paper.day_words) * 0.75
        inset = max(0.0, 4 - longer / 2)
        name = add(made, paper.sender, align=RIGHT)
        name.paragraph_format.right_indent = Pt(CHAR * inset)
        name.paragraph_format.keep_with_next = True
        day = add(made, paper.day_words, align=RIGHT)
        day.paragraph_format.right_indent = Pt(CHAR * max(4.0, 4 + (longer / 2 - 4 if longer > 8 else 0)))
    if paper.contact:
        add(made, f"（{paper.contact}）", indent=2)


def _add_annex(made: Any, annex: Annex) -> None:
    label = add(made, annex.label, font=HEI)
    label.paragraph_format.page_break_before = True
    add(made, "")
    add(made, annex.title, font=TITLE, size=22, align=CENTER, pitch=33, snap=False)
    add(made, "")
    table = made.add_table(rows=0, cols=len(annex.heads), style="Table Grid")
    table.autofit = False
    whole = sum(annex.widths)
    for column, share in zip(table.columns, annex.widths, strict=True):
        column.width = Mm(156 * share / whole)
    for i, row in enumerate((annex.heads, *annex.rows)):
        cells = table.add_row().cells
        for cell, text, share in zip(cells, row, annex.widths, strict=True):
            cell.width = Mm(156 * share / whole)
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
            paragraph.paragraph_format.line_spacing = Pt(17)
            leave_grid(paragraph)
            set_font(paragraph.add_run(text), HEI if i == 0 else FANG, 12)
    repeat = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)  # noqa: SLF001


def add(  # noqa: PLR0913 -- a paragraph's look, each part given by name
    made: Any, text: str, *, font: str = FANG, size: float = CHAR, align: Any = None, pitch: float = PITCH,
    indent: float = 0, tight: bool = False, snap: bool = True, color: RGBColor | None = None,
) -> Any:  # fmt: skip
    """A paragraph; `indent` in characters, `tight` takes the five twentieths from between them."""
    paragraph = made.add_paragraph()
    layout = paragraph.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(pitch)
    paragraph.alignment = align if align is not None else WD_ALIGN_PARAGRAPH.JUSTIFY
    if indent:
        layout.first_line_indent = Pt(indent * size)
    for name in ("overflowPunct", "autoSpaceDE", "autoSpaceDN"):
        # no mark beyond the margin, no gap beside Latin letters: both would break the 28 characters of a line
        _set_switch(paragraph, name)
    if not snap:
        leave_grid(paragraph)
    if text:
        set_font(paragraph.add_run(text), font, size, tight=tight, color=color)
    return paragraph


def leave_grid(paragraph: Any) -> None:
    """A large line on the grid would take two; it stands off the grid."""
    _set_switch(paragraph, "snapToGrid")


def _set_switch(paragraph: Any, name: str) -> None:
    """Switch a property of a paragraph off; the elements keep the order of the schema, or Word would lose them."""
    switch = OxmlElement(f"w:{name}")
    switch.set(qn("w:val"), "0")
    after = AFTER_BORDER[AFTER_BORDER.index(f"w:{name}") + 1 :]
    paragraph._p.get_or_add_pPr().insert_element_before(switch, *after)  # noqa: SLF001


def set_font(run: Any, font: str, size: float, *, tight: bool = False, color: RGBColor | None = None) -> None:
    run.font.name, run.font.size = LATIN, Pt(size)
    if color is not None:
        run.font.color.rgb = color
    properties = run._r.get_or_add_rPr()  # noqa: SLF001
    properties.find(qn("w:rFonts")).set(qn("w:eastAsia"), font)
    if tight:
        spacing = OxmlElement("w:spacing")
        spacing.set(qn("w:val"), "-5")
        properties.insert_element_before(
            spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:vertAlign", "w:lang"
        )
