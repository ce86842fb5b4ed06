"""Many grants at once, each with the person or unit for whom the account then stands."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.access.grants import give_role, grantable_to
from luzhi.access.models import User
from luzhi.access.roles import STANDS_FOR, Role
from luzhi.common.pasting import PastedRow, name_row
from luzhi.common.problems import Problem
from luzhi.people.days import parse_day
from luzhi.people.ties import find_one, read_standings, set_ties


def read_role(text: str) -> Role:
    """A role by its code or by what it is called. Raises Problem."""
    for role in Role:
        if text.casefold() in (role.value, str(role.label).casefold()):
            return role
    raise Problem(
        _("No role is called “%(name)s”; there are: %(roles)s.")
        % {"name": text, "roles": "、".join(str(r.label) for r in Role)}
    )


def grant_many(rows: Sequence[PastedRow], *, by: Actor, year: int) -> int:
    """Grant a role for each row (user name, role, person or unit, last day), all or none. Raises Problem whose details
    have a sentence for each row that is not right; returns how many roles were granted."""
    accounts = {u.username: u for u in grantable_to(by.body).filter(username__in=[row.cells[0] for row in rows])}
    problems = []
    with transaction.atomic():
        for row in rows:
            try:
                grant_row(row, accounts.get(row.cells[0]), by=by, year=year)
            except Problem as problem:
                problems.append(name_row(row, problem.sentence))
        if problems:
            transaction.set_rollback(True)
    if problems:
        raise Problem(_("These rows are not right; nothing has been saved."), details=tuple(problems))
    return len(rows)


def grant_row(row: PastedRow, account: User | None, *, by: Actor, year: int) -> None:
    _username, role_name, stands_for, last = row.cells
    if account is None:
        raise Problem(_("No open account near this body is called so."))
    role = read_role(role_name)
    give_role(account, role, ends_on=parse_day(last, year) if last else None, by=by, body=by.body)
    what = STANDS_FOR.get(role, "person")
    if role in STANDS_FOR and not stands_for:
        raise Problem(_("Say for whom the account stands: a person for members, a unit for officers and exhibitors."))
    if not stands_for:
        return
    now = read_standings([account], by.body)[0]
    if what == "person":
        set_ties(account, person=find_one("people.person", by.body, stands_for), units=now.units, by=by)
    else:
        set_ties(
            account, person=now.person, units=[*now.units, find_one("people.organisation", by.body, stands_for)], by=by
        )
