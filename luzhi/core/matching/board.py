"""A timetable in the making: what is free is a bit a slot, so that a question about all slots is one operation."""

from collections.abc import Iterable, Iterator, Mapping

from luzhi.core.matching.problem import Problem

LONGEST_CHAIN = 60


def bits(slots: Iterable[int]) -> int:
    found = 0
    for slot in slots:
        found |= 1 << slot
    return found


def slots_in(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


class Board:
    """Meetings placed so far. `place` and `lift` keep the books; they do not ask whether it is allowed, `room` does."""

    def __init__(self, problem: Problem, timetable: Mapping[int, int] | None = None) -> None:
        self.problem = problem
        self.slot_of: dict[int, int] = {}
        self.held: dict[int, dict[int, int]] = {party.key: {} for party in problem.parties}  # slot → meeting
        self.open = {key: bits(slots) for key, slots in problem.open_slots.items()}
        every = (1 << problem.slots) - 1
        self.free = {party.key: every & ~bits(party.closed) for party in problem.parties}
        self.busy = {party.key: 0 for party in problem.parties}
        self.nights = bits(problem.breaks_between)
        self.known_waits: dict[int, float] = {0: 0.0}
        self.used = [[0] * problem.slots for _ in problem.pools]
        self.spare = [bits(t for t, n in enumerate(pool.capacity) if n > 0) for pool in problem.pools]
        for key, slot in (timetable or {}).items():
            self.place(key, slot)

    def place(self, key: int, slot: int) -> None:
        self.slot_of[key] = slot
        for party in self.problem.meeting[key].parties:
            self.held[party][slot] = key
            self.free[party] &= ~(1 << slot)
            self.busy[party] |= 1 << slot
        for number in self.problem.pools_of[key]:
            self.used[number][slot] += 1
            if self.used[number][slot] >= self.problem.pools[number].capacity[slot]:
                self.spare[number] &= ~(1 << slot)

    def lift(self, key: int) -> int:
        """Take a meeting off; returns where it lay."""
        slot = self.slot_of.pop(key)
        for party in self.problem.meeting[key].parties:
            del self.held[party][slot]
            self.free[party] |= 1 << slot
            self.busy[party] &= ~(1 << slot)
        for number in self.problem.pools_of[key]:
            self.used[number][slot] -= 1
            if self.used[number][slot] < self.problem.pools[number].capacity[slot]:
                self.spare[number] |= 1 << slot
        return slot

    def wishes(self, key: int) -> int:
        """Slots in which the meeting may lie, its order among others looked at, whoever is busy."""
        mask = self.open[key]
        for earlier in self.problem.meeting[key].after:
            if earlier in self.slot_of:
                mask &= -(1 << (self.slot_of[earlier] + 1))
        for later in self.problem.before.get(key, ()):
            if later in self.slot_of:
                mask &= (1 << self.slot_of[later]) - 1
        return mask

    def room(self, key: int) -> int:
        """Slots in which the meeting can be put as things stand."""
        first, second = self.problem.meeting[key].parties
        mask = self.wishes(key) & self.free[first] & self.free[second]
        for number in self.problem.pools_of[key]:
            mask &= self.spare[number]
        return mask

    def is_full(self, party: int) -> bool:
        """Whether the party has as many meetings as it wants."""
        most = self.problem.party[party].most
        return most is not None and len(self.held[party]) >= most

    def wait_cost(self, party: int) -> float:
        return self.cost_of(self.busy[party])

    def cost_of(self, busy: int) -> float:
        """Idle periods squared, so that many for one party weigh more than one for many; idle slots break ties."""
        cost = self.known_waits.get(busy)
        if cost is None:
            periods = slots = 0
            last = None
            for slot in slots_in(busy):
                if last is not None and slot > last + 1 and not self.nights >> (last + 1) & ((1 << (slot - last)) - 1):
                    periods += 1
                    slots += slot - last - 1
                last = slot
            cost = self.known_waits[busy] = periods**2 + slots / 100
        return cost

    def cost_at(self, key: int, slot: int) -> float:
        """What a free slot would cost in waits and in crowding at the tables."""
        first, second = self.problem.meeting[key].parties
        mine, theirs = self.busy[first], self.busy[second]
        cost = (
            self.cost_of(mine | 1 << slot)
            + self.cost_of(theirs | 1 << slot)
            - self.cost_of(mine)
            - self.cost_of(theirs)
        )
        return cost + sum(self.used[number][slot] for number in self.problem.pools_of[key]) / 1000

    def put_best(self, key: int) -> bool:
        """Put a meeting into its cheapest free slot; False when there is none."""
        room = self.room(key)
        if not room:
            return False
        self.place(key, min(slots_in(room), key=lambda slot: self.cost_at(key, slot)))
        return True

    def chain(self, key: int, mine: int, other: int) -> list[int] | None:
        """The meetings that must change between two slots so that `key` can lie in `mine`, where its first party is
        free and its second is busy; None when the chain comes back to the first party."""
        first, second = self.problem.meeting[key].parties
        if not self.free[first] >> mine & 1:
            first, second = second, first
        found: list[int] = []
        party, slot = second, mine
        while slot in self.held[party]:
            moving = self.held[party][slot]
            found.append(moving)
            left, right = self.problem.meeting[moving].parties
            party = right if party == left else left
            slot = other if slot == mine else mine
            if party == first or len(found) > LONGEST_CHAIN:
                return None
        return None if self.problem.party[party].closed & {slot} else found

    def shift(self, key: int, moving: list[int], mine: int, other: int) -> bool:
        """Exchange the slots of these meetings and put `key` into `mine`; everything stays if a rule would break."""
        before = {moved: self.lift(moved) for moved in moving}
        ways = [(moved, other if slot == mine else mine) for moved, slot in before.items()]
        placed = []
        for moved, slot in [*ways, (key, mine)]:
            if (self.problem.meeting[moved].fixed and moved != key) or not self.room(moved) >> slot & 1:
                break
            self.place(moved, slot)
            placed.append(moved)
        else:
            return True
        for moved in placed:
            self.lift(moved)
        for moved, slot in before.items():
            self.place(moved, slot)
        return False

    def put_by_chain(self, key: int) -> bool:
        """Put a meeting where only one side is free, by exchanging two slots along a chain of meetings."""
        first, second = self.problem.meeting[key].parties
        wishes = self.wishes(key)
        for here, there in ((first, second), (second, first)):
            for mine in slots_in(wishes & self.free[here] & ~self.free[there]):
                for other in slots_in(self.free[there]):
                    moving = self.chain(key, mine, other)
                    if moving is not None and self.shift(key, moving, mine, other):
                        return True
        return False

    def put_by_moving_one(self, key: int) -> bool:
        """Put a meeting by first moving one other out of its way into a free slot."""
        first, second = self.problem.meeting[key].parties
        for slot in slots_in(self.wishes(key)):
            blocking = {self.held[party][slot] for party in (first, second) if slot in self.held[party]}
            if len(blocking) > 1:
                continue
            if not blocking:  # a pool is full: any of its members in this slot may make room
                full = [n for n in self.problem.pools_of[key] if not self.spare[n] >> slot & 1]
                blocking = {k for k, s in self.slot_of.items() if s == slot and full and k in self._members(full)}
            for other in blocking:
                if self.try_after_moving(key, other, slot):
                    return True
        return False

    def _members(self, pools: list[int]) -> frozenset[int]:
        return frozenset.intersection(*(self.problem.pools[number].members for number in pools))

    def try_after_moving(self, key: int, other: int, slot: int) -> bool:
        if self.problem.meeting[other].fixed:
            return False
        self.lift(other)
        if self.room(key) >> slot & 1:
            self.place(key, slot)
            if self.put_best(other):
                return True
            self.lift(key)
        self.place(other, slot)
        return False
