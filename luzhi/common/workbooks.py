"""Rows as an Excel file."""

import io
from collections.abc import Iterable, Mapping
from typing import Any

LONGEST_NAME = 31  # what Excel allows a sheet to be called


def write_workbook(rows: Iterable[Mapping[str, Any]], name: str) -> bytes:
    """The bytes of a file with one sheet: a column for each key of the first row, so that one row at least is needed.

    Rows that come one by one keep the memory of a large file to the file itself.
    """
    from rustpy_xlsxwriter import write_worksheet  # noqa: PLC0415 -- heavy, and few pages need it

    buffer = io.BytesIO()
    write_worksheet(rows, buffer, sheet_name=name[:LONGEST_NAME])
    return buffer.getvalue()
