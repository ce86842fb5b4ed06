"""The year as flows: bars joined by bands, drawn as SVG on the server. Each bar and band is a link to its records."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, BAR, GAP, TOP = 1080, 14, 14, 34
LEAST = 7  # so high is the smallest bar, so that it can be hit
UNKNOWN = 26  # so high is the outline of a number nobody recorded
LABEL, LAST_LABEL = 36, 27  # so many half characters of a name fit beside a bar, and beside one of the last column


@dataclass(frozen=True)
class Stock:
    """A bar: what it stands for, how much (None: not recorded), the amount as words, where its records are."""

    label: str
    amount: float | None
    words: str
    link: str = ""
    tone: str = "plain"  # plain | good | warn


@dataclass(frozen=True)
class Stage:
    """A column of bars; the bars of neighbouring columns are joined in order."""

    title: str
    stocks: Sequence[Stock]


@dataclass(frozen=True)
class Placed:
    stock: Stock
    x: float
    y: float
    height: float


@dataclass(frozen=True)
class Flow:
    """A band from a bar of one column to a bar of the next: which of each, how wide, what it says and opens."""

    source: int
    target: int
    amount: float
    words: str
    link: str


def draw_flows(
    stages: Sequence[Stage], flows: Sequence[Sequence[Flow]], *, title: str, height: int = 210
) -> SafeString:
    """The picture of stages and the flows between each two of them; `flows[i]` leads from stage i to stage i + 1."""
    most = max((sum(s.amount or 0 for s in stage.stocks) for stage in stages), default=0)
    scale = (height - GAP * 5) / most if most else 0
    columns = [place_stage(stage, i, len(stages), scale) for i, stage in enumerate(stages)]
    bands = [
        draw_band(*ends)
        for (left, right), between in zip(pairwise(columns), flows, strict=True)
        for ends in join_columns(left, right, between, scale)
    ]
    bottom = max((p.y + max(p.height, UNKNOWN) for column in columns for p in column), default=TOP) + GAP
    heads = format_html_join(
        "", '<text class="flow-head" x="{}" y="18">{}</text>',
        ((f"{x_of(i, len(stages)):.0f}", stage.title) for i, stage in enumerate(stages)),
    )  # fmt: skip
    bars = format_html_join("", "{}", ((draw_bar(placed),) for column in columns for placed in column))
    return format_html(
        '<svg class="flows" viewBox="0 0 {} {}" role="group" aria-label="{}">{}{}{}</svg>',
        WIDTH, point(bottom), title, heads, format_html_join("", "{}", ((band,) for band in bands)), bars,
    )  # fmt: skip


def point(value: float) -> str:
    return f"{value:.1f}"


def x_of(column: int, columns: int) -> float:
    room = WIDTH - BAR - 190  # the names of the last column stand to the right of its bars
    return column * room / max(columns - 1, 1)


def place_stage(stage: Stage, column: int, columns: int, scale: float) -> list[Placed]:
    """The bars of a stage one below the other."""
    x, y, found = x_of(column, columns), float(TOP), []
    for stock in stage.stocks:
        height = UNKNOWN if stock.amount is None else max(stock.amount * scale, LEAST)
        found.append(Placed(stock, x, y, height))
        y += max(height, 30) + GAP
    return found


def join_columns(
    left: Sequence[Placed], right: Sequence[Placed], flows: Sequence[Flow], scale: float
) -> list[tuple[Placed, Placed, float, float, float, Flow]]:
    """Where each band leaves its bar and arrives; bands of one bar lie beside each other."""
    used_left, used_right = [0.0] * len(left), [0.0] * len(right)
    found = []
    for flow in flows:
        width = max(flow.amount * scale, 2.0)
        found.append(
            (left[flow.source], right[flow.target], used_left[flow.source], used_right[flow.target], width, flow)
        )
        used_left[flow.source] += width
        used_right[flow.target] += width
    return found


def draw_band(start: Placed, end: Placed, out: float, into: float, width: float, flow: Flow) -> SafeString:
    x0, x1 = start.x + BAR, end.x
    y0, y1 = start.y + out, end.y + into
    middle = (x0 + x1) / 2
    path = (
        f"M{x0:.1f},{y0:.1f}C{middle:.1f},{y0:.1f} {middle:.1f},{y1:.1f} {x1:.1f},{y1:.1f}"
        f"V{y1 + width:.1f}C{middle:.1f},{y1 + width:.1f} {middle:.1f},{y0 + width:.1f} {x0:.1f},{y0 + width:.1f}Z"
    )
    return format_html(
        '<a href="{}" aria-label="{}"><title>{}</title><path class="flow flow-{}" d="{}"></path></a>',
        flow.link, flow.words, flow.words, end.stock.tone, path,
    )  # fmt: skip


def draw_bar(placed: Placed) -> SafeString:
    stock = placed.stock
    kind = "stock-unknown" if stock.amount is None else f"stock-{stock.tone}"
    y = placed.y + min(placed.height / 2, 14) - 2
    x, beside = point(placed.x), point(placed.x + BAR + 7)
    name = shorten(stock.label, LAST_LABEL if placed.x > WIDTH - 240 else LABEL)
    drawn = format_html(
        '<title>{}: {}</title><rect class="stock {}" x="{}" y="{}" width="{}" height="{}" rx="3"></rect>'
        '<text class="stock-name" x="{}" y="{}">{}</text><text class="stock-words" x="{}" y="{}">{}</text>',
        stock.label, stock.words, kind, x, point(placed.y), BAR, point(placed.height),
        beside, point(y + 2), name, beside, point(y + 18), stock.words,
    )  # fmt: skip
    if stock.link:
        return format_html('<a href="{}" aria-label="{}: {}">{}</a>', stock.link, stock.label, stock.words, drawn)
    return format_html("<g>{}</g>", drawn)


def shorten(text: str, most: int) -> str:
    """So much of a name as fits; a Chinese character is as wide as two others."""
    used = 0
    for i, char in enumerate(text):
        used += 1 if char.isascii() else 2
        if used > most:
            return text[: i - 1] + "…"
    return text


def list_stages(stages: Sequence[Stage]) -> SafeString:
    """The same in words: for a phone, for print, for being read aloud."""

    def line(stock: Stock) -> SafeString:
        words = format_html('<span class="line-side">{}</span>', link_to(stock))
        return format_html('<li><span class="line-main">{}</span>{}</li>', stock.label, words)

    groups = ((stage.title, format_html_join("", "{}", ((line(stock),) for stock in stage.stocks))) for stage in stages)
    inner = format_html_join("", '<section><h3>{}</h3><ul class="lines">{}</ul></section>', groups)
    return format_html('<div class="stage-list">{}</div>', inner)


def link_to(stock: Stock) -> Any:
    return format_html('<a href="{}">{}</a>', stock.link, stock.words) if stock.link else stock.words
