"""What happens when somebody comes in, goes out, or is refused: the session's clocks, and the audit chain."""

import time
from typing import Any

from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from luzhi.access.actors import Actor
from luzhi.access.models import Grant, User
from luzhi.access.signin import find_address
from luzhi.common.audit import record_event


def note(user: User | None, verb: str, request: HttpRequest | None, *, by_user: bool = True, **more: str) -> None:
    """An event in the chain of the body that keeps the account; in the installation's where there is none."""
    body = None
    if user is not None:
        grant = Grant.objects.filter(user=user).select_related("body").order_by("pk").first()
        body = user.home or (grant.body if grant else None)
    actor = Actor(user, body, ()) if by_user and user is not None and body is not None else None
    changes = {**more, "address": find_address(request) if request is not None else ""}
    record_event(actor=actor, verb=verb, obj=user, body_id=body.pk if body else 0, changes=changes)


@receiver(user_logged_in)
def note_sign_in(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    request.session["began"] = request.session["seen"] = int(time.time())
    note(user, "sign-in", request)


@receiver(user_logged_out)
def note_sign_out(sender: Any, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    if user is not None:
        note(user, "sign-out", request)


@receiver(user_login_failed)
def note_refusal(sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    name = str(credentials.get("username", ""))[:150]
    note(User.objects.filter(username=name).first(), "sign-in.refused", request, by_user=False, username=name)


@receiver(authenticator_added)
def note_factor_added(sender: Any, request: HttpRequest, user: User, authenticator: Any, **kwargs: Any) -> None:
    request.session["second_factor"] = True
    note(user, "second-factor.added", request, factor=authenticator.type)


@receiver(authenticator_removed)
def note_factor_removed(sender: Any, request: HttpRequest, user: User, authenticator: Any, **kwargs: Any) -> None:
    request.session.pop("second_factor", None)
    note(user, "second-factor.removed", request, factor=authenticator.type)
