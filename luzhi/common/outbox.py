"""The outbox: notices are drafted in the transaction of the change, reviewed, and sent after it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.mail import EmailMessage
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from luzhi.common.models import Channel, Notice, NoticeState

# Apps above say here whether a recipient may still read what a notice is about; it is asked when the notice leaves.
MAY_READ: list[Callable[[Notice], bool]] = []
# ... and what they keep of what a recipient has now been told; called in the transaction that sends it.
SENT: list[Callable[[Notice], None]] = []


def draft_notice(  # noqa: PLR0913 -- a notice is one row of many columns, each given by name
    *,
    recipient_id: int,
    body_id: int,
    topic: str,
    subject: str,
    text: str = "",
    link: str = "",
    about: models.Model | None = None,
    channel: str = Channel.IN_APP,
    send: bool = False,
) -> Notice:
    """Draft one notice and withdraw unsent ones on the same topic about the same record to the same person.

    `send=True` is for facts that need no review (a step concerning the recipient was taken): the notice is
    reviewed at once. Inside luzhi it then arrives after the commit; mail leaves with the next delivery.
    """
    kind = about._meta.label_lower if about is not None else ""
    object_id = about.pk if about is not None else None
    with transaction.atomic():
        Notice.objects.filter(
            recipient_id=recipient_id, topic=topic, kind=kind, object_id=object_id, channel=channel,
            state__in=[NoticeState.DRAFT, NoticeState.REVIEWED],
        ).update(state=NoticeState.WITHDRAWN)  # fmt: skip
        notice = Notice.objects.create(
            recipient_id=recipient_id, body_id=body_id, topic=topic, subject=subject[:200], text=text, link=link,
            kind=kind, object_id=object_id, channel=channel,
            state=NoticeState.REVIEWED if send else NoticeState.DRAFT,
        )  # fmt: skip
        if send:
            deliver_after_commit(notice)
        return notice


def release_notice(notice: Notice) -> bool:
    """A person has looked at a draft: it may go out. False when it is no draft any more."""
    released = Notice.objects.filter(pk=notice.pk, state=NoticeState.DRAFT).update(state=NoticeState.REVIEWED)
    if released:
        deliver_after_commit(notice)
    return bool(released)


def withdraw_notice(notice: Notice) -> bool:
    """Take an unsent notice back. False when it has been sent or withdrawn already."""
    unsent = Notice.objects.filter(pk=notice.pk, state__in=[NoticeState.DRAFT, NoticeState.REVIEWED])
    return bool(unsent.update(state=NoticeState.WITHDRAWN))


def deliver_after_commit(notice: Notice) -> None:
    if notice.channel == Channel.IN_APP:
        transaction.on_commit(partial(deliver_one, notice.pk), robust=True)


def deliver_notices(*, most: int = 500) -> int:
    """Send reviewed notices, oldest first; returns how many went out. Each is sent at most once."""
    waiting = Notice.objects.filter(state=NoticeState.REVIEWED).order_by("pk").values_list("pk", flat=True)
    return sum(deliver_one(pk) for pk in list(waiting[:most]))


def deliver_one(pk: int) -> bool:
    """Send one reviewed notice, or withdraw it when its recipient may no longer read what it is about."""
    notice = Notice.objects.select_related("recipient").filter(pk=pk).first()
    if notice is None:
        return False
    recipient: Any = notice.recipient
    allowed = recipient.is_active and all(may_read(notice) for may_read in MAY_READ)
    with transaction.atomic():
        # The row is claimed before the mail leaves: two deliveries at once must not send it twice.
        claimed = Notice.objects.filter(pk=pk, state=NoticeState.REVIEWED).update(
            state=NoticeState.SENT if allowed else NoticeState.WITHDRAWN, sent_at=timezone.now() if allowed else None
        )
        if claimed and allowed:
            for keep in SENT:
                keep(notice)
            if notice.channel == Channel.EMAIL:
                send_mail(notice)
            else:
                type(recipient).objects.filter(pk=recipient.pk).update(unread_notices=F("unread_notices") + 1)
    return bool(claimed and allowed)


def send_mail(notice: Notice) -> None:
    recipient: Any = notice.recipient
    if recipient.email:
        EmailMessage(notice.subject, f"{notice.text}\n\n{notice.link}".strip(), to=[recipient.email]).send()
