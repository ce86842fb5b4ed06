"""What the pages ask of the database at full size: how many statements, the slowest, and none that counts or skips."""

import re
import time
from pathlib import Path
from typing import Any

from bench.kit.synthetic import open_folder
from bench.pages.rounds import pages_of_ours

FORBIDDEN = {"OFFSET": re.compile(r"\bOFFSET\b"), "count(*)": re.compile(r"\bCOUNT\(\*\)", re.IGNORECASE)}
REPEATS = 5


class Watch:
    """Notes each statement with its milliseconds: of this thread's processor, since the database is in the process and
    a neighbour that takes the machine for a moment is not the statement's doing."""

    def __init__(self, seen: list[tuple[float, str]]) -> None:
        self.seen = seen

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        begun = time.thread_time()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seen.append((round((time.thread_time() - begun) * 1000, 2), sql))


def look_at_statements(folder: Path, large: int, only: str, pages: Any = None) -> list[dict[str, Any]]:
    """For each page: statements in one request, the slowest by its best time of five requests, what is forbidden."""
    open_folder(folder)
    from django.db import connection
    from django.test import Client

    from luzhi.access.models import User

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.get(username="staff"))
    rows = []
    for name, page in (pages or pages_of_ours(large)).items():
        if only not in name:
            continue
        seen: list[list[tuple[float, str]]] = []
        for i in range(REPEATS):
            method, path, form = page(0 if method_is_steady(name) else i)
            seen.append([])
            with connection.execute_wrapper(Watch(seen[-1])):
                answer = client.post(path, form) if method == "POST" else client.get(path)
            if answer.status_code not in (200, 302):
                raise SystemExit(f"{path} answered {answer.status_code}")
        best: dict[str, float] = {}
        for ms, sql in (pair for request in seen for pair in request):
            best[sql] = min(ms, best.get(sql, ms))
        slowest = max(best, key=lambda sql: best[sql])
        rows.append({
            "page": name, "statements": min(map(len, seen)), "slowest_ms": best[slowest],
            "slowest": slowest[:3000], "forbidden": sorted(k for k, p in FORBIDDEN.items() if any(map(p.search, best))),
        })  # fmt: skip
    return rows


def method_is_steady(name: str) -> bool:
    """Pages whose address changes with each request ask the same statements with other values."""
    return name in ("by year", "search", "search all")
