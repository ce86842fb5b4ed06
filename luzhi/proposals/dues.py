"""Signatures asked of a member, as entries of the member's calendar."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.common.feeds import SOURCES, Due
from luzhi.proposals.models import Signature, SignatureState


def find_dues(actor: Actor) -> Iterator[Due]:
    """Invitations not yet answered, with the last day for it."""
    if not actor.person_ids:
        return
    asked = Signature.objects.filter(
        person__in=actor.person_ids, body=actor.body_id, answer=SignatureState.INVITED,
        proposal__state="cosigning", proposal__sign_by__isnull=False,
    )  # fmt: skip
    for signature in asked.select_related("proposal").order_by("proposal__sign_by", "pk")[:100]:
        proposal = signature.proposal
        if proposal.sign_by is not None:
            yield Due(
                f"signature-{signature.pk}", _("Sign or decline: %(title)s") % {"title": proposal.title},
                proposal.sign_by, proposal.sign_by, proposal.version, proposal.updated_at, "",
                reverse("sign-proposal", args=[proposal.pk]),
            )  # fmt: skip


SOURCES.append(find_dues)
