"""A firm's personal link: made by the office, found by its hash, never stored in the clear."""

import secrets

from django.db import transaction
from django.utils import timezone

from luzhi.access.actors import Actor
from luzhi.access.links import hash_secret
from luzhi.common.audit import record_event
from luzhi.expo.validity import AFTERWARDS, is_over
from luzhi.matchmaking.models import Party


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
    """The firm behind a link, until a month after the expo and after the last slot; the withdrawn have none."""
    found: Party | None = (
        Party.objects.select_related("session__expo", "session__body", "organisation", "body")
        .filter(secret_hash=hash_secret(secret), withdrawn=False)
        .first()
    )
    if found is None or (is_over(found.session.expo, grace=AFTERWARDS) and not has_slots_left(found)):
        return None
    return found


def has_slots_left(party: Party) -> bool:
    return party.session.slots.filter(ends_at__gt=timezone.now() - AFTERWARDS).exists()
