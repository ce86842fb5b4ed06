"""The one permission table.

Every page and every change asks for a named permission; apps add their rows with `declare` when they load, and
code, tests and the page in the docs read the same table. A step of a workflow is not repeated here: an
enabled offer is the permission.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from luzhi.access.roles import Role


class Extent(StrEnum):
    """How far a permission reaches inside the body an account acts for."""

    ALL = "all"  # every record of the body
    OWN = "own"  # records that concern the person or the department, as the kind of record defines it


@dataclass(frozen=True, slots=True)
class Permission:
    """One row: a name such as ``expo.zone.change``, a label, and who holds it how far."""

    name: str
    label: Any
    extents: Mapping[Role, Extent]
    public: bool = False

    def extent_for(self, roles: Iterable[str]) -> Extent | None:
        """The widest reach any of the roles gives, or None."""
        found = [self.extents[Role(role)] for role in roles if role in self.extents]
        return Extent.ALL if Extent.ALL in found else (Extent.OWN if found else None)


TABLE: dict[str, Permission] = {}


def declare(name: str, label: Any, *, all: Iterable[Role] = (), own: Iterable[Role] = (), public: bool = False) -> None:  # noqa: A002 -- reads as the table's column
    """Add a row. A name may be declared once only."""
    if name in TABLE:
        raise ValueError(f"permission {name} is declared twice")
    extents = dict.fromkeys(own, Extent.OWN) | dict.fromkeys(all, Extent.ALL)
    TABLE[name] = Permission(name, label, extents, public)
