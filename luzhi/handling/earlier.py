"""A reply begun from an earlier one: what the unit answered before to recommendations like this."""

from dataclasses import dataclass
from typing import Any

from luzhi.core.likeness import rank_alike
from luzhi.handling.models import Answer, Item

LOOKED_AT = 1000
SHOWN = 3
LEAST = 0.2
TAKEN = ("result_class", "text", "measure", "not_adopted_because")


@dataclass(frozen=True)
class Earlier:
    """An earlier answer, the recommendation it was to, and how much the two recommendations have in common."""

    answer: Answer
    share: float

    @property
    def percent(self) -> int:
        return round(self.share * 100)


def find_earlier(item: Item, unit_id: int) -> list[Earlier]:
    """The unit's own answers to the recommendations most like this one, newest first among equals; two queries."""
    own = Answer.objects.filter(unit=unit_id, body=item.body_id).exclude(item=item.pk).exclude(text="")
    rows = list(own.order_by("-pk").values_list("pk", "item__text", "item__matter__title")[:LOOKED_AT])
    texts = {pk: f"{title} {text[:400]}" for pk, text, title in rows}
    best = rank_alike(f"{item.matter.title} {item.text[:400]}", texts, most=SHOWN, least=LEAST)
    answers = Answer.objects.select_related("item__matter").in_bulk([pk for pk, _share in best])
    return [Earlier(answers[pk], share) for pk, share in best if pk in answers]


def begin_from(given: str, unit_id: int, body_id: int) -> dict[str, Any]:
    """The words of an earlier answer of the same unit, to begin a new one with; nothing for any other number."""
    if not given.isdecimal() or len(given) > 18:
        return {}
    answer = Answer.objects.filter(pk=int(given), unit=unit_id, body=body_id).first()
    return {name: getattr(answer, name) for name in TAKEN} if answer is not None else {}
