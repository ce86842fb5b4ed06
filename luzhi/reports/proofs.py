"""Typed numbers and wording in a report's text, held against the records like a draft from outside."""

from luzhi.reports.composing import ComposedSection
from luzhi.reports.models import Report


def proofread(section: ComposedSection, report: Report) -> ComposedSection:
    return section
