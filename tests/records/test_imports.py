"""Bringing an Excel sheet in: preview, problems by row and column, entering, taking back, hostile files."""

import datetime as dt
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
from luzhi.common.audit import verify_chain
from luzhi.people.models import Organisation, Person, Sector
from luzhi.proposals.models import Proposal
from luzhi.records import imports
from luzhi.records.bulk import Writer
from luzhi.records.checking import make_checker
from luzhi.records.history import read_history
from luzhi.records.kinds import KINDS
from luzhi.records.models import ImportBatch, SearchEntry
from luzhi.records.services import create_record


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
    assert page.context["batch"].n_problems == 0
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
    assert {(row, bool(column)) for row, column, _why in page.context["problems"]} == {(3, True)}
    assert page.context["batch"].n_problems == 2
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


# -- many rows, written together


def bring(client: Any, *rows: list[Any], to: str = "organisations") -> ImportBatch:
    answer = client.post(f"/{to}/import/", {"file": make_sheet(*rows)})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return ImportBatch.objects.latest("pk")


def decide(client: Any, batch: ImportBatch, do: str) -> int:
    return int(client.post(f"/imports/{batch.pk}/decide/", {"do": do}).status_code)


def test_thousands_are_entered_in_batches_found_and_taken_back(client: Any, staff: Actor) -> None:
    batch = bring(client, ["name", "kind"], *([f"firm-{n:05}", "firm"] for n in range(2345)))
    assert (batch.n_rows, batch.n_problems) == (2345, 0)
    assert decide(client, batch, "enter") == 302
    assert Organisation.objects.filter(body=staff.body).count() == 2345
    assert [last - first + 1 for first, last in batch.ranges.order_by("pk").values_list("first", "last")] == [
        1000,
        1000,
        345,
    ]
    assert "firm-02344" in client.get("/organisations/?q=firm-02344").content.decode()
    assert list(verify_chain(chain=staff.body_id)) == []
    some = Organisation.objects.get(name="firm-01500")
    assert len(read_history(KINDS["people.organisation"], some)) == 1
    assert decide(client, batch, "undo") == 302
    assert Organisation.objects.filter(body=staff.body).count() == 0
    assert client.get("/organisations/?q=firm-02344").context["page"].empty
    assert not SearchEntry.objects.filter(body_id=staff.body_id, label__startswith="firm-").exists()


def test_what_repeats_is_told_before_anything_is_entered(client: Any, staff: Actor) -> None:
    create_record(Organisation(name="甲公司", kind="firm"), by=staff)
    batch = bring(client, ["name", "kind"], ["乙公司", "firm"], ["甲公司", "firm"], ["乙公司", "firm"])
    assert [(row, bool(why)) for row, _column, why in batch.problems] == [(3, True), (4, True)]
    assert "2" in batch.problems[1][2]


def test_a_row_that_became_wrong_meanwhile_leaves_nothing(client: Any, staff: Actor) -> None:
    rows = [[f"firm-{n:05}", "firm"] for n in range(1500)]
    batch = bring(client, ["name", "kind"], *rows)
    create_record(Organisation(name="firm-01400", kind="firm"), by=staff)
    answer = client.post(f"/imports/{batch.pk}/decide/", {"do": "enter"})
    assert (answer.status_code, "1402" in answer.content.decode()) == (400, True)
    assert Organisation.objects.filter(body=staff.body).count() == 1
    batch.refresh_from_db()
    assert (batch.state, batch.ranges.count()) == ("preview", 0)


def test_an_import_that_was_cut_off_goes_on_or_is_taken_back(client: Any, staff: Actor) -> None:
    batch = bring(client, ["name", "kind"], *([f"firm-{n:05}", "firm"] for n in range(1200)))
    rows = imports.read_values(KINDS[batch.kind], batch, staff)
    checker = make_checker(KINDS[batch.kind], batch.names, [], staff)
    Writer(checker, batch, staff).write(rows[:1000], 2)
    ImportBatch.objects.filter(pk=batch.pk).update(state="entering")
    page = client.get(f"/imports/{batch.pk}/")
    assert page.context["entered"] == 1000
    assert decide(client, batch, "enter") == 302
    assert Organisation.objects.filter(body=staff.body).count() == 1200
    assert decide(client, batch, "undo") == 302
    assert Organisation.objects.filter(body=staff.body).count() == 0


def test_records_that_others_rest_on_stay(client: Any, staff: Actor) -> None:
    batch = bring(client, ["name", "kind"], ["甲公司", "firm"], ["乙公司", "firm"])
    decide(client, batch, "enter")
    create_record(Person(name="person-0001", organisation=Organisation.objects.get(name="甲公司")), by=staff)
    assert decide(client, batch, "undo") == 409
    assert Organisation.objects.filter(body=staff.body).count() == 2


def test_values_are_read_as_the_form_reads_them(client: Any, staff: Actor) -> None:
    sector = create_record(Sector(name="经济"), by=staff)
    units = [create_record(Organisation(name=name, kind="department"), by=staff) for name in ("甲局", "乙局")]
    head = ["标题", "proposer_kind", "sector", "advised_units", "key", "submitted_on", "session_no"]
    batch = bring(
        client, head,
        ["关于路灯的提案", "members jointly", "经济", "甲局、乙局", "是", dt.date(2024, 1, 20), 2],
        ["关于公交的提案", "individual", "", "", "否", "", ""],
        to="proposals",
    )  # fmt: skip
    assert batch.problems == []
    assert decide(client, batch, "enter") == 302
    first, second = Proposal.objects.order_by("pk")
    assert (first.proposer_kind, first.sector, first.key, first.submitted_on, first.session_no, first.year) == (
        "joint", sector, True, dt.date(2024, 1, 20), 2, 2024,
    )  # fmt: skip
    assert set(first.advised_units.all()) == set(units)
    assert (second.sector, second.key, second.submitted_on, second.session_no, second.state) == (
        None, False, None, None, first.state,
    )  # fmt: skip
    assert second.state_since is not None


def test_each_wrong_cell_is_named(client: Any, staff: Actor) -> None:
    batch = bring(
        client, ["title", "proposer_kind", "sector", "key", "submitted_on", "session_no", "advised_units"],
        ["x" * 201, "nobody", "nowhere", "maybe", "31 February", "many", "甲局、丙局"],
        to="proposals",
    )  # fmt: skip
    assert (batch.n_problems, {row for row, _c, _w in batch.problems}) == (7, {2})
    assert Proposal.objects.count() == 0


def test_foreign_names_are_unknown(client: Any, other_body: Body, make_actor: Callable[..., Actor]) -> None:
    create_record(Sector(name="外"), by=make_actor(Role.STAFF, at=other_body))
    batch = bring(client, ["title", "sector"], ["关于x的提案", "外"], to="proposals")
    assert batch.n_problems == 1


def test_a_column_twice_is_refused(client: Any) -> None:
    answer = client.post("/organisations/import/", {"file": make_sheet(["name", "name"], ["a", "b"])})
    assert answer.status_code == 422


def test_checking_costs_the_same_queries_for_any_number_of_rows(
    staff: Actor, django_assert_max_num_queries: Any
) -> None:
    create_record(Sector(name="经济"), by=staff)
    kind = KINDS["proposals.proposal"]
    for n in (1, 300):
        rows = [[f"title-{i}", "经济", "2024"] for i in range(n)]
        with django_assert_max_num_queries(2):
            assert list(imports.check_rows(kind, ["title", "sector", "year"], rows, staff)) == []
