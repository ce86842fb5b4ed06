"""Who may open the command room, a desk, and the badges."""

from django.utils.translation import gettext_lazy as _

from luzhi.access.permissions import declare
from luzhi.access.roles import Role

declare("onsite.board", _("The command room"), all={Role.STAFF, Role.LEADER})
declare("onsite.desk", _("Signing people in at a desk"), all={Role.STAFF})
declare("onsite.badges", _("Making and printing badges"), all={Role.STAFF})
