"""Making, closing and renewing accounts. The system administrator of a body keeps its accounts, not their roles."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.access.models import Body, Grant, User
from luzhi.access.passwords import make_password
from luzhi.common.audit import record_event
from luzhi.common.problems import Problem, Refused


def accounts_of(body: Body) -> models.QuerySet[User]:
    """Accounts that the body keeps, and those of other bodies that hold a role here."""
    here = Grant.objects.filter(user=models.OuterRef("pk"), body=body)
    return User.objects.filter(models.Q(home=body) | models.Exists(here)).exclude(username="loader")


def is_kept_by(user: User, body: Body) -> bool:
    """Whether this body's system administrator may close or renew the account: its own, or one that no body keeps."""
    return bool(user.home_id == body.pk or user.home_id is None)


def has_second_factor(user: User) -> bool:
    return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists())


def create_account(*, username: str, display_name: str, email: str, by: Actor | None, home: Body) -> tuple[User, str]:
    """Make an account and the password to hand out, which is shown this once and must be changed at the first
    sign-in. Raises Problem when the name is taken or not usable."""
    username = username.strip()
    try:
        UnicodeUsernameValidator()(username)
    except ValidationError as error:
        raise Problem(_("A user name has letters, digits and @ . + - _ only.")) from error
    user = User(username=username, display_name=display_name.strip(), email=email.strip(), home=home)
    password = give_password(user)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
            record_event(actor=by, verb="account.created", obj=user, body_id=home.pk, changes={"username": username})
    except IntegrityError as error:
        raise Problem(_("There is already an account called “%(name)s”.") % {"name": username}) from error
    return user, password


def give_password(user: User) -> str:
    password = make_password()
    user.set_password(password)
    user.password_is_temporary = True
    return password


def reset_password(user: User, *, by: Actor) -> str:
    """Replace the password by one to hand out, and end all sessions. Returns it."""
    with change_account(user, by):
        password = give_password(user)
        user.save(update_fields=["password", "password_changed_at", "password_is_temporary"])
        end_sessions(user)
        record_event(actor=by, verb="account.password-reset", obj=user, body_id=by.body_id)
    return password


def reset_second_factor(user: User, *, by: Actor) -> None:
    """Take the second factor from an account whose owner lost it, and end all sessions."""
    with change_account(user, by):
        Authenticator.objects.filter(user=user).delete()
        end_sessions(user)
        record_event(actor=by, verb="account.second-factor-reset", obj=user, body_id=by.body_id)


def set_active(user: User, *, active: bool, by: Actor) -> None:
    """Close an account, which ends its sessions at once, or open it again."""
    if user.pk == by.user_id:
        raise Refused(_("Nobody closes his or her own account."))
    with change_account(user, by):
        user.is_active = active
        user.save(update_fields=["is_active"])
        if not active:
            end_sessions(user)
        verb = "account.opened" if active else "account.closed"
        record_event(actor=by, verb=verb, obj=user, body_id=by.body_id)


def change_account(user: User, by: Actor) -> Any:
    """The transaction of a change, if the account is this body's to change."""
    if not is_kept_by(user, by.body):
        raise Refused(_("This account is kept by %(body)s.") % {"body": user.home})
    return transaction.atomic()


def end_sessions(user: User) -> None:
    """End every session of the account, wherever it is open."""
    for session in UserSession.objects.filter(user=user):
        session.end()
