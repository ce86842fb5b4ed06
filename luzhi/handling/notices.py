"""Who is told what when a matter moves."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from luzhi.access.models import Grant, User
from luzhi.access.roles import Role
from luzhi.common.outbox import draft_notice
from luzhi.handling.models import Item, Matter, Referral
from luzhi.people.models import Contact
from luzhi.records.kinds import url_of


def tell(user: User, topic: str, about: Any, write: Callable[[], str], *, link: str = "") -> None:
    """One notice in the recipient's own language; sent without review, since it states what has happened. It leads to
    the record's page, or to the given one."""
    with override(user.language or settings.LANGUAGE_CODE):
        draft_notice(
            recipient_id=user.pk, body_id=about.body_id, topic=topic, subject=write(), link=link or url_of(about),
            about=about, send=True,
        )  # fmt: skip


def tell_officers(unit_id: int, topic: str, about: Any, write: Callable[[], str]) -> None:
    """The officers of a unit, each in the own language."""
    for contact in Contact.objects.filter(organisation=unit_id).select_related("account"):
        tell(contact.account, topic, about, write)


def tell_roles(about: Any, roles: Iterable[Role], topic: str, write: Callable[[], str]) -> None:
    """Those who hold one of the roles at the record's body today, each once and in the own language."""
    grants = Grant.objects.filter(body=about.body_id, role__in=roles).held_today().select_related("user")
    for user in {grant.user for grant in grants}:
        tell(user, topic, about, write)


def tell_unit(referral: Referral) -> None:
    """The officers of the unit learn that the matter is with them, and until when."""
    tell_officers(referral.unit_id, "referral.start", referral.matter, lambda: subject_for_unit(referral))


def subject_for_unit(referral: Referral) -> str:
    if referral.due_on:
        return _("“%(matter)s” is with your unit; answer by %(day)s.") % {
            "matter": referral.matter, "day": f"{referral.due_on:%Y-%m-%d}",
        }  # fmt: skip
    return _("“%(matter)s” is with your unit.") % {"matter": referral.matter}


def tell_proposers(matter: Matter) -> None:
    """Those who raised the items learn that all answers are in."""
    through = Item.proposers.through.objects.filter(item__matter=matter)
    for user in User.objects.filter(person__in=through.values("person")).distinct():
        tell(user, "matter.answered", matter, lambda: _("All answers to “%(matter)s” are in.") % {"matter": matter})
