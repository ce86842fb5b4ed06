"""What a meeting brought. The first good word opens the lead; an agreement is recorded only when the office says so."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.common.problems import Problem
from luzhi.expo.programme.signing import record_signed
from luzhi.matchmaking.models import Outcome, Request
from luzhi.matchmaking.vocabulary import BINDING_ORDER, Happened, Reporter, RequestState, Result
from luzhi.projects.models import Agreement, AgreementKind, Lead, Sought
from luzhi.records.services import change_record, create_record

AGREEMENT_OF = {
    Result.INTENTION: AgreementKind.INTENTION,
    Result.FRAMEWORK: AgreementKind.FRAMEWORK,
    Result.CONTRACT: AgreementKind.CONTRACT,
}
WRITTEN = ("happened", "result", "amount", "currency", "words")


@transaction.atomic
def enter_outcome(request: Request, values: dict[str, Any], *, said_by: str, by: Actor | None) -> Outcome:
    """Write what one side, or the office, says of a meeting; saying it again replaces it.

    From "we keep talking" on a lead is opened, once a meeting. What the office calls an intention, a framework
    agreement or a contract is recorded as exactly that. Raises Problem for a result of a meeting that was not held.
    """
    locked = Request.objects.select_for_update(of=("self",)).select_related(
        "asker__organisation", "asked__organisation", "session__expo__body", "session__sub_event"
    ).get(pk=request.pk)  # fmt: skip
    if locked.state != RequestState.AGREED:
        raise Problem(_("Only a meeting that both sides wanted has an outcome."))
    if values["happened"] != Happened.HELD and values.get("result", Result.NONE) != Result.NONE:
        raise Problem(_("A meeting that was not held has no result."))
    fields = {name: values[name] for name in WRITTEN if name in values}
    found = Outcome.objects.filter(request=locked, said_by=said_by).first()
    if found is None:
        made = Outcome(body=locked.body, request=locked, said_by=said_by, year=locked.year, **fields)
        outcome: Outcome = create_record(made, by=by)
    else:
        outcome = change_record(found, fields, by=by, seen_version=found.version)
    return follow_up(outcome, locked, by=by)


def follow_up(outcome: Outcome, request: Request, *, by: Actor | None) -> Outcome:
    """The lead, and for the office the agreement, that come of an outcome; each once."""
    values: dict[str, Any] = {}
    if outcome.result != Result.NONE and outcome.lead_id is None:
        values["lead"] = find_lead(request, by=by)
    if outcome.said_by == Reporter.OFFICE and outcome.result in AGREEMENT_OF:
        kind = AGREEMENT_OF[Result(outcome.result)]
        if outcome.agreement is None or outcome.agreement.kind != kind:
            values["agreement"] = record_agreement(outcome, request, kind, by=by)
    if not values:
        return outcome
    changed: Outcome = change_record(outcome, values, by=by, seen_version=outcome.version)
    return changed


def find_lead(request: Request, *, by: Actor | None) -> Lead:
    """The lead of a meeting, opened with the first outcome that leads anywhere."""
    known = Outcome.objects.filter(request=request, lead__isnull=False).select_related("lead").first()
    if known is not None and known.lead is not None:
        return known.lead
    name = f"{request.asker} — {request.asked}"[:150]
    number = Lead.objects.filter(body=request.body, year=request.year).filter(
        Q(name=name) | Q(name__startswith=f"{name} (")
    ).count()  # fmt: skip
    lead = Lead(
        body=request.body, name=f"{name} ({number + 1})" if number else name, sought=Sought.PROJECT, year=request.year,
        organisation=request.asked.organisation,
        note=_("First met at %(session)s. %(subject)s") % {"session": request.session, "subject": request.subject},
    )  # fmt: skip
    made: Lead = create_record(lead, by=by)
    return made


def record_agreement(outcome: Outcome, request: Request, kind: AgreementKind, *, by: Actor | None) -> Agreement:
    """An agreement with both firms as its parties, of exactly the kind that was named, and an outcome of the expo.

    When the two have signed the same kind at this expo already, at a ceremony say, it is that one.
    """
    values = {
        "kind": kind, "title": f"{request.asker} — {request.asked}: {kind.label}"[:200],
        "parties": [request.asker.organisation, request.asked.organisation], "amount": outcome.amount,
        "currency": outcome.currency, "signed_on": timezone.localdate() if kind != AgreementKind.INTENTION else None,
    }  # fmt: skip
    session = request.session
    found, _known = record_signed(session.expo, session.sub_event, values, by=by)
    assert found.agreement is not None  # noqa: S101 -- it is an outcome of this kind of agreement
    return found.agreement


def settle(outcomes: Iterable[Outcome]) -> Outcome | None:
    """What counts of several reports on one meeting: the office's word, or the more cautious of the two sides."""
    rows = list(outcomes)
    office = next((row for row in rows if row.said_by == Reporter.OFFICE), None)
    return office or min(rows, key=lambda row: BINDING_ORDER.index(Result(row.result)), default=None)


def disagree(outcomes: Iterable[Outcome]) -> bool:
    """Whether the two sides say different things and the office has said nothing."""
    rows = list(outcomes)
    if any(row.said_by == Reporter.OFFICE for row in rows):
        return False
    return len({(row.happened, row.result) for row in rows}) > 1
