"""Permissions of this part's own pages."""

from django.utils.translation import gettext_lazy as _

from luzhi.access.permissions import declare
from luzhi.access.roles import INSIDE

declare("activities.timeline", _("Activities over the year"), all=INSIDE)
