"""Official papers in the layout of GB/T 9704: one model; the PDF and the Word file come from it."""

from luzhi.common.papers.model import Annex, Block, Paper, PaperForm, number_words
from luzhi.common.papers.pdf import write_pdf
from luzhi.common.papers.word import write_word

__all__ = ["Annex", "Block", "Paper", "PaperForm", "number_words", "write_pdf", "write_word"]
