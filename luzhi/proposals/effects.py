"""What a step of a proposal does besides changing its state."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from luzhi.common.problems import Conflict
from luzhi.handling.days import find_rules
from luzhi.handling.models import Item, Matter, Occasion, Silence
from luzhi.handling.notices import tell
from luzhi.people.models import Contact, Term
from luzhi.proposals.facts import sign_by_default
from luzhi.proposals.mergers import add_all_items, forget_merger
from luzhi.proposals.models import Advice, OpinionReport, Outcome, Proposal, Signature, SignatureState
from luzhi.proposals.notices import (
    tell_signers,
    write_invitation,
    write_opinions,
    write_outcome,
    write_question,
    write_replied,
    write_taken_back,
)
from luzhi.proposals.numbering import next_number, take_number_back
from luzhi.proposals.outcome_letters import recall_letters
from luzhi.proposals.period import find_period
from luzhi.proposals.queries import merged_below, signers_of
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
    """Who was invited is told, with the day by which to answer; without one it is a week."""
    proposal: Proposal = taken.obj
    if proposal.sign_by is None:
        today = timezone.localdate()
        proposal.sign_by = sign_by_default(find_rules(proposal.body_id, today), today)
        proposal.save(update_fields=["sign_by", "updated_at"])
    link = reverse("sign-proposal", args=[proposal.pk])
    tell_signers(proposal, "proposal.invite", write_invitation, answer=SignatureState.INVITED, link=link)


def give_receipt(taken: Taken) -> None:
    """A receipt number, the rules of the day, the session; who has not replied by now has signed or not, as the rules
    say."""
    proposal: Proposal = taken.obj
    now = timezone.now()
    if not proposal.receipt_no:
        series = str(proposal.year)
        proposal.receipt_no = f"{series}-{next_number(proposal.body_id, 'receipt', series):04}"
    proposal.submitted_on = proposal.submitted_on or timezone.localdate()
    proposal.submitted_at = now
    proposal.rules = proposal.rules or find_rules(proposal.body_id, proposal.submitted_on)
    place_in_session(proposal, now)
    proposal.save(update_fields=[
        "receipt_no", "submitted_on", "submitted_at", "rules", "term", "session", "session_no", "between_sessions",
        "updated_at",
    ])  # fmt: skip
    counts = proposal.rules is not None and proposal.rules.silence == Silence.YES
    answer = SignatureState.AGREED if counts else SignatureState.SILENT
    Signature.objects.filter(proposal=proposal, answer=SignatureState.INVITED).update(answer=answer)


def place_in_session(proposal: Proposal, now: dt.datetime) -> None:
    """The session it is taken for, as far as sessions are on record; what the office has entered is kept."""
    moment = now
    if proposal.submitted_on and proposal.submitted_on != timezone.localdate(now):
        moment = timezone.make_aware(dt.datetime.combine(proposal.submitted_on, dt.time(12)))
    period = find_period(proposal.body_id, proposal.rules, moment)
    if period.between is not None:
        proposal.between_sessions = period.between
    if period.session is not None:
        proposal.session = period.session
        proposal.term = proposal.term or period.session.term
        proposal.session_no = proposal.session_no or period.session.number
    proposal.term = proposal.term or Term.objects.filter(body=proposal.body_id).order_by("-number").first()


def raise_level(taken: Taken) -> None:
    proposal: Proposal = taken.obj
    proposal.level += 1
    proposal.save(update_fields=["level", "updated_at"])


def lower_level(taken: Taken) -> None:
    """It goes through all levels again. What was refused and is improved is a new case, under the rules of its day."""
    proposal: Proposal = taken.obj
    proposal.level = 0
    if taken.step.name == "improve":
        proposal.rules = proposal.submitted_on = None
    proposal.save(update_fields=["level", "rules", "submitted_on", "updated_at"])
    Advice.objects.filter(proposal=proposal).delete()


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
        proposer_kind=proposal.proposer_kind, session=proposal.session,
    )  # fmt: skip
    proposal.matter = create_record(matter, by=taken.by, links={"advised_units": proposal.advised_units.all()})
    proposal.save(update_fields=["matter", "updated_at"])
    add_all_items(taken, proposal, matter, first=1)


def send_opinions(taken: Taken) -> None:
    """The unit that the opinions go to: the one chosen, or the first that the proposers suggest."""
    proposal: Proposal = taken.obj
    proposal.opinions_to = taken.answers.get("unit") or proposal.advised_units.order_by("pk").first()
    proposal.save(update_fields=["opinions_to", "updated_at"])
    if proposal.opinions_to is not None:
        for contact in Contact.objects.filter(organisation=proposal.opinions_to).select_related("account"):
            tell(contact.account, "proposal.opinions", proposal, lambda: write_opinions(proposal))


def make_report(taken: Taken) -> None:
    """The text goes on as a report on social conditions, with its authors; it is counted there and not here."""
    proposal: Proposal = taken.obj
    parts = (proposal.situation, proposal.analysis, proposal.recommendations)
    report = OpinionReport(
        title=proposal.title, year=proposal.year, text="\n\n".join(part for part in parts if part.strip()),
        sector=proposal.sector, topic=proposal.topic, submitted_on=timezone.localdate(), from_proposal=proposal,
        rules=proposal.rules,
    )  # fmt: skip
    people = [signature.person for signature in signers_of(proposal)]
    create_record(report, by=taken.by, links={"authors": people})


def take_back(taken: Taken) -> None:
    """The proposal is as before the decision: without number, without matter, its letter recalled."""
    proposal: Proposal = taken.obj
    if proposal.outcome == Outcome.MERGED:
        forget_merger(proposal)
    elif proposal.number is not None and proposal.outcome == Outcome.FILED:
        unfile(proposal)
    report = OpinionReport.objects.filter(from_proposal=proposal).first()
    if report is not None:
        remove_record(report, by=None, reason=str(_("decision taken back")), seen_version=report.version)
    proposal.opinions_to = None
    proposal.save(update_fields=["opinions_to", "updated_at"])
    recall_letters(proposal)
    undecide(taken)
    tell_signers(proposal, "proposal.outcome", write_taken_back)


def unfile(proposal: Proposal) -> None:
    """Give the number back and remove the matter, as long as nothing has been built on them."""
    if proposal.merged.exists():
        raise Conflict(_("Another proposal has been merged into it since; this can no longer be taken back."))
    if not take_number_back(proposal.body_id, "case", series_of(proposal), proposal.number or 0):
        raise Conflict(_("A later number has been given since; this can no longer be taken back."))
    matter, proposal.matter, proposal.number = proposal.matter, None, None
    proposal.save(update_fields=["number", "matter", "updated_at"])
    proposal.items.clear()
    if matter is not None:
        reason = str(_("decision taken back"))
        for item in Item.objects.filter(matter=matter):
            remove_record(item, by=None, reason=reason, seen_version=item.version)
        remove_record(matter, by=None, reason=reason, seen_version=Matter.objects.get(pk=matter.pk).version)


def tell_outcome(taken: Taken) -> None:
    proposal: Proposal = taken.obj
    tell_signers(proposal, "proposal.outcome", lambda p: write_outcome(p, taken.step.name))


def send_matter(taken: Taken) -> None:
    proposal: Proposal = taken.obj
    if proposal.matter is not None and proposal.matter.state == "raised":
        perform(proposal.matter, "send", by=taken.by)


def tell_replied(taken: Taken) -> None:
    """The signers of proposals merged into this one get the answer too; those of its own items are told by handling."""
    for merged in merged_below(taken.obj):
        tell_signers(merged, "proposal.replied", write_replied)


def ask_verdicts(taken: Taken) -> None:
    proposal: Proposal = taken.obj
    for each in (proposal, *merged_below(proposal)):
        tell_signers(each, "proposal.verdict", write_question)


def send_again(taken: Taken) -> None:
    perform(taken.obj.matter, "rehandle", by=taken.by, reason=taken.reason)


def close_matter(taken: Taken) -> None:
    if taken.obj.matter.state != "closed":
        perform(taken.obj.matter, "close", by=taken.by, reason=taken.reason)


def reopen_matter(taken: Taken) -> None:
    if taken.obj.matter.state == "closed":
        perform(taken.obj.matter, "reopen", by=taken.by, reason=taken.reason)
