"""Coded lists as an office writes them: one line each, the code, a space, its meaning."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Code:
    """A code and what it means under one set of rules."""

    code: str
    meaning: str


def read_codes(text: str) -> tuple[Code, ...]:
    """The lines as codes; raises ValidationError naming the line that is not one."""
    found: list[Code] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        parts = line.split(maxsplit=1)
        if len(parts) != 2 or len(parts[0]) > 8:
            raise ValidationError(_("“%(line)s”: write the code, a space, and its meaning.") % {"line": line})
        if parts[0] in {code.code for code in found}:
            raise ValidationError(_("The code “%(code)s” is there twice.") % {"code": parts[0]})
        found.append(Code(*parts))
    return tuple(found)
