"""A plainly synthetic session: 300 firms, 1,500 requests, 40 slots on two days, tables of two sizes, interpreters."""

import random
import time
from collections import Counter
from dataclasses import replace
from typing import Any

from luzhi.core.matching.problem import Interpreter, Meeting, Party, Problem, Table, find_faults

LANGUAGES = ("en", "ru", "ko")


def generate(firms: int = 300, requests: int = 1500, slots: int = 40, tables: int = 45, seed: int = 1) -> Problem:
    """Some firms are asked for far more often than others; half of them attend a forum for three slots or six."""
    draw = random.Random(seed)
    parties = tuple(Party(key, forums(draw, slots)) for key in range(firms))
    wanted = [1 / (1 + key / 12) for key in range(firms)]
    draw.shuffle(wanted)
    pairs: dict[tuple[int, int], None] = {}
    while len(pairs) < requests:
        one, other = draw.randrange(firms), draw.choices(range(firms), wanted)[0]
        if one != other:
            pairs[min(one, other), max(one, other)] = None
    meetings = tuple(wish(draw, key, pair, slots) for key, pair in enumerate(sorted(pairs)))
    desks = tuple(Table(n, 4 if n % 4 else 8, n) for n in range(tables))
    voices = tuple(Interpreter(n, frozenset(draw.sample(LANGUAGES, draw.randint(1, 2)))) for n in range(8))
    return Problem(slots, parties, meetings, desks, voices, 2, frozenset({slots // 2}))


def forums(draw: random.Random, slots: int) -> frozenset[int]:
    closed: set[int] = set()
    for _ in range(draw.choice([0, 0, 1, 2])):
        start = draw.randrange(slots - 3)
        closed |= {start, start + 1, start + 2}
    return frozenset(closed)


def wish(draw: random.Random, key: int, pair: tuple[int, int], slots: int) -> Meeting:
    half = draw.choice([None] * 8 + [0, 1])
    where = None if half is None else frozenset(t for t in range(slots) if (t // (slots // 4)) % 2 == half)
    language = draw.choices(["", *LANGUAGES], [85, 8, 4, 3])[0]
    return Meeting(
        key, pair, draw.randint(1, 5), where, seats=draw.choice([2, 3, 4, 6]), at_booth=draw.random() < 0.1,
        language=language,
    )  # fmt: skip


def measure_firms(rounds: int) -> list[dict[str, Any]]:
    """Wall and CPU seconds to a timetable with tables, interpreters and the cause of every unmet request; and to the
    repair after the busiest firm misses the first four slots."""
    from luzhi.core.matching.causes import explain
    from luzhi.core.matching.repair import repair
    from luzhi.core.matching.seats import give_seats
    from luzhi.core.matching.timetable import plan

    rows = []
    for seed in range(1, rounds + 1):
        problem = generate(seed=seed)
        wall, cpu = time.perf_counter(), time.process_time()
        found = plan(problem, 3.5)
        unmet = explain(problem, found.timetable)
        give_seats(problem, found.timetable)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        if find_faults(problem, found.timetable) or len(unmet) != len(problem.meetings) - len(found.timetable):
            raise SystemExit("the timetable breaks a rule, or a request is lost")
        loads = Counter(p for key in found.timetable for p in problem.meeting[key].parties)
        late = loads.most_common(20)[-1][0]
        away = tuple(replace(p, closed=p.closed | frozenset(range(4))) if p.key == late else p for p in problem.parties)
        changed = replace(problem, parties=away)
        mended = repair(changed, found.timetable, seconds=10)
        if find_faults(changed, mended.timetable, most=False):
            raise SystemExit("the repair breaks a rule")
        rows.append({
            "seed": seed, "wall_s": round(wall, 2), "cpu_s": round(cpu, 2), "held": len(found.timetable),
            "unmet": len(unmet), "weight": found.weight, "bound": found.bound, "proven": found.weight_proven,
            "idle": sum(found.idle.values()), "causes": dict(Counter(u.cause.value for u in unmet)),
            "repair_s": round(mended.seconds, 2), "affected": len(mended.affected), "again": len(mended.held_again),
            "moved": len(mended.moved), "repair_proven": mended.proven,
        })  # fmt: skip
    return rows
