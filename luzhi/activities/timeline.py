"""The activities of a year as a picture: a strip of twelve months, drawn on the server."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luzhi.activities.vocabulary import CONSULTATIONS, OVERSIGHT, SESSIONS, VISITS, ActivityKind, Dating
from luzhi.common.tables import Header, render_table
from luzhi.records.kinds import KINDS
from luzhi.records.values import shower_for

WIDTH, LEFT, LANE, HEAD, LEAST = 1080, 104, 20, 26, 8
MOST = 600  # bars in one picture; beyond that the list serves better
UNDATED = 100


@dataclass(frozen=True, slots=True)
class Band:
    """A row of the strip: activities of like kinds, in one colour."""

    label: Any
    kinds: frozenset[str]
    colour: str


BANDS = (
    Band(
        gettext_lazy("Committee sessions"),
        frozenset({*SESSIONS, ActivityKind.PLENARY, ActivityKind.COUNCIL}),
        "#a8171b",
    ),
    Band(gettext_lazy("Oversight"), frozenset(OVERSIGHT), "#8a4b00"),
    Band(gettext_lazy("Consultations"), frozenset(CONSULTATIONS), "#164a97"),
    Band(gettext_lazy("Visits"), frozenset(VISITS) - frozenset(OVERSIGHT), "#17663a"),
    Band(gettext_lazy("Others"), frozenset(), "#52606d"),
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One dated activity on the strip."""

    pk: int
    title: str
    kind: str
    starts_on: date
    ends_on: date
    dating: str


def draw_year(records: QuerySet[Any], year: int) -> tuple[SafeString, SafeString | None, int]:
    """The strip, the same activities as a table, and how many did not fit into the picture. One query."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    chosen = records.filter(starts_on__lte=last, ends_on__gte=first).order_by("starts_on", "pk")
    names = [field for field in Bar.__slots__ if field != "pk"]
    bars = [Bar(*row) for row in chosen.values_list("pk", *names)[: MOST + 1]]
    left_out = chosen.count() - MOST if len(bars) > MOST else 0
    bars = bars[:MOST]
    return draw_strip(bars, year), list_dated(bars), left_out


def pack_lanes(bars: Iterable[Bar]) -> list[list[Bar]]:
    """Bars in as few lanes as fit without overlap, in order of their first days."""
    lanes: list[list[Bar]] = []
    for bar in sorted(bars, key=lambda b: (b.starts_on, b.pk)):
        lane = next((lane for lane in lanes if (bar.starts_on - lane[-1].ends_on).days > 3), None)
        if lane is None:
            lanes.append(lane := [])
        lane.append(bar)
    return lanes


def draw_strip(bars: Sequence[Bar], year: int) -> SafeString:
    """The picture: a band for each group of kinds, a line for today."""
    top, parts = HEAD, []
    known = frozenset().union(*(band.kinds for band in BANDS))
    for band in BANDS:
        mine = [b for b in bars if b.kind in band.kinds or (not band.kinds and b.kind not in known)]
        lanes = pack_lanes(mine) or [[]]
        parts.append(draw_band(band, lanes, top, year))
        top += LANE * len(lanes) + 8
    today = timezone.localdate()
    line = ""
    if today.year == year:
        x = place_day(today, year)
        line = format_html(
            '<line x1="{0}" x2="{0}" y1="{1}" y2="{2}" stroke="#a8171b" stroke-width="1.5"/>', x, HEAD, top
        )
    return format_html(
        '<svg viewBox="0 0 {} {}" role="group" aria-label="{}">{}{}{}</svg>',
        WIDTH, top + 4, _("Activities of %(year)s by month") % {"year": year}, draw_months(year, top),
        format_html_join("", "{}", ((part,) for part in parts)), line,
    )  # fmt: skip


def place_day(day: date, year: int) -> float:
    """The horizontal place of a day; days outside the year stand at its edge."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    share = (min(max(day, first), last) - first).days / ((last - first).days + 1)
    return round(LEFT + share * (WIDTH - LEFT), 1)


def draw_months(year: int, height: int) -> SafeString:
    rows = []
    for month in range(1, 13):
        x = place_day(date(year, month, 1), year)
        rows.append((x, x, HEAD - 6, height, x + 6, date_format(date(year, month, 1), "M")))
    return format_html_join(
        "",
        '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="#dde3ea"/>'
        '<text x="{}" y="16" font-size="13" fill="#52606d">{}</text>',
        rows,
    )


def draw_band(band: Band, lanes: Sequence[Sequence[Bar]], top: int, year: int) -> SafeString:
    rects = []
    for number, lane in enumerate(lanes):
        y = top + number * LANE + 2
        for bar in lane:
            x = place_day(bar.starts_on, year)
            width = max(place_day(bar.ends_on, year) - x + (WIDTH - LEFT) / 366, LEAST)
            rects.append(draw_bar(bar, band, x, y, round(width, 1)))
    label = format_html('<text x="4" y="{}" font-size="13" fill="#1d2733">{}</text>', top + 15, band.label)
    return format_html("{}{}", label, format_html_join("", "{}", ((rect,) for rect in rects)))


def draw_bar(bar: Bar, band: Band, x: float, y: int, width: float) -> SafeString:
    """A bar is a link; one whose days are only known to lie within an interval is drawn as an outline."""
    look = (
        format_html('fill="#fff" stroke="{}" stroke-dasharray="4 3"', band.colour)
        if bar.dating == Dating.WITHIN
        else format_html('fill="{}"', band.colour)
    )
    return format_html(
        '<a href="{}" aria-label="{}"><rect x="{}" y="{}" width="{}" height="{}" rx="4" {}/><title>{} · {}</title></a>',
        KINDS["activities.activity"].url(bar.pk), bar.title, x, y, width, LANE - 5, look, bar.title,
        tell_days(bar.starts_on, bar.ends_on),
    )  # fmt: skip


def tell_days(start: date, end: date) -> str:
    return f"{start:%Y-%m-%d}" if start == end else f"{start:%Y-%m-%d} – {end:%Y-%m-%d}"


def list_dated(bars: Sequence[Bar]) -> SafeString | None:
    """The same activities as a table, for those who read rather than look."""
    if not bars:
        return None
    kind = KINDS["activities.activity"]
    show = shower_for(kind.model, "kind")
    rows = [
        [format_html('<a href="{}">{}</a>', kind.url(b.pk), b.title), show(b.kind), tell_days(b.starts_on, b.ends_on)]
        for b in bars
    ]
    return render_table([Header(kind.title), Header(_("kind")), Header(_("date"))], rows, caption=kind.plural)


def list_undated(records: QuerySet[Any]) -> SafeString | None:
    """Activities whose days nobody recorded. One query."""
    kind = KINDS["activities.activity"]
    show = shower_for(kind.model, "kind")
    found = records.filter(Q(starts_on=None)).order_by("pk").values_list("pk", "title", "kind")[:UNDATED]
    rows = [[format_html('<a href="{}">{}</a>', kind.url(pk), title), show(code)] for pk, title, code in found]
    return render_table([Header(kind.title), Header(_("kind"))], rows, caption=kind.plural) if rows else None
