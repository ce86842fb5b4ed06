"""The outbox: notices are drafted in the transaction of the change, reviewed, and sent after it."""

from typing import Any

from django.core.mail import EmailMessage
from django.db import models, transaction
from django.utils import timezone

from luzhi.common.models import Channel, Notice, NoticeState


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
    marked reviewed, and the next delivery sends it.
    """
    kind = about._meta.label_lower if about is not None else ""
    object_id = about.pk if about is not None else None
    with transaction.atomic():
        Notice.objects.filter(
            recipient_id=recipient_id, topic=topic, kind=kind, object_id=object_id, channel=channel,
            state__in=[NoticeState.DRAFT, NoticeState.REVIEWED],
        ).update(state=NoticeState.WITHDRAWN)  # fmt: skip
        return Notice.objects.create(
            recipient_id=recipient_id, body_id=body_id, topic=topic, subject=subject[:200], text=text, link=link,
            kind=kind, object_id=object_id, channel=channel,
            state=NoticeState.REVIEWED if send else NoticeState.DRAFT,
        )  # fmt: skip


def deliver_notices(*, most: int = 500) -> int:
    """Send reviewed notices, oldest first; returns how many went out. Each is sent at most once."""
    sent = 0
    for notice in Notice.objects.filter(state=NoticeState.REVIEWED).select_related("recipient").order_by("pk")[:most]:
        with transaction.atomic():
            # The row is claimed before the mail leaves: two deliveries at once must not send it twice.
            claimed = Notice.objects.filter(pk=notice.pk, state=NoticeState.REVIEWED).update(
                state=NoticeState.SENT, sent_at=timezone.now()
            )
            if not claimed:
                continue
            if notice.channel == Channel.EMAIL:
                send_mail(notice)
        sent += 1
    return sent


def send_mail(notice: Notice) -> None:
    recipient: Any = notice.recipient
    if recipient.email:
        EmailMessage(notice.subject, f"{notice.text}\n\n{notice.link}".strip(), to=[recipient.email]).send()
