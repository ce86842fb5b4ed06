"""The events of one record, as a person reads them."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from luzhi.access.roles import Role
from luzhi.common.models import AuditEvent
from luzhi.core.quantity import BadQuantityCodeError, Quantity
from luzhi.records.fields import QuantityField
from luzhi.records.kinds import Kind
from luzhi.records.models import ImportRange
from luzhi.records.values import find_field, show_quantity
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
        "edition": pgettext("event", "edition frozen"),
        "plan typed": pgettext("event", "plan typed"),
        "plan applied": pgettext("event", "plan version applied"),
        "handed over": pgettext("task", "handed over"),
        "printed badges": pgettext("event", "badges printed"),
        "signed in": pgettext("event", "sign-ins taken in"),
        "timetable made": pgettext("event", "timetable made"),
        "activities.attendance": pgettext("event", "attendance noted"),
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
        field = find_field(kind.model, name)
        label = str(field.verbose_name) if field is not None else name_detail(name)
        pair = value if isinstance(value, list) and len(value) == 2 else ["", value]
        if name == "state" and binding is not None:
            pair = [str(binding.workflow.states[v].label) if v in binding.workflow.states else v for v in pair]
        old, new = (say_kept(field, v) for v in pair)
        yield label, old, new


def name_detail(name: str) -> str:
    """What an event tells beside the fields of the record: the number of an edition, how many lines were typed."""
    words = {
        "edition": pgettext("report", "edition"),
        "digest": _("check code"),
        "rows": pgettext("event", "lines"),
        "version": pgettext("event", "version"),
        "moved": pgettext("event", "tasks moved"),
        "badges": pgettext("event", "badges"),
        "scans": pgettext("event", "sign-ins"),
    }
    return words.get(name, name)


def say_kept(field: Any, value: Any) -> str:
    """A value as the chain keeps it, in the words of its field: labels for codes, local time, yes and no."""
    if isinstance(value, list):
        return "、".join(say_kept(field, each) for each in value)
    if value in (None, ""):
        return ""
    if isinstance(value, dict):
        return "；".join(f"{name}={each}" for name, each in value.items())
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, QuantityField) and isinstance(value, str):
        with suppress(BadQuantityCodeError):
            return str(show_quantity(Quantity.from_code(value)))
    if isinstance(field, models.DateTimeField) and isinstance(value, str):
        moment = parse_datetime(value)
        return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment is not None and moment.tzinfo else value
    labels = dict(Role.choices) if getattr(field, "name", "") == "duty_of" else dict(getattr(field, "flatchoices", ()))
    return str(labels.get(value, value))
