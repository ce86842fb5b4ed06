"""The records behind a figure, as rows: value and rows come from the same population."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.html import format_html
from django.utils.translation import gettext as _

from luzhi.access.actors import ActingRequest
from luzhi.access.permissions import Extent
from luzhi.common.tables import Header, render_table
from luzhi.core.figures import balance_shares
from luzhi.core.quantity import plain_number
from luzhi.records.figures import Figure, Rate, Reading, Rows, Scope, Total, is_many, split_figure
from luzhi.records.kinds import Kind
from luzhi.records.listing import ListPage
from luzhi.records.narrowing import field_of, list_options, name_dimension
from luzhi.reports.addresses import figure_address
from luzhi.reports.pictures import Bar, draw_bars

MOST_BARS = 30


class DrillDown(ListPage):
    """The rows of a figure. The address narrows by the figure's dimensions only, never by the list's own filters,
    so that the rows stay exactly what is counted."""

    def __init__(self, figure: Figure, scope: Scope, request: ActingRequest, *, address: str) -> None:
        kind = figure.owner
        base = figure.records(scope)
        if request.actor.demand(f"{kind.key}.view") is not Extent.ALL:
            base = base.filter(pk__in=kind.visible_to(request.actor).values("pk"))
        super().__init__(kind, request.GET, request.actor, address=address, base=base)
        self.filters = ()
        self.text = ""


def may_open(kind: Kind, request: ActingRequest) -> bool:
    """Whether the actor may see records of this kind at all."""
    return request.actor.may(f"{kind.key}.view")


@dataclass(frozen=True)
class Split:
    """A figure by one of its dimensions: a table, a picture, and whether the parts add up to the whole."""

    dimension: str
    name: str
    table: Any
    picture: Any
    adds_up: bool
    is_cut: bool  # whether there are more parts than are shown


def show_split(figure: Figure, reading: Reading, dimension: str) -> Split | None:
    """The parts of a figure; each opens the figure narrowed to it. None when there is nothing to divide."""
    rows = split_figure(figure, reading.scope, dimension, most=MOST_BARS + 1)
    if not rows:
        return None
    is_cut = len(rows) > MOST_BARS
    rows = rows[:MOST_BARS]
    rows.sort(key=lambda row: row[0] in (None, ""))  # what is not recorded comes last, whatever its size
    labels = list_options(field_of(figure, dimension))
    bars = []
    for code, label, value in rows:
        missing = code in (None, "")
        text = _("not recorded") if missing else labels.get(str(code), [say_plain(figure, dimension, code, label)])[0]
        link = "" if missing else narrowed_address(figure, reading.scope, dimension, code)
        bars.append(Bar(text, value, link, missing))
    name = name_dimension(figure, dimension)
    adds_up = is_cut or sum((row[2] for row in rows), Decimal(0)) == reading.counted
    shares = balance_shares([bar.value for bar in bars]) if adds_up and not is_cut else []
    title = _("%(figure)s by %(dimension)s") % {"figure": figure.title, "dimension": name}
    table = _table(figure, name, bars, shares)
    return Split(dimension, name, table, draw_bars(bars, title=title), adds_up, is_cut)


def say_plain(figure: Figure, dimension: str, code: Any, label: str) -> str:
    if isinstance(field_of(figure, dimension), models.BooleanField):
        return _("yes") if code else _("no")
    return label or str(code)


def narrowed_address(figure: Figure | Rate, scope: Scope, dimension: str, value: Any) -> str:
    return figure_address(figure.key, scope.year, {**scope.where, dimension: value})


def _table(figure: Figure, name: str, bars: list[Bar], shares: list[Decimal]) -> Any:
    headers = [Header(name), Header(figure.title, number=True)]
    if shares:
        headers.append(Header(_("share"), number=True))
    rows = []
    for i, bar in enumerate(bars):
        label = _link(bar)
        share = [f"{plain_number(shares[i])}%"] if shares else []
        rows.append([label, plain_number(bar.value), *share])
    return render_table(headers, rows, caption=figure.title)


def _link(bar: Bar) -> Any:
    return format_html('<a href="{}">{}</a>', bar.link, bar.label) if bar.link else bar.label


def measure_note(figure: Figure | Rate) -> str:
    """How the figure counts, in one sentence."""
    if isinstance(figure, Rate):
        return _("A share: one figure in another, both open.")
    if isinstance(figure.measure, Rows):
        return _("Each record counts once.")
    if isinstance(figure.measure, Total):
        return _("The numbers of the records are added up; records without the number are told apart.")
    if is_many(figure.owner.model, figure.measure.path):
        return _("Different values are counted, each once, however many records name them.")
    return _("Each is counted once, however many records name it.")
