"""The offices' sheets: each proposal and each unit's matter once, numbers as the figures have them, no private word."""

import io

import openpyxl
from django.test import Client

from bench.session_year.cast import YEAR
from bench.session_year.story import Story
from luzhi.proposals.sheets import list_handover, list_register
from luzhi.records.figures import Scope, read_figure


def read(client: Client, name: str) -> list[dict]:
    answer = client.get(f"/proposals/sheets/{name}.xlsx")
    assert answer.status_code == 200
    head, *rows = openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def sign_in(actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def test_the_register_has_every_submitted_proposal_once(story: Story) -> None:
    scope = Scope(story.cast.body.pk, YEAR)
    rows = list_register(story.cast.body.pk, YEAR)
    assert len(rows) == read_figure("proposals.submitted", scope).records
    numbers = [row["Case no."] for row in rows if row["Case no."] and not row["Merged into no."]]
    assert numbers == sorted(set(numbers))
    assert len(numbers) == read_figure("proposals.cases", scope).records
    assert all(row["First proposer"] for row in rows)
    assert (
        sum(bool(row["Merged into no."]) for row in rows)
        == read_figure("proposals.submitted", Scope(scope.body_id, YEAR, {"outcome": "merged"})).records
    )


def test_the_handover_list_has_every_referral_once(story: Story) -> None:
    rows = list_handover(story.cast.body.pk, YEAR)
    assert len(rows) == read_figure("handling.referrals_kept", Scope(story.cast.body.pk, YEAR)).records
    assert [row["Unit"] for row in rows] == sorted(row["Unit"] for row in rows)


def test_sheets_read_back_and_are_audited(story: Story) -> None:
    client = sign_in(story.cast.dispatcher)
    assert len(read(client, "register")) == len(list_register(story.cast.body.pk, YEAR))
    assert len(read(client, "handover")) == len(list_handover(story.cast.body.pk, YEAR))
    assert client.get("/proposals/sheets/nothing.xlsx").status_code == 404
    page = client.get("/proposals/").content.decode()
    assert "/proposals/sheets/register.xlsx" in page


def test_sheets_cost_the_same_queries_at_any_size(story: Story, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(6):
        list_register(story.cast.body.pk, YEAR)
    with django_assert_max_num_queries(2):
        list_handover(story.cast.body.pk, YEAR)


def test_members_and_officers_get_no_sheet(story: Story) -> None:
    for actor in (story.cast.members[0], next(iter(story.cast.officers.values()))):
        assert sign_in(actor).get("/proposals/sheets/register.xlsx").status_code == 403
        assert "/proposals/sheets/" not in sign_in(actor).get("/proposals/").content.decode()
