"""Writing a proposal: the draft, the invitations, the answers to them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.access.roles import Role
from luzhi.common.audit import record_event
from luzhi.common.problems import Conflict, Problem, Refused
from luzhi.people.models import Person
from luzhi.proposals.models import Proposal, ProposerKind, Signature, SignatureState
from luzhi.proposals.queries import find_facts, is_first_signer
from luzhi.proposals.workflow import READY
from luzhi.records.services import change_record, create_record
from luzhi.workflow.engine import perform


def may_write(actor: Actor, proposal: Proposal) -> bool:
    """Staff, and the member who signs first; only while it is a draft."""
    if proposal.state != "draft":
        return False
    return actor.holds(Role.STAFF) or is_first_signer(proposal, actor.person_ids)


@transaction.atomic
def begin_draft(title: str, year: int, *, by: Actor) -> Proposal:
    """A new draft; a member is its first signer."""
    proposal: Proposal = create_record(Proposal(title=title, year=year), by=by)
    person = Person.objects.filter(pk__in=by.person_ids).first()
    if person is not None:
        signature = Signature(proposal=proposal, person=person, answered_at=timezone.now())
        create_record(signature, by=by)
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
    """Submit what was out for signatures until yesterday; returns how many went."""
    due = Proposal.objects.filter(state="cosigning", sign_by__lt=timezone.localdate())
    if body_id is not None:
        due = due.filter(body=body_id)
    done = 0
    for proposal in due.order_by("pk"):
        try:
            with transaction.atomic():
                done += submit_if_ready(Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk))
        except Problem:
            continue
    return done
