"""Who may report on answers and see what is followed."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luzhi.access.actors import Actor
from luzhi.access.permissions import declare
from luzhi.access.roles import Role
from luzhi.handling.models import Answer

PROGRESS = "handling.progress.report"
PROMISED = "handling.promised"

declare(PROGRESS, _("Reports of progress"), all={Role.STAFF, Role.DISPATCHER}, own={Role.OFFICER})
declare(
    PROMISED, _("Promised and not done"), all={Role.STAFF, Role.DISPATCHER, Role.LEADER, Role.MEMBER},
    own={Role.OFFICER},
)  # fmt: skip


def may_report(actor: Actor, answer: Answer) -> bool:
    """The unit that answered, and those who chase it."""
    if not actor.may(PROGRESS):
        return False
    return actor.holds(Role.STAFF, Role.DISPATCHER) or answer.unit_id in actor.unit_ids


def progress_of_units(actor: Actor) -> Q:
    return Q(answer__unit__in=actor.unit_ids)


def carried_of_units(actor: Actor) -> Q:
    return Q(unit__in=actor.unit_ids)
