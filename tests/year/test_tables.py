"""Tables of figures: every cell is its figure narrowed, shares stand beside their parts, the sheet reads back."""

import io
from decimal import Decimal

import openpyxl
import pytest
from django.test import Client

from bench.session_year.cast import YEAR
from bench.session_year.plain_sql import DIVIDED, ask
from bench.session_year.story import Story
from luzhi.access.roles import Role
from luzhi.records.figures import FIGURES, Scope, read_figure
from luzhi.records.tabling import TABLES, read_table


def scope_of(story: Story) -> Scope:
    return Scope(story.cast.body.pk, YEAR)


@pytest.mark.parametrize("key", sorted(TABLES))
def test_every_cell_is_its_figure_narrowed_to_the_row(story: Story, key: str) -> None:
    reading = read_table(TABLES[key], scope_of(story))
    for code, cells in list(reading.rows.items())[:3]:
        for cell in cells:
            if code in (None, ""):
                continue
            alone = read_figure(cell.column.figure.key, Scope(story.cast.body.pk, YEAR, cell.where))
            if alone.part is None:
                assert cell.value == alone.counted, (code, cell.column)
            elif cell.value is not None and alone.value is not None:
                assert abs(cell.value - alone.value.low) <= Decimal("0.1"), (code, cell.column)
            else:
                assert (cell.value, alone.value) == (None, None), (code, cell.column)


def test_the_rows_of_units_are_what_plain_sql_says(story: Story) -> None:
    reading = read_table(TABLES["units"], scope_of(story))
    for (key, dimension), sql in DIVIDED.items():
        at = next(
            (
                i
                for i, h in enumerate(reading.heads)
                if h.figure.key == key and h.dimension == dimension and not h.spread
            ),
            None,
        )
        if at is not None:
            shown = {code: int(cells[at].value) for code, cells in reading.rows.items() if cells[at].value}
            assert shown == dict(ask(sql, story.cast.body.pk, YEAR)), key


def test_a_table_costs_the_same_queries_for_any_number_of_rows(story: Story, django_assert_max_num_queries) -> None:
    counts = {f.key for c in TABLES["units"].columns for f in [FIGURES[c.figure]]}
    with django_assert_max_num_queries(3 * len(counts)):
        read_table(TABLES["units"], scope_of(story))


def sign_in(story: Story, name: str) -> Client:
    client = Client()
    client.force_login(getattr(story.cast, name).user)
    return client


def test_the_page_and_the_sheet_show_the_same_numbers(story: Story) -> None:
    client = sign_in(story, "staff")
    page = client.get(f"/figures/tables/units/?year={YEAR}")
    assert page.status_code == 200
    sheet = client.get(f"/figures/tables/units/export.xlsx?year={YEAR}")
    rows = list(openpyxl.load_workbook(io.BytesIO(sheet.content)).active.iter_rows(values_only=True))
    assert len(rows) == len(story.cast.units) + 2
    whole = read_figure("handling.referrals_kept", scope_of(story))
    assert rows[-1][1] == int(whole.counted)
    assert f">{int(whole.counted)}</a>" in page.content.decode()
    assert client.get("/figures/tables/nothing/").status_code == 404
    assert client.get("/figures/tables/units/?year=1999").status_code == 200


def test_officers_do_not_see_how_all_units_are_judged(story: Story) -> None:
    officer = next(iter(story.cast.officers.values()))
    assert officer.holds(Role.OFFICER)
    client = Client()
    client.force_login(officer.user)
    assert client.get("/figures/tables/units/").status_code == 403
