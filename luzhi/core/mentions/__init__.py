"""Finding in a text everything that can be checked: numbers, vague quantities, lists, names, and what only looks so.

Kinds (`Kind`), each belonging to a family (`Family`) that says how the draft check treats it:

count       a number with or without a unit: 53家, 98.5%, "26 countries"                       checked
vague       a quantity with bounds: 数十次, 三百余人, 约620, "more than 50"                      checked
list        a named list: 曹某、李某等6位, 北京、上海等地, 《甲》《乙》                             checked
name        a name known by its marks, by a title beside it, or from a vocabulary             checked
wording     rhetoric of quantity or coverage without a number: 一系列, 一一, 几乎全员, 全力        wording
ordinal     a rank, term or session: 第三届, 十四届六次全会, "15th"                               not a count
date        a date, a period or a length of time: 9月下旬以来, 三年, "7–9 Dec"                    not a count
slogan      a catch-phrase with a number in it: “一中心、五高地”, 三农, 1+4                         not a count
identifier  figures that are part of a name or code: 〔2024〕5号, 5G, 90后, phone numbers          not a count

Ordinary words that hold a numeral (统一, 四川, 千方百计), an indefinite 一项, numbering and the debris of web pages are
passed over, each with its `Reason`, and are kept in `Reading.ignored`.

Mentions never overlap, `text[start:end] == mention.text` always holds, and the time taken grows with the length of
the text alone, whatever it is made of.

`find_mentions`, `parse_quantity` and `Vocabulary` load their modules at first use: two hundred regular expressions take
a tenth of a second that most processes never need.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from luzhi.core.mentions.checks import Finding, Flaw, check_length, check_structure, named_twice
from luzhi.core.mentions.model import (
    Family,
    Ignored,
    Item,
    Kind,
    KnownName,
    Mention,
    Persona,
    Reading,
    Reason,
)

if TYPE_CHECKING:
    from luzhi.core.mentions.names import Vocabulary
    from luzhi.core.mentions.parse import Parsed, parse_quantity
    from luzhi.core.mentions.reading import find_mentions

_HOME = {"Vocabulary": "names", "Parsed": "parse", "parse_quantity": "parse", "find_mentions": "reading"}

__all__ = [
    "Family",
    "Finding",
    "Flaw",
    "Ignored",
    "Item",
    "Kind",
    "KnownName",
    "Mention",
    "Parsed",
    "Persona",
    "Reading",
    "Reason",
    "Vocabulary",
    "check_length",
    "check_structure",
    "find_mentions",
    "named_twice",
    "parse_quantity",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    return found
