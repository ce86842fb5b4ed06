"""Who may do what with reply letters, beyond the steps of their workflow."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luzhi.access.actors import Actor
from luzhi.access.permissions import declare
from luzhi.access.roles import Role
from luzhi.handling.models import Countersignature, Matter, Referral, Reply
from luzhi.handling.queries import GONE

WRITE = "handling.letter.write"
PAPER = "handling.letter.read"
COUNTERSIGN = "handling.letter.countersign"
SCAN = "handling.letter.scan"

declare(WRITE, _("Writing reply letters"), all={Role.STAFF}, own={Role.OFFICER})
declare(
    PAPER, _("Reply letters as papers"), all={Role.STAFF, Role.DISPATCHER}, own={Role.OFFICER, Role.MEMBER, Role.LEADER}
)
declare(COUNTERSIGN, _("Countersigning reply letters"), all={Role.STAFF}, own={Role.OFFICER})
declare(SCAN, _("Signed copies of reply letters"), all={Role.STAFF}, own={Role.OFFICER})


def letters_of(actor: Actor) -> Q:
    """For an officer: the unit's own letters, and those it is asked to countersign. For members and leaders: what has
    been signed."""
    found = Q(pk__in=[])
    if actor.holds(Role.OFFICER):
        asked = Countersignature.objects.filter(unit__in=actor.unit_ids)
        found |= Q(unit__in=actor.unit_ids) | Q(pk__in=asked.values("reply"))
    if actor.holds(Role.MEMBER, Role.LEADER):
        found |= Q(state="signed")
    return found


def may_write(actor: Actor, unit_id: int) -> bool:
    """Staff write for any unit, an officer for the own one."""
    return actor.holds(Role.STAFF) or actor.serves(unit_id)


def may_begin(actor: Actor, matter: Matter, unit_id: int) -> bool:
    """A letter is begun for a unit that has the matter and signs its own reply."""
    if not actor.may(WRITE) or not may_write(actor, unit_id) or matter.state == "closed":
        return False
    mine = Referral.objects.filter(matter=matter, unit=unit_id).exclude(state__in=("waiting", *GONE))
    return mine.exclude(mode="joint").exists()


def may_bring(actor: Actor, reply: Reply) -> bool:
    return actor.may(SCAN) and may_write(actor, reply.unit_id)
