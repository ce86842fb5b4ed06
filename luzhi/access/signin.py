"""How accounts come in: no self-service sign-up, and the true address behind trusted proxies."""


from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by the system administrator; an address is believed only from our own proxies."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The peer's address, or the entry our outermost trusted proxy wrote; anything before it is forged."""
        if settings.TRUSTED_PROXIES:
            hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
            if len(hops) >= settings.TRUSTED_PROXIES:
                return str(hops[-settings.TRUSTED_PROXIES])
        return str(request.META.get("REMOTE_ADDR", ""))
