"""A timetable on its page: how good it is, the two pictures, what is unmet and why, what changed."""

import itertools
from collections import defaultdict
from typing import Any

from django.db.models import Count
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from luzhi.core.matching.idle import count_idle_periods
from luzhi.matchmaking.models import Meeting, Timetable
from luzhi.matchmaking.pictures import Band, Cell, draw_fairness, draw_grid
from luzhi.matchmaking.reading import Reading
from luzhi.matchmaking.services import differences_of, list_meetings
from luzhi.matchmaking.vocabulary import Cause, TimetableState
from luzhi.matchmaking.words import CHANGES, say_fixes
from luzhi.records.kinds import KINDS, url_of

MOST_FIRMS, MOST_UNMET, MOST_CHANGES = 60, 60, 60


def draw_timetable(request: Any, timetable: Timetable) -> str:
    """The panel of a version."""
    reading = Reading(timetable.session)
    meetings = list_meetings(timetable)
    busy = slots_by_party(reading, meetings)
    waits = {party: count_idle_periods(slots, reading.day_starts) for party, slots in busy.items()}
    changes = differences_of(timetable)
    unmet = timetable.unmet.select_related(
        "request__asker__organisation", "request__asked__organisation", "slot", "party__organisation"
    )
    causes = dict(timetable.unmet.values_list("cause").annotate(n=Count("pk")).order_by("-n", "cause"))
    firms = sorted(busy, key=lambda pk: (-waits[pk], str(reading.parties[pk])))
    context = {
        "timetable": timetable, "draft": timetable.state == TimetableState.DRAFT, "meetings": len(meetings),
        "may_plan": request.actor.may("matchmaking.plan"), "n_unmet": unmet.count(), "n_changes": len(changes),
        "unmet": say_fixes(unmet.order_by("-request__weight", "pk")[:MOST_UNMET]),
        "causes": [(Cause(cause).label, n) for cause, n in causes.items()], "unmet_kind": KINDS["matchmaking.unmet"],
        "changes": [{"row": row, "words": CHANGES[row.change]()} for row in changes[:MOST_CHANGES]],
        "by_table": draw_grid(_("Meetings by table and slot"), heads_of(reading), rows_by_table(reading, meetings)),
        "by_firm": draw_grid(
            _("Meetings by firm and slot"), heads_of(reading), rows_by_firm(reading, meetings, busy, firms[:MOST_FIRMS])
        ),
        "n_firms": len(firms), "shown_firms": min(len(firms), MOST_FIRMS), "fairness": draw_fairness(waits),
        "spread": max(waits.values(), default=0) - min(waits.values(), default=0),
    }  # fmt: skip
    return render_to_string("matchmaking/_timetable.html", context, request=request)


def heads_of(reading: Reading) -> list[tuple[str, str]]:
    times = [timezone.localtime(slot.starts_at) for slot in reading.slots]
    return [(f"{at:%m-%d}", f"{at:%H:%M}") for at in times]


def slots_by_party(reading: Reading, meetings: list[Meeting]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for meeting in meetings:
        for party in (meeting.request.asker_id, meeting.request.asked_id):
            if party in reading.parties:
                found[party].append(reading.number_of[meeting.slot_id])
    return found


def rows_by_table(reading: Reading, meetings: list[Meeting]) -> list[Band]:
    """A row for each table and for each booth at which somebody is received."""
    cells: dict[tuple[str, Any], list[Cell]] = defaultdict(list)
    for meeting in meetings:
        key = ("booth", meeting.booth) if meeting.booth else ("desk", meeting.desk_id)
        cells[key].append(
            Cell(reading.number_of[meeting.slot_id], "met", f"{meeting.slot} · {meeting}", url_of(meeting.request))
        )
    rows = [Band(str(desk), cells.get(("desk", desk.pk), [])) for desk in reading.desks]
    booths = sorted(code for where, code in cells if where == "booth")
    return rows + [Band(_("booth %(code)s") % {"code": code}, cells["booth", code]) for code in booths]


def rows_by_firm(reading: Reading, meetings: list[Meeting], busy: dict[int, list[int]], firms: list[int]) -> list[Band]:
    """A row for each firm: meetings, waits between them, and when it is elsewhere."""
    met: dict[int, list[Cell]] = defaultdict(list)
    for meeting in meetings:
        sides = (meeting.request.asker, meeting.request.asked)
        for mine, other in (sides, sides[::-1]):
            slot = reading.number_of[meeting.slot_id]
            met[mine.pk].append(
                Cell(
                    slot, "met", f"{meeting.slot} · {other} · {meeting.where}", url_of(meeting.request), str(other)[:2]
                )
            )
    rows = []
    for pk in firms:
        party = reading.parties[pk]
        closed = reading.closed_for(party) - set(busy[pk])
        cells = [Cell(slot, "closed", _("elsewhere")) for slot in sorted(closed)]
        cells += [Cell(slot, "idle", _("waits")) for slot in waits_of(reading, busy[pk]) if slot not in closed]
        rows.append(Band(str(party), [*cells, *met[pk]], url_of(party)))
    return rows


def waits_of(reading: Reading, slots: list[int]) -> list[int]:
    """The slots between two meetings of one day in which a firm meets nobody."""
    ordered = sorted(slots)
    return [
        slot
        for earlier, later in itertools.pairwise(ordered)
        if not any(earlier < start <= later for start in reading.day_starts)
        for slot in range(earlier + 1, later)
    ]
