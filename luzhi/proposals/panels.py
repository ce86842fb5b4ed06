"""Hand-made parts of a proposal's page."""

from typing import Any

from django.template.loader import render_to_string

from luzhi.access.actors import ActingRequest
from luzhi.handling.panels import show_matrix
from luzhi.handling.queries import read_matrix
from luzhi.proposals.models import Proposal
from luzhi.records.kinds import KINDS


def draw_number(request: ActingRequest, proposal: Proposal) -> str:
    """Where a merged proposal gets its answer."""
    if proposal.merged_into is None:
        return ""
    context = {"main": proposal.merged_into, "link": KINDS["proposals.proposal"].url(proposal.merged_into_id)}
    return render_to_string("proposals/_merged.html", context, request)


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
