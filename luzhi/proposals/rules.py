"""Who may see and do what with proposals, beyond the steps of the workflow."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luzhi.access.actors import Actor
from luzhi.access.permissions import declare
from luzhi.access.roles import INSIDE, Role
from luzhi.handling.models import Matter
from luzhi.handling.rules import matters_of_units
from luzhi.proposals.models import Signature
from luzhi.proposals.queries import PRIVATE

WRITE = "proposals.write"
SIGN = "proposals.sign"
DESK = "proposals.desk"
READ = "proposals.similar"
SHEETS = "proposals.sheets"
PAPER = "proposals.paper"
LETTERS = "proposals.letters.print"
CONSENT = "proposals.publicity.consent"
PUBLISH = "proposals.publish"
PUBLIC = "proposals.public"
KEYS = "proposals.keys"

declare(WRITE, _("Writing proposals"), all={Role.STAFF}, own={Role.MEMBER})
declare(SIGN, _("Signing proposals"), own={Role.MEMBER})
declare(DESK, _("Review of proposals"), all={Role.STAFF})
declare(SHEETS, _("Registers of proposals and handover lists"), all={Role.STAFF, Role.DISPATCHER, Role.LEADER})
declare(PAPER, _("Signatures on paper"), all={Role.STAFF})
declare(LETTERS, _("Printing the letters to the proposers"), all={Role.STAFF})
declare(CONSENT, _("The unit's consent to publication"), own={Role.OFFICER})
declare(PUBLISH, _("Preparing publication"), all={Role.STAFF})
declare(PUBLIC, _("Published proposals and answers"), public=True)
declare(KEYS, _("Key proposals of a year"), all=INSIDE)
declare(READ, _("Reading while writing: earlier proposals alike"), all={Role.STAFF, Role.MEMBER})


def own_proposals(actor: Actor) -> Q:
    """For a member: everything submitted, and the drafts the member wrote or was asked to sign. For an officer: the
    proposals whose matter is with the unit."""
    found = Q(pk__in=[])
    if actor.holds(Role.MEMBER):
        mine = Signature.objects.filter(person__in=actor.person_ids)
        found |= ~Q(state__in=PRIVATE) | Q(pk__in=mine.values("proposal"))
    if actor.holds(Role.OFFICER):
        found |= Q(matter__in=Matter.objects.filter(matters_of_units(actor)).values("pk"))
    return found


def own_signatures(actor: Actor) -> Q:
    """Signatures of proposals a member may see."""
    mine = Signature.objects.filter(person__in=actor.person_ids)
    return ~Q(proposal__state__in=PRIVATE) | Q(proposal__in=mine.values("proposal"))


def tasks_of_units(actor: Actor) -> Q:
    """For an officer: what the own units have to do after an instruction."""
    return Q(unit__in=actor.unit_ids)


def shared_instructions(actor: Actor) -> Q:
    """For a member: instructions on proposals the member signed."""
    mine = Signature.objects.filter(person__in=actor.person_ids)
    return Q(proposal__in=mine.values("proposal"))
