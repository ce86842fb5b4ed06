"""Who may do what with handover meetings and talks."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luzhi.access.actors import Actor
from luzhi.access.permissions import declare
from luzhi.access.roles import Role
from luzhi.handling.models import Matter
from luzhi.handling.rules import matters_of_units

GATHER = "handling.handover.gather"
MINUTES = "handling.handover.minutes"

declare(GATHER, _("List of a handover meeting"), all={Role.STAFF, Role.DISPATCHER})
declare(MINUTES, _("Papers of a handover meeting"), all={Role.STAFF, Role.DISPATCHER, Role.LEADER})


def talks_of_units(actor: Actor) -> Q:
    """Talks about matters that one of the actor's units has."""
    return Q(matter__in=Matter.objects.filter(matters_of_units(actor)).values("pk"))
