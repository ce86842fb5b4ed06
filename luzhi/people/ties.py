"""For whom an account stands: the person it belongs to, and the units it answers for.

Roles say what an account may do; the ties say whose records are its own. Both are kept by the security administrator.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from luzhi.access.accounts import accounts_of
from luzhi.access.actors import Actor
from luzhi.access.models import Body, Grant, User
from luzhi.access.roles import STANDS_FOR, Role
from luzhi.common.audit import record_event
from luzhi.common.problems import Problem, Refused
from luzhi.people.models import Contact, Organisation, Person
from luzhi.records.forms import find_named, label_of
from luzhi.records.kinds import KINDS


@dataclass(frozen=True)
class Standing:
    """An account with its roles at a body and for whom it stands there."""

    account: User
    roles: tuple[Role, ...]
    person: Person | None
    units: tuple[Organisation, ...]

    @property
    def lacks(self) -> bool:
        """Whether a role of the account shows nothing, since it stands for nobody."""
        wanted = {STANDS_FOR[role] for role in self.roles if role in STANDS_FOR}
        return ("person" in wanted and self.person is None) or ("unit" in wanted and not self.units)


def accounts_with_roles(body: Body, *, lacking: bool = False) -> models.QuerySet[User]:
    """The accounts that hold a role at a body today; or only those that stand for nobody though a role asks for it."""
    held = Grant.objects.filter(user=OuterRef("pk"), body=body).held_today()
    found = accounts_of(body).filter(Exists(held), is_active=True)
    if not lacking:
        return found
    for_person = [role for role, what in STANDS_FOR.items() if what == "person"]
    for_unit = [role for role, what in STANDS_FOR.items() if what == "unit"]
    person, unit = (
        Person.objects.filter(account=OuterRef("pk"), body=body),
        Contact.objects.filter(account=OuterRef("pk"), body=body),
    )
    return found.filter(
        Q(Exists(held.filter(role__in=for_person)) & ~Exists(person))
        | Q(Exists(held.filter(role__in=for_unit)) & ~Exists(unit))
    )


def read_standings(accounts: Sequence[User], body: Body) -> list[Standing]:
    """For whom these accounts stand; three queries."""
    roles: dict[int, list[Role]] = {}
    for user_id, role in Grant.objects.filter(user__in=accounts, body=body).held_today().values_list("user", "role"):
        roles.setdefault(user_id, []).append(Role(role))
    persons = {p.account_id: p for p in Person.objects.filter(account__in=accounts, body=body)}
    units: dict[int, list[Organisation]] = {}
    for contact in (
        Contact.objects.filter(account__in=accounts, body=body).select_related("organisation").order_by("pk")
    ):
        units.setdefault(contact.account_id, []).append(contact.organisation)
    return [
        Standing(a, tuple(sorted(roles.get(a.pk, ()))), persons.get(a.pk), tuple(units.get(a.pk, ()))) for a in accounts
    ]


def set_ties(account: User, *, person: Person | None, units: Iterable[Organisation], by: Actor) -> None:
    """Let an account stand for a person and for units, and for nobody else of this body.

    Raises Refused for one's own account, and Problem for a person to whom another account belongs.
    """
    if account.pk == by.user_id:
        raise Refused(_("Nobody says for whom his or her own account stands."))
    with transaction.atomic():
        User.objects.select_for_update(of=("self",)).get(pk=account.pk)
        before = read_standings([account], by.body)[0]
        if person is not None:
            demand_free(person, account)
        Person.objects.filter(body=by.body, account=account).update(account=None)
        if person is not None:
            Person.objects.filter(pk=person.pk).update(account=account)
        wanted = {unit.pk: unit for unit in units}
        Contact.objects.filter(body=by.body, account=account).exclude(organisation__in=wanted).delete()
        for unit in wanted.values():
            Contact.objects.get_or_create(body=by.body, account=account, organisation=unit)
        changes = {
            "person": [str(before.person or ""), str(person or "")],
            "units": ["、".join(map(str, before.units)), "、".join(map(str, wanted.values()))],
        }
        record_event(actor=by, verb="account.tied", obj=account, body_id=by.body_id, changes=changes)


def demand_free(person: Person, account: User) -> None:
    """Refuse a person whose account is another one; an account belongs to one person in all bodies together."""
    locked = Person.objects.select_for_update(of=("self",)).select_related("account").get(pk=person.pk)
    if locked.account is not None and locked.account_id != account.pk:
        raise Problem(
            _("“%(person)s” has the account “%(account)s” already.")
            % {"person": person, "account": locked.account.username}
        )
    elsewhere = Person.objects.filter(account=account).exclude(body=person.body_id).select_related("body").first()
    if elsewhere is not None:
        raise Problem(
            _("The account belongs to “%(person)s” at %(body)s.") % {"person": elsewhere, "body": elsewhere.body}
        )


# -- by name


def find_one(key: str, body: Body, name: str) -> Any:
    """The person or unit of a body that goes by this name, or by its number after a '#'. Raises Problem."""
    kind = KINDS[key]
    found = find_named(kind, kind.model._default_manager.filter(body=body), name)
    if len(found) == 1:
        return found[0]
    if found:
        raise Problem(
            _("Several records are called “%(name)s”; add its number, as in “%(name)s #12”.") % {"name": name}
        )
    raise Problem(_("No %(kind)s is called “%(name)s”.") % {"kind": kind.title, "name": name})


def write_name(key: str, body: Body, obj: Any) -> str:
    """The name by which `find_one` finds a record: with its number where the name alone means another one too."""
    kind = KINDS[key]
    label = label_of(kind, obj)
    alone = len(find_named(kind, kind.model._default_manager.filter(body=body), label)) == 1
    return label if alone else f"{label} #{obj.pk}"
