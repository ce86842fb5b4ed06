"""Permissions of this part's own pages."""

from django.utils.translation import gettext_lazy as _

from luzhi.access.permissions import declare
from luzhi.access.roles import INSIDE, Role

declare("people.ties", _("For whom accounts stand"), all={Role.SECURITY_ADMIN})
declare("people.roster", _("Roster of a day"), all=INSIDE)
