"""Hand-made parts of a proposal's page."""

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from luzhi.access.actors import ActingRequest
from luzhi.handling.panels import show_matrix, verdict_link
from luzhi.handling.queries import read_matrix
from luzhi.proposals import rules
from luzhi.proposals.key_services import may_name
from luzhi.proposals.models import Proposal, Signature, SignatureState
from luzhi.proposals.publicity import may_publish
from luzhi.proposals.queries import PRIVATE, is_first_signer, root_of
from luzhi.proposals.whereabouts import find_whereabouts
from luzhi.proposals.writing import may_second, may_write
from luzhi.records.kinds import KINDS


def draw_where(request: ActingRequest, proposal: Proposal) -> str:
    """Who has it, since when, until when, and what comes next."""
    (where,) = find_whereabouts([proposal])
    return render_to_string("proposals/_where.html", {"where": where}, request)


def draw_number(request: ActingRequest, proposal: Proposal) -> str:
    """Where a merged proposal gets its answer."""
    if proposal.merged_into is None:
        return ""
    context = {"main": proposal.merged_into, "link": KINDS["proposals.proposal"].url(proposal.merged_into_id)}
    return render_to_string("proposals/_merged.html", context, request)


def draw_doors(request: ActingRequest, proposal: Proposal) -> str:
    """For the author of a draft the way to its text; for who is asked to sign, or for a verdict, the way to answer."""
    doors = []
    actor = request.actor
    if actor.may(rules.WRITE) and may_write(actor, proposal):
        doors.append((reverse("write-proposal", args=[proposal.pk]), _("Go on writing")))
    if proposal.state == "cosigning" and actor.may(rules.SIGN):
        asked = Signature.objects.filter(proposal=proposal, person__in=actor.person_ids, answer=SignatureState.INVITED)
        if asked.exists():
            doors.append((reverse("sign-proposal", args=[proposal.pk]), _("Read and sign")))
    matter = root_of(proposal).matter if actor.person_ids else None
    verdict = verdict_link(request, matter) if matter is not None else ""
    if verdict:
        doors.append((verdict, _("What do you think of the answers?")))
    waits = proposal.by_proxy and proposal.confirmed_at is None and proposal.state in PRIVATE
    if waits and is_first_signer(proposal, actor.person_ids):
        doors.append((reverse("confirm-proposal", args=[proposal.pk]), _("Read and confirm")))
    if proposal.receipt_no:
        doors.append((reverse("proposal-receipt", args=[proposal.pk]), _("Receipt")))
    posts = []
    if actor.may(rules.SIGN) and may_second(actor, proposal):
        posts.append((reverse("second-proposal", args=[proposal.pk]), _("Second it")))
    if actor.may(rules.PUBLISH) and may_publish(proposal):
        posts.append((reverse("begin-publication", args=[proposal.pk]), _("Prepare publication")))
    if actor.may("proposals.supervision.add") and may_name(proposal):
        posts.append((reverse("name-candidate", args=[proposal.pk]), _("Name as candidate for the key proposals")))
    files = list(proposal.attachments.defer("content").order_by("pk"))
    if not doors and not posts and not files:
        return ""
    return render_to_string("proposals/_doors.html", {"doors": doors, "posts": posts, "files": files}, request)


def draw_answers(request: ActingRequest, proposal: Proposal) -> str:
    """The matrix of the proposal's matter; of a merged one, its own recommendations in the main matter."""
    source = root_of(proposal)
    if source.matter is None:
        return ""
    context: dict[str, Any] = show_matrix(request, read_matrix(source.matter))
    if source.pk != proposal.pk:
        mine = set(proposal.items.values_list("pk", flat=True))
        context["rows"] = [row for row in context["rows"] if row[0].pk in mine]
    return render_to_string("handling/_matrix.html", context, request) if context["rows"] else ""
