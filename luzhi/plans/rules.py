"""Permissions of the planner's own pages."""

from django.utils.translation import gettext_lazy as _

from luzhi.access.permissions import declare
from luzhi.access.roles import INSIDE, Role

declare("plans.board.view", _("See plans counted back"), all=INSIDE)
declare("plans.board.change", _("Type, count back and apply plans"), all={Role.STAFF})
declare("plans.mine.view", _("See one's own tasks"), all=INSIDE | {Role.OFFICER})
