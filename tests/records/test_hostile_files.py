"""Files that are not what they say, or far more than they seem: a sentence each, quickly, and nothing entered."""

import io
import struct
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags
from docx import Document

from luzhi.access.actors import Actor
from luzhi.common.models import AuditEvent
from luzhi.common.problems import Problem
from luzhi.people.models import Organisation
from luzhi.records.models import ImportBatch, SearchEntry
from luzhi.records.services import create_record
from luzhi.records.uploads import BoundedUploadHandler, check_size
from luzhi.reports.texts import read_upload

SHEET = "xl/worksheets/sheet1.xml"
ADDRESS = "/organisations/import/"
SOON = 20.0  # seconds, on a machine that is busy with other things; an unguarded reader takes minutes or the memory


def make_book(*rows: list[Any]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def repack(content: bytes, change: Callable[[str, bytes], bytes], more: dict[str, bytes] | None = None) -> bytes:
    """The same package with other parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, part in (more or {}).items():
            new.writestr(name, part)
    return buffer.getvalue()


GOOD = make_book(["name", "kind"], ["甲公司", "firm"])


def laughs(content: bytes, part: str, place: str) -> bytes:
    """Ten to the ninth by nested entities, in a part of a package."""
    entities = "".join(f'<!ENTITY {c} "{f"&{p};" * 10}">' for p, c in zip("abcdefgh", "bcdefghi", strict=True))
    kind = f'<!DOCTYPE x [<!ENTITY a "0123456789">{entities}]>'

    def change(name: str, old: bytes) -> bytes:
        if name != part:
            return old
        text = old.decode()
        start = text.index("?>") + 2 if text.startswith("<?xml") else 0
        return (text[:start] + kind + text[start:].replace(place, f"{place}{{}}", 1).format("&i;")).encode()

    return repack(content, change)


def long_rows(name: str, old: bytes) -> bytes:
    """A sheet of 60 MB that packs into less than 100 KB."""
    if name != SHEET:
        return old
    row = b'<row><c t="inlineStr"><is><t>' + b"a" * 960 + b"</t></is></c></row>"
    return old.replace(b"<sheetData>", b"<sheetData>" + row * 60_000)


def lying(content: bytes) -> bytes:
    """The package says that its large sheet is a small one."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo(SHEET).file_size
    return content.replace(struct.pack("<L", size), struct.pack("<L", 5000))


def write_word() -> bytes:
    buffer = io.BytesIO()
    document = Document()
    document.add_paragraph("全年开展视察3次。")
    document.save(buffer)
    return buffer.getvalue()


HOSTILE = {
    "a picture": b"\x89PNG\r\n\x1a\n" + b"0" * 500,
    "a page": b"<html><script>alert(1)</script></html>",
    "nothing": b"",
    "a Word file": write_word(),
    "any zip": repack(GOOD, lambda name, old: old).replace(b"xl/workbook.xml", b"xl/workb00k.xml"),
    "cut in half": GOOD[: len(GOOD) // 2],
    "damaged inside": repack(GOOD, lambda name, old: old[:60] if name == SHEET else old),
    "a bomb": repack(GOOD, long_rows),
    "a bomb that lies": lying(repack(GOOD, long_rows)),
    "thousands of parts": repack(GOOD, lambda name, old: old, {f"xl/x{n}.xml": b"" for n in range(2100)}),
    "a billion laughs": laughs(
        repack(GOOD, lambda name, old: old.replace(b"<sheetData>", b'<sheetData><row><c t="inlineStr"><is><t></t></is></c></row>') if name == SHEET else old),
        SHEET, "<is><t>",
    ),
    "no rows": make_book(["name", "kind"]),
    "unknown columns": make_book(["name", "colour"], ["a", "red"]),
}  # fmt: skip


@pytest.fixture
def client(staff: Actor, client_of: Callable[..., Client]) -> Client:
    client = client_of(staff)
    client.cookies["django_language"] = "en"
    return client


@pytest.mark.parametrize("what", sorted(HOSTILE))
def test_a_file_that_cannot_be_used_gets_a_sentence(client: Client, what: str) -> None:
    begun = time.monotonic()
    answer = client.post(ADDRESS, {"file": SimpleUploadedFile("<b>名单</b>.xlsx", HOSTILE[what])})
    assert time.monotonic() - begun < SOON
    assert answer.status_code == 422
    sentence = str(answer.context["problem"].sentence)
    assert sentence.endswith(".")
    assert "Traceback" not in sentence
    assert "<b>名单" not in answer.content.decode()  # the name of a file is text
    assert (ImportBatch.objects.count(), Organisation.objects.count()) == (0, 0)


def test_each_of_them_is_told_apart(client: Client) -> None:
    """The sentence says what is wrong, so that the person can mend it."""
    told = {
        what: str(client.post(ADDRESS, {"file": SimpleUploadedFile("x.xlsx", HOSTILE[what])}).context["problem"].sentence)
        for what in ("a picture", "nothing", "a bomb", "no rows", "unknown columns")
    }  # fmt: skip
    assert len(set(told.values())) == len(told)
    assert "colour" in told["unknown columns"]


def test_an_upload_of_a_hundred_megabytes_is_refused(client: Client) -> None:
    """It is read to its end, so that the browser gets to read the sentence."""
    large = SimpleUploadedFile("large.xlsx", b"0" * (100 * 1024 * 1024))
    answer = client.post(ADDRESS, {"file": large})
    assert answer.status_code == 422
    assert "100 MB" in str(answer.context["problem"].sentence)
    assert (ImportBatch.objects.count(), Organisation.objects.count()) == (0, 0)


def test_no_more_of_an_upload_than_the_limit_is_written(settings: Any, tmp_path: Any) -> None:
    settings.UPLOAD_LIMIT = 1000
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    handler = BoundedUploadHandler()
    handler.new_file("file", "x.xlsx", "application/octet-stream", None)
    for start in range(0, 100_000, 400):
        handler.receive_data_chunk(b"0" * 400, start)
    upload = handler.file_complete(100_000)
    assert (upload.size, Path(upload.temporary_file_path()).stat().st_size) == (100_000, 1001)
    with pytest.raises(Problem):
        check_size(upload)
    upload.close()


@pytest.mark.parametrize(
    "content", [HOSTILE["a page"], GOOD, b"PK\x03\x04", laughs(write_word(), "word/document.xml", "<w:t>")]
)
def test_a_draft_that_is_no_word_file_is_refused(content: bytes) -> None:
    begun = time.monotonic()
    text = ""
    with suppress(Problem):  # entities may be dropped instead of refused; never multiplied
        text = read_upload(SimpleUploadedFile("x.docx", content))
    assert len(text) < 1000
    assert time.monotonic() - begun < SOON


def test_duplicates_in_a_sheet_and_on_record_stop_all_of_it(client: Client, staff: Actor) -> None:
    create_record(Organisation(name="甲公司", kind="firm"), by=staff)
    before = (Organisation.objects.count(), AuditEvent.objects.count(), SearchEntry.objects.count())
    rows = make_book(["name", "kind"], ["乙公司", "firm"], ["甲公司", "firm"], ["丙公司", "firm"], ["丙公司", "firm"])
    client.post(ADDRESS, {"file": SimpleUploadedFile("x.xlsx", rows)})
    batch = ImportBatch.objects.get()
    preview = client.get(reverse("import-preview", args=[batch.pk]))
    answer = client.post(reverse("import-decide", args=[batch.pk]), {"do": "enter"})
    assert answer.status_code in (400, 409)
    assert (Organisation.objects.count(), AuditEvent.objects.count(), SearchEntry.objects.count()) == before
    batch.refresh_from_db()
    assert batch.state == "preview"
    assert {row for row, _column, _sentence in preview.context["problems"]} == {3, 5}


def test_an_unknown_name_in_a_sheet_is_named_with_its_row_and_what_is_near(client: Client, staff: Actor) -> None:
    create_record(Organisation(name="吉林大学", kind="university"), by=staff)
    rows = make_book(["name", "organisation"], ["甲", "吉林大学"], ["乙", "吉林大"])
    answer = client.post("/people/import/", {"file": SimpleUploadedFile("x.xlsx", rows)}, follow=True)
    assert [(row, "吉林大学" in sentence) for row, _column, sentence in answer.context["problems"]] == [(3, True)]
    assert "吉林大学" in strip_tags(answer.content.decode())


@pytest.mark.parametrize(
    "name", ["../../etc/x.xlsx", "CON.xlsx", "..\\..\\x.xlsx", "x" * 400 + ".xlsx", "a\x00b.xlsx", "\u202ex.xlsx"]
)
def test_nothing_is_written_under_a_name_from_outside(client: Client, settings: Any, tmp_path: Any, name: str) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    upload = SimpleUploadedFile("x.xlsx", GOOD)
    upload._name = name
    answer = client.post(ADDRESS, {"file": upload})
    assert answer.status_code in (302, 422)
    assert [f.name for f in tmp_path.iterdir() if not f.name.endswith(".upload.xlsx")] == []
    assert all(len(batch.file_name) <= 120 for batch in ImportBatch.objects.all())
