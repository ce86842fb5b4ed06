"""The editable Word file of an official paper, in the measures of GB/T 9704 and with the official font names.

Word's own grid: 22 lines of 28 characters need a pitch of 579 twentieths of a point, text set to exactly 28.95 pt, and
five twentieths taken from between the characters (measured; four give 27 a line). The styles say so
(`word_parts/styles.xml`), so that who edits the file keeps the measures. A large line stands off the grid, on which it
would take two. Nothing hangs into the margin and no gap is left beside Latin letters: both would break the 28
characters of a line.
"""

from collections.abc import Iterator
from datetime import date

from luzhi.common.papers import ooxml
from luzhi.common.papers.model import Annex, Block, Paper, PaperForm
from luzhi.common.papers.ooxml import CENTER, RIGHT, fixed_part, paragraph, rule, run, twips, twips_of_mm
from luzhi.common.papers.pdf import size_of_mark

HEI = "黑体"
CHAR = 16.0
TYPE_AREA = twips_of_mm(156)
OVER_LEFT, OVER_RIGHT = -twips_of_mm(8), -twips_of_mm(6)  # a rule of 170 mm, centred on the paper


def write_word(paper: Paper) -> bytes:
    """The file's bytes; the same paper gives the same. Whatever the text says is written as text."""
    letter = paper.form is PaperForm.LETTER
    head = _write_head(paper)
    return write_file(
        body="".join([*([] if letter else head), *_write_body(paper)]),
        header="".join(head) if letter else "",  # it stands higher than the text may begin
        title="".join(paper.title), author=paper.sender, day=paper.day, chinese=paper.chinese, first_differs=letter,
    )  # fmt: skip


def write_file(
    *, body: str, title: str, author: str, day: date | None, chinese: bool, header: str = "",
    first_differs: bool = False,
) -> bytes:  # fmt: skip
    """A Word file on A4 with the type area and grid of the standard around paragraphs that are written already.

    With `first_differs` the first page has `header` for its head and a rule at its foot, else its number as the others.
    """
    # In which language Word breaks lines and sets punctuation.
    styles = fixed_part("styles.xml").replace("LANGUAGE", "en-US" if chinese else "en-GB")
    content = f"<w:body>{body}{_section(first_differs=first_differs)}</w:body>"
    return ooxml.pack({
        "[Content_Types].xml": fixed_part("content_types.xml"),
        "_rels/.rels": fixed_part("package_rels.xml"),
        "word/document.xml": ooxml.write_part("document", content),
        "word/_rels/document.xml.rels": fixed_part("document_rels.xml"),
        "word/styles.xml": styles,
        "word/settings.xml": fixed_part("settings.xml"),
        "word/header_first.xml": ooxml.write_part("hdr", header or paragraph()),
        **{f"word/{name}.xml": fixed_part(f"{name}.xml") for name in ("footer_first", "footer_odd", "footer_even")},
        "docProps/core.xml": ooxml.write_properties(title, author, day),
    })  # fmt: skip


def _section(*, first_differs: bool) -> str:
    """A4 with the type area of the standard, its grid, and page numbers on the outer side."""
    top, bottom, left, right, head = map(twips_of_mm, (37, 35, 28, 26, 30))
    foot = twips_of_mm(20 if first_differs else 23)
    return (
        '<w:sectPr><w:headerReference w:type="first" r:id="header_first"/>'
        '<w:footerReference w:type="first" r:id="footer_first"/><w:footerReference w:type="default" r:id="footer_odd"/>'
        '<w:footerReference w:type="even" r:id="footer_even"/>'
        f'<w:pgSz w:w="{twips_of_mm(210)}" w:h="{twips_of_mm(297)}"/><w:pgMar w:top="{top}" w:right="{right}"'
        f' w:bottom="{bottom}" w:left="{left}" w:header="{head}" w:footer="{foot}" w:gutter="0"/>'
        f'{"<w:titlePg/>" if first_differs else ""}<w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>'
    )


def _write_head(paper: Paper) -> list[str]:
    """The red name of the issuer, over it what marks a copy as no original."""
    mark = run(paper.mark, ooxml.size(size_of_mark(paper.mark)))
    found = [paragraph(run(paper.draft), "Draft")] if paper.draft else []
    if paper.form is PaperForm.LETTER:
        line = rule("bottom", "thickThinSmallGap")
        return [*found, paragraph(mark, "Mark", borders=line, left=OVER_LEFT, right=OVER_RIGHT)]
    return [*found, paragraph(mark, "Mark", before=twips_of_mm(35) / 20)]


def _write_body(paper: Paper) -> Iterator[str]:
    letter = paper.form is PaperForm.LETTER
    if paper.number:
        line = "" if letter else rule("bottom", "single")
        yield paragraph(run(paper.number), align=RIGHT if letter else CENTER, borders=line)
    if paper.class_mark:
        yield paragraph(run(paper.class_mark), "Label", align=RIGHT)
    yield paragraph() * (2 if letter and not paper.class_mark else 1)
    for line in paper.title:
        yield paragraph(run(line), "Title")
    yield paragraph()
    if paper.salutation:
        yield paragraph(run(paper.salutation))
    last = len(paper.blocks) - 1
    signed = bool(paper.sender or paper.day_words)
    for place, block in enumerate(paper.blocks):
        held = place == last and signed and not paper.annex_note
        yield _write_block(block, chinese=paper.chinese, keep_next=held)
    yield from _write_end(paper)
    if paper.annex is not None:
        yield from _write_annex(paper.annex)
    if paper.annex is not None or paper.copies:
        yield paragraph()  # a table cannot be the last thing in a file
    if paper.copies:
        yield paragraph(run(paper.copies), "Copies")


def _write_block(block: Block, *, chinese: bool, keep_next: bool) -> str:
    """A part of the text; `keep_next` holds it on the page of what follows, as headings always are."""
    if block.kind == "names":
        inner = run(block.label, ooxml.font(HEI)) + run(block.text)
        return paragraph(inner, "BodyText" if chinese else "EnglishText", keep_next=True)
    style = {"h1": "Heading1", "h2": "Heading2"}.get(block.kind, "BodyText" if chinese else "Text")
    return paragraph(run(block.text), style if chinese else f"English{style}", keep_next=keep_next)


def _write_end(paper: Paper) -> Iterator[str]:
    """The note of the annex, the signer over the day, whom to ask."""
    if paper.annex_note:
        yield paragraph() + paragraph(run(paper.annex_note), "Indented", keep_next=True)
    if paper.sender or paper.day_words:
        yield paragraph(keep_next=True)
        longer = len(paper.sender) - len(paper.day_words) * 0.75
        beside_name = max(0.0, 4 - longer / 2)
        beside_day = max(4.0, 4 + (longer / 2 - 4 if longer > 8 else 0))
        yield paragraph(run(paper.sender), align=RIGHT, right=twips(CHAR * beside_name), keep_next=True)
        yield paragraph(run(paper.day_words), align=RIGHT, right=twips(CHAR * beside_day))
    if paper.contact:
        yield paragraph(run(f"（{paper.contact}）"), "Indented")


def _write_annex(annex: Annex) -> Iterator[str]:
    yield paragraph(run(annex.label), "Label", new_page=True) + paragraph()
    yield paragraph(run(annex.title), "Title") + paragraph()
    yield ooxml.table((annex.heads, *annex.rows), ooxml.share_out(annex.widths, TYPE_AREA))
