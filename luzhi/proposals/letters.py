"""How a reply letter names a proposal: by term, session and number, and whom it greets."""

from luzhi.core.numerals import write_han
from luzhi.handling.letters.composing import DESCRIBERS, Subject
from luzhi.handling.models import Matter, ProposerKind
from luzhi.handling.rules import FIRST_PROPOSER
from luzhi.proposals.models import Proposal
from luzhi.proposals.queries import signers_of

MOST_NAMES = 8


def describe_proposal(matter: Matter) -> Subject | None:
    """The title 关于…第…号提案的答复 and the greeting of its proposers; None for a matter that is no proposal."""
    proposal = Proposal.objects.select_related("term", "body", "organisation", "committee", "sector").filter(
        matter=matter
    ).first()  # fmt: skip
    if proposal is None:
        return None
    named = f"{proposal.body}{name_session(proposal)}第{proposal.number or '—'}号提案"
    opening = f"{greeted(proposal)}提出的“{proposal.title}”（第{proposal.number or '—'}号）收悉。现答复如下："
    return Subject(f"关于{named}的答复", f"{greet(proposal)}：", opening)


def name_session(proposal: Proposal) -> str:
    """一届二次会议, as far as term and session are known."""
    term = f"{write_han(proposal.term.number)}届" if proposal.term and 0 < proposal.term.number < 1000 else ""
    session = f"{write_han(proposal.session_no)}次会议" if proposal.session_no and proposal.session_no < 1000 else ""
    return f"{term}{session}"


def greet(proposal: Proposal) -> str:
    """The proposers as a letter addresses them: an organisation by its name, members by theirs."""
    collective = proposal.organisation or proposal.committee or proposal.sector
    if proposal.proposer_kind not in (ProposerKind.INDIVIDUAL, ProposerKind.JOINT) and collective is not None:
        return str(collective)
    names = [signature.person.name for signature in signers_of(proposal)]
    more = "等" if len(names) > MOST_NAMES else ""
    return f"{'、'.join(names[:MOST_NAMES])}{more}委员" if names else str(proposal.body)


def greeted(proposal: Proposal) -> str:
    collective = proposal.proposer_kind not in (ProposerKind.INDIVIDUAL, ProposerKind.JOINT)
    return "贵单位" if collective else "您" if len(signers_of(proposal)) < 2 else "你们"


def first_signer(matter: Matter) -> int | None:
    """Who signed a proposal first."""
    proposal = Proposal.objects.filter(matter=matter).first()
    signers = signers_of(proposal) if proposal is not None else []
    return signers[0].person_id if signers else None


DESCRIBERS.append(describe_proposal)
FIRST_PROPOSER.append(first_signer)
