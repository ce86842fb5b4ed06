"""The password rules that graded protection (GB/T 22239, 8.1.4.1) asks of public bodies."""

import secrets
import string
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from luzhi.access.models import FormerPassword, User

REMEMBERED = 5
LIFETIME = timedelta(days=90)
# Without the signs that are taken for each other when a password is read out or copied by hand.
READABLE = "".join(c for c in string.ascii_letters + string.digits if c not in "0Oo1lI")


class CharacterClassValidator:
    """At least three of: lower case, upper case, digits, others."""

    def validate(self, password: str, user: Any = None) -> None:
        classes = (
            any(c.islower() for c in password),
            any(c.isupper() for c in password),
            any(c.isdigit() for c in password),
            any(not c.isalnum() for c in password),
        )
        if sum(classes) < 3:
            raise ValidationError(self.get_help_text(), code="password_classes")

    def get_help_text(self) -> str:
        return _("Use at least three of: small letters, capital letters, digits, other signs.")


class FormerPasswordValidator:
    """Not one of the last five passwords of the account."""

    def validate(self, password: str, user: Any = None) -> None:
        if user is None or not user.pk:
            return
        hashes = FormerPassword.objects.filter(user=user).order_by("-pk").values_list("hash", flat=True)
        if any(check_password(password, known) for known in hashes[:REMEMBERED]):
            raise ValidationError(self.get_help_text(), code="password_used_before")

    def password_changed(self, password: str, user: Any = None) -> None:
        """Remember the new hash and forget those beyond the last five."""
        if user is None or not user.pk:
            return
        FormerPassword.objects.create(user=user, hash=user.password)
        kept = FormerPassword.objects.filter(user=user).order_by("-pk").values_list("pk", flat=True)[:REMEMBERED]
        FormerPassword.objects.filter(user=user).exclude(pk__in=list(kept)).delete()

    def get_help_text(self) -> str:
        return _("Do not use one of your last five passwords again.")


def must_choose_password(user: User) -> bool:
    """Whether the account has to choose a password before anything else: the one it has was handed out, or is older
    than the policy allows."""
    if user.password_is_temporary:
        return True
    ages = settings.PASSWORD_POLICY == "djbh"  # noqa: S105 -- names a rule
    return ages and user.password_changed_at is not None and timezone.now() - user.password_changed_at > LIFETIME


def make_password() -> str:
    """A password to hand out once: 16 readable signs of three classes, about 90 bits."""
    while True:
        password = "-".join("".join(secrets.choice(READABLE) for _n in range(4)) for _group in range(4))
        if all(any(map(has, password)) for has in (str.islower, str.isupper, str.isdigit)):
            return password
