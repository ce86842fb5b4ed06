"""Who may see the expo's own pages, and what concerns somebody."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luzhi.access.actors import Actor
from luzhi.access.permissions import declare
from luzhi.access.roles import INSIDE, Role
from luzhi.expo.models import Expo

declare("expo.front", _("The expo at a glance"), all=INSIDE)
declare("expo.halls.edit", _("Drawing hall plans"), all={Role.STAFF})
declare("expo.apply", _("Applying for a place at the expo"), public=True)
declare("expo.roster", _("Duties of a day"), all={Role.STAFF, Role.LEADER})
declare("expo.care", _("Guests and attendants"), all={Role.STAFF, Role.LEADER})


def is_own(actor: Actor) -> Q:
    """What an exhibitor's contact may see: the organisation's own."""
    return Q(organisation_id__in=actor.unit_ids)


def is_own_exhibitor(actor: Actor) -> Q:
    """The same for what hangs on an exhibitor."""
    return Q(exhibitor__organisation_id__in=actor.unit_ids)


def only_expo(actor: Actor, given: Any) -> dict[str, Any]:
    """A form opened from nowhere in particular is about the body's newest expo."""
    if "expo" in given:
        return {}
    newest = Expo.objects.filter(body_id=actor.body_id).order_by("-year", "-pk").values_list("pk", flat=True).first()
    return {"expo": newest} if newest else {}
