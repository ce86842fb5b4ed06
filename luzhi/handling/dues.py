"""What units promised, as entries of their officers' calendars; matters to answer come from the workflow itself."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from luzhi.access.actors import Actor
from luzhi.access.roles import Role
from luzhi.common.feeds import SOURCES, Due
from luzhi.handling.queries import open_commitments_of
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


SOURCES.append(find_dues)
