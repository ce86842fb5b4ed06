"""Who may see what is not the page of one kind."""

from django.utils.translation import gettext_lazy as _

from luzhi.access.permissions import declare
from luzhi.access.roles import INSIDE

declare("projects.pipeline", _("From lead to production"), all=INSIDE)
