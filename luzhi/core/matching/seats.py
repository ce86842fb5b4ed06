"""Tables and interpreters for a timetable, slot by slot, so that people walk little and keep their interpreter.

`Problem.pools` guarantees that each slot can be served; here the cheapest way is found, one assignment problem a slot.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from luzhi.core.assignment import assign
from luzhi.core.matching.problem import Interpreter, Meeting, Problem, Timetable

FORBIDDEN = 1_000_000
CHANGE = 100_000  # giving a meeting another table than its printed card says costs more than any walk


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a meeting is held and who interprets; a meeting at a booth has no table."""

    table: int | None = None
    interpreter: int | None = None


def give_seats(
    problem: Problem, timetable: Timetable, kept: Mapping[int, Seat] = MappingProxyType({})
) -> dict[int, Seat]:
    """A table and, where one is needed, an interpreter for every meeting.

    `kept` are the seats of meetings that people have been told already: they stay wherever they can.
    """
    by_slot: dict[int, list[Meeting]] = {}
    for key, slot in timetable.items():
        by_slot.setdefault(slot, []).append(problem.meeting[key])
    places = {table.key: table.place for table in problem.tables}
    stands: dict[int, int] = {}  # where a party sat last
    spoke: dict[int, int] = {}  # who interpreted for it last
    found: dict[int, Seat] = {}
    for slot in sorted(by_slot):
        rows = sorted(by_slot[slot], key=lambda m: m.key)
        seated = [m for m in rows if not m.at_booth]
        tables = assign_all(
            [
                [
                    walk(m, t.seats, t.place, stands) + change_of(kept.get(m.key, Seat()).table, t.key)
                    for t in problem.tables
                ]
                for m in seated
            ]
        )
        spoken = [m for m in rows if m.language]
        able = [i for i in problem.interpreters if slot not in i.closed]
        voices = assign_all(
            [[voice(m, i, spoke) + change_of(kept.get(m.key, Seat()).interpreter, i.key) for i in able] for m in spoken]
        )
        table_of = {m.key: problem.tables[n].key for m, n in zip(seated, tables, strict=True)}
        voice_of = {m.key: able[n].key for m, n in zip(spoken, voices, strict=True)}
        for m in rows:
            found[m.key] = Seat(table_of.get(m.key), voice_of.get(m.key))
            for party in m.parties:
                if m.key in table_of:
                    stands[party] = places[table_of[m.key]]
                if m.key in voice_of:
                    spoke[party] = voice_of[m.key]
    return found


def change_of(told: int | None, key: int) -> int:
    """What it costs to give another one than was told."""
    return CHANGE if told is not None and told != key else 0


def voice(meeting: Meeting, interpreter: Interpreter, spoke: dict[int, int]) -> int:
    """Whom one side knows already comes first; who does not speak the language cannot come."""
    if meeting.language not in interpreter.languages:
        return FORBIDDEN
    return 0 if interpreter.key in {spoke.get(party) for party in meeting.parties} else 1


def walk(meeting: Meeting, seats: int, place: int, stands: dict[int, int]) -> int:
    """Tables passed by both sides on the way here; large tables are kept for large delegations."""
    if seats < meeting.seats:
        return FORBIDDEN
    ways = sum(abs(place - stands[party]) for party in meeting.parties if party in stands)
    return ways * 10 + min(seats - meeting.seats, 9)


def assign_all(costs: list[list[int]]) -> list[int]:
    """The cheapest column for each row, each column once. Raises ValueError when there are too few that fit."""
    chosen = [column for column in assign(costs) if column is not None]
    if len(chosen) < len(costs):
        raise ValueError("there are fewer places than meetings")
    if any(costs[row][column] >= FORBIDDEN for row, column in enumerate(chosen)):
        raise ValueError("there are too few places that fit")
    return chosen
