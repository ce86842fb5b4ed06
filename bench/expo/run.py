"""A hall plan of 2,000 booths checked, drawn, diffed and saved, beside plain loops over the same booths."""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from bench.kit.synthetic import prepare

SIDE = Decimal(3)
STEP = Decimal(6)


def fill(booths: int) -> tuple[Any, Any]:
    """A frozen version with that many booths in rows with aisles between, and a draft in which twenty are moved."""
    from luzhi.access.models import Body
    from luzhi.expo.models import Exhibitor, Expo, Hall, Layout, Shape, Zone
    from luzhi.people.models import Organisation

    body = Body.objects.order_by("pk").first()
    expo = Expo.objects.create(body=body, name="Bench expo", year=2024)
    zone = Zone.objects.create(body=body, expo=expo, name="Bench zone", year=2024)
    hall = Hall.objects.create(body=body, expo=expo, name="Bench hall", width=400, depth=400)
    firms = [Organisation(body=body, name=f"firm-{n:04}", kind="firm") for n in range(booths)]
    Organisation.objects.bulk_create(firms)
    exhibitors = [Exhibitor(body=body, expo=expo, organisation=firm, year=2024, zone=zone) for firm in firms]
    Exhibitor.objects.bulk_create(exhibitors)
    across = 60

    def shapes(layout: Any, moved: int) -> list[Any]:
        return [
            Shape(
                body=body, layout=layout, key=f"k{n}", kind="booth", code=f"A{n:04}", zone=zone,
                exhibitor=exhibitors[n], x=STEP * (n % across) + (1 if n < moved else 0), y=STEP * (n // across),
                width=SIDE, depth=SIDE,
            )
            for n in range(booths)
        ]  # fmt: skip

    first = Layout.objects.create(body=body, hall=hall, number=1, year=2024, state="frozen")
    Shape.objects.bulk_create(shapes(first, 0), batch_size=500)
    draft = Layout.objects.create(body=body, hall=hall, number=2, based_on=first, year=2024, state="draft")
    Shape.objects.bulk_create(shapes(draft, 20), batch_size=500)
    return first, draft


def check_pairs(pieces: list[Any]) -> int:
    """The plain way: every pair of booths."""
    return sum(
        first.rect.overlaps(second.rect) for i, first in enumerate(pieces) for second in pieces[i + 1 :]
    )  # fmt: skip


def draw_plainly(pieces: list[Any]) -> str:
    """The plain way: a rectangle and a number for each booth, nothing else."""
    return "".join(
        f'<g><rect x="{p.rect.x * 10}" y="{p.rect.y * 10}" width="{p.rect.width * 10}" height="{p.rect.depth * 10}"/>'
        f"<text>{p.code}</text></g>"
        for p in pieces
    )


def measure(rounds: int, works: dict[str, Callable[[], Any]]) -> dict[str, float]:
    """Median milliseconds of each work, in alternated rounds."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for _round in range(rounds):
        for name, work in works.items():
            begun = time.perf_counter()
            work()
            times[name].append((time.perf_counter() - begun) * 1000)
    return {name: round(statistics.median(found), 1) for name, found in times.items()}


def make_works(first: Any, draft: Any, client: Any) -> dict[str, Callable[[], Any]]:
    from luzhi.expo.halls.geometry import compare, find_faults
    from luzhi.expo.halls.pictures import draw_overlay, draw_plan

    old, new, hall = first.pieces(), draft.pieces(), draft.hall
    rows = compare(old, new)
    room = {"width": hall.width, "depth": hall.depth, "aisle": hall.aisle}
    if find_faults(new, **room)[20:] or len(rows) != 20:
        raise SystemExit("The generated plan is not what it should be.")
    shape = draft.shapes.get(code="A0500")

    def ask(address: str) -> None:
        if client.get(address).status_code != 200:
            raise SystemExit(f"{address} did not answer")

    def save() -> None:
        shape.refresh_from_db()
        right = 1 if shape.version % 2 else -1
        sent = {"right": right, "down": 0, "version": shape.version}
        if client.post(f"/expo/shapes/{shape.pk}/move/", sent).status_code != 302:
            raise SystemExit("The move was refused.")

    return {
        "check": lambda: find_faults(new, **room),
        "check, every pair": lambda: check_pairs(new),
        "draw": lambda: draw_plan(hall, new),
        "draw, rectangles alone": lambda: draw_plainly(new),
        "diff": lambda: compare(old, new),
        "draw both over each other": lambda: draw_overlay(hall, new, rows),
        "save one move (request)": save,
        "editor (page)": lambda: ask(f"/expo/layouts/{draft.pk}/edit/"),
        "changes (page)": lambda: ask(f"/expo/layouts/{draft.pk}/changes/"),
        "print (page)": lambda: ask(f"/expo/layouts/{draft.pk}/print/"),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--booths", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    options = parser.parse_args()
    prepare(Path(tempfile.mkdtemp(prefix="luzhi-bench-")))
    from django.test import Client

    from luzhi.access.models import User

    first, draft = fill(options.booths)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.get(username="staff"))
    found = measure(options.rounds, make_works(first, draft, client))
    if options.format == "json":
        print(json.dumps({"booths": options.booths, "data": "generated", "ms": found}))
        return
    print(f"{options.booths} generated booths, medians of {options.rounds} alternated rounds, in milliseconds")
    for name, took in found.items():
        print(f"{name:<28}{took:>10}")


if __name__ == "__main__":
    main()
