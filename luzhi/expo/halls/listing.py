"""A draft's shapes as rows of number fields, a hundred at a time, written together."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.expo.halls.services import lock_draft
from luzhi.expo.models import Layout, Shape
from luzhi.expo.models.halls import LARGEST
from luzhi.records.services import change_record

ROWS = 100
FIELDS = ("code", "x", "y", "width", "depth")
NUMBERS = FIELDS[1:]


class Row:
    """One shape with what was typed into its fields, and what is wrong with that."""

    def __init__(self, shape: Shape, data: Any) -> None:
        self.shape = shape
        self.typed = {name: self.read(name, data) for name in FIELDS}
        self.seen = shape.version
        self.errors: dict[str, str] = {}
        if data is not None:
            seen = str(data.get(f"v-{shape.pk}", ""))
            self.seen = int(seen) if seen.isdecimal() and len(seen) < 9 else 0

    def read(self, name: str, data: Any) -> str:
        held = getattr(self.shape, name)
        shown = held if name == "code" else f"{held.normalize():f}"
        return shown if data is None else str(data.get(f"{name}-{self.shape.pk}", shown)).strip()

    def changes(self) -> dict[str, Any]:
        """The values that differ from the record; collects errors in the reader's words."""
        found: dict[str, Any] = {}
        for name in FIELDS:
            try:
                value = self.convert(name)
            except ValidationError as error:
                self.errors[name] = " ".join(error.messages)
            else:
                if value != getattr(self.shape, name):
                    found[name] = value
        return found

    def convert(self, name: str) -> Any:
        text = self.typed[name]
        if name == "code":
            if not 0 < len(text) <= 20:
                raise ValidationError(_("A number on the plan has 1 to 20 characters."))
            return text
        try:
            value = Decimal(text.replace("，", ".").replace(",", ".")).quantize(Decimal("0.01"))
        except InvalidOperation:
            raise ValidationError(_("Write metres as a number.")) from None
        least = Decimal("0.1") if name in ("width", "depth") else Decimal(0)
        if not value.is_finite() or not least <= value <= LARGEST:
            raise ValidationError(_("At least %(least)s and at most %(most)s m.") % {"least": least, "most": LARGEST})
        return value

    def cells(self) -> list[tuple[str, str, str]]:
        return [(name, self.typed[name], self.errors.get(name, "")) for name in FIELDS]


class ListForm:
    """A hundred shapes from a number on the plan onwards."""

    def __init__(self, layout: Layout, data: Any, *, start: str = "") -> None:
        self.data = data
        shapes = layout.shapes.select_related("zone", "exhibitor__organisation").order_by("code", "pk")
        if data is not None:
            sent = [int(name[2:]) for name in list(data)[: ROWS * 8] if name[:2] == "v-" and name[2:].isdecimal()]
            shapes = shapes.filter(pk__in=[pk for pk in sent if pk < 2**62])
        elif start:
            shapes = shapes.filter(code__gte=start)
        found = list(shapes[: ROWS + 1])
        self.rows = [Row(shape, data) for shape in found[:ROWS]]
        self.next = found[ROWS].code if len(found) > ROWS else ""

    def is_valid(self) -> bool:
        self.changed = [(row, row.changes()) for row in self.rows]
        return not any(row.errors for row in self.rows)


@transaction.atomic
def write_list(layout: Layout, form: ListForm, *, by: Actor) -> int:
    """Write all changed rows, or none when one of them was changed by somebody else; returns how many."""
    lock_draft(layout)
    changed = [(row, values) for row, values in form.changed if values]
    for row, values in changed:
        change_record(row.shape, values, by=by, seen_version=row.seen)
    return len(changed)
