"""Hand-made parts of a proposal's page."""

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from luzhi.access.actors import ActingRequest
from luzhi.handling.panels import show_matrix
from luzhi.handling.queries import read_matrix
from luzhi.proposals import rules
from luzhi.proposals.models import Proposal, Signature, SignatureState
from luzhi.proposals.whereabouts import find_whereabouts
from luzhi.proposals.writing import may_write
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
    """For the author of a draft the way to its text; for who is asked to sign, the way to answer."""
    doors = []
    if request.actor.may(rules.WRITE) and may_write(request.actor, proposal):
        doors.append((reverse("write-proposal", args=[proposal.pk]), _("Go on writing")))
    if proposal.state == "cosigning" and request.actor.may(rules.SIGN):
        asked = Signature.objects.filter(
            proposal=proposal, person__in=request.actor.person_ids, answer=SignatureState.INVITED
        )
        if asked.exists():
            doors.append((reverse("sign-proposal", args=[proposal.pk]), _("Read and sign")))
    return render_to_string("proposals/_doors.html", {"doors": doors}, request) if doors else ""


def draw_answers(request: ActingRequest, proposal: Proposal) -> str:
    """The matrix of the proposal's matter; of a merged one, its own recommendations in the main matter."""
    source = proposal.merged_into if proposal.merged_into is not None else proposal
    if source.matter is None:
        return ""
    context: dict[str, Any] = show_matrix(request, read_matrix(source.matter))
    if source is not proposal:
        mine = set(proposal.items.values_list("pk", flat=True))
        context["rows"] = [row for row in context["rows"] if row[0].pk in mine]
    return render_to_string("handling/_matrix.html", context, request) if context["rows"] else ""
