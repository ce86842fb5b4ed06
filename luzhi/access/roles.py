"""The roles an account can hold at a body, each with the sentence an administrator reads."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    STAFF = "staff", _("Office staff")
    MEMBER = "member", _("Member")
    LEADER = "leader", _("Leader")
    OFFICER = "officer", _("Department officer")
    DISPATCHER = "dispatcher", _("Dispatcher")
    EXHIBITOR = "exhibitor", _("Exhibitor or guest")
    SYSTEM_ADMIN = "system", _("System administrator")
    SECURITY_ADMIN = "security", _("Security administrator")
    AUDIT_ADMIN = "audit", _("Audit administrator")


DESCRIPTIONS = {
    Role.STAFF: _("Keeps the body's records: activities, recommendations, proposals, projects, the expo, reports."),
    Role.MEMBER: _("Sees the body's work, and what came of his or her own contributions."),
    Role.LEADER: _("Sees everything the body has on record at one glance; changes nothing."),
    Role.OFFICER: _("Receives what is addressed to his or her department, and answers it."),
    Role.DISPATCHER: _("Sends matters to departments, rules on objections, watches the clocks."),
    Role.EXHIBITOR: _("Sees the expo's public records and its own organisation's participation."),
    Role.SYSTEM_ADMIN: _("Makes accounts and keeps the installation; cannot read the body's records."),
    Role.SECURITY_ADMIN: _("Grants and withdraws roles, but never for himself or herself."),
    Role.AUDIT_ADMIN: _("Reads the audit chain; changes nothing."),
}
# Roles that see what is their own: the account must stand for a person, or for a unit.
STANDS_FOR = {Role.MEMBER: "person", Role.OFFICER: "unit", Role.EXHIBITOR: "unit"}
ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
INSIDE = frozenset({Role.STAFF, Role.MEMBER, Role.LEADER, Role.DISPATCHER})
CLOCK = "clock"  # the engine itself, when time is up; no account can hold it


def name_roles(roles: frozenset[str]) -> str:
    """The roles as a person reads them."""
    return "、".join(str(role.label) for role in Role if role in roles)
