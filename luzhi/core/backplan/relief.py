"""Ways out when the plan cannot be kept: shorten, run side by side, drop a task, move the opening.

Each is tried on the arrays of the plan, so its effect is computed, not guessed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from luzhi.core.backplan.chains import blame
from luzhi.core.backplan.network import DONE
from luzhi.core.backplan.schedule import Schedule, count_back

if TYPE_CHECKING:
    import datetime as dt

    from luzhi.core.backplan.axis import Ints
    from luzhi.core.backplan.chains import Chain
    from luzhi.core.backplan.passes import Times


class Way(StrEnum):
    """Kinds of relief."""

    SHORTEN = "shorten"
    SIDE_BY_SIDE = "side_by_side"
    DROP = "drop"
    MOVE_OPENING = "move_opening"


@dataclass(frozen=True, slots=True)
class Option:
    """One way out and its effect.

    ``tasks`` are what it touches; ``days`` the working days it shortens each by (in that order), or by which it
    moves the opening to ``opening``. ``late_after`` is how late the plan still is, ``tasks_late`` how many tasks
    have no way to keep their date; before and after.
    """

    way: Way
    tasks: tuple[str, ...]
    days: tuple[float, ...]
    late_before: float
    late_after: float
    tasks_late_before: int
    tasks_late_after: int
    opening: dt.date | None = None

    @property
    def resolves(self) -> bool:
        return self.late_after == 0


MOST_STEPS = 12
"""How many tasks one combined shortening may touch."""


class Relief:
    """The ways out of one schedule's lateness, best first within each kind."""

    def __init__(self, schedule: Schedule) -> None:
        self.schedule = schedule
        self.chain: Chain | None = blame(schedule)

    def options(self) -> list[Option]:
        """All ways out that help; empty when every date is kept.

        Not all do: a task held at its finish starts later when it is shortened, and may push what starts with it.
        """
        if self.chain is None:
            return []
        tried = [*self.shorten(), *self.side_by_side(), *self.drop(), *self.move_opening()]
        found = [option for option in tried if option.late_after < option.late_before]
        order = list(Way)
        return sorted(found, key=lambda option: (order.index(option.way), option.late_after, sum(option.days)))

    def shorten(self) -> list[Option]:
        """Each task of the chain shortened as far as needed, and the smallest mixture found that is enough."""
        found = []
        for place in self._places():
            length = self.schedule.network.length.copy()
            cut = min(self._need(), int(length[place]) - 1)
            if cut > 0:
                length[place] -= cut
                found.append(self._option(Way.SHORTEN, [place], [cut], length))
        mixture = self._mixture()
        return found + ([mixture] if mixture else [])

    def _mixture(self) -> Option | None:
        """Halve the longest task of the blamed chain, again and again, until the dates are kept."""
        length, cuts = self.schedule.network.length.copy(), dict[int, int]()
        schedule = self.schedule
        for _ in range(MOST_STEPS):
            chain = blame(schedule)
            if chain is None:
                break
            places = [place for place in self._places(chain) if length[place] > 1 and place not in cuts]
            if not places:
                break
            place = max(places, key=lambda place: int(length[place]))
            cuts[place] = min(int(schedule.late.max()), int(length[place]) // 2)
            length[place] -= cuts[place]
            schedule = Schedule(replace(self.schedule.network, length=length.copy()))
        if len(cuts) < 2:
            return None
        return self._option(Way.SHORTEN, list(cuts), list(cuts.values()), length)

    def side_by_side(self) -> list[Option]:
        """Each finish-to-start link of the chain loosened: both tasks overlap, and end in the same order."""
        network = self.schedule.network
        found = []
        for number in self.chain.links if self.chain else ():
            here = np.flatnonzero(network.links.number == number)[0]
            if network.links.from_start[here] or network.links.to_finish[here]:
                continue
            from_start, lag = network.links.from_start.copy(), network.links.lag.copy()
            pair = [int(network.links.sources[here]), int(network.links.targets[here])]
            first, second = network.length[pair]
            from_start[here], lag[here] = True, max(0, first - second)
            links = replace(network.links, from_start=from_start, lag=lag)
            found.append(self._effect(Way.SIDE_BY_SIDE, pair, [], self.schedule.passes.run(links=links)))
        return found

    def drop(self) -> list[Option]:
        """Each task of the chain left out; what waited for it waits for what came before it."""
        found = []
        for place in self._places():
            length = self.schedule.network.length.copy()
            length[place] = 0
            if self.schedule.network.length[place]:
                found.append(self._option(Way.DROP, [place], [], length))
        return found

    def move_opening(self) -> list[Option]:
        """The fewest working days later at which the opening can be kept; none if it is not what is missed."""
        days, after = 0, self.schedule
        for _ in range(MOST_STEPS):
            opening = after.network.axis.position(after.plan.opening)
            missed = int(after.late[after.times.ceiling == opening].max(initial=0))
            if not missed:
                break
            days += -(-missed // after.network.axis.slots_per_day)
            after = count_back(self.schedule.plan.moved(days))
        if not days:
            return []
        option = self._effect(Way.MOVE_OPENING, [], [], after.times, after)
        return [replace(option, days=(days,), opening=after.plan.opening)]

    def _need(self) -> int:
        return int(self.schedule.late.max())

    def _places(self, chain: Chain | None = None) -> list[int]:
        chain = chain or self.chain
        network = self.schedule.network
        places = [network.place[key] for key in chain.tasks] if chain else []
        return [place for place in places if network.state[place] != DONE]

    def _option(self, way: Way, places: list[int], cuts: list[int], length: Ints) -> Option:
        return self._effect(way, places, cuts, self.schedule.passes.run(length=length))

    def _effect(
        self, way: Way, places: list[int], cuts: list[int], times: Times, after: Schedule | None = None
    ) -> Option:
        before, after = self.schedule, after or self.schedule
        return Option(
            way,
            tuple(before.network.keys(places)),
            tuple(before.days(cut) for cut in cuts),
            before.days_late,
            before.days(int(after.late_of(times).max(initial=0))),
            int((before.floats < 0).sum()),
            int((after.floats_of(times) < 0).sum()),
        )
