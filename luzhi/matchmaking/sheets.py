"""A firm's own day on paper and in a calendar; cards for the tables."""

from datetime import UTC, date
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from luzhi.common.papers.printing import print_paper
from luzhi.matchmaking.models import Meeting, Party, Timetable
from luzhi.matchmaking.services import list_meetings, newest_frozen

TEMPLATE = Path(__file__).parent / "typst" / "sheets.typ"


def meetings_of(party: Party) -> list[Meeting]:
    """A firm's meetings in the version that stands, in order of time."""
    timetable = newest_frozen(party.session)
    return [] if timetable is None else list_meetings(timetable, party=party)


def other_side(meeting: Meeting, party: Party) -> Party:
    request = meeting.request
    return request.asked if request.asker_id == party.pk else request.asker


def day_of(party: Party) -> list[dict[str, Any]]:
    """A firm's day as rows: when, with whom, where, about what, with which interpreter."""
    return [
        {
            "meeting": m, "slot": m.slot, "other": other_side(m, party), "where": m.where, "subject": m.request.subject,
            "interpreter": m.interpreter,
        }
        for m in meetings_of(party)
    ]  # fmt: skip


def write_calendar(party: Party) -> bytes:
    """A firm's meetings as .ics; the identity of a meeting stays when it moves, and its sequence grows."""
    from icalendar import Calendar, Event  # noqa: PLC0415 -- heavy, and few pages need it

    calendar = Calendar()
    calendar.add("prodid", "-//luzhi//matchmaking//")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", str(party.session))
    for row in day_of(party):
        meeting, event = row["meeting"], Event()
        event.add("uid", f"match-{meeting.request_id}-{party.pk}@luzhi")
        event.add("sequence", meeting.timetable.number)
        event.add("dtstamp", meeting.timetable.frozen_at.astimezone(UTC))
        event.add("summary", _("Meeting with %(party)s") % {"party": row["other"]})
        event.add("dtstart", row["slot"].starts_at.astimezone(UTC))
        event.add("dtend", row["slot"].ends_at.astimezone(UTC))
        event.add("location", row["where"])
        if row["subject"]:
            event.add("description", row["subject"])
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def print_day(party: Party) -> bytes:
    """A firm's day as PDF."""
    rows = [
        [str(row["slot"]), str(row["other"]), row["where"], row["subject"], str(row["interpreter"] or "")]
        for row in day_of(party)
    ]
    heads = [_("Slot"), _("With"), _("Where"), _("What about"), _("Interpreter")]
    page = {
        "title": str(party),
        "subtitle": str(party.session),
        "heads": heads,
        "rows": rows,
        "empty": _("no meetings"),
    }
    return print_pages([page], large=False)


def cards_of(timetable: Timetable) -> list[dict[str, Any]]:
    """For each table, and each booth that receives, who sits there when."""
    found: dict[str, list[Meeting]] = {}
    for meeting in list_meetings(timetable):
        found.setdefault(meeting.where, []).append(meeting)
    return [{"where": where, "meetings": rows} for where, rows in sorted(found.items())]


def print_cards(timetable: Timetable) -> bytes:
    """A page to stand on each table."""
    heads = [_("Slot"), _("asking side"), _("side asked"), _("Interpreter")]
    pages = [
        {
            "title": card["where"], "subtitle": str(timetable.session), "heads": heads, "empty": "",
            "rows": [
                [str(m.slot), str(m.request.asker), str(m.request.asked), str(m.interpreter or "")]
                for m in card["meetings"]
            ],
        }
        for card in cards_of(timetable)
    ]  # fmt: skip
    return print_pages(pages, large=True)


def print_pages(pages: list[dict[str, Any]], *, large: bool) -> bytes:
    today: date = timezone.localdate()
    chinese = (get_language() or "").startswith("zh")
    data = {
        "pages": pages,
        "large": large,
        "lang": "zh" if chinese else "en",
        "day": [today.year, today.month, today.day],
    }
    return print_paper(TEMPLATE, data, today)
