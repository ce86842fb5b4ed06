"""Who may open figures, check drafts, decide between statement and records."""

from django.utils.translation import gettext_lazy as _

from luzhi.access.permissions import declare
from luzhi.access.roles import INSIDE, Role

declare("reports.figures.view", _("Figures"), all=INSIDE)
declare("reports.figures.decide", _("Decision between statement and records"), all={Role.STAFF})
declare("reports.check", _("Check of a draft"), all=INSIDE)
declare("reports.consistency", _("Consistency check"), all={Role.STAFF, Role.LEADER})
