"""For the sweeps: one record of any kind, made from what its fields ask for; plainly synthetic."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from luzhi.access.actors import Actor
from luzhi.core.quantity import Quantity
from luzhi.records.fields import QuantityField
from luzhi.records.kinds import Kind
from luzhi.workflow.engine import enter_state

PLAIN: dict[str, Callable[[], Any]] = {"JSONField": dict, "UUIDField": uuid.uuid4, "BooleanField": bool}


class Maker:
    """Makes at most one record of each model for a body, with the records it must point to."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.made: dict[type[models.Model], Any] = {}
        self.number = 0

    def make(self, kind: Kind) -> Any:
        return self.make_model(kind.model)

    def make_model(self, model: type[models.Model]) -> Any:
        """With the fields it must have; where a constraint wants one of several more, with the first that satisfies."""
        if model in self.made:
            return self.made[model]
        needed = {field.name: self.value_for(field) for field in model._meta.concrete_fields if self.is_needed(field)}
        optional = [f for f in model._meta.concrete_fields if f.editable and (f.null or f.blank) and not f.primary_key]
        further = [field for field in optional if field.name not in needed]
        for extra in [None, *self.doubled(needed, model), *further]:
            if extra is not None and extra.is_relation and extra.related_model is model:
                continue
            again = extra is not None and extra.name in needed
            values = needed | ({extra.name: self.value_for(extra, again=again)} if extra is not None else {})
            try:
                with transaction.atomic():
                    self.made[model] = self.save(model(**values))
            except IntegrityError as error:
                problem = error
            else:
                return self.made[model]
        raise problem

    def doubled(self, needed: dict[str, Any], model: type[models.Model]) -> list[Any]:
        """Fields that point to the same record as another one does; a constraint may want two different ones."""
        relations = [f for f in model._meta.concrete_fields if f.is_relation and f.name in needed]
        seen = [field.related_model for field in relations]
        return [field for n, field in enumerate(relations) if field.related_model in seen[:n]]

    def make_second(self, model: type[models.Model]) -> Any:
        """One more record of a model: where it may not share what it points to with the first, with more of those."""
        kept = self.made.pop(model)
        try:
            return self.make_model(model)
        except IntegrityError:
            values = {f.name: self.value_for(f) for f in model._meta.concrete_fields if self.is_needed(f)}
            for field in [f for f in model._meta.concrete_fields if f.is_relation and f.name in values]:
                try:
                    with transaction.atomic():
                        return self.save(model(**values | {field.name: self.value_for(field, again=True)}))
                except IntegrityError:
                    continue
            raise
        finally:
            self.made[model] = kept

    def save(self, obj: Any) -> Any:
        if hasattr(obj, "body_id"):
            obj.body = self.actor.body
        if any(field.name == "state_since" for field in obj._meta.concrete_fields):
            enter_state(obj)
        obj.save()
        return obj

    def is_needed(self, field: Any) -> bool:
        if field.primary_key or field.name in ("body", "version", "state", "duty_of", "ref"):
            return False
        if field.is_relation:
            return not field.null
        return not field.has_default() and not (field.null or getattr(field, "auto_now", False)) and not field.blank

    def value_for(self, field: Any, *, again: bool = False) -> Any:
        self.number += 1
        if field.is_relation:
            if field.related_model is type(self.actor.user):
                return self.actor.user
            make = self.make_second if again else self.make_model
            return make(field.related_model)
        if field.choices:
            return next(code for code, _label in field.flatchoices if code != "")
        plain = PLAIN.get(field.get_internal_type())
        if plain is not None:
            return plain()
        if isinstance(field, QuantityField):
            return Quantity.exact(3)
        if isinstance(field, models.DateTimeField):
            return timezone.now()
        if isinstance(field, models.DateField):
            return date(2024, 1, 1) + timedelta(days=self.number)
        if isinstance(field, models.TimeField):
            return timezone.now().time()
        if isinstance(field, models.DecimalField):
            return Decimal(1)
        if isinstance(field, models.IntegerField):
            return 2024 if field.name == "year" else self.number
        return f"x{self.number}"[: field.max_length or 20]


@pytest.fixture
def make_any() -> Callable[[Actor], Maker]:
    """``make_any(actor)`` makes one record of whatever kind it is asked for."""
    return Maker
