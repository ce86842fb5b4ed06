"""What a step of a proposal does besides changing its state."""

from django.utils import timezone
from django.utils.translation import gettext as _

from luzhi.common.problems import Conflict
from luzhi.handling.clocks import find_rules
from luzhi.handling.cutting import cut_items
from luzhi.handling.models import Item, Matter, Occasion
from luzhi.people.models import Term
from luzhi.proposals.models import Outcome, Proposal, Signature, SignatureState
from luzhi.proposals.notices import (
    tell_signers,
    write_invitation,
    write_outcome,
    write_question,
    write_replied,
    write_taken_back,
)
from luzhi.proposals.numbering import next_number, take_number_back
from luzhi.proposals.queries import signers_of
from luzhi.records.services import create_record, remove_record
from luzhi.workflow.engine import Taken, perform

OUTCOMES = {
    "file": Outcome.FILED,
    "opinions": Outcome.OPINIONS,
    "scpo": Outcome.SCPO,
    "return": Outcome.RETURNED,
    "withdraw": Outcome.WITHDRAWN,
}


def ask_signers(taken: Taken) -> None:
    proposal: Proposal = taken.obj
    tell_signers(proposal, "proposal.invite", write_invitation, answer=SignatureState.INVITED)


def give_receipt(taken: Taken) -> None:
    """A receipt number, the rules of the day, and the term; who has not replied by now has not signed."""
    proposal: Proposal = taken.obj
    today = timezone.localdate()
    if not proposal.receipt_no:
        series = str(proposal.year)
        proposal.receipt_no = f"{series}-{next_number(proposal.body_id, 'receipt', series):04}"
    proposal.submitted_on = proposal.submitted_on or today
    proposal.rules = proposal.rules or find_rules(proposal.body_id, today)
    proposal.term = proposal.term or Term.objects.filter(body=proposal.body_id).order_by("-number").first()
    proposal.save(update_fields=["receipt_no", "submitted_on", "rules", "term", "updated_at"])
    Signature.objects.filter(proposal=proposal, answer=SignatureState.INVITED).update(answer=SignatureState.SILENT)


def decide(taken: Taken) -> None:
    proposal: Proposal = taken.obj
    proposal.outcome, proposal.decided_on = OUTCOMES[taken.step.name], timezone.localdate()
    proposal.save(update_fields=["outcome", "decided_on", "updated_at"])


def undecide(taken: Taken) -> None:
    proposal: Proposal = taken.obj
    proposal.outcome, proposal.decided_on, proposal.return_ground = Outcome.NONE, None, ""
    proposal.save(update_fields=["outcome", "decided_on", "return_ground", "updated_at"])


def note_ground(taken: Taken) -> None:
    proposal: Proposal = taken.obj
    proposal.return_ground = taken.answers.get("ground", "")
    proposal.save(update_fields=["return_ground", "updated_at"])


def series_of(proposal: Proposal) -> str:
    """Filed proposals are numbered within a session of a term; without a session, within the year."""
    return f"{proposal.term_id or 0}/{proposal.session_no or proposal.year}"


def give_number(taken: Taken) -> None:
    proposal: Proposal = taken.obj
    if proposal.number is None:
        proposal.number = next_number(proposal.body_id, "case", series_of(proposal))
        proposal.save(update_fields=["number", "updated_at"])


def make_matter(taken: Taken) -> None:
    """The recommendations become the numbered items of a matter, raised by those who signed."""
    proposal: Proposal = taken.obj
    if proposal.matter_id is not None:
        return
    matter = Matter(
        title=proposal.title, year=proposal.year, topic=proposal.topic, raised_on=proposal.submitted_on,
        rules=proposal.rules, occasion=Occasion.BETWEEN if proposal.between_sessions else Occasion.SESSION,
    )  # fmt: skip
    proposal.matter = create_record(matter, by=taken.by, links={"advised_units": proposal.advised_units.all()})
    proposal.save(update_fields=["matter", "updated_at"])
    add_items(taken, proposal, matter, first=1)


def add_items(taken: Taken, proposal: Proposal, matter: Matter, *, first: int) -> None:
    people = [signature.person for signature in signers_of(proposal)]
    made = [
        create_record(Item(matter=matter, number=n, text=text), by=taken.by, links={"proposers": people})
        for n, text in enumerate(cut_items(proposal.recommendations), first)
    ]
    proposal.items.set(made)


def take_back(taken: Taken) -> None:
    """The proposal is as before the decision: without number, without matter, and nobody is told of it."""
    proposal: Proposal = taken.obj
    if proposal.number is not None:
        if not take_number_back(proposal.body_id, "case", series_of(proposal), proposal.number):
            raise Conflict(_("A later number has been given since; this can no longer be taken back."))
        proposal.number = None
    matter, proposal.matter = proposal.matter, None
    proposal.save(update_fields=["number", "matter", "updated_at"])
    proposal.items.clear()
    if matter is not None:
        reason = str(_("decision taken back"))
        for item in Item.objects.filter(matter=matter):
            remove_record(item, by=None, reason=reason, seen_version=item.version)
        remove_record(matter, by=None, reason=reason, seen_version=Matter.objects.get(pk=matter.pk).version)
    undecide(taken)
    tell_signers(proposal, "proposal.outcome", write_taken_back)


def join_main(taken: Taken) -> None:
    """The main proposal's matter takes in the recommendations, with their proposers; number and text stay here."""
    proposal: Proposal = taken.obj
    main: Proposal = taken.answers["main"]
    matter = Matter.objects.select_for_update(of=("self",)).get(proposal=main)
    last = Item.objects.filter(matter=matter).order_by("-number").values_list("number", flat=True).first() or 0
    matter.advised_units.add(*proposal.advised_units.all())
    drop_own_matter(taken, proposal)
    proposal.outcome, proposal.merged_into, proposal.decided_on = Outcome.MERGED, main, timezone.localdate()
    proposal.save(update_fields=["outcome", "merged_into", "decided_on", "matter", "updated_at"])
    add_items(taken, proposal, matter, first=last + 1)


def drop_own_matter(taken: Taken, proposal: Proposal) -> None:
    """A proposal that was filed before it was merged had a matter of its own, which no unit has seen."""
    own, proposal.matter = proposal.matter, None
    if own is None:
        return
    proposal.save(update_fields=["matter", "updated_at"])
    proposal.items.clear()
    reason = _("merged into “%(main)s”") % {"main": taken.answers["main"]}
    for item in Item.objects.filter(matter=own):
        perform(item, "close", by=taken.by, reason=reason)
    perform(own, "close", by=taken.by, reason=reason)


def leave_main(taken: Taken) -> None:
    """The recommendations are closed in the main matter and can be filed on their own."""
    proposal: Proposal = taken.obj
    for item in proposal.items.exclude(state__in=("closed", "done")):
        perform(item, "close", by=taken.by, reason=taken.reason)
    proposal.items.clear()
    proposal.merged_into, proposal.outcome = None, Outcome.NONE
    proposal.save(update_fields=["merged_into", "outcome", "updated_at"])


def tell_outcome(taken: Taken) -> None:
    proposal: Proposal = taken.obj
    tell_signers(proposal, "proposal.outcome", lambda p: write_outcome(p, taken.step.name))


def send_matter(taken: Taken) -> None:
    proposal: Proposal = taken.obj
    if proposal.matter is not None and proposal.matter.state == "raised":
        perform(proposal.matter, "send", by=taken.by)


def tell_replied(taken: Taken) -> None:
    """The signers of proposals merged into this one get the answer too; those of its own items are told by handling."""
    for merged in taken.obj.merged.all():
        tell_signers(merged, "proposal.replied", write_replied)


def ask_verdicts(taken: Taken) -> None:
    proposal: Proposal = taken.obj
    for each in (proposal, *proposal.merged.all()):
        tell_signers(each, "proposal.verdict", write_question)


def send_again(taken: Taken) -> None:
    perform(taken.obj.matter, "rehandle", by=taken.by, reason=taken.reason)


def close_matter(taken: Taken) -> None:
    if taken.obj.matter.state != "closed":
        perform(taken.obj.matter, "close", by=taken.by, reason=taken.reason)


def reopen_matter(taken: Taken) -> None:
    if taken.obj.matter.state == "closed":
        perform(taken.obj.matter, "reopen", by=taken.by, reason=taken.reason)
