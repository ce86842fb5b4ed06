"""The permissions of administration. No administrator holds more than one of the three powers."""

from django.utils.translation import gettext_lazy as _

from luzhi.access.permissions import declare
from luzhi.access.roles import ADMINISTRATORS, Role

declare("access.accounts", _("Accounts"), all={Role.SYSTEM_ADMIN})
declare("access.body", _("The body's own data"), all={Role.SYSTEM_ADMIN})
declare("access.grants", _("Grants"), all={Role.SECURITY_ADMIN})
declare("access.audit", _("Audit chain"), all={Role.AUDIT_ADMIN})
declare("access.table", _("Permission table"), all=ADMINISTRATORS | {Role.STAFF, Role.LEADER})
