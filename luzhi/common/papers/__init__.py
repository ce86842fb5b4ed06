"""Official papers in the layout of GB/T 9704: one model; the PDF and the Word file come from it.

The writers load their libraries when the first paper is written, not when the application starts.
"""

from luzhi.common.papers.model import Annex, Block, Paper, PaperForm, number_words
from luzhi.common.papers.pdf import write_pdf

__all__ = ["Annex", "Block", "Paper", "PaperForm", "number_words", "write_pdf", "write_word"]


def write_word(paper: Paper) -> bytes:
    """The editable Word file's bytes; see `luzhi.common.papers.word`."""
    from luzhi.common.papers import word  # noqa: PLC0415 -- heavy, and few pages need it

    return word.write_word(paper)
