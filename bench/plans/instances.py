"""Instances of the project scheduling library PSPLIB (Kolisch and Sprecher 1996), single mode."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from luzhi.core.backplan.instance import Arcs, Instance


@dataclass(frozen=True)
class Project:
    """An instance without its two dummy jobs, and the best makespan published for it."""

    name: str
    length: list[int]
    needs: list[list[int]]
    capacity: list[int]
    pairs: list[tuple[int, int]]
    best: int

    def instance(self) -> Instance:
        """The same for our engine."""
        pairs = np.array(self.pairs, np.int64).reshape(-1, 2)
        none = np.zeros(len(self.length), np.int64)
        capacity = np.repeat(np.array(self.capacity)[:, None], sum(self.length), axis=1)
        arcs = Arcs.plain(pairs[:, 0], pairs[:, 1])
        return Instance(np.array(self.length), np.array(self.needs), capacity, arcs, none, none)

    def check(self, starts: list[int]) -> int:
        """The makespan of a schedule; stops the benchmark when it breaks a rule."""
        for before, after in self.pairs:
            if starts[after] < starts[before] + self.length[before]:
                raise SystemExit(f"{self.name}: job {after} begins before {before} ends")
        ends = [start + length for start, length in zip(starts, self.length, strict=True)]
        used = np.zeros((len(self.capacity), max(ends)), np.int64)
        for job, (start, end) in enumerate(zip(starts, ends, strict=True)):
            used[:, start:end] += np.array(self.needs[job])[:, None]
        if (used > np.array(self.capacity)[:, None]).any():
            raise SystemExit(f"{self.name}: more is used than there is")
        return max(ends)


def read_file(path: Path, best: int) -> Project:
    """Read a .sm file."""
    lines = path.read_text(encoding="ascii").splitlines()

    def block(title: str, skip: int) -> list[list[int]]:
        first = next(number for number, line in enumerate(lines) if line.startswith(title)) + skip
        rows = []
        for line in lines[first:]:
            if line.startswith("*"):
                break
            rows.append([int(word) for word in line.split()])
        return rows

    follows = {row[0]: row[3:] for row in block("PRECEDENCE", 2)}
    requests, capacity = block("REQUESTS", 3), block("RESOURCEAVAIL", 2)[0]
    last = len(requests)
    inner = requests[1:-1]
    pairs = [(a - 2, b - 2) for a, heads in follows.items() for b in heads if a > 1 and b < last]
    return Project(path.stem, [row[2] for row in inner], [row[3:] for row in inner], capacity, pairs, best)


def read_set(folder: Path, name: str) -> list[Project]:
    """All instances of a set (j30, j60, j120) that best_known.csv lists."""
    with (folder / "best_known.csv").open(encoding="ascii") as file:
        rows = [row for row in csv.DictReader(file) if f"/{name}/" in row["file"]]
    return [read_file(folder.parent / row["file"], int(row["best_ub"])) for row in rows]
