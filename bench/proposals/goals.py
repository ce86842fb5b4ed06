"""How far the goals of speed are met. Other programs are not run here: how much faster than each of them the bare reference
is was measured once, so that a comparison with them is computed by way of the reference of the same run."""

from collections.abc import Iterator
from typing import Any

# Processor time of a page of 10,000 records there, as a multiple of the reference's (25 rows; Django 5.2, 2 cores).
SLOWER = {
    "list": {"pretalx": 164.0, "pretix": 17.0, "Wagtail": 11.0, "Django admin": 3.5},
    "detail": {"pretalx": 215.0},
    "create": {"pretalx": 150.0, "Django admin": 7.0},
}
WANTED = {
    ("list", "pretalx"): 100, ("list", "pretix"): 12, ("list", "Wagtail"): 8, ("list", "Django admin"): 2.5,
    ("detail", "pretalx"): 80, ("create", "pretalx"): 60, ("create", "Django admin"): 2,
}  # fmt: skip


def judge(found: dict[str, Any]) -> list[dict[str, Any]]:
    """A row for each goal that this run says something about."""
    rows: list[dict[str, Any]] = []

    def add(goal: str, value: float, wanted: float, *, most: bool = False, computed: bool = False) -> None:
        met = value <= wanted if most else value >= wanted
        sign = "≤" if most else "≥"
        rows.append({"goal": goal, "value": round(value, 2), "wanted": f"{sign} {wanted}", "met": met,
                     "computed": computed})  # fmt: skip

    for name, value, wanted, most, computed in (*of_pages(found.get("pages", [])), *of_parts(found)):
        add(name, value, wanted, most=most, computed=computed)
    return rows


Told = tuple[str, float, float, bool, bool]


def of_pages(rows: list[dict[str, Any]]) -> Iterator[Told]:
    """Of the pages with the most records, asked by one person; of growth, the page that grows most."""
    if not rows:
        return
    size = max(r["records"] for r in rows)
    large = {r["page"]: r for r in rows if r["records"] == size and r["clients"] == min(x["clients"] for x in rows)}
    for (name, peer), wanted in WANTED.items():
        if name in large:
            ratio = SLOWER[name][peer] * large[name]["bare_cpu_ms"] / large[name]["cpu_ms"]
            yield f"{name}, {size} records, against {peer} with 10,000", ratio, wanted, False, True
    if "list" in large:
        yield (
            "processor time of a list page, times the reference's",
            (large["list"]["cpu_ms"] / large["list"]["bare_cpu_ms"]),
            1.3,
            True,
            False,
        )
    if "search rare" in large:
        row = large["search rare"]
        yield (
            "page of a search for a rare word against the reference's scan",
            (row["bare_cpu_ms"] / row["cpu_ms"]),
            1,
            False,
            False,
        )
        if row["slowest_ms"]:
            scan = row["bare_cpu_ms"] - large["list"]["bare_cpu_ms"] if "list" in large else row["bare_cpu_ms"]
            yield "its slowest statement against the scan", scan / row["slowest_ms"], 100, False, False
    if len({r["records"] for r in rows}) > 1:
        page = max(large.values(), key=lambda r: r["p95_growth"])
        yield f"growth of the 95th percentile ({page['page']})", page["p95_growth"], 1.3, True, False
        page = max(large.values(), key=lambda r: r["cpu_growth"])
        yield f"growth of processor time ({page['page']})", page["cpu_growth"], 1.3, True, False
    asked = [r for r in large.values() if r["statements"] != ""]
    if asked:
        slow = max(asked, key=lambda r: r["slowest_ms"])
        yield f"slowest statement in ms ({slow['page']})", slow["slowest_ms"], 5, True, False
        yield "pages that count or skip rows", sum(bool(r["forbidden"]) for r in asked), 0, True, False


def of_parts(found: dict[str, Any]) -> Iterator[Told]:
    for row in found.get("writers", ()):
        name = f"{row['writers']} writers"
        yield f"{name}: lost or refused", row["lost"] + len(row["errors"]), 0, True, False
        yield f"{name}: longest wait in s", row["worst_wait_s"], 1, True, False
    if "import" in found:
        yield "import, times the parsing of the same file", found["import"]["ratio"], 3, True, False
        yield "longest wait of others during an import in s", found["import"]["others_worst_wait_s"], 1, True, False
    if "letters" in found:
        yield "Word letters against docxtpl", found["letters"]["word_ratio"], 5, False, False
        yield "PDF letters against WeasyPrint", found["letters"]["pdf_ratio"], 4, False, False
    if "postgres" in found:
        yield "list on PostgreSQL, share of SQLite's", found["postgres"]["list"], 0.6, False, False
        yield "create on PostgreSQL, share of SQLite's", found["postgres"]["create"], 0.4, False, False
