"""A plan of 5,000 tasks in the database: counted back anew and shown, with the CPU it takes."""

import datetime as dt
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.kit.synthetic import insert, prepare
from bench.plans.graphs import generate

LAYERS = 40
DAYS_AHEAD = dt.timedelta(days=300)


def measure_page(size: int, rounds: int) -> dict[str, Any]:
    """CPU milliseconds of the passes alone and of the whole board page, signed in, after one warm request."""
    prepare(Path(tempfile.mkdtemp(prefix="luzhi-bench-")))
    from django.test import Client

    from luzhi.access.models import User
    from luzhi.core.backplan import count_back

    plan = fill(size)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.get(username="staff"))
    address = f"/plans/{plan}/board/"
    answer = client.get(address, follow=True)
    if answer.status_code != 200:
        raise SystemExit(f"the board answers {answer.status_code}")
    times, core = [], []
    kernel = generate(size, LAYERS)
    for _ in range(rounds):
        began = time.process_time()
        client.get(address, follow=True)
        times.append(time.process_time() - began)
        began = time.process_time()
        list(count_back(kernel).rows())
        core.append(time.process_time() - began)
    return {
        "tasks": size,
        "page_cpu_ms": round(statistics.median(times) * 1000),
        "counting_cpu_ms": round(statistics.median(core) * 1000),
        "kilobytes": round(len(answer.content) / 1024),
    }


def fill(size: int) -> int:
    """The generated plan as rows; the number of the plan."""
    from luzhi.plans.models import Link, Plan, Task
    from luzhi.plans.workflow import TASK

    source = generate(size, LAYERS)
    today = dt.datetime.now(dt.UTC).date()
    insert(Plan, [{"body_id": 1, "year": today.year, "title": "plan-0001", "opens_on": today + DAYS_AHEAD}])
    plan = Plan.objects.get().pk
    insert(
        Task,
        (
            {
                "body_id": 1,
                "year": today.year,
                "plan_id": plan,
                "name": task.key,
                "state": TASK.initial,
                "position": n,
                "duration": task.duration,
            }
            for n, task in enumerate(source.tasks)
        ),
    )
    numbers = dict(Task.objects.values_list("name", "pk"))
    insert(
        Link,
        (
            {"task_id": numbers[link.after], "holds_id": numbers[link.before], "kind": link.kind.value, "lag": link.lag}
            for link in source.links
        ),
    )
    return int(plan)
