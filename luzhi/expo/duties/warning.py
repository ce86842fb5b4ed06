"""The evening before: whoever is wanted in two places hears of it, and so does the office; each finding once."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from luzhi.access.models import Body, Grant, User
from luzhi.access.roles import Role
from luzhi.common.models import Notice, NoticeState
from luzhi.common.outbox import draft_notice
from luzhi.expo.duties.commitments import Clash, Commitment, day_span, find_clashes, read_commitments
from luzhi.people.models import Person

TO_PERSON, TO_OFFICE = "expo.clash", "expo.clashes"
MOST_LINES = 60


@transaction.atomic
def warn_of_clashes(body: Body, day: date) -> int:
    """Tell everybody who is wanted twice on a day, and the office; returns how many notices are new.

    A finding that was told already, in the same words, is not told again, also not by a run at the same time.
    """
    Body.objects.select_for_update(of=("self",)).get(pk=body.pk)
    clashes = find_clashes(read_commitments(body.pk, *day_span(day)))
    if not clashes:
        return 0
    by_person: dict[int, list[Clash]] = defaultdict(list)
    for clash in clashes:
        by_person[clash.first.person_id].append(clash)
    sent = 0
    for person in Person.objects.filter(pk__in=by_person, account__is_active=True).select_related("account"):
        if person.account is not None:
            sent += tell_once(person.account, body, TO_PERSON, lambda: say_day(day), by_person[person.pk])
    for grant in Grant.objects.filter(body=body, role=Role.STAFF).held_today().select_related("user"):
        sent += tell_once(
            grant.user, body, TO_OFFICE, lambda: say_count(day, len(by_person)), clashes,
            f"{reverse('expo-duties')}?day={day:%Y-%m-%d}",
        )  # fmt: skip
    return sent


def tell_once(
    user: User, body: Body, topic: str, subject: Callable[[], str], clashes: Sequence[Clash], link: str = ""
) -> int:
    """One notice in the reader's language, unless the very same is out already; how many were made."""
    with override(user.language or settings.LANGUAGE_CODE):
        head = subject()
        text = "\n".join(say_clash(clash, named=topic == TO_OFFICE) for clash in clashes[:MOST_LINES])
        known = Notice.objects.filter(recipient=user, body_id=body.pk, topic=topic, subject=head[:200], text=text)
        if known.exclude(state=NoticeState.WITHDRAWN).exists():
            return 0
        draft_notice(recipient_id=user.pk, body_id=body.pk, topic=topic, subject=head, text=text, link=link, send=True)
    return 1


def say_day(day: date) -> str:
    return _("On %(day)s you are wanted in two places") % {"day": day}


def say_count(day: date, people: int) -> str:
    return _("Wanted in two places on %(day)s: %(n)s people") % {"day": day, "n": people}


def say_clash(clash: Clash, *, named: bool) -> str:
    """Both things with their times and places; of things known by days only, that much."""
    one, other = (say_side(side) for side in clash.sides)
    pair = _("%(one)s — and %(other)s") % {"one": one, "other": other}
    return f"{clash.person}: {pair}" if named else pair


def say_side(rows: Sequence[Commitment]) -> str:
    """Hours, what it is, where; of several guests all names after the hours of the first."""
    row = rows[0]
    start, end = timezone.localtime(row.start), timezone.localtime(row.end)
    hours = _("all day") if row.by_days else f"{start:%H:%M}–{end:%H:%M}"
    words = "、".join(other.words for other in rows)
    if row.kind == "care":
        hours, words = "", _("attending to %(guests)s") % {"guests": words}
    return " · ".join(part for part in (hours, words, row.where) if part)
