"""What units promised, first talks and rulings, as entries of calendars; matters to answer come from the workflow
itself."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.access.roles import Role
from luzhi.common.feeds import SOURCES, Due
from luzhi.handling.models import Referral
from luzhi.handling.queries import MOST_WAITING, WITH_UNIT, first_talks, open_commitments_of, returns_to_rule
from luzhi.records.kinds import url_of


def find_dues(actor: Actor) -> Iterator[Due]:
    """Open promises of the person's units that have a day."""
    if not actor.holds(Role.OFFICER):
        return
    for promise in open_commitments_of(actor.unit_ids):
        if promise.keep_by is not None and promise.body_id == actor.body_id:
            yield Due(
                f"promise-{promise.pk}", _("Promise: %(promise)s") % {"promise": promise}, promise.keep_by,
                promise.keep_by, promise.version, promise.updated_at, f"{promise.owner} · {promise.matter}",
                url_of(promise),
            )  # fmt: skip


def find_talks(actor: Actor) -> Iterator[Due]:
    """First talks with proposers that the person's units still have to hold."""
    if not actor.holds(Role.OFFICER) or not actor.unit_ids:
        return
    mine = Referral.objects.filter(body=actor.body_id, unit__in=actor.unit_ids, state__in=WITH_UNIT)
    rows = list(mine.exclude(matter__rules=None).select_related("matter__rules", "unit").order_by("pk")[:MOST_WAITING])
    talks = first_talks(rows)
    for referral in rows:
        talk = talks.get(referral.pk)
        if talk is not None and talk.held_on is None:
            title = _("First talk with the proposers: %(matter)s") % {"matter": referral.matter}
            yield day_of(f"talk-{referral.pk}", title, talk.until, referral)


def find_rulings(actor: Actor) -> Iterator[Due]:
    """Returns on which the dispatcher has to rule."""
    if not actor.holds(Role.DISPATCHER):
        return
    for referral, until in returns_to_rule(actor.body_id):
        if until is not None:
            title = _("Rule on the return: %(matter)s") % {"matter": referral.matter}
            yield day_of(f"ruling-{referral.pk}", title, until, referral)


def day_of(uid: str, title: str, day: dt.date, referral: Referral) -> Due:
    return Due(uid, title, day, day, referral.version, referral.updated_at, str(referral.unit), url_of(referral))


SOURCES += [find_dues, find_talks, find_rulings]
