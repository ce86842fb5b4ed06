"""The events of one record, as a person reads them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from luzhi.common.models import AuditEvent
from luzhi.records.kinds import Kind
from luzhi.records.models import ImportRange
from luzhi.workflow.engine import binding_of


@dataclass(frozen=True)
class Entry:
    """One event: when, who, what in words, which fields from what to what, why."""

    at: Any
    by: str
    what: str
    changes: list[tuple[str, str, str]]
    reason: str
    digest: str


def read_history(kind: Kind, obj: Any, *, most: int = 200) -> list[Entry]:
    """Events of the record, newest first."""
    events = list(AuditEvent.objects.filter(kind=kind.key, object_id=obj.pk).order_by("-id")[:most])
    brought = ImportRange.objects.filter(kind=kind.key, first__lte=obj.pk, last__gte=obj.pk, batch__body=obj.body_id)
    events += AuditEvent.objects.filter(pk__in=list(brought.values_list("event", flat=True)))
    return [
        Entry(
            e.at,
            e.actor_label,
            name_event(obj, e.verb),
            list(name_changes(kind, obj, e.changes)) if e.object_id == obj.pk and e.kind == kind.key else [],
            e.reason,
            e.digest,
        )
        for e in events
    ]


def name_event(obj: Any, verb: str) -> str:
    words = {
        "created": _("entered"),
        "changed": _("changed"),
        "removed": _("removed"),
        "imported": _("imported"),
    }
    binding = binding_of(obj)
    if binding is not None and verb.startswith(f"{binding.workflow.key}."):
        row = binding.workflow.step_named(verb.split(".", 1)[1])
        if row is not None:
            return str(row.past or row.label)
    return words.get(verb, verb)


def name_changes(kind: Kind, obj: Any, changes: dict[str, Any]) -> Any:
    """Field label, old text, new text. A first event has only new texts."""
    binding = binding_of(obj)
    for name, value in changes.items():
        if name == "answers":
            continue
        try:
            label = str(kind.model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        except LookupError:
            label = name
        pair = value if isinstance(value, list) and len(value) == 2 else ["", value]
        if name == "state" and binding is not None:
            pair = [str(binding.workflow.states[v].label) if v in binding.workflow.states else v for v in pair]
        old, new = ("、".join(map(str, v)) if isinstance(v, list) else v for v in pair)
        yield label, "" if old in (None, "") else str(old), "" if new in (None, "") else str(new)
