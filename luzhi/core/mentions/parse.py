"""Reading one quantity out of a few words: 3000余家, "nearly 300 firms", 第三届 (which is no count)."""

from dataclasses import dataclass

from luzhi.core.amounts import read_amount
from luzhi.core.mentions.model import Kind, Mention
from luzhi.core.mentions.page import Page
from luzhi.core.mentions.reading import find_mentions
from luzhi.core.quantity import Form, Quantity
from luzhi.core.units import Unit
from luzhi.core.vagueness import apply_bound, bound_after, bound_before


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a few words say: their kind, and for counts, vague quantities and wording the quantity and unit."""

    kind: Kind
    quantity: Quantity | None
    unit: Unit | None = None

    @property
    def is_quantity(self) -> bool:
        """Whether the words say how many, exactly or vaguely or in words only."""
        return self.kind in (Kind.COUNT, Kind.VAGUE, Kind.WORDING)


def parse_quantity(words: str) -> Parsed | None:
    """What these words say as a whole, or None if they say nothing about number.

    Not only counts come back: 第三届 gives an ordinal and 2024年 a date, neither with ``is_quantity``.
    """
    text = words.strip()
    mentions = find_mentions(text).mentions
    if len(mentions) == 1 and _covers(mentions[0], text):
        mention = mentions[0]
        return Parsed(mention.kind, mention.quantity, mention.unit)
    return _parse_bare(text)


def _covers(mention: Mention, text: str) -> bool:
    before, after = text[: mention.start], text[mention.end :]
    return not before.strip('“"「') and after.strip('”"」 ') in ("", mention.noun)


def _parse_bare(text: str) -> Parsed | None:
    """A number with no unit, such as 十 or 约三, which in running text would not be taken for a count."""
    plain = Page(text).plain
    for start in range(min(len(plain), 16)):
        amount = read_amount(plain, start)
        if amount is None or amount.quantity is None:
            continue
        quantity, end = amount.quantity, amount.end
        before = bound_before(plain, start, is_round=True)
        after = bound_after(plain, end)
        if before:
            quantity, start = apply_bound(quantity, before[0]), before[1]  # noqa: PLW2901
        if after:
            quantity, end = apply_bound(quantity, after[0]), after[1]
        if start == 0 and end == len(plain):
            kind = Kind.COUNT if quantity.form is Form.EXACT else Kind.VAGUE
            return Parsed(kind, Quantity.from_code(f"{quantity.to_code()}|{text}"), amount.unit)
    return None
