"""What must be true of an expo, asked of the tables in plain SQL: figures, plans, guests, meetings, sign-ins."""

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from decimal import Decimal
from typing import Any

from django.utils.dateparse import parse_datetime

from bench.expo_year.cast import YEAR
from bench.expo_year.plain_sql import COUNTS, DIVIDED, SHARES, ask, count_one
from bench.expo_year.story import Story
from bench.session_year.checks import Line, printed_share
from luzhi.core.figures import round_share
from luzhi.expo.guests.services import Rota
from luzhi.expo.models import Expo
from luzhi.matchmaking.services import newest_frozen
from luzhi.records.figures import FIGURES, Scope, read_figure, split_figure

APPS = ("expo", "onsite", "matchmaking")


def check_all(story: Story) -> list[Line]:
    """Every check of a finished story; a line that does not agree is a defect."""
    return [
        *check_figures(story),
        *check_layout(story),
        *check_guests(story),
        *check_meetings(story),
        *check_desks(story),
    ]


# -- figures


def check_figures(story: Story) -> Iterator[Line]:
    """Every figure of the three apps, and those of projects that come of the expo."""
    scope, given = Scope(story.cast.body.pk, YEAR), {"body": story.cast.body.pk, "year": YEAR}
    keys = dict.fromkeys([key for key in FIGURES if key.split(".", 1)[0] in APPS])
    keys |= dict.fromkeys(key for key in (*COUNTS, *SHARES) if key in FIGURES)
    for key in keys:
        if key in COUNTS:
            yield Line(key, int(read_figure(key, scope).counted), count_one(COUNTS[key], **given))
        elif key in SHARES:
            yield Line(key, printed_share(key, scope), plain_share(key, given))
        else:
            yield Line(key, "published", "no plain SQL")
    for (key, dimension), sql in DIVIDED.items():
        published = {str(code or ""): int(n) for code, _label, n in split_figure(FIGURES[key], scope, dimension)}
        yield Line(f"{key} by {dimension}", published, {str(code or ""): int(n) for code, n in ask(sql, **given)})


def plain_share(key: str, given: dict[str, Any]) -> str:
    """The share from part and whole, cut off after a tenth of a per cent."""
    part, whole = (count_one(COUNTS[side], **given) for side in SHARES[key])
    if not whole:
        return ""
    share = round_share(Decimal(part * 100) / whole, truncate=True)
    return f"{share:f}".rstrip("0").rstrip(".")


# -- the halls


def check_layout(story: Story) -> Iterator[Line]:
    """Two moved booths are two rows and two notices; nobody has two places by accident; everybody was told the truth."""
    differ = """SELECT n.code FROM expo_shape n JOIN expo_layout l ON l.id = n.layout_id
      LEFT JOIN expo_shape o ON o.layout_id = l.based_on_id AND o.key = n.key
      WHERE l.id = %(layout)s AND (o.id IS NULL OR o.x <> n.x OR o.y <> n.y OR o.width <> n.width OR o.depth <> n.depth
        OR o.code <> n.code OR coalesce(o.exhibitor_id, 0) <> coalesce(n.exhibitor_id, 0)) ORDER BY n.code"""
    yield Line("rows of the fourth version", sorted(story.told["moved booths"]),
               [code for (code,) in ask(differ, layout=story.told["layout"])])  # fmt: skip
    yield Line("rows and notices of two moved booths",
               (len(story.told["moved booths"]), len(story.told["told of the move"]), story.told["notices of the move"]),
               (2, 2, 2))  # fmt: skip
    newest = """FROM expo_shape s JOIN expo_layout l ON l.id = s.layout_id JOIN expo_hall h ON h.id = l.hall_id
      WHERE h.expo_id = %(expo)s AND s.exhibitor_id IS NOT NULL AND l.state = 'frozen'
        AND l.number = (SELECT max(m.number) FROM expo_layout m WHERE m.hall_id = h.id AND m.state = 'frozen')"""
    expo = story.expo.pk
    yield Line("exhibitors that have a booth", story.size.exhibitors - len(story.without_booth),
               count_one(f"SELECT count(DISTINCT s.exhibitor_id) {newest}", expo=expo))  # fmt: skip
    yield Line("exhibitors without a booth", 0, len(story.without_booth))
    yield Line("booths let are as many", count_one(f"SELECT count(*) {newest}", expo=expo),
               count_one(f"SELECT count(DISTINCT s.exhibitor_id) {newest}", expo=expo))  # fmt: skip
    touching = f"""SELECT count(*) FROM (SELECT s.* {newest}) a JOIN (SELECT s.* {newest}) b
      ON a.layout_id = b.layout_id AND a.id < b.id AND a.x < b.x + b.width AND b.x < a.x + a.width
      AND a.y < b.y + b.depth AND b.y < a.y + a.depth"""
    yield Line("let booths that overlap", 0, count_one(touching, expo=expo))
    waiting = "SELECT count(*) FROM expo_boothtelling t JOIN expo_exhibitor e ON e.id = t.exhibitor_id WHERE e.expo_id = %(expo)s AND t.state = 'draft'"
    yield Line("exhibitors not told yet", 0, count_one(waiting, expo=expo))


# -- guests


@dataclass(frozen=True)
class Gap:
    """A stretch of a guest's stay that nobody attends to, or more than one."""

    guest: int
    start: Any
    end: Any


def read_moment(value: Any) -> Any:
    """A moment as the driver gives it: a text or without a zone where the database knows none, then in UTC."""
    moment = parse_datetime(value) if isinstance(value, str) else value
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


def check_guests(story: Story) -> Iterator[Line]:
    """Each confirmed guest has exactly one attendant at every minute from arrival to departure, or the gap is listed."""
    expo = story.expo.pk
    rows = ask("SELECT id, arrives_at, leaves_at FROM expo_guest WHERE expo_id = %(expo)s AND confirmed", expo=expo)
    care: dict[int, list[tuple[Any, Any]]] = {}
    for guest, start, end in ask("SELECT c.guest_id, c.starts_at, c.ends_at FROM expo_guestcare c JOIN expo_guest g ON g.id = c.guest_id WHERE g.expo_id = %(expo)s", expo=expo):  # fmt: skip
        care.setdefault(guest, []).append((read_moment(start), read_moment(end)))
    open_, double, undated = set(), set(), set()
    for guest, arrives, leaves in rows:
        if arrives is None or leaves is None:
            undated.add(guest)
            continue
        gaps, doubles = sweep(read_moment(arrives), read_moment(leaves), care.get(guest, []))
        open_ |= {Gap(guest, *span) for span in gaps}
        double |= {Gap(guest, *span) for span in doubles}
    listed: dict[str, set[Any]] = {"gap": set(), "double": set(), "undated": set()}
    for trouble in Rota(Expo.objects.get(pk=expo)).troubles():
        if trouble.name == "undated":
            listed["undated"].add(trouble.who.pk)
        elif trouble.name in listed:
            listed[trouble.name].add(Gap(trouble.who.pk, trouble.start, trouble.end))
    yield Line("gaps listed", listed["gap"], open_)
    yield Line("guests with two attendants at once", listed["double"], double)
    yield Line("guests whose days are not known", listed["undated"], undated)
    yield Line("guests nobody can talk to, and an early train", len(story.told["unmet needs"]) + 1, len(open_))
    clash = """SELECT count(*) FROM expo_guestcare c JOIN expo_attendant a ON a.id = c.attendant_id
      JOIN expo_staffduty d ON d.person_id = a.person_id AND d.starts_at < c.ends_at AND c.starts_at < d.ends_at
      WHERE a.expo_id = %(expo)s"""
    yield Line("attendants at a post meanwhile", 0, count_one(clash, expo=expo))
    over = """SELECT count(*) FROM expo_guestcare c JOIN expo_attendant a ON a.id = c.attendant_id
      WHERE a.expo_id = %(expo)s AND a.most < (SELECT count(*) FROM expo_guestcare o
        WHERE o.attendant_id = a.id AND o.starts_at <= c.starts_at AND o.ends_at > c.starts_at)"""
    yield Line("attendants with too many guests at once", 0, count_one(over, expo=expo))
    twice = "SELECT count(*) FROM (SELECT t.row, t.number, t.sub_event_id FROM expo_subeventseat t WHERE t.row IS NOT NULL GROUP BY 1, 2, 3 HAVING count(*) > 1) q"
    yield Line("seats taken twice", 0, count_one(twice))


def sweep(start: Any, end: Any, spans: list[tuple[Any, Any]]) -> tuple[list[Any], list[Any]]:
    """From one turn to the next: where nobody attends, where more than one does; touching stretches are one."""
    turns = sorted({start, end, *(t for span in spans for t in span)})
    gaps: list[Any] = []
    doubles: list[Any] = []
    for left, right in itertools.pairwise(turns):
        here = sum(a <= left < b for a, b in spans)
        found = gaps if not here and start <= left < end else doubles if here > 1 else None
        if found is None:
            continue
        if found and found[-1][1] == left:
            found[-1] = (found[-1][0], right)
        else:
            found.append((left, right))
    return gaps, doubles


# -- matchmaking


def check_meetings(story: Story) -> Iterator[Line]:
    """Nobody twice in a slot, every request placed or explained, and a repair that moves two others at most."""
    session = story.session.pk
    places = """FROM (SELECT m.timetable_id, m.slot_id, r.asker_id AS firm FROM matchmaking_meeting m JOIN matchmaking_request r ON r.id = m.request_id
      UNION ALL SELECT m.timetable_id, m.slot_id, r.asked_id FROM matchmaking_meeting m JOIN matchmaking_request r ON r.id = m.request_id) p
      JOIN matchmaking_timetable t ON t.id = p.timetable_id WHERE t.session_id = %(session)s"""
    twice = f"SELECT count(*) FROM (SELECT 1 {places} GROUP BY p.timetable_id, p.slot_id, p.firm HAVING count(*) > 1) q"
    yield Line("firms twice in a slot", 0, count_one(twice, session=session))
    desks = "SELECT count(*) FROM (SELECT 1 FROM matchmaking_meeting m WHERE m.desk_id IS NOT NULL GROUP BY m.timetable_id, m.slot_id, m.desk_id HAVING count(*) > 1) q"
    yield Line("tables taken twice", 0, count_one(desks))
    lost = """SELECT count(*) FROM matchmaking_request r WHERE r.session_id = %(session)s AND r.state = 'agreed'
      AND NOT EXISTS (SELECT 1 FROM matchmaking_meeting m WHERE m.request_id = r.id AND m.timetable_id = %(table)s)
      AND NOT EXISTS (SELECT 1 FROM matchmaking_unmet u WHERE u.request_id = r.id AND u.timetable_id = %(table)s AND u.cause <> '')"""
    repair = story.told["repair"]
    for name in ("from", "to"):
        yield Line(
            f"requests neither placed nor explained ({name})", 0, count_one(lost, session=session, table=repair[name])
        )
    away = "SELECT count(*) FROM matchmaking_meeting m JOIN matchmaking_request r ON r.id = m.request_id JOIN matchmaking_slot s ON s.id = m.slot_id JOIN matchmaking_absence a ON a.party_id IN (r.asker_id, r.asked_id) AND a.starts_at < s.ends_at AND s.starts_at < a.ends_at WHERE m.timetable_id = %(table)s"
    yield Line("meetings of a firm that is away", 0, count_one(away, table=repair["to"]))
    moved = """SELECT r.asker_id, r.asked_id FROM matchmaking_meeting o JOIN matchmaking_request r ON r.id = o.request_id
      LEFT JOIN matchmaking_meeting n ON n.request_id = o.request_id AND n.timetable_id = %(new)s
      WHERE o.timetable_id = %(old)s AND (n.id IS NULL OR n.slot_id <> o.slot_id)"""
    rows = ask(moved, new=repair["to"], old=repair["from"])
    others = sum(repair["party"] not in pair for pair in rows)
    yield Line("other meetings that the repair moves", repair["moved"], others)
    yield Line("at most two of them", True, others <= 2)
    yield Line("the newest timetable is the repaired one", repair["to"], newest_frozen(story.session).pk)  # type: ignore[union-attr]


# -- the days


def check_desks(story: Story) -> Iterator[Line]:
    """Nothing read is lost, nobody counts twice, and the earliest reading of the day is the one that counts."""
    expo = story.expo.pk
    kept = "SELECT count(*), count(DISTINCT token) FROM onsite_scan WHERE expo_id = %(expo)s"
    yield Line("readings kept", [(story.told["readings"], story.told["readings"])], ask(kept, expo=expo))
    first = """SELECT b.code, s.day, s.at FROM onsite_scan s JOIN onsite_badge b ON b.id = s.badge_id
      WHERE s.expo_id = %(expo)s AND s.outcome = 'first' AND s.sub_event_id IS NULL"""
    rows = ask(first, expo=expo)
    counted = {(code, str(day)): read_moment(at) for code, day, at in rows}
    yield Line("nobody signed in twice a day", len(rows), len(counted))
    true = {(code, str(day)): at for (code, day), at in story.told["signed in"].items()}
    yield Line("badges and days that count", len(true), len(set(true) & set(counted)))
    off = Counter(abs((counted[key] - at).total_seconds()) > 1 for key, at in true.items() if key in counted)
    yield Line("sign-ins counted at a wrong time", 0, off[True])
    door = (
        "SELECT count(*) FROM onsite_scan WHERE expo_id = %(expo)s AND outcome = 'first' AND sub_event_id IS NOT NULL"
    )
    yield Line("signed in at the opening once", story.told["expected at the door"], count_one(door, expo=expo))
