"""Applications of firms that want to exhibit, sent by the public or entered by staff."""

import secrets
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luzhi.expo.models.events import Expo
from luzhi.expo.models.invitations import Exhibitor
from luzhi.expo.models.zones import Zone
from luzhi.records.models import Record, YearRecord, by_duty, by_filters
from luzhi.workflow.models import Stateful

LARGEST_BOOTH = 2000  # square metres


def make_ticket() -> str:
    """What makes a form sent twice one application."""
    return secrets.token_hex(16)


class Application(YearRecord, Stateful):
    """What a firm wrote about itself. It becomes an exhibitor only when staff accept it.

    `ticket` came with the form, `secret_hash` belongs to the personal link; neither is ever shown to staff.
    """

    expo = models.ForeignKey(Expo, on_delete=models.CASCADE, related_name="applications", verbose_name=_("expo"))
    organisation_name = models.CharField(_("name of the organisation"), max_length=120)
    origin = models.CharField(_("country or region, city"), max_length=120)
    contact_name = models.CharField(_("contact person"), max_length=60)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), max_length=120)
    zone = models.ForeignKey(
        Zone,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("zone wished"),
    )
    area = models.DecimalField(
        _("area wished (m²)"), max_digits=6, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(LARGEST_BOOTH)],
    )  # fmt: skip
    shows = models.TextField(_("what it wants to show"), max_length=1000)
    language = models.CharField(_("language of the application"), max_length=10, blank=True, editable=False)
    exhibitor = models.ForeignKey(
        Exhibitor, on_delete=models.PROTECT, null=True, blank=True, related_name="applications", editable=False,
        verbose_name=_("became the exhibitor"),
    )  # fmt: skip
    ticket = models.CharField(max_length=32, default=make_ticket, editable=False)
    secret_hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta(YearRecord.Meta):
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        constraints: ClassVar[list[Any]] = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["expo", "ticket"], name="application_once_per_form"),
            models.UniqueConstraint(
                fields=["secret_hash"], condition=~Q(secret_hash=""), name="application_secret_once"
            ),
        ]
        indexes: ClassVar[list[Any]] = [
            *YearRecord.Meta.indexes,
            *by_filters("applications", "state"),
            by_duty("applications"),
        ]

    def __str__(self) -> str:
        return self.organisation_name
