"""Figure pages on a generated body with a million records, against the bare SQL of the same question."""

import argparse
import json
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.kit.synthetic import insert, prepare

QUESTIONS = {
    "people.members": (
        "SELECT count(*), count(DISTINCT person_id) FROM people_seat WHERE body_id = 1 AND office IN "
        "('chair', 'vice_chair', 'secretary_general', 'standing_member', 'member')"
    ),
    "people.staff": "SELECT count(*), count(DISTINCT person_id) FROM people_seat WHERE body_id = 1 AND office = 'staff'",
}


def fill(n: int) -> None:
    from luzhi.people.models import Person, Seat, Sector

    insert(Person, ({"body_id": 1, "name": f"person-{i:07}"} for i in range(n // 2)))
    insert(Sector, ({"body_id": 1, "name": f"sector-{i:02}"} for i in range(30)))
    offices = ("member", "member", "standing_member", "staff", "expert")
    insert(
        Seat,
        (
            {"body_id": 1, "person_id": i % (n // 2) + 1, "office": offices[i % 5], "sector_id": i % 30 + 1}
            for i in range(n)
        ),
    )


def time_once(work: Any) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="luzhi-bench-"))
    prepare(folder)
    fill(options.records)
    from django.db import connection
    from django.test import Client

    from luzhi.access.models import User

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.get(username="staff"))
    rows = []
    for key, sql in QUESTIONS.items():

        def page(key: str = key) -> None:
            answer = client.get(f"/figures/{key}/")
            if answer.status_code != 200:
                raise SystemExit(f"/figures/{key}/ answered {answer.status_code}")

        def bare(sql: str = sql) -> None:
            with connection.cursor() as cursor:
                cursor.execute(sql)
                cursor.fetchall()

        page(), bare()
        pairs = [(time_once(page), time_once(bare)) for _round in range(options.rounds)]
        ours, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
        rows.append(
            {"figure": key, "page_ms": round(ours, 1), "sql_ms": round(theirs, 1), "ratio": round(ours / theirs, 2)}
        )
    if options.format == "json":
        print(json.dumps({"records": options.records, "data": "generated", "rows": rows}))
        return
    print(f"{options.records} generated seats, medians of {options.rounds} alternated rounds")
    for row in rows:
        print(
            f"{row['figure']:<24} page {row['page_ms']:>9} ms   bare SQL {row['sql_ms']:>9} ms   ratio {row['ratio']}"
        )


if __name__ == "__main__":
    main()
