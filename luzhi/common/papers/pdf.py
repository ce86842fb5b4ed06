"""The final PDF of an official paper."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from luzhi.common.papers.model import Paper
from luzhi.common.papers.printing import print_paper

TEMPLATE = Path(__file__).parent / "letter.typ"
WIDEST_MARK, LARGEST_MARK = 425.0, 34.0  # points: what the type area takes, and what looks right for a short name


def write_pdf(paper: Paper) -> bytes:
    """The PDF; the same paper gives the same bytes. Raises Problem when a font or a character is missing."""
    files = {"code.svg": draw_code(paper.code)} if paper.code else {}
    return print_paper(TEMPLATE, describe(paper), paper.day or date(2000, 1, 1), files=files)


def describe(paper: Paper) -> dict[str, Any]:
    """The paper as the template reads it."""
    annex = paper.annex
    day = paper.day or date(2000, 1, 1)
    return {
        "format": str(paper.form), "lang": "zh" if paper.chinese else "en", "mark": paper.mark,
        "mark_size": size_of_mark(paper.mark), "title": list(paper.title), "number": paper.number,
        "class_mark": paper.class_mark, "salutation": paper.salutation, "draft": paper.draft,
        "blocks": [{"kind": b.kind, "text": b.text, "label": b.label} for b in paper.blocks],
        "sender": paper.sender, "sender_line": paper.sender, "day_line": paper.day_words,
        "day": [day.year, day.month, day.day], "contact": paper.contact, "copies": paper.copies,
        "annex_note": paper.annex_note, "qr": bool(paper.code),
        "annex": None if annex is None else {
            "label": annex.label, "title": annex.title, "heads": list(annex.heads),
            "rows": [list(row) for row in annex.rows], "widths": list(annex.widths),
        },
    }  # fmt: skip


def size_of_mark(mark: str) -> float:
    """The size in points at which the red name fits on one line."""
    ems = sum(1.06 if ord(letter) > 0x2E7F else 0.62 for letter in mark) or 1
    return min(LARGEST_MARK, WIDEST_MARK / ems)


def draw_code(text: str) -> str:
    """The QR code by which a scan of the paper is recognised."""
    drawing = BytesIO()
    import segno  # noqa: PLC0415 -- heavy, and few pages need it

    segno.make(text, error="m", micro=False).save(drawing, kind="svg", border=0, scale=4)
    return drawing.getvalue().decode()
