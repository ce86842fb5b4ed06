"""Long lists stay fast however they are narrowed: each of their filters has an index in the order of the list."""

import pytest
from django.db import connection, models
from django.http import QueryDict

from luzhi.records.filtering import control_of
from luzhi.records.kinds import KINDS
from luzhi.records.listing import ListPage
from luzhi.records.values import find_field

# Kinds of which a body may come to hold very many.
LONG = (
    "activities.activity", "activities.participant", "expo.application", "expo.exhibitor", "expo.guest",
    "expo.invitation", "handling.answer", "handling.commitment", "handling.item", "handling.matter", "handling.referral",
    "handling.reply", "handling.verdict", "mandate.campaignaction", "matchmaking.request", "onsite.badge", "onsite.scan",
    "people.organisation", "people.person", "people.seat", "plans.task", "projects.agreement", "projects.lead",
    "projects.project", "proposals.instruction", "proposals.opinionreport", "proposals.proposal", "proposals.signature",
)  # fmt: skip
CASES = [(key, path) for key in LONG for path in KINDS[key].filters]


def leads_of(model: type[models.Model]) -> set[tuple[str, ...]]:
    """The beginnings of the model's indexes: the body with a field, or a field alone."""
    found = {
        tuple(name.lstrip("-") for name in index.fields[:2]) for index in model._meta.indexes if not index.condition
    }
    partial = {i.fields_orders[1][0] for i in model._meta.indexes if i.condition and len(i.fields) > 1}
    keys = {(f.name,) for f in model._meta.concrete_fields if f.is_relation and f.db_index}
    return found | keys | {("body", name) for name in partial}


@pytest.mark.parametrize(("key", "path"), CASES)
def test_each_filter_of_a_long_list_has_an_index(key, path):
    model = KINDS[key].model
    field = find_field(model, path)
    if field.many_to_many or "__" in path:
        return  # the link's own table has it
    if isinstance(field, models.BooleanField) and key == "proposals.proposal":
        return  # few proposals are key ones; the index of a year's outcomes ends with it
    assert leads_of(model) & {("body", path), (path,)}


@pytest.mark.parametrize(("key", "path"), CASES)
def test_the_database_takes_the_index(staff, key, path):
    """No row is looked at that the filter does not choose, and nothing is sorted."""
    if connection.vendor != "sqlite":
        pytest.skip("on an empty table PostgreSQL reads the table, whatever indexes there are")
    kind = KINDS[key]
    control = control_of(kind, path)
    if control.kind is not None:
        return  # chosen by name: a set of numbers, each with the index of the foreign key
    field = find_field(kind.model, path)
    value = (
        control.options[0][0] if control.options else "2024-09-01" if isinstance(field, models.DateField) else "2024"
    )
    page = ListPage(kind, QueryDict(f"{path}={value}"), staff, address=kind.url())
    plan = page.records.order_by("-pk").values("pk")[:26].explain()
    assert "SCAN" not in plan
    assert "TEMP B-TREE" not in plan


def test_a_day_that_is_none_is_found_nowhere(staff, client_of):
    page = client_of(staff).get("/scans/?day=yesterday")
    assert page.status_code == 200
