"""How accounts come in: no self-service sign-up, the true address behind trusted proxies, the second factor."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luzhi.access.models import Grant, User
from luzhi.access.roles import ADMINISTRATORS, Role

SECOND_FACTOR_ROLES = ADMINISTRATORS | {Role.STAFF, Role.DISPATCHER}


def find_address(request: HttpRequest) -> str:
    """The peer's address, or the entry our outermost trusted proxy wrote; anything before it is forged."""
    if settings.TRUSTED_PROXIES:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
        if len(hops) >= settings.TRUSTED_PROXIES:
            return str(hops[-settings.TRUSTED_PROXIES])
    return str(request.META.get("REMOTE_ADDR", ""))


def needs_second_factor(user: User) -> bool:
    """Whether the policy asks this account for a second factor: it keeps records, or administers."""
    roles = Grant.objects.filter(user=user, role__in=SECOND_FACTOR_ROLES).held_today()
    return settings.REQUIRE_SECOND_FACTOR and roles.exists()


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by the system administrator; an address is believed only from our own proxies."""

    error_messages = DefaultAccountAdapter.error_messages | {
        # The same sentence whether the name or the password is wrong, and whether the account exists.
        "username_password_mismatch": _("The user name or the password is not right."),
        "too_many_login_attempts": _("Too many wrong passwords. Wait 15 minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return find_address(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("my-account")

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """The audit chain and the account's own page tell what happened; no mail is sent from here."""


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The shared secret of a second factor is kept encrypted; it cannot be given up where the policy asks for it."""

    @property
    def _box(self) -> MultiFernet:
        keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        digests = (hashlib.sha256(b"luzhi second factor" + str(key).encode()).digest() for key in keys)
        return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])

    def encrypt(self, text: str) -> str:
        return self._box.encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return self._box.decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            # The installation's key was replaced: no code fits any more, and an administrator resets the factor.
            return ""

    def get_totp_label(self, user: Any) -> str:
        return str(user.get_username())

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not needs_second_factor(authenticator.user)
