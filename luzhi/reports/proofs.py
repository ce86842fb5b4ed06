"""Typed numbers and wording in a report's text, held against the records like a draft from outside.

A number belongs into a token. One that is typed is shown; one that the records contradict is refused, and so is wording
that they do not bear out.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from luzhi.core.mentions import Kind
from luzhi.core.tokens import Token, write_token
from luzhi.reports.composing import STOP, WARN, Complaint, ComposedSection, Fill, Sentence
from luzhi.reports.drafts import DraftChecker, Mark, Status
from luzhi.reports.models import Report

TYPED = (Kind.COUNT, Kind.VAGUE)


def proofread(sections: Iterable[ComposedSection], report: Report) -> None:
    """Add to each sentence what its typed words and numbers claim without support."""
    checker = DraftChecker(report.body, report.year)
    for section in sections:
        for paragraph in section.paragraphs:
            text = "".join(sentence.text for sentence in paragraph)
            for mark in checker.check(text, about_body=True, but=filled(paragraph)).marks:
                complain(mark, paragraph, checker)


def filled(paragraph: list[Sentence]) -> list[tuple[int, int]]:
    """Where tokens printed what stands in a paragraph's plain text."""
    found = []
    at = 0
    for sentence in paragraph:
        for piece in sentence.pieces:
            length = len(piece.text if isinstance(piece, Fill) else piece)
            if isinstance(piece, Fill):
                found.append((at, at + length))
            at += length
    return found


def complain(mark: Mark, paragraph: list[Sentence], checker: DraftChecker) -> None:
    """Put a mark's complaint, if it is one, to the sentence it stands in."""
    complaint = judge_mark(mark, checker)
    if complaint is None:
        return
    at = 0
    for sentence in paragraph:
        at += len(sentence.text)
        if mark.start < at:
            sentence.complaints.append(complaint)
            return


def judge_mark(mark: Mark, checker: DraftChecker) -> Complaint | None:
    """What a typed mention means for the report: refused, to be looked at again, or nothing."""
    quote, note = mark.mention.text, " ".join(mark.notes)
    if mark.status is Status.DIFFERS or not mark.supported:
        return Complaint(STOP, note, quote)
    if mark.mention.kind not in TYPED:
        return None
    if mark.status is Status.AGREES and mark.figure is not None:
        where = {n: checker.readings.name(mark.figure, n, v) for n, v in mark.where.items()}
        token = write_token(Token("figure", mark.figure.key, where))
        return Complaint(WARN, _("Typed by hand; as a token it stays true: %(token)s") % {"token": token}, quote)
    return Complaint(WARN, _("Typed by hand, and no figure is known that it could be."), quote)
