"""Creating, changing and removing records: one transaction each, with its audit event, and never over unseen work."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.common.audit import record_event
from luzhi.common.problems import Conflict, Problem, explain_duplicate
from luzhi.records.signals import record_removed, record_written
from luzhi.workflow.engine import enter_state


class Stale(Conflict):
    """The record was changed since the form was opened; carries the record as it is now."""

    def __init__(self, current: Any) -> None:
        super().__init__(_("Somebody changed “%(record)s” while you were editing it.") % {"record": current})
        self.current = current


def create_record(
    obj: Any,
    *,
    by: Actor | None,
    links: Mapping[str, Iterable[Any]] | None = None,
    state: str = "",
    verb: str = "created",
) -> Any:
    """Save a new record of the actor's body, with its many-to-many links, and audit it.

    `state` registers a record in the state it was found in, where its workflow allows that.
    """
    if by is not None:
        obj.body = by.body
    with transaction.atomic():
        enter_state(obj, state)
        try:
            with transaction.atomic():
                obj.save(force_insert=True)
        except IntegrityError as error:
            raise Problem(explain_duplicate(obj, error)) from error
        for name, values in (links or {}).items():
            getattr(obj, name).add(*values)
        record_event(actor=by, verb=verb, obj=obj, changes=describe(obj, links or {}))
        record_written.send(type(obj), record=obj, created=True)
    return obj


def change_record(
    obj: Any,
    values: Mapping[str, Any],
    *,
    by: Actor | None,
    seen_version: int,
    links: Mapping[str, Iterable[Any]] | None = None,
) -> Any:
    """Write new field values if the record is still the version the person saw; raises Stale otherwise."""
    with transaction.atomic():
        locked = type(obj)._default_manager.select_for_update(of=("self",)).get(pk=obj.pk)
        if locked.version != seen_version:
            raise Stale(locked)
        changes = {}
        for name, value in values.items():
            old = getattr(locked, name)
            if old != value:
                changes[name] = [show(old), show(value)]
                setattr(locked, name, value)
        for name, chosen in (links or {}).items():
            before, after = set(getattr(locked, name).all()), set(chosen)
            if before != after:
                changes[name] = [sorted(map(str, before)), sorted(map(str, after))]
                getattr(locked, name).set(after)
        if changes:
            locked.version += 1
            try:
                with transaction.atomic():
                    locked.save()
            except IntegrityError as error:
                raise Problem(explain_duplicate(locked, error)) from error
            record_event(actor=by, verb="changed", obj=locked, changes=changes)
            record_written.send(type(locked), record=locked, created=False)
    return locked


def remove_record(obj: Any, *, by: Actor | None, reason: str, seen_version: int) -> None:
    """Remove a record entered by mistake. Its last content stays in the audit chain.

    Raises Problem when other records rest on it (they are named), Stale when it changed meanwhile.
    """
    if not reason.strip():
        raise Problem(_("Removing a record needs a reason."))
    with transaction.atomic():
        locked = type(obj)._default_manager.select_for_update(of=("self",)).get(pk=obj.pk)
        if locked.version != seen_version:
            raise Stale(locked)
        record_event(actor=by, verb="removed", obj=locked, changes=describe(locked, {}), reason=reason)
        pk = locked.pk
        try:
            locked.delete()
        except models.ProtectedError as error:
            names = sorted({f"{o._meta.verbose_name}: {o}" for o in list(error.protected_objects)[:5]})
            sentence = _("“%(record)s” cannot be removed: other records rest on it.") % {"record": locked}
            raise Problem(sentence, details=tuple(names)) from error
        record_removed.send(type(locked), record=locked, pk=pk)


def describe(obj: Any, links: Mapping[str, Iterable[Any]]) -> dict[str, Any]:
    """The fields of a record that hold something, for its first or last audit event."""
    skip = {"id", "body", "version", "created_at", "updated_at"}
    found: dict[str, Any] = {
        f.name: show(getattr(obj, f.name))
        for f in obj._meta.concrete_fields
        if f.name not in skip and getattr(obj, f.attname) not in (None, "", {}, [])
    }
    found |= {name: sorted(map(str, values)) for name, values in links.items() if values}
    return found


def show(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | dict | list) else str(value)
