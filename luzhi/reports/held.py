"""Quantities that records hold themselves (the target of a goal, the amount of an agreement), beside any figure."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from luzhi.core.mentions import Mention
from luzhi.core.quantity import Form, Quantity
from luzhi.records.fields import QuantityField
from luzhi.records.kinds import KINDS
from luzhi.records.models import Statement
from luzhi.reports.names import Named
from luzhi.reports.passages import Passage

MOST_HELD = 5_000


@dataclass
class HeldQuantities:
    """The quantities of a body's year that stand in records' own fields; read when first asked for."""

    body_id: int
    year: int

    @cached_property
    def rows(self) -> list[tuple[Named, Quantity]]:
        found = []
        for kind in KINDS.values():
            fields = [f for f in kind.model._meta.concrete_fields if isinstance(f, QuantityField)]
            if not fields or kind.model is Statement:
                continue
            records: Any = kind.model._default_manager.filter(body_id=self.body_id)
            if kind.has_year:
                records = records.filter(year=self.year)
            paths = ["pk", kind.label_path, *(field.name for field in fields)]
            for pk, label, *held in records.order_by("pk").values_list(*paths)[:MOST_HELD]:
                found += [(Named(kind.key, pk, str(label)), quantity) for quantity in held if quantity]
        return found

    def find(self, mention: Mention, passage: Passage) -> tuple[Named, ...]:
        """Records named around the mention that hold exactly this quantity; nothing is said where they differ."""
        said = mention.quantity
        if said is None or said.form is Form.WORDS:
            return ()
        return tuple(
            named
            for named, held in self.rows
            if same(said, held) and passage.nears(named.kind, named.pk, named.label) > 0
        )


def same(one: Quantity, other: Any) -> bool:
    """Whether two quantities say the same: the same numbers, or the same words."""
    if one.words and one.words in other.words.split("、"):
        return True
    return other.form is not Form.WORDS and bool(one.without_words() == other.without_words())
