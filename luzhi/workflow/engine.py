"""Ties a workflow table to a model, offers its steps, and takes them.

`offer_steps` is the only reader and `perform` the only writer of a record's state. A step, its audit event, its
deadline, its effects and its notices are one transaction.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import IntegrityError, models, transaction
from django.forms import Form
from django.utils import timezone
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.access.roles import CLOCK
from luzhi.common.audit import record_event
from luzhi.common.problems import Conflict, Problem, Refused, explain_duplicate
from luzhi.core.workflow import Offer, Step, Workflow


@dataclass(frozen=True)
class Taken:
    """What an effect is told: the record as locked, the step, who took it, and the answers to its form."""

    obj: Any
    step: Step
    by: Actor | None
    reason: str
    answers: Mapping[str, Any]


def no_facts(objects: Iterable[Any]) -> dict[int, Any]:
    return {obj.pk: obj for obj in objects}


def no_roles(actor: Actor, obj: Any) -> set[str]:
    return set()


# A form that must know who fills it in, and about what, is given as a function of both.
MakeForm = Callable[[Actor, Any], type[Form]]


@dataclass(frozen=True)
class Binding:
    """A table and its model: how facts are gathered for many records at once, which roles the actor has on one
    record beyond those at the body, and the named effects and forms of the steps."""

    workflow: Workflow
    model: type[models.Model]
    facts_of: Callable[[Iterable[Any]], Mapping[int, Any]] = no_facts
    roles_of: Callable[[Actor, Any], set[str]] = no_roles
    effects: Mapping[str, Callable[[Taken], None]] = field(default_factory=dict)
    forms: Mapping[str, "type[Form] | MakeForm"] = field(default_factory=dict)
    due_after: Callable[[Any, int], date] | None = None


BINDINGS: dict[str, Binding] = {}


def bind(binding: Binding) -> Binding:
    """Register a binding under its model; effects and forms that the table names must be there."""
    for row in binding.workflow.steps:
        lost = [name for name in row.effects if name not in binding.effects]
        if row.asks and row.asks not in binding.forms:
            lost.append(row.asks)
        if lost:
            raise ValueError(f"{binding.workflow.key}.{row.name} names {lost}, which the binding does not have")
    BINDINGS[binding.model._meta.label_lower] = binding
    return binding


def binding_of(model: type[models.Model] | models.Model) -> Binding | None:
    return BINDINGS.get(model._meta.label_lower)


def form_of(binding: Binding, row: Step, actor: Actor, obj: Any) -> type[Form] | None:
    """The form of a step for this actor on this record, or None where the step asks nothing."""
    made = binding.forms.get(row.asks)
    return made if made is None or isinstance(made, type) else made(actor, obj)


def roles_on(binding: Binding, actor: Actor, obj: Any) -> set[str]:
    return set(actor.roles) | binding.roles_of(actor, obj)


def offer_steps(obj: Any, actor: Actor) -> tuple[Offer, ...]:
    """The steps this actor sees on this record now; empty for a record without a workflow."""
    binding = binding_of(obj)
    if binding is None:
        return ()
    facts = binding.facts_of([obj]).get(obj.pk)
    return binding.workflow.offers(obj.state, roles_on(binding, actor, obj), facts)


def perform(
    obj: Any,
    name: str,
    *,
    by: Actor | None,
    reason: str = "",
    answers: Mapping[str, Any] | None = None,
    seen_state: str = "",
) -> Any:
    """Take a step on a record and return it as written.

    The row is locked and looked at again first. Raises Conflict when the record has left the state the person
    saw, a guard does not hold or another record stands in the way of the new state, Refused when the actor's roles do
    not include the step, Problem when a reason is needed and missing. `by=None` is the clock.
    """
    binding = BINDINGS[obj._meta.label_lower]
    locked: Any = None
    moved = False
    try:
        with transaction.atomic():
            locked = binding.model._default_manager.select_for_update(of=("self",)).get(pk=obj.pk)
            row = choose_step(binding, locked, name, by, seen_state)
            if row.needs_reason and not reason.strip():
                raise Problem(_("“%(step)s” needs a reason.") % {"step": row.label})
            source = locked.state
            write_state(binding.workflow, locked, row.target, due_after=binding.due_after)
            moved = True
            record_event(
                actor=by, verb=f"{binding.workflow.key}.{row.name}", obj=locked, reason=reason,
                changes={"state": [source, row.target], **({"answers": plain(answers)} if answers else {})},
            )  # fmt: skip
            for effect in row.effects:
                binding.effects[effect](Taken(locked, row, by, reason, answers or {}))
    except IntegrityError as error:
        if moved:  # an effect's own mistake is not the person's
            raise
        raise Conflict(explain_duplicate(locked, error)) from error
    return locked


def choose_step(binding: Binding, obj: Any, name: str, by: Actor | None, seen_state: str) -> Step:
    """The step as the table offers it for the locked record, or the fitting refusal."""
    row = binding.workflow.step_named(name)
    if row is None:
        raise Problem(_("There is no such step."))
    state = binding.workflow.states[obj.state].label
    if obj.state not in row.sources or (seen_state and seen_state != obj.state):
        raise Conflict(
            _("“%(record)s” is now in the state “%(state)s”; “%(step)s” is not possible from there.")
            % {"record": obj, "state": state, "step": row.label}
        )
    roles = roles_on(binding, by, obj) if by is not None else {CLOCK}
    facts = binding.facts_of([obj]).get(obj.pk)
    offer = next((o for o in binding.workflow.offers(obj.state, roles, facts) if o.name == name), None)
    if offer is None:
        raise Refused(_("Your role does not include “%(step)s”.") % {"step": row.label})
    if not offer.enabled:
        raise Conflict(_("“%(step)s” is not possible yet.") % {"step": row.label}, details=offer.reasons)
    return row


def write_state(
    workflow: Workflow, obj: Any, state: str, *, due_after: Callable[[Any, int], date] | None = None
) -> None:
    """Set the state columns of a record and save them; the only place that does."""
    stay = workflow.stays.get(state)
    obj.state, obj.state_since = state, timezone.now()
    obj.duty_of = stay.duty_of if stay else ""
    obj.due_on = None
    if stay and stay.working_days and due_after:
        obj.due_on = due_after(obj, stay.working_days)
    if obj.pk:
        obj.version += 1
        obj.save(update_fields=["state", "state_since", "duty_of", "due_on", "version", "updated_at"])


def enter_state(obj: Any, state: str = "") -> None:
    """Give a record that is being created its first state: the initial one, or one the table allows as found."""
    binding = binding_of(obj)
    if binding is None:
        return
    workflow = binding.workflow
    state = state or workflow.initial
    if state != workflow.initial and state not in workflow.entries:
        raise Problem(_("A new record cannot start in the state “%(state)s”.") % {"state": state})
    write_state(workflow, obj, state, due_after=binding.due_after)


def plain(answers: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in answers.items() if value not in (None, "")}
