"""A list as an Excel workbook: the rows the page's filters choose, all of them, the same columns."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from luzhi.common.audit import record_event
from luzhi.common.workbooks import write_workbook
from luzhi.records.listing import ListPage
from luzhi.records.values import shower_for

MOST_ROWS = 200_000


def send_workbook(page: ListPage) -> HttpResponse:
    """The workbook as an answer; the export is an event in the audit chain."""
    rows = rows_of(page)
    first = next(rows, dict.fromkeys(titles_of(page), ""))
    content = write_workbook(chain([first], rows), sheet_name(page))
    record_event(
        actor=page.actor,
        verb="exported",
        body_id=page.actor.body_id,
        changes={"kind": page.kind.key, "query": page.query.urlencode()},
    )
    answer = HttpResponse(content, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    answer["Content-Disposition"] = f'attachment; filename="{page.kind.slug}-{timezone.localdate():%Y%m%d}.xlsx"'
    return answer


def titles_of(page: ListPage) -> list[str]:
    """Column titles, made different where two columns share one."""
    titles: list[str] = []
    for header in page.headers():
        title = str(header.text)
        titles.append(title if title not in titles else f"{title} {len(titles) + 1}")
    return titles


def rows_of(page: ListPage) -> Iterator[dict[str, Any]]:
    paths = [page._value_path(column) for column in page.columns]  # noqa: SLF001 -- the export is the list's other face
    shows = [c.show or shower_for(page.kind.model, p) for c, p in zip(page.columns, paths, strict=True)]
    titles = titles_of(page)
    records = page.records.order_by("pk").values_list(*paths)[:MOST_ROWS]
    for row in records.iterator(chunk_size=5000):
        yield {title: flatten(show(value)) for title, show, value in zip(titles, shows, row, strict=True)}


def flatten(value: Any) -> Any:
    """Plain text or a number: a workbook never receives a formula, and chips lose their HTML."""
    if value is None:
        return ""
    if isinstance(value, SafeString):
        return bare(value)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


@lru_cache(maxsize=1000)
def bare(html: str) -> str:
    """A chip's words; the same few chips stand in all the rows."""
    return strip_tags(html)


def sheet_name(page: ListPage) -> str:
    return "".join(c for c in str(page.kind.plural) if c not in "[]:*?/\\") or page.kind.slug
