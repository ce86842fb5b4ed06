"""What can be judged from the text alone: a list against its printed count, the same name twice in a list."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from luzhi.core.mentions.model import Item, Kind, Mention, Reading
from luzhi.core.quantity import Agreement, Quantity


class Flaw(StrEnum):
    """What is wrong with a list."""

    LENGTH_DIFFERS = "length_differs"
    NAMED_TWICE = "named_twice"


@dataclass(frozen=True, slots=True)
class Finding:
    """A flaw in a list: ``printed`` and ``listed`` for a length, ``items`` for what is named twice."""

    mention: Mention
    flaw: Flaw
    listed: int
    printed: Quantity | None = None
    items: tuple[Item, ...] = ()


def check_length(mention: Mention) -> Agreement | None:
    """Whether a list is as long as printed; None without a printed count.

    A list that ends in 等 or follows "including" may name fewer than are printed, which then cannot be told.
    """
    if mention.kind is not Kind.LIST or mention.printed is None:
        return None
    listed = len(mention.items)
    if mention.printed.allows(listed):
        return Agreement.AGREES if mention.printed.is_exact else Agreement.CANNOT_TELL
    high = mention.printed.bounds()[1]
    if mention.is_open and (high is None or listed < high):
        return Agreement.CANNOT_TELL
    return Agreement.DIFFERS


def named_twice(mention: Mention) -> tuple[Item, ...]:
    """The items of a list whose name stands in it more than once, each place of it."""
    names = Counter(_name(item) for item in mention.items)
    return tuple(item for item in mention.items if names[_name(item)] > 1)


def check_structure(reading: Reading) -> tuple[Finding, ...]:
    """Every flaw of every list in a text, in order."""
    findings = []
    for mention in reading.of_kind(Kind.LIST):
        if check_length(mention) is Agreement.DIFFERS:
            findings.append(Finding(mention, Flaw.LENGTH_DIFFERS, len(mention.items), mention.printed))
        twice = named_twice(mention)
        if twice:
            findings.append(Finding(mention, Flaw.NAMED_TWICE, len(mention.items), items=twice))
    return tuple(findings)


def _name(item: Item) -> str:
    return item.known or item.text.strip().casefold()
