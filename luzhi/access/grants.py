"""Granting and withdrawing roles. The security administrator does it, never for himself or herself."""

from datetime import date

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.access.models import Body, Grant, User
from luzhi.access.roles import ADMINISTRATORS, Role
from luzhi.common.audit import record_event
from luzhi.common.problems import Problem, Refused


def grantable_to(body: Body) -> models.QuerySet[User]:
    """Accounts that may be given a role at a body: its own, and those of the bodies directly above and below it."""
    near = models.Q(home=body) | models.Q(home__parent=body) | models.Q(grants__body=body)
    if body.parent_id:
        near |= models.Q(home=body.parent_id)
    return User.objects.filter(near, is_active=True).distinct()


def give_role(user: User, role: Role, *, ends_on: date | None, by: Actor | None, body: Body) -> Grant:
    """Grant a role at a body until a day, or change the day of a grant that is there.

    Raises Refused for one's own account, and Problem for a day that has passed or a second administrator's role:
    whoever makes accounts, grants roles and reads the audit chain must be three persons (GB/T 22239).
    """
    if by is not None and by.user_id == user.pk:
        raise Refused(_("Nobody grants roles to himself or herself."))
    if ends_on is not None and ends_on < timezone.localdate():
        raise Problem(_("The last day of a grant cannot be in the past."))
    with transaction.atomic():
        User.objects.select_for_update(of=("self",)).get(pk=user.pk)
        if role in ADMINISTRATORS:
            others = Grant.objects.filter(user=user, role__in=ADMINISTRATORS - {role}).held_today()
            other = others.first()
            if other is not None:
                words = {"account": user, "role": other.get_role_display()}
                raise Problem(_("“%(account)s” is %(role)s already; the three administrators must be three.") % words)
        grant, made = Grant.objects.get_or_create(user=user, body=body, role=role, defaults={"ends_on": ends_on})
        before = None if made else grant.ends_on
        if not made:
            grant.ends_on = ends_on
            grant.save(update_fields=["ends_on"])
        record_event(
            actor=by, verb="role.granted", obj=user, body_id=body.pk,
            changes={"role": ["" if made else role, role], "ends_on": [str(before or ""), str(ends_on or "")]},
        )  # fmt: skip
    return grant


def withdraw_role(grant: Grant, *, by: Actor, reason: str) -> None:
    """Take a role back; it stops at the account's next request. Raises Refused for one's own account."""
    if grant.user_id == by.user_id:
        raise Refused(_("Nobody withdraws roles from himself or herself."))
    if not reason.strip():
        raise Problem(_("Withdrawing a role needs a reason."))
    with transaction.atomic():
        record_event(
            actor=by, verb="role.withdrawn", obj=grant.user, body_id=grant.body_id, reason=reason.strip(),
            changes={"role": [grant.role, ""]},
        )  # fmt: skip
        grant.delete()
