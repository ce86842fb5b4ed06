"""Taking applications from the public: limits, one form one application, the personal link."""

import secrets
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from luzhi.access.links import hash_secret
from luzhi.common.limits import may_count_one_more
from luzhi.expo.models import Application, Expo
from luzhi.expo.validity import AFTERWARDS, is_over
from luzhi.records.services import create_record

PER_ADDRESS = (5, 3600)  # so many applications from one address in so many seconds
PER_EXPO = (500, 86400)  # ... and for one expo from everybody


def is_open(expo: Expo) -> bool:
    """Whether the expo takes applications today."""
    return expo.applications_open and (
        expo.applications_until is None or timezone.localdate() <= expo.applications_until
    )


def is_within_limits(expo: Expo, address: str) -> bool:
    """Whether this address and this expo may take one more application now."""
    return may_count_one_more(f"address:{address}", *PER_ADDRESS) and may_count_one_more(f"expo:{expo.pk}", *PER_EXPO)


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
    """The application behind a personal link, until a month after the expo."""
    related = ("expo", "zone", "exhibitor__organisation")
    found: Any = Application.objects.select_related(*related).filter(secret_hash=hash_secret(secret)).first()
    return None if found is None or is_over(found.expo, grace=AFTERWARDS) else found
