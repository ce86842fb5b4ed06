"""A signed letter comes back as a file: what it is, what can be read from it, and whether it is the letter sent out."""

import hashlib
import io
import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from luzhi.common.papers import Paper
from luzhi.common.problems import Problem
from luzhi.records.uploads import check_size

MOST_PAGES = 60
MOST_PIXELS = 60_000_000
LOOKED_AT = 2  # pages on which the code is looked for
RESOLUTIONS = (150, 240)
NUMBER = re.compile(r"〔\s*(\d{4})\s*〕\s*(\d{1,6})\s*号")
PICTURES = {"PNG": "image/png", "JPEG": "image/jpeg", "TIFF": "image/tiff"}


@dataclass(frozen=True)
class Reading:
    """What a file holds: its kind, its pages, the codes found on it, its text where it has any, its check code."""

    media_type: str
    pages: int
    codes: tuple[str, ...]
    text: str
    digest: str
    data: bytes = field(repr=False)


def read_scan(upload: Any) -> Reading:
    """Look into an uploaded PDF or picture. Raises Problem for what is neither, is too large, or cannot be opened."""
    check_size(upload)
    upload.seek(0)
    data = upload.read()
    digest = hashlib.sha256(data).hexdigest()
    if data.startswith(b"%PDF-"):
        return read_pdf(upload.name, data, digest)
    return read_picture(upload.name, data, digest)


def read_pdf(name: str, data: bytes, digest: str) -> Reading:
    from pypdfium2 import PdfDocument, PdfiumError  # noqa: PLC0415 -- heavy, and few pages need it

    try:
        document = PdfDocument(data)
        count = len(document)
        if not 0 < count <= MOST_PAGES:
            raise Problem(_("“%(name)s” has %(n)s pages; a letter has at most %(most)s.") % {
                "name": name, "n": count, "most": MOST_PAGES,
            })  # fmt: skip
        texts = [document[n].get_textpage().get_text_bounded() for n in range(count)]
        codes = find_codes(document, min(count, LOOKED_AT))
    except PdfiumError as error:
        raise Problem(_("“%(name)s” cannot be opened as a PDF.") % {"name": name}) from error
    return Reading("application/pdf", count, codes, "\n".join(texts), digest, data)


def find_codes(document: Any, count: int) -> tuple[str, ...]:
    import zxingcpp  # noqa: PLC0415 -- heavy, and few pages need it

    for resolution in RESOLUTIONS:
        found: list[str] = []
        for n in range(count):
            width, height = document[n].get_size()
            scale = min(resolution / 72, (MOST_PIXELS / 4 / max(1.0, width * height)) ** 0.5)
            found += [code.text for code in zxingcpp.read_barcodes(document[n].render(scale=scale).to_pil())]
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def read_picture(name: str, data: bytes, digest: str) -> Reading:
    import zxingcpp  # noqa: PLC0415 -- heavy, and few pages need it
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 -- heavy, and few pages need it

    try:
        picture = Image.open(io.BytesIO(data), formats=list(PICTURES))
        media_type = PICTURES[str(picture.format)]
        pages = getattr(picture, "n_frames", 1)
        if picture.width * picture.height > MOST_PIXELS or pages > MOST_PAGES:
            raise Problem(_("“%(name)s” is larger than a scanned letter can be.") % {"name": name})
        codes = [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))]
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise Problem(
            _("“%(name)s” is neither a PDF nor a picture (PNG, JPEG, TIFF); scan the letter again.") % {"name": name}
        ) from error
    return Reading(media_type, pages, tuple(dict.fromkeys(codes)), "", digest, data)


def compare(reading: Reading, paper: Paper, pages: int | None) -> list[str]:
    """In which points a scan is not the letter that was sent out; empty when it is. In words, for the person.

    A scanned picture has no text, so only code and pages can be compared; a PDF signed on screen has all of it.
    """
    found = []
    if paper.code not in reading.codes:
        found.append(
            _("The code on it is %(code)s, not %(wanted)s.") % {"code": reading.codes[0], "wanted": paper.code}
            if reading.codes
            else _("No code can be read on its first pages.")
        )
    if pages is not None and reading.pages != pages:
        found.append(_("It has %(n)s pages; the letter has %(wanted)s.") % {"n": reading.pages, "wanted": pages})
    number = NUMBER.search(reading.text)
    if number and f"〔{number[1]}〕{int(number[2])}号" not in paper.number:
        found.append(_("Its number is %(n)s; the letter has %(wanted)s.") % {"n": number[0], "wanted": paper.number})
    if len(plain(reading.text)) > 40 and lost(reading.text, paper):
        found.append(
            _("Its text is not that of the letter: “%(line)s” is missing.") % {"line": lost(reading.text, paper)}
        )
    return found


def lost(text: str, paper: Paper) -> str:
    """The first paragraph of the letter that the text does not hold in its place, or ''."""
    there, place = plain(text), 0
    for block in paper.blocks:
        found = there.find(plain(block.text), place)
        if found < 0:
            return block.text[:40]
        place = found + 1
    return ""


def plain(text: str) -> str:
    """Text without spaces, line ends and page numbers, for comparing."""
    return re.sub(r"\s+", "", re.sub(r"—\s*\d+\s*—", "", text))


def count_pages(pdf: bytes) -> int:
    from pypdfium2 import PdfDocument  # noqa: PLC0415 -- heavy, and few pages need it

    return len(PdfDocument(pdf))
