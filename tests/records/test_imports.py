"""Bringing an Excel sheet in: preview, problems by row and column, entering, taking back, hostile files."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from luzhi.access.actors import Actor
from luzhi.access.models import Body
from luzhi.access.roles import Role
from luzhi.people.models import Organisation
from luzhi.records.models import ImportBatch


def make_sheet(*rows: list[Any], name: str = "sheet.xlsx") -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return SimpleUploadedFile(name, buffer.getvalue())


@pytest.fixture
def client(staff: Actor, client_of: Callable[..., Any]) -> Any:
    return client_of(staff)


def test_rows_are_previewed_entered_and_taken_back(client: Any) -> None:
    upload = make_sheet(["name", "kind"], ["甲公司", "firm"], ["乙大学", "University"])
    page = client.post("/organisations/import/", {"file": upload}, follow=True)
    assert page.context["n_problems"] == 0
    assert Organisation.objects.count() == 0
    decide = f"/imports/{ImportBatch.objects.get().pk}/decide/"
    client.post(decide, {"do": "enter"})
    assert sorted(Organisation.objects.values_list("name", "kind")) == [("乙大学", "university"), ("甲公司", "firm")]
    assert client.post(decide, {"do": "enter"}).status_code == 409
    client.post(decide, {"do": "undo"})
    assert Organisation.objects.count() == 0


def test_problems_name_row_and_column_and_nothing_is_entered(client: Any) -> None:
    upload = make_sheet(["name", "kind", "place"], ["甲公司", "firm", ""], ["", "firm", "nowhere"])
    page = client.post("/organisations/import/", {"file": upload}, follow=True)
    assert {(p.row, bool(p.column)) for p in page.context["problems"]} == {(3, True)}
    assert page.context["n_problems"] == 2
    answer = client.post(f"/imports/{ImportBatch.objects.get().pk}/decide/", {"do": "enter"})
    assert answer.status_code == 400
    assert Organisation.objects.count() == 0


def bomb() -> SimpleUploadedFile:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 60_000_000)
    return SimpleUploadedFile("bomb.xlsx", buffer.getvalue())


@pytest.mark.parametrize(
    "upload",
    [
        lambda: SimpleUploadedFile("a.xlsx", b"%PDF-1.4 not a sheet"),
        lambda: SimpleUploadedFile("a.xlsx", b""),
        lambda: make_sheet(["name", "colour"], ["a", "red"]),
        lambda: make_sheet(["name"]),
        bomb,
    ],
)
def test_unusable_files_get_a_sentence(client: Any, upload: Callable[[], SimpleUploadedFile]) -> None:
    answer = client.post("/organisations/import/", {"file": upload()})
    assert answer.status_code == 422
    assert ImportBatch.objects.count() == 0


def test_a_file_over_the_limit_is_refused(client: Any, settings: Any) -> None:
    settings.UPLOAD_LIMIT = 1000
    assert client.post("/organisations/import/", {"file": make_sheet(["name"], ["a"])}).status_code == 422


def test_a_stranger_sees_no_import(
    client: Any, other_body: Body, make_actor: Callable[..., Actor], client_of: Callable[..., Any]
) -> None:
    client.post("/organisations/import/", {"file": make_sheet(["name", "kind"], ["甲", "firm"])})
    pk = ImportBatch.objects.get().pk
    stranger = client_of(make_actor(Role.STAFF, at=other_body))
    member = client_of(make_actor(Role.MEMBER))
    for person in (stranger, member):
        assert person.get(f"/imports/{pk}/").status_code == 404
        assert person.post(f"/imports/{pk}/decide/", {"do": "enter"}).status_code == 404
