"""Published tables of other cities, entered as rule sets and statements: other classes, merging, denominators, sums.

The numbers are those that cities have published; what they do not say is not entered.
"""

from decimal import Decimal

import pytest
from django.conf import settings
from django.utils import translation

from luzhi.core.figures import Grade
from luzhi.core.quantity import Quantity
from luzhi.people.models import Organisation
from luzhi.records.figures import Scope, read_figure
from luzhi.records.models import Statement, YearBook
from luzhi.records.services import create_record
from luzhi.reports.consistency import find_disputes, find_wrong_sums, read_statements

YEAR = 2022


@pytest.fixture
def publish(staff, body):
    """Enter a table: lines of figure, narrowing as a person writes it, number; by the page on which it is done."""
    YearBook.objects.create(body=body, year=YEAR, complete=False)

    def enter(client, *lines: tuple[str, str, str]) -> Scope:
        for figure, where, number in lines:
            form = {"figure": figure, "where": where, "quantity": number, "year": YEAR, "closed": "on"}
            answer = client.post("/statements/new/", form)
            assert answer.status_code == 302, (figure, where, answer.context["form"].errors)
        return Scope(body.pk, YEAR)

    return enter


def sums(body) -> list[str]:
    with translation.override("en"):
        return [question.sentence for question in find_wrong_sums(body.pk, YEAR)]


def disputes(body) -> list[str]:
    with translation.override("en"):
        return [question.sentence for question in find_disputes(read_statements(body.pk, YEAR))]


def test_three_classes_that_add_up(staff, body, client_of, publish) -> None:
    scope = publish(
        client_of(staff), ("proposals.results", "", "92"), ("proposals.results", "class=A", "22"),
        ("proposals.results", "class=B", "68"), ("proposals.results", "class=C", "2"),
    )  # fmt: skip
    assert (sums(body), disputes(body)) == ([], [])
    found = read_figure("proposals.result_share", Scope(scope.body_id, YEAR, {"class": "A"}))
    assert (found.grade, round(found.value.value, 2)) == (Grade.PARTLY, round(2200 / found.whole.value.value, 2))


def test_a_defect_in_a_sum_is_named_and_nothing_is_altered(staff, body, client_of, publish) -> None:
    publish(
        client_of(staff), ("proposals.results", "", "155"), ("proposals.results", "class=A", "65"),
        ("proposals.results", "class=B", "78"),
    )  # fmt: skip
    assert sums(body) == ["The 2 parts by class add up to 143 of 155; 12 are in no part."]
    publish_more(staff, body, ("proposals.results", {"class": "C"}, "20"))
    assert sums(body) == ["The 3 parts by class add up to 163, 8 more than the whole of 155."]
    assert sorted(s.quantity.to_code() for s in Statement.objects.all()) == ["155", "20", "65", "78"]


def publish_more(staff, body, *lines) -> None:
    for figure, where, number in lines:
        create_record(
            Statement(figure=figure, where=where, quantity=Quantity.exact(int(number)), year=YEAR, words=number),
            by=staff,
        )


def test_merging_before_and_after_windows_and_shares_of_four_ratings(staff, body, client_of, publish) -> None:
    """7,667 in (7,240 session, 427 ordinary), 5,952 filed, 5,289 dispatched after merging, 116 key (2.2 %)."""
    scope = publish(
        client_of(staff),
        ("proposals.submitted", "", "7667"), ("proposals.submitted", "between_sessions=no", "7240"),
        ("proposals.submitted", "between_sessions=yes", "427"), ("proposals.filed", "", "5952"),
        ("proposals.cases", "", "5289"), ("proposals.key_cases", "", "116"), ("proposals.key_share", "", "2.2"),
        ("proposals.result_share", "class=A", "77.1"), ("proposals.result_share", "class=B", "17.6"),
        ("proposals.result_share", "class=C", "5.3"), ("handling.last_verdict_share", "result=满意", "77.8"),
        ("handling.last_verdict_share", "result=基本满意", "21.2"), ("handling.last_verdict_share", "result=理解", "0.9"),
        ("handling.last_verdict_share", "result=不满意", "0.1"),
    )  # fmt: skip
    assert (sums(body), disputes(body)) == ([], [])
    assert round(read_figure("proposals.filing_rate", scope).value.value, 1) == round(dec(5952, 7667), 1)


def dec(part: int, whole: int):
    return Decimal(part * 100) / whole


def test_a_share_that_its_own_numbers_contradict(staff, body, client_of, publish) -> None:
    publish(
        client_of(staff), ("proposals.submitted", "", "432"), ("proposals.filed", "", "388"),
        ("proposals.filing_rate", "", "91.8"),
    )  # fmt: skip
    assert disputes(body) == ["A source says 91.8%, the records say 89.8%."]


def test_shares_of_ratings_on_two_axes_each_add_up_by_itself(staff, body, client_of, publish) -> None:
    publish(
        client_of(staff), ("handling.last_verdict_share", "result=满意", "98.5"),
        ("handling.last_verdict_share", "result=不满意", "1.5"), ("handling.last_verdict_share", "attitude=满意", "99.8"),
        ("handling.last_verdict_share", "attitude=不满意", "0.4"),
    )  # fmt: skip
    assert sums(body) == ["The 2 parts by meaning of the rating of attitude add up to 100.2, 0.2 more than the whole of 100."]  # fmt: skip


def test_a_table_by_unit_with_lead_and_joint(staff, body, client_of, publish) -> None:
    for name in ("unit-0001", "unit-0002"):
        create_record(Organisation(name=name, kind="department"), by=staff)
    publish(
        client_of(staff), ("handling.referrals_kept", "", "30"), ("handling.referrals_kept", "unit=unit-0001", "18"),
        ("handling.referrals_kept", "unit=unit-0002", "12"),
        ("handling.referrals_kept", "unit=unit-0001; mode=lead", "10"),
        ("handling.referrals_kept", "unit=unit-0001; mode=joint", "7"),
        ("handling.referral_results", "unit=unit-0001; class=A", "5"),
        ("handling.referral_results", "unit=unit-0001; class=B", "5"),
        ("handling.referral_results", "unit=unit-0001", "10"),
    )  # fmt: skip
    assert sums(body) == ["The 2 parts by mode add up to 17 of 18; 1 are in no part."]


def test_the_consistency_page_shows_the_sums(staff, body, client_of, publish) -> None:
    client = client_of(staff)
    publish(
        client, ("proposals.results", "", "155"), ("proposals.results", "class=A", "65"),
        ("proposals.results", "class=B", "78"),
    )  # fmt: skip
    session = client.session
    session["year"] = YEAR
    session.save()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "add up to 143 of 155; 12 are in no part" in client.get("/reports/consistency/").content.decode()
