"""Publishing a proposal and its answers: a checked copy, with the consent of those whom the rules ask."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from luzhi.access.actors import Actor
from luzhi.common.audit import record_event
from luzhi.common.problems import Conflict, Problem
from luzhi.core.calendar import prc_calendar
from luzhi.core.clock import Span
from luzhi.handling.cutting import cut_items
from luzhi.handling.models import Answer, Consent, Redaction, RuleSet
from luzhi.handling.notices import tell
from luzhi.people.models import Contact
from luzhi.proposals.models import Outcome, Proposal, Publication, UnitConsent, UnitConsentState
from luzhi.proposals.notices import write_consent
from luzhi.proposals.queries import root_of, signers_of
from luzhi.proposals.redacting import redact
from luzhi.records.services import create_record
from luzhi.workflow.engine import Taken

ANSWERED = ("replied", "feedback", "closed", "merged")
LONGEST_REASON = 200
TEXTS = ("title", "proposers", "text", "answers")


@dataclass(frozen=True, slots=True)
class PublicationFacts:
    """What the guards of a publication look at."""

    proposers_agree: bool = True
    waiting: str = ""  # units that have not answered
    refusing: str = ""
    contacts: str = ""  # contact data that is still there


def may_publish(proposal: Proposal) -> bool:
    """Filed or merged ones whose answers are in, once."""
    decided = proposal.outcome in (Outcome.FILED, Outcome.MERGED) and proposal.state in ANSWERED
    return decided and not Publication.objects.filter(proposal=proposal).exists()


@transaction.atomic
def begin(proposal: Proposal, *, by: Actor) -> Publication:
    """Make the copy, with contact data taken out, and ask the units that answered."""
    locked = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if not may_publish(locked):
        raise Conflict(_("Only proposals whose answers are in can be published, and each once."))
    rules = locked.rules
    answers = answers_of(locked)
    extras = rules.redactions if rules else "accounts addresses"
    texts = [redact(text, extras) for text in (locked.title, write_text(locked), write_answers(answers))]
    hidden = Redaction.PROPOSERS in extras.split()
    made = Publication(
        proposal=locked, year=locked.year, number=locked.number, title=texts[0].text, text=texts[1].text,
        answers=texts[2].text, proposers="" if hidden else name_proposers(locked),
        taken_out="\n".join(found for text in texts for found in text.taken_out),
        due_by=last_day(rules, answers),
    )  # fmt: skip
    create_record(made, by=by)
    for unit in {answer.unit_id: answer.unit for answer in answers}.values():
        create_record(UnitConsent(publication=made, unit=unit), by=by)
        for contact in Contact.objects.filter(organisation=unit).select_related("account"):
            tell(contact.account, "publication.consent", made, lambda: write_consent(made))
    return made


def answers_of(proposal: Proposal) -> list[Answer]:
    """The latest answers to the proposal's own recommendations, in their order."""
    items = proposal.items.values("pk")
    found = Answer.objects.filter(item__in=items).select_related("item", "unit").order_by("item__number", "pk")
    latest: dict[tuple[int, int], Answer] = {}
    for answer in found:
        key = (answer.item_id, answer.unit_id)
        if key not in latest or latest[key].round <= answer.round:
            latest[key] = answer
    return list(latest.values())


def write_text(proposal: Proposal) -> str:
    parts = [part.strip() for part in (proposal.situation, proposal.analysis) if part.strip()]
    items = [f"{n}. {text}" for n, text in enumerate(cut_items(proposal.recommendations), 1)]
    return "\n\n".join([*parts, "\n".join(items)])


def write_answers(answers: Iterable[Answer]) -> str:
    """The answers as the public reads them: item, unit, class with its meaning, and the words."""
    lines = []
    for answer in answers:
        meaning = f"（{answer.class_meaning}）" if answer.class_meaning else ""
        lines.append(f"{answer.item.number}. {answer.unit}{meaning}\n{answer.text.strip()}")
    return "\n\n".join(lines)


def name_proposers(proposal: Proposal) -> str:
    owner = proposal.organisation or proposal.committee or proposal.sector or proposal.group_name
    names = [signature.person.name for signature in signers_of(proposal)]
    return "、".join([str(owner)] if owner else names)[:300]


def last_day(rules: RuleSet | None, answers: list[Answer]) -> dt.date | None:
    """By when it has to be published, counted from the last answer; None where the rules say nothing."""
    limit = rules.publish_after if rules else None
    if limit is None or not isinstance(limit.length, Span) or not answers:
        return None
    last = max((answer.answered_on for answer in answers if answer.answered_on), default=None)
    if last is None:
        return None
    return prc_calendar().add(last, limit.length.count, limit.length.unit)


def find_facts(records: Iterable[Any]) -> dict[int, PublicationFacts]:
    """Facts of many publications; three queries."""
    wanted = {p.pk: p for p in Publication.objects.filter(pk__in=[r.pk for r in records]).select_related(
        "proposal__rules"
    )}  # fmt: skip
    consents: dict[int, list[UnitConsent]] = {pk: [] for pk in wanted}
    for consent in UnitConsent.objects.filter(publication__in=wanted).select_related("unit").order_by("pk"):
        consents[consent.publication_id].append(consent)
    found = {}
    for pk, publication in wanted.items():
        proposal = publication.proposal
        rules = proposal.rules
        asked = (rules.consents if rules else "proposer unit office").split()
        own = consents[pk] if Consent.UNIT in asked else []
        left = redact("\n".join(getattr(publication, name) for name in TEXTS), rules.redactions if rules else "")
        found[pk] = PublicationFacts(
            proposers_agree=Consent.PROPOSER not in asked or proposal.open_to_public,
            waiting="、".join(str(c.unit) for c in own if c.consent == UnitConsentState.OPEN),
            refusing="、".join(str(c.unit) for c in own if c.consent == UnitConsentState.NO),
            contacts="、".join(left.taken_out[:5]),
        )
    return found


@transaction.atomic
def answer_consent(consent: UnitConsent, *, agree: bool, reason: str, by: Actor) -> UnitConsent:
    """A unit says yes or no, once; a refusal gives a reason."""
    locked = UnitConsent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    if locked.consent != UnitConsentState.OPEN:
        raise Conflict(_("Your unit has answered already."))
    if not agree and not reason.strip():
        raise Problem(_("Say why it should not be published."))
    locked.consent = UnitConsentState.YES if agree else UnitConsentState.NO
    locked.reason, locked.answered_by, locked.answered_at = reason[:LONGEST_REASON], str(by), timezone.now()
    locked.version += 1
    locked.save()
    record_event(
        actor=by, verb="publication.consent", obj=locked, changes={"consent": ["open", locked.consent]}, reason=reason
    )
    return locked


def publish(taken: Taken) -> None:
    """The office has checked it: the copy is public from now on."""
    publication: Publication = taken.obj
    publication.published_on = timezone.localdate()
    publication.checked_by = str(taken.by or "")
    publication.save(update_fields=["published_on", "checked_by", "updated_at"])


def withdraw(taken: Taken) -> None:
    publication: Publication = taken.obj
    publication.published_on = None
    publication.save(update_fields=["published_on", "updated_at"])


def copy_anew(taken: Taken) -> None:
    """The copy is made again from the records as they are now; units are asked again where their answers
    read otherwise."""
    publication: Publication = taken.obj
    proposal = publication.proposal
    extras = proposal.rules.redactions if proposal.rules else "accounts addresses"
    with override("zh-hans"):
        texts = [redact(text, extras) for text in (write_text(proposal), write_answers(answers_of(proposal)))]
    if publication.answers != texts[1].text:  # what a unit agreed to was another text
        publication.unit_consents.update(consent=UnitConsentState.OPEN, answered_by="", answered_at=None, reason="")
    publication.text, publication.answers = texts[0].text, texts[1].text
    publication.taken_out = "\n".join(found for text in texts for found in text.taken_out)
    publication.save(update_fields=["text", "answers", "taken_out", "updated_at"])


def open_consents(actor: Actor) -> list[UnitConsent]:
    """What the actor's units are asked for, the oldest first."""
    mine = UnitConsent.objects.filter(body=actor.body_id, unit__in=actor.unit_ids, consent=UnitConsentState.OPEN)
    return list(mine.exclude(publication__state="withdrawn").select_related("publication", "unit").order_by("pk")[:100])


def main_of(publication: Publication) -> Proposal | None:
    """The proposal that a merged one was answered with."""
    root = root_of(publication.proposal)
    return root if root.pk != publication.proposal_id else None
