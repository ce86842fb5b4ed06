"""A private database and many processes that do the same thing at the same moment.

Runs as a script in a process of its own: ``python -m bench.at_once.stage SCENE`` prints what came of it as JSON.
"""

import json
import multiprocessing
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

FORK = multiprocessing.get_context("fork")
PATIENCE = 300


def all_at_once(works: list[Callable[[], Any]]) -> tuple[Counter[str], float]:
    """Each piece of work in a process of its own, begun together; returns how many ended in which way, and the
    longest time one took. What a person would be told (a Problem) is an end by its class; anything else is "broken"."""
    from django.db import connections

    connections.close_all()
    start, ends = FORK.Barrier(len(works)), FORK.SimpleQueue()
    processes = [FORK.Process(target=play, args=(work, start, ends)) for work in works]
    for process in processes:
        process.start()
    found = [ends.get() for _process in processes]
    for process in processes:
        process.join(PATIENCE)
    return Counter(end for end, _seconds in found), max(seconds for _end, seconds in found)


def play(work: Callable[[], Any], start: Any, ends: Any) -> None:
    from django.db import connection

    from luzhi.common.problems import Problem

    connection.ensure_connection()
    start.wait(PATIENCE)
    begun = time.perf_counter()
    try:
        work()
        end = "done"
    except Problem as problem:
        end = type(problem).__name__
    except Exception as error:  # noqa: BLE001 -- what it was is told to the test
        end = f"broken: {type(error).__name__}: {error}"[:200]
    ends.put((end, time.perf_counter() - begun))
    connection.close()
    os._exit(0)


def kill_in_the_middle(work: Callable[[random.Random], None], times: int, seed: int) -> int:
    """Let somebody work without pause and kill the process, again and again; returns how often it was alive then."""
    from django.db import connections

    dice, alive = random.Random(seed), 0
    for n in range(times):
        connections.close_all()
        process = FORK.Process(target=work_on, args=(work, seed * 1000 + n))
        process.start()
        process.join(dice.uniform(0.3, 1.5))
        if process.is_alive():
            alive += 1
            os.kill(process.pid, signal.SIGKILL)
        process.join(PATIENCE)
    return alive


def work_on(work: Callable[[random.Random], None], seed: int) -> None:
    dice = random.Random(seed)
    while True:
        work(dice)


def main() -> None:
    import django
    from django.conf import settings

    if os.environ.get("STAGE_FILE"):
        settings.DATABASES["default"]["NAME"] = os.environ["STAGE_FILE"]
    django.setup()
    from django.urls import get_resolver

    from bench.at_once import expo_scenes, scenes

    get_resolver().url_patterns  # noqa: B018 -- loaded once here instead of by each of fifty processes
    name = sys.argv[1]
    print(json.dumps(getattr(scenes if hasattr(scenes, name) else expo_scenes, name)()))


if __name__ == "__main__":
    main()
