"""What a rule set would have meant for the proposals submitted of late."""

from dataclasses import replace

from django.utils.translation import gettext as _

from luzhi.handling.models import RuleSet
from luzhi.handling.trials import MOST_CASES, TRIALS, Change, Trial
from luzhi.proposals.facts import find_facts, measure_text
from luzhi.proposals.guards import ENOUGH_SIGNERS, NOT_TOO_MANY, READY, TITLE_FITS, ProposalFacts
from luzhi.proposals.models import Proposal
from luzhi.records.kinds import url_of

OF_THE_FORM = {"has_text", "title_fits", "title_form", "text_fits", "part_fits", "few_items"}


def try_texts(rules: RuleSet) -> Trial:
    """Which of the latest proposals could not have been submitted under these rules, and why."""
    trial = Trial(_("Proposals as they were submitted"))
    recent = Proposal.objects.filter(body=rules.body_id, submitted_on__isnull=False).order_by("-pk")[:MOST_CASES]
    proposals = list(recent)
    facts = find_facts(proposals)
    for proposal in proposals:
        trial.looked_at += 1
        then = facts_under(rules, proposal, facts[proposal.pk])
        refused = [guard.sentence(then) for guard in GUARDS if not guard.holds(then)]
        if refused:
            change = Change(str(proposal), url_of(proposal), _("submitted"), " ".join(map(str, refused)))
            trial.add(_("could not have been submitted"), change)
    return trial


def facts_under(rules: RuleSet, proposal: Proposal, facts: ProposalFacts) -> ProposalFacts:
    name = "between_proposers" if proposal.between_sessions else "session_proposers"
    return replace(
        facts, **measure_text(proposal, rules), fewest_signers=rules.cosigners, most_signers=rules.most_cosigners,
        between=proposal.between_sessions, allowed_kind=rules.allows(name, proposal.proposer_kind),
    )  # fmt: skip


GUARDS = tuple(
    guard for guard in READY
    if guard.name in OF_THE_FORM or guard in (ENOUGH_SIGNERS, NOT_TOO_MANY, TITLE_FITS) or guard.name == "kind_allowed"
)  # fmt: skip
TRIALS.append(try_texts)
