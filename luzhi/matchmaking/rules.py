"""Who may open matchmaking's own pages."""

from django.utils.translation import gettext_lazy as _

from luzhi.access.permissions import declare
from luzhi.access.roles import INSIDE, Role

declare("matchmaking.board", _("Matchmaking at a glance"), all=INSIDE)
declare("matchmaking.plan", _("Making timetables of meetings"), all={Role.STAFF})
declare("matchmaking.outcomes", _("Entering what meetings brought"), all={Role.STAFF})
declare("matchmaking.sheet", _("Sheets of a firm's meetings"), all={Role.STAFF, Role.LEADER}, own={Role.EXHIBITOR})
declare("matchmaking.link", _("A firm's personal link to its meetings"), public=True)
