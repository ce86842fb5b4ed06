"""Who may see the expo's own pages."""

from django.utils.translation import gettext_lazy as _

from luzhi.access.permissions import declare
from luzhi.access.roles import INSIDE, Role

declare("expo.front", _("The expo at a glance"), all=INSIDE)
declare("expo.halls.edit", _("Drawing hall plans"), all={Role.STAFF})
declare("expo.apply", _("Applying for a place at the expo"), public=True)
declare("expo.care", _("Guests and attendants"), all={Role.STAFF, Role.LEADER})
