"""The shapes that reading a text gives: mentions, list items, and what was passed over with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from luzhi.core.quantity import Quantity
from luzhi.core.units import Unit, UnitKind


class Kind(StrEnum):
    """What a mention is; the package's docstring says each in a sentence."""

    COUNT = "count"
    VAGUE = "vague"
    WORDING = "wording"
    ORDINAL = "ordinal"
    DATE = "date"
    LIST = "list"
    NAME = "name"
    SLOGAN = "slogan"
    IDENTIFIER = "identifier"

    @property
    def family(self) -> "Family":
        """How the draft check treats mentions of this kind."""
        return _FAMILIES[self]


class Family(StrEnum):
    """What can be said of a mention: held against records, only worded, or no count at all."""

    CHECKED = "checked"
    WORDING = "wording"
    NOT_A_COUNT = "not_a_count"


_FAMILIES = {
    Kind.COUNT: Family.CHECKED,
    Kind.VAGUE: Family.CHECKED,
    Kind.LIST: Family.CHECKED,
    Kind.NAME: Family.CHECKED,
    Kind.WORDING: Family.WORDING,
    Kind.ORDINAL: Family.NOT_A_COUNT,
    Kind.DATE: Family.NOT_A_COUNT,
    Kind.SLOGAN: Family.NOT_A_COUNT,
    Kind.IDENTIFIER: Family.NOT_A_COUNT,
}


class Reason(StrEnum):
    """Why a stretch of text was passed over."""

    ADVERTISEMENT = "advertisement"
    IMAGE = "image"
    CREDIT = "credit"
    SHARING = "sharing"
    COUNTER = "counter"
    NAVIGATION = "navigation"
    LEGAL = "legal"
    LINK = "link"
    NUMBERING = "numbering"
    IDIOM = "idiom"
    ARTICLE = "article"
    RUN_OF_FIGURES = "run_of_figures"


class Persona(StrEnum):
    """What the items of a list look like."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    QUOTED = "quoted"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a named list; ``known`` is the key of the vocabulary entry it is, or empty."""

    start: int
    end: int
    text: str
    known: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """Something in a text that can be checked; ``text`` is exactly the text's ``start..end``.

    quantity  what is said, for counts and vague quantities; the rank for ordinals; the share for worded coverage
    unit      the measure word or noun counted, with its kind
    noun      what is counted, as far as the text says ("企业", "framework agreements"): after the number, else before
    lead      the words of the same clause right before the mention
    step      what the last digit printed is worth, if the number is printed rounded
    items     the items of a list, in order; ``is_open`` when it ends in 等, "such as" and the like
    printed   the count printed beside a list
    persona   what the items of a list, or a name, look like
    known     for a name from the vocabulary: its key, with ``name_kind`` as given there
    when      for a date: ISO 8601 as far as the text goes (2024, 2024-09, --09-21/--09-30), or empty
    sentence  where the sentence around it starts and ends
    """

    start: int
    end: int
    text: str
    kind: Kind
    quantity: Quantity | None = None
    unit: Unit | None = None
    noun: str = ""
    lead: str = ""
    step: Decimal | None = None
    items: tuple[Item, ...] = ()
    is_open: bool = False
    printed: Quantity | None = None
    persona: Persona | None = None
    known: str = ""
    name_kind: str = ""
    when: str = ""
    sentence: tuple[int, int] = (0, 0)
    context: str = ""

    @property
    def unit_kind(self) -> UnitKind | None:
        """The kind of the unit, if there is a unit."""
        return self.unit.kind if self.unit else None

    @property
    def value(self) -> str:
        """The quantity as a code without its wording: 53, 20..99, >50; empty if there is none."""
        return self.quantity.without_words().to_code() if self.quantity else ""


@dataclass(frozen=True, slots=True)
class Ignored:
    """A stretch of text that was passed over, and why."""

    start: int
    end: int
    text: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class KnownName:
    """An entry of a vocabulary: the key and kind its owner gave, for one spelling of the name."""

    key: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text holds: mentions in order, none overlapping another, and what was passed over."""

    text: str
    mentions: tuple[Mention, ...]
    ignored: tuple[Ignored, ...]

    def of_kind(self, *kinds: Kind) -> tuple[Mention, ...]:
        """The mentions of these kinds, in order."""
        return tuple(mention for mention in self.mentions if mention.kind in kinds)


@dataclass(frozen=True, slots=True)
class Found:
    """What a finder offers before context is added; ``more`` are further fields of `Mention`."""

    start: int
    end: int
    kind: Kind
    more: Mapping[str, object] = field(default_factory=dict)
