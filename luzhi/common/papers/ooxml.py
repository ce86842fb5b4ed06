"""Word files written as the text of their parts: paragraphs, tables and the zip around them.

An object for each element, as python-docx makes them, takes a hundred times as long as writing the text of an element,
and offices make letters by the hundred. Every text passes `escape`; the children of each element keep the
order of the schema, or Word would lose them. What is the same in all files is in the folder `word_parts/`, read once.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

PARTS = Path(__file__).parent / "word_parts"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
RED = "D7000F"
LEFT, RIGHT, CENTER = "left", "right", "center"
# What XML cannot hold at all, not even escaped; a paper is not refused for a stray control character.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MARKUP = re.compile('[&<>"]')
SIGNS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
DAY_OF_UNDATED = date(2000, 1, 1)


def escape(text: str) -> str:
    """Text as XML holds it, between tags or in an attribute."""
    return MARKUP.sub(lambda sign: SIGNS[sign[0]], UNWRITABLE.sub("", text))


def twips(points: float) -> int:
    """Word's unit of length, a twentieth of a point."""
    return round(points * 20)


def twips_of_mm(millimetres: float) -> int:
    return round(millimetres / 25.4 * 1440)


def run(text: str, properties: str = "") -> str:
    """A stretch of text of one look; line ends and tabs in it are Word's own. `properties` are elements of w:rPr."""
    if not text:
        return ""
    pieces = re.split("([\n\t])", escape(text.replace("\r\n", "\n").replace("\r", "\n")))
    signs = {"\n": "<w:br/>", "\t": "<w:tab/>", "": ""}
    inner = "".join(signs.get(piece, f'<w:t xml:space="preserve">{piece}</w:t>') for piece in pieces)
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{look}{inner}</w:r>"


def font(east_asian: str) -> str:
    """The run property that names the font of Chinese characters."""
    return f'<w:rFonts w:eastAsia="{east_asian}"/>'


def size(points: float) -> str:
    """The run property for a size other than the style's; Word counts half points."""
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def paragraph(  # noqa: PLR0913 -- a paragraph's look, each part given by name
    inner: str = "", style: str = "", *, keep_next: bool = False, new_page: bool = False, borders: str = "",
    before: float = 0, left: int = 0, right: int = 0, align: str = "",
) -> str:  # fmt: skip
    """A paragraph around runs. Its look is the style's; what differs is given: `before` in points, indents in
    twips."""
    told = [f'<w:pStyle w:val="{style}"/>'] if style else []
    if keep_next:
        told.append("<w:keepNext/>")
    if new_page:
        told.append("<w:pageBreakBefore/>")
    if borders:
        told.append(f"<w:pBdr>{borders}</w:pBdr>")
    if before:
        told.append(f'<w:spacing w:before="{twips(before)}"/>')
    if left or right:
        told.append(f'<w:ind w:left="{left}" w:right="{right}"/>')
    if align:
        told.append(f'<w:jc w:val="{align}"/>')
    look = f"<w:pPr>{''.join(told)}</w:pPr>" if told else ""
    return f"<w:p>{look}{inner}</w:p>"


def rule(side: str, kind: str) -> str:
    """A red rule along a paragraph, above or below it."""
    return f'<w:{side} w:val="{kind}" w:sz="18" w:space="1" w:color="{RED}"/>'


def table(rows: Iterable[Sequence[str]], widths: Sequence[int], size_points: float = 0) -> str:
    """A ruled table of texts. The first row is repeated on each page. `widths` in twips; the size is the style's
    unless given. A paragraph must follow."""
    look = size(size_points) if size_points else ""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    told = f'<w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    parts = [f"<w:tbl><w:tblPr>{told}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>"]
    for place, row in enumerate(rows):
        style = "TableText" if place else "TableHead"
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph(run(text, look), style)}</w:tc>'
            for text, width in zip(row, widths, strict=True)
        )
        parts.append(f"<w:tr>{'' if place else '<w:trPr><w:tblHeader/></w:trPr>'}{cells}</w:tr>")
    parts.append("</w:tbl>")
    return "".join(parts)


def share_out(shares: Sequence[float], whole: int) -> list[int]:
    """A width in twips shared among columns."""
    total = sum(shares)
    return [round(whole * share / total) for share in shares]


def write_part(root: str, inner: str) -> str:
    """A part of the file: a document, a header or a footer."""
    return f"{HEAD}<w:{root} {NAMESPACES}>{inner}</w:{root}>"


def write_properties(title: str, author: str, day: date | None) -> str:
    """Who wrote it and what it is called. The day is the paper's own, so that the same paper gives the same bytes."""
    moment = f"{day or DAY_OF_UNDATED:%Y-%m-%d}T00:00:00Z"
    stamp = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>' for name in ("created", "modified")
    )
    return (
        f"{HEAD}<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator>{stamp}</cp:coreProperties>"
    )


@cache
def fixed_part(name: str) -> str:
    """A part that is the same in all files."""
    return (PARTS / name).read_text(encoding="utf-8")


def pack(parts: Mapping[str, str]) -> bytes:
    """The file: these parts and the fixed ones. The same parts give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, text in parts.items():
            archive.writestr(stamp(name), text.encode())
    return buffer.getvalue()


def stamp(name: str) -> zipfile.ZipInfo:
    """An entry without the moment it was written."""
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry
