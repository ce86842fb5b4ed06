"""Ties the report's workflow to its model."""

from collections.abc import Iterable
from typing import Any

from luzhi.reports.composing import ComposedSection
from luzhi.reports.editions import compose_report, freeze_edition
from luzhi.reports.models import Report
from luzhi.reports.workflow import REPORT, Facts, Stage
from luzhi.workflow.engine import Binding, Taken, bind


def gather_facts(objects: Iterable[Any]) -> dict[int, Facts]:
    """How much text each report has, and how many places the records do not support. A published report is not
    looked at: its step asks nothing of the text."""
    facts = {}
    for report in objects:
        sections = [] if report.state == Stage.PUBLISHED else composed(report)
        written = [section for section in sections if section.paragraphs]
        facts[report.pk] = Facts(len(written), sum(section.stops for section in sections))
    return facts


def composed(report: Report) -> list[ComposedSection]:
    """The sections as the page that shows them has composed them just now, or composed for this question."""
    return compose_report(report) if report.composed is None else report.composed


def freeze(taken: Taken) -> None:
    freeze_edition(taken.obj, by=taken.by)


bind(Binding(REPORT, Report, facts_of=gather_facts, effects={"freeze_edition": freeze}))
