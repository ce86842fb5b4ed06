"""Values of the matchmaking problem and the rules every timetable keeps.

Slots are numbered 0, 1, 2 … in the order of time. A timetable is a mapping from the key of a meeting to its slot. The
rules are those of the published problem "Scheduling B2B meetings" (Bofill, Coll, Garcia, Giráldez-Cru, Pesant, Suy,
Villaret, JAIR 2022): forbidden slots, fixed meetings, precedences, wishes for a half of the day, limited places, idle
periods and their fairness; beyond it, requests may stay unmet, tables have seats and interpreters speak languages.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

Timetable = dict[int, int]
MOST_LANGUAGES = 6  # so many different ones are asked for in one session at most


@dataclass(frozen=True, slots=True)
class Party:
    """A firm and the slots in which it cannot meet anybody (a forum it attends, an absence)."""

    key: int
    closed: frozenset[int] = frozenset()
    most: int | None = None  # meetings it wants at most


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting asked for and consented to.

    `slots` narrows where it may lie (None: anywhere), `after` names meetings that must come before it, `seats` is both
    delegations together, `at_booth` needs no table, `language` an interpreter who speaks it.
    """

    key: int
    parties: tuple[int, int]
    weight: int = 1
    slots: frozenset[int] | None = None
    fixed: bool = False  # the slot has been agreed and is in `slots`; it is held whatever its weight
    after: tuple[int, ...] = ()
    seats: int = 2
    at_booth: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its seats and where it stands in the row of tables, for short ways between two meetings."""

    key: int
    seats: int = 4
    place: int = 0


@dataclass(frozen=True, slots=True)
class Interpreter:
    key: int
    languages: frozenset[str]
    closed: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Pool:
    """At most so many of these meetings in a slot: tables large enough, or interpreters of some languages."""

    name: str
    what: str  # tables | interpreters
    members: frozenset[int]
    capacity: tuple[int, ...]


@dataclass(frozen=True)
class Problem:
    """Everything a timetable is made from. Raises ValueError for what contradicts itself."""

    slots: int
    parties: tuple[Party, ...]
    meetings: tuple[Meeting, ...]
    tables: tuple[Table, ...] = ()
    interpreters: tuple[Interpreter, ...] = ()
    fair: int | None = None  # how far the numbers of idle periods of two parties may differ
    breaks_between: frozenset[int] = field(default_factory=frozenset)  # slots before which a day ends: no idle counts

    def __post_init__(self) -> None:
        known = {party.key for party in self.parties}
        keys = {meeting.key for meeting in self.meetings}
        if len(known) != len(self.parties) or len(keys) != len(self.meetings):
            raise ValueError("a key is used twice")
        for meeting in self.meetings:
            if meeting.parties[0] == meeting.parties[1] or not set(meeting.parties) <= known:
                raise ValueError(f"meeting {meeting.key} needs two different known parties")
            if not set(meeting.after) <= keys - {meeting.key}:
                raise ValueError(f"meeting {meeting.key} comes after an unknown one")

    @cached_property
    def party(self) -> dict[int, Party]:
        return {party.key: party for party in self.parties}

    @cached_property
    def meeting(self) -> dict[int, Meeting]:
        return {meeting.key: meeting for meeting in self.meetings}

    @cached_property
    def of_party(self) -> dict[int, list[Meeting]]:
        """The meetings of each party."""
        found: dict[int, list[Meeting]] = {party.key: [] for party in self.parties}
        for meeting in self.meetings:
            for key in meeting.parties:
                found[key].append(meeting)
        return found

    @cached_property
    def before(self) -> dict[int, list[int]]:
        """For each meeting, those that must come after it."""
        found: dict[int, list[int]] = defaultdict(list)
        for meeting in self.meetings:
            for earlier in meeting.after:
                found[earlier].append(meeting.key)
        return found

    @cached_property
    def open_slots(self) -> dict[int, frozenset[int]]:
        """Where each meeting may lie as far as its own wish and both parties go."""
        every = frozenset(range(self.slots))
        return {
            m.key: (every if m.slots is None else m.slots & every)
            - self.party[m.parties[0]].closed
            - self.party[m.parties[1]].closed
            for m in self.meetings
        }

    @cached_property
    def pools(self) -> tuple[Pool, ...]:
        """Capacities by Hall's theorem: when all of them hold in a slot, tables and interpreters can be given out."""
        return (*self._table_pools(), *self._language_pools())

    def _table_pools(self) -> Iterable[Pool]:
        seated = [m for m in self.meetings if not m.at_booth]
        sizes = sorted({m.seats for m in seated})
        last = None
        for least in [0, *sizes]:
            fit = sum(table.seats >= least for table in self.tables)
            if fit == last:
                continue
            last = fit
            members = frozenset(m.key for m in seated if m.seats >= least)
            if members:
                yield Pool(f"tables:{least}", "tables", members, (fit,) * self.slots)

    def _language_pools(self) -> Iterable[Pool]:
        asked = sorted({m.language for m in self.meetings if m.language})
        if len(asked) > MOST_LANGUAGES:
            raise ValueError("too many languages are asked for")
        for size in range(1, len(asked) + 1):
            for some in map(frozenset, combinations(asked, size)):
                able = [i for i in self.interpreters if i.languages & some]
                capacity = tuple(sum(t not in i.closed for i in able) for t in range(self.slots))
                members = frozenset(m.key for m in self.meetings if m.language in some)
                yield Pool("languages:" + ",".join(sorted(some)), "interpreters", members, capacity)

    @cached_property
    def pools_of(self) -> dict[int, list[int]]:
        """The numbers of the pools a meeting draws on."""
        found: dict[int, list[int]] = {m.key: [] for m in self.meetings}
        for number, pool in enumerate(self.pools):
            for key in pool.members:
                found[key].append(number)
        return found


def find_faults(problem: Problem, timetable: Mapping[int, int], *, most: bool = True) -> list[str]:
    """Every rule that a timetable breaks, in words for developers; empty for a sound one."""
    faults = []
    taken: dict[tuple[int, int], int] = {}
    for key, slot in timetable.items():
        meeting = problem.meeting[key]
        if slot not in problem.open_slots[key]:
            faults.append(f"meeting {key} lies in slot {slot}, where it may not")
        for party in meeting.parties:
            other = taken.setdefault((party, slot), key)
            if other != key:
                faults.append(f"party {party} has meetings {other} and {key} in slot {slot}")
        faults += [f"meeting {key} lies before {first}" for first in meeting.after if timetable.get(first, -1) >= slot]
    for pool in problem.pools:
        used = [0] * problem.slots
        for key in pool.members:
            if key in timetable:
                used[timetable[key]] += 1
        faults += [f"{pool.name} is over-used in slot {t}" for t in range(problem.slots) if used[t] > pool.capacity[t]]
    if most:
        for firm in problem.parties:
            n = sum(m.key in timetable for m in problem.of_party[firm.key])
            if firm.most is not None and n > firm.most:
                faults.append(f"party {firm.key} has {n} meetings and wants {firm.most}")
    return faults
