"""The year's loop in figures: activities to recommendations to answers to deeds, and leads to signatures to landing.

Every number is a declared figure and opens its page; one that nobody recorded is said to be so, and never drawn as
zero. A figure of an app that is not installed leaves its stage out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from luzhi.handling.models import Occasion
from luzhi.records.figures import FIGURES, Reading, Scope, split_figure
from luzhi.records.values import show_quantity
from luzhi.reports.addresses import figure_address
from luzhi.web.sankey import Flow, Stage, Stock, draw_flows, list_stages

MOST_SOURCES = 4
MATTERS = ("handling.recommendations", "handling.answered", "handling.unanswered", "handling.done",
           "handling.answered_not_done")  # fmt: skip
PROPOSED = (Occasion.SESSION, Occasion.BETWEEN)
PROJECTS = ("projects.leads", "projects.signed", "projects.landed", "projects.producing")
LOOP = (*MATTERS, *PROJECTS)


@dataclass(frozen=True)
class Picture:
    """One row of the loop: drawn, and the same in words."""

    title: str
    note: str
    drawn: SafeString
    listed: SafeString


def draw_loop(readings: Mapping[str, Reading], scope: Scope) -> list[Picture]:
    """The two rows of the loop of a year, from figures that were read already; two more queries."""
    found = []
    if all(key in readings for key in MATTERS):
        found.append(draw_matters(readings, scope))
    if all(key in readings for key in PROJECTS):
        found.append(draw_projects(readings, scope))
    return found


def stock_of(reading: Reading, label: Any, *, tone: str = "plain") -> Stock:
    """A bar for a figure: as high as what is certain, with the quantity as it is known."""
    value = reading.value
    low = float(value.low) if value is not None and value.low is not None else None
    words = str(show_quantity(value)) if value is not None else _("not recorded")
    return Stock(str(label), low, words, address_of(reading.figure.key, reading.scope, {}), tone)


def address_of(key: str, scope: Scope, where: Mapping[str, Any]) -> str:
    try:
        return figure_address(key, scope.year, where)
    except NoReverseMatch:
        return ""


def draw_matters(readings: Mapping[str, Reading], scope: Scope) -> Picture:
    made, answered, waiting, done, undone = (readings[key] for key in MATTERS)
    sources = list_sources(scope)
    stages = [
        Stage(_("Raised at"), sources or [Stock(_("activities"), None, _("not recorded"))]),
        Stage(_("Recommendations"), [stock_of(made, _("Recommendations"))]),
        Stage(_("Answers"), [
            stock_of(answered, _("Answered"), tone="good"), stock_of(waiting, _("Waiting for an answer"), tone="warn"),
        ]),
        Stage(_("Deeds"), [
            stock_of(done, _("Carried out"), tone="good"),
            stock_of(undone, _("Answered, not carried out yet"), tone="warn"),
        ]),
    ]  # fmt: skip
    flows = [
        [flow_into(source, i, 0, made) for i, source in enumerate(sources)] if stages[1].stocks[0].amount else [],
        [flow_into(stages[2].stocks[i], 0, i, r) for i, r in enumerate((answered, waiting)) if amount_of(r)],
        [flow_into(stages[3].stocks[i], 0, i, r) for i, r in enumerate((done, undone)) if amount_of(r)],
    ]
    title = _("From activities to what was carried out")
    note = _("Counted in recommendations. Each band opens its records.")
    return Picture(title, note, draw_flows(stages, flows, title=title), list_stages(stages))


def amount_of(reading: Reading) -> float:
    return float(reading.value.low) if reading.value is not None and reading.value.low is not None else 0.0


def flow_into(stock: Stock, source: int, target: int, reading: Reading) -> Flow:
    amount = stock.amount or 0.0
    link = stock.link or address_of(reading.figure.key, reading.scope, {})
    return Flow(source, target, amount, f"{stock.label}: {stock.words}", link)


def list_sources(scope: Scope) -> list[Stock]:
    """The activities at which most recommendations were raised, the others together, those of proposals, which need no
    activity, and those of which none is recorded; two queries."""
    figure = FIGURES["handling.recommendations"]
    rows = split_figure(figure, scope, "activity")
    named = [(value, label, float(amount)) for value, label, amount in rows if value is not None and amount]
    unnamed = sum(float(amount) for value, _label, amount in rows if value is None)
    found = [
        Stock(label, amount, f"{amount:g}", address_of(figure.key, scope, {"activity": value}))
        for value, label, amount in named[:MOST_SOURCES]
    ]
    rest = sum(amount for _value, _label, amount in named[MOST_SOURCES:])
    whole = address_of(figure.key, scope, {})
    if rest:
        found.append(Stock(_("other activities"), rest, f"{rest:g}", whole))
    if unnamed:
        for value, label, amount in split_figure(figure, scope, "occasion"):
            if value in PROPOSED and amount:
                unnamed -= float(amount)
                found.append(
                    Stock(label, float(amount), f"{amount:g}", address_of(figure.key, scope, {"occasion": value}))
                )
    if unnamed > 0:
        found.append(Stock(_("no activity recorded"), unnamed, f"{unnamed:g}", whole))
    return found


def draw_projects(readings: Mapping[str, Reading], scope: Scope) -> Picture:
    labels = (_("Leads"), _("Signed"), _("Landed"), _("In production"))
    stocks = [stock_of(readings[key], label) for key, label in zip(PROJECTS, labels, strict=True)]
    stages = [Stage(stock.label, [stock]) for stock in stocks]
    flows = []
    for i, stock in enumerate(stocks[1:]):
        both = min(stock.amount or 0.0, stocks[i].amount or 0.0)
        flows.append([Flow(0, 0, both, f"{stock.label}: {stock.words}", stock.link)] if both else [])
    title = _("From leads to landed projects")
    note = _("Each stage is counted for itself: a project may have been signed without a lead on record.")
    return Picture(title, note, draw_flows(stages, flows, title=title, height=140), list_stages(stages))
