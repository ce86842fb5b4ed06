"""Rules that are written as lines or patterns: times by kind of proposer, bonuses, the form of a title."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from luzhi.core.clock import Bonus, Span
from luzhi.handling.limits import Limit, read_limit
from luzhi.handling.models.proposing import ProposerKind

GAP = "…"
COLON = re.compile(r"\s*[:：]\s*")


def read_bonuses(text: str) -> tuple[Bonus, ...]:
    """Lines such as "20 10 days" as bonuses; raises ValidationError or ValueError for what is not one."""
    found = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        number, _space, rest = line.partition(" ")
        length = read_limit(rest).length
        if not number.isdecimal() or not isinstance(length, Span):
            raise ValueError(line)
        found.append(Bonus(int(number), length))
    return tuple(found)


def read_kind_limits(text: str) -> dict[str, Limit]:
    """Lines such as "democratic party: 10 May" or "民主党派：5月10日"; raises ValidationError naming the line."""
    known = name_kinds()
    found: dict[str, Limit] = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        parts = COLON.split(line, maxsplit=1)
        kinds = [known.get(name.strip().casefold()) for name in re.split(r"[、,，]", parts[0])]
        if len(parts) != 2 or None in kinds:
            names = "、".join(str(label) for label in ProposerKind.labels)
            raise ValidationError(
                _("“%(line)s”: write the kind of proposer, a colon, the time. Kinds: %(kinds)s.")
                % {"line": line, "kinds": names}
            )
        limit = read_limit(parts[1])
        found |= {str(kind): limit for kind in kinds}
    return found


def name_kinds() -> dict[str, str]:
    """The kinds of proposers by code and by their names in both languages."""
    found = {str(code): str(code) for code in ProposerKind.values}
    for language in ("zh-hans", "en"):
        with override(language):
            found |= {str(label).casefold(): str(code) for code, label in ProposerKind.choices}
    return found


def check_pattern(pattern: str) -> None:
    """A title's form has a gap for its own words, and something around it."""
    if pattern and (GAP not in pattern or not pattern.replace(GAP, "").strip()):
        raise ValidationError(_("Write … where the title's own words stand, for example 关于…的提案."))


def fits_pattern(title: str, pattern: str) -> bool:
    """Whether a title has the form; each … stands for at least one character. Linear in the title's length."""
    rest, parts = title.strip(), pattern.split(GAP)
    if not pattern:
        return True
    if not rest.startswith(parts[0]) or not rest.endswith(parts[-1]):
        return False
    middle = rest[len(parts[0]) : len(rest) - len(parts[-1])] if parts[-1] else rest[len(parts[0]) :]
    for part in parts[1:-1]:
        at = middle.find(part, 1)
        if at < 0:
            return False
        middle = middle[at + len(part) :]
    return bool(middle)
