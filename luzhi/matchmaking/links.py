"""A firm's personal link: made by the office, found by its hash, never stored in the clear."""

import hashlib
import secrets

from django.db import transaction

from luzhi.access.actors import Actor
from luzhi.common.audit import record_event
from luzhi.matchmaking.models import Party


def hash_secret(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def give_link(party: Party, *, by: Actor) -> str:
    """A new secret for a firm's link; the one before no longer opens anything."""
    secret = secrets.token_urlsafe(24)
    locked = Party.objects.select_for_update(of=("self",)).get(pk=party.pk)
    locked.secret_hash = hash_secret(secret)
    locked.save(update_fields=["secret_hash"])
    record_event(actor=by, verb="personal link made", obj=locked)
    return secret


def find_party(secret: str) -> Party | None:
    """The firm behind a link."""
    if not 20 <= len(secret) <= 64:
        return None
    found: Party | None = (
        Party.objects.select_related("session__expo", "session__body", "organisation", "body")
        .filter(secret_hash=hash_secret(secret))
        .first()
    )
    return found
