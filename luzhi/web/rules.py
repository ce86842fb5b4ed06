"""The permissions of pages that belong to no single app."""

from django.utils.translation import gettext_lazy as _

from luzhi.access.permissions import declare
from luzhi.access.roles import Role

EVERYBODY = frozenset(Role)

declare("web.home", _("Home"), all=EVERYBODY)
declare("web.year", _("The year on one page"), all={Role.STAFF, Role.LEADER, Role.DISPATCHER})
declare("web.search", _("Search everything"), all=EVERYBODY)
declare("web.notices", _("Own notices"), own=EVERYBODY)
declare("web.outbox", _("Outbox"), all={Role.STAFF})
declare("web.gallery", _("Component gallery"), all={Role.STAFF, Role.SYSTEM_ADMIN})
