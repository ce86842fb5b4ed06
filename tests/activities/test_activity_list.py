"""The list of activities sorted by a day that many of them lack."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luzhi.access.actors import Actor
from luzhi.activities.models import Activity


@pytest.mark.parametrize("sort", ["starts_on", "-starts_on"])
def test_every_row_is_visited_once_in_both_directions_and_undated_ones_come_last(
    staff: Actor, make_activity: Callable[..., Activity], client_of: Callable[..., Any], sort: str
) -> None:
    first = date(2024, 3, 1)
    for n in range(40):
        make_activity(f"dated-{n}", first + timedelta(days=n % 7))
        make_activity(f"undated-{n}")
    client, address, seen, pages = client_of(staff), f"/activities/?sort={sort}", [], []
    while address:
        page = client.get(address).context["page"]
        pages.append([row["title"] for row in page._window[0]])
        seen += page._window[0]
        address = page.older
    titles = [row["title"] for row in seen]
    assert len(titles) == len(set(titles)) == 80
    assert [title.split("-")[0] for title in titles] == ["dated"] * 40 + ["undated"] * 40
    days = [row["starts_on"] for row in seen[:40]]
    assert days == sorted(days, reverse=sort.startswith("-"))
    back = []
    while True:
        back.append([row["title"] for row in page._window[0]])
        if not page.newer:
            break
        page = client.get(page.newer).context["page"]
    assert [title for titles in back[::-1] for title in titles] == [title for titles in pages for title in titles]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_same_number_of_queries_at_any_size(
    staff: Actor, make_activity: Callable[..., Activity], client_of: Callable[..., Any], rows: int
) -> None:
    for n in range(rows):
        make_activity(f"activity-{n}", date(2024, 5, 6))
    client = client_of(staff)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/activities/")
    assert answer.status_code == 200
    assert len(queries) == 4  # session, account, grants, rows
