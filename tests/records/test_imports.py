"""Bringing an Excel sheet in: preview, problems by row and column, entering, taking back, hostile files."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from luzhi.access.actors import Actor
from luzhi.access.models import Body
from luzhi.access.roles import Role
from luzhi.common.audit import verify_chain
from luzhi.common.problems import Conflict
from luzhi.people.models import Organisation, OrganisationAlias, Person, Sector
from luzhi.proposals.models import Proposal
from luzhi.records import entering, imports
from luzhi.records.bulk import write_literals
from luzhi.records.history import read_history
from luzhi.records.index import rebuild
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
    sizes = [last - first + 1 for first, last in batch.ranges.order_by("pk").values_list("first", "last")]
    assert (sum(sizes), max(sizes) <= entering.MOST, len(sizes) > 1) == (2345, True, True)
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
    source = entering.PlainSource(KINDS[batch.kind], batch, staff)
    source.write(batch, 0, 1000)
    ImportBatch.objects.filter(pk=batch.pk).update(state="entering")
    page = client.get(f"/imports/{batch.pk}/")
    assert page.context["entered"] == 1000
    assert client.get(f"/imports/{batch.pk}/progress/").json() == {"entered": 1000, "rows": 1200}
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
        columns = [[f"title-{i}" for i in range(n)], ["经济"] * n, ["2024"] * n]
        sheet = imports.Sheet(["title", "sector", "year"], columns, n, [])
        with django_assert_max_num_queries(2):
            assert list(imports.check_sheet(kind, sheet, staff)) == []


def test_rows_are_numbered_as_the_sheet_numbers_them(client: Any) -> None:
    batch = bring(client, [], ["name", "kind"], ["甲", "firm"], [], [None, "firm"], [], ["", "nothing"])
    assert batch.n_rows == 3
    assert sorted({row for row, _column, _why in batch.problems}) == [5, 7]
    shown = client.get(f"/imports/{batch.pk}/").content.decode()
    assert ("5 ✕" in shown, "7 ✕" in shown, "3 ✕" in shown) == (True, True, False)


def test_a_row_refused_at_last_is_named_as_the_sheet_numbers_it(client: Any, staff: Actor) -> None:
    batch = bring(client, ["name", "kind"], [], ["甲", "firm"], [], ["乙", "firm"])
    create_record(Organisation(name="乙", kind="firm"), by=staff)
    answer = client.post(f"/imports/{batch.pk}/decide/", {"do": "enter"})
    assert (answer.status_code, "5" in answer.context["problem"].sentence) == (400, True)


def test_a_sheet_without_headings_is_refused(client: Any) -> None:
    answer = client.post("/organisations/import/", {"file": make_sheet(["", " "], ["", ""], [" ", " "])})
    assert answer.status_code == 422


def test_a_mixed_column_keeps_what_each_cell_says(client: Any, staff: Actor) -> None:
    rows = [
        ["关于x的提案", 1],
        ["关于y的提案", True],
        ["关于z的提案", 1.0],
        ["关于w的提案", "2"],
        ["关于v的提案", None],
    ]
    batch = bring(client, ["title", "topic"], *rows, to="proposals")
    assert [row[1] for row in batch.rows] == ["1", "True", "1", "2", ""]


def test_entries_made_from_values_in_hand_are_those_made_from_the_records(client: Any, staff: Actor) -> None:
    create_record(Sector(name="经济"), by=staff)
    rows = [
        ["关于１００％路灯的提案", "经济", "路灯", "情况 'a' \"b\""],
        ["关于公交的提案", "", "", "路灯"],
        ["x" * 200, "", "", ""],
    ]
    batch = bring(client, ["title", "sector", "topic", "situation"], *rows, to="proposals")
    assert decide(client, batch, "enter") == 302
    made = sorted(SearchEntry.objects.filter(body_id=staff.body_id).values_list("pk", "label", "text"))
    rebuild()
    assert sorted(SearchEntry.objects.filter(body_id=staff.body_id).values_list("pk", "label", "text")) == made
    assert "100％路灯" in "".join(text for _pk, _label, text in made)


def test_fixed_values_are_quoted_by_the_database(db: None) -> None:
    values = ["o'clock 100% %s", "", None, 5, '\\ " ; --']
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(write_literals(values)) + ", %s", ["x"])
        assert list(cursor.fetchone()) == [*values, "x"]


def make_aliases(staff: Actor, n: int) -> list[list[Any]]:
    for i in range(n):
        create_record(Organisation(name=f"firm-{i:03}", kind="firm"), by=staff)
    return [["organisation", "name"], *([f"firm-{i:03}", f"alias-{i:03}"] for i in range(n))]


def test_kinds_with_reactions_are_entered_by_form_in_batches_and_taken_back(client: Any, staff: Actor) -> None:
    batch = bring(client, *make_aliases(staff, 45), to="other-names")
    assert decide(client, batch, "enter") == 302
    assert OrganisationAlias.objects.count() == 45
    batch.refresh_from_db()
    assert (batch.state, len(batch.entered), len(batch.rows)) == ("entered", 45, 45)
    assert "firm-044" in client.get("/organisations/?q=alias-044").content.decode()
    assert decide(client, batch, "undo") == 302
    assert OrganisationAlias.objects.count() == 0
    assert list(verify_chain(chain=staff.body_id)) == []


def test_a_form_refused_in_the_middle_takes_back_what_came_before(client: Any, staff: Actor) -> None:
    batch = bring(client, *make_aliases(staff, 30), to="other-names")
    Organisation.objects.filter(name="firm-025").update(name="renamed")
    answer = client.post(f"/imports/{batch.pk}/decide/", {"do": "enter"})
    assert (answer.status_code, "27" in answer.context["problem"].sentence) == (400, True)
    batch.refresh_from_db()
    assert (OrganisationAlias.objects.count(), batch.state, batch.entered) == (0, "preview", [])


def test_only_the_first_rows_are_kept_once_they_are_records(client: Any) -> None:
    batch = bring(client, ["name", "kind"], *([f"firm-{n:05}", "firm"] for n in range(80)))
    assert decide(client, batch, "enter") == 302
    batch.refresh_from_db()
    assert (len(batch.rows), batch.n_rows) == (entering.ROWS_KEPT, 80)


def test_who_comes_too_late_finds_the_file_in_other_hands(client: Any, staff: Actor) -> None:
    batch = bring(client, ["name", "kind"], *([f"firm-{n:05}", "firm"] for n in range(300)))
    source = entering.PlainSource(KINDS[batch.kind], batch, staff)
    assert decide(client, batch, "enter") == 302
    with pytest.raises(Conflict):
        entering.enter_in_batches(source, batch)
    assert Organisation.objects.filter(body=staff.body).count() == 300


def test_nothing_goes_when_one_of_many_was_worked_on(client: Any, staff: Actor) -> None:
    batch = bring(client, ["name", "kind"], *([f"firm-{n:05}", "firm"] for n in range(2500)))
    decide(client, batch, "enter")
    Organisation.objects.filter(name="firm-00003").update(version=2)
    assert decide(client, batch, "undo") == 409
    assert Organisation.objects.filter(body=staff.body).count() == 2500
    batch.refresh_from_db()
    assert batch.state == "entered"


def test_a_batch_takes_no_longer_than_it_may() -> None:
    pace = entering.Pace(200)
    pace.note(200, 10.0)
    assert pace.size == entering.LEAST
    for _turn in range(20):
        pace.note(pace.size, 0.001)
    assert pace.size == entering.MOST
    pace.note(pace.size, entering.TURN * 4)
    assert pace.size == entering.MOST // 4
    pace.note(3, 100)  # the rest of a file says nothing about a full batch
    assert pace.size == entering.MOST // 4
