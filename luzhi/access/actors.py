"""Who is acting: an account, at one body, in the roles it holds there today."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.translation import gettext as _

from luzhi.access.models import Body, Grant, User
from luzhi.access.permissions import TABLE, Extent
from luzhi.access.roles import Role, name_roles
from luzhi.common.problems import Refused

# An app above registers how an account is tied to its records: pairs of "person" or "unit" and a record's number.
LINKS: list[Callable[[User, Body], Iterable[tuple[str, int]]]] = []
# ... and how an account is tied to a record by its reference, when accounts are loaded from a file.
TIES: dict[str, Callable[[User, Body, str], None]] = {}


class Actor:
    """An account at a body. Passed as ``by=`` to every service, so that each change has an author."""

    def __init__(self, user: User, body: Body, roles: Iterable[str], *, others: Iterable[Body] = ()) -> None:
        self.user = user
        self.body = body
        self.roles = frozenset(roles)
        self.others = tuple(others)
        self.asked: set[str] = set()  # what was demanded, so that tests find pages that demand nothing

    def __str__(self) -> str:
        return str(self.user)

    @property
    def user_id(self) -> int:
        return self.user.pk

    @property
    def body_id(self) -> int:
        return self.body.pk

    def extent(self, permission: str) -> Extent | None:
        """How far the permission reaches for this actor; None means not at all. Unknown names are an error."""
        return TABLE[permission].extent_for(self.roles)

    def may(self, permission: str) -> bool:
        return self.extent(permission) is not None

    def demand(self, permission: str) -> Extent:
        """The permission's reach, or Refused with the sentence the person reads."""
        extent = self.extent(permission)
        self.asked.add(permission)
        if extent is None:
            raise Refused(_("Your role does not include: %(what)s.") % {"what": TABLE[permission].label})
        return extent

    @property
    def role_names(self) -> str:
        """The roles held here, as a person reads them."""
        return name_roles(self.roles)

    def holds(self, *roles: Role) -> bool:
        return bool(self.roles & set(roles))

    def serves(self, unit_id: int | None) -> bool:
        """Whether the actor is an officer of this unit."""
        return self.holds(Role.OFFICER) and unit_id in self.unit_ids

    @cached_property
    def _links(self) -> tuple[tuple[str, int], ...]:
        return tuple(link for find in LINKS for link in find(self.user, self.body))

    @cached_property
    def person_ids(self) -> tuple[int, ...]:
        """The person records this account belongs to (usually one, none for pure administrators)."""
        return tuple(pk for what, pk in self._links if what == "person")

    @cached_property
    def unit_ids(self) -> tuple[int, ...]:
        """The organisations this account answers for: a department's officer, an exhibitor's contact."""
        return tuple(pk for what, pk in self._links if what == "unit")


class ActingRequest(HttpRequest):
    """A request after sign-in: views annotate it, so that `request.actor` needs no cast."""

    if TYPE_CHECKING:
        actor: Actor
        user: User
        year: int


def find_actor(user: User, wanted_body_id: int | None = None) -> Actor | None:
    """The actor for an account, at the wanted body if it holds a role there; None without any role today."""
    grants = list(Grant.objects.filter(user=user).held_today().select_related("body").order_by("body_id"))
    if not grants:
        return None
    bodies = {grant.body_id: grant.body for grant in grants}
    body = bodies.get(wanted_body_id or 0) or next(iter(bodies.values()))
    roles = [grant.role for grant in grants if grant.body_id == body.pk]
    return Actor(user, body, roles, others=[b for b in bodies.values() if b.pk != body.pk])
