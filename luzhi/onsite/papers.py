"""What is printed: badges to cut, and the papers of a day that work when nothing else does."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from luzhi.common.papers.printing import print_paper
from luzhi.common.problems import Problem
from luzhi.expo.models import Expo
from luzhi.onsite.models import Badge, Incident
from luzhi.onsite.panels import draw_code
from luzhi.onsite.queries import list_duties, list_movements, list_programme
from luzhi.onsite.vocabulary import IncidentState

FOLDER = Path(__file__).parent / "typst"
MOST_BADGES = 600  # in one file


def print_badges(expo: Expo, badges: QuerySet[Badge]) -> bytes:
    """A PDF of badges, ten to a page, in the order given. Raises Problem for none and for more than a file holds."""
    rows = list(badges.select_related("organisation")[: MOST_BADGES + 1])
    if not rows:
        raise Problem(_("There is no such badge to print."))
    if len(rows) > MOST_BADGES:
        raise Problem(
            _("One file holds at most %(n)s badges; choose a class, or those not printed yet.") % {"n": MOST_BADGES}
        )
    today = timezone.localdate()
    data = {
        "title": _("Badges of %(expo)s") % {"expo": expo},
        "expo": str(expo),
        "lang": "zh" if get_language() == "zh-hans" else "en",
        "day": [today.year, today.month, today.day],
        "badges": [
            {
                "name": badge.name, "organisation": str(badge.organisation or ""), "code": badge.code,
                "code_class": badge.badge_class, "label": badge.get_badge_class_display(),
                "picture": draw_code(badge.code),
            }
            for badge in rows
        ],
    }  # fmt: skip
    return print_paper(FOLDER / "badges.typ", data, today)


def print_papers(expo: Expo, day: dt.date) -> bytes:
    """The papers of a day: programme, duties, guests who come and go, open incidents, and lists to tick off."""
    now = timezone.localtime()
    data = {
        "title": _("%(expo)s · papers of %(day)s") % {"expo": expo, "day": date_format(day, "Y-m-d")},
        "printed": _("printed %(at)s") % {"at": f"{now:%Y-%m-%d %H:%M}"},
        "lang": "zh" if get_language() == "zh-hans" else "en",
        "day": [day.year, day.month, day.day],
        "parts": [
            list_programme_rows(expo, day),
            list_duty_rows(expo, day),
            list_movement_rows(expo, day),
            list_incident_rows(expo),
            list_badge_rows(expo),
        ],
    }
    return print_paper(FOLDER / "papers.typ", data, day)


def part(title: str, heads: Sequence[str], widths: Sequence[int], rows: list[list[str]], *, fresh: bool = False) -> Any:
    empty = _("Nothing is on record.")
    return {"title": title, "heads": heads, "widths": widths, "rows": rows, "empty": empty, "fresh": fresh}


def clock(moment: dt.datetime | None) -> str:
    return f"{timezone.localtime(moment):%H:%M}" if moment else ""


def span(start: dt.datetime | None, end: dt.datetime | None) -> str:
    return f"{clock(start)}–{clock(end)}"


def list_programme_rows(expo: Expo, day: dt.date) -> Any:
    rows = [
        [span(e.starts_at, e.ends_at), str(e), str(e.place or e.zone or ""), str(e.organiser or "")]
        for e in list_programme(expo, day)
    ]
    return part(_("Programme"), [_("time"), _("sub-event"), _("place"), _("organiser")], [2, 6, 4, 4], rows)


def list_duty_rows(expo: Expo, day: dt.date) -> Any:
    rows = [
        [
            str(d.post),
            str(d.person),
            span(d.starts_at, d.ends_at),
            " · ".join(map(str, filter(None, (d.place, d.zone)))),
        ]
        for d in list_duties(expo, day)
    ]
    return part(_("Duties"), [_("post"), _("person"), _("time"), _("place")], [4, 3, 3, 5], rows)


def list_movement_rows(expo: Expo, day: dt.date) -> Any:
    rows = [
        [
            clock(row["at"]), _("arrives") if row["arrives"] else _("leaves"), str(row["guest"]),
            str(row["guest"].organisation or ""), "、".join(map(str, row["attendants"])),
        ]
        for row in list_movements(expo, day)
    ]  # fmt: skip
    heads = [_("time"), "", _("guest"), _("organisation"), _("attendant")]
    return part(_("Guests who come and go"), heads, [2, 2, 4, 5, 3], rows)


def list_incident_rows(expo: Expo) -> Any:
    still = Incident.objects.filter(expo=expo).exclude(state=IncidentState.SETTLED).select_related("handler")
    rows = [
        [f"{timezone.localtime(i.at):%m-%d %H:%M}", i.get_kind_display(), i.gist, str(i.handler or "")]
        for i in still.order_by("-gravity", "at")[:100]
    ]
    return part(_("Open incidents"), [_("time"), _("kind"), _("what occurred"), _("dealt with by")], [3, 3, 7, 3], rows)


def list_badge_rows(expo: Expo) -> Any:
    """A list to tick off by hand where a desk has no power: names in order, with their codes."""
    badges = (
        Badge.objects.filter(expo=expo, void=False).select_related("organisation").order_by("badge_class", "name", "pk")
    )
    rows = [
        ["☐", badge.name, str(badge.organisation or ""), badge.get_badge_class_display(), badge.code]
        for badge in badges.iterator(chunk_size=1000)
    ]
    heads = ["", _("name"), _("organisation"), _("class"), _("badge code")]
    return part(_("Sign-in list"), heads, [1, 5, 6, 2, 4], rows, fresh=True)
