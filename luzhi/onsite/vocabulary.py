"""The words of the expo days: classes of badges, kinds of desks and incidents, what became of a scan."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BadgeClass(models.TextChoices):
    GUEST = "guest", pgettext_lazy("badge", "Guest")
    EXHIBITOR = "exhibitor", pgettext_lazy("badge", "Exhibitor")
    BUYER = "buyer", pgettext_lazy("badge", "Buyer")
    VISITOR = "visitor", pgettext_lazy("badge", "Visitor")
    PRESS = "press", pgettext_lazy("badge", "Press")
    STAFF = "staff", pgettext_lazy("badge", "Staff")


class DeskKind(models.TextChoices):
    GATE = "gate", _("Gate")
    HALL = "hall", _("Hall entrance")
    EVENT = "event", _("Sub-event")


class ScanOutcome(models.TextChoices):
    FIRST = "first", _("Signed in")
    AGAIN = "again", _("Signed in before")
    VOID = "void", _("Badge is void")
    UNKNOWN = "unknown", _("Code is not known")


class IncidentKind(models.TextChoices):
    LOST_CONTACT = "lost_contact", _("Guest out of contact")
    MEDICAL = "medical", _("Medical")
    SAFETY = "safety", _("Safety")
    EQUIPMENT = "equipment", _("Power, network, equipment")
    TRANSPORT = "transport", _("Transport")
    COMPLAINT = "complaint", _("Complaint")
    LOST_PROPERTY = "lost_property", _("Lost property")
    OTHER = "other", _("Other")


class Gravity(models.IntegerChoices):
    LIGHT = 1, _("Light")
    SERIOUS = 2, _("Serious")
    GRAVE = 3, _("Grave")


class IncidentState(models.TextChoices):
    REPORTED = "reported", pgettext_lazy("incident", "Reported")
    IN_HAND = "in_hand", pgettext_lazy("incident", "In hand")
    SETTLED = "settled", pgettext_lazy("incident", "Settled")
