"""Notices: drafted, reviewed, sent once, withdrawn when outdated or when the receiver may no longer read."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.core.management import call_command

from luzhi.access.actors import Actor
from luzhi.access.models import Grant, User
from luzhi.access.roles import Role
from luzhi.common.models import Channel, Notice, NoticeState
from luzhi.common.outbox import deliver_notices, deliver_one, draft_notice, release_notice, withdraw_notice
from luzhi.people.models import Person
from luzhi.records.services import create_record


@pytest.fixture
def receiver(make_actor: Callable[..., Actor]) -> Actor:
    actor = make_actor(Role.STAFF, name="receiver")
    User.objects.filter(pk=actor.user_id).update(email="receiver@example.org")
    return actor


def draft(to: Actor, *, topic: str = "t", subject: str = "s", about: Person | None = None, **more: str) -> Notice:
    return draft_notice(recipient_id=to.user_id, body_id=to.body_id, topic=topic, subject=subject, about=about, **more)


def states() -> list[str]:
    return list(Notice.objects.order_by("pk").values_list("state", flat=True))


def test_a_draft_waits_for_a_person_and_is_sent_once(receiver: Actor) -> None:
    notice = draft(receiver, channel=Channel.EMAIL)
    assert (deliver_notices(), states()) == (0, [NoticeState.DRAFT])
    assert (release_notice(notice), release_notice(notice)) == (True, False)
    assert (deliver_notices(), deliver_notices(), deliver_one(notice.pk)) == (1, 0, False)
    assert [m.to for m in mail.outbox] == [["receiver@example.org"]]
    assert (withdraw_notice(notice), states()) == (False, [NoticeState.SENT])


def test_a_later_draft_on_the_same_matter_withdraws_the_earlier(receiver: Actor, staff: Actor) -> None:
    about, other = (create_record(Person(name=name), by=staff) for name in "ab")
    draft(receiver, about=about)
    draft(receiver, about=other)
    draft(receiver, about=about, topic="another")
    draft(receiver, about=about, subject="newer")
    assert states() == [NoticeState.WITHDRAWN, NoticeState.DRAFT, NoticeState.DRAFT, NoticeState.DRAFT]


def test_what_was_sent_stays_when_a_later_one_is_drafted(receiver: Actor, staff: Actor) -> None:
    about = create_record(Person(name="a"), by=staff)
    release_notice(draft(receiver, about=about))
    deliver_notices()
    draft(receiver, about=about)
    assert states() == [NoticeState.SENT, NoticeState.DRAFT]


def test_a_withdrawn_notice_never_leaves(receiver: Actor) -> None:
    notice = draft(receiver, channel=Channel.EMAIL)
    release_notice(notice)
    assert (withdraw_notice(notice), withdraw_notice(notice)) == (True, False)
    assert (deliver_notices(), release_notice(notice), states()) == (0, False, [NoticeState.WITHDRAWN])
    assert mail.outbox == []


@pytest.mark.parametrize("why", ["role ended", "account closed", "record gone"])
def test_who_may_no_longer_read_is_not_told(receiver: Actor, staff: Actor, why: str) -> None:
    about = create_record(Person(name="a secret"), by=staff)
    release_notice(draft(receiver, about=about, channel=Channel.EMAIL))
    if why == "role ended":
        Grant.objects.filter(user=receiver.user).delete()
    elif why == "account closed":
        User.objects.filter(pk=receiver.user_id).update(is_active=False)
    else:
        about.delete()
    assert (deliver_notices(), states()) == (0, [NoticeState.WITHDRAWN])
    assert mail.outbox == []


def test_the_unread_count_follows_what_was_sent(receiver: Actor) -> None:
    for topic in "abc":
        release_notice(draft(receiver, topic=topic))
    deliver_notices(most=2)
    assert User.objects.get(pk=receiver.user_id).unread_notices == 2
    call_command("deliver")
    assert User.objects.get(pk=receiver.user_id).unread_notices == 3
