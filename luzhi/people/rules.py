"""Permissions of this part's own pages."""

from django.utils.translation import gettext_lazy as _

from luzhi.access.permissions import declare
from luzhi.access.roles import INSIDE

declare("people.roster", _("Roster of a day"), all=INSIDE)
