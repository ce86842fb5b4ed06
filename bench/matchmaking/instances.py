"""Open instances of "Scheduling B2B meetings" (MiniZinc data) as our problem, and a checker that shares no code with it."""

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from luzhi.core.matching.problem import Meeting, Party, Problem, Table


@dataclass(frozen=True)
class Instance:
    """The numbers of a file, slots and meetings counted from 0; a fixed slot of -1 is none."""

    name: str
    slots: int
    morning: int
    tables: int
    parties: int
    pairs: list[tuple[int, int]]
    halves: list[int]  # 1 morning, 2 afternoon, 3 either
    forbidden: list[set[int]]
    fixed: list[int]
    earlier: list[list[int]]

    def problem(self, fair: int) -> Problem:
        every = frozenset(range(self.slots))
        halves = {1: frozenset(range(self.morning)), 2: every - frozenset(range(self.morning)), 3: every}
        meetings = tuple(
            Meeting(
                key,
                pair,
                slots=halves[self.halves[key]] & ({self.fixed[key]} if self.fixed[key] >= 0 else every),
                after=tuple(self.earlier[key]),
            )
            for key, pair in enumerate(self.pairs)
        )
        parties = tuple(Party(key, frozenset(self.forbidden[key])) for key in range(self.parties))
        return Problem(self.slots, parties, meetings, tuple(Table(n) for n in range(self.tables)), fair=fair)

    def check(self, timetable: dict[int, int], fair: int) -> int:
        """The idle periods of a timetable; stops the benchmark when it breaks a rule."""
        days: dict[int, set[int]] = defaultdict(set)
        used: dict[int, int] = defaultdict(int)
        for key, pair in enumerate(self.pairs):
            slot = timetable[key]
            used[slot] += 1
            sound = 0 <= slot < self.slots and self.fixed[key] in (-1, slot)
            sound &= not (self.halves[key] == 1 and slot >= self.morning)
            sound &= not (self.halves[key] == 2 and slot < self.morning)
            sound &= all(timetable[first] < slot for first in self.earlier[key])
            for party in pair:
                sound &= slot not in days[party] and slot not in self.forbidden[party]
                days[party].add(slot)
            if not sound:
                raise SystemExit(f"{self.name}: meeting {key} breaks a rule")
        waits = [
            "".join("x" if t in days[p] else "." for t in range(self.slots)).strip(".") for p in range(self.parties)
        ]
        counts = [len([gap for gap in re.split("x+", wait) if gap]) for wait in waits]
        if max(used.values()) > self.tables or max(counts) - min(counts) > fair:
            raise SystemExit(f"{self.name}: too few tables, or not fair")
        return sum(counts)


def read_file(path: Path) -> Instance:
    text = path.read_text(encoding="utf-8")

    def number(name: str) -> int:
        return int(re.search(rf"\b{name}\s*=\s*(\d+)", text)[1])  # type: ignore[index]

    def block(name: str) -> str:
        return re.search(rf"\b{name}\s*=\s*\[(.*?)\]\s*;", text, re.DOTALL)[1]  # type: ignore[index]

    def sets(name: str) -> list[list[int]]:
        return [
            [int(word) - 1 for word in re.findall(r"\d+", row) if int(word)]
            for row in re.findall(r"\{(.*?)\}", block(name), re.DOTALL)
        ]

    rows = [int(word) for word in re.findall(r"\d+", block("requested"))]
    asked = [rows[n : n + 3] for n in range(0, len(rows), 3)]
    return Instance(
        path.stem,
        number("nTotalSlots"),
        number("nMorningSlots"),
        number("nTables"),
        number("nBusiness"),
        [(a - 1, b - 1) for a, b, _half in asked],
        [half for _a, _b, half in asked],
        [set(row) for row in sets("forbidden")],
        [int(word) - 1 for word in re.findall(r"\d+", block("fixed"))],
        sets("precedences"),
    )


def read_set(folder: Path) -> list[tuple[Instance, int, int | None]]:
    """Each row of best_known.csv: the instance, how far waits may differ, and the best number published (None: cannot be)."""
    found = []
    with (folder / "best_known.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            best = None if row["best_known"] == "UNSAT" else int(row["best_known"])
            found.append((read_file(folder.parent / row["file"]), int(row["fairness_d"]), best))
    return found
