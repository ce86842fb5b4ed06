"""Making, closing and renewing accounts. The system administrator of a body keeps its accounts, not their roles."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import PBKDF2PasswordHasher, get_hasher
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.access.models import Body, Grant, User
from luzhi.access.passwords import make_password
from luzhi.common.audit import record_event
from luzhi.common.pasting import PastedRow, name_row
from luzhi.common.problems import Problem, Refused

LONGEST_NAME, LONGEST_DISPLAY = 60, 80
FEW_ROUNDS = 10_000


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
    write_account(user, by=by)
    return user, password


def write_account(user: User, *, by: Actor | None) -> None:
    """Save a new account and its event. Raises Problem when the name is taken, even if only just now."""
    try:
        with transaction.atomic():
            user.save(force_insert=True)
            record_event(
                actor=by, verb="account.created", obj=user, body_id=user.home_id, changes={"username": user.username}
            )
    except IntegrityError as error:
        raise Problem(_("There is already an account called “%(name)s”.") % {"name": user.username}) from error


def create_accounts(rows: Sequence[PastedRow], *, by: Actor, home: Body) -> list[tuple[User, str]]:
    """Make an account for each row (user name, display name, e-mail), all or none, with the passwords to hand out.
    Raises Problem whose details have a sentence for each row that is not right."""
    problems = list(find_problems(rows))
    if problems:
        raise Problem(_("These rows are not right; nothing has been saved."), details=tuple(problems))
    made = []
    with transaction.atomic():
        for row in rows:
            username, display_name, email = row.cells
            user = User(username=username, display_name=display_name, email=email, home=home)
            made.append((user, give_password(user, many=True)))
            write_account(user, by=by)
    return made


def find_problems(rows: Sequence[PastedRow]) -> Iterator[str]:
    """What is not right with rows of accounts; one query."""
    names = Counter(row.cells[0] for row in rows)
    taken = set(User.objects.filter(username__in=list(names)).values_list("username", flat=True))
    for row in rows:
        username, display_name, email = row.cells
        try:
            UnicodeUsernameValidator()(username)
        except ValidationError:
            yield name_row(row, _("A user name has letters, digits and @ . + - _ only."))
        if len(username) > LONGEST_NAME or not display_name or len(display_name) > LONGEST_DISPLAY:
            yield name_row(
                row,
                _("User name (at most %(name)s signs) and display name (at most %(display)s) are both needed.")
                % {"name": LONGEST_NAME, "display": LONGEST_DISPLAY},
            )
        if username in taken:
            yield name_row(row, _("There is already an account called “%(name)s”.") % {"name": username})
        if names[username] > 1:
            yield name_row(row, _("“%(name)s” is there more than once.") % {"name": username})
        if email:
            try:
                validate_email(email)
            except ValidationError:
                yield name_row(row, _("“%(email)s” is no e-mail address.") % {"email": email})


def give_password(user: User, *, many: bool = False) -> str:
    """Set a password to hand out and return it. Of many made at once the hash takes few rounds: 90 random bits cannot
    be tried out, and what the person then chooses is hashed in full."""
    password, hasher = make_password(), get_hasher()
    if many and isinstance(hasher, PBKDF2PasswordHasher):
        user.password = hasher.encode(password, hasher.salt(), iterations=FEW_ROUNDS)
        user.password_changed_at = timezone.now()
    else:
        user.set_password(password)
    user.password_is_temporary = True
    return password


def rename_account(user: User, *, display_name: str, email: str, by: Actor) -> None:
    """Change what an account is called on pages, and where its notices are mailed."""
    with change_account(user, by):
        changes = {
            name: [getattr(user, name), value]
            for name, value in (("display_name", display_name.strip()), ("email", email.strip()))
            if getattr(user, name) != value
        }
        if changes:
            user.display_name, user.email = display_name.strip(), email.strip()
            user.save(update_fields=["display_name", "email"])
            record_event(actor=by, verb="account.changed", obj=user, body_id=by.body_id, changes=changes)


def set_own_email(user: User, email: str, *, by: Actor) -> None:
    """Change where one's own notices are mailed; an empty address means nowhere."""
    if user.email == email:
        return
    with transaction.atomic():
        former, user.email = user.email, email
        user.save(update_fields=["email"])
        record_event(actor=by, verb="account.changed", obj=user, body_id=by.body_id, changes={"email": [former, email]})


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
