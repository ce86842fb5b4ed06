"""Taking applications from the public: limits, one form one application, the personal link."""

import hashlib
import secrets
from typing import Any

from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils import timezone

from luzhi.expo.models import Application, Expo
from luzhi.records.services import create_record

PER_ADDRESS = (5, 3600)  # so many applications from one address in so many seconds
PER_EXPO = (500, 86400)  # ... and for one expo from everybody


def is_open(expo: Expo) -> bool:
    """Whether the expo takes applications today."""
    return expo.applications_open and (
        expo.applications_until is None or timezone.localdate() <= expo.applications_until
    )


def may_count_one_more(key: str, most: int, seconds: int) -> bool:
    """Count one use of a key; False once it has been used too often within the time."""
    name = f"expo-apply:{hashlib.sha256(key.encode()).hexdigest()[:32]}"
    if cache.add(name, 1, seconds):
        return True
    try:
        return int(cache.incr(name)) <= most
    except ValueError:  # it ran out between the two calls
        return bool(cache.add(name, 1, seconds))


def is_within_limits(expo: Expo, address: str) -> bool:
    """Whether this address and this expo may take one more application now."""
    return may_count_one_more(f"address:{address}", *PER_ADDRESS) and may_count_one_more(f"expo:{expo.pk}", *PER_EXPO)


def hash_secret(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def take_application(application: Application, *, ticket: str) -> tuple[Application, str]:
    """Save an application and return it with the secret of its personal link.

    The same form sent again is the same application; its link was given the first time, so the secret is then ''.
    """
    secret = secrets.token_urlsafe(24)
    application.ticket, application.secret_hash = ticket, hash_secret(secret)
    try:
        with transaction.atomic():
            made: Application = create_record(application, by=None)
    except Exception as error:
        known = Application.objects.filter(expo=application.expo, ticket=ticket).first()
        if known is None or not is_duplicate(error):
            raise
        return known, ""
    return made, secret


def is_duplicate(error: BaseException) -> bool:
    return isinstance(error, IntegrityError) or isinstance(error.__cause__, IntegrityError)


def find_by_secret(secret: str) -> Application | None:
    """The application behind a personal link."""
    if not 20 <= len(secret) <= 64:
        return None
    related = ("expo", "zone", "exhibitor__organisation")
    found: Any = Application.objects.select_related(*related).filter(secret_hash=hash_secret(secret)).first()
    return found  # type: ignore[no-any-return]
