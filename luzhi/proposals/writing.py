"""Writing a proposal: the draft, the invitations, the answers to them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.access.roles import Role
from luzhi.common.audit import record_event
from luzhi.common.models import Notice
from luzhi.common.problems import Conflict, Problem, Refused
from luzhi.handling.days import find_rules
from luzhi.handling.notices import tell
from luzhi.people.models import Person
from luzhi.proposals.facts import find_facts
from luzhi.proposals.guards import READY
from luzhi.proposals.models import Proposal, ProposerKind, Signature, SignatureState
from luzhi.proposals.notices import tell_signers, write_proxy, write_seconded, write_stuck
from luzhi.proposals.queries import PRIVATE, is_first_signer
from luzhi.records.services import change_record, create_record
from luzhi.workflow.engine import perform

CLOSED_TO_SECONDS = (*PRIVATE, "returned", "withdrawn", "closed", "opinions", "scpo")


def may_write(actor: Actor, proposal: Proposal) -> bool:
    """Staff, and the member who signs first; only while it is a draft."""
    if proposal.state != "draft":
        return False
    return actor.holds(Role.STAFF) or is_first_signer(proposal, actor.person_ids)


@transaction.atomic
def begin_draft(title: str, year: int, *, by: Actor, person: Person | None = None) -> Proposal:
    """A new draft; a member is its first signer. The office may enter one for a person, who then confirms it."""
    own = Person.objects.filter(pk__in=by.person_ids).first()
    proxy = person is not None and person != own and by.holds(Role.STAFF)
    person = person if proxy else own
    proposal: Proposal = create_record(Proposal(title=title, year=year, by_proxy=proxy), by=by)
    if person is not None:
        signature = Signature(proposal=proposal, person=person, answered_at=timezone.now())
        create_record(signature, by=by)
        if proxy and person.account is not None:
            tell(
                person.account,
                "proposal.proxy",
                proposal,
                lambda: write_proxy(proposal),
                link=reverse("confirm-proposal", args=[proposal.pk]),
            )
    elif not by.holds(Role.STAFF):
        raise Refused(_("Your account is not tied to a person yet; ask the office to do so."))
    return proposal


def save_draft(
    proposal: Proposal, values: Mapping[str, Any], *, by: Actor, seen_version: int,
    links: Mapping[str, Iterable[Any]] | None = None,
) -> Proposal:  # fmt: skip
    """Write the draft; raises Stale when it was changed elsewhere, Refused when it is not the actor's to write."""
    if not may_write(by, proposal):
        raise Refused(_("This text can no longer be changed by you."))
    if proposal.by_proxy and not is_first_signer(proposal, by.person_ids):
        values = {**values, "confirmed_at": None}  # what was confirmed was another text
    return change_record(proposal, values, by=by, seen_version=seen_version, links=links)  # type: ignore[no-any-return]


@transaction.atomic
def invite(proposal: Proposal, people: Iterable[Person], *, by: Actor) -> int:
    """Ask persons to sign; who is among the signers already is left as he or she is. Returns how many are new."""
    if not may_write(by, proposal):
        raise Refused(_("This text can no longer be changed by you."))
    last = proposal.signatures.order_by("-order").values_list("order", flat=True).first() or 0
    present = set(proposal.signatures.values_list("person", flat=True))
    new = [person for person in people if person.pk not in present]
    for order, person in enumerate(new, last + 1):
        create_record(Signature(proposal=proposal, person=person, order=order, answer=SignatureState.INVITED), by=by)
    if new and proposal.proposer_kind == ProposerKind.INDIVIDUAL:
        locked = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
        change_record(locked, {"proposer_kind": ProposerKind.JOINT}, by=by, seen_version=locked.version)
    return len(new)


@transaction.atomic
def sign(proposal: Proposal, *, agree: bool, by: Actor) -> Signature:
    """Answer an invitation, once. When the last one has answered, the proposal is submitted if it is ready."""
    locked = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if locked.state != "cosigning":
        raise Conflict(_("“%(title)s” is no longer out for signatures.") % {"title": locked.title})
    answer = SignatureState.AGREED if agree else SignatureState.DECLINED
    if locked.sign_by is not None and timezone.localdate() > locked.sign_by:
        raise Conflict(_("The time to sign ended on %(day)s.") % {"day": locked.sign_by})
    open_ones = Signature.objects.filter(proposal=locked, person__in=by.person_ids, answer=SignatureState.INVITED)
    signature = open_ones.first()
    if signature is None:
        raise Conflict(_("You have answered already, or were not asked."))
    if not open_ones.filter(pk=signature.pk).update(answer=answer, answered_at=timezone.now()):
        raise Conflict(_("You have answered already, or were not asked."))
    record_event(
        actor=by, verb="signed" if agree else "declined", obj=signature, changes={"answer": ["invited", answer]}
    )
    if not locked.signatures.filter(answer=SignatureState.INVITED).exists():
        submit_if_ready(locked)
    signature.refresh_from_db()
    return signature


def submit_if_ready(proposal: Proposal) -> bool:
    """Submit on behalf of the clock when nothing stands against it; otherwise the author has to look at it."""
    facts = find_facts([proposal])[proposal.pk]
    if not all(guard.holds(facts) for guard in READY):
        return False
    perform(proposal, "submit", by=None)
    return True


def submit_due(body_id: int | None = None) -> int:
    """Submit what was out for signatures until yesterday; returns how many went. Who wrote what could not go is told
    once."""
    due = Proposal.objects.filter(state="cosigning", sign_by__lt=timezone.localdate())
    if body_id is not None:
        due = due.filter(body=body_id)
    done = 0
    for proposal in due.order_by("pk"):
        try:
            with transaction.atomic():
                locked = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
                went = submits_itself(locked) and submit_if_ready(locked)
        except Problem:
            went = False
        done += went
        if not went:
            tell_stuck(proposal)
    return done


def submits_itself(proposal: Proposal) -> bool:
    rules = find_rules(proposal.body_id, timezone.localdate())
    return rules is None or rules.auto_submit


def tell_stuck(proposal: Proposal) -> None:
    told = Notice.objects.filter(topic="proposal.stuck", kind=proposal._meta.label_lower, object_id=proposal.pk)
    first = proposal.signatures.select_related("person__account").order_by("order", "pk").first()
    if first is not None and first.person.account is not None and not told.exists():
        tell(first.person.account, "proposal.stuck", proposal, lambda: write_stuck(proposal))


@transaction.atomic
def sign_on_paper(signature: Signature, *, by: Actor) -> Signature:
    """The office holds the paper with this person's signature. Only while the proposal is written or signed."""
    if not by.holds(Role.STAFF):
        raise Refused(_("Only the office enters what was signed on paper."))
    locked = Proposal.objects.select_for_update(of=("self",)).get(pk=signature.proposal_id)
    if locked.state not in PRIVATE:
        raise Conflict(_("“%(title)s” is no longer out for signatures.") % {"title": locked.title})
    values = {"answer": SignatureState.AGREED, "on_paper": True, "answered_at": timezone.now()}
    return change_record(signature, values, by=by, seen_version=signature.version)  # type: ignore[no-any-return]


@transaction.atomic
def confirm(proposal: Proposal, *, by: Actor) -> Proposal:
    """The first signer stands to what the office entered."""
    locked = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if not locked.by_proxy or not is_first_signer(locked, by.person_ids):
        raise Refused(_("This is for the first signer to confirm."))
    if locked.state not in PRIVATE or locked.confirmed_at is not None:
        raise Conflict(_("It has been confirmed or submitted already."))
    return change_record(locked, {"confirmed_at": timezone.now()}, by=by, seen_version=locked.version)  # type: ignore[no-any-return]


@transaction.atomic
def second(proposal: Proposal, *, by: Actor) -> Signature:
    """Support a proposal after it was submitted (附议). Who seconds is named, and is not one of the proposers."""
    locked = Proposal.objects.select_for_update(of=("self",)).select_related("rules").get(pk=proposal.pk)
    person = Person.objects.filter(pk__in=by.person_ids).first()
    if person is None:
        raise Refused(_("Your account is not tied to a person yet; ask the office to do so."))
    if locked.state in CLOSED_TO_SECONDS or (locked.rules is not None and not locked.rules.seconding):
        raise Conflict(_("This proposal cannot be seconded now."))
    last = locked.signatures.order_by("-order").values_list("order", flat=True).first() or 0
    made = Signature(
        proposal=locked, person=person, order=last + 1, answer=SignatureState.SECONDED, answered_at=timezone.now()
    )
    create_record(made, by=by)
    tell_signers(locked, "proposal.seconded", write_seconded)
    return made


def may_second(actor: Actor, proposal: Proposal) -> bool:
    """Whether the door is shown: a member who is not among the signers, while it is open to seconds."""
    if proposal.state in CLOSED_TO_SECONDS or not actor.person_ids:
        return False
    if proposal.rules is not None and not proposal.rules.seconding:
        return False
    return not proposal.signatures.filter(person__in=actor.person_ids).exists()
