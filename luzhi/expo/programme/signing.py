"""What is signed at a sub-event: kept once in projects however many units tell it, with its follow-up open."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from luzhi.access.actors import Actor
from luzhi.common.audit import record_event
from luzhi.expo.models import Expo, Outcome, SubEvent
from luzhi.projects.models import Agreement
from luzhi.records.services import create_record


def record_agreement(event: SubEvent, values: Mapping[str, Any], *, by: Actor) -> tuple[Outcome, bool]:
    """Record an agreement as an outcome of a sub-event; (outcome, whether it was on record already)."""
    day = values.get("signed_on") or timezone.localdate()
    return record_signed(event.expo, event, {**values, "signed_on": day}, by=by)


@transaction.atomic
def record_signed(
    expo: Expo, event: SubEvent | None, values: Mapping[str, Any], *, by: Actor | None
) -> tuple[Outcome, bool]:
    """Record an agreement as an outcome of an expo; (outcome, whether it was on record already).

    The same expo, kind and parties are the same agreement: whoever reports it again is added to those who told it.
    Without `signed_on` in the values nothing was signed on a day that is known.
    """
    Expo.objects.select_for_update(of=("self",)).get(pk=expo.pk)
    tellers = list(values.get("told_by") or [])
    known = find_known(expo, values["kind"], {party.pk for party in values["parties"]}, values["title"])
    if known is not None:
        new = [teller for teller in tellers if not known.told_by.filter(pk=teller.pk).exists()]
        known.told_by.add(*new)
        record_event(actor=by, verb="changed", obj=known, changes={"told by": [None, [str(teller) for teller in new]]})
        return known, True
    agreement = Agreement(
        body=expo.body, title=values["title"], kind=values["kind"], year=expo.year,
        signed_on=values.get("signed_on"), amount=values.get("amount") or "",
        project=values.get("project"), **{name: values[name] for name in ("currency",) if name in values},
    )  # fmt: skip
    create_record(agreement, by=by, links={"parties": values["parties"]})
    outcome = Outcome(body=expo.body, expo=expo, sub_event=event, agreement=agreement, year=expo.year)
    made: Outcome = create_record(outcome, by=by, links={"told_by": tellers})
    return made, False


def find_known(expo: Expo, kind: str, parties: set[int], title: str) -> Outcome | None:
    """An outcome of this expo that is the same agreement: same kind, and the same parties or the same title."""
    rows = Outcome.objects.filter(expo=expo, agreement__kind=kind).select_related("agreement")
    for row in rows.prefetch_related("agreement__parties").order_by("pk"):
        assert row.agreement is not None  # noqa: S101 -- the filter asks for its kind
        same_parties = {party.pk for party in row.agreement.parties.all()} == parties
        if same_parties or row.agreement.title == title:
            return row
    return None
