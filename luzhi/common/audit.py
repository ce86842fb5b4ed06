"""The audit chain: every change is an event that carries the hash of the one before it.

Events are written by the workflow engine and by every service, in the transaction of the change itself. They
cannot be changed or deleted through the models; `verify_chain` finds what was changed any other way.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from luzhi.common.models import AuditEvent, AuditHead

GENESIS = "0" * 64


def record_event(
    *,
    actor: Any,
    verb: str,
    obj: models.Model | None = None,
    body_id: int | None = None,
    changes: Mapping[str, Any] | None = None,
    reason: str = "",
) -> AuditEvent:
    """Append one event to the chain of a body (0: the installation) and return it.

    `actor` is an `access.Actor`, or None for the installation itself. `changes` maps a field to its old and new
    value and must be JSON. Runs in the caller's transaction: the event and the change stand or fall together.
    """
    chain = body_id if body_id is not None else getattr(obj, "body_id", None) or 0
    with transaction.atomic(savepoint=False):
        head = take_head(chain)
        event = AuditEvent(
            chain=chain,
            sequence=head.sequence + 1,
            at=timezone.now(),
            actor_id=getattr(actor, "user_id", None),
            actor_label=str(actor) if actor is not None else "luzhi",
            actor_roles=" ".join(sorted(getattr(actor, "roles", ()))),
            verb=verb,
            kind=obj._meta.label_lower if obj is not None else "",
            object_id=obj.pk if obj is not None else None,
            object_label=str(obj)[:200] if obj is not None else "",
            changes=json.loads(json.dumps(changes or {}, ensure_ascii=False, default=str)),
            reason=reason,
            previous=head.digest,
        )
        event.digest = compute_digest(event)
        event.save(force_insert=True)
        head.sequence, head.digest = event.sequence, event.digest
        head.save(update_fields=["sequence", "digest"])
    return event


def take_head(chain: int) -> AuditHead:
    """The end of a chain, locked until the transaction ends; a chain begins when it is first asked for."""
    heads = AuditHead.objects.select_for_update(of=("self",)).filter(chain=chain)
    head = heads.first()
    if head is None:
        AuditHead.objects.get_or_create(chain=chain, defaults={"sequence": 0, "digest": GENESIS})
        head = heads.get()
    return head


def compute_digest(event: AuditEvent) -> str:
    """SHA-256 over every column that means something, in a fixed order, and the hash before it."""
    moment = event.at.astimezone(timezone.get_default_timezone()).isoformat(timespec="microseconds")
    fields = [
        event.chain, event.sequence, moment,
        event.actor_id, event.actor_label, event.actor_roles, event.verb, event.kind, event.object_id,
        event.object_label, event.changes, event.reason, event.previous,
    ]  # fmt: skip
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the chain that is not as it was written."""

    chain: int
    sequence: int
    what: str  # changed | broken | missing | cut | head
    label: str = ""


def verify_chain(*, chain: int | None = None, since: int = 1) -> Iterator[Finding]:
    """Walk every chain (or one, from an event on) and yield what does not fit; yields nothing when all is well.

    An event before `since` is believed as it stands.
    """
    heads = AuditHead.objects.all()
    events = AuditEvent.objects.order_by("chain", "sequence")
    if chain is not None:
        heads, events = heads.filter(chain=chain), events.filter(chain=chain, sequence__gte=since)
    ends = {head.chain: head for head in heads}
    last: dict[int, tuple[int, str]] = {}
    if chain is not None and since > 1:
        before = AuditEvent.objects.filter(chain=chain, sequence=since - 1).values_list("digest", flat=True).first()
        last[chain] = (since - 1, before or "")
    for event in events.iterator(chunk_size=2000):
        yield from verify_event(event, *last.get(event.chain, (0, GENESIS)))
        last[event.chain] = (event.sequence, event.digest)
    for key in sorted(ends.keys() | last.keys()):
        yield from verify_end(key, ends.get(key), *last.get(key, (0, GENESIS)))


def verify_event(event: AuditEvent, sequence: int, digest: str) -> Iterator[Finding]:
    """Whether an event is as written, and follows the one before it."""
    label = f"{event.at:%Y-%m-%d %H:%M} {event.verb} {event.object_label}"
    if event.sequence != sequence + 1:
        yield Finding(event.chain, sequence + 1, "missing", label)
    if event.digest != compute_digest(event):
        yield Finding(event.chain, event.sequence, "changed", label)
    elif event.previous != digest and event.sequence == sequence + 1:
        yield Finding(event.chain, event.sequence, "broken", label)


def verify_end(chain: int, head: AuditHead | None, sequence: int, digest: str) -> Iterator[Finding]:
    """Whether a chain ends where its head says."""
    if head is None:
        yield Finding(chain, sequence, "head")
    elif head.sequence > sequence:
        yield Finding(chain, head.sequence, "cut")
    elif head.digest != digest:
        yield Finding(chain, sequence, "head")
