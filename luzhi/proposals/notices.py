"""What the signers of a proposal are told: the letters after review, invitations to sign, the way to a verdict."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from luzhi.handling.notices import tell
from luzhi.proposals.models import Proposal, Signature, SignatureState


def accounts_of(proposal: Proposal, answer: str) -> list[Signature]:
    found = Signature.objects.filter(proposal=proposal, answer=answer, person__account__isnull=False)
    return list(found.select_related("person__account").order_by("order", "pk"))


def tell_signers(
    proposal: Proposal,
    topic: str,
    write: Callable[[Proposal], str],
    *,
    answer: str = SignatureState.AGREED,
    link: str = "",
) -> None:
    """One notice to each signer with an account, in that person's language."""
    for signature in accounts_of(proposal, answer):
        account = signature.person.account
        if account is not None:
            tell(account, topic, proposal, lambda: write(proposal), link=link)


def write_invitation(proposal: Proposal) -> str:
    return _("You are asked to sign “%(title)s”.") % {"title": proposal.title}


def write_replied(proposal: Proposal) -> str:
    return _("All answers to “%(title)s” are in.") % {"title": proposal.title}


def write_question(proposal: Proposal) -> str:
    return _("Please say what you think of the answers to “%(title)s”.") % {"title": proposal.title}


def write_opinions(proposal: Proposal) -> str:
    return _("“%(title)s” comes to your unit as opinions and suggestions, for reference.") % {"title": proposal.title}


def write_seconded(proposal: Proposal) -> str:
    return _("“%(title)s” has been seconded.") % {"title": proposal.title}


def write_proxy(proposal: Proposal) -> str:
    return _("The office has entered “%(title)s” for you; please read and confirm it.") % {"title": proposal.title}


def write_stuck(proposal: Proposal) -> str:
    return _("The time to sign “%(title)s” is over, but it could not be submitted; please look at it.") % {
        "title": proposal.title
    }


def write_consent(publication: Any) -> str:
    return _("May your unit's answer to “%(title)s” be published?") % {"title": publication.title}


def write_taken_back(proposal: Proposal) -> str:
    return _("The decision on “%(title)s” has been taken back; it is in review again.") % {"title": proposal.title}


def write_outcome(proposal: Proposal, step: str) -> str:
    """The sentence on what the review decided."""
    words = {"title": proposal.title, "number": proposal.number, "main": proposal.merged_into}
    sentences = {
        "file": _("“%(title)s” has been filed as no. %(number)s."),
        "merge": _("“%(title)s” has been merged into “%(main)s”; you will get the answer to that one."),
        "opinions": _("“%(title)s” has not been filed; it goes to the unit as opinions and suggestions."),
        "scpo": _("“%(title)s” has not been filed; it goes on as a report on public opinion."),
        "return": _("“%(title)s” has not been filed. You may improve it and submit it again."),
        "correct": _("“%(title)s” has come back for correction."),
    }
    return sentences[step] % words
